"""The months of a member: joining, leaving, the ages 40, 65 and 75, and the relief around a childbirth."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.national_health_insurance.months import (
    care_from,
    care_until,
    former_from,
    insured_from,
    insured_until,
    late_elderly_from,
    relief_from,
    relief_until,
)
from uwanose.engine.arithmetic import Column

INSURED, FORMER, NONE = 0, 1, 2
NEVER = 9999_12_31
MATERNITY = {
    "maternity_births_from": 2023_11_01,
    "maternity_months_before": 1,
    "maternity_months_before_multiple": 3,
}


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize(
    ("joined", "months"),
    [(1900_01_01, 0), (2025_04_01, 0), (2025_04_30, 0), (2025_05_01, 1), (2026_03_31, 11), (2026_04_01, 12)],
)
def test_a_member_is_liable_from_the_month_of_joining(joined: int, months: int) -> None:
    """The whole month counts, whatever the day."""
    assert insured_from(column(INSURED), column(joined), 2025).tolist() == [months]
    assert insured_from(column(NONE), column(joined), 2025).tolist() == [12]


@pytest.mark.parametrize(
    ("left", "months"),
    [(2025_04_30, 0), (2025_05_01, 1), (2025_12_31, 8), (2026_03_31, 11), (2026_04_01, 12), (NEVER, 12)],
)
def test_a_member_is_liable_up_to_the_month_before_leaving(left: int, months: int) -> None:
    """Nothing for the month of leaving itself."""
    assert insured_until(column(INSURED), column(left), column(10**6), 2025).tolist() == [months]


def test_75_is_taken_on_the_birthday_not_the_day_before() -> None:
    """Born on 1 September: the insurance of the late elderly begins in September, not in August."""
    births = column(1950_09_01, 1950_08_31, 1951_03_31, 1951_04_01)
    assert late_elderly_from(births, 2025, 75).tolist() == [5, 4, 11, 12]


def test_a_birthday_on_29_february_falls_on_1_march_of_a_common_year() -> None:
    """2027 is a common year, 2031 would be one, too; 2023 + 1 = 2024 is a leap year."""
    assert late_elderly_from(column(1952_02_29), 2026, 75).tolist() == [11]
    assert late_elderly_from(column(1948_02_29), 2023, 76).tolist() == [10]


def test_the_care_part_begins_and_ends_with_the_day_before_the_birthday() -> None:
    """鎌倉市: born on 1 August, 40 is reached on 31 July; on 2 August, in August."""
    zero, twelve = column(0, 0), column(12, 12)
    assert care_from(column(1985_08_01, 1985_08_02), zero, 2025, 40).tolist() == [3, 4]
    assert care_until(column(1960_08_01, 1960_08_02), twelve, 2025, 65).tolist() == [3, 4]


def test_the_care_part_never_goes_beyond_the_months_of_membership() -> None:
    """40 in July, but insured from October on."""
    assert care_from(column(1985_08_01), column(6), 2025, 40).tolist() == [6]
    assert care_until(column(1970_08_01), column(9), 2025, 65).tolist() == [9]


@pytest.mark.parametrize(
    ("born", "multiple", "first", "until"),
    [
        (2025_08_31, False, 3, 7),  # July to October
        (2025_08_01, True, 1, 7),  # May to October
        (2025_04_15, False, 0, 3),  # March belongs to the year before
        (2026_03_15, False, 10, 12),
        (1900_01_01, False, 12, 0),
    ],
)
def test_the_relief_around_a_childbirth_is_four_months_six_for_twins(
    born: int, multiple: bool, first: int, until: int
) -> None:
    """From the month before the birth, three before for a multiple birth; the window is cut to the year."""
    twins = np.array([multiple])
    begins = relief_from(column(born), twins, 2025, maternity_levied_from=2024_01_01, **MATERNITY)
    ends = relief_until(
        column(born), twins, 2025, maternity_months=4, maternity_months_multiple=6, **MATERNITY
    )
    assert (begins.tolist(), ends.tolist()) == ([first], [until])


def test_a_member_who_turns_75_becomes_a_former_member_in_that_month() -> None:
    """Unless they left the household before; those of earlier years have their day in the input."""
    found = former_from(
        insurance=column(INSURED, INSURED, FORMER, NONE),
        birth_date=np.full(4, 1950_09_10),
        joined_on=np.full(4, 1900_01_01),
        left_on=column(NEVER, 2025_06_30, NEVER, NEVER),
        former_since=column(1900_01_01, 1900_01_01, 2020_10_05, 1900_01_01),
        late_elderly_from=np.full(4, 5),
        year=2025,
        age_late_elderly=75,
    )
    assert found.tolist() == [5, 10**6, -54, 10**6]


def test_who_joins_on_the_75th_birthday_never_was_insured() -> None:
    """高齢者の医療の確保に関する法律第52条: 75 is taken on the birthday itself; one day before makes a former member."""
    found = former_from(
        insurance=np.full(3, INSURED),
        birth_date=np.full(3, 1950_04_02),
        joined_on=column(2025_04_01, 2025_04_02, 2025_04_03),
        left_on=np.full(3, NEVER),
        former_since=np.full(3, 1900_01_01),
        late_elderly_from=np.full(3, 0),
        year=2025,
        age_late_elderly=75,
    )
    assert found.tolist() == [0, 10**6, 10**6]
