"""Owns a second, independent child allowance: the children of one claimant in one month, with plain if/else.

It shares no code and no figures with the product: they are typed in here from the law as it was collected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tests.oracle.days import day, digits, first_of_month, month_number, reached, school_year_end

Row = Mapping[str, int]

REFORM = date(2024, 10, 1)
FULL, SPECIAL, NONE = 0, 1, 2
SAME, PREVIOUS = 0, 1
LIMITS = (6_220_000, 6_600_000, 6_980_000, 7_360_000, 7_740_000, 8_120_000)
UPPER_LIMITS = (8_580_000, 8_960_000, 9_340_000, 9_720_000, 10_100_000, 10_480_000)


def month_of(children: Sequence[Row]) -> list[dict[str, int]]:
    """Assess one claimant's month: one row for each child, in the order given."""
    month = day(children[0]["for_month"])
    counted = [counts(child, month) for child in children]
    born = [(child["birth_date"], child["child_number"]) for child in children]
    among = [when for when, counts_itself in zip(born, counted, strict=True) if counts_itself]
    undecided = [
        counts_itself and among.count(when) > 1 for when, counts_itself in zip(born, counted, strict=True)
    ]
    if any(undecided):  # the claimant's rows are refused, so nothing rests on an order
        return [
            {"counted": int(first), "undecided_order": int(second)}
            for first, second in zip(counted, undecided, strict=True)
        ]
    found = []
    for child, when, counts_itself in zip(children, born, counted, strict=True):
        order = 1 + sum(other < when for other in among) if counts_itself else 0
        places = {"counted": int(counts_itself), "undecided_order": 0, "sibling_order": order}
        found.append({**places, **benefit(child, month, order)})
    total = sum(result["monthly_amount"] for result in found)
    return [{**result, "claimant_month": total, "payment_month": paid_in(month)} for result in found]


def counts(child: Row, month: date) -> bool:
    """Up to the end of the school year of 18; since the reform to that of 22 if the claimant bears the living costs."""
    born = day(child["birth_date"])
    if month_number(month) < month_number(born):
        return False
    if month <= school_year_end(born, 18):
        return child["cared_for"] == 1
    return month >= REFORM and month <= school_year_end(born, 22) and child["living_costs_borne"] == 1


def benefit(child: Row, month: date, order: int) -> dict[str, int]:
    """児童手当法4条・6条・8条, and the limits of income until September 2024."""
    born = day(child["birth_date"])
    last_day = school_year_end(born, 18 if month >= REFORM else 15)
    within_age = month <= last_day
    entitled = within_age and child["cared_for"] == 1 and paid_for(child, month)
    found = {"entitled": int(entitled), **means_test(child, month)}
    found["monthly_amount"] = amount(born, month, order, found["benefit"]) if entitled else 0
    return found


def paid_for(child: Row, month: date) -> bool:
    """From the month after the claim (after the birth or move if claimed within 15 days of it) to that of the end."""
    claimed, event = day(child["claimed_on"]), day(child["event_on"])
    begins = event if claimed <= event + timedelta(days=15) else claimed
    begins = max(begins, day(child["birth_date"]))
    return month_number(begins) < month_number(month) <= month_number(day(child["ended_on"]))


def means_test(child: Row, month: date) -> dict[str, int]:
    """At exactly the limit the special benefit, at exactly the upper limit (since June 2022) nothing."""
    which = PREVIOUS if month.month in (4, 5) else SAME
    if month >= REFORM:
        return {"benefit": FULL}
    levy_year = "previous" if which == PREVIOUS else "same"
    income = child[f"total_income_{levy_year}"] - 80_000 - child["claimant_listed_deductions"]
    if month >= date(2021, 6, 1):
        pay_and_pension = (
            child[f"employment_income_{levy_year}"] + child[f"public_pension_income_{levy_year}"]
        )
        income -= min(100_000, pay_and_pension)
    limit = limit_of(LIMITS, child)
    found = {
        "income_levy_year": which,
        "assessed_income": max(0, income),
        "income_limit_amount": limit,
        "benefit": SPECIAL if income >= limit else FULL,
    }
    if month >= date(2022, 6, 1):
        found["income_upper_limit_amount"] = limit_of(UPPER_LIMITS, child)
        if income >= found["income_upper_limit_amount"]:
            found["benefit"] = NONE
    return found


def limit_of(table: Sequence[int], child: Row) -> int:
    """A limit by dependants: 380,000 yen for each above five, 60,000 more for each elderly one."""
    dependants = child["claimant_dependants"]
    at_most_five = min(dependants, 5)
    more = 380_000 * (dependants - at_most_five)
    return table[at_most_five] + more + 60_000 * child["claimant_elderly_dependants"]


def amount(born: date, month: date, order: int, kind: int) -> int:
    """児童手当法6条. Under three through the month in which three is reached."""
    under_three = month_number(month) <= month_number(reached(born, 3))
    if month >= REFORM:
        if order >= 3:
            return 30_000
        return 15_000 if under_three else 10_000
    if kind == NONE:
        return 0
    if kind == SPECIAL:
        return 5_000
    if under_three:
        return 15_000
    if month <= school_year_end(born, 12):
        return 15_000 if order >= 3 else 10_000
    return 10_000


def paid_in(month: date) -> int:
    """The months before February, June and October; since the reform before every even month."""
    pays = (2, 4, 6, 8, 10, 12) if month >= REFORM else (2, 6, 10)
    number = month_number(month) + 1
    while first_of_month(number).month not in pays:
        number += 1
    return digits(first_of_month(number))
