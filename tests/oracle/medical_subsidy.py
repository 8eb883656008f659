"""Owns a second, independent medical subsidy for children: one bill at a time, plain if/else.

It shares no code and no data with the product. The prefecture's standard is typed in here as it was collected;
what a town's ordinance sets comes in as ``Scheme``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from tests.oracle.bills import (
    INPATIENT,
    Bill,
    charge,
    claim_deadline,
    left_over,
    pay_or_pension_deduction,
    way,
)
from tests.oracle.days import day, digits, fiscal_year, reached, school_year_end

SINGLE_PARENT = 4


@dataclass(frozen=True)
class Scheme:
    """What a town's ordinance fixes. Ages are school years (18 = 18歳年度末)."""

    outpatient_until: int
    inpatient_until: int
    income_limit: bool = False
    limit_from_school: bool = False  # no limit before primary school
    per_visit: int = 0
    per_day: int = 0
    share: Fraction = Fraction(1, 3)
    claim_years: int = 1
    claim_from_next_month: bool = True  # else from the day after the payment
    refund_only_after: int = 99  # 清川村: no card after this school year, refunds only
    before_single_parent: bool = False  # K-009: the children's scheme is used before the single parents'
    card_outside: bool = False  # K-010: in kind outside the prefecture as well
    tells_outside: bool = False  # K-007: what lies outside the prefecture's standard


def subsidy(bill: Bill, incomes: tuple[int, int, int], scheme: Scheme) -> dict[str, int]:
    """Settle one bill; *incomes* are the guardian's total incomes of the levy years same, previous and before that."""
    born, treated = day(bill["birth_date"]), day(bill["treated_on"])
    inpatient = bill["care"] == INPATIENT
    until = scheme.inpatient_until if inpatient else scheme.outpatient_until
    covered = born <= treated <= school_year_end(born, until)
    first = bill["other_scheme"] != 0
    if scheme.before_single_parent and bill["other_scheme"] == SINGLE_PARENT:
        first = False
    levy_year, income_year = year_of_income(born, treated)
    assessed = assessed_income(bill, incomes[levy_year], income_year)
    within = assessed < income_limit(bill) or not scheme.income_limit
    if scheme.limit_from_school and treated <= school_year_end(born, 6):
        within = True
    eligible = covered and not first and within
    left = left_over(bill)
    co_payment = charge(bill, scheme.per_visit, scheme.per_day) if eligible else 0
    pays = left - co_payment if eligible else 0
    card = treated <= school_year_end(born, scheme.refund_only_after)
    deadline = claim_deadline(treated, scheme.claim_years, scheme.claim_from_next_month)
    found = {
        "age": age_on(born, treated),
        "age_covered": int(covered),
        "other_scheme_first": int(first),
        "income_levy_year": levy_year,
        "income_year": income_year,
        "guardian_total_income": incomes[levy_year],
        "assessed_income": assessed,
        "income_limit": income_limit(bill),
        "within_income_limit": int(within),
        "eligible": int(eligible),
        "remaining_share": left,
        "co_payment": co_payment,
        "town_pays": pays,
        "family_pays": left + bill["meals"] - pays,
        "payment_way": way(bill, eligible, card, scheme.card_outside),
        "claim_deadline": digits(deadline),
    }
    found |= standard(bill, found, scheme.share)
    if scheme.tells_outside:
        found["k_007_outside_standard"] = pays - found["k_001_base_amount"]
    return found


def standard(bill: Bill, found: dict[str, int], share: Fraction) -> dict[str, int]:
    """The prefecture's standard: to primary school's end since 2023-04-01, 200 and 100 yen from four years of age."""
    born, treated = day(bill["birth_date"]), day(bill["treated_on"])
    outpatient_until = 12 if treated >= date(2023, 4, 1) else 6
    until = 15 if bill["care"] == INPATIENT else outpatient_until
    inside = found["eligible"] == 1 and treated <= school_year_end(born, until)
    if bill["other_scheme"] != 0:  # whichever scheme a town uses first
        inside = False
    if age_on(born, treated) >= 1 and found["assessed_income"] >= found["income_limit"]:
        inside = False
    co_payment = charge(bill, 200, 100) if inside and age_on(born, treated) >= 4 else 0
    base = min(found["remaining_share"] - co_payment, found["town_pays"]) if inside else 0
    return {
        "k_001_inside_standard": int(inside),
        "k_001_co_payment": co_payment,
        "k_001_base_amount": base,
        "k_001_prefecture_refund": floor(base * share),
    }


def year_of_income(born: date, treated: date) -> tuple[int, int]:
    """The card runs from birthday to birthday; the income of a year is usable from 1 July of the next.

    Returns which levy year counts (the one of the fiscal year of treatment, or before) and the year of the income.
    """
    began = treated.year if (treated.month, treated.day) >= (born.month, born.day) else treated.year - 1
    income_year = began - 1 if born.month >= 7 else began - 2
    return fiscal_year(treated) - (income_year + 1), income_year


def assessed_income(bill: Bill, total: int, income_year: int) -> int:
    """Total income less 80,000, less up to 100,000 of pay or pension, less the listed deductions."""
    deduction = 80_000 + bill["guardian_listed_deductions"]
    deduction += pay_or_pension_deduction(income_year, bill["guardian_pay_or_pension"])
    return max(0, total - deduction)


def income_limit(bill: Bill) -> int:
    """旧児童手当の旧特例給付の基準: 532万円, 38万円 each, 6万円 for an elderly one."""
    return 5_320_000 + 380_000 * bill["guardian_dependants"] + 60_000 * bill["guardian_elderly_dependants"]


def age_on(born: date, on: date) -> int:
    """The age reached by the end of a day."""
    age = on.year - born.year
    if on < reached(born, age):
        return age - 1
    return age + 1 if reached(born, age + 1) <= on else age
