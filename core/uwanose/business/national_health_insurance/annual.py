"""Owns the amount of the year and its instalments."""

from __future__ import annotations

from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.money import floor_to


@formula(of="annual_total", until=2025)
def annual_total_of_three_parts(medical_levy: Column, support_levy: Column, care_levy: Column) -> Column:
    """年税額（年間保険料）: medical, support and care part. 国民健康保険法第76条, 地方税法第703条の4."""
    return medical_levy + support_levy + care_levy


@formula(since=2026)
def annual_total(
    medical_levy: Column, support_levy: Column, care_levy: Column, child_rearing_levy: Column
) -> Column:
    """年税額（年間保険料）: with the child-rearing part from fiscal year 2026. 国民健康保険法第76条, 地方税法第703条の4."""
    return medical_levy + support_levy + care_levy + child_rearing_levy


@formula
def later_instalment(annual_total: Column, instalments_count: int, instalments_unit: int) -> Column:
    """Each instalment after the first, cut to the unit. 地方税法第20条の4の2第6項, the town's ordinance."""
    return floor_to(annual_total // instalments_count, instalments_unit)


@formula
def first_instalment(annual_total: Column, later_instalment: Column, instalments_count: int) -> Column:
    """The first instalment: the rest. 地方税法第20条の4の2第6項, the town's ordinance."""
    return annual_total - later_instalment * (instalments_count - 1)
