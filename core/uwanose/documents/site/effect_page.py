"""Owns the page of the effect (効果の検証): year by year what going alone would have cost, what was paid, and who got the promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from uwanose.charging.sharing.effect import Effect, TownYear, whole
from uwanose.documents import labels
from uwanose.documents.sharing_words import VERDICTS
from uwanose.documents.site.charts import Bar, bar_chart
from uwanose.documents.site.model import SiteModel, StudyEffect
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Mark, Writer

__all__ = ["effect_page"]


def effect_page(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield the one page; none while no study tells of a year."""
    told = [one for one in model.effects if one.years]
    if not told:
        return
    writer = Writer(model, language, "effect.html")
    yield make_page(
        writer, "effect.html", "effect", writer.t("効果の検証", "The effect over the years"),
        summary=writer.t("単独導入の場合と比べた年度ごとの効果", "what was saved against going alone, year by year"),
        found_by=" ".join(one.study.label_ja for one in told),
        told=[_Told(writer, one) for one in told],
    )  # fmt: skip


class _Told:
    """One study's years, and its settled years together."""

    def __init__(self, writer: Writer, found: StudyEffect) -> None:
        self.writer, self.found = writer, found
        self.study, self.baseline = found.study, found.baseline
        self.source = f"effect:{self.study.id}"
        estimate = () if found.baseline.settled else (Mark.ESTIMATE,)
        self.marks = (*estimate, *((Mark.ILLUSTRATIVE,) if found.study.illustrative else ()))
        self.together = whole(found.settled) if found.settled else None
        self.kept = _kept(found.settled, found)
        self.chart = self._chart()
        self.years = self._years()
        self.town_chart = self._town_chart() if found.settled else None
        self.towns = self._towns() if found.settled else None

    def _chart(self) -> Markup:
        writer, one = self.writer, self.together
        bars = []
        for year in self.found.years:
            towns, settled = whole(year.towns), year.plan.actual is not None
            source = f"{self.source}:{year.plan.fiscal_year}:all"
            name = labels.fiscal_year(year.plan.fiscal_year, writer.language)
            mark = writer.marks(() if settled else (Mark.FORECAST,))
            saved = max(towns.stand_alone - towns.paid, 0)
            bars.append(
                Bar(
                    escape(name) + mark,
                    (towns.shared, towns.own, saved),
                    writer.yen(towns.paid, f"{source}:paid"),
                )
            )
        legend = writer.t(
            "共通の負担,個別の負担,単独導入の場合との差", "shared burden,own burden,less than going alone"
        ).split(",")
        return bar_chart(self._title(one), bars, legend)

    def _title(self, one: TownYear | None) -> Markup:
        writer, source = self.writer, f"{self.source}:settled:all"
        if one is None:
            return escape(writer.t("実績のある年度はまだありません", "No year is settled yet"))
        less = one.saving >= 0
        title = writer.said(
            "実績のある年度の共通の負担は、単独導入の場合より {yen}（{percent}）" + ("少なくなりました" if less else "多くなりました"),
            "The shared burden of the settled years was {yen} ({percent}) " + ("less" if less else "more") + " than going alone would have cost",
            yen=writer.yen(abs(one.stand_alone - one.shared), f"{source}:saved"),
            percent=writer.percent(abs(one.saving), f"{source}:saving_size"),
        )  # fmt: skip
        return title + writer.marks(self.marks)

    def _years(self) -> SiteTable:
        writer = self.writer
        rows = [self._year(year) for year in self.found.years]
        headings = writer.t(
            "年度,単独導入の場合,計画,実績（共通）,個別,削減率,最少の町村,約束が守られた町村",
            "year,alone,planned,paid (shared),own,saving,least,promise kept to",
        )
        return SiteTable(
            caption=writer.t("年度別（全町村の計）", "Year by year, all towns together"),
            marks=writer.marks(self.marks),
            headings=headings.split(","),
            rows=rows,
            right=frozenset(range(1, 8)),
            sortable=False,
        )

    def _year(self, year: Effect) -> list[str | Markup]:
        writer, towns, settled = self.writer, whole(year.towns), year.plan.actual is not None
        source = f"{self.source}:{year.plan.fiscal_year}:all"
        marks = (
            *(() if settled else (Mark.FORECAST,)),
            *((Mark.ILLUSTRATIVE,) if year.plan.illustrative else ()),
        )
        name = escape(labels.fiscal_year(year.plan.fiscal_year, writer.language)) + writer.marks(marks)
        if year.plan.note:
            name += Markup("<br>") + writer.register(year.plan.note)
        none = Markup("－")
        promised = self.study.promised
        return [
            name,
            writer.yen(towns.stand_alone, f"{source}:stand_alone"),
            writer.yen(towns.planned, f"{source}:planned"),
            writer.yen(towns.shared, f"{source}:shared") if settled else none,
            writer.yen(towns.own, f"{source}:own"),
            writer.percent(towns.saving, f"{source}:saving") if settled else none,
            writer.percent(year.least.saving, f"{source}:least") if settled else none,
            writer.count(len(year.kept(promised)), f"{source}:kept", "町村")
            if settled and promised is not None
            else none,
        ]

    def _town_chart(self) -> Markup:
        writer, settled = self.writer, self.found.settled
        bars = [
            Bar(
                writer.model.town_name(town, writer.language),
                (max(one.saving.numerator * 1000 // one.saving.denominator, 0),),
                writer.percent(one.saving, f"{self.source}:settled:{town}:saving"),
            )
            for town, one in settled.items()
        ]
        if self.study.promised is None:
            title = escape(writer.t("町村別の削減率", "What each town saved"))
        else:
            broken = [town for town in settled if town not in self.kept]
            title = writer.said(
                "約束した {promised} の削減は、{number} で守られました" + ("（守られなかった町村: {broken}）" if broken else ""),
                "The promised saving of {promised} was kept to {number}" + (" (not to {broken})" if broken else ""),
                promised=writer.percent(self.study.promised, f"promised:{self.study.id}"),
                number=writer.count(len(self.kept), f"{self.source}:settled:all:kept", "町村", "towns"),
                broken=writer.towns(broken),
            )  # fmt: skip
        return bar_chart(title + writer.marks(self.marks), bars)

    def _towns(self) -> SiteTable:
        writer, together = self.writer, self.together
        assert together is not None
        names = ("stand_alone", "planned", "price", "figures", "all_customizations", "shared", "own")
        rows = []
        for town, one in self.found.settled.items():
            source = f"{self.source}:settled:{town}"
            rows.append(
                (
                    writer.town(town),
                    *(writer.yen(getattr(one, name), f"{source}:{name}") for name in names),
                    writer.percent(one.saving, f"{source}:saving"),
                    writer.percent(one.saving_in_all, f"{source}:saving_in_all"),
                    labels.of(VERDICTS[one.verdict(self.study.promised)], writer.language),
                )
            )
        headings = writer.t(
            "町村,単独導入の場合,計画,価格の差,数値の差,県仕様,共通の計,個別,削減率,個別込みの削減率,約束した削減率は",
            "town,alone,planned,price,figures,all's customizations,shared,own,saving,with its own,the promise was",
        )
        every = f"{self.source}:settled:all"
        return SiteTable(
            caption=writer.t("町村別（実績のある年度の計）", "Town by town, all settled years"),
            marks=writer.marks(self.marks),
            headings=headings.split(","),
            rows=rows,
            right=frozenset(range(1, 10)),
            total=(
                writer.t("計", "total"),
                *(writer.yen(getattr(together, name), f"{every}:{name}") for name in names),
                writer.percent(together.saving, f"{every}:saving"),
                writer.percent(together.saving_in_all, f"{every}:saving_in_all"),
                "",
            ),
        )


def _kept(settled: Mapping[str, TownYear], found: StudyEffect) -> tuple[str, ...]:
    promised = found.study.promised
    return tuple(town for town, one in settled.items() if one.is_kept(promised))
