"""Owns a second, independent medical subsidy for one-parent families: one bill at a time, plain if/else.

It shares no code and no data with the product; the limits are typed in as collected (寒川町, 開成町; 平塚市 from 2025).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.oracle.bills import Bill, charge, claim_deadline, left_over, pay_or_pension_deduction, way
from tests.oracle.days import day, digits, fiscal_year, reached, school_year_end

STANDARD_SINCE = date(2022, 10, 1)  # K-021 tells inside and outside of the standard apart
PARENT_2020 = (1_920_000, 2_300_000, 2_680_000, 3_060_000, 3_440_000)
PARENT_2025 = (2_080_000, 2_460_000, 2_840_000, 3_220_000, 3_600_000)
SUPPORTER = (2_360_000, 2_740_000, 3_120_000, 3_500_000, 3_880_000)
NONE, ONE_PARENT, DISABLED_PARENT, FOSTERED = range(4)


@dataclass(frozen=True)
class Scheme:
    """What a town's ordinance fixes. The tables of limits end with their last amount; beyond it nobody knows more."""

    parent_limits: tuple[int, ...]
    supporter_limits: tuple[int, ...] = SUPPORTER
    on_the_limit_is_in: bool = False
    child_until: int = 18  # school year
    extended_under: int = 20
    per_visit: int = 200
    per_day: int = 100
    per_dispensing: int = 0
    claim_years: int = 1
    claim_from_next_month: bool = True
    card_outside: bool = False


def assumed(on: date) -> Scheme:
    """As 寒川町 and 開成町 print it; the newer limits of the child rearing allowance from January 2025."""
    return Scheme(PARENT_2025 if on >= date(2025, 1, 1) else PARENT_2020)


def is_known(bill: Bill) -> bool:
    """Which table holds for 養育者, and what a limit is beyond four dependants, stands nowhere."""
    if bill["ground"] == FOSTERED or bill["parent_dependants"] > 4:
        return False
    return not (bill["has_supporter"] and bill["supporter_dependants"] > 4)


def subsidy(
    bill: Bill,
    parent: tuple[int, int],
    supporter: tuple[int, int],
    scheme: Scheme,
    *,
    standard: bool = True,
) -> dict[str, int]:
    """Settle one bill; *parent* and *supporter* are total incomes of the levy years same and previous."""
    treated = day(bill["treated_on"])
    income_year = treated.year - 2
    levy_year = fiscal_year(treated) - (income_year + 1)
    family = bill["ground"] != NONE
    child = is_covered_child(bill, scheme.child_until, scheme.extended_under)
    first = bill["other_scheme"] != 0
    support = bill["child_support_received"] * 8 // 10
    of_parent = assessed(bill, "parent", parent[levy_year] + support, income_year)
    supporter_income = of_supporter = 0
    if bill["has_supporter"]:
        supporter_income = supporter[levy_year]
        of_supporter = assessed(bill, "supporter", supporter_income, income_year)
    limit = limit_for(bill, "parent", scheme.parent_limits)
    supporter_limit = limit_for(bill, "supporter", scheme.supporter_limits)
    within = is_within(of_parent, limit, scheme.on_the_limit_is_in)
    if bill["has_supporter"] and not is_within(of_supporter, supporter_limit, scheme.on_the_limit_is_in):
        within = False
    eligible = family and child and not first and within
    left = left_over(bill)
    co_payment = charge(bill, scheme.per_visit, scheme.per_day, scheme.per_dispensing) if eligible else 0
    pays = left - co_payment if eligible else 0
    found = {
        "family_covered": int(family),
        "child_covered": int(child),
        "other_scheme_first": int(first),
        "income_levy_year": levy_year,
        "income_year": income_year,
        "parent_total_income": parent[levy_year],
        "supporter_total_income": supporter_income,
        "counted_child_support": support,
        "parent_assessed_income": of_parent,
        "supporter_assessed_income": of_supporter,
        "parent_income_limit": limit,
        "supporter_income_limit": supporter_limit,
        "limit_not_settled": 0,
        "within_income_limit": int(within),
        "eligible": int(eligible),
        "remaining_share": left,
        "co_payment": co_payment,
        "town_pays": pays,
        "family_pays": left + bill["meals"] - pays,
        "payment_way": way(bill, eligible, card_outside=scheme.card_outside),
        "claim_deadline": digits(claim_deadline(treated, scheme.claim_years, scheme.claim_from_next_month)),
    }
    if not standard or treated < STANDARD_SINCE:
        return found
    return found | inside_the_standard(bill, of_parent, of_supporter, eligible, pays)


def inside_the_standard(
    bill: Bill, of_parent: int, of_supporter: int, eligible: bool, pays: int
) -> dict[str, int]:
    """The prefecture's standard: ages 18 and 20, under the allowance's limits, 200 yen a visit and 100 yen a day."""
    parent_limits = PARENT_2025 if bill["treated_on"] >= 20250101 else PARENT_2020
    inside = eligible and is_covered_child(bill, 18, 20)
    if of_parent >= limit_for(bill, "parent", parent_limits):
        inside = False
    if bill["has_supporter"] and of_supporter >= limit_for(bill, "supporter", SUPPORTER):
        inside = False
    co_payment = charge(bill, 200, 100) if inside else 0
    base = min(left_over(bill) - co_payment, pays) if inside else 0
    return {
        "k_021_limit_not_settled": 0,
        "k_021_inside_standard": int(inside),
        "k_021_co_payment": co_payment,
        "k_021_base_amount": base,
        "k_021_outside_standard": pays - base,
    }


def is_covered_child(bill: Bill, until: int, extended_under: int) -> bool:
    """To the end of the school year of 18; under 20 if disabled or in high school."""
    born, treated = day(bill["child_birth_date"]), day(bill["treated_on"])
    if bill["child_disabled_or_in_school"] and born <= treated < reached(born, extended_under):
        return True
    return born <= treated <= school_year_end(born, until)


def assessed(bill: Bill, who: str, income: int, income_year: int) -> int:
    """Income less the flat 80,000, less up to 100,000 of pay and pension, less the listed deductions."""
    deducted = pay_or_pension_deduction(income_year, bill[f"{who}_pay_or_pension"])
    return max(0, income - 80_000 - deducted - bill[f"{who}_listed_deductions"])


def limit_for(bill: Bill, who: str, limits: tuple[int, ...]) -> int:
    """By dependants, the last amount for more of them; what elderly or 特定 dependants add comes with the bill."""
    return limits[min(bill[f"{who}_dependants"], len(limits) - 1)] + bill[f"{who}_limit_addition"]


def is_within(income: int, limit: int, on_the_limit_is_in: bool) -> bool:
    """以上の者を除く: exactly the limit is out; 超える者を除く: it is in."""
    return income <= limit if on_the_limit_is_in else income < limit
