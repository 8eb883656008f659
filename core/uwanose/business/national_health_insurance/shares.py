"""Owns how much of a year's per-head and per-household amount is due, counted in whole units so that nothing is rounded."""

from __future__ import annotations

import numpy as np

from uwanose.business.months import month_number
from uwanose.business.national_health_insurance.codes import (
    FIVE_TENTHS,
    HEAD_UNITS,
    HOUSEHOLD_UNITS,
    MONTHS,
    SEVEN_TENTHS,
    UP_TO_HALF,
)
from uwanose.engine.arithmetic import Column, Flags, floor_yen, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit, Household
from uwanose.money import Rate

_TENTHS_LEFT = np.array([10, 8, 5, 3], dtype=np.int64)  # by reduction


@formula
def tenths_left(reduction: Column) -> Column:
    """What the reduction leaves, in tenths. 国民健康保険法施行令第29条の7第5項, 地方税法第703条の5."""
    return _TENTHS_LEFT[reduction.astype(np.int64)]


@formula(of="child_per_head_relief", until=2021)
def no_child_relief() -> int:
    """No relief of children's per-head amounts by law before fiscal year 2022. 令和3年法律第66号."""
    return 0


@formula(since=2022)
def child_per_head_relief(
    birth_date: Column, year: int, preschool_age: AgeLimit, preschool_share: Rate
) -> Column:
    """Per cent taken off a child's per-head amount of medical and support part, after the reduction of the household.

    未就学児の均等割の軽減. 国民健康保険法施行令第29条の7第5項, 地方税法第703条の5第2項. A town's own relief replaces or wraps this.
    """
    preschool = preschool_age.covers(birth_date, year * 10_000 + 401)
    return np.where(preschool, floor_yen(100, preschool_share), 0)


@formula
def relieved_dependant_months(
    former_dependant: Flags,
    insured_from: Column,
    insured_until: Column,
    joined_on: Column,
    year: int,
    former_dependant_months: int,
) -> Column:
    """Months in which the per-head amount of a 旧被扶養者 is halved: two years from the month of joining. The ordinance."""
    ends = month_number(joined_on) - (year * 12 + 3) + former_dependant_months
    months = np.maximum(np.minimum(insured_until, ends) - insured_from, 0)
    return np.where(former_dependant, months, 0)


