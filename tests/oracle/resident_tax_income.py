"""Owns the incomes of the oracle: pay, pension, the two adjustments, and the total income (合計所得金額)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor


def incomes(row: Mapping[str, int], year: int) -> dict[str, int]:
    """Return employment, pension and total income for a levy year."""
    from_pay = employment_income(row["pay_revenue"], year)
    high = 0
    if row["high_pay_adjustment"] and row["pay_revenue"] > 8_500_000:
        part = min(row["pay_revenue"], 10_000_000) - 8_500_000
        high = part // 10 + (1 if part % 10 else 0)
    from_pay_after_high = from_pay - high
    halved = (row["long_term_transfer_income"] + row["temporary_income"]) // 2
    others = halved
    for name in (
        "business_income", "real_estate_income", "interest_income", "dividend_income", "miscellaneous_income",
        "short_term_transfer_income",
    ):  # fmt: skip
        others += row[name]
    pension = pension_income(
        row["pension_revenue"], is_65(row["birth_date"], year - 1), from_pay_after_high + others
    )
    both = 0
    if from_pay_after_high > 0 and pension > 0:
        both = max(0, min(from_pay_after_high, 100_000) + min(pension, 100_000) - 100_000)
    total = from_pay_after_high - both + pension + others
    return {
        "employment_income": from_pay,
        "high_pay_income_adjustment": high,
        "pay_and_pension_income_adjustment": both,
        "long_term_and_temporary_income": halved,
        "income_without_pension": from_pay_after_high + others,
        "public_pension_income": pension,
        "comprehensive_income": total,
        "total_income": total,
        "gross_income_amount": total,
    }


def is_65(birth_date: int, income_year: int) -> bool:
    """65 on 31 December: reached the day before the birthday, so born on 1 January 65 years before its end or earlier."""
    return birth_date <= (income_year - 64) * 10_000 + 101


def employment_income(pay: int, year: int) -> int:
    """所得税法28条・別表第五."""
    step = pay // 4_000 * 4_000
    if year <= 2025:
        if pay < 551_000:
            return 0
        if pay < 1_619_000:
            return pay - 550_000
        if pay < 1_620_000:
            return 1_069_000
        if pay < 1_622_000:
            return 1_070_000
        if pay < 1_624_000:
            return 1_072_000
        if pay < 1_628_000:
            return 1_074_000
        if pay < 1_800_000:
            return floor(step * Fraction(6, 10)) + 100_000
    else:
        if pay < 651_000:
            return 0
        if pay < 1_900_000:
            return pay - 650_000
    if pay < 3_600_000:
        return floor(step * Fraction(7, 10)) - 80_000
    if pay < 6_600_000:
        return floor(step * Fraction(8, 10)) - 440_000
    if pay < 8_500_000:
        return floor(pay * Fraction(9, 10)) - 1_100_000
    return pay - 1_950_000


def pension_income(pension: int, at_least_65: bool, other_income: int) -> int:
    """所得税法35条4項・租税特別措置法41条の15の3."""
    if pension == 0:
        return 0
    flat, flat_until = (1_100_000, 3_300_000) if at_least_65 else (600_000, 1_300_000)
    if pension < flat_until:
        result = Fraction(pension - flat)
    elif pension < 4_100_000:
        result = pension * Fraction(75, 100) - 275_000
    elif pension < 7_700_000:
        result = pension * Fraction(85, 100) - 685_000
    elif pension < 10_000_000:
        result = pension * Fraction(95, 100) - 1_455_000
    else:
        result = Fraction(pension - 1_955_000)
    if other_income > 20_000_000:
        result += 200_000
    elif other_income > 10_000_000:
        result += 100_000
    return max(0, floor(result))
