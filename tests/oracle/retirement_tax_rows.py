"""Owns invented retirement payments: years of service to the day, amounts on the borders of deduction, kinds and cuts."""

from __future__ import annotations

from datetime import timedelta

from tests.oracle.days import birthday, day, digits
from tests.oracle.draw import Draw

YEARS = (1, 2, 3, 5, 5, 5, 6, 10, 15, 20, 20, 21, 26, 38)
AMOUNTS = (
    800_000,
    2_000_000,
    3_800_000,
    5_000_000,
    5_002_000,
    8_000_000,
    8_002_000,
    10_420_000,
    15_000_000,
    22_000_000,
)


def payment(draw: Draw, paid_on: int) -> dict[str, int]:
    """One payment on a day; one in fifty is of a sort that is refused."""
    left = day(paid_on) - timedelta(days=draw.random.choice((0, 0, 1, 30)))
    years = draw.random.choice(YEARS)
    joined = birthday(left + timedelta(days=1), -years) + timedelta(
        days=draw.random.choice((-1, 0, 0, 1, 200))
    )
    if draw.happens(2):
        joined = left.replace(month=2, day=28) if left.month > 2 else left
    if draw.happens(3):
        joined = day(20000229)
    kind = draw.random.choice((0, 0, 1, 2)) if years <= 5 or draw.happens(2) else 0
    base = draw.amount((0, 1_000, 2_000, 3_000_000, 3_001_000, 6_000_000), 9_000_000)
    counted = 400_000 * years if years <= 20 else 8_000_000 + 700_000 * (years - 20)
    return {
        "paid_on": paid_on,
        "amount": base + max(800_000, counted) if draw.happens(70) else draw.amount(AMOUNTS, 40_000_000),
        "joined_on": digits(joined) if not draw.happens(1) else digits(left + timedelta(days=1)),
        "left_on": digits(left),
        "years_by_payer": draw.random.choice(YEARS) if draw.happens(8) else 0,
        "kind": kind,
        "several_payments": draw.happens(1),
        "disability": draw.happens(15),
    }
