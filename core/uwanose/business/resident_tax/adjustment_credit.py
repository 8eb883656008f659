"""Owns the adjustment credit (調整控除), which makes good the lower personal deductions of resident tax."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most
from uwanose.engine.arithmetic import Column, floor_yen
from uwanose.engine.formulas import formula
from uwanose.money import Rate


@formula
def personal_difference(
    own_difference: Column,
    disability_difference: Column,
    spouse_difference: Column,
    dependants_difference: Column,
) -> Column:
    """人的控除額の差の合計: the amounts of the law, not the real differences. 地方税法第37条第1号イ・第314条の6第1号イ."""
    return own_difference + disability_difference + spouse_difference + dependants_difference


@formula("adjustment_base", until=2020)
def adjustment_base_until_2020(
    personal_difference: Column,
    total_taxable_income: Column,
    credit_adjustment_line: int,
    credit_adjustment_least: int,
) -> Column:
    """The amount the adjustment credit is a share of, whatever the total income. 地方税法第37条・第314条の6."""
    return _base(personal_difference, total_taxable_income, credit_adjustment_line, credit_adjustment_least)


@formula(since=2021)
def adjustment_base(
    personal_difference: Column,
    total_taxable_income: Column,
    total_income: Column,
    credit_adjustment_income_limit: int,
    credit_adjustment_line: int,
    credit_adjustment_least: int,
) -> Column:
    """The amount the adjustment credit is a share of; nothing above 25,000,000 yen. 地方税法第37条・第314条の6."""
    base = _base(personal_difference, total_taxable_income, credit_adjustment_line, credit_adjustment_least)
    return np.where(total_income <= credit_adjustment_income_limit, base, 0)


@formula
def adjustment_credit_municipal(
    adjustment_base: Column, municipal_computed_levy: Column, credit_adjustment_rate_municipal: Rate
) -> Column:
    """市町村民税の調整控除, not more than the levy. 地方税法第314条の6."""
    return at_most(floor_yen(adjustment_base, credit_adjustment_rate_municipal), municipal_computed_levy)


@formula
def adjustment_credit_prefectural(
    adjustment_base: Column, prefectural_computed_levy: Column, credit_adjustment_rate_prefectural: Rate
) -> Column:
    """道府県民税の調整控除, not more than the levy. 地方税法第37条."""
    return at_most(floor_yen(adjustment_base, credit_adjustment_rate_prefectural), prefectural_computed_levy)


def _base(difference: Column, taxable: Column, line: int, least: int) -> Column:
    """Return the smaller of difference and taxable income up to the line.

    Above it: what the excess leaves of the difference, but not less than the least base.
    """
    excess = taxable - line
    return np.where(excess <= 0, at_most(difference, taxable), at_least(difference - excess, least))
