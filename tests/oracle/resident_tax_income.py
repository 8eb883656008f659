"""Owns the comprehensive incomes of the oracle: pay, pension, the two adjustments, losses, and the totals."""

from __future__ import annotations

from collections.abc import Mapping

Row = Mapping[str, int]


def incomes(row: Row, year: int, apart: Mapping[str, int]) -> dict[str, int]:
    """Return pay, pension, 総所得金額, 合計所得金額 and 総所得金額等 for a levy year, beside the incomes taxed apart."""
    from_pay = employment_income(row["pay_revenue"], year)
    high = 0
    if year >= 2021 and row["high_pay_adjustment"] and row["pay_revenue"] > 8_500_000:
        part = min(row["pay_revenue"], 10_000_000) - 8_500_000
        high = part // 10 + (1 if part % 10 else 0)
    halved = (row["long_term_transfer_income"] + row["temporary_income"]) // 2
    others = halved
    for name in (
        "business_income", "real_estate_income", "interest_income", "dividend_income", "miscellaneous_income",
        "short_term_transfer_income",
    ):  # fmt: skip
        others += row[name]
    without_pension = from_pay - high + others
    total_without_pension = total_income_without_pension(row, without_pension, apart)
    pension = pension_income(
        row["pension_revenue"], is_65(row["birth_date"], year - 1), total_without_pension, year
    )
    both = 0
    if year >= 2021 and from_pay - high > 0 and pension > 0:
        both = max(0, min(from_pay - high, 100_000) + min(pension, 100_000) - 100_000)
    before_losses = without_pension - both + pension
    of_year = before_losses - row["loss_offset"]
    comprehensive = of_year - row["carried_forward_comprehensive"]
    gross = comprehensive + apart["separate_gross_income"]
    return {
        "employment_income": from_pay,
        "high_pay_income_adjustment": high,
        "pay_and_pension_income_adjustment": both,
        "long_term_and_temporary_income": halved,
        "comprehensive_without_pension": without_pension,
        "income_without_pension": total_without_pension,
        "public_pension_income": pension,
        "comprehensive_before_losses": before_losses,
        "loss_offset_refused": int(row["loss_offset"] > before_losses),
        "comprehensive_income_of_year": of_year,
        "comprehensive_income": comprehensive,
        "total_income": of_year + apart["separate_income"],
        "gross_income_amount": gross,
        "gross_income_after_special_deductions": gross - apart["land_special_deduction"],
    }


def total_income_without_pension(row: Row, without_pension: int, apart: Mapping[str, int]) -> int:
    """合計所得金額 as if there were no pension (所得税法35条4項): a loss beyond the rest goes to forestry, then retirement.

    The order is that of 所得税法施行令198条 (from memory).
    """
    rest = without_pension - row["loss_offset"]
    if rest >= 0:
        return rest + apart["separate_income"]
    reducible = row["forestry_income"] + row["retirement_income"]
    return apart["separate_income"] - min(-rest, reducible)


def is_65(birth_date: int, income_year: int) -> bool:
    """65 on 31 December: reached the day before the birthday, so born on 1 January 65 years before its end or earlier."""
    return birth_date <= (income_year - 64) * 10_000 + 101


def employment_income(pay: int, year: int) -> int:
    """所得税法28条・別表第五."""
    if year <= 2020:
        return _employment_income_until_2020(pay, year)
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
            return step * 6 // 10 + 100_000
    else:
        if pay < 651_000:
            return 0
        if pay < 1_900_000:
            return pay - 650_000
    if pay < 3_600_000:
        return step * 7 // 10 - 80_000
    if pay < 6_600_000:
        return step * 8 // 10 - 440_000
    if pay < 8_500_000:
        return pay * 9 // 10 - 1_100_000
    return pay - 1_950_000


def _employment_income_until_2020(pay: int, year: int) -> int:
    """The same with 650,000 at least; at most 2,450,000 from 2014, 2,300,000 in 2017, 2,200,000 from 2018."""
    step = pay // 4_000 * 4_000
    if pay < 651_000:
        return 0
    if pay < 1_619_000:
        return pay - 650_000
    if pay < 1_620_000:
        return 969_000
    if pay < 1_622_000:
        return 970_000
    if pay < 1_624_000:
        return 972_000
    if pay < 1_628_000:
        return 974_000
    if pay < 1_800_000:
        return step * 6 // 10
    if pay < 3_600_000:
        return step * 7 // 10 - 180_000
    if pay < 6_600_000:
        return step * 8 // 10 - 540_000
    if pay < 10_000_000:
        return pay * 9 // 10 - 1_200_000
    if year >= 2018:
        return pay - 2_200_000
    if year == 2017 and pay >= 12_000_000:
        return pay - 2_300_000
    if 2014 <= year <= 2016 and pay >= 15_000_000:
        return pay - 2_450_000
    return pay * 95 // 100 - 1_700_000


def pension_income(pension: int, at_least_65: bool, other_income: int, year: int = 2021) -> int:
    """所得税法35条4項・租税特別措置法41条の15の3; until 2020 100,000 more was deducted, whatever else there was."""
    if pension == 0:
        return 0
    more = 100_000 if year <= 2020 else 0
    flat, flat_until = (1_100_000, 3_300_000) if at_least_65 else (600_000, 1_300_000)
    if pension < flat_until:
        result = pension - flat - more
    elif pension < 4_100_000:
        result = pension * 75 // 100 - 275_000 - more
    elif pension < 7_700_000:
        result = pension * 85 // 100 - 685_000 - more
    elif pension < 10_000_000 or year <= 2020:
        result = pension * 95 // 100 - 1_455_000 - more
    else:
        result = pension - 1_955_000
    if year >= 2021 and other_income > 20_000_000:
        result += 200_000
    elif year >= 2021 and other_income > 10_000_000:
        result += 100_000
    return max(0, result)
