"""Owns the premium: capped, for the months insured, cut below 10 yen."""

from __future__ import annotations

from uwanose.business.amounts import at_most
from uwanose.business.late_elderly_premium.codes import EACH
from uwanose.engine.arithmetic import Column, product
from uwanose.engine.formulas import formula
from uwanose.money import floor_10, floor_div


@formula
def medical_premium(
    per_head_amount: Column,
    per_head_former_dependant: Column,
    income_amount: Column,
    cap_amount: Column,
    insured_months: Column,
    months_as_former_dependant: Column,
) -> Column:
    """The medical part for the months insured. 高齢者の医療の確保に関する法律第104条, the union's ordinance."""
    whole = at_most(per_head_amount + income_amount, cap_amount)
    return _by_months(whole, per_head_former_dependant, insured_months, months_as_former_dependant)


@formula(since=2026)
def child_premium(
    child_per_head_amount: Column,
    child_per_head_former_dependant: Column,
    child_income_amount: Column,
    child_part_cap: int,
    insured_months: Column,
    months_as_former_dependant: Column,
) -> Column:
    """The child part for the months insured, since FY2026. 高齢者の医療の確保に関する法律第104条, the union's ordinance."""
    whole = at_most(child_per_head_amount + child_income_amount, child_part_cap)
    return _by_months(whole, child_per_head_former_dependant, insured_months, months_as_former_dependant)


@formula("premium", until=2025)
def premium_until_2025(medical_premium: Column) -> Column:
    """The premium of the year, cut below 10 yen. 高齢者の医療の確保に関する法律第104条, the union's ordinance."""
    return floor_10(medical_premium)


@formula("premium", since=2026)
def premium_since_2026(medical_premium: Column, child_premium: Column, rounding_parts: int) -> Column:
    """Both parts, each or together cut below 10 yen. 高齢者の医療の確保に関する法律第104条, the union's ordinance."""
    if rounding_parts == EACH:
        return floor_10(medical_premium) + floor_10(child_premium)
    return floor_10(medical_premium + child_premium)


def _by_months(whole: Column, relieved: Column, months: Column, relieved_months: Column) -> Column:
    sums: Column = product(whole, months - relieved_months) + product(relieved, relieved_months)
    return floor_div(sums, 12)
