"""Owns the amounts of a whole year: per head after the reduction, by income, and the cap. The reduction is raised to the yen."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_most
from uwanose.business.late_elderly_premium.codes import (
    HALF,
    SEVEN_TENTHS,
    SEVEN_TENTHS_LOW_PENSION,
    TWO_TENTHS,
)
from uwanose.engine.arithmetic import Column, Flags, ceil_yen, floor_yen
from uwanose.engine.formulas import formula
from uwanose.money import Rate


@formula
def per_head_amount(
    insured_months: Column,
    reduction_class: Column,
    undecided_earners: Flags,
    undecided_household: Flags,
    rate_per_head: int,
    reduction_seven: Rate,
    reduction_seven_low_pension: Rate,
    reduction_five: Rate,
    reduction_two: Rate,
) -> Column:
    """均等割額 less the reduction, which is raised to one yen. 高齢者の医療の確保に関する法律施行令第18条第4項・附則.

    Rows whose reduction is undecided are refused, and shown without one.
    """
    shares = (reduction_two, reduction_five, reduction_seven, reduction_seven_low_pension)
    reduced = _reduced(reduction_class, rate_per_head, shares)
    decided = np.where(undecided_earners | undecided_household, rate_per_head, reduced)
    return np.where(insured_months > 0, decided, 0)


@formula
def per_head_former_dependant(
    per_head_amount: Column, rate_per_head: int, former_dependant_share: Rate
) -> Column:
    """均等割額 of a former dependant; the larger relief counts. 高齢者の医療の確保に関する法律第99条第2項, 施行令第18条第5項."""
    return at_most(per_head_amount, rate_per_head - ceil_yen(rate_per_head, former_dependant_share))


@formula("income_amount", until=2023)
def income_amount_until_2023(
    insured_months: Column,
    base_income: Column,
    former_dependant: Flags,
    rate_income: Rate,
    rate_low_income_limit: int,
    rate_low_income_relief: Rate,
) -> Column:
    """所得割額, less a share for a base of 580,000 yen or less (until FY2017). 第104条, 施行令附則.

    The relief is raised to one yen, as that of the per-head amount.
    """
    whole = floor_yen(base_income, rate_income)
    relief = ceil_yen(whole, rate_low_income_relief)
    amount = np.where(base_income <= rate_low_income_limit, whole - relief, whole)
    return np.where(former_dependant | (insured_months == 0), 0, amount)


@formula("income_amount", since=2024, until=2024)
def income_amount_2024(
    insured_months: Column,
    base_income: Column,
    former_dependant: Flags,
    rate_income: Rate,
    rate_low_income_limit: int,
    rate_income_low: Rate,
) -> Column:
    """所得割額, in FY2024 by a lower rate for a base of 580,000 yen or less. 高齢者の医療の確保に関する法律第104条, 条例."""
    low = base_income <= rate_low_income_limit
    amount = np.where(low, floor_yen(base_income, rate_income_low), floor_yen(base_income, rate_income))
    return np.where(former_dependant | (insured_months == 0), 0, amount)


@formula("income_amount", since=2025)
def income_amount_since_2025(
    insured_months: Column, base_income: Column, former_dependant: Flags, rate_income: Rate
) -> Column:
    """所得割額; former dependants have none, without end. 高齢者の医療の確保に関する法律第104条・第99条第2項."""
    return np.where(former_dependant | (insured_months == 0), 0, floor_yen(base_income, rate_income))


@formula("cap_amount", until=2023)
def cap_until_2023(rate_cap: int) -> int:
    """賦課限度額. 高齢者の医療の確保に関する法律施行令第18条."""
    return rate_cap


@formula("cap_amount", since=2024, until=2024)
def cap_2024(
    birth_date: Column,
    capped_by_recognition: Flags,
    rate_cap: int,
    rate_former_cap: int,
    rate_former_cap_born_until: int,
) -> Column:
    """賦課限度額 of FY2024: lower for those born by 31 March 1949 and some of the recognised. 施行令附則."""
    former: Flags = capped_by_recognition | (birth_date <= rate_former_cap_born_until)
    return np.where(former, rate_former_cap, rate_cap)


@formula("cap_amount", since=2025)
def cap_since_2025(rate_cap: int) -> int:
    """賦課限度額. 高齢者の医療の確保に関する法律施行令第18条."""
    return rate_cap


@formula(since=2026)
def child_per_head_amount(
    insured_months: Column,
    reduction_class: Column,
    undecided_earners: Flags,
    undecided_household: Flags,
    child_part_per_head: int,
    reduction_seven_child_part: Rate,
    reduction_five: Rate,
    reduction_two: Rate,
) -> Column:
    """均等割額 of the child part less its reduction (7, not 7.2 tenths). 高齢者の医療の確保に関する法律施行令第18条第4項."""
    shares = (reduction_two, reduction_five, reduction_seven_child_part, reduction_seven_child_part)
    reduced = _reduced(reduction_class, child_part_per_head, shares)
    decided = np.where(undecided_earners | undecided_household, child_part_per_head, reduced)
    return np.where(insured_months > 0, decided, 0)


@formula(since=2026)
def child_per_head_former_dependant(
    child_per_head_amount: Column, child_part_per_head: int, former_dependant_share: Rate
) -> Column:
    """均等割額 of the child part of a former dependant. 高齢者の医療の確保に関する法律第99条第2項, 施行令第18条第5項."""
    relieved = child_part_per_head - ceil_yen(child_part_per_head, former_dependant_share)
    return at_most(child_per_head_amount, relieved)


@formula(since=2026)
def child_income_amount(
    insured_months: Column, base_income: Column, former_dependant: Flags, child_part_income: Rate
) -> Column:
    """所得割額 of the child part. 高齢者の医療の確保に関する法律第104条・第99条第2項."""
    return np.where(former_dependant | (insured_months == 0), 0, floor_yen(base_income, child_part_income))


def _reduced(reduction: Column, per_head: int, shares: tuple[Rate, Rate, Rate, Rate]) -> Column:
    """Return the amount per head after the reduction of each class; *shares* stand from two tenths up."""
    amounts = [per_head - ceil_yen(per_head, share) for share in shares]
    classes = [reduction == one for one in (TWO_TENTHS, HALF, SEVEN_TENTHS, SEVEN_TENTHS_LOW_PENSION)]
    return np.select(classes, amounts, per_head)
