"""Owns the study of a sharing (負担割合の検討): what is shared, among whom, against which stand-alone costs, by which formulas."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from uwanose.dates import Interval, Month
from uwanose.errors import Place, UnknownName, nearest
from uwanose.layers.model import Act, Driver, SharingFormula

__all__ = ["STAND_ALONE", "Baseline", "Frozen", "GroupCost", "Study", "YearPlan"]

Entry = TypeVar("Entry", SharingFormula, "Baseline", "GroupCost")
STAND_ALONE = (
    "stand_alone"  # the basis of a term that divides by the stand-alone costs of the chosen baseline
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """The approval that fixed a baseline; ``content`` is the hash of its figures then."""

    act: Act
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What each town would pay without the union over the study's period, and how that was found out.

    ``settled`` figures come from closed accounts (決算); all others are estimates (試算) and every table says so.
    ``low`` and ``high`` are the band of their uncertainty.
    """

    id: str
    label_ja: str
    settled: bool
    made: str
    values: Mapping[str, int]
    low: Mapping[str, int]
    high: Mapping[str, int]
    frozen: Frozen | None
    place: Place

    @property
    def content(self) -> str:
        """The hash of the figures, as an approval pins it."""
        figures = {"values": dict(self.values), "low": dict(self.low), "high": dict(self.high)}
        written = json.dumps({"settled": self.settled, **figures}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()

    @property
    def intact(self) -> bool:
        """Whether the figures are still those that were approved (true when nothing was)."""
        return self.frozen is None or self.frozen.content == self.content

    @property
    def standing_ja(self) -> str:
        """決算 or 試算."""
        return "決算" if self.settled else "試算"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCost:
    """An assumption on what a group of towns would pay on its own.

    ``members`` towns get the full saving of all together, fewer a part of it, straight from none for one town; or each
    pays its ``own`` cost and the group one ``fixed`` cost by its size.
    """

    id: str
    label_ja: str
    made: str
    members: int
    own: Mapping[str, int]
    fixed: tuple[int, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """The shared cost of one fiscal year, planned and actual, the formula and the base figures it was shared by.

    ``attributable`` is what single towns paid of their own beside it.
    """

    fiscal_year: int
    formula: str
    planned: int
    actual: int | None
    attributable: Mapping[str, int]
    figures: Mapping[str, Driver]
    illustrative: bool
    note: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One question of sharing. ``formulas`` are the consortium's and the study's own proposals, in their order.

    ``attributable`` is charged to its town before anything is shared. ``promised`` is the saving every town was promised,
    ``now`` the formula in force, ``population`` the driver by which yen per resident are told.
    """

    id: str
    label_ja: str
    interval: Interval
    cost: int
    source: str
    towns: tuple[str, ...]
    attributable: Mapping[str, int]
    promised: Fraction | None
    formulas: Mapping[str, SharingFormula]
    now: str
    previous: Mapping[str, int]
    previous_label: str
    drivers: Mapping[str, Driver]
    population: str
    baselines: Mapping[str, Baseline]
    baseline: str
    group_costs: Mapping[str, GroupCost]
    years: Mapping[int, YearPlan]
    illustrative: str
    place: Place

    @property
    def months(self) -> int:
        """How many months the cost is for."""
        last = self.interval.last_day
        assert last is not None
        return Month.of(last) - Month.of(self.interval.start) + 1

    def months_of(self, fiscal_year: int) -> tuple[int, int]:
        """Return which months of the study lie in a fiscal year: the first, and the one after the last (counted from 0)."""
        first = Month.of(self.interval.start)
        start = max(Month(fiscal_year, 4) - first, 0)
        return start, max(min(Month(fiscal_year + 1, 4) - first, self.months), start)

    def formula(self, name: str) -> SharingFormula:
        """Return a formula by its identifier or label. Raises UnknownName."""
        return _named(self.formulas, name, "算定式", "formula")

    def chosen_baseline(self, name: str = "") -> Baseline:
        """Return a baseline by its identifier or label, the study's own choice when none is named. Raises UnknownName."""
        return _named(self.baselines, name or self.baseline, "単独導入の費用", "baseline")

    def group_cost(self, name: str) -> GroupCost:
        """Return an assumption on what groups would pay. Raises UnknownName."""
        return _named(self.group_costs, name, "組の費用の仮定", "assumption on groups")

    def people(self) -> Mapping[str, int]:
        """Return the population of each town."""
        return self.drivers[self.population].values


def _named(known: Mapping[str, Entry], name: str, ja: str, en: str) -> Entry:
    for entry in known.values():
        if name in (entry.id, entry.label_ja):
            return entry
    words = [*known, *(one.label_ja for one in known.values())]
    raise UnknownName(ja, en, name, nearest(name, words, 3) or known)
