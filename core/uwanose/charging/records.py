"""Owns the shapes of the book (調定簿): header, costs, lines and totals of one run. Data only.

A file is read alone: its header carries the formulas, base figures, names and adoptions that its lines rest on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, Protocol

from uwanose.charging.due import UNION, Group, Key
from uwanose.charging.monthly_cost import Nature
from uwanose.charging.quarters import Quarter
from uwanose.charging.runs import Run
from uwanose.charging.shares import Slice
from uwanose.dates import Month
from uwanose.layers.model import Rank, Term

__all__ = [
    "NO_PREVIOUS",
    "AdoptionRecord",
    "Body",
    "BookRun",
    "Charged",
    "CostRecord",
    "CustomizationRecord",
    "Facts",
    "FiguresRecord",
    "FormulaRecord",
    "Header",
    "Holding",
    "Instalments",
    "Kind",
    "LineRecord",
    "Made",
    "Reference",
    "Totals",
]  # fmt: skip

NO_PREVIOUS = "0" * 64
FORMAT = "uwanose-charges-2"


class Kind(StrEnum):
    """What a line is."""

    REGULAR = "regular"  # a charge of the quarter's own months
    ZERO = "zero"  # an effective adoption that costs nothing, with the reason
    LATE_JOIN = "late_join"  # because somebody joined late: the joiner's charge or the refund to the others
    LEAVING = "leaving"  # what a leaving town settles at once
    CORRECTION = "correction"  # today's due of an earlier month less what was charged
    SETTLEMENT = "settlement"  # the same, in the settlement of a year


class Reference(NamedTuple):
    """One line of the book: ``2026Q1:17``."""

    run: Run
    line: int

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read ``2026Q1:17``. Raises ValueError."""
        run, _, line = text.partition(":")
        return cls(Run.parse(run), int(line))

    def __str__(self) -> str:
        return f"{self.run}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Hashes of what the quarter was computed from: the profile (register included) and the national rules."""

    register: str
    rules: str
    release: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaRecord:
    """A sharing formula as it was when the quarter was closed; ``text`` is the published sentence."""

    label: str
    terms: tuple[Term, ...]
    remainder: str
    order: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresRecord:
    """Base figures (基礎数値) as they were when the quarter was closed."""

    label: str
    reference_date: date
    source: str
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRecord:
    """An adoption that lies behind the lines; ``municipality`` is empty for the prefecture's."""

    municipality: str
    start: date
    until: date | None
    document: str  # of the consent
    up_to: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomizationRecord:
    """What papers print of a customization; ``illustrative`` says what of it is invented."""

    title: str
    illustrative: str
    adoptions: tuple[AdoptionRecord, ...]

    def adopted_by(self, municipality: str) -> tuple[AdoptionRecord, ...]:
        """Return a town's own adoptions."""
        return tuple(entry for entry in self.adoptions if entry.municipality == municipality)


class Holding(NamedTuple):
    """Which towns held a customization in a run of months, both ends in: each must have a line in each month."""

    first: Month
    last: Month
    municipalities: tuple[str, ...]


