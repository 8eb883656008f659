"""Which siblings count, in what order, and what cannot be ordered."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.child_allowance.siblings import counted, sibling_order, undecided_order
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.tables import AgeLimit, Household
from uwanose.points.model import AgeForm

UNTIL_18 = AgeLimit(18, AgeForm.SCHOOL_YEAR_END)
UNTIL_22 = AgeLimit(22, AgeForm.SCHOOL_YEAR_END)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


def months(count: int) -> Column:
    return np.full(count, 20250401, dtype=np.int64)


@pytest.mark.parametrize(
    ("birth", "cared_for", "borne", "expected"),
    [
        (20070402, True, False, True),
        (20070401, True, False, False),
        (20070401, True, True, True),
        (20030402, False, True, True),
        (20030401, False, True, False),
        (20150101, False, False, False),
        (20070402, False, True, False),
        (20250430, True, False, True),
        (20250501, True, False, False),
    ],
)
def test_a_child_counts_by_age_care_and_costs(
    birth: int, cared_for: bool, borne: bool, expected: bool
) -> None:
    """April 2025: 18歳年度末 and 22歳年度末 divide between those born on 1 and 2 April; nobody counts before birth."""
    found = counted(column(birth), months(1), flags(cared_for), flags(borne), UNTIL_18, UNTIL_22)
    assert found.tolist() == [expected]


def test_the_order_does_not_depend_on_the_order_of_the_rows() -> None:
    """Birth date, then number: shuffled rows give the same children the same places."""
    claimant = column(1, 1, 1, 1, 2, 2)
    birth = column(20150101, 20120101, 20150101, 20180101, 20100101, 20090101)
    number = column(7, 1, 3, 2, 5, 6)
    counts = flags(True, True, True, True, False, True)
    household = Household(claimant)
    expected = [3, 1, 2, 4, 0, 1]
    assert sibling_order(counts, birth, number, months(6), household).tolist() == expected
    mixed = np.array([3, 0, 2, 1, 5, 4])
    found = sibling_order(counts[mixed], birth[mixed], number[mixed], months(6), Household(claimant[mixed]))
    assert found.tolist() == [expected[row] for row in mixed]


def test_each_month_has_an_order_of_its_own() -> None:
    """One child in two months is the first child twice."""
    found = sibling_order(
        flags(True, True),
        column(20150101, 20150101),
        column(1, 1),
        column(20250401, 20250501),
        Household(column(1, 1)),
    )
    assert found.tolist() == [1, 1]


def test_twins_with_one_number_stand_in_no_order() -> None:
    """Neither is guessed; those of another claimant, month or number are ordered."""
    claimant, birth = column(1, 1, 1, 2), np.full(4, 20150101, dtype=np.int64)
    household = Household(claimant)
    found = undecided_order(flags(True, True, True, True), birth, column(5, 5, 6, 5), months(4), household)
    assert found.tolist() == [True, True, False, False]
    other = column(20250401, 20250501, 20250401, 20250401)
    assert not undecided_order(
        flags(True, True, True, True), birth, column(5, 5, 6, 5), other, household
    ).any()
