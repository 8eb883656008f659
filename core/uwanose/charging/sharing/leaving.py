"""Owns the question "if these towns leave": what the others then pay, and what those who left pay on their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from uwanose.charging.sharing.burdens import share_cost
from uwanose.charging.sharing.design import coalitions_of, cost_of
from uwanose.charging.sharing.study import Baseline, GroupCost, Study
from uwanose.layers.model import SharingFormula

__all__ = ["NOTICE_YEARS", "Departure", "departure"]

NOTICE_YEARS = 2  # 地方自治法第286条の2: written notice to all others two years before


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What a departure changes. ``together`` and ``after`` are the burdens before and after, of those who stay.

    ``left_together`` is what the leavers pay today, ``left_alone`` what they would pay as a group of their own.
    """

    assumption: GroupCost
    leaving: tuple[str, ...]
    staying: tuple[str, ...]
    cost_after: int
    together: Mapping[str, int]
    after: Mapping[str, int]
    left_together: int
    left_alone: Fraction

    @property
    def gain(self) -> Fraction:
        """What the leavers save by leaving; below nothing, they lose."""
        return self.left_together - self.left_alone


def departure(
    study: Study, baseline: Baseline, formula: SharingFormula, assumption: GroupCost, leaving: Collection[str]
) -> Departure:
    """Return what changes when some towns leave and the others share what then remains, by the same formula.

    The cost of each group is the assumption's, a fraction of a yen counting as one yen. Raises Impossible where the
    formula's promise cannot be kept any more, ValueError when nobody leaves or nobody stays.
    """
    left = tuple(town for town in study.towns if town in leaving)
    staying = tuple(town for town in study.towns if town not in leaving)
    if not left or not staying:
        raise ValueError("some towns leave and some stay")
    game = coalitions_of(study, baseline, assumption)
    whole = cost_of(study, baseline)
    together = share_cost(whole, formula).yen
    shared_after = -int(-game.cost(staying) // 1)
    attributable = {town: yen for town, yen in study.attributable.items() if town in staying}
    alone = {town: baseline.values[town] for town in staying}
    order = tuple(town for town in formula.tie_order if town in staying)
    remaining = replace(
        whole,
        yen=shared_after + sum(attributable.values()),
        attributable=attributable,
        stand_alone=alone,
        cap_on=alone,
    )
    after = share_cost(remaining, replace(formula, tie_order=order)).yen
    return Departure(
        assumption=assumption,
        leaving=left,
        staying=staying,
        cost_after=remaining.yen,
        together={town: together[town] for town in staying},
        after=after,
        left_together=sum(together[town] for town in left),
        left_alone=game.cost(left) + sum(study.attributable.get(town, 0) for town in left),
    )
