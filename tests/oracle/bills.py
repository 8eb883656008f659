"""Owns what the oracles of the three medical subsidies know of a bill alike; plain whole numbers, no code of the product."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tests.oracle.days import birthday

OUTPATIENT, INPATIENT, DISPENSING = range(3)
SAME, PREVIOUS, BEFORE_PREVIOUS = range(3)
NO_SUBSIDY, IN_KIND, REFUND = range(3)
Bill = Mapping[str, int]


def left_over(bill: Bill) -> int:
    """What is left of the insured share after the insurer's benefits; meals are no part of it."""
    return max(0, bill["insured_share"] - bill["high_cost_benefit"] - bill["additional_benefit"])


def charge(bill: Bill, per_visit: int, per_day: int, per_dispensing: int = 0) -> int:
    """The co-payment of a bill, never more than what is left."""
    asked = per_dispensing
    if bill["care"] == OUTPATIENT:
        asked = bill["visits"] * per_visit
    elif bill["care"] == INPATIENT:
        asked = bill["days"] * per_day
    return min(left_over(bill), asked)


def way(bill: Bill, eligible: bool, card: bool = True, card_outside: bool = False) -> int:
    """In kind where the card is accepted, else a refund."""
    if not eligible:
        return NO_SUBSIDY
    return IN_KIND if card and (bill["inside_prefecture"] or card_outside) else REFUND


def claim_deadline(treated: date, years: int, from_next_month: bool) -> date:
    """The day before the same date so many years later (民法143条); the treatment is taken for the payment."""
    begins = treated + timedelta(days=1)
    if from_next_month:
        begins = date(treated.year + (treated.month == 12), treated.month % 12 + 1, 1)
    if (begins.month, begins.day) == (2, 29) and birthday(begins, years).month == 3:
        return date(begins.year + years, 2, 28)  # no such day that year: the month's last
    return birthday(begins, years) - timedelta(days=1)


def pay_or_pension_deduction(income_year: int, pay_or_pension: int) -> int:
    """Up to 100,000 yen off pay and pension, from the income of 2020."""
    return min(100_000, pay_or_pension) if income_year >= 2020 else 0
