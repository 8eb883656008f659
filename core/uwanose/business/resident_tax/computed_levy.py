"""Owns the computed income levy (算出所得割), before any credit; nothing for those who owe no income levy."""

from __future__ import annotations

import numpy as np

from uwanose.engine.arithmetic import Column, Flags, floor_yen
from uwanose.engine.formulas import formula
from uwanose.money import Rate


@formula
def municipal_computed_levy(
    total_taxable_income: Column,
    municipal_separate_levy: Column,
    income_levy_exempt: Flags,
    house_only: Flags,
    rate_municipal: Rate,
) -> Column:
    """市町村民税の算出所得割: a fraction of a yen is cut. 地方税法第314条の3; 第294条第1項第2号 for the owner of a house."""
    levy = floor_yen(total_taxable_income, rate_municipal) + municipal_separate_levy
    return np.where(income_levy_exempt | house_only, 0, levy)


@formula
def prefectural_computed_levy(
    total_taxable_income: Column,
    prefectural_separate_levy: Column,
    income_levy_exempt: Flags,
    house_only: Flags,
    rate_prefectural: Rate,
    rate_kanagawa_surcharge: Rate,
) -> Column:
    """道府県民税の算出所得割, at the standard rate and the surcharge of the prefecture's ordinance together.

    地方税法第35条, 神奈川県県税条例附則. A fraction of a yen is cut once.
    """
    rate = _together(rate_prefectural, rate_kanagawa_surcharge)
    levy = floor_yen(total_taxable_income, rate) + prefectural_separate_levy
    return np.where(income_levy_exempt | house_only, 0, levy)


@formula
def prefectural_standard_levy(
    total_taxable_income: Column,
    prefectural_separate_levy: Column,
    income_levy_exempt: Flags,
    house_only: Flags,
    rate_prefectural: Rate,
) -> Column:
    """道府県民税の算出所得割 at the standard rate, one reading of the cap of furusato. 地方税法第37条の2第11項."""
    levy = floor_yen(total_taxable_income, rate_prefectural) + prefectural_separate_levy
    return np.where(income_levy_exempt | house_only, 0, levy)


def _together(standard: Rate, surcharge: Rate) -> Rate:
    total = standard.fraction + surcharge.fraction
    return Rate(total.numerator, total.denominator)
