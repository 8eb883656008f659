"""Owns invented claimants with their children, month by month, most of their amounts and days on borders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tests.oracle.child_allowance import LIMITS, UPPER_LIMITS
from tests.oracle.days import birthday, day, digits, first_of_month, month_number
from tests.oracle.draw import Draw

AGES = (0, 1, 3, 3, 6, 12, 12, 15, 15, 18, 18, 22, 22, 30)


def claimant(draw: Draw, months: list[date]) -> list[dict[str, int]]:
    """One to five children of one claimant in one to three of the months, each month with all of them."""
    chosen = sorted(draw.random.sample(months, min(len(months), draw.random.choice((1, 1, 2, 3)))))
    means = income(draw)
    children = [child(draw, chosen[0]) for _ in range(draw.random.choice((1, 2, 3, 3, 4, 5)))]
    if draw.happens(15):  # twins
        number = children[0]["child_number"] + draw.random.choice((-1, 0, 1))
        children.append(children[0] | {"child_number": max(0, number)})
    return [{**row, **means, "for_month": digits(month)} for month in chosen for row in children]


def child(draw: Draw, month: date) -> dict[str, int]:
    """Born near a day on which an age, or a school year, ends; claimed around the 15 days after birth or move."""
    borders = [month, date(month.year, 4, 1), date(month.year, 4, 2), date(month.year, 2, 28)]
    if draw.happens(30):
        borders = [month - timedelta(days=draw.random.randrange(365))]
    born = birthday(draw.near(borders), -draw.random.choice(AGES))
    born = min(born, first_of_month(month_number(month) + 1) - timedelta(days=1))
    if draw.happens(4):
        born = date(month.year - draw.random.choice((3, 12, 15, 18, 22)), 2, 28) + timedelta(days=1)
    claimed, event = date(1900, 1, 1), date(1900, 1, 1)
    if draw.happens(30):
        event = draw.near([month, first_of_month(month_number(month) - 1), month - timedelta(days=16)])
        claimed = event + timedelta(days=draw.random.choice((0, 1, 14, 15, 16, 40)))
    if draw.happens(10):
        event, claimed = date(1900, 1, 1), draw.near([month, first_of_month(month_number(month) - 1)])
    ended = draw.near([month, first_of_month(month_number(month) + 1)])
    return {
        "birth_date": digits(born),
        "child_number": draw.random.randrange(10_000),
        "cared_for": 1 - draw.happens(10),
        "living_costs_borne": draw.happens(60),
        "claimed_on": digits(claimed),
        "event_on": digits(event),
        "ended_on": digits(ended) if draw.happens(15) else 99991231,
    }


def income(draw: Draw) -> dict[str, int]:
    """The claimant's: mostly at a limit, whatever is taken off before."""
    dependants = draw.random.randrange(9)
    elderly = min(dependants, draw.random.choice((0, 0, 0, 1, 2)))
    listed = draw.random.choice((0, 0, 270_000, 400_000, 123_457))
    row = {
        "claimant_dependants": dependants,
        "claimant_elderly_dependants": elderly,
        "claimant_listed_deductions": listed,
    }
    at_most = min(dependants, 5)
    over = 380_000 * (dependants - at_most) + 60_000 * elderly
    borders = [table[at_most] + over + 80_000 + listed for table in (LIMITS, UPPER_LIMITS)]
    for year in ("same", "previous"):
        pay = draw.amount((0, 0, 30_000, 99_999, 5_000_000), 9_000_000)
        pension = draw.amount((0, 0, 0, 70_000), 2_000_000)
        taken = min(100_000, pay + pension)
        row[f"employment_income_{year}"] = pay
        row[f"public_pension_income_{year}"] = pension
        row[f"total_income_{year}"] = draw.amount([border + taken for border in borders], 12_000_000)
    return row


def by_month(rows: Sequence[Mapping[str, int]]) -> list[list[int]]:
    """Which rows belong to the same month."""
    months = sorted({row["for_month"] for row in rows})
    return [[number for number, row in enumerate(rows) if row["for_month"] == month] for month in months]


def months_between(first: int, last: int) -> list[date]:
    """Every first of month from one to the other."""
    return [first_of_month(number) for number in range(month_number(day(first)), month_number(day(last)) + 1)]


PLAIN = {
    "child_number": 0, "cared_for": 1, "living_costs_borne": 0, "claimed_on": 19000101, "event_on": 19000101,
    "ended_on": 99991231, "claimant_dependants": 0, "claimant_elderly_dependants": 0, "claimant_listed_deductions": 0,
    "employment_income_same": 0, "public_pension_income_same": 0, "total_income_same": 0,
    "employment_income_previous": 0, "public_pension_income_previous": 0, "total_income_previous": 0,
}  # fmt: skip


def border_claimants(months: list[date]) -> list[list[dict[str, int]]]:
    """Each limit of income one yen below, on and above it, and each border of age one day before, on and after it."""
    claimants = []
    for dependants in range(8):
        over = 380_000 * max(0, dependants - 5)
        for table in (LIMITS, UPPER_LIMITS):
            for taken in (80_000, 180_000):
                for yen in (-1, 0, 1):
                    income = table[min(dependants, 5)] + over + taken + yen
                    means = {f"total_income_{year}": income for year in ("same", "previous")}
                    pay = {f"employment_income_{year}": taken - 80_000 for year in ("same", "previous")}
                    row = PLAIN | means | pay | {"claimant_dependants": dependants, "birth_date": 20190615}
                    claimants.append([row | {"for_month": digits(months[0])}])
    for month in months[:14]:
        for age in (0, 3, 12, 15, 18, 22):
            for days in (-1, 0, 1):
                born = digits(birthday(month + timedelta(days=days), -age))
                student = {
                    "birth_date": born,
                    "living_costs_borne": int(age >= 18),
                    "for_month": digits(month),
                }
                older = {"birth_date": born - 10_000, "for_month": digits(month)}
                claimants.append([PLAIN | student, PLAIN | older])
    for days in range(-20, 21):
        event = months[1] + timedelta(days=days)
        for grace in (0, 14, 15, 16):
            claim = {"event_on": digits(event), "claimed_on": digits(event + timedelta(days=grace))}
            rows = [
                PLAIN | claim | {"birth_date": 20190615, "for_month": digits(month)} for month in months[:4]
            ]
            claimants.append([*rows, rows[0] | {"birth_date": digits(event)}])
            claimants.append([row | {"ended_on": digits(event)} for row in rows])
    return claimants
