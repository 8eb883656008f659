"""Months counted on days written yyyymmdd."""

from __future__ import annotations

from uwanose.business.months import month_number


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    """December is followed by January, whatever the day."""
    assert month_number(20270101) - month_number(20261231) == 1
    assert month_number(20270401) - month_number(20260430) == 12
