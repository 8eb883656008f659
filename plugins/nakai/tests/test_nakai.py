"""K-020 by plain calls: counting children, twins, and a wrap that leaves the first two to what lies beneath."""

from __future__ import annotations

import numpy as np
import pytest
from uwanose_nakai.k_020 import child_per_head_relief, older_children, order_unclear, third_child

from uwanose import AgeLimit, Column, Flags, Household
from uwanose.points.model import AgeForm

UNTIL_18 = AgeLimit(18, AgeForm.SCHOOL_YEAR_END)


def older(households: list[int], births: list[int], orders: list[int] | None = None) -> Column:
    count = len(births)
    return older_children(
        Household(np.array(households)),
        np.array(births),
        np.array(orders or [0] * count),
        np.full(count, 12),
        2025,
        UNTIL_18,
    )


def wrapped(third: Flags, unclear: Flags, beneath: Column) -> list[int]:
    """Run the wrap as the engine does: up to its yield, then with what lies beneath."""
    wrap = child_per_head_relief(third, unclear)
    next(wrap)
    with pytest.raises(StopIteration) as finished:
        wrap.send(beneath)
    result: list[int] = finished.value.value.tolist()
    return result


def test_children_are_counted_by_age_in_each_household_however_the_rows_stand() -> None:
    """The eldest child has none before it; parents are no children."""
    births = [19850501, 20200505, 20120505, 20220707, 20100101]
    assert older([1, 1, 1, 1, 2], births).tolist() == [-1, 1, 0, 2, 0]


def test_the_third_child_has_two_before_it() -> None:
    """第3子以降."""
    assert third_child(np.array([-1, 0, 1, 2, 3])).tolist() == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("orders", "counted", "unclear"),
    [([0, 0, 0], [0, 1, 1], True), ([0, 1, 2], [0, 1, 2], False), ([0, 2, 1], [0, 2, 1], False)],
)
def test_twins_as_second_and_third_child_need_their_order(
    orders: list[int], counted: list[int], unclear: bool
) -> None:
    """Without it nobody can say whose amount is waived; the household is refused."""
    births = np.array([20100101, 20120505, 20120505])
    found = older([1, 1, 1], births.tolist(), orders)
    assert found.tolist() == counted
    answer = order_unclear(Household(np.array([1, 1, 1])), births, np.array(orders), found)
    assert answer.tolist() == [unclear] * 3


def test_twins_as_first_two_children_need_no_order() -> None:
    """Neither is the third; their younger sister is."""
    births = np.array([20100101, 20100101, 20120505])
    found = older([1, 1, 1], births.tolist())
    assert found.tolist() == [0, 0, 2]
    assert not order_unclear(Household(np.array([1, 1, 1])), births, np.zeros(3, np.int64), found).any()


def test_the_first_two_children_keep_what_the_law_relieves() -> None:
    """Beneath: half for a preschool child; above: all of it from the third child on."""
    third = np.array([False, False, True, True])
    assert wrapped(third, np.zeros(4, np.bool_), np.array([0, 50, 0, 50])) == [0, 50, 100, 100]
    assert wrapped(third, np.ones(4, np.bool_), np.array([0, 50, 0, 50])) == [0, 50, 0, 50]
