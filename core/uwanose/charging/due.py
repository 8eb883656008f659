"""Owns what is due: a pure function of the register's facts and of months, one line per town, cost and month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from uwanose.charging.basis import Basis
from uwanose.charging.costs import amount_of, begins, costs_of, is_recurring
from uwanose.charging.division import Division
from uwanose.charging.formulas import SharingProblem
from uwanose.charging.monthly_cost import MonthlyCost, Nature
from uwanose.charging.payers import Payers
from uwanose.charging.problems import sharing_finding
from uwanose.dates import Month
from uwanose.errors import Finding
from uwanose.layers.model import CostItem, Customization, Profile, Rank

__all__ = ["UNION", "Due", "DueGroup", "DueLine", "Group", "Key", "ZeroReason", "calculate", "due"]

NOTHING = Fraction(0)
UNION = "union"  # the payer of what the floor rule leaves over; no town has this identifier


class ZeroReason(StrEnum):
    """Why an effective adoption costs a town nothing in a month."""

    NO_AMOUNT = "no_amount"
    NOT_ACCEPTED = "not_accepted"
    NOT_LIVE = "not_live"
    NOT_STARTED = "not_started"
    NOT_SHARED = "not_shared"
    PAID = "paid"
    ENDED = "ended"
    ROUNDED = "rounded"
    NO_COSTS = "no_costs"
    REPAIR = "repair"

    @property
    def ja(self) -> str:
        """The reason as papers print it."""
        return _REASONS_JA[self]

    @property
    def en(self) -> str:
        """The reason in English."""
        return _REASONS_EN[self]


_REASONS_JA = {
    ZeroReason.NO_COSTS: "台帳に費用がないため0円",
    ZeroReason.NOT_ACCEPTED: "検収前のため0円",
    ZeroReason.NOT_LIVE: "本稼働前のため0円",
    ZeroReason.NO_AMOUNT: "金額が未定のため0円",
    ZeroReason.NOT_STARTED: "費用の開始前のため0円",
    ZeroReason.PAID: "初期費用は支払月に負担済み、年間保守料なしのため0円",
    ZeroReason.ENDED: "費用の期間が終わったため0円",
    ZeroReason.NOT_SHARED: "途中採用の扱いの定めにより初期費用を負担せず、年間保守料もないため0円",
    ZeroReason.ROUNDED: "負担割合による額が1円未満のため0円",
    ZeroReason.REPAIR: "不具合の修正のため0円",
}
_REASONS_EN = {
    ZeroReason.NO_COSTS: "0 yen: the register holds no cost",
    ZeroReason.NOT_ACCEPTED: "0 yen: not yet accepted",
    ZeroReason.NOT_LIVE: "0 yen: not yet live",
    ZeroReason.NO_AMOUNT: "0 yen: the amount is not known yet",
    ZeroReason.NOT_STARTED: "0 yen: the cost has not begun",
    ZeroReason.PAID: "0 yen: the one-off was charged in the month of payment and there is no upkeep",
    ZeroReason.ENDED: "0 yen: the cost has ended",
    ZeroReason.NOT_SHARED: "0 yen: joined late under a policy that shares no one-off, and there is no upkeep",
    ZeroReason.ROUNDED: "0 yen: the share is less than one yen",
    ZeroReason.REPAIR: "0 yen: a defect was repaired",
}


Group = tuple[str, str, Month, Nature]


class Key(NamedTuple):
    """What makes a charge the same charge in every run: who, what, which month, why."""

    customization: str
    cost_item: str
    month: Month
    nature: Nature
    municipality: str

    @property
    def group(self) -> Group:
        """What all payers of the same cost have in common."""
        return self[:4]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """What one town owes for one cost in one month, or the reason why it owes nothing.

    ``cost`` is None for a reasoned zero that no cost item explains. ``municipality`` is ``UNION`` for the rest that the
    ``floor`` rule leaves.
    """

    key: Key
    layer: Rank
    yen: int
    share: Fraction
    odd: bool
    reason: ZeroReason | None
    cost: MonthlyCost | None

    @property
    def municipality(self) -> str:
        """Who owes."""
        return self.key.municipality

    @property
    def customization(self) -> str:
        """For which customization."""
        return self.key.customization

    @property
    def month(self) -> Month:
        """For which month."""
        return self.key.month


_ROUNDED: Mapping[str, ZeroReason] = MappingProxyType({})  # a share of 0 yen needs no other reason


class DueGroup(NamedTuple):
    """What all towns owe for one cost in one month, or why they owe nothing: the lines of one group.

    ``division`` and ``cost`` are None for a reasoned zero that no cost item explains; then ``reasons`` says why.
    """

    group: Group
    layer: Rank
    yen: Mapping[str, int]
    division: Division | None
    cost: MonthlyCost | None
    reasons: Mapping[str, ZeroReason]

    def line(self, town: str) -> DueLine:
        """Return the line of one of its towns."""
        yen, division = self.yen[town], self.division
        return DueLine(
            key=Key(*self.group, town),
            layer=self.layer,
            yen=yen,
            share=division.share.get(town, NOTHING) if division else NOTHING,
            odd=division is not None and town in division.odd,
            reason=None if yen else self.reasons.get(town, ZeroReason.ROUNDED),
            cost=self.cost,
        )

    @property
    def lines(self) -> Iterator[DueLine]:
        """One line per town."""
        return map(self.line, self.yen)


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, by customization and month, and what could not be worked out."""

    groups: tuple[DueGroup, ...]
    findings: tuple[Finding, ...]

    @property
    def lines(self) -> tuple[DueLine, ...]:
        """Every line, towns in the published order."""
        return tuple(line for group in self.groups for line in group.lines)


