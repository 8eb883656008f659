"""Ages as 年齢計算ニ関スル法律 counts them, on columns."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.dates import age_reached_on, is_age
from uwanose.engine.ages import AgeLimit, age_on, next_31_march, reached_age_on
from uwanose.engine.tables import day_number
from uwanose.points.model import Age, AgeForm

BIRTHS = st.dates(date(1900, 1, 1), date(2030, 12, 31))
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(BIRTHS, st.integers(0, 110))
def test_columns_reach_an_age_on_the_same_day_as_single_dates(birth: date, years: int) -> None:
    """``uwanose.dates`` is the definition; the columns compute it without dates."""
    expected = day_number(age_reached_on(birth, years))
    number = day_number(birth)
    assert reached_age_on(number, years) == expected
    assert reached_age_on(np.array([number]), years).tolist() == [expected]
    assert reached_age_on(np.array([number], dtype=object), years).tolist() == [expected]


@pytest.mark.parametrize(
    ("birth", "reached"),
    [
        (2008_04_01, 2026_03_31),
        (2008_04_02, 2026_04_01),
        (2008_02_29, 2026_02_28),  # no 29 February in 2026
        (2006_02_28, 2024_02_27),
        (2006_03_01, 2024_02_29),  # the day before is 29 February in a leap year
        (2008_03_01, 2026_02_28),
        (2008_01_01, 2025_12_31),
    ],
)
def test_eighteen_is_reached_the_day_before_the_birthday(birth: int, reached: int) -> None:
    """民法第143条第2項: the term ends with the day before the corresponding day."""
    assert reached_age_on(birth, 18) == reached


def test_one_born_on_29_february_reaches_an_age_on_28_february_also_in_a_leap_year() -> None:
    """The day before 29 February 2024 is 28 February."""
    assert reached_age_on(2004_02_29, 20) == 2024_02_28


@given(BIRTHS, DAYS)
def test_the_age_on_a_day_is_the_last_one_reached(birth: date, day: date) -> None:
    """The age is k exactly when k is reached and k + 1 is not."""
    age = age_on(day_number(birth), day_number(day))
    if day >= birth:
        assert is_age(birth, age, day)
    assert not is_age(birth, age + 1, day)
    assert age_on(np.array([day_number(birth)]), np.array([day_number(day)])).tolist() == [age]


def test_the_next_31_march_may_be_the_day_itself() -> None:
    """その日以後の最初の3月31日."""
    assert next_31_march(2026_03_31) == 2026_03_31
    assert next_31_march(2026_04_01) == 2027_03_31
    assert next_31_march(np.array([2026_01_01, 2026_12_31])).tolist() == [2026_03_31, 2027_03_31]


def test_under_fifteen_ends_the_day_before_the_fifteenth_birthday() -> None:
    """15歳未満: on the day on which 15 is reached one is no longer under 15."""
    limit = AgeLimit.of(Age(15, AgeForm.UNDER))
    born = np.array([2011_05_10])
    assert limit.covers(born, 2026_05_08).tolist() == [True]
    assert limit.covers(born, 2026_05_09).tolist() == [False]


def test_until_the_end_of_the_school_year_parts_1_and_2_april() -> None:
    """18歳年度末: one born on 1 April is a school year ahead of one born on 2 April."""
    limit = AgeLimit.of(Age(18, AgeForm.SCHOOL_YEAR_END))
    born = np.array([2008_04_01, 2008_04_02])
    assert limit.covers(born, 2026_03_31).tolist() == [True, True]
    assert limit.covers(born, 2026_04_01).tolist() == [False, True]
    assert limit.covers(born, 2027_03_31).tolist() == [False, True]
    assert limit.covers(born, 2027_04_01).tolist() == [False, False]


@given(st.lists(BIRTHS, min_size=1, max_size=5), DAYS, st.integers(1, 20))
def test_limits_on_columns_agree_with_single_dates(births: list[date], day: date, years: int) -> None:
    """Both statutory forms, row by row."""
    column = np.array([day_number(birth) for birth in births])
    days = np.full(len(births), day_number(day))  # one day for all may stand as a number, too
    under = [day < age_reached_on(birth, years) for birth in births]
    for on in (day_number(day), days):
        assert AgeLimit(years, AgeForm.UNDER).covers(column, on).tolist() == under
    ends = []
    for birth in births:
        reached = age_reached_on(birth, years)
        end = reached
        while (end.month, end.day) != (3, 31):
            end += timedelta(days=1)
        ends.append(day <= end)
    limit = AgeLimit(years, AgeForm.SCHOOL_YEAR_END)
    for on in (day_number(day), days):
        assert limit.covers(column, on).tolist() == ends


@pytest.mark.parametrize("day", [2023_02_28, 2024_02_28, 2024_02_29, 2024_03_01, 2025_03_31, 2025_12_31])
@pytest.mark.parametrize("form", list(AgeForm))
def test_one_day_for_all_means_the_same_as_a_day_for_each(day: int, form: AgeForm) -> None:
    """Around the births that decide: 28 and 29 February, 1 and 2 March, 1 and 2 April, New Year."""
    births = np.array([
        year * 10000 + month_day
        for year in range(2003, 2010)
        for month_day in (101, 102, 228, 229, 301, 302, 331, 401, 402, 1231)
        if month_day != 229 or year % 4 == 0
    ])  # fmt: skip
    limit = AgeLimit(18, form)
    assert limit.covers(births, day).tolist() == limit.covers(births, np.full(len(births), day)).tolist()
