"""Owns the page of each town: what it bears, what it would bear alone, that it bears nothing of others', and its whole stack."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from markupsafe import Markup, escape

from uwanose.charging.sharing.effect import TownYear
from uwanose.documents import labels
from uwanose.documents.sharing_words import VERDICTS
from uwanose.documents.site.model import SiteModel, StudyEffect
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.stack import NationalRows, stacks
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Mark, Writer
from uwanose.layers.fit import together
from uwanose.layers.model import Rank

__all__ = ["town_pages"]


def town_pages(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield one page for each town."""
    national = NationalRows()
    for town, known in model.profile.municipalities.items():
        writer = Writer(model, language, f"towns/{town}.html")
        foreign, foreign_yen, borne = model.foreign(town)
        own = model.own(town)
        yield make_page(
            writer, "town.html", "town", model.town_name(town, language),
            summary=writer.t("負担金、単独導入との比較、個別カスタマイズ、効いている規則", "burden, stand-alone cost, own customizations, rules in force"),
            found_by=" ".join([known.name_ja, known.name_en, known.code, *(f"{name} {writer.title(name)}" for name in own)]),
            town=town,
            totals=model.report.towns[town],
            own=own,
            own_table=_own(writer, town, own),
            burden=_burden(writer, town),
            comparisons=[_Compared(writer, town, one) for one in model.effects if town in one.study.towns],
            foreign=foreign,
            foreign_yen=foreign_yen,
            borne=borne,
            fit=together(model.fits[town].values()),
            fits=_fits(writer, town),
            stacks=list(stacks(writer, town, national)),
        )  # fmt: skip


def _burden(writer: Writer, town: str) -> SiteTable:
    """Return what the town bears in the fiscal year, customization by customization."""
    rows = []
    for row in writer.model.rows.values():
        payer = row.figures.payers.get(town)
        if payer is None:
            continue
        source = f"payer:{row.id}:{town}"
        rows.append(
            (
                writer.customization(row.id),
                *(writer.yen(getattr(payer, name), f"{source}:{name}") for name in ("this_year", "this_year_closed", "owed")),
                labels.cost_layer(row.layer or Rank.TOWN, writer.language),
            )
        )  # fmt: skip
    totals = writer.model.report.towns[town]
    owed = sum(
        row.figures.payers[town].owed for row in writer.model.rows.values() if town in row.figures.payers
    )
    return SiteTable(
        caption=writer.t(f"負担金の内訳（{writer.year}）", f"What it bears, {writer.year}"),
        marks=writer.marks(writer.total_marks),
        headings=writer.t("件,今年度,うち調定済み,今後の負担,経費", "customization,this year,closed of it,still owed,cost").split(","),
        rows=rows,
        right=frozenset({1, 2, 3}),
        total=(
            writer.t("計", "total"), writer.yen(totals.total, f"town:{town}:total"),
            writer.yen(totals.closed, f"town:{town}:closed"), writer.yen(owed, f"town:{town}:owed"), "",
        ),
    )  # fmt: skip


def _own(writer: Writer, town: str, own: tuple[str, ...]) -> SiteTable | None:
    if not own:
        return None
    rows = []
    for name in own:
        row = writer.model.rows[name]
        payer = row.figures.payers.get(town)
        others = [one for one in writer.model.holders(name) if one != town]
        consent = next((one for one in row.adoptions if one.municipality == town and one.consent), None)
        rows.append(
            (
                writer.customization(name),
                writer.yen(payer.this_year if payer else 0, f"payer:{name}:{town}:this_year"),
                writer.towns(others),
                writer.act(consent.consented_on, consent.consent) if consent else Markup("－"),
            )
        )
    return SiteTable(
        caption=writer.t("この町村の個別カスタマイズ", "Its own customizations"),
        marks=writer.marks(writer.total_marks),
        headings=writer.t("件,今年度の負担,一緒に採用している町村,負担承諾", "customization,borne this year,adopted together with,consent").split(","),
        rows=rows,
        right=frozenset({1}),
    )  # fmt: skip


class _Compared:
    """One study for one town: every settled and planned year, and the settled ones together."""

    def __init__(self, writer: Writer, town: str, found: StudyEffect) -> None:
        self.study, self.baseline, self.settled = found.study, found.baseline, found.settled.get(town)
        self.source = f"effect:{found.study.id}:settled:{town}"
        estimate = () if found.baseline.settled else (Mark.ESTIMATE,)
        made_up = (Mark.ILLUSTRATIVE,) if found.study.illustrative else ()
        self.marks = (*estimate, *made_up)
        self.table = self._years(writer, town, found)

    def _years(self, writer: Writer, town: str, found: StudyEffect) -> SiteTable:
        rows = []
        for year in found.years:
            source = f"effect:{found.study.id}:{year.plan.fiscal_year}:{town}"
            name = labels.fiscal_year(year.plan.fiscal_year, writer.language)
            note = writer.marks(() if year.plan.actual is not None else (Mark.FORECAST,))
            rows.append((escape(name) + note, *self._cells(writer, year.towns[town], source)))
        headings = writer.t(
            "年度,単独導入の場合,計画の負担,共通の負担,個別の負担,削減率,削減率の幅,約束した削減率は",
            "year,alone,planned,shared burden,own burden,saving,band of the saving,the promise was",
        )
        total = (
            (
                writer.t("実績のある年度の計", "all settled years"),
                *self._cells(writer, self.settled, self.source),
            )
            if self.settled
            else ()
        )
        return SiteTable(
            caption=writer.t("単独導入の場合との比較", "Compared with going alone"),
            marks=writer.marks(self.marks),
            headings=headings.split(","),
            rows=rows,
            right=frozenset(range(1, 7)),
            total=total,
            sortable=False,
        )

    def _cells(self, writer: Writer, one: TownYear, source: str) -> list[str | Markup]:
        names = ("stand_alone", "planned", "shared", "own")
        low, high = one.band
        band = (
            writer.percent(low, f"{source}:band:0")
            + Markup(writer.t("〜", " to "))
            + writer.percent(high, f"{source}:band:1")
        )
        return [
            *(writer.yen(getattr(one, name), f"{source}:{name}") for name in names),
            writer.percent(one.saving, f"{source}:saving"), band,
            labels.of(VERDICTS[one.verdict(self.study.promised)], writer.language),
        ]  # fmt: skip

    @property
    def promised(self) -> Fraction | None:
        """The saving every town was promised."""
        return self.study.promised


def _fits(writer: Writer, town: str) -> SiteTable:
    rows = []
    for business, one in writer.model.fits[town].items():
        source = f"fit:{town}:{business}"
        parts = ("points", "prefecture", "own", "settings", "added")
        rows.append(
            (
                writer.business(business), writer.percent(one.share, source),
                *(writer.count(getattr(one, part), f"{source}:{part}") for part in parts),
            )
        )  # fmt: skip
    headings = writer.t(
        "業務,適合率,標準の項目,県仕様が変更,個別が変更,条例等の設定,追加",
        "business,fit,points,changed by the prefecture,changed by the town,settings,added",
    )
    return SiteTable(
        caption=writer.t("業務別の適合率", "Fit of each business"),
        headings=headings.split(","),
        rows=rows,
        right=frozenset(range(1, 7)),
    )
