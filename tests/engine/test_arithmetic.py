"""Exact products and rates: the same on one number, on columns and on Python integers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.engine.arithmetic import LIMIT, Column, ceil_yen, floor_yen, peak, product
from uwanose.money import Rate

AMOUNTS = st.integers(-(10**13), 10**13)
RATES = st.builds(Rate, st.integers(-100_000, 100_000), st.integers(1, 1_000_000))


def column(*numbers: int) -> Column:
    """Return a column."""
    return np.array(numbers, dtype=np.int64)


def test_a_fraction_of_a_yen_is_cut_or_raised() -> None:
    """4.025 % of 1,000 yen is 40.25 yen."""
    assert floor_yen(1_000, Rate(4025, 100_000)) == 40
    assert ceil_yen(1_000, Rate(4025, 100_000)) == 41
    assert floor_yen(-1_000, Rate(4025, 100_000)) == -41
    assert ceil_yen(-1_000, Rate(4025, 100_000)) == -40


def test_nothing_is_raised_when_there_is_no_fraction() -> None:
    """6 % of 100 yen is 6 yen exactly, both ways."""
    assert floor_yen(100, Rate(6, 100)) == ceil_yen(100, Rate(6, 100)) == 6


@given(st.lists(AMOUNTS, min_size=1, max_size=5), RATES)
def test_columns_numbers_and_python_integers_agree(amounts: list[int], rate: Rate) -> None:
    """The shadow run compares the same text of a formula on both kinds of columns."""
    for apply in (floor_yen, ceil_yen):
        one_by_one = [apply(amount, rate) for amount in amounts]
        assert apply(column(*amounts), rate).tolist() == one_by_one
        assert apply(np.array(amounts, dtype=object), rate).tolist() == one_by_one


@given(st.integers(-(2**62), 2**62), st.integers(-(2**62), 2**62))
def test_a_product_is_exact_or_refused(left: int, right: int) -> None:
    """int64 wraps silently; here it never does, and it refuses nothing that fits."""
    if abs(left * right) <= LIMIT:
        assert product(column(left), column(right)).tolist() == [left * right]
        assert product(left, right) == left * right
    else:
        for pair in (
            (column(left), column(right)),
            (left, right),
            (column(left), right),
            (np.array([left], dtype=object), right),
        ):
            with pytest.raises(OverflowError):
                product(*pair)


def test_two_large_values_in_different_rows_do_not_refuse_each_other() -> None:
    """The bound by the largest values is only a first look."""
    assert product(column(2**40, 1), column(1, 2**40)).tolist() == [2**40, 2**40]


def test_a_flag_counts_as_one() -> None:
    """A truth value times an amount is the amount or nothing."""
    assert product(np.array([True, False]), column(300, 300)).tolist() == [300, 0]


@pytest.mark.parametrize("wrong", [1.5, "100", np.array([1.0]), np.array([1], dtype=np.int32), None])
def test_anything_but_whole_numbers_is_refused(wrong: object) -> None:
    """A float has lost the yen already; an int32 column would wrap sooner."""
    with pytest.raises(TypeError):
        product(wrong, 2)  # type: ignore[call-overload]  # this is what is refused


def test_a_decimal_is_no_rate() -> None:
    """0.06 is not six hundredths."""
    with pytest.raises(TypeError, match="exact ratio"):
        floor_yen(100, 0.06)  # type: ignore[arg-type]  # this is what is refused


def test_peak_is_the_largest_distance_from_zero() -> None:
    """The one-scan path for columns without negative numbers and the other agree."""
    assert peak(column()) == 0
    assert peak(column(3, 7, 0)) == 7
    assert peak(column(3, -9)) == 9
    assert peak(column(-(2**63))) == 2**63
    assert peak(-5) == 5
    assert peak(np.array([-(10**30), 1], dtype=object)) == 10**30
