"""Owns the proof of effect (効果の検証): per town and year what was promised, planned and paid, and why the two differ.

What a town would have paid alone is the frozen baseline's part of the year. The difference between plan and actual is split
without a rest: price (the shared cost came out otherwise), figures (the base figures moved), customizations of all, own ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from uwanose.charging.book import Book
from uwanose.charging.shares import Slice
from uwanose.charging.sharing.burdens import Cost, share_cost
from uwanose.charging.sharing.study import Baseline, Study, YearPlan
from uwanose.layers.model import Rank

__all__ = ["Effect", "TownYear", "Verdict", "effect", "total", "whole"]

Yen = Mapping[str, int]
_AMOUNTS = ("stand_alone", "low", "high", "planned", "price", "figures", "all_customizations", "own")


class Verdict(StrEnum):
    """Whether the promised saving was kept by the shared burden."""

    KEPT = "kept"  # even if the town would have paid the least its band allows
    KEPT_ON_FIGURE = "kept_on_figure"  # on the baseline's figure, not at the lower end of its band
    BROKEN = "broken"
    OPEN = "open"  # nothing promised, or no actual cost yet


@dataclass(frozen=True, slots=True, kw_only=True)
class TownYear:
    """One town in one year, or over several. All amounts are whole yen.

    ``planned`` + ``price`` + ``figures`` + ``all_customizations`` is the shared burden, with ``own`` the whole.
    """

    municipality: str
    stand_alone: int
    low: int
    high: int
    planned: int
    price: int
    figures: int
    all_customizations: int
    own: int
    settled: bool

    @property
    def shared(self) -> int:
        """What the town paid of what all share (the plan, while there is no actual)."""
        return self.planned + self.price + self.figures + self.all_customizations

    @property
    def paid(self) -> int:
        """What the town paid in all."""
        return self.shared + self.own

    @property
    def planned_saving(self) -> Fraction:
        """The saving the plan promised itself."""
        return 1 - Fraction(self.planned, self.stand_alone)

    @property
    def saving(self) -> Fraction:
        """The saving of the shared burden."""
        return 1 - Fraction(self.shared, self.stand_alone)

    @property
    def saving_in_all(self) -> Fraction:
        """The saving with the town's own customizations, which it would have had to pay alone, too."""
        return 1 - Fraction(self.paid, self.stand_alone)

    @property
    def band(self) -> tuple[Fraction, Fraction]:
        """The saving of the shared burden at both ends of the band."""
        return 1 - Fraction(self.shared, max(self.low, 1)), 1 - Fraction(self.shared, max(self.high, 1))

    def verdict(self, promised: Fraction | None) -> Verdict:
        """Return whether the promise was kept."""
        if promised is None or not self.settled:
            return Verdict.OPEN
        if self.saving < promised:
            return Verdict.BROKEN
        return Verdict.KEPT if self.band[0] >= promised else Verdict.KEPT_ON_FIGURE

    def is_kept(self, promised: Fraction | None) -> bool:
        """Tell whether the promise was kept, over the whole band or on the figure."""
        return self.verdict(promised) in (Verdict.KEPT, Verdict.KEPT_ON_FIGURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The effect of one fiscal year. ``rest`` stays with the union: plan, and actual cost."""

    plan: YearPlan
    months: int
    towns: Mapping[str, TownYear]
    rest_planned: int
    rest_actual: int

    @property
    def least(self) -> TownYear:
        """The town that saves least by its shared burden; of equal ones the first in the published order."""
        return min(self.towns.values(), key=lambda town: town.saving)

    def kept(self, promised: Fraction | None) -> tuple[str, ...]:
        """Return the towns to which the promise was kept, on the figure or over the whole band."""
        return tuple(town for town, one in self.towns.items() if one.is_kept(promised))


def effect(study: Study, baseline: Baseline, book: Book) -> tuple[Effect, ...]:
    """Return the effect of each year the study tells of, in order. Raises Impossible where a year cannot be shared."""
    years = sorted(study.years.values(), key=lambda year: year.fiscal_year)
    return tuple(_year(study, baseline, book, year) for year in years if study.months_of(year.fiscal_year)[1])


def _year(study: Study, baseline: Baseline, book: Book, year: YearPlan) -> Effect:
    start, stop = study.months_of(year.fiscal_year)
    alone, low, high = (
        {town: Slice(yen, study.months, start, stop).yen for town, yen in values.items()}
        for values in (baseline.values, baseline.low, baseline.high)
    )
    plan_figures = {driver.id: driver.values for driver in study.drivers.values()}
    year_figures = plan_figures | {driver.id: driver.values for driver in year.figures.values()}
    formula = study.formula(year.formula)

    def shared(yen: int, figures: Mapping[str, Yen]) -> tuple[Yen, int]:
        cost = Cost(
            yen=yen, months=stop - start, attributable={}, figures=figures, stand_alone=alone, cap_on=alone
        )
        found = share_cost(cost, formula)
        return found.yen, found.rest

    planned, rest_planned = shared(year.planned, plan_figures)
    actual = year.planned if year.actual is None else year.actual
    priced, _ = shared(actual, plan_figures)
    moved, rest_actual = shared(actual, year_figures) if year.actual is not None else (priced, rest_planned)
    of_all, own = _charged(book, year.fiscal_year)
    towns = {
        town: TownYear(
            municipality=town,
            stand_alone=alone[town],
            low=low[town],
            high=high[town],
            planned=planned[town],
            price=priced[town] - planned[town],
            figures=moved[town] - priced[town],
            all_customizations=of_all.get(town, 0),
            own=own.get(town, 0) + year.attributable.get(town, 0),
            settled=year.actual is not None,
        )
        for town in study.towns
    }
    return Effect(
        plan=year, months=stop - start, towns=towns, rest_planned=rest_planned, rest_actual=rest_actual
    )


def _charged(book: Book, fiscal_year: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return what the book has charged in a year for customizations: those of all, and each town's own."""
    of_all: dict[str, int] = {}
    own: dict[str, int] = {}
    for entry in book.runs:  # corrections and the settlement of the year included
        if entry.run.fiscal_year == fiscal_year:
            for line in entry.lines:
                kind = of_all if line.layer is Rank.PREFECTURE else own
                kind[line.municipality] = kind.get(line.municipality, 0) + line.yen
    return of_all, own


def total(years: Iterable[Effect]) -> dict[str, TownYear]:
    """Return the settled years together, town by town; empty while none is settled."""
    settled = [year for year in years if year.plan.actual is not None]
    if not settled:
        return {}
    return {
        town: TownYear(
            municipality=town,
            settled=True,
            **{name: sum(getattr(year.towns[town], name) for year in settled) for name in _AMOUNTS},
        )
        for town in settled[0].towns
    }


def whole(towns: Mapping[str, TownYear]) -> TownYear:
    """Return all towns as one (``municipality`` is empty), settled if all are. Raises ValueError where there is none."""
    if not towns:
        raise ValueError("no towns")
    return TownYear(
        municipality="",
        settled=all(town.settled for town in towns.values()),
        **{name: sum(getattr(town, name) for town in towns.values()) for name in _AMOUNTS},
    )
