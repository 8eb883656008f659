"""Owns a second, independent medical subsidy for children: one bill at a time, plain if/else.

It shares no code and no data with the product. The prefecture's standard is typed in here as it was collected;
what a town's ordinance sets comes in as ``Scheme``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

OUTPATIENT, INPATIENT, DISPENSING = range(3)
SAME, PREVIOUS, BEFORE_PREVIOUS = range(3)
NO_SUBSIDY, IN_KIND, REFUND = range(3)


@dataclass(frozen=True)
class Scheme:
    """What a town's ordinance fixes. Ages are school years (18 = 18歳年度末)."""

    outpatient_until: int
    inpatient_until: int
    income_limit: bool = False
    per_visit: int = 0
    per_day: int = 0
    share: Fraction = Fraction(1, 3)
    claim_years: int = 1
    claim_from_next_month: bool = True  # else from the day after the payment
    refund_only_after: int = 99  # 清川村: no card after this school year, refunds only


def subsidy(bill: Mapping[str, int], incomes: tuple[int, int, int], scheme: Scheme) -> dict[str, int]:
    """Settle one bill; *incomes* are the guardian's total incomes of the levy years same, previous and before that."""
    born, treated = _day(bill["birth_date"]), _day(bill["treated_on"])
    inpatient = bill["care"] == INPATIENT
    covered = treated <= school_year_end(
        born, scheme.inpatient_until if inpatient else scheme.outpatient_until
    )
    first = bill["other_scheme"] != 0
    levy_year, income_year = year_of_income(born, treated)
    assessed = assessed_income(bill, incomes[levy_year], income_year)
    within = assessed < income_limit(bill)
    eligible = covered and not first and (within or not scheme.income_limit)
    left = max(0, bill["insured_share"] - bill["high_cost_benefit"] - bill["additional_benefit"])
    co_payment = min(left, _co_payment(bill, scheme.per_visit, scheme.per_day)) if eligible else 0
    pays = left - co_payment if eligible else 0
    way = NO_SUBSIDY
    if eligible:
        card = treated <= school_year_end(born, scheme.refund_only_after)
        way = IN_KIND if bill["inside_prefecture"] and card else REFUND
    found = {
        "age": age_on(born, treated),
        "age_covered": int(covered),
        "other_scheme_first": int(first),
        "income_levy_year": levy_year,
        "income_year": income_year,
        "guardian_total_income": incomes[levy_year],
        "assessed_income": assessed,
        "income_limit": income_limit(bill),
        "eligible": int(eligible),
        "remaining_share": left,
        "co_payment": co_payment,
        "town_pays": pays,
        "family_pays": left + bill["meals"] - pays,
        "payment_way": way,
        "claim_deadline": _number(claim_deadline(treated, scheme)),
    }
    return found | standard(bill, found, scheme.share)


def standard(bill: Mapping[str, int], found: Mapping[str, int], share: Fraction) -> dict[str, int]:
    """The prefecture's standard: to primary school's end since 2023-04-01, 200 and 100 yen from four years of age."""
    born, treated = _day(bill["birth_date"]), _day(bill["treated_on"])
    outpatient_until = 12 if treated >= date(2023, 4, 1) else 6
    until = 15 if bill["care"] == INPATIENT else outpatient_until
    inside = treated <= school_year_end(born, until) and not found["other_scheme_first"]
    if age_on(born, treated) >= 1 and found["assessed_income"] >= found["income_limit"]:
        inside = False
    co_payment = 0
    if age_on(born, treated) >= 4:
        co_payment = min(found["remaining_share"], _co_payment(bill, 200, 100))
    base = min(found["remaining_share"] - co_payment, found["town_pays"]) if inside else 0
    return {
        "k_001_inside_standard": int(inside),
        "k_001_co_payment": co_payment,
        "k_001_base_amount": base,
        "k_001_prefecture_refund": floor(base * share),
    }


def _co_payment(bill: Mapping[str, int], per_visit: int, per_day: int) -> int:
    if bill["care"] == OUTPATIENT:
        return bill["visits"] * per_visit
    if bill["care"] == INPATIENT:
        return bill["days"] * per_day
    return 0


def claim_deadline(treated: date, scheme: Scheme) -> date:
    """The day before the same date so many years later (民法143条); the treatment is taken for the payment."""
    begins = treated + timedelta(days=1)
    if scheme.claim_from_next_month:
        begins = date(treated.year + (treated.month == 12), treated.month % 12 + 1, 1)
    year = begins.year + scheme.claim_years
    if (begins.month, begins.day) == (2, 29) and not _is_leap(year):
        return date(year, 2, 28)
    return date(year, begins.month, begins.day) - timedelta(days=1)


def year_of_income(born: date, treated: date) -> tuple[int, int]:
    """The card runs from birthday to birthday; the income of a year is usable from 1 July of the next.

    Returns which levy year counts (the one of the fiscal year of treatment, or before) and the year of the income.
    """
    began = treated.year if (treated.month, treated.day) >= (born.month, born.day) else treated.year - 1
    income_year = began - 1 if born.month >= 7 else began - 2
    fiscal_year = treated.year if treated.month >= 4 else treated.year - 1
    return fiscal_year - (income_year + 1), income_year


def assessed_income(bill: Mapping[str, int], total: int, income_year: int) -> int:
    """Total income less 80,000, less up to 100,000 of pay or pension (income of 2020 on), less listed deductions."""
    deduction = 80_000 + bill["guardian_listed_deductions"]
    if income_year >= 2020:
        deduction += min(100_000, bill["guardian_pay_or_pension"])
    return max(0, total - deduction)


def income_limit(bill: Mapping[str, int]) -> int:
    """旧児童手当の旧特例給付の基準: 532万円, 38万円 each, 6万円 for an elderly one."""
    return 5_320_000 + 380_000 * bill["guardian_dependants"] + 60_000 * bill["guardian_elderly_dependants"]


def school_year_end(born: date, years: int) -> date:
    """The first 31 March on or after the day on which an age is reached (the day before the birthday)."""
    reached = _birthday(born, born.year + years) - timedelta(days=1)
    return date(reached.year if (reached.month, reached.day) <= (3, 31) else reached.year + 1, 3, 31)


def age_on(born: date, day: date) -> int:
    """The age reached by the end of a day."""
    age = day.year - born.year
    return age if _birthday(born, day.year) - timedelta(days=1) <= day else age - 1


def _birthday(born: date, year: int) -> date:
    leap = (born.month, born.day) == (2, 29)
    return date(year, 3, 1) if leap and not _is_leap(year) else date(year, born.month, born.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)
