"""Whole yen: what is read, what is refused, and that a rate stays what was written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.money import Rate, ceil_div, floor_100, floor_1000, format_yen, parse_yen


@pytest.mark.parametrize(
    "text", ["320000", "320,000", "320_000", "３２０,０００", "３２０，０００円", " 320,000円 ", "320,000 円"]
)
def test_yen_is_read_as_town_halls_type_it(text: str) -> None:
    """Commas, full-width digits and 円 are ways of writing, not other amounts."""
    assert parse_yen(text) == 320_000


@pytest.mark.parametrize("text", ["△5,000", "▲5000", "-5000", "−5,000円"])
def test_a_negative_amount_may_be_written_with_a_triangle(text: str) -> None:
    """△ is the minus of government papers."""
    assert parse_yen(text) == -5_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "32,00",
        "3.5",
        "320,000.0",
        "1e3",
        "円",
        "0x10",
        "△-5",
        "△",
        "3 20",
        "_1",
        "1__0",
        "no",
        "~",
        "１２：３０",
    ],
)
def test_what_is_not_a_whole_number_of_yen_is_refused(text: str) -> None:
    """Nothing is guessed and nothing is rounded on reading."""
    with pytest.raises(ValueError, match="not a whole number of yen"):
        parse_yen(text)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_what_is_written_is_read_back(amount: int) -> None:
    """format_yen and parse_yen are each other's inverse."""
    assert parse_yen(format_yen(amount)) == amount


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("6/100", 6, 100),
        ("4.025%", 4025, 100_000),
        ("４.０２５％", 4025, 100_000),
        ("25/100,000", 25, 100_000),
        ("6%", 6, 100),
    ],
)
def test_a_rate_keeps_its_writing(text: str, numerator: int, denominator: int) -> None:
    """6/100 is not reduced to 3/50: the paper shows what the ordinance says."""
    rate = Rate.parse(text)
    assert (rate.numerator, rate.denominator) == (numerator, denominator)


@pytest.mark.parametrize("text", ["0.06", "0,06", "6", "6/0", "", "6/-100", "nan", "6／１００．５"])
def test_a_decimal_fraction_is_no_exact_rate(text: str) -> None:
    """Read as a binary float 0.06 would not be 6/100."""
    with pytest.raises(ValueError, match="not an exact rate"):
        Rate.parse(text)


def test_equal_rates_are_equal_whatever_their_writing() -> None:
    """Comparison is by value, and so is the hash."""
    assert Rate(6, 100) == Rate(3, 50)
    assert hash(Rate(6, 100)) == hash(Rate(3, 50))
    assert Rate(6, 100) != Fraction(6, 100)


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (Rate(6, 100), "6%"),
        (Rate(25, 100_000), "0.025%"),
        (Rate(1, 3), "1/3"),
        (Rate(0, 1), "0%"),
        (Rate(1, 1), "100%"),
        (Rate(-1, 8), "-12.5%"),
    ],
)
def test_a_rate_is_shown_as_an_exact_percentage_where_one_exists(rate: Rate, shown: str) -> None:
    """A third is no finite decimal and is shown as the ratio."""
    assert rate.percent() == shown


@given(st.integers(min_value=0, max_value=10**12))
def test_named_steps_cut_downwards_and_raise_upwards(amount: int) -> None:
    """地方税法20条の4の2: the base is cut below 1,000 yen, the levy below 100 yen."""
    assert floor_1000(amount) <= amount < floor_1000(amount) + 1_000
    assert floor_100(amount) % 100 == 0
    assert ceil_div(amount, 7) == -(-amount // 7) >= Fraction(amount, 7)
