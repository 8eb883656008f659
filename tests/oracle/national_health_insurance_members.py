"""Owns what the law makes of each member of a household in one fiscal year; months are counted from April."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from tests.oracle.days import birthday, day, month_number, reached, school_year_end

Row = Mapping[str, int]

INSURED, FORMER, OUTSIDE = range(3)
NO_MONTHS = range(0)


@dataclass(frozen=True)
class Member:
    """The months in which each thing holds, and what of a per-head amount a child owes."""

    row: Row
    joined: date
    left: date
    former_on: date | None  # 特定同一世帯所属者 since
    insured: range
    aged_40_to_64: range
    around_childbirth: range
    two_years: range  # of a former dependant
    former: range
    minor: bool
    child_share: Fraction
    income_base: int

    @property
    def former_from(self) -> int:
        return self.former.start

    def is_head_of_7_5_2(self, judged: date) -> bool:
        """The insured and the 特定同一世帯所属者 of the day."""
        if self.row["insurance"] == INSURED and self.joined <= judged < self.left:
            return True
        return self.former_on is not None and self.former_on <= judged < until_of(self.row)


def members_of(rows: Sequence[Row], year: int, town: str) -> list[Member]:
    """The members in the order of the rows."""
    insured = [insured_months(row, year) for row in rows]
    april = date(year, 4, 1)
    children = sorted(
        (row["birth_date"], row["birth_order"])
        for row, months in zip(rows, insured, strict=True)
        if months and april <= school_year_end(day(row["birth_date"]), 18)
    )
    return [member(row, months, year, town, children) for row, months in zip(rows, insured, strict=True)]


def member(row: Row, insured: range, year: int, town: str, children: Sequence[tuple[int, int]]) -> Member:
    born, first = day(row["birth_date"]), month_number(date(year, 4, 1))
    former_on = former_since(row)
    former = NO_MONTHS
    if former_on is not None:
        former = range(month_number(former_on) - first, month_number(until_of(row)) - first)
    joined = month_number(day(row["joined_on"])) - first
    return Member(
        row=row,
        joined=day(row["joined_on"]),
        left=leaves_on(row),
        former_on=former_on,
        insured=insured,
        aged_40_to_64=range(month_number(reached(born, 40)) - first, month_number(reached(born, 65)) - first),
        around_childbirth=around_childbirth(row, first),
        two_years=range(joined, joined + 24) if row["former_dependant"] else NO_MONTHS,
        former=former,
        minor=date(year, 4, 1) <= school_year_end(born, 18),
        child_share=child_share(row, year, town, children),
        income_base=income_base(row, year),
    )


def leaves_on(row: Row) -> date:
    """75 is taken on the birthday itself, whatever is written."""
    return min(day(row["left_on"]), birthday(day(row["birth_date"]), 75))


def insured_months(row: Row, year: int) -> range:
    """From the month of joining to the one before leaving."""
    if row["insurance"] != INSURED:
        return NO_MONTHS
    first = month_number(date(year, 4, 1))
    joined, left = month_number(day(row["joined_on"])) - first, month_number(leaves_on(row)) - first
    return range(max(0, joined), min(12, left))


def former_since(row: Row) -> date | None:
    """Moved to the late-elderly scheme in an earlier year, or on the 75th birthday of one written as insured."""
    if row["insurance"] == FORMER:
        return day(row["former_since"])
    turns_75 = birthday(day(row["birth_date"]), 75)
    stayed = day(row["joined_on"]) < turns_75 <= day(row["left_on"])
    return turns_75 if row["insurance"] == INSURED and stayed else None


def until_of(row: Row) -> date:
    """Until a 特定同一世帯所属者 leaves the household: a day written after the 75th birthday can be no loss of insurance."""
    left = day(row["left_on"])
    if row["insurance"] == FORMER or left > birthday(day(row["birth_date"]), 75):
        return left
    return date(9999, 12, 31)


def around_childbirth(row: Row, first: int) -> range:
    """産前産後: four months from the one before the birth, six from the third before it; since January 2024."""
    if row["childbirth_on"] < 20231101:
        return NO_MONTHS
    birth = month_number(day(row["childbirth_on"])) - first
    begins = birth - (3 if row["multiple_birth"] else 1)
    return range(max(begins, month_number(date(2024, 1, 1)) - first), birth + 3)


def child_share(row: Row, year: int, town: str, children: Sequence[tuple[int, int]]) -> Fraction:
    """未就学児 half; in 大井町 all children nothing, in 中井町 from the third of those insured for a month."""
    born, april = day(row["birth_date"]), date(year, 4, 1)
    if town == "oi" and april <= school_year_end(born, 18):
        return Fraction(0)
    if town == "nakai" and (row["birth_date"], row["birth_order"]) in children[2:]:
        return Fraction(0)
    return Fraction(1, 2) if year >= 2022 and april <= school_year_end(born, 6) else Fraction(1)


# 所得


def is_65(row: Row, year: int) -> bool:
    """On 1 January of the fiscal year."""
    return row["birth_date"] <= (year - 65) * 10_000 + 101


def not_counted(row: Row) -> int:
    """Of the pay income of the involuntarily unemployed 30/100 count."""
    if not row["involuntarily_unemployed"]:
        return 0
    return row["employment_income"] - floor(row["employment_income"] * Fraction(30, 100))


def income_base(row: Row, year: int) -> int:
    """地方税法314条の2第2項: the basic deduction with its tiers, by the total income; former dependants owe no 所得割."""
    if row["former_dependant"]:
        return 0
    deduction = 0
    for most, amount in ((24_000_000, 430_000), (24_500_000, 290_000), (25_000_000, 150_000)):
        if row["total_income"] <= most:
            deduction = amount
            break
    return max(0, row["gross_income_amount"] - not_counted(row) - deduction)
