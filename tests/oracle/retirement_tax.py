"""Owns a second, independent tax on retirement allowances, taxed when they are paid: plain if/else, one payment at a time.

地方税法50条の2〜50条の4・328条〜328条の3, 所得税法30条, as collected for payments from 2012 on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from tests.oracle.days import birthday, day

Row = Mapping[str, int]

GENERAL, OFFICER, SHORT = 0, 1, 2


def assess(payments: Sequence[Row]) -> list[dict[str, int]]:
    """Assess the payments of one person, each on its own; of a refused one only what refuses it."""
    return [payment(row) for row in payments]


def payment(row: Row) -> dict[str, int]:
    """Years, deduction, income and both taxes of one payment."""
    refused = row["several_payments"] == 1 or row["joined_on"] > row["left_on"]
    if refused:
        return {"payment_refused": 1}
    years = row["years_by_payer"] or service_years(row)
    beyond = row["kind"] != GENERAL and years > 5
    if beyond and row["paid_on"] >= 20130101:  # before, no kind meant anything
        return {"payment_refused": 0, "kind_refused": 1}
    deduction = max(800_000, 400_000 * years) if years <= 20 else 8_000_000 + 700_000 * (years - 20)
    if row["disability"]:
        deduction += 1_000_000
    income = taxed_income(max(0, row["amount"] - deduction), row["kind"], row["paid_on"]) // 1_000 * 1_000
    municipal, prefectural = income * 6 // 100, income * 4 // 100
    if row["paid_on"] <= 20121231:  # a tenth less, then the cut
        municipal, prefectural = municipal * 9 // 10, prefectural * 9 // 10
    municipal, prefectural = municipal // 100 * 100, prefectural // 100 * 100
    return {
        "payment_refused": 0,
        "kind_refused": 0,
        "service_years": years,
        "deduction": deduction,
        "retirement_income": income,
        "municipal_tax": municipal,
        "prefectural_tax": prefectural,
        "total_tax": municipal + prefectural,
    }


def service_years(row: Row) -> int:
    """From the first day of service to the last, both counted; less than a year counts as one (所得税法施行令69条)."""
    first, last = day(row["joined_on"]), day(row["left_on"])
    years = 1
    while birthday(first, years) - timedelta(days=1) < last:
        years += 1
    return years


def taxed_income(base: int, kind: int, paid_on: int) -> int:
    """Half; all of it for officers of five years or less from 2013; from 2022 half of no more than 3,000,000 for short service."""
    if kind == OFFICER and paid_on >= 20130101:
        return base
    if kind == SHORT and paid_on >= 20220101 and base > 3_000_000:
        return 1_500_000 + base - 3_000_000
    return base // 2
