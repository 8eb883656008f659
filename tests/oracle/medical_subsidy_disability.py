"""Owns a second, independent medical subsidy for the severely disabled: one bill at a time, plain if/else.

It shares no code and no data with the product; the prefecture's standard and 愛川町's wider list are typed in as collected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.oracle.bills import INPATIENT, SAME, Bill, charge, claim_deadline, left_over, way
from tests.oracle.days import day, digits, fiscal_year, reached

STANDARD_SINCE = date(2022, 10, 1)  # K-023 tells inside and outside of the standard apart
NEWER_LIMIT = date(2025, 4, 1)  # 3,661,000 yen (秦野市); until then 3,604,000 is assumed


@dataclass(frozen=True)
class Scheme:
    """What a town's ordinance fixes, beside the limits."""

    limited: bool = True
    limits: tuple[int, ...] = (3_604_000,)  # by dependants
    further: int = 380_000  # for each beyond
    on_the_limit_is_in: bool = True
    mental_1_outpatient: bool = True
    certified_before: int = 65
    wider: bool = False  # 愛川町: grade 3, IQ 50 with the handbook, mental grade 1 in hospital too
    per_visit: int = 0
    per_day: int = 0
    per_dispensing: int = 0
    claim_years: int = 1
    claim_from_next_month: bool = True
    card_outside: bool = False


def subsidy(bill: Bill, incomes: tuple[int, int], scheme: Scheme, *, standard: bool = True) -> dict[str, int]:
    """Settle one bill; *incomes* are the person's own total incomes of the levy years same and previous."""
    treated, income = day(bill["treated_on"]), incomes[SAME]
    covered = on_the_list(bill, scheme.mental_1_outpatient) or (scheme.wider and on_the_wider_list(bill))
    in_time = day(bill["first_certified_on"]) < reached(day(bill["birth_date"]), scheme.certified_before)
    first = bill["other_scheme"] != 0
    assessed = max(0, income - bill["listed_deductions"])
    limit = limit_for(bill, scheme.limits, scheme.further)
    within = not scheme.limited or is_within(assessed, limit, scheme.on_the_limit_is_in)
    eligible = covered and in_time and not first and within
    left = left_over(bill)
    co_payment = charge(bill, scheme.per_visit, scheme.per_day, scheme.per_dispensing) if eligible else 0
    pays = left - co_payment if eligible else 0
    found = {
        "disability_covered": int(covered),
        "certified_in_time": int(in_time),
        "other_scheme_first": int(first),
        "income_levy_year": SAME,
        "income_year": fiscal_year(treated) - 1,
        "own_total_income": income,
        "assessed_income": assessed,
        "income_limit": limit,
        "within_income_limit": int(within),
        "eligible": int(eligible),
        "remaining_share": left,
        "co_payment": co_payment,
        "town_pays": pays,
        "patient_pays": left + bill["meals"] - pays,
        "payment_way": way(bill, eligible, card_outside=scheme.card_outside),
        "claim_deadline": digits(claim_deadline(treated, scheme.claim_years, scheme.claim_from_next_month)),
    }
    if not standard or treated < STANDARD_SINCE:
        return found
    return found | inside_the_standard(bill, assessed, eligible, pays)


def inside_the_standard(bill: Bill, assessed: int, eligible: bool, pays: int) -> dict[str, int]:
    """The prefecture's list of four municipalities' pages; the allowance's limit, exactly on it is in; 200 and 100 yen."""
    listed = on_the_list(bill, mental_1_outpatient=True)
    in_time = day(bill["first_certified_on"]) < reached(day(bill["birth_date"]), 65)
    base_limit = 3_661_000 if day(bill["treated_on"]) >= NEWER_LIMIT else 3_604_000
    within = assessed <= limit_for(bill, (base_limit,), 380_000)
    inside = eligible and listed and in_time and within
    co_payment = charge(bill, 200, 100) if inside else 0
    base = min(left_over(bill) - co_payment, pays) if inside else 0
    return {
        "k_023_on_the_list": int(listed),
        "k_023_inside_standard": int(inside),
        "k_023_co_payment": co_payment,
        "k_023_base_amount": base,
        "k_023_outside_standard": pays - base,
    }


def on_the_list(bill: Bill, mental_1_outpatient: bool) -> bool:
    """身体1・2級; 知能指数35以下; 身体3級かつ知能指数50以下; 精神1級の通院."""
    physical = bill["physical_grade"]
    if physical in (1, 2):
        return True
    if bill["iq_assessed"] and bill["iq"] <= 35:
        return True
    if physical == 3 and bill["iq_assessed"] and bill["iq"] <= 50:
        return True
    return mental_1_outpatient and bill["mental_grade"] == 1 and bill["care"] != INPATIENT


def on_the_wider_list(bill: Bill) -> bool:
    """愛川町: 身体1〜3級; 知能指数50以下で療育手帳; 精神1級 (通院・入院)."""
    if bill["physical_grade"] in (1, 2, 3) or bill["mental_grade"] == 1:
        return True
    return bool(bill["iq_assessed"] and bill["iq"] <= 50 and bill["intellectual_handbook"])


def limit_for(bill: Bill, limits: tuple[int, ...], further: int) -> int:
    """By dependants, a fixed amount for each beyond the table, and what elderly or 特定 dependants add."""
    last = len(limits) - 1
    beyond = max(0, bill["dependants"] - last)
    return limits[min(bill["dependants"], last)] + further * beyond + bill["limit_addition"]


def is_within(assessed: int, limit: int, on_the_limit_is_in: bool) -> bool:
    """超える者を除く: exactly the limit is in; 以上の者を除く: it is out."""
    return assessed <= limit if on_the_limit_is_in else assessed < limit
