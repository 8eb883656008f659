"""Owns a second, independent national health insurance tax: one household at a time, month by month, in fractions.

It shares no code and no figures with the product: they are typed in here from the law as it was collected. Every month
has its own twelfth, of whoever is insured in it; the twelve are added up exactly, then come the cap and the 100 yen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import floor

from tests.oracle.national_health_insurance_members import (
    INSURED,
    Member,
    Row,
    income_base,
    is_65,
    members_of,
    not_counted,
)
from tests.oracle.national_health_insurance_towns import Part, Tariff

NONE, TWO, FIVE, SEVEN = range(4)
LEFT = {NONE: Fraction(1), TWO: Fraction(8, 10), FIVE: Fraction(5, 10), SEVEN: Fraction(3, 10)}
FIVE_TWO = {
    2021: (285_000, 520_000), 2022: (285_000, 520_000), 2023: (290_000, 535_000), 2024: (295_000, 545_000),
    2025: (305_000, 560_000), 2026: (310_000, 570_000),
}  # fmt: skip
HALF = Fraction(1, 2)


def assess(rows: Sequence[Row], year: int, town: str, tariff: Tariff) -> list[dict[str, int]]:
    """Assess one household: the levy stands with its head, the incomes with each member."""
    if sum(row["head"] for row in rows) != 1:
        return [{"head_unclear": 1} for _ in rows]
    members = members_of(rows, year, town)
    own = [
        {"income_base": income_base(row, year), "reduction_income": max(0, own_income(row, year))}
        for row in rows
    ]
    if not any(member.insured for member in members):
        return [found | {"medical_levy": 0} for found in own]
    kinds = reduction(members, year)
    if len(kinds) > 1:
        return [found | {"reduction_undecided": 1} for found in own]
    (kind,) = kinds
    levies = levy(members, kind, tariff)
    nothing = dict.fromkeys(levies, 0)
    return [
        found | {"reduction_undecided": 0, "reduction": kind} | (levies if row["head"] else nothing)
        for row, found in zip(rows, own, strict=True)
    ]


# 軽減


def own_income(row: Row, year: int) -> int:
    """What counts for the reduction: as if nobody had paid a family employee or sold land with a special deduction."""
    income = row["gross_income_amount"] - not_counted(row)
    income += row["family_employee_deduction"] - row["family_employee_income"] + row["land_special_deduction"]
    if is_65(row, year):
        income -= min(150_000, row["public_pension_income"])
    return income


def reduction(members: Sequence[Member], year: int) -> set[int]:
    """施行令29条の7第5項; both answers, if in 2026 a limit decides that was not confirmed."""
    judged = judged_on(members, year)
    heads = [member.row for member in members if member.is_head_of_7_5_2(judged)]
    counted = [member.row for member in members if member.row["head"] or member.is_head_of_7_5_2(judged)]
    if any(row["income_undeclared"] for row in counted):
        return {NONE}
    income = sum(max(0, own_income(row, year)) for row in counted)
    pays = (550_000, 650_000) if year >= 2026 else (550_000,)
    return {kind(income, len(heads), sum(is_earner(row, pay, year) for row in counted), year) for pay in pays}


def judged_on(members: Sequence[Member], year: int) -> date:
    """1 April, or the day on which the first of the household joins."""
    april = date(year, 4, 1)
    joined = [
        member.joined
        for member in members
        if member.row["insurance"] == INSURED and member.left > max(april, member.joined)
    ]
    return max(april, min(joined, default=april))


def is_earner(row: Row, pay: int, year: int) -> bool:
    pension = 1_250_000 if is_65(row, year) else 600_000
    return row["pay_revenue"] - row["family_employee_pay"] > pay or row["pension_revenue"] > pension


def kind(income: int, heads: int, earners: int, year: int) -> int:
    base = 430_000 + 100_000 * max(0, earners - 1)
    five, two = FIVE_TWO[year]
    if income <= base:
        return SEVEN
    if income <= base + five * heads:
        return FIVE
    return TWO if income <= base + two * heads else NONE


# 賦課


def levy(members: Sequence[Member], kind: int, tariff: Tariff) -> dict[str, int]:
    """Each part: the twelve months added up, within the cap, floored to 100 yen."""
    found = {}
    months = months_alike(members)
    for name, part in tariff.parts.items():
        total = Fraction(0)
        for month, alike in months.items():
            total += alike * month_of(members, kind, part, name, month)
        found[f"{name}_levy"] = floor(min(Fraction(part.cap), total)) // 100 * 100
    if "care" in tariff.parts:
        found["annual_total"] = sum(found.values())
    return found


def months_alike(members: Sequence[Member]) -> dict[int, int]:
    """The first of each group of months in which everything is the same, and how many they are; only to save time."""
    groups: dict[object, list[int]] = {}
    for month in range(12):
        state = [
            [
                month in months
                for months in (one.insured, one.aged_40_to_64, one.around_childbirth, one.two_years)
            ]
            for one in members
        ]
        groups.setdefault(str((state, special_share(members, month))), []).append(month)
    return {months[0]: len(months) for months in groups.values()}


def month_of(members: Sequence[Member], kind: int, part: Part, name: str, month: int) -> Fraction:
    """A twelfth of a year in which everybody were as in this month."""
    liable = [
        member
        for member in members
        if month in member.insured and (name != "care" or month in member.aged_40_to_64)
    ]
    if not liable:
        return Fraction(0)
    year_amount = part.per_household * per_household(members, liable, kind, name, month)
    for member in liable:
        year_amount += member.row["fixed_asset_tax"] * part.asset_rate
        if month not in member.around_childbirth:
            year_amount += member.income_base * part.income_rate
            year_amount += per_head(member, kind, part, name, month)
    return year_amount / 12


def per_head(member: Member, kind: int, part: Part, name: str, month: int) -> Fraction:
    """均等割: the reduction, the children, the former dependants (half of it all, which takes in the 2割)."""
    share, amount = LEFT[kind], part.per_head
    if name == "child_rearing":
        amount = 0 if member.minor else part.per_head + part.adult
    else:
        share *= member.child_share
    if month in member.two_years and kind in (NONE, TWO):
        share = min(share, HALF)
    return amount * share


def per_household(
    members: Sequence[Member], liable: Sequence[Member], kind: int, name: str, month: int
) -> Fraction:
    """平等割: 特定世帯 half, 特定継続世帯 three quarters of medical and support; the reduction; former dependants alone."""
    share = LEFT[kind]
    if name in ("medical", "support") and len(liable) == 1:
        share *= special_share(members, month)
    if kind in (NONE, TWO) and all(month in member.two_years for member in liable):
        share = min(share, HALF)
    return share


def special_share(members: Sequence[Member], month: int) -> Fraction:
    """Five years from the month in which the last one moved to the late-elderly scheme, then three more."""
    moved = [month - member.former_from for member in members if month in member.former]
    if not moved or min(moved) >= 96:
        return Fraction(1)
    return HALF if min(moved) < 60 else Fraction(3, 4)
