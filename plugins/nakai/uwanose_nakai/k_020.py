"""K-020: no per-head amount of the health-insurance tax from the third child of a household of Nakai on."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from uwanose import AgeLimit, Column, Flags, Household, customizes

_THIRD = 3
_LAST = 10**12


@customizes("K-020", "national_health_insurance.k_020.older_children")
def older_children(
    household: Household,
    birth_date: Column,
    birth_order: Column,
    insured_months: Column,
    year: int,
    k_020_age_limit: AgeLimit,
) -> Column:
    """Insured children of the household born before, within the same age; −1 for who is no such child (中井町国民健康保険税条例).

    Children of one day stand in the order the register gives; without it they have equally many before them.
    """
    child = k_020_age_limit.covers(birth_date, year * 10_000 + 401) & (insured_months > 0)
    place = birth_date * 10 + birth_order
    older = np.full_like(birth_date, -1)
    passed = np.zeros_like(birth_date)
    waiting = np.asarray(child, dtype=np.bool_)
    while waiting.any():
        next_place = household.min(np.where(waiting, place, _LAST))
        here = waiting & np.asarray(place == next_place, dtype=np.bool_)
        older = np.where(here, passed, older)
        passed = passed + household.count(here)
        waiting = waiting & ~here
    return older


@customizes("K-020", "national_health_insurance.k_020.third_child")
def third_child(k_020_older_children: Column) -> Flags:
    """Whether two children or more are older (中井町国民健康保険税条例)."""
    third: Flags = k_020_older_children >= _THIRD - 1
    return third


@customizes("K-020", "national_health_insurance.k_020.order_unclear")
def order_unclear(
    household: Household, birth_date: Column, birth_order: Column, k_020_older_children: Column
) -> Flags:
    """Whether the third child is one of several born on one day whose order the register does not give."""
    child = np.asarray(k_020_older_children >= 0, dtype=np.bool_)
    together = household.by(birth_date, birth_order, child.astype(np.int64)).count(child)
    straddles = (k_020_older_children < _THIRD - 1) & (k_020_older_children + together >= _THIRD)
    return household.any(child & np.asarray(straddles, dtype=np.bool_))


@customizes("K-020", "national_health_insurance.child_per_head_relief", wrapper=True)
def child_per_head_relief(
    k_020_third_child: Flags, k_020_order_unclear: Flags
) -> Generator[None, Column, Column]:
    """What the law relieves, and the whole per-head amount from the third child on (中井町国民健康保険税条例).

    Nothing is added where the order of the children is unclear: such a household is not computed.
    """
    beneath = yield
    return np.where(k_020_third_child & ~k_020_order_unclear, 100, beneath)
