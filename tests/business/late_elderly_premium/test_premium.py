"""The amounts: reductions raised to the yen, the income part by year, the caps, months, and the two parts of FY2026."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.late_elderly_premium.amounts import (
    cap_2024,
    child_per_head_amount,
    income_amount_2024,
    income_amount_since_2025,
    income_amount_until_2023,
    per_head_amount,
    per_head_former_dependant,
)
from uwanose.business.late_elderly_premium.collection import (
    ordinary_first_instalment,
    ordinary_later_instalment,
)
from uwanose.business.late_elderly_premium.premium import (
    medical_premium,
    premium_since_2026,
    premium_until_2025,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.money import Rate

EACH, TOGETHER = 0, 1


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


@pytest.mark.parametrize(
    ("reduction", "expected"), [(0, 43_429), (1, 34_743), (2, 21_714), (3, 6_514), (4, 4_342)]
)
def test_the_reduction_is_raised_to_one_yen(reduction: int, expected: int) -> None:
    """大井町 FY2017: half of 43,429 is 21,714; 8.5割 leaves 6,514, 9割 leaves 4,342."""
    found = per_head_amount(
        column(12),
        column(reduction),
        flags(False),
        flags(False),
        43_429,
        Rate(85, 100),
        Rate(9, 10),
        Rate(5, 10),
        Rate(2, 10),
    )
    assert found.tolist() == [expected]


def test_an_undecided_reduction_is_not_given() -> None:
    """Such rows are refused by the run."""
    found = per_head_amount(
        column(12, 12),
        column(3, 3),
        flags(True, False),
        flags(False, True),
        45_900,
        Rate(7, 10),
        Rate(7, 10),
        Rate(5, 10),
        Rate(2, 10),
    )
    assert found.tolist() == [45_900, 45_900]


def test_the_child_part_is_reduced_by_seven_tenths() -> None:
    """FY2026: 1,330 less 931; the medical part has 7.2."""
    found = child_per_head_amount(
        column(12), column(3), flags(False), flags(False), 1_330, Rate(7, 10), Rate(5, 10), Rate(2, 10)
    )
    assert found.tolist() == [399]


def test_of_two_reliefs_the_larger_counts() -> None:
    """A former dependant with a low income keeps seven tenths."""
    assert per_head_former_dependant(column(13_770, 45_900), 45_900, Rate(5, 10)).tolist() == [13_770, 22_950]


@pytest.mark.parametrize(
    ("base", "relief", "expected"), [(580_000, 2, 38_628), (580_001, 2, 48_285), (580_000, 0, 48_285)]
)
def test_low_incomes_paid_less_of_the_income_part_until_2017(base: int, relief: int, expected: int) -> None:
    """FY2017: 580,000 × 8.325 % = 48,285, less a fifth; 58万円以下."""
    found = income_amount_until_2023(
        column(12), column(base), flags(False), Rate(8_325, 100_000), 580_000, Rate(relief, 10)
    )
    assert found.tolist() == [expected]


@pytest.mark.parametrize(("base", "expected"), [(580_000, 54_694), (580_001, 58_464)])
def test_low_incomes_had_a_lower_rate_in_2024(base: int, expected: int) -> None:
    """寒川町: 9.43 % instead of 10.08 %."""
    found = income_amount_2024(
        column(12, 12),
        column(base, base),
        flags(False, True),
        Rate(1_008, 10_000),
        580_000,
        Rate(943, 10_000),
    )
    assert found.tolist() == [expected, 0]


def test_former_dependants_never_have_an_income_part() -> None:
    """高齢者の医療の確保に関する法律第99条第2項: no end."""
    found = income_amount_since_2025(
        column(12, 12, 0),
        column(1_000_000, 1_000_000, 1_000_000),
        flags(False, True, False),
        Rate(1_008, 10_000),
    )
    assert found.tolist() == [100_800, 0, 0]


@pytest.mark.parametrize(
    ("birth", "recognised", "expected"),
    [(19490331, False, 730_000), (19490401, False, 800_000), (19550101, True, 730_000)],
)
def test_the_cap_of_2024_depends_on_the_birthday(birth: int, recognised: bool, expected: int) -> None:
    """Born by 31 March 1949, or recognised as disabled."""
    assert cap_2024(column(birth), flags(recognised), 800_000, 730_000, 19490331).tolist() == [expected]


def test_a_year_is_capped_before_the_months_are_taken() -> None:
    """Half a year of the cap; 24 months of relief may end within the year."""
    found = medical_premium(
        column(45_900, 45_900), column(22_950, 22_950), column(2_000_000, 0), column(800_000, 800_000),
        column(6, 12), column(0, 6),
    )  # fmt: skip
    assert found.tolist() == [400_000, 34_425]


def test_the_premium_is_cut_below_ten_yen() -> None:
    """平塚市 FY2019: 162,875 → 162,870; in FY2026 each part, or both together."""
    assert premium_until_2025(column(162_875)).tolist() == [162_870]
    assert premium_since_2026(column(203_945), column(5_005), EACH).tolist() == [208_940]
    assert premium_since_2026(column(203_945), column(5_005), TOGETHER).tolist() == [208_950]


def test_ordinary_instalments_sum_to_the_premium() -> None:
    """愛川町: nine terms from July to March; the unit of 100 yen is taken for the test."""
    later = ordinary_later_instalment(column(162_870), 9, 100)
    first = ordinary_first_instalment(column(162_870), later, 9)
    assert (later.tolist(), first.tolist()) == ([18_000], [18_870])
