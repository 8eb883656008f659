"""Owns the list of businesses and the page of each: its customizations, their cost, who pays, how far it is from the nation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from markupsafe import Markup

from uwanose.charging.due import UNION
from uwanose.charging.report_model import CustomizationRow
from uwanose.documents import labels
from uwanose.documents.site.charts import Bar, bar_chart
from uwanose.documents.site.model import SiteModel
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Writer
from uwanose.layers.fit import Fit, together

__all__ = ["business_list", "business_pages"]


def business_list(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield the list of businesses."""
    writer = Writer(model, language, "businesses.html")
    rows = []
    for name in model.layering.catalog.businesses:
        rows.append(
            (
                _link(writer, name),
                writer.yen(_cost(_entries(model, name)), f"business:{name}:this_year"),
                writer.count(len(_live(model, name)), f"business:{name}:in_force", "件"),
                writer.count(len(_towns(model, name)), f"across:{name}:towns", "町村", "towns"),
                writer.percent(_fit(model, name).share, f"fit:business:{name}"),
            )
        )
    headings = writer.t(
        "業務,今年度の費用,効力のあるカスタマイズ,参加する町村,適合率",
        "business,cost of the year,customizations in force,towns taking part,fit",
    )
    whole = writer.yen(model.report.this_year, "report:this_year")
    table = SiteTable(
        caption=writer.t(f"業務別の一覧（{writer.year}）", f"The businesses, {writer.year}"),
        marks=writer.marks(writer.total_marks),
        headings=headings.split(","),
        rows=rows,
        right=frozenset({1, 2, 3, 4}),
        total=(writer.t("計", "total"), whole, "", "", ""),
    )
    yield make_page(
        writer, "businesses.html", "businesses", writer.t("業務", "Businesses"),
        summary=writer.t("業務ごとの費用、カスタマイズ、適合率", "cost, customizations and fit of each business"),
        chart=_cost_chart(writer),
        table=table,
    )  # fmt: skip


def _cost_chart(writer: Writer) -> Markup:
    model = writer.model
    costs = {name: _cost(_entries(model, name)) for name in model.layering.catalog.businesses}
    shown = {name: yen for name, yen in costs.items() if yen}
    if not shown:
        return bar_chart(
            writer.t("今年度に費用のかかる業務はありません", "No business costs anything this year"), []
        )
    most = max(shown, key=lambda name: shown[name])
    title = writer.said(
        "カスタマイズの費用が最も多い業務は{business}で、全体の {part} です",
        "{business} costs most: {part} of the whole",
        business=writer.business(most),
        part=writer.percent(Fraction(shown[most], model.report.this_year), f"business:{most}:part"),
    )  # fmt: skip
    marks = writer.total_marks
    bars = [
        Bar(writer.business(name), (yen,), writer.yen(yen, f"business:{name}:this_year"))
        for name, yen in sorted(shown.items(), key=lambda one: -one[1])
    ]
    return bar_chart(title + writer.marks(marks), bars)


def business_pages(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield one page for each business."""
    for name, business in model.layering.catalog.businesses.items():
        writer = Writer(model, language, f"businesses/{name}.html")
        differing = [one for one in model.across[name] if one.differs]
        yield make_page(
            writer, "business.html", "business", writer.business(name),
            summary=writer.t("カスタマイズと費用、町村ごとの違い", "customizations, cost, what the towns do"),
            found_by=f"{business.label_ja} {business.label_en} {name}",
            name=name,
            fit=_fit(model, name),
            taking_part=_towns(model, name),
            in_force=_live(model, name),
            cost=_cost(_entries(model, name)),
            differing=differing,
            customizations=_customizations(writer, _entries(model, name)),
            chart=_town_chart(writer, name),
            towns=_town_table(writer, name),
        )  # fmt: skip


def _link(writer: Writer, name: str) -> Markup:
    return writer.link(f"businesses/{name}.html", writer.business(name))


def _entries(model: SiteModel, business: str) -> list[CustomizationRow]:
    entries = model.profile.customizations
    return [row for row in model.rows.values() if entries[row.id].business == business]


def _live(model: SiteModel, business: str) -> list[CustomizationRow]:
    return [row for row in _entries(model, business) if model.holders(row.id)]


def _cost(rows: list[CustomizationRow]) -> int:
    return sum(row.figures.total.this_year for row in rows)


def _borne(rows: list[CustomizationRow], town: str) -> int:
    return sum(row.figures.payers[town].this_year for row in rows if town in row.figures.payers)


def _towns(model: SiteModel, business: str) -> list[str]:
    return [town for town in model.towns if business in model.fits[town]]


def _fit(model: SiteModel, business: str) -> Fit:
    return together(model.fits[town][business] for town in _towns(model, business))


def _customizations(writer: Writer, rows: list[CustomizationRow]) -> SiteTable | None:
    if not rows:
        return None
    shown = [
        (
            writer.customization(row.id),
            writer.yen(row.figures.total.this_year, f"customization:{row.id}:this_year"),
            writer.yen(row.figures.total.owed, f"customization:{row.id}:owed"),
            labels.status(row.status, row.outcome, writer.language),
            writer.towns(writer.model.holders(row.id)),
            labels.layer(row.layer, writer.language),
            writer.day(row.since),
        )
        for row in rows
    ]
    return SiteTable(
        caption=writer.t("この業務のすべての件", "All entries of this business"),
        marks=writer.marks(writer.total_marks),
        headings=writer.t(
            "件,今年度の費用,今後の負担,状態,効力のある町村,層,採用開始",
            "customization,this year,still owed,stands at,in force in,layer,since",
        ).split(","),
        rows=shown,
        right=frozenset({1, 2}),
    )


def _town_chart(writer: Writer, business: str) -> Markup | None:
    rows = _entries(writer.model, business)
    found = {town: yen for town in writer.model.towns if (yen := _borne(rows, town))}
    if not found:
        return None
    most = max(found, key=lambda town: found[town])
    title = writer.said(
        "この業務のカスタマイズに最も多く負担しているのは{town}です（{yen}）",
        "{town} bears most of what this business costs ({yen})",
        town=writer.model.town_name(most, writer.language),
        yen=writer.yen(found[most], f"business:{business}:{most}", *writer.total_marks),
    )
    bars = [
        Bar(
            writer.model.town_name(town, writer.language),
            (yen,),
            writer.yen(yen, f"business:{business}:{town}"),
        )
        for town, yen in found.items()
    ]
    return bar_chart(title, bars)


def _town_table(writer: Writer, business: str) -> SiteTable:
    model, rows = writer.model, _entries(writer.model, business)
    parts = ("prefecture", "own", "settings")
    shown = []
    for town in _towns(model, business):
        one, source = model.fits[town][business], f"fit:{town}:{business}"
        shown.append(
            (
                writer.town(town),
                writer.yen(_borne(rows, town), f"business:{business}:{town}"),
                *(writer.count(getattr(one, part), f"{source}:{part}") for part in parts),
                writer.percent(one.share, source),
            )
        )
    others = sum(_borne(rows, town) for town in (*model.towns, UNION) if town not in _towns(model, business))
    total = writer.yen(_cost(rows) - others, f"business:{business}:taking_part")
    return SiteTable(
        caption=writer.t("参加する町村", "Towns that take part"),
        marks=writer.marks(writer.total_marks),
        headings=writer.t(
            "町村,今年度の負担,県仕様,個別,設定,適合率",
            "town,borne this year,prefecture's,its own,settings,fit",
        ).split(","),
        rows=shown,
        right=frozenset(range(1, 6)),
        total=(writer.t("計", "total"), total, "", "", "", ""),
    )
