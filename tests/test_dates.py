"""Days, eras, fiscal years, and the age of the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.dates import (
    FOREVER,
    Interval,
    Month,
    age_reached_on,
    era_date,
    era_year,
    fiscal_year,
    is_age,
    parse_date,
    parse_month,
    parse_quarter,
    parse_year,
)


@pytest.mark.parametrize(
    "text", ["2026-04-01", "2026/4/1", "R8.4.1", "Ｒ８．４．１", "令和8年4月1日", "r8-4-1"]
)
def test_a_day_is_read_in_western_and_era_writing(text: str) -> None:
    """The same day, however a town hall writes it."""
    assert parse_date(text) == date(2026, 4, 1)


@pytest.mark.parametrize("text", ["", "2026-13-01", "2026-02-30", "R8", "M45.7.29", "12:30", "20260401"])
def test_what_is_no_day_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026", 2026),
        ("R8", 2026),
        ("令和8年度", 2026),
        ("令和元年度", 2019),
        ("H31", 2019),
        ("２０２６年度", 2026),
    ],
)
def test_a_year_is_read_in_western_and_era_writing(text: str, year: int) -> None:
    """平成31年度 and 令和元年度 are the same fiscal year."""
    assert parse_year(text) == year


@pytest.mark.parametrize("text", ["2025Q1", "R7-1", "令和7年度第1期", "令和7年第1四半期", "2025-1", "R7Q1"])
def test_a_quarter_is_read_in_every_usual_writing(text: str) -> None:
    """2025Q1 is April to June of fiscal year 2025."""
    assert parse_quarter(text) == (2025, 1)


def test_quarters_begin_in_april() -> None:
    """January to March is the fourth quarter of the fiscal year that began the April before."""
    assert Month(2025, 4).quarter == (2025, 1)
    assert Month(2026, 3).quarter == (2025, 4)
    assert parse_month("R8.3") == Month(2026, 3)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
    ],
)
def test_eras_change_on_their_day(day: date, written: str) -> None:
    """The last day of one era and the first day of the next."""
    assert era_date(day) == written


def test_fiscal_year_2019_is_the_first_of_reiwa() -> None:
    """令和元年度 ended in Reiwa; 平成30年度 did not."""
    assert era_year(2019) == "令和元年度"
    assert era_year(2018) == "平成30年度"
    assert fiscal_year(date(2026, 3, 31)) == 2025


@pytest.mark.parametrize(
    ("birth", "years", "reached"),
    [
        (date(2005, 4, 1), 18, date(2023, 3, 31)),
        (date(2005, 4, 2), 18, date(2023, 4, 1)),
        (date(1960, 1, 1), 65, date(2024, 12, 31)),
        (date(2004, 2, 29), 18, date(2022, 2, 28)),
        (date(2004, 2, 29), 20, date(2024, 2, 28)),
    ],
)
def test_an_age_is_reached_on_the_day_before_the_birthday(birth: date, years: int, reached: date) -> None:
    """年齢計算ニ関スル法律; 民法143条 for 29 February."""
    assert age_reached_on(birth, years) == reached
    assert is_age(birth, years, reached)
    assert not is_age(birth, years, reached - timedelta(days=1))


def test_until_is_the_last_day_in_files_and_the_next_day_in_memory() -> None:
    """One function converts each way."""
    interval = Interval.of(date(2020, 4, 1), date(2021, 3, 31))
    assert interval.end == date(2021, 4, 1)
    assert interval.last_day == date(2021, 3, 31)
    assert date(2021, 3, 31) in interval
    assert date(2021, 4, 1) not in interval
    assert Interval.of(date(2020, 4, 1)).last_day is None


days = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1))


@given(days, days, days, days)
def test_overlap_is_symmetric_and_inside_both(a: date, b: date, c: date, d: date) -> None:
    """Touching intervals share no day."""
    left, right = Interval(min(a, b), max(a, b)), Interval(min(c, d), FOREVER)
    common = left.overlap(right)
    assert common == right.overlap(left)
    if common:
        assert common.start in left
        assert common.start in right
    else:
        assert left.is_empty or left.end <= right.start


@given(st.integers(min_value=-500, max_value=500), days)
def test_months_add_and_subtract(count: int, day: date) -> None:
    """A month plus n months is n months later."""
    month = Month.of(day)
    assert (month + count) - month == count
    assert month.first_day <= day <= month.last_day
