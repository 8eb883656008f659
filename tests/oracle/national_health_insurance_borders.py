"""Owns households on the borders of the health insurance: one yen or one day below, exactly on it, and one above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.oracle.days import birthday, digits
from tests.oracle.national_health_insurance import FIVE_TWO
from tests.oracle.national_health_insurance_members import FORMER, OUTSIDE
from tests.oracle.national_health_insurance_rows import PLAIN, first_days
from tests.oracle.national_health_insurance_towns import Tariff

Household = list[dict[str, int]]

HEAD = PLAIN | {"head": 1, "birth_date": 19800615}
OTHER = PLAIN | {"birth_date": 19820615}


def on_borders(year: int, tariff: Tariff) -> list[Household]:
    """All borders of a year, and those of the tariff."""
    return [*limits(year), *earners(year), *on_borders_of(tariff), *days(year), *unclear()]


def limits(year: int) -> Iterator[Household]:
    """7, 5 and 2 tenths, by heads and earners, and with a head outside the insurance."""
    five, two = FIVE_TWO[year]
    for count in (0, 1, 2, 3):
        for heads in (1, 2, 3):
            for more in (0, five, two):
                for yen in (-1, 0, 1):
                    income = 430_000 + 100_000 * max(0, count - 1) + more * heads + yen
                    rows = [dict(HEAD), *(dict(OTHER) for _ in range(max(heads, count) - 1))]
                    rows[0] |= {"gross_income_amount": income, "total_income": income}
                    for number, row in enumerate(rows):
                        row["pay_revenue"] = 700_000 if number < count else 0
                        row["insurance"] = OUTSIDE if number >= heads else row["insurance"]
                    yield rows
                    yield [HEAD | {"insurance": OUTSIDE}, *(row | {"head": 0} for row in rows)]


def earners(year: int) -> Iterator[Household]:
    """The limits of pay and pension; 15万円 off and 65 on 1 January."""
    for pay in (550_000, 550_001, 650_000, 650_001):
        for family in (0, 1):
            paid = {"pay_revenue": pay, "family_employee_pay": family}
            for income in (430_000, 500_000, 530_000, 530_001):
                yield [HEAD | paid | {"gross_income_amount": income}, OTHER | paid]
    for pension in (600_000, 600_001, 1_250_000, 1_250_001):
        for born in ((year - 65) * 10_000 + 101, (year - 65) * 10_000 + 102):
            row = HEAD | {"birth_date": born, "pension_revenue": pension, "public_pension_income": 200_000}
            for income in (530_000, 530_001, 580_000, 680_000):
                yield [row | {"gross_income_amount": income}, OTHER | {"pay_revenue": 560_000}]


def on_borders_of(tariff: Tariff) -> Iterator[Household]:
    """The tiers of the basic deduction; each cap."""
    for total in (24_000_000, 24_500_000, 25_000_000):
        for yen in (-1, 0, 1):
            yield [HEAD | {"total_income": total + yen, "gross_income_amount": 3_000_000}]
    for part in tariff.parts.values():
        base = (part.cap - part.per_head - part.adult - part.per_household) / part.income_rate
        for yen in (-5_000, -1, 0, 1, 5_000):
            income = 430_000 + int(base) + yen
            yield [HEAD | {"gross_income_amount": income, "total_income": income}]
    for income in (1, 3, 33_333, 600_001, 1_234_567):
        paid = {
            "involuntarily_unemployed": 1,
            "employment_income": income,
            "gross_income_amount": income + 500_000,
        }
        yield [HEAD | paid]


def days(year: int) -> Iterator[Household]:
    """Joining, leaving, 40, 65 and 75; a childbirth; five and eight years; two years; six and eighteen."""
    rich = {"gross_income_amount": 2_000_000, "total_income": 2_000_000}
    for first in first_days(year):
        for on in (first + timedelta(days=number) for number in (-1, 0, 1)):
            yield [HEAD | rich | {"joined_on": digits(on)}]
            yield [HEAD | {"left_on": digits(max(on, date(year, 4, 1)))}, OTHER | {"joined_on": digits(on)}]
            for age in (40, 65, 75):
                yield [HEAD, OTHER | rich | {"birth_date": digits(birthday(on, -age))}]
            for twins in (0, 1):
                yield [HEAD | rich | {"childbirth_on": digits(on), "multiple_birth": twins}]
            for years in (5, 8):
                moved = digits(birthday(on, -years))
                yield [
                    HEAD | rich,
                    OTHER | {"insurance": FORMER, "former_since": moved, "birth_date": 19300615},
                ]
            joined = birthday(on, -2)
            old = OTHER | {"former_dependant": 1, "birth_date": 19560615, "joined_on": digits(joined)}
            yield [HEAD | rich | {"insurance": OUTSIDE}, old]
            yield [HEAD | {"insurance": OUTSIDE, "gross_income_amount": 900_000}, old]
    for age in (6, 18):
        for number in (-1, 0, 1):
            born = digits(birthday(date(year, 4, 2), -age) + timedelta(days=number))
            elder = [PLAIN | {"birth_date": born - 10_000 * more} for more in (1, 2)]
            yield [HEAD | rich, PLAIN | {"birth_date": born}]
            yield [HEAD | rich, PLAIN | {"birth_date": born}, *elder]
    yield [HEAD | rich, OTHER | rich | {"birth_date": year * 10_000 + 401 - 75 * 10_000}]
    for day in (year * 10_000 + 401, year * 10_000 + 901):  # the birthday written as the day of leaving
        yield [HEAD | rich, OTHER | rich | {"birth_date": day - 75 * 10_000, "left_on": day}]
        yield [HEAD | rich | {"birth_date": 19840229}, OTHER | {"birth_date": 19840229, "joined_on": day}]


def unclear() -> Iterator[Household]:
    """No head, two heads; somebody's income not declared."""
    yield [OTHER]
    yield [HEAD, HEAD | {"birth_date": 19700101}]
    yield [HEAD, OTHER | {"income_undeclared": 1}]
    yield [HEAD, OTHER | {"income_undeclared": 1, "insurance": OUTSIDE}]
