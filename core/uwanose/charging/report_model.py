"""Owns the shapes of the report of a fiscal year (カスタマイズ費用報告書). Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from uwanose.charging.changes import Change
from uwanose.charging.due import ZeroReason
from uwanose.charging.lifetime import CostSummary
from uwanose.charging.monthly_cost import Nature
from uwanose.charging.records import Facts
from uwanose.charging.settings_report import SettingRow
from uwanose.dates import Month
from uwanose.layers.model import Act, Outcome, Rank, Status

__all__ = ["AdoptionRow", "CostRow", "CustomizationRow", "Report", "ReportLine", "TownTotals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRow:
    """Who adopted it, for which days, and on what consent; ``municipality`` is empty for the prefecture's adoption.

    ``effective`` is False where something (R-codes of ``check``) keeps it without effect. ``agreements`` are the
    members' (同意) of a prefecture adoption.
    """

    municipality: str
    name: str
    since: date
    until: date | None
    consent: str
    consented_on: date | None
    up_to: int | None
    yearly_up_to: int | None
    agreements: Mapping[str, str]  # town → document
    effective: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """One cost item of the register. ``yen`` is the amount that counts today, ``basis`` what it is (actual, quoted …)."""

    item: str
    label: str
    kind: str
    charge: str
    start: Month
    months: int | None
    yen: int | None
    basis: str
    quoted: int | None
    actual: int | None
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomizationRow:
    """One entry of the register, refused, withdrawn and retired ones included."""

    id: str
    title: str
    title_en: str
    business: str
    layer: Rank | None  # of its adoption, or of the decision; None when it was decided against
    status: Status
    outcome: Outcome | None
    door: str
    basis: str
    reason: str
    source: str
    illustrative: str
    requested_by: tuple[str, ...]
    request: Act
    working_group: str
    decision: Act | None
    quote: Act | None
    approval: tuple[date, str] | None
    order: Act | None
    accepted: date | None
    live: date | None
    retired: Act | None
    replaces: str
    taken_over_by: Mapping[str, str]
    adoptions: tuple[AdoptionRow, ...]
    since: date | None
    until: date | None
    changes: tuple[Change, ...]
    sharing: str
    weights: tuple[str, ...]  # agreed on, in the order of their months; empty for any other way of sharing
    late_join: str
    on_leave: str
    costs: tuple[CostRow, ...]
    figures: CostSummary
    paying_without_request: tuple[str, ...]  # payers who did not ask for it (own customizations only)
    requesting_without_pay: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """What one town owes for one cost in one month of the year, and what of it is closed.

    ``closed`` is what the book has charged for it so far; ``in_book`` is False while the month's quarter is not closed.
    """

    customization: str
    title: str
    illustrative: bool
    layer: Rank
    municipality: str
    name: str
    label: str
    month: Month
    nature: Nature
    total: int
    formula: str
    share: Fraction
    yen: int
    closed: int
    in_book: bool
    reason: ZeroReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TownTotals:
    """What a town owes for a fiscal year: shared cost and own cost, and what of it is closed."""

    shared: int
    own: int
    closed: int

    @property
    def total(self) -> int:
        """Shared and own cost together."""
        return self.shared + self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that deviates from the national package in a fiscal year, and everything that is set freely."""

    fiscal_year: int
    union: str
    municipalities: Mapping[str, str]  # id → name, in the published order, the union's rest last
    customizations: tuple[CustomizationRow, ...]
    settings: tuple[SettingRow, ...]
    towns: Mapping[str, TownTotals]
    lines: tuple[ReportLine, ...]
    closed_quarters: tuple[str, ...]
    formulas: Mapping[str, str]  # id → label
    facts: Facts
    head: str

    @property
    def this_year(self) -> int:
        """What all customizations cost in the fiscal year."""
        return sum(row.figures.total.this_year for row in self.customizations)
