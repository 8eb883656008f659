"""Limits, roundings chosen by the rules, and proportions."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import (
    DOWN,
    UP,
    at_least,
    at_most,
    only_where,
    proportion,
    rounded,
    rounded_rows,
)
from uwanose.engine.tables import Rates
from uwanose.money import Rate


def test_limits_take_one_amount_or_a_column() -> None:
    """Not more than, not less than."""
    amounts = np.array([1, 5, 9], dtype=np.int64)
    assert at_most(amounts, 5).tolist() == [1, 5, 5]
    assert at_least(amounts, np.array([2, 2, 20], dtype=np.int64)).tolist() == [2, 5, 20]


def test_what_is_rare_is_calculated_for_its_rows_alone() -> None:
    """0 or no elsewhere, whatever stands there; columns of Python integers (the shadow run) stay what they are."""
    amounts, divisors = np.array([10, 7, 20]), np.array([2, 0, 5])
    assert only_where(divisors != 0, np.floor_divide, amounts, divisors).tolist() == [5, 0, 4]
    assert only_where(divisors != 0, np.greater, amounts, divisors).tolist() == [True, False, True]
    nobody = np.zeros(3, dtype=np.bool_)
    assert only_where(nobody, np.floor_divide, amounts, divisors).tolist() == [0, 0, 0]
    exact = only_where(divisors != 0, np.multiply, np.array([10**30, 1, 2], dtype=object), divisors)
    assert exact.tolist() == [2 * 10**30, 0, 10]


def test_rounding_is_the_one_the_rules_choose() -> None:
    """A tenth of 11 yen is 1.1 yen."""
    amounts = np.array([10, 11], dtype=np.int64)
    assert rounded(amounts, Rate(1, 10), UP).tolist() == [1, 2]
    assert rounded(amounts, Rate(1, 10), DOWN).tolist() == [1, 1]
    assert rounded_rows(amounts, Rates(1, 10), UP).tolist() == [1, 2]
    assert rounded_rows(amounts, Rates(1, 10), DOWN).tolist() == [1, 1]


def test_proportion_of_nothing_is_nothing() -> None:
    """10 × 1 / 3 is 4 raised and 3 cut; where the whole is nothing, so is the share."""
    amount, part = np.array([10, 10], dtype=np.int64), np.array([1, 0], dtype=np.int64)
    whole = np.array([3, 0], dtype=np.int64)
    assert proportion(amount, part, whole, UP).tolist() == [4, 0]
    assert proportion(amount, part, whole, DOWN).tolist() == [3, 0]
