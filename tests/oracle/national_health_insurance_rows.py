"""Owns invented households for the national health insurance, most of their amounts and days on borders."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle.days import birthday, digits
from tests.oracle.draw import Draw
from tests.oracle.national_health_insurance import FIVE_TWO
from tests.oracle.national_health_insurance_members import FORMER, INSURED, OUTSIDE
from tests.oracle.resident_tax_income import employment_income, is_65, pension_income

PAY = (0, 0, 550_000, 550_001, 650_000, 651_000, 700_000, 1_000_000, 2_500_000)
PENSION = (0, 600_000, 1_100_000, 1_200_000, 1_250_000, 1_300_000, 2_000_000)
ALWAYS, NEVER = date(1900, 1, 1), date(9999, 12, 31)

PLAIN = {
    "birth_date": 19950615, "head": 0, "insurance": INSURED, "joined_on": 19000101, "left_on": 99991231,
    "former_since": 19000101, "pay_revenue": 0, "family_employee_pay": 0, "pension_revenue": 0,
    "family_employee_income": 0, "family_employee_deduction": 0, "land_special_deduction": 0, "income_undeclared": 0,
    "involuntarily_unemployed": 0, "former_dependant": 0, "childbirth_on": 19000101, "multiple_birth": 0,
    "birth_order": 0, "fixed_asset_tax": 0, "gross_income_amount": 0, "total_income": 0, "employment_income": 0,
    "public_pension_income": 0,
}  # fmt: skip


def first_days(year: int) -> list[date]:
    return [date(year + (month > 12), (month - 1) % 12 + 1, 1) for month in range(4, 17)]


def household(draw: Draw, year: int) -> list[dict[str, int]]:
    """A head, insured or not, with family of all ages; other income brings it near one of its limits."""
    members = [adult(draw, year) for _ in range(draw.random.choice((1, 1, 2, 2, 3)))]
    if draw.happens(45):
        members += [child(draw, year, number) for number in range(draw.random.choice((1, 1, 2, 3, 4)))]
    if draw.happens(25):
        members.append(former(draw, year))
    if draw.happens(20):
        members.append(adult(draw, year) | {"insurance": OUTSIDE})
    draw.random.shuffle(members)
    draw.random.choice([row for row in members if row["birth_date"] < (year - 18) * 10_000])["head"] = 1
    five, two = FIVE_TWO[year]
    base = 430_000 + draw.random.choice((0, 0, 100_000, 200_000))
    heads = draw.random.choice((1, 2, 3, 4))
    if draw.happens(70):
        known = sum(
            row["gross_income_amount"] - min(150_000, row["public_pension_income"]) for row in members
        )
        borders = [base, base + five * heads, base + two * heads, 430_000, 24_000_000, 24_500_000, 25_000_000]
        more = max(0, draw.amount(borders, 9_000_000) - known)
        one = draw.random.choice(members)
        one["gross_income_amount"] += more
        one["total_income"] += more
    return members


def adult(draw: Draw, year: int) -> dict[str, int]:
    ages = (20, 25, 30, 38, 40, 40, 45, 50, 60, 65, 65, 66, 70, 74, 75)
    birth = birthday(draw.near(first_days(year)), -draw.random.choice(ages))
    if draw.happens(10):
        birth = birthday(draw.near([date(year, 1, 1)]), -65)
    birth = max(birth, birthday(date(year, 4, 1), -75))  # who is older is not insured in the year
    row = (
        PLAIN
        | {"birth_date": digits(birth)}
        | earned(draw, digits(birth), year)
        | membership(draw, year, birth)
    )
    if draw.happens(8):
        row["family_employee_deduction"] = draw.amount((500_000, 860_000), 2_000_000)
    if draw.happens(8) and row["pay_revenue"]:
        row["family_employee_pay"] = min(row["pay_revenue"], draw.amount((100_000, 550_000), 2_000_000))
        row["family_employee_income"] = min(row["employment_income"], row["family_employee_pay"])
    if draw.happens(6):
        row["land_special_deduction"] = draw.amount((1, 500_000, 30_000_000), 8_000_000)
    if draw.happens(10):
        due = draw.near(first_days(year)) + timedelta(days=draw.random.choice((-90, -60, 0, 0, 60, 90)))
        row |= {"childbirth_on": digits(due), "multiple_birth": draw.happens(30)}
    if draw.happens(10):
        row["fixed_asset_tax"] = draw.amount((80_000, 123_457), 400_000)
    row["income_undeclared"] = draw.happens(2)
    row["involuntarily_unemployed"] = draw.happens(8)
    row["former_dependant"] = int(birth.year <= year - 66 and draw.happens(25))
    return row


def child(draw: Draw, year: int, number: int) -> dict[str, int]:
    born = birthday(
        draw.near([date(year, 4, 2), date(year, 4, 1)]), -draw.random.choice((0, 1, 6, 6, 12, 18, 18))
    )
    if draw.happens(40):
        born -= timedelta(days=draw.random.randrange(365))
    return PLAIN | {"birth_date": digits(born), "birth_order": number} | membership(draw, year, born)


def former(draw: Draw, year: int) -> dict[str, int]:
    """In the late-elderly scheme: moved there this year's months five or eight years ago, or at any time."""
    since = draw.near(first_days(year)).replace(
        year=year - draw.random.choice((1, 4, 5, 5, 7, 8, 8, 10)), day=1
    )
    since += timedelta(days=draw.random.randrange(28))
    born = digits(birthday(since, -75))
    left = draw.near(first_days(year)) if draw.happens(15) else NEVER
    row = PLAIN | {
        "birth_date": born,
        "insurance": FORMER,
        "former_since": digits(since),
        "left_on": digits(left),
    }
    return row | earned(draw, born, year)


def membership(draw: Draw, year: int, born: date) -> dict[str, int]:
    joined = draw.near(first_days(year)) if draw.happens(20) else ALWAYS
    if draw.happens(6):
        joined = draw.near(first_days(year - 2))  # for the two years of former dependants
    seventy_five = birthday(born, 75)
    joined = min(max(joined, born), seventy_five - timedelta(days=1))
    left = draw.near(first_days(year)) if draw.happens(15) else NEVER
    if left <= joined:
        left = joined + timedelta(days=draw.random.randrange(1, 60))
    if left > seventy_five:
        left = draw.random.choice((seventy_five, NEVER))
    return {"joined_on": digits(joined), "left_on": digits(left)}


def earned(draw: Draw, birth: int, year: int) -> dict[str, int]:
    pay = draw.amount(PAY, 5_000_000)
    pension = draw.amount(PENSION, 4_000_000) if birth <= (year - 55) * 10_000 else 0
    from_pay = employment_income(pay, year)
    from_pension = pension_income(pension, is_65(birth, year - 1), from_pay)
    both = 0
    if from_pay > 0 and from_pension > 0:
        both = max(0, min(from_pay, 100_000) + min(from_pension, 100_000) - 100_000)
    total = from_pay - both + from_pension
    return {
        "pay_revenue": pay,
        "pension_revenue": pension,
        "employment_income": from_pay,
        "public_pension_income": from_pension,
        "total_income": total,
        "gross_income_amount": total,
    }
