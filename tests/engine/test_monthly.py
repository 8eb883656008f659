"""Adding results up by month: every row in the month of its day, exact, whatever the order of the rows."""

from __future__ import annotations

import numpy as np

from uwanose.engine.monthly import monthly_sums

DAYS = np.array([20250430, 20250501, 20250401, 20260401, 20250531])
ITEMS = {
    "paid": np.array([1_000, 20_000, 300, 9_999, 4]),
    "inside": np.array([True, True, False, True, False]),
}


def test_rows_are_added_up_in_the_month_of_their_day() -> None:
    """The last and the first day of a month; April of another year is another month."""
    found = monthly_sums(DAYS, ITEMS, ["paid", "inside"])
    assert [(one.month, one.rows, dict(one.sums)) for one in found] == [
        ("2025-04", 2, {"paid": 1_300, "inside": 1}),
        ("2025-05", 2, {"paid": 20_004, "inside": 1}),
        ("2026-04", 1, {"paid": 9_999, "inside": 1}),
    ]


def test_the_order_of_the_rows_does_not_matter() -> None:
    """Bills arrive in any order."""
    shuffled = np.array([3, 0, 4, 1, 2])
    again = monthly_sums(
        DAYS[shuffled], {name: values[shuffled] for name, values in ITEMS.items()}, ["paid", "inside"]
    )
    assert again == monthly_sums(DAYS, ITEMS, ["paid", "inside"])


def test_no_rows_make_no_months() -> None:
    """A town nobody sent a bill to."""
    assert monthly_sums(np.array([], dtype=np.int64), {"paid": np.array([], dtype=np.int64)}, ["paid"]) == ()
