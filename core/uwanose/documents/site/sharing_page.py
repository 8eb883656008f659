"""Owns the page of cost sharing (費用負担案の比較): the formulas of each study side by side, what each town would bear and save."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from uwanose.charging.sharing.design import Comparison, Outcome
from uwanose.documents import labels
from uwanose.documents.sharing_words import LAID_DOWN_BY, formula_sentence
from uwanose.documents.site.charts import Strip, strip_chart
from uwanose.documents.site.model import SiteModel
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Mark, Writer

__all__ = ["sharing_page", "study_marks"]


def sharing_page(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield the one page; none while there is no study."""
    if not model.comparisons:
        return
    writer = Writer(model, language, "sharing.html")
    yield make_page(
        writer, "sharing.html", "sharing", writer.t("費用負担案の比較", "Ways of sharing the cost"),
        summary=writer.t("算定式ごとの各町村の負担と削減率", "what each town would bear and save under each formula"),
        found_by=" ".join(one.study.label_ja for one in model.comparisons),
        compared=[_Compared(writer, one) for one in model.comparisons],
    )  # fmt: skip


def study_marks(comparison: Comparison) -> tuple[Mark, ...]:
    """Return what must be said beside every figure that rests on a study's stand-alone costs."""
    estimate = () if comparison.baseline.settled else (Mark.ESTIMATE,)
    return (*estimate, *((Mark.ILLUSTRATIVE,) if comparison.study.illustrative else ()))


@dataclass(frozen=True, slots=True)
class _Shown:
    """One formula with burdens: its number among all, its outcome, how a figure of it names its source."""

    number: str
    name: Markup
    outcome: Outcome
    source: str


