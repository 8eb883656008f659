"""Owns the four parts: income, assets, heads and the household put together exactly, then the cap, then the cut.

A part is computed for the household and stands on the row of its head, who owes it.
"""

from __future__ import annotations

from math import lcm

import numpy as np

from uwanose.business.amounts import at_most
from uwanose.business.national_health_insurance.codes import MONTHS, YEAR_OF_HEAD, YEAR_OF_HOUSEHOLD
from uwanose.engine.arithmetic import Column, Flags, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import Household
from uwanose.money import Rate, floor_div, floor_to


@formula
def medical_before_cap(
    household: Household,
    income_base_months: Column,
    fixed_asset_tax: Column,
    insured_months: Column,
    per_head_share: Column,
    household_share: Column,
    rate_medical: Rate,
    asset_rate_medical: Rate,
    per_head_medical: int,
    per_household_medical: int,
) -> Column:
    """医療分 before the cap, a fraction of a yen cut. 国民健康保険法施行令第29条の7第2項, 地方税法第703条の4."""
    return _part(
        (household.sum(income_base_months), rate_medical),
        (household.sum(product(fixed_asset_tax, insured_months)), asset_rate_medical),
        (household.sum(per_head_share), per_head_medical),
        (household_share, per_household_medical),
    )


@formula
def support_before_cap(
    household: Household,
    income_base_months: Column,
    fixed_asset_tax: Column,
    insured_months: Column,
    per_head_share: Column,
    household_share: Column,
    rate_support: Rate,
    asset_rate_support: Rate,
    per_head_support: int,
    per_household_support: int,
) -> Column:
    """後期高齢者支援金分 before the cap, a fraction of a yen cut. 国民健康保険法施行令第29条の7第3項, 地方税法第703条の4."""
    return _part(
        (household.sum(income_base_months), rate_support),
        (household.sum(product(fixed_asset_tax, insured_months)), asset_rate_support),
        (household.sum(per_head_share), per_head_support),
        (household_share, per_household_support),
    )


@formula
def care_before_cap(
    household: Household,
    care_income_base_months: Column,
    fixed_asset_tax: Column,
    care_months: Column,
    care_per_head_share: Column,
    care_household_share: Column,
    rate_care: Rate,
    asset_rate_care: Rate,
    per_head_care: int,
    per_household_care: int,
) -> Column:
    """介護分 before the cap, a fraction of a yen cut. 国民健康保険法施行令第29条の7第4項, 地方税法第703条の4."""
    return _part(
        (household.sum(care_income_base_months), rate_care),
        (household.sum(product(fixed_asset_tax, care_months)), asset_rate_care),
        (household.sum(care_per_head_share), per_head_care),
        (care_household_share, per_household_care),
    )


@formula(since=2026)
def child_rearing_before_cap(
    household: Household,
    income_base_months: Column,
    child_rearing_per_head_share: Column,
    child_rearing_household_share: Column,
    rate_child_rearing: Rate,
    per_head_child_rearing: int,
    per_head_child_rearing_adult: int,
    per_household_child_rearing: int,
) -> Column:
    """子ども・子育て支援金分 before the cap, a fraction of a yen cut. 令和6年法律第47号.

    Only adults have a share in the per-head amount, so each pays the further amount of adults with it. That it is reduced
    like the per-head amount is our reading.
    """
    return _part(
        (household.sum(income_base_months), rate_child_rearing),
        (np.zeros_like(income_base_months), Rate(0, 1)),
        (household.sum(child_rearing_per_head_share), per_head_child_rearing + per_head_child_rearing_adult),
        (child_rearing_household_share, per_household_child_rearing),
    )


@formula
def medical_levy(
    head: Flags, head_unclear: Flags, medical_before_cap: Column, cap_medical: int, rounding_unit: int
) -> Column:
    """医療分: the cap, then the cut, on the head's row. 国民健康保険法施行令第29条の7第2項第9号, 地方税法第703条の4・第20条の4の2第3項."""
    return _levied(head & ~head_unclear, medical_before_cap, cap_medical, rounding_unit)


@formula
def support_levy(
    head: Flags, head_unclear: Flags, support_before_cap: Column, cap_support: int, rounding_unit: int
) -> Column:
    """後期高齢者支援金分: the cap, then the cut, on the head's row. 国民健康保険法施行令第29条の7第3項, 地方税法第703条の4・第20条の4の2第3項."""
    return _levied(head & ~head_unclear, support_before_cap, cap_support, rounding_unit)


@formula
def care_levy(
    head: Flags, head_unclear: Flags, care_before_cap: Column, cap_care: int, rounding_unit: int
) -> Column:
    """介護分: the cap, then the cut, on the head's row. 国民健康保険法施行令第29条の7第4項, 地方税法第703条の4・第20条の4の2第3項."""
    return _levied(head & ~head_unclear, care_before_cap, cap_care, rounding_unit)


@formula(since=2026)
def child_rearing_levy(
    head: Flags,
    head_unclear: Flags,
    child_rearing_before_cap: Column,
    cap_child_rearing: int,
    rounding_unit: int,
) -> Column:
    """子ども・子育て支援金分: the cap, then the cut, on the head's row. 令和6年法律第47号, 地方税法第20条の4の2第3項."""
    return _levied(head & ~head_unclear, child_rearing_before_cap, cap_child_rearing, rounding_unit)


def _part(
    income: tuple[Column, Rate],
    assets: tuple[Column, Rate],
    heads: tuple[Column, int],
    homes: tuple[Column, int],
) -> Column:
    """Add the four levies over their common denominator and cut a fraction of a yen.

    Incomes and assets come multiplied by months; heads and homes in units of which a year has a fixed number.
    """
    (base, rate), (assessed, asset_rate) = income, assets
    whole = lcm(rate.denominator * MONTHS, asset_rate.denominator * MONTHS, YEAR_OF_HEAD, YEAR_OF_HOUSEHOLD)
    exact = (
        product(base, rate.numerator * (whole // (rate.denominator * MONTHS)))
        + product(assessed, asset_rate.numerator * (whole // (asset_rate.denominator * MONTHS)))
        + product(heads[0], heads[1] * (whole // YEAR_OF_HEAD))
        + product(homes[0], homes[1] * (whole // YEAR_OF_HOUSEHOLD))
    )
    return floor_div(exact, whole)


def _levied(owes: Flags, amount: Column, cap: int, unit: int) -> Column:
    return np.where(owes, floor_to(at_most(amount, cap), unit), 0)
