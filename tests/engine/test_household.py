"""What is computed over the rows of a group."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.engine.household import Household

IDS = np.array([7, 7, 3, 9, 9, 9])
AMOUNTS = np.array([1, 2, 30, 4, 5, -6])
GROUPED = st.lists(
    st.tuples(st.integers(1, 4), st.lists(st.integers(-9, 9), min_size=1, max_size=4)), max_size=6
)


def test_each_row_gets_the_result_of_its_group() -> None:
    """Sums, largest and smallest are spread back over the rows."""
    household = Household(IDS)
    assert household.sum(AMOUNTS).tolist() == [3, 3, 30, 3, 3, 3]
    assert household.max(AMOUNTS).tolist() == [2, 2, 30, 5, 5, 5]
    assert household.min(AMOUNTS).tolist() == [1, 1, 30, -6, -6, -6]
    assert household.size.tolist() == [2, 2, 1, 3, 3, 3]


def test_flags_are_counted_and_joined() -> None:
    """Somebody, everybody, how many."""
    household = Household(IDS)
    flags = AMOUNTS > 1
    assert household.any(flags).tolist() == [True, True, True, True, True, True]
    assert household.all(flags).tolist() == [False, False, True, False, False, False]
    assert household.count(flags).tolist() == [1, 1, 1, 2, 2, 2]
    assert household.sum(flags).tolist() == [1, 1, 1, 2, 2, 2]


def test_sums_stay_whole_numbers_beyond_the_exact_range_of_decimals() -> None:
    """A sum through floating point would lose the last yen above 2^53."""
    household = Household(np.array([1, 1]))
    assert household.sum(np.array([2**53, 1])).tolist() == [2**53 + 1] * 2
    python = household.sum(np.array([10**30, 1], dtype=object))
    assert python.tolist() == [10**30 + 1] * 2


@pytest.mark.parametrize("rows", [0, 1])
def test_tables_without_rows_or_with_one_work(rows: int) -> None:
    """A town without rows is computed like any other."""
    household = Household(np.arange(rows))
    numbers = np.arange(rows)
    assert household.sum(numbers).tolist() == numbers.tolist()
    assert household.by(numbers).sum(numbers).tolist() == numbers.tolist()
    assert household.size.tolist() == [1] * rows


def test_a_group_that_is_torn_apart_is_refused() -> None:
    """Silently it would be two households."""
    with pytest.raises(ValueError, match="stand together"):
        Household(np.array([1, 2, 1]))
    Household(np.array([3, 1, 2]))


def test_finer_groups_need_not_stand_together() -> None:
    """The bills of one person, month by month."""
    months = np.array([4, 5, 4, 5, 4, 4])
    persons = Household(np.array([1, 1, 1, 1, 2, 2]))
    assert persons.by(months).sum(np.array([1, 10, 2, 20, 100, 200])).tolist() == [3, 30, 3, 30, 300, 300]
    finer = persons.by(months).by(np.array([0, 0, 1, 0, 0, 0]))
    assert finer.count(np.ones(6, dtype=np.bool_)).tolist() == [1, 2, 1, 2, 2, 2]


def test_a_sum_through_a_day_counts_everybody_of_that_day() -> None:
    """Those of one's own day and of the days before, in the household alone."""
    household = Household(np.array([1, 1, 1, 1, 2]))
    day = np.array([20, 3, 20, 10, 1])
    assert household.through(np.array([100, 10, 1, 1_000, 5]), day).tolist() == [1_111, 10, 1_111, 1_010, 5]
    assert Household(np.arange(0)).through(np.arange(0), np.arange(0)).tolist() == []


@given(GROUPED, st.randoms(use_true_random=False))
def test_a_sum_through_a_key_is_that_of_plain_python(
    groups: list[tuple[int, list[int]]], dice: Random
) -> None:
    """Row by row, with ties, on int64 and on Python integers."""
    ids = np.array([number for number, (_, rows) in enumerate(groups) for _ in rows], dtype=np.int64)
    amounts = np.array([amount for _, rows in groups for amount in rows], dtype=np.int64)
    key = np.array([dice.randint(1, 3) for _ in ids], dtype=np.int64)
    expected = [
        sum(
            int(amounts[other])
            for other in range(len(ids))
            if ids[other] == ids[row] and key[other] <= key[row]
        )
        for row in range(len(ids))
    ]
    household = Household(ids)
    assert household.through(amounts, key).tolist() == expected
    assert household.through(amounts.astype(object), key).tolist() == expected


def test_the_same_columns_give_the_same_finer_groups() -> None:
    """They are divided once, however many formulas ask; other columns divide anew."""
    household, months = Household(np.array([1, 1, 2])), np.array([4, 5, 4])
    assert household.by(months) is household.by(months)
    assert household.by(months) is not household.by(months.copy())


def test_earlier_rows_are_told_by_a_declared_order() -> None:
    """What a person has paid before in the month, whatever the order of the file."""
    persons = Household(np.array([1, 1, 1, 2]))
    day = np.array([20, 3, 10, 1])
    assert persons.earlier(np.array([100, 10, 1, 5]), day).tolist() == [11, 0, 10, 0]


def test_two_rows_of_equal_order_are_refused() -> None:
    """Ties are broken by declared keys, never by the accident of a sort."""
    with pytest.raises(ValueError, match="same place"):
        Household(np.array([1, 1])).earlier(np.array([1, 2]), np.array([5, 5]))


@given(GROUPED)
def test_groups_agree_with_a_plain_loop(groups: list[tuple[int, list[int]]]) -> None:
    """Ids repeat between groups only when they stand together, so they are numbered here."""
    ids = np.array([index for index, (_, values) in enumerate(groups) for _ in values], dtype=np.int64)
    flat = [value for _, values in groups for value in values]
    household = Household(ids)
    expected = [sum(values) for _, values in groups for _ in values]
    assert household.sum(np.array(flat, dtype=np.int64)).tolist() == expected
    assert household.sum(np.array(flat, dtype=object)).tolist() == expected
    largest = [max(values) for _, values in groups for _ in values]
    assert household.max(np.array(flat, dtype=np.int64)).tolist() == largest
