"""Owns the reduction of the per-head amount (7, 5 or 2 tenths) by the income of the household."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least
from uwanose.business.late_elderly_premium.codes import (
    HALF,
    NO_REDUCTION,
    SEVEN_TENTHS,
    SEVEN_TENTHS_LOW_PENSION,
    TWO_TENTHS,
)
from uwanose.engine.arithmetic import Column, Flags, product
from uwanose.engine.formulas import formula


@formula
def reduction_class(
    household_income: Column,
    insured_persons: Column,
    earners: Column,
    low_pension_household: Flags,
    reduction_base: int,
    reduction_per_earner: int,
    reduction_five_per_head: int,
    reduction_two_per_head: int,
) -> Column:
    """Which reduction the household has; exactly a limit still has it (以下). 高齢者の医療の確保に関する法律施行令第18条第4項."""
    base = reduction_base + product(at_least(earners - 1, 0), reduction_per_earner)
    per_head = (reduction_five_per_head, reduction_two_per_head)
    seven, half, two = _within(household_income, insured_persons, base, per_head)
    greatest = np.where(low_pension_household, SEVEN_TENTHS_LOW_PENSION, SEVEN_TENTHS)
    return np.where(seven, greatest, np.where(half, HALF, np.where(two, TWO_TENTHS, NO_REDUCTION)))


@formula
def undecided_earners(
    insured_months: Column,
    household_income: Column,
    insured_persons: Column,
    earners: Column,
    earners_otherwise: Column,
    reduction_base: int,
    reduction_per_earner: int,
    reduction_five_per_head: int,
    reduction_two_per_head: int,
) -> Flags:
    """Whether the reduction turns on the limit of pay nobody has verified. By our decision refused; 施行令第18条第4項."""
    per_head = (reduction_five_per_head, reduction_two_per_head)
    found: list[Column] = []
    for count in (earners, earners_otherwise):
        base = reduction_base + product(at_least(count - 1, 0), reduction_per_earner)
        within = _within(household_income, insured_persons, base, per_head)
        found.append(sum((one.astype(np.int64) for one in within), np.zeros(len(count), dtype=np.int64)))
    differs: Flags = found[0] != found[1]
    return differs & (insured_months > 0)


def _within(
    income: Column, persons: Column, base: Column, per_head: tuple[int, int]
) -> tuple[Flags, Flags, Flags]:
    five, two = (base + product(persons, one) for one in per_head)
    return income <= base, income <= five, income <= two
