"""Owns invented households for the long-term-care premium, most of their amounts and days on borders."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle.days import digits
from tests.oracle.draw import Draw
from tests.oracle.long_term_care_premium import LOWER_LINE, UPPER_LINE
from tests.oracle.long_term_care_towns import TABLES
from tests.oracle.resident_tax_income import employment_income, is_65, pension_income

PAY = (0, 0, 550_000, 550_999, 551_000, 650_999, 651_000, 980_000, 1_030_000, 1_100_000, 1_619_000, 1_628_000, 1_800_000,
       1_899_999, 1_900_000, 3_600_000)  # fmt: skip
PENSION = (0, 180_000, 800_000, 809_000, 826_500, 1_100_000, 1_200_000, 1_300_000, 1_480_000, 1_550_000, 3_300_000)  # fmt: skip
LIMITS = (380_000, 415_000, 420_000, 450_000, 830_000, 930_000)


def household(draw: Draw, year: int, town: str) -> list[dict[str, int]]:
    """One to four members of any age, more of them near 65 and older."""
    return [member(draw, year, town) for _ in range(draw.random.choice((1, 1, 2, 2, 3, 4)))]


def member(draw: Draw, year: int, town: str) -> dict[str, int]:
    """Incomes agree with pay and pension; what else was earned puts some on the borders of the town's stages."""
    march, april = date(year, 3, 31), date(year, 4, 1)
    first_of_months = [date(year + (month > 12), (month - 1) % 12 + 1, 1) for month in range(4, 16)]
    birth = draw.born((65, 65, 66, 70, 80), [april, *first_of_months])
    if draw.happens(25):
        birth = draw.born((3, 20, 40, 60, 64), [march])
    pay = draw.amount(PAY, 9_000_000)
    pension = draw.amount(PENSION, 4_000_000) if birth <= (year - 55) * 10_000 else 0
    found = incomes(pay, pension, birth, year)
    total = found["total_income"]
    limit = draw.random.choice(LIMITS)
    if draw.happens(60):  # other income, which brings the total to a border or near it
        borders = [1_350_000, limit, limit + 100_000, *(10_000 * border for border in TABLES[town].borders)]
        total = max(total, draw.amount(borders, 30_000_000))
    status = draw.happens(15) and total <= 1_350_000
    assistance = draw.happens(5)
    land = draw.amount((0, 0, 0, 1, 500_000, 30_000_000), 8_000_000) if draw.happens(20) else 0
    exempt = int(status or assistance or total <= limit)
    moved = draw.near([date(year, 1, 1), april, *first_of_months]) if draw.happens(30) else date(1900, 1, 1)
    lost = draw.near(first_of_months) if draw.happens(20) else date(9999, 12, 31)
    return {
        "birth_date": birth,
        "moved_in_on": digits(moved),
        "lost_on": digits(max(lost, moved + timedelta(days=1))),
        "public_assistance": assistance,
        "old_age_welfare_pension": draw.happens(10),
        **found,
        "total_income": total,
        "land_special_deduction": land,
        "pension_for_withholding": draw.amount((0, 180_000), 2_000_000),
        "withheld_since_april": draw.happens(60),
        "provisional_instalment": draw.amount((0, 5_000, 6_228, 10_950, 40_000), 60_000),
        "per_capita_exempt": exempt,
        "exempt_by_status": int(status or assistance),
        "per_capita_limit": limit,
    }


def incomes(pay: int, pension: int, birth: int, year: int) -> dict[str, int]:
    """What resident tax makes of pay and pension, if there is nothing else."""
    from_pay = employment_income(pay, year)
    from_pension = pension_income(pension, is_65(birth, year - 1), from_pay)
    both = 0
    if from_pay > 0 and from_pension > 0:
        both = max(0, min(from_pay, 100_000) + min(from_pension, 100_000) - 100_000)
    return {
        "pay_revenue": pay,
        "pension_revenue": pension,
        "employment_income": from_pay,
        "public_pension_income": from_pension,
        "pay_and_pension_income_adjustment": both,
        "total_income": from_pay - both + from_pension,
    }


PLAIN = {
    "birth_date": 19500615, "moved_in_on": 19000101, "lost_on": 99991231, "public_assistance": 0,
    "old_age_welfare_pension": 0, "pay_revenue": 0, "pension_revenue": 0, "land_special_deduction": 0,
    "pension_for_withholding": 0, "withheld_since_april": 0, "provisional_instalment": 0, "total_income": 0,
    "employment_income": 0, "public_pension_income": 0, "pay_and_pension_income_adjustment": 0,
    "per_capita_exempt": 0, "exempt_by_status": 0, "per_capita_limit": 380_000,
}  # fmt: skip


def border_households(year: int, town: str) -> list[list[dict[str, int]]]:
    """Each border of the town's table and of the law, one yen or one day below, exactly on it, and one above."""
    households = [[PLAIN | {"birth_date": 19600229}]]
    for border in (10_000 * border for border in TABLES[town].borders):
        households += [[PLAIN | {"total_income": border + yen}] for yen in (-1, 0, 1)]
    for line in (LOWER_LINE[year], UPPER_LINE):
        for pension in (line - 1, line, line + 1):
            exempt = PLAIN | {"pension_revenue": pension, "per_capita_exempt": 1}
            welfare = exempt | {"old_age_welfare_pension": 1}
            households += [[exempt], [exempt, PLAIN], [welfare], [welfare, PLAIN]]
    for pay in (550_999, 551_000, 650_999, 651_000, 979_999, 980_000, 980_001, 1_899_999, 1_900_000):
        income = employment_income(pay, year)
        paid = {"pay_revenue": pay, "employment_income": income, "total_income": income}
        row = PLAIN | paid | {"per_capita_exempt": int(income <= 380_000)}
        arrived = [
            row | {"moved_in_on": digits(date(year, 1, 1) + timedelta(days=days))} for days in (-1, 0, 1)
        ]
        households += [[row], *([member] for member in arrived), [row, PLAIN | {"per_capita_exempt": 1}]]
    for other in (-1, 0, 1):  # exempt as disabled or the like, up to 1,350,000 by the pay deduction of before
        paid = incomes(1_000_000, 0, PLAIN["birth_date"], year)
        total = 900_000 + other + paid["total_income"]  # with the former deduction 450,000 of pay income
        for assistance in (0, 1):
            status = {"exempt_by_status": 1, "per_capita_exempt": 1, "public_assistance": assistance}
            households.append([PLAIN | paid | {"total_income": total} | status])
    for pay in (560_001, 600_000, 650_000, 660_001, 751_000, 1_000_000):
        for pension in (1_099_999, 1_149_999, 1_150_001, 1_300_000):
            both = incomes(pay, pension, PLAIN["birth_date"], year)
            untaxed = int(both["total_income"] <= PLAIN["per_capita_limit"])
            households.append([PLAIN | both | {"per_capita_exempt": untaxed}])
    for month in range(13):
        first = date(year + (month + 3) // 12, (month + 3) % 12 + 1, 1)
        for on in (digits(first + timedelta(days=days)) for days in (-1, 0, 1)):
            households += [[PLAIN | {"birth_date": on - 65 * 10_000}], [PLAIN | {"moved_in_on": on}]]
            households += [[PLAIN | {"lost_on": on}]]
    return households
