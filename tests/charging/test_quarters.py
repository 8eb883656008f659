"""Guards the quarter of a fiscal year and the year its money belongs to."""

from __future__ import annotations

from datetime import date

import pytest

from uwanose.charging.quarters import Quarter, due_day, revenue_year
from uwanose.dates import Month


def test_the_first_quarter_is_april_to_june() -> None:
    """地方自治法208条: the fiscal year begins on 1 April; the fourth quarter lies in the next calendar year."""
    assert Quarter(2026, 1).months == (Month(2026, 4), Month(2026, 5), Month(2026, 6))
    assert Quarter(2026, 4).months == (Month(2027, 1), Month(2027, 2), Month(2027, 3))
    assert Quarter(2026, 4).next == Quarter(2027, 1)
    assert Quarter.of(Month(2027, 3)) == Quarter(2026, 4)


@pytest.mark.parametrize("text", ["2026Q1", "R8-1", "令和8年度第1期"])
def test_a_quarter_is_read_as_people_write_it(text: str) -> None:
    """In western years, by letter, in the era."""
    assert Quarter.parse(text) == Quarter(2026, 1)


def test_due_dates_after_new_year_lie_in_the_next_calendar_year() -> None:
    """20 May 2026, 20 February 2027: both of fiscal year 2026."""
    assert due_day(Quarter(2026, 1), "05-20") == date(2026, 5, 20)
    assert due_day(Quarter(2026, 4), "02-20") == date(2027, 2, 20)
    assert due_day(Quarter(2026, 4), "04-01") == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("issued", "due", "expected"),
    [("2027-03-31", None, 2026), ("2027-04-10", None, 2027), ("2027-01-25", "2027-02-20", 2026),
     ("2027-04-02", "2027-02-20", 2027), ("2027-03-31", "2027-04-30", 2027)],
)  # fmt: skip
def test_the_year_of_revenue_follows_the_due_date_or_the_notice(
    issued: str, due: str | None, expected: int
) -> None:
    """地方自治法施行令142条: fixed due dates, and income without them."""
    fixed = date.fromisoformat(due) if due else None
    assert revenue_year(date.fromisoformat(issued), fixed) == expected