def due(profile: Profile, months: Iterable[Month], as_of: Month | None = None) -> tuple[DueLine, ...]:
    """Return what is due for the months; towns that join after ``as_of`` (default: the last month) are not yet known."""
    return calculate(Basis(profile), months, as_of).lines


def calculate(basis: Basis, months: Iterable[Month], as_of: Month | None = None) -> Due:
    """Return what is due for the months, with a finding for each customization whose sharing cannot be worked out."""
    wanted = tuple(sorted(set(months)))
    if not wanted:
        return Due((), ())
    known_until = wanted[-1] if as_of is None else as_of
    groups: list[DueGroup] = []
    findings: list[Finding] = []
    for customization in basis.profile.customizations.values():
        try:
            groups += _groups(basis, customization, wanted, known_until)
        except SharingProblem as problem:
            findings.append(sharing_finding(problem, customization, basis.profile))
    return Due(tuple(groups), tuple(findings))


def _groups(
    basis: Basis, customization: Customization, months: tuple[Month, ...], known_until: Month
) -> list[DueGroup]:
    members = basis.payers(customization.id)
    if not members.spans:
        return []
    by_month: dict[Month, list[DueGroup]] = {month: [] for month in months}
    for item in customization.costs:
        for cost in costs_of(basis, customization, item, months, known_until):
            by_month[cost.month].append(_share(basis, cost))
    for month, groups in by_month.items():
        paying = {town for group in groups for town in group.yen}
        idle = [town for town in members.active(month) if town not in paying]
        if idle:
            reasons = {town: _zero_reason(customization, members, month, town) for town in idle}
            groups.append(_zeros(members, month, reasons))
    for month, repair in _repairs(customization):
        if month in by_month:
            reasons = dict.fromkeys(members.active(month), ZeroReason.REPAIR)
            by_month[month].append(_zeros(members, month, reasons, repair))
    return [group for groups in by_month.values() for group in groups]


def _share(basis: Basis, cost: MonthlyCost) -> DueGroup:
    division = basis.divide(cost)
    return DueGroup(
        group=(cost.customization, cost.cost_item, cost.month, cost.nature),
        layer=cost.layer,
        yen={**division.yen, UNION: division.rest} if division.rest else division.yen,
        division=division,
        cost=cost,
        reasons=_ROUNDED,
    )


def _repairs(customization: Customization) -> Iterator[tuple[Month, str]]:
    """Yield the month and the name of each defect repair: it costs nothing, and the papers say so."""
    for version in customization.versions:
        if version.reason == "defect" and version.approval:
            yield Month.of(version.approval.on), f"repair_{version.number}"


def _zeros(members: Payers, month: Month, reasons: Mapping[str, ZeroReason], cost_item: str = "") -> DueGroup:
    return DueGroup(
        group=(members.customization, cost_item, month, Nature.NONE),
        layer=members.layer(month),
        yen=dict.fromkeys(reasons, 0),
        division=None,
        cost=None,
        reasons=reasons,
    )


def _zero_reason(customization: Customization, members: Payers, month: Month, town: str) -> ZeroReason:
    """Return one reason for all cost items together: what is still to come goes before what is over."""
    reasons = {_item_reason(customization, item, members, month, town) for item in customization.costs}
    return next((reason for reason in ZeroReason if reason in reasons), ZeroReason.NO_COSTS)


def _item_reason(
    customization: Customization, item: CostItem, members: Payers, month: Month, town: str
) -> ZeroReason:
    first = begins(item, customization)
    if month < item.start:
        return ZeroReason.NOT_STARTED
    if first is None or month < first:
        return ZeroReason.NOT_LIVE if is_recurring(item) else ZeroReason.NOT_ACCEPTED
    if amount_of(item) is None:
        return ZeroReason.NO_AMOUNT
    if is_recurring(item) or month >= first + (item.months or 1):
        return ZeroReason.ENDED if is_recurring(item) or item.charge == "spread" else ZeroReason.PAID
    joined_late = members.joined(first).get(town, month) > first
    return ZeroReason.NOT_SHARED if joined_late else ZeroReason.PAID
