"""Columns of days, to and fro."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.engine.columns.days import are_days, as_days, as_numbers
from uwanose.engine.tables import day_number

DAYS = st.lists(st.dates(date(1868, 1, 1), date(9999, 12, 31)), min_size=1, max_size=20)


@given(DAYS)
def test_days_and_digits_are_the_same_days(days: list[date]) -> None:
    """Whatever the year; ``datetime`` is the definition."""
    column = np.array(days, dtype="datetime64[D]")
    numbers = as_numbers(column)
    assert numbers.tolist() == [day_number(day) for day in days]
    assert as_days(numbers).tolist() == days
    assert are_days(numbers).all()


@pytest.mark.parametrize("number", [0, 1867_12_31, 1900_02_29, 2023_02_29, 2024_02_30, 2024_00_10, 2024_13_01, 2024_04_31, 2024_04_00, 10_000_01_01])  # fmt: skip
def test_digits_that_are_no_day_are_told(number: int) -> None:
    """1900 was no leap year."""
    assert not are_days(np.array([number, 2024_02_29]))[0]
    assert are_days(np.array([number, 2024_02_29]))[1]
