"""Owns what a cost item costs in which month and who shares it: at payment, spread, recurring, joined late, left early.

Nothing here knows of the book: the functions say what is due, whatever has been charged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from uwanose.charging.basis import Basis
from uwanose.charging.monthly_cost import MonthlyCost, Nature
from uwanose.charging.payers import Payers
from uwanose.charging.shares import Slice
from uwanose.charging.upkeep import is_billed, paid_for, twelfth
from uwanose.dates import Month
from uwanose.layers.model import CostItem, Customization, Rank, SharingFormula
from uwanose.layers.weights import WEIGHTS

__all__ = ["amount_of", "begins", "costs_of", "held_months", "is_recurring"]


def is_recurring(item: CostItem) -> bool:
    """Tell whether a cost comes back every month (年間保守料)."""
    return item.kind == "recurring"


def amount_of(item: CostItem) -> tuple[int, str] | None:
    """Return the yen that count today and what they are: the actual, else the quoted, else the budgeted amount.

    A recurring cost counts its yearly amount (in a settled year, what was paid). A credit lowers what is due, whichever sign it is written with.
    """
    known = {"yearly": item.yearly} if is_recurring(item) else {}
    known |= {"actual": item.actual, "quoted": item.quoted, "budget": item.budget}
    for basis, yen in known.items():
        if yen is not None:
            return (-abs(yen) if item.kind == "credit" else yen), basis
    return None


def begins(item: CostItem, customization: Customization) -> Month | None:
    """Return the first month a cost can be charged: its start; a one-off not before acceptance, upkeep not before live."""
    ready = customization.live if is_recurring(item) else customization.accepted
    return None if ready is None else max(item.start, Month.of(ready))


def held_months(
    basis: Basis, customization: Customization, item: CostItem, fiscal_year: int
) -> tuple[Month, ...]:
    """Return the months of a fiscal year in which a recurring cost runs and somebody holds the customization."""
    first, active = begins(item, customization), basis.payers(customization.id).active
    months = (Month(fiscal_year, 4) + index for index in range(12))
    return tuple(
        month
        for month in months
        if first is not None and first <= month and (item.end is None or month < item.end) and active(month)
    )


def costs_of(
    basis: Basis,
    customization: Customization,
    item: CostItem,
    months: tuple[Month, ...],
    known_until: Month,
) -> Iterator[MonthlyCost]:
    """Yield what one cost item costs in the given months (ascending). Joiners after ``known_until`` are not yet known.

    Raises SharingProblem when the formula cannot be used.
    """
    first, amount = begins(item, customization), amount_of(item)
    if first is None or amount is None or not months:
        return
    payers = basis.payers(customization.id)
    recurring = is_recurring(item)
    weighed = customization.sharing.formula == WEIGHTS and not recurring
    case = _Case(basis, customization, item, *amount, first, payers, known_until, recurring, weighed)
    if recurring:
        costs = _recurring(case, months)
    elif item.charge == "spread":
        costs = _spread(case, months[-1])
    else:
        costs = _at_payment(case)
    wanted = frozenset(months)
    yield from (cost for cost in costs if cost.month in wanted)


@dataclass(frozen=True, slots=True)
class _Case:
    """One cost item of one customization, ready to be charged."""

    basis: Basis
    customization: Customization
    item: CostItem
    amount: int
    amount_basis: str
    first: Month
    members: Payers
    known_until: Month
    recurring: bool
    weighed: bool  # a one-off that is shared by agreed weights

    def cost(
        self,
        month: Month,
        amount: Slice,
        payers: tuple[str, ...],
        nature: Nature = Nature.SHARE,
        before: tuple[str, ...] = (),
        only: tuple[str, ...] = (),
    ) -> MonthlyCost:
        # a one-off keeps the formula of its first month for life; upkeep follows the formula of each month
        fixed = month if self.recurring else self.first
        layer = self.members.layer(fixed)
        formula = self.formula(layer, fixed, payers)
        earlier = self.formula(layer, fixed, before) if before else formula
        return MonthlyCost(
            self.customization.id, self.item.id, self.item.kind, month, nature, layer, amount, self.amount_basis,
            formula, payers, before, only, None if earlier.id == formula.id else earlier,
        )  # fmt: skip

    def formula(self, layer: Rank, month: Month, payers: tuple[str, ...]) -> SharingFormula:
        """Return the formula of a month. Weights of a one-off are those in force when the last of its payers joined."""
        if self.weighed:
            joined = self.members.joined(self.first)
            month = max(joined.get(town, month) for town in payers)
        return self.basis.formula(self.customization, layer, month)

    def runs_in(self, month: Month) -> bool:
        """Tell whether a recurring cost is charged in a month: it has begun and not ended."""
        return self.first <= month and (self.item.end is None or month < self.item.end)

    def shares_from(self) -> dict[str, Month]:
        """Return from which month each town shares a one-off, by the policy for late joiners."""
        sharing = self.customization.sharing
        window = sharing.window_months if sharing.window_months is not None else self.item.months
        since = {}
        for town, joined in self.members.joined(self.first).items():
            if joined > self.known_until or (joined > self.first and sharing.late_join == "none"):
                continue
            in_window = window is None or joined - self.first <= window
            since[town] = self.first if sharing.late_join == "retroactive" and in_window else joined
        return since

    def settling(self, payers: tuple[str, ...], month: Month) -> tuple[str, ...]:
        """Return the payers whose last month this is and who then owe the rest at once."""
        if self.customization.sharing.on_leave != "lump":
            return ()
        return tuple(town for town in payers if self.members.leaves_after(town, month))


def _recurring(case: _Case, months: tuple[Month, ...]) -> Iterator[MonthlyCost]:
    held: dict[int, tuple[Month, ...]] = {}
    for month in months:
        payers = case.members.active(month)
        if not payers or not case.runs_in(month):
            continue
        year, paid = month.fiscal_year, None
        if is_billed(case.item, year):
            if year not in held:  # what was paid in the year falls on the months in which somebody holds it
                held[year] = held_months(case.basis, case.customization, case.item, year)
            paid = paid_for(case.item, held[year])
        if paid is None:
            yield case.cost(month, twelfth(case.amount, month), payers)
            continue
        at = held[year].index(month)
        amount = Slice(paid, len(held[year]), at, at + 1)
        yield case.cost(month, amount, payers)._replace(amount_basis="actual")


def _at_payment(case: _Case) -> Iterator[MonthlyCost]:
    since = case.shares_from()
    payers = _sharing_by(since, case.first)
    if not payers:
        return
    yield case.cost(case.first, Slice(case.amount), payers)
    benefit = case.item.months or 0
    for joined in sorted(set(since.values())):
        elapsed = joined - case.first
        if 0 < elapsed < benefit:
            left = Slice(case.amount, benefit, elapsed, benefit)
            before, payers = payers, _sharing_by(since, joined)
            yield case.cost(joined, left, payers, Nature.LATE_JOIN, before=before)


def _spread(case: _Case, until: Month) -> Iterator[MonthlyCost]:
    end = case.first + (case.item.months or 0)
    since, settled = case.shares_from(), set[str]()
    pool, start, month = case.amount, case.first, case.first
    turns = {case.first, *since.values()}
    payers: tuple[str, ...] = ()
    while month < end and month <= until:
        if month in turns:
            payers = tuple(town for town in _sharing_by(since, month) if town not in settled)
        if not payers:
            return
        at, parts = month - start, end - start
        yield case.cost(month, Slice(pool, parts, at, at + 1), payers)
        leaving = case.settling(payers, month)
        if leaving and at + 1 < parts:
            left = Slice(pool, parts, at + 1, parts)
            settlement = case.cost(month, left, payers, Nature.LEAVING, only=leaving)
            yield settlement
            settled.update(leaving)
            pool, start = left.yen - sum(case.basis.divide(settlement).yen.values()), month + 1
            turns.add(month + 1)
        month += 1


def _sharing_by(since: Mapping[str, Month], month: Month) -> tuple[str, ...]:
    return tuple(town for town, start in since.items() if start <= month)
