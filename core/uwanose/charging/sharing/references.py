"""Owns the reference values of cost sharing that need no coalitions: equal saving, 分離費用身替り妥当支出法, nested needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

__all__ = ["equal_saving", "nested_needs", "separable_costs", "separable_costs_remaining_benefits"]

Amounts = Mapping[str, int | Fraction]


def equal_saving(total: int | Fraction, stand_alone: Amounts) -> dict[str, Fraction]:
    """Return the shares by which every town saves the same part of its stand-alone cost: c·C/Σc.

    No shares give the town that saves least a larger saving.
    """
    whole = Fraction(sum(stand_alone.values()))
    return {town: cost * total / whole for town, cost in stand_alone.items()}


def separable_costs(total: int | Fraction, without: Amounts) -> dict[str, Fraction]:
    """Return what each town adds to the cost of all others (分離費用): C(N) − C(N without it)."""
    return {town: Fraction(total) - cost for town, cost in without.items()}


def separable_costs_remaining_benefits(
    total: int | Fraction, stand_alone: Amounts, without: Amounts
) -> dict[str, Fraction]:
    """Return the shares by 分離費用身替り妥当支出法, the rule by which dams are paid for.

    Each town pays what it adds (its separable cost), and of the joint rest a part in proportion to its remaining benefit:
    its stand-alone cost (身替り) less its separable cost, not below nothing. ``without`` is the cost of all others
    without the town. Raises ValueError when a joint rest remains and no town has any benefit left.
    """
    separable = separable_costs(total, without)
    joint = Fraction(total) - sum(separable.values())
    remaining = {town: max(stand_alone[town] - separable[town], Fraction(0)) for town in stand_alone}
    whole = sum(remaining.values())
    if whole == 0:
        if joint:
            raise ValueError("no town has a remaining benefit by which the joint cost could be divided")
        return separable
    return {town: separable[town] + joint * remaining[town] / whole for town in stand_alone}


def nested_needs(steps: Sequence[tuple[int, Sequence[str]]]) -> dict[str, Fraction]:
    """Divide nested needs (入れ子の要望): each step's additional cost among those who need at least that step.

    ``steps`` rise: (cost of serving up to this step, who asks for exactly this step). The shares equal the Shapley value
    (the airport game). Raises ValueError for costs that fall, and for a step nobody at or above it needs.
    """
    shares = {town: Fraction(0) for _, towns in steps for town in towns}
    before = 0
    for index, (cost, _) in enumerate(steps):
        needing = [town for _, towns in steps[index:] for town in towns]
        if cost < before or not needing:
            raise ValueError("the costs of nested needs rise, and somebody needs each step")
        for town in needing:
            shares[town] += Fraction(cost - before, len(needing))
        before = cost
    return shares
