"""Owns what is levied: the income levies cut to 100 yen, the per-capita levies, and the national forest tax."""

from __future__ import annotations

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.money import floor_100


@formula
def municipal_income_levy(
    municipal_levy_before_special_credit: Column, special_credit_municipal: Column
) -> Column:
    """市町村民税の所得割, cut below 100 yen after all credits. 地方税法第20条の4の2第3項."""
    return floor_100(municipal_levy_before_special_credit - special_credit_municipal)


@formula
def prefectural_income_levy(
    prefectural_levy_before_special_credit: Column, special_credit_prefectural: Column
) -> Column:
    """道府県民税の所得割, cut below 100 yen after all credits. 地方税法第20条の4の2第3項."""
    return floor_100(prefectural_levy_before_special_credit - special_credit_prefectural)


@formula
def municipal_per_capita_levy(
    per_capita_exempt: Flags, per_capita_municipal: int, per_capita_reconstruction_municipal: int
) -> Column:
    """市町村民税の均等割 with the reconstruction add-on of 2014 to 2023. 地方税法第310条, 平成23年法律第118号第2条."""
    return np.where(per_capita_exempt, 0, per_capita_municipal + per_capita_reconstruction_municipal)


@formula
def prefectural_per_capita_levy(
    per_capita_exempt: Flags,
    per_capita_prefectural: int,
    per_capita_kanagawa_surcharge: int,
    per_capita_reconstruction_prefectural: int,
) -> Column:
    """道府県民税の均等割 with the prefecture's surcharge and the reconstruction add-on of 2014 to 2023.

    地方税法第38条, 平成23年法律第118号第2条, 神奈川県県税条例附則.
    """
    amount = per_capita_prefectural + per_capita_kanagawa_surcharge + per_capita_reconstruction_prefectural
    return np.where(per_capita_exempt, 0, amount)


@formula
def forest_environment_tax(forest_tax_exempt: Flags, house_only: Flags, forest_tax_amount: int) -> Column:
    """森林環境税, a national tax of residents; the owner of a house without residence owes none. 森林環境税法第3条・第5条."""
    return np.where(forest_tax_exempt | house_only, 0, forest_tax_amount)
