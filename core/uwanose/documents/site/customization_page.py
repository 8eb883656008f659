"""Owns the page of each customization: beside what lies beneath, its life with documents, its price, its payers, and its end."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from markupsafe import Markup, escape

from uwanose.charging.formulas import POPULATION
from uwanose.charging.report_model import CostRow, CustomizationRow
from uwanose.documents import labels
from uwanose.documents.sentences import cost_when, sharing_text
from uwanose.documents.site.life import life
from uwanose.documents.site.model import SiteModel
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.residents import concerned_table, concerned_text
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Mark, Writer
from uwanose.layers.model import Rank

__all__ = ["customization_pages"]

PAYER_FIELDS = ("this_year", "before_book", "closed", "pending", "owed", "life")


def customization_pages(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield one page for each entry of the register, refused, withdrawn and retired ones included."""
    for row in model.rows.values():
        writer = Writer(model, language, f"customizations/{row.id}.html")
        counted = model.concerned.get(row.id)
        yield make_page(
            writer, "customization.html", "customization",
            f"{row.id} {writer.title(row.id)}",
            summary=f"{writer.business(model.profile.customizations[row.id].business)} {labels.status(row.status, row.outcome, language)}",
            found_by=_found_by(writer, row),
            row=row,
            entry=model.profile.customizations[row.id],
            marks=writer.price_marks(row.id),
            price_mark=writer.marks(writer.price_marks(row.id)),
            holders=model.holders(row.id),
            changes=list(enumerate(model.changes[language][row.id])),
            life=list(life(writer, row)),
            costs=_costs(writer, row),
            sharing=sharing_text(model.report, row, language),
            payers=_payers(writer, row),
            consents=_consents(writer, row),
            leaving=model.leavings.get(row.id),
            endings=_endings(writer, row),
            per_resident=_per_resident(writer, row),
            differs=_differs(writer, row),
            counted=counted,
            concerned=concerned_text(writer, row, counted) if counted else None,
            concerned_table=concerned_table(writer, row, counted) if counted else None,
        )  # fmt: skip


def _found_by(writer: Writer, row: CustomizationRow) -> str:
    towns = [writer.model.town_name(one.municipality, writer.language) for one in row.adoptions]
    points = [writer.point(change.point) for change in row.changes]
    return " ".join([*towns, *points, row.basis, row.reason, *(change.point for change in row.changes)])


def _costs(writer: Writer, row: CustomizationRow) -> SiteTable | None:
    if not row.costs:
        return None
    marks = writer.price_marks(row.id)
    return SiteTable(
        caption=writer.t("見積額と実績額（税込み）", "Quoted and paid, tax included"),
        marks=writer.marks(marks),
        headings=writer.t("費用,見積額,実績額,見積との差,年額,いつ,請求文書", "cost,quoted,paid,difference,a year,when,invoice").split(","),
        rows=[_cost(writer, row, cost) for cost in row.costs],
        right=frozenset({1, 2, 3, 4}),
        sortable=False,
    )  # fmt: skip


def _cost(writer: Writer, row: CustomizationRow, cost: CostRow) -> tuple[str | Markup, ...]:
    source = f"cost:{row.id}:{cost.item}"

    def shown(amount: int | None, name: str) -> Markup:
        return Markup("－") if amount is None else writer.yen(amount, f"{source}:{name}")

    known = cost.quoted is not None and cost.actual is not None
    difference = (cost.actual or 0) - (cost.quoted or 0) if known else None
    yearly = cost.yen if cost.kind == "recurring" else None
    missing = writer.mark(Mark.UNKNOWN) if cost.yen is None else Markup("")
    return (
        _cost_label(writer, cost) + missing, shown(cost.quoted, "quoted"), shown(cost.actual, "actual"), shown(difference, "difference"),
        shown(yearly, "yearly"), cost_when(cost, writer.language), writer.register(cost.document) or "－",
    )  # fmt: skip


def _cost_label(writer: Writer, cost: CostRow) -> Markup:
    return escape(cost.label if writer.language == "ja" else labels.cost_kind(cost.kind, writer.language))


def _payers(writer: Writer, row: CustomizationRow) -> SiteTable | None:
    if not row.figures.payers:
        return None
    headings = writer.t(
        "町村,今年度,調定簿以前,調定済み,未調定の差額,今後の負担,全期間",
        "town,this year,before the book,closed,pending,still owed,whole life",
    )
    rows = [
        (
            writer.town(town),
            *(writer.yen(getattr(one, name), f"payer:{row.id}:{town}:{name}") for name in PAYER_FIELDS),
        )
        for town, one in row.figures.payers.items()
    ]
    total = [
        writer.yen(getattr(row.figures.total, name), f"customization:{row.id}:{name}")
        for name in PAYER_FIELDS
    ]
    return SiteTable(
        caption=writer.t("負担町村と負担額", "Who pays, and how much"),
        marks=writer.marks(writer.price_marks(row.id)),
        headings=headings.split(","),
        rows=rows,
        right=frozenset(range(1, 7)),
        total=(writer.t("計", "total"), *total),
    )


