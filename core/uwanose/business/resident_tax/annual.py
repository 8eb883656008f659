"""Owns the tax of the year: both resident taxes after any reduction (減免), and the forest tax."""

from __future__ import annotations

from uwanose.business.amounts import DOWN, proportion
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.money import floor_100


@formula
def municipal_tax_before_reduction(
    municipal_income_levy: Column, municipal_per_capita_levy: Column
) -> Column:
    """市町村民税: income levy and per-capita levy. 地方税法第294条第1項."""
    return municipal_income_levy + municipal_per_capita_levy


@formula
def prefectural_tax_before_reduction(
    prefectural_income_levy: Column, prefectural_per_capita_levy: Column
) -> Column:
    """道府県民税: income levy and per-capita levy. 地方税法第24条第1項."""
    return prefectural_income_levy + prefectural_per_capita_levy


@formula
def municipal_reduction() -> int:
    """市町村民税の減免 (地方税法第323条): none in the national package. A town's ordinance may grant one, as its customization."""
    return 0


@formula
def prefectural_reduction(
    municipal_reduction: Column,
    municipal_tax_before_reduction: Column,
    prefectural_tax_before_reduction: Column,
) -> Column:
    """道府県民税の減免: in the proportion in which the municipal tax is reduced. 地方税法第45条.

    The article is cited from memory; that a fraction of a yen is cut is our decision.
    """
    return proportion(
        prefectural_tax_before_reduction, municipal_reduction, municipal_tax_before_reduction, DOWN
    )


@formula
def municipal_annual(municipal_tax_before_reduction: Column, municipal_reduction: Column) -> Column:
    """市町村民税の年税額, cut below 100 yen after a reduction. 地方税法第294条第1項・第323条, 第20条の4の2第3項."""
    return floor_100(municipal_tax_before_reduction - municipal_reduction)


@formula
def prefectural_annual(prefectural_tax_before_reduction: Column, prefectural_reduction: Column) -> Column:
    """道府県民税の年税額, cut below 100 yen after a reduction. 地方税法第24条第1項・第45条, 第20条の4の2第3項."""
    return floor_100(prefectural_tax_before_reduction - prefectural_reduction)


@formula
def annual_total(
    municipal_annual: Column, prefectural_annual: Column, forest_environment_tax: Column
) -> Column:
    """年税額: both resident taxes and the forest tax, collected together. 地方税法第319条の2・第321条の3."""
    return municipal_annual + prefectural_annual + forest_environment_tax


@formula
def amount_to_collect(annual_total: Column, withheld_levy_offset: Column) -> Column:
    """納付すべき額: the tax of the year less what withheld levies have paid of it. 地方税法第314条の9第3項."""
    return annual_total - withheld_levy_offset


@formula
def per_capita_total(
    municipal_per_capita_levy: Column, prefectural_per_capita_levy: Column, forest_environment_tax: Column
) -> Column:
    """均等割額: per-capita levies and forest tax; a tax not above it is collected at once. 第320条・第321条の5第1項."""
    return municipal_per_capita_levy + prefectural_per_capita_levy + forest_environment_tax