@formula
def per_head_share(
    tenths_left: Column,
    child_per_head_relief: Column,
    levied_months: Column,
    relieved_dependant_months: Column,
    reduction: Column,
    former_dependant_order: int,
) -> Column:
    """What is due of a member's per-head amount of medical and support part; 24,000 is all of it. 地方税法第703条の5."""
    month = 2 * product(tenths_left, 100 - child_per_head_relief)
    halved = _halved(month, HEAD_UNITS // 2, reduction, former_dependant_order)
    relieved = np.minimum(relieved_dependant_months, levied_months)
    return product(month, levied_months - relieved) + product(halved, relieved)


@formula
def care_per_head_share(tenths_left: Column, care_levied_months: Column) -> Column:
    """What is due of a member's per-head amount of the care part; 24,000 is all of it. 地方税法第703条の5."""
    return product(tenths_left, care_levied_months) * (HEAD_UNITS // 10)


@formula(since=2026)
def child_rearing_per_head_share(
    birth_date: Column,
    year: int,
    tenths_left: Column,
    levied_months: Column,
    relieved_dependant_months: Column,
    reduction: Column,
    former_dependant_order: int,
    child_rearing_relieved_age: AgeLimit,
) -> Column:
    """What is due of the per-head amount of the child-rearing part, nothing below 18; 24,000 is all of it. 令和6年法律第47号.

    That the relief of 旧被扶養者 holds for this part as well is our reading of «均等割».
    """
    month = tenths_left * (HEAD_UNITS // 10)
    halved = _halved(month, HEAD_UNITS // 2, reduction, former_dependant_order)
    relieved = np.minimum(relieved_dependant_months, levied_months)
    share = product(month, levied_months - relieved) + product(halved, relieved)
    return np.where(child_rearing_relieved_age.covers(birth_date, year * 10_000 + 401), 0, share)


@formula
def household_share(
    household: Household,
    insured_from: Column,
    insured_until: Column,
    relieved_dependant_months: Column,
    former_from: Column,
    former_until: Column,
    tenths_left: Column,
    reduction: Column,
    former_dependant_order: int,
    special_household_months: int,
    special_household_continued_months: int,
) -> Column:
    """What is due of the per-household amount of medical and support part, month by month; 960 is all of it.

    特定世帯: half for five years while one insured is left of those who moved to the late elderly, then three quarters for three.
    国民健康保険法施行令第29条の7第2項, 地方税法第703条の4. Half where all insured are 旧被扶養者, by the ordinance.
    """
    total = np.zeros_like(tenths_left)
    for month in range(MONTHS):
        insured = _covers(insured_from, insured_until, month)
        count = household.count(insured)
        former = np.asarray((former_from <= month) & (month < former_until), dtype=np.bool_)
        since = household.max(np.where(former, former_from, -_LONG_AGO))
        elapsed = np.where(count == 1, month - since, _LONG_AGO)
        quarters = np.select(
            [
                np.asarray(elapsed < special_household_months, dtype=np.bool_),
                np.asarray(
                    elapsed < special_household_months + special_household_continued_months, dtype=np.bool_
                ),
            ],
            [2, 3],
            4,
        )
        due = _per_household(
            household,
            insured,
            month - insured_from < relieved_dependant_months,
            quarters,
            tenths_left,
            reduction,
            former_dependant_order,
        )
        total = total + np.where(count > 0, due, 0)
    return total


@formula
def care_household_share(
    household: Household, care_from: Column, care_until: Column, tenths_left: Column
) -> Column:
    """What is due of the per-household amount of the care part; 960 is all of it. 地方税法第703条の4."""
    months = np.zeros_like(tenths_left)
    for month in range(MONTHS):
        months = months + household.any(_covers(care_from, care_until, month))
    return product(tenths_left, months) * (HOUSEHOLD_UNITS // 10)


@formula(since=2026)
def child_rearing_household_share(
    household: Household,
    insured_from: Column,
    insured_until: Column,
    relieved_dependant_months: Column,
    tenths_left: Column,
    reduction: Column,
    former_dependant_order: int,
) -> Column:
    """What is due of the per-household amount of the child-rearing part; 960 is all of it. 令和6年法律第47号.

    特定世帯 are relieved in the medical and support part only.
    """
    total = np.zeros_like(tenths_left)
    for month in range(MONTHS):
        insured = _covers(insured_from, insured_until, month)
        due = _per_household(
            household,
            insured,
            month - insured_from < relieved_dependant_months,
            np.full_like(tenths_left, 4),
            tenths_left,
            reduction,
            former_dependant_order,
        )
        total = total + np.where(household.any(insured), due, 0)
    return total


_LONG_AGO = 10**6


def _covers(first: Column, until: Column, month: int) -> Flags:
    return np.asarray((first <= month) & (month < until), dtype=np.bool_)


def _per_household(
    household: Household,
    insured: Flags,
    in_relief: Flags,
    quarters: Column,
    tenths_left: Column,
    reduction: Column,
    order: int,
) -> Column:
    """Return the units of one month; *in_relief* says whose month lies within the relief of 旧被扶養者."""
    month = 2 * product(quarters, tenths_left)
    halved = _halved(month, HOUSEHOLD_UNITS // 2, reduction, order)
    only_former_dependants = ~household.any(insured & ~np.asarray(in_relief, dtype=np.bool_))
    return np.where(only_former_dependants, halved, month)


def _halved(month: Column, half: int, reduction: Column, order: int) -> Column:
    """Return the units of one month under the relief of 旧被扶養者: none for households reduced by seven or five tenths."""
    relieved = np.minimum(month, half) if order == UP_TO_HALF else month // 2
    no_relief = (reduction == SEVEN_TENTHS) | (reduction == FIVE_TENTHS)
    return np.where(no_relief, month, relieved)