def _consents(writer: Writer, row: CustomizationRow) -> SiteTable | None:
    """Return up to which amounts the towns have consented to pay; the prefecture's stands on agreements without limits."""
    given = [one for one in row.adoptions if one.consent]
    if not given:
        return None
    rows = []
    for one in given:
        source = f"consent:{row.id}:{one.municipality}"
        limits = ((one.up_to, "up_to"), (one.yearly_up_to, "yearly_up_to"))
        rows.append(
            (
                writer.town(one.municipality), writer.act(one.consented_on, one.consent),
                *(Markup("－") if yen is None else writer.yen(yen, f"{source}:{name}") for yen, name in limits),
            )
        )  # fmt: skip
    headings = writer.t(
        "町村,負担承諾,初期費用等の上限,年額の上限", "town,consent,limit of one-off cost,limit a year"
    )
    return SiteTable(
        caption=writer.t("負担承諾とその上限", "Consents to pay, and their limits"),
        marks=writer.marks(writer.price_marks(row.id)),
        headings=headings.split(","),
        rows=rows,
        right=frozenset({2, 3}),
    )


def _endings(writer: Writer, row: CustomizationRow) -> SiteTable | None:
    leaving = writer.model.leavings.get(row.id)
    if leaving is None:
        return None
    rows = []
    for town, one in leaving.together.items():
        source = f"ending:{row.id}:{town}"
        cells = [writer.town(town), writer.yen(one.saved, f"{source}:saved"), writer.yen(one.owed, f"{source}:owed"), escape(_month(writer, one.owed_until))]  # fmt: skip
        if leaving.moved:
            moved = leaving.moved.get(town)
            cells.append(Markup("－") if moved is None else writer.yen(moved, f"moved:{row.id}:{town}"))
        rows.append(cells)
    headings = writer.t("町村,毎年減る額,なお残る負担,いつまで", "town,saved a year,still owed,until").split(
        ","
    )
    if leaving.moved:
        headings.append(
            writer.t(
                "その町村だけがやめたときに他へ移る年額", "moved to the others a year if it leaves alone"
            )
        )
    saved, owed = (sum(getattr(one, name) for one in leaving.together.values()) for name in ("saved", "owed"))
    total = [writer.t("計", "total"), writer.yen(saved, f"ending:{row.id}:saved"), writer.yen(owed, f"ending:{row.id}:owed"), ""]  # fmt: skip
    return SiteTable(
        caption=writer.t("全員がやめたとき", "If all of them end it"),
        marks=writer.marks((Mark.FORECAST, *writer.price_marks(row.id))),
        headings=headings,
        rows=rows,
        right=frozenset({1, 2, 4}),
        total=[*total, *([""] if leaving.moved else [])],
    )


def _month(writer: Writer, month: object) -> str:
    return "－" if month is None else str(month)


def _per_resident(writer: Writer, row: CustomizationRow) -> Markup | None:
    """Return the cost of the year for each inhabitant of those who pay, by the register's base figures."""
    driver = writer.model.profile.consortium.drivers.get(POPULATION)
    payers = [town for town, one in row.figures.payers.items() if one.this_year]
    if driver is None or not payers or not all(driver.values.get(town) for town in payers):
        return None
    people = sum(driver.values[town] for town in payers)
    cost = Fraction(sum(row.figures.payers[town].this_year for town in payers), people)
    return writer.said(
        "負担町村の人口1人あたり {cost}（人口 {people}、{on}現在、{source}）",
        "{cost} for each inhabitant of the paying towns ({people} on {on}, {source})",
        cost=writer.tenths(
            cost, f"per_resident:{row.id}", "円/年", "yen a year", *writer.price_marks(row.id)
        ),
        people=writer.count(people, f"population:{row.id}", "人"),
        on=writer.day(driver.reference_date),
        source=writer.register(driver.source),
    )


def _differs(writer: Writer, row: CustomizationRow) -> Markup:
    """Return where who asked and who pays differ; own customizations only, for the prefecture's all pay."""
    entry = writer.model.profile.customizations[row.id]
    if row.layer is not Rank.TOWN or not row.adoptions:
        return Markup("")
    payers = set(row.figures.payers)
    names = writer.model.towns
    paying = [town for town in names if town in payers and town not in entry.request.by]
    asking = [town for town in names if town in entry.request.by and town not in payers]
    said = []
    if paying:
        said.append(
            writer.said(
                "要望していない負担町村: {towns}",
                "pays without having asked: {towns}",
                towns=writer.towns(paying),
            )
        )
    if asking:
        said.append(
            writer.said(
                "負担していない要望町村: {towns}",
                "asked and does not pay: {towns}",
                towns=writer.towns(asking),
            )
        )
    return Markup("　").join(said)