class _Compared:
    """One study: the formulas that give burdens, and those that cannot."""

    def __init__(self, writer: Writer, comparison: Comparison) -> None:
        self.writer, self.comparison = writer, comparison
        self.study, self.baseline = comparison.study, comparison.baseline
        self.source = f"share:{self.study.id}"
        self.marks = study_marks(comparison)
        every = list(enumerate(comparison.outcomes, start=1))
        self.shown = [self._shown(number, one) for number, one in every if one.burdens]
        self.impossible = [self._shown(number, one) for number, one in every if not one.burdens]
        self.chart = self._chart()
        self.summary = self._summary()
        self.savings = self._savings()
        self.towns = [(one, self._sentence(one), self._towns(one)) for one in self.shown]

    def _shown(self, number: int, outcome: Outcome) -> _Shown:
        formula, writer = outcome.formula, self.writer
        name = writer.register(writer.t(formula.label_ja, formula.id))
        return _Shown(writer.t(f"式{number}", f"no. {number}"), name, outcome, f"{self.source}:{formula.id}")

    def why_not(self, one: _Shown) -> str:
        """Return why a formula gives no burdens."""
        refusal = one.outcome.refusal
        return self.writer.t(refusal.reason_ja, refusal.reason_en) if refusal else ""

    @staticmethod
    def _titled(one: _Shown) -> Markup:
        return Markup("{} {}").format(one.number, one.name)

    def _quoted(self, one: _Shown) -> Markup:
        return self.writer.said("{number}「{name}」", "{number} “{name}”", number=one.number, name=one.name)

    def _least(self, one: _Shown) -> Markup:
        worst = one.outcome.worst
        assert worst is not None
        return self.writer.percent(worst.saving, f"{one.source}:least")

    def _chart(self) -> Markup:
        writer = self.writer
        if not self.shown:
            return strip_chart(writer.t("負担を計算できる算定式がありません", "No formula gives burdens"), [])
        strips = []
        for one in self.shown:
            savings = [row.saving for row in one.outcome.rows.values()]
            shown = (
                self._least(one)
                + Markup(writer.t("〜", " to "))
                + writer.percent(max(savings), f"{one.source}:most")
            )
            strips.append(Strip(self._titled(one), savings, shown))
        most = max(map(_worst, self.shown))
        best = [one for one in self.shown if labels.percent_cut(_worst(one)) == labels.percent_cut(most)]
        title = writer.said(
            "最も少ない町村の削減率が最も高いのは、{names}です（{least}）",
            "The town that saves least saves most under {names} ({least})",
            names=Markup(writer.t("と", " and ")).join(map(self._quoted, best)),
            least=self._least(max(self.shown, key=_worst)),
        )  # fmt: skip
        legend = [writer.t("縦線の1本が1つの町村の削減率", "one line: one town's saving")]
        if self.study.promised is not None:
            legend.append(writer.t("約束した削減率", "the saving promised"))
        return strip_chart(title + writer.marks(self.marks), strips, legend, self.study.promised)

    def _summary(self) -> SiteTable:
        writer, rows = self.writer, []
        for one in self.shown:
            worst, burdens, formula = one.outcome.worst, one.outcome.burdens, one.outcome.formula
            assert worst is not None
            assert burdens is not None
            rows.append(
                (
                    self._titled(one),
                    self._least(one),
                    writer.town(worst.municipality),
                    *(
                        writer.count(
                            len(one.outcome.below(Fraction(limit, 10))), f"{one.source}:below:{limit}"
                        )
                        for limit in (1, 2, 3)
                    ),
                    writer.count(len(burdens.at_cap), f"{one.source}:at_cap"),
                    writer.yen(burdens.rest, f"{one.source}:rest"),
                    writer.t(
                        LAID_DOWN_BY.get(formula.laid_down_by, formula.laid_down_by),
                        formula.laid_down_by or "－",
                    ),
                )
            )
        headings = writer.t(
            "算定式,最少の削減率,その町村,1割未満の町村,2割未満,3割未満,上限の町村,組合の残額,定め",
            "formula,least saving,of,towns below a tenth,below two tenths,below three tenths,at their cap,rest of the union,laid down by",
        )
        return SiteTable(
            caption=writer.t("算定式の比較", "The formulas side by side"),
            marks=writer.marks(self.marks),
            headings=headings.split(","),
            rows=rows,
            right=frozenset({1, 3, 4, 5, 6, 7}),
        )

    def _savings(self) -> SiteTable:
        writer = self.writer
        rows = [
            (
                writer.town(town),
                *(
                    writer.percent(one.outcome.rows[town].saving, f"{one.source}:{town}:saving")
                    for one in self.shown
                ),
            )
            for town in self.study.towns
        ]
        return SiteTable(
            caption=writer.t("町村別の削減率", "What each town saves"),
            marks=writer.marks(self.marks),
            headings=[writer.t("町村", "town"), *(one.number for one in self.shown)],
            rows=rows,
            right=frozenset(range(1, len(self.shown) + 1)),
        )

    def _sentence(self, one: _Shown) -> Markup:
        return self.writer.register(formula_sentence(one.outcome.formula, self.study.drivers))

    def _towns(self, one: _Shown) -> SiteTable:
        writer, rows = self.writer, []
        for town, row in one.outcome.rows.items():
            source = f"{one.source}:{town}"
            cap = writer.yen(row.cap, f"{source}:cap") if row.cap is not None else Markup("－")
            rows.append(
                (
                    writer.town(town),
                    writer.yen(row.yen, f"{source}:yen"),
                    writer.tenths(row.yearly_per_resident, f"{source}:yearly_per_resident", "円", "yen"),
                    writer.yen(self.baseline.values[town], f"{self.source}:alone:{town}"),
                    writer.percent(row.saving, f"{source}:saving"),
                    writer.yen(row.change, f"{source}:change"),
                    cap,
                )
            )
        headings = writer.t(
            "町村,負担額,1人1年当たり,単独導入の場合,削減率,増減,上限額",
            "town,burden,a resident and year,alone,saving,change,cap",
        )
        paid = sum(row.yen for row in one.outcome.rows.values())
        alone = sum(self.baseline.values[town] for town in self.study.towns)
        return SiteTable(
            caption=writer.t(f"{one.number}の負担額", f"Burdens under {one.number}"),
            marks=writer.marks(self.marks),
            headings=headings.split(","),
            rows=rows,
            right=frozenset(range(1, 7)),
            total=(
                writer.t("計", "total"), writer.yen(paid, f"{one.source}:paid"), "",
                writer.yen(alone, f"{self.source}:stand_alone"),
                writer.percent(1 - Fraction(paid, alone), f"{one.source}:saving"), "", "",
            ),
        )  # fmt: skip

    @property
    def period(self) -> str:
        """The months of the study."""
        last = self.study.interval.last_day
        days = [labels.day(day, self.writer.language) for day in (self.study.interval.start, last) if day]
        return self.writer.t("〜", " to ").join(days)


def _worst(one: _Shown) -> Fraction:
    worst = one.outcome.worst
    assert worst is not None
    return worst.saving