class Instalments(NamedTuple):
    """分納: a notice of more than ``above`` yen is paid on these days; all fractions in the first (端数計算法第3条)."""

    above: int
    due_dates: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line of a run. ``closed_on`` is None in a draft.

    ``sequence`` counts the runs of the book from 1. ``due_date`` is None when none is fixed; ``fixed`` tells that a rule
    fixes it (納期の一定した収入, 施行令第142条), not the notice. ``holdings`` are of the months that a close charges first.
    """

    run: Run
    sequence: int
    closed_on: date | None
    document: str
    reason: str
    due_date: date | None
    fixed: bool
    instalments: tuple[Instalments, ...]
    revenue_year: int
    union: str
    payee: str
    facts: Facts
    municipalities: Mapping[str, tuple[str, str]]  # id → name, code, in the published order
    formulas: Mapping[str, FormulaRecord]
    figures: Mapping[str, FiguresRecord]
    customizations: Mapping[str, CustomizationRecord]
    holdings: Mapping[str, tuple[Holding, ...]]  # customization → who held it when
    previous: str


class CostRecord(NamedTuple):
    """One cost item's cost of one month with every factor of its division (see ``charging.costs.MonthlyCost``)."""

    number: int  # of the line in its file
    customization: str
    cost_item: str
    label: str
    cost_kind: str
    month: Month
    nature: Nature
    layer: Rank
    amount: Slice
    amount_basis: str
    total: int
    formula: str
    payers: tuple[str, ...]
    before: tuple[str, ...]
    only: tuple[str, ...]
    odd: tuple[str, ...]  # who got a yen of the remainder, in order
    rest: int
    before_formula: str = ""  # by what ``before`` shared; empty when by the same formula

    @property
    def group(self) -> Group:
        """What the lines of this cost have in common."""
        return self.customization, self.cost_item, self.month, self.nature


class LineRecord(NamedTuple):
    """What one town is charged: ``yen`` is ``due`` less ``closed``, what earlier quarters charged for the same key.

    ``cost`` is the line number of its cost in the same file, 0 for a reasoned zero and for a charge whose cost is gone.
    """

    number: int
    key: Key
    layer: Rank
    kind: Kind
    cost: int
    share: Fraction
    odd: bool
    due: int
    closed: int
    yen: int
    ref: Reference | None
    route: str
    reason: str
    note: str

    @property
    def municipality(self) -> str:
        """Who is charged."""
        return self.key.municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The last line: charges and refunds are never netted (総計予算主義, 地方自治法210条)."""

    lines: int
    yen: int
    charges: Mapping[str, int]  # town → sum of its positive lines
    refunds: Mapping[str, int]  # town → sum of its negative lines


Charged = Sequence[tuple[Group, Mapping[str, int]]]  # cost and month → town → yen, in the order of the lines


class Body(Protocol):
    """The costs and lines of a run: made in a draft, or standing in a file and decoded when somebody asks."""

    @property
    def costs(self) -> Mapping[int, CostRecord]:
        """Line number → cost."""

    @property
    def lines(self) -> tuple[LineRecord, ...]:
        """The lines, in order."""

    @property
    def charged(self) -> Charged:
        """What the lines charge; a group may come more than once."""


@dataclass(frozen=True, slots=True)
class Made:
    """Costs and lines that have been worked out."""

    costs: Mapping[int, CostRecord]
    lines: tuple[LineRecord, ...]

    @property
    def charged(self) -> Charged:
        """What the lines charge."""
        return [(line.key.group, {line.key.municipality: line.yen}) for line in self.lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRun:
    """One run, in the book or drafted. ``head`` is the hash of its last line, ``file`` where it stands.

    Two runs are equal when their heads are: the hash covers every cost and line.
    """

    header: Header
    body: Body = field(compare=False, repr=False)
    totals: Totals
    head: str
    file: str

    @property
    def costs(self) -> Mapping[int, CostRecord]:
        """Line number → cost."""
        return self.body.costs

    @property
    def lines(self) -> tuple[LineRecord, ...]:
        """The lines, in order."""
        return self.body.lines

    @property
    def run(self) -> Run:
        """Which run it is."""
        return self.header.run

    @property
    def quarter(self) -> Quarter:
        """Which quarter is closed or corrected; the last of the year for a settlement."""
        return self.header.run.quarter

    def lines_of(self, municipality: str) -> tuple[LineRecord, ...]:
        """Return the lines of one town, in order."""
        return tuple(line for line in self.lines if line.municipality == municipality)

    def statement_number(self, municipality: str) -> str:
        """Return the number of a town's paper: its place in the published order."""
        place = list(self.header.municipalities).index(municipality) + 1
        return self.run.statement_number(place)

    def name_of(self, municipality: str) -> str:
        """Return a town's name as the run recorded it, 組合 for the union."""
        return "組合" if municipality == UNION else self.header.municipalities[municipality][0]
