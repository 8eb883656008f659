"""Old and clean vehicles, on both sides of each month and year, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.light_vehicle_tax.tax import tax
from uwanose.business.light_vehicle_tax.vehicle import (
    before_its_time,
    four_wheel,
    heavy,
    impossible_green,
    relieved,
)
from uwanose.engine.arithmetic import Column, Flags

MOPED, SMALL, NEW_MOPED, MOTORCYCLE, THREE, PRIVATE, BUSINESS = 0, 1, 2, 9, 10, 11, 12
PETROL, LPG, ELECTRIC, NATURAL_GAS, HYBRID, TRAILER = 0, 2, 3, 5, 8, 9
NONE, LIGHT_75, LIGHT_50, LIGHT_25 = range(4)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


def test_three_wheels_and_more_have_rates_of_their_own() -> None:
    """地方税法第463条の15."""
    assert four_wheel(column(MOPED, MOTORCYCLE, THREE, BUSINESS)).tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    ("year", "inspected", "expected"),
    [(2026, 20130331, True), (2026, 20130401, False), (2024, 20110301, True), (2024, 20110401, False)],
)
def test_the_heavy_rate_begins_after_13_years(year: int, inspected: int, expected: bool) -> None:
    """FY2026: first inspected in March 2013 or before."""
    assert heavy(flags(True), column(PETROL), column(inspected), year, 13).tolist() == [expected]


@pytest.mark.parametrize(
    ("fuel", "expected"), [(PETROL, True), (LPG, True), (ELECTRIC, False), (HYBRID, False), (TRAILER, False)]
)
def test_clean_vehicles_and_trailers_are_never_heavy(fuel: int, expected: bool) -> None:
    """電気, 燃料電池, 天然ガス, メタノール, 混合メタノール, ガソリン hybrid, 被けん引車."""
    assert heavy(flags(True), column(fuel), column(20000101), 2026, 13).tolist() == [expected]


def test_mopeds_are_never_heavy() -> None:
    """Three wheels and more only."""
    assert heavy(flags(False), column(PETROL), column(20000101), 2026, 13).tolist() == [False]


@pytest.mark.parametrize(
    ("inspected", "expected"),
    [(20250331, NONE), (20250401, LIGHT_75), (20260331, LIGHT_75), (20260401, NONE)],
)
def test_the_relief_is_given_for_the_year_after_the_first_inspection(inspected: int, expected: int) -> None:
    """FY2026: first inspected from April 2025 to March 2026."""
    found = relieved(column(LIGHT_75), flags(False), column(inspected), 2026, 20250331)
    assert found.tolist() == [expected]


@pytest.mark.parametrize(
    ("year", "inspected", "expected"), [(2025, 20250331, LIGHT_25), (2026, 20250401, NONE)]
)
def test_a_quarter_off_ended_with_march_2025(year: int, inspected: int, expected: int) -> None:
    """By the day of the first inspection."""
    found = relieved(column(LIGHT_25), flags(False), column(inspected), year, 20250331)
    assert found.tolist() == [expected]


@pytest.mark.parametrize(
    ("kind", "fuel", "green", "expected"),
    [
        (PRIVATE, ELECTRIC, LIGHT_75, False),
        (PRIVATE, NATURAL_GAS, LIGHT_75, False),
        (PRIVATE, PETROL, LIGHT_75, True),
        (PRIVATE, PETROL, LIGHT_50, True),
        (BUSINESS, PETROL, LIGHT_50, False),
        (THREE, HYBRID, LIGHT_25, False),
        (MOPED, ELECTRIC, LIGHT_75, True),
        (PRIVATE, PETROL, NONE, False),
    ],
)
def test_a_relief_the_kind_cannot_have_is_refused(kind: int, fuel: int, green: int, expected: bool) -> None:
    """地方税法附則第30条: since April 2021 half and a quarter are for business passenger cars and three-wheelers."""
    kinds = column(kind)
    assert impossible_green(kinds, column(fuel), column(green), four_wheel(kinds)).tolist() == [expected]


@pytest.mark.parametrize(
    ("kind", "year", "expected"),
    [
        (SMALL, 2023, True),
        (SMALL, 2024, False),
        (NEW_MOPED, 2024, True),
        (NEW_MOPED, 2025, False),
        (MOPED, 2016, False),
    ],
)
def test_a_kind_is_refused_before_its_first_year(kind: int, year: int, expected: bool) -> None:
    """特定小型原付 since FY2024, 新基準原付 since FY2025."""
    assert before_its_time(column(kind), year, 2024, 2025).tolist() == [expected]


def test_a_reduction_never_gives_money_back() -> None:
    """地方税法第463条の23."""
    assert tax(column(10_800, 2_000), column(10_000, 2_400)).tolist() == [800, 0]
