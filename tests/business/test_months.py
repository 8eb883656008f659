"""Months counted on days written yyyymmdd."""

from __future__ import annotations

import numpy as np

from uwanose.business.months import birthday_on, month_number


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    """December is followed by January, whatever the day."""
    assert month_number(20270101) - month_number(20261231) == 1
    assert month_number(20270401) - month_number(20260430) == 12


def test_one_born_on_29_february_has_a_birthday_in_every_year() -> None:
    """The age is reached with the last day of February, so the birthday of a common year is 1 March."""
    born = np.array([19520229, 19520229, 19520228, 19520301], dtype=np.int64)
    assert birthday_on(born[:1], 76).tolist() == [20280229]
    assert birthday_on(born, 75).tolist() == [20270301, 20270301, 20270228, 20270301]
