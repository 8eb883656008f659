"""Owns a second, independent late-elderly premium: one household at a time, with plain if/else and fractions.

It shares no code and no figures with the product: they are typed in here from the law as it was collected. All towns
of Kanagawa have the same rates, set by the prefecture-wide union.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from tests.oracle.days import birthday, day, digits, month_number

Row = Mapping[str, int]

NONE, TWO, FIVE, SEVEN, SEVEN_LOW_PENSION = range(5)


@dataclass(frozen=True)
class Rates:
    """Of one year: per head, the income rate in 1/10,000, the cap, and what is taken off the income."""

    per_head: int
    income: int
    cap: int
    basic_deduction: int = 430_000


RATES = {
    2016: Rates(43_429, 866, 570_000, 330_000), 2017: Rates(43_429, 866, 570_000, 330_000),
    2018: Rates(41_600, 825, 620_000, 330_000), 2019: Rates(41_600, 825, 620_000, 330_000),
    2020: Rates(43_800, 874, 640_000, 330_000), 2021: Rates(43_800, 874, 640_000),
    2022: Rates(43_100, 878, 660_000), 2023: Rates(43_100, 878, 660_000),
    2024: Rates(45_900, 1_008, 800_000), 2025: Rates(45_900, 1_008, 800_000),
    2026: Rates(52_531, 1_030, 850_000), 2027: Rates(52_531, 1_030, 850_000),
}  # fmt: skip
CHILD = Rates(1_330, 25, 21_000)  # 子ども分, from 2026
# the limits of 7割, 5割 and 2割: base, more for each head
FIVE_TWO = {
    2016: (265_000, 480_000), 2017: (270_000, 490_000), 2018: (275_000, 500_000), 2019: (280_000, 510_000),
    2020: (285_000, 520_000), 2021: (285_000, 520_000), 2022: (285_000, 520_000), 2023: (290_000, 535_000),
    2024: (295_000, 545_000), 2025: (305_000, 560_000), 2026: (310_000, 570_000),
}  # fmt: skip
# instead of 7割, and for households of pensions up to 800,000 yen only
SEVENS = {
    2016: ("0.85", "0.9"), 2017: ("0.85", "0.9"), 2018: ("0.85", "0.9"), 2019: ("0.85", "0.8"), 2020: ("0.775", "0.7"),
    2026: ("0.72", "0.72"), 2027: ("0.72", "0.72"),
}  # fmt: skip
FORMER_DEPENDANT = {2016: "0.9", 2017: "0.7"}  # afterwards half, since 2019 for 24 months


def assess(members: Sequence[Row], year: int) -> list[dict[str, int]]:
    """Assess one household for a fiscal year: one row for each member, in the order given."""
    return [premium(member, members, year) for member in members]


def joined_scheme(row: Row) -> date:
    """法50条・52条: on the 75th birthday itself, or recognised as disabled before it."""
    return min(birthday(day(row["birth_date"]), 75), day(row["recognised_on"]))


def insured_from(row: Row) -> date:
    """By the union of Kanagawa: not before moving in."""
    return max(joined_scheme(row), day(row["moved_in_on"]))


def premium(row: Row, members: Sequence[Row], year: int) -> dict[str, int]:
    """法104条: nothing for those who are not insured in the year."""
    joined, lost = insured_from(row), day(row["lost_on"])
    april = month_number(date(year, 4, 1))
    first = max(april, month_number(joined))
    months = max(0, min(april + 12, month_number(lost)) - first)
    if months == 0:
        return dict.fromkeys(("insured_months", "undecided_household", "undecided_earners", "premium"), 0)
    judged = max(date(year, 4, 1), joined)
    if any(judged >= day(other["lost_on"]) > max(date(year, 4, 1), insured_from(other)) for other in members):
        return {"undecided_household": 1}
    found = reduction(members, judged, year)
    if len(found) > 1:
        return {"undecided_earners": 1}
    (kind,) = found
    relieved = former_dependant_months(row, first, months, year)
    rates = RATES[year]
    base = max(0, row["gross_income_amount"] - basic_deduction(row["gross_income_amount"], rates))
    medical = medical_part(row, year, kind, base, months, relieved)
    result = {
        "insured_months": months,
        "judged_on": digits(judged),
        "undecided_household": 0,
        "undecided_earners": 0,
        "reduction_class": kind,
        "base_income": base,
        **medical,
    }
    if year >= 2026:
        child = child_part(row, kind, base, months, relieved)
        result |= child | {"premium": medical["premium"] + child["premium"]}
    if (
        row["gross_income_amount"] > 24_000_000
    ):  # the product leaves the tiers out; every premium is at its cap
        for name in ("base_income", "income_amount", "child_income_amount"):
            result.pop(name, None)
    return result


def basic_deduction(income: int, rates: Rates) -> int:
    """地方税法314条の2第2項."""
    if rates.basic_deduction == 330_000 or income <= 24_000_000:
        return rates.basic_deduction
    if income <= 24_500_000:
        return 290_000
    return 150_000 if income <= 25_000_000 else 0


def reduction(members: Sequence[Row], judged: date, year: int) -> set[int]:
    """施行令18条4項: the head and all who are insured on the day; in 2026 both answers, if an unverified limit decides."""
    insured = [member for member in members if insured_from(member) <= judged < day(member["lost_on"])]
    counted = [member for member in members if member["is_head"] or any(member is other for other in insured)]
    income = sum(own_income(member, year) for member in counted)
    low = all(
        member["gross_income_amount"] == member["public_pension_income"]
        and member["pension_revenue"] <= 800_000
        for member in insured
    )
    pays = (550_000, 650_000) if year >= 2026 else (550_000,)
    return {
        kind(income, len(insured), sum(is_earner(member, pay, year) for member in counted), low, year)
        for pay in pays
    }


def own_income(row: Row, year: int) -> int:
    """Up to 150,000 yen off the pension income of those of 65 and older."""
    off = min(150_000, row["public_pension_income"]) if is_65(row, year) else 0
    return row["gross_income_amount"] - off


def is_65(row: Row, year: int) -> bool:
    """On 1 January of the fiscal year (born on that day 65 years before, or earlier)."""
    return row["birth_date"] <= (year - 65) * 10_000 + 101


def is_earner(row: Row, pay: int, year: int) -> bool:
    pension = 1_250_000 if is_65(row, year) else 600_000
    return row["pay_revenue"] > pay or row["pension_revenue"] > pension


def kind(income: int, heads: int, earners: int, low: bool, year: int) -> int:
    base = 430_000 + 100_000 * max(0, earners - 1) if year >= 2021 else 330_000
    five, two = FIVE_TWO[min(year, 2026)]
    if income <= base:
        return SEVEN_LOW_PENSION if low else SEVEN  # the same ratio since 2021
    if income <= base + five * heads:
        return FIVE
    return TWO if income <= base + two * heads else NONE


def share_off(kind: int, seven: str, seven_low: str) -> Fraction:
    return {
        NONE: Fraction(0),
        TWO: Fraction(2, 10),
        FIVE: Fraction(5, 10),
        SEVEN: Fraction(seven),
        SEVEN_LOW_PENSION: Fraction(seven_low),
    }[kind]


def former_dependant_months(row: Row, first: int, months: int, year: int) -> int:
    """法99条2項: until 2018 all months, since 2019 those of the 24 from joining the scheme, wherever one lived."""
    if not row["former_dependant"]:
        return 0
    if year <= 2018:
        return months
    return max(0, min(first + months, month_number(joined_scheme(row)) + 24) - first)


def reduced(per_head: int, off: Fraction) -> int:
    """The reduction is raised to the yen."""
    return per_head - ceil(per_head * off)


def medical_part(row: Row, year: int, kind: int, base: int, months: int, relieved: int) -> dict[str, int]:
    rates = RATES[year]
    seven, seven_low = SEVENS.get(year, ("0.7", "0.7"))
    off = share_off(kind, seven, seven_low)
    per_head = reduced(rates.per_head, off)
    dependant = reduced(rates.per_head, max(off, Fraction(FORMER_DEPENDANT.get(year, "0.5"))))
    income = base * (943 if year == 2024 and base <= 580_000 else rates.income) // 10_000
    if base <= 580_000:
        income = income * {2016: 5, 2017: 8}.get(year, 10) // 10
    if row["former_dependant"]:
        income = 0
    cap = rates.cap
    if year == 2024 and (row["birth_date"] <= 19490331 or row["capped_by_recognition"]):
        cap = 730_000
    amount = shared(per_head, dependant, income, cap, months, relieved)
    return {"per_head_amount": per_head, "income_amount": income, "cap_amount": cap, "premium": amount}


def child_part(row: Row, kind: int, base: int, months: int, relieved: int) -> dict[str, int]:
    """子ども・子育て支援金分: 7割, where the medical part has 7.2割."""
    off = share_off(kind, "0.7", "0.7")
    per_head = reduced(CHILD.per_head, off)
    dependant = reduced(CHILD.per_head, max(off, Fraction(1, 2)))
    income = 0 if row["former_dependant"] else base * CHILD.income // 10_000
    amount = shared(per_head, dependant, income, CHILD.cap, months, relieved)
    return {"child_per_head_amount": per_head, "child_income_amount": income, "premium": amount}


def shared(per_head: int, dependant: int, income: int, cap: int, months: int, relieved: int) -> int:
    """The year's amount within the cap, by months, floored to 10 yen."""
    year_amount = min(cap, per_head + income) * (months - relieved) + min(cap, dependant + income) * relieved
    return floor(Fraction(year_amount, 12)) // 10 * 10
