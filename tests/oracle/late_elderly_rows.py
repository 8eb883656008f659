"""Owns invented households for the late-elderly premium, most of their amounts and days on borders."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle.days import birthday, digits
from tests.oracle.draw import Draw
from tests.oracle.late_elderly_premium import FIVE_TWO, RATES
from tests.oracle.resident_tax_income import employment_income, pension_income

PAY = (0, 0, 0, 550_000, 551_000, 600_000, 650_000, 651_000, 1_000_000, 1_500_000)
PENSION = (0, 799_999, 800_000, 800_001, 1_100_000, 1_200_000, 1_250_000, 1_530_000, 1_680_000, 3_000_000)


def household(draw: Draw, year: int) -> list[dict[str, int]]:
    """A head and up to three more; other income brings the household near one of its limits."""
    members = [member(draw, year) for _ in range(draw.random.choice((1, 1, 2, 2, 2, 3, 4)))]
    members[draw.random.randrange(len(members))]["is_head"] = 1
    base = RATES[year].basic_deduction + draw.random.choice((0, 0, 100_000, 200_000))
    five, two = FIVE_TWO[min(year, 2026)]
    heads = draw.random.choice((1, 1, 2, 3))
    borders = [base, base + five * heads, base + two * heads, RATES[year].basic_deduction + 580_000]
    if draw.happens(70):
        known = sum(
            row["gross_income_amount"] - min(150_000, row["public_pension_income"]) for row in members
        )
        one = draw.random.choice(members)
        one["gross_income_amount"] += max(0, draw.amount(borders, 12_000_000) - known)
    elif draw.happens(30):
        draw.random.choice(members)["gross_income_amount"] += draw.amount(
            (7_000_000, 8_000_000, 24_000_000, 24_500_000, 25_000_000), 30_000_000
        )
    return members


def member(draw: Draw, year: int) -> dict[str, int]:
    firsts = [date(year + (month > 12), (month - 1) % 12 + 1, 1) for month in range(4, 16)]
    never, always = date(9999, 12, 31), date(1900, 1, 1)
    kind = draw.random.randrange(10)
    recognised = never
    if kind < 5:
        birth = birthday(draw.near(firsts), -draw.random.choice((75, 76, 77, 80, 95)))
    elif kind < 7:
        birth = birthday(draw.near(firsts), -75)
    elif kind == 7:
        birth = birthday(draw.near([date(year, 1, 1), *firsts]), -draw.random.choice((66, 70, 74)))
        recognised = draw.near(firsts) if draw.happens(70) else birthday(birth, 65)
    else:
        birth = birthday(draw.near([date(year, 1, 1)]), -draw.random.choice((20, 50, 64, 65, 66)))
    moved = draw.near(firsts) if draw.happens(8) else always
    lost = draw.near(firsts) if draw.happens(10) else never
    if lost <= moved:
        lost = moved + timedelta(days=draw.random.randrange(1, 60))
    pay = draw.amount(PAY, 4_000_000)
    pension = draw.amount(PENSION, 4_000_000) if birth.year <= year - 55 else 0
    from_pay = employment_income(pay, year)
    from_pension = pension_income(pension, digits(birth) <= (year - 65) * 10_000 + 101, 0)
    return {
        "birth_date": digits(birth),
        "is_head": 0,
        "moved_in_on": digits(moved),
        "lost_on": digits(lost),
        "recognised_on": digits(recognised),
        "pay_revenue": pay,
        "pension_revenue": pension,
        "former_dependant": draw.happens(12),
        "capped_by_recognition": draw.happens(5),
        "gross_income_amount": from_pay + from_pension,
        "public_pension_income": from_pension,
        "land_special_deduction": 0,
    }


PLAIN = {
    "birth_date": 19400615, "is_head": 1, "moved_in_on": 19000101, "lost_on": 99991231, "recognised_on": 99991231,
    "pay_revenue": 0, "pension_revenue": 0, "former_dependant": 0, "capped_by_recognition": 0,
    "gross_income_amount": 0, "public_pension_income": 0, "land_special_deduction": 0,
}  # fmt: skip


def border_households(year: int) -> list[list[dict[str, int]]]:
    """Each limit of income and of pay one yen below, on and above it; each day of joining and leaving one day beside."""
    base = RATES[year].basic_deduction
    five, two = FIVE_TWO[min(year, 2026)]
    households = []
    for earners in (0, 1, 2, 3):
        for heads in (1, 2, 3):
            for per_head in (0, five, two):
                line = base + 100_000 * max(0, earners - 1) + per_head * heads
                for yen in (-1, 0, 1):
                    rows = [dict(PLAIN, is_head=int(number == 0)) for number in range(heads)]
                    if earners > heads:
                        rows.append(dict(PLAIN, is_head=0, birth_date=19800615))  # counts for nothing
                    rows[0]["gross_income_amount"] = line + yen
                    for row in rows[:earners]:
                        row["pay_revenue"] = 700_000
                    households.append(rows)
    for pay in (550_000, 550_001, 650_000, 650_001):
        rows = [dict(PLAIN, is_head=int(number == 0), pay_revenue=pay) for number in range(2)]
        households += [[dict(row, gross_income_amount=(base + 50_000) // 2) for row in rows], rows]
    for pension in (600_000, 600_001, 800_000, 800_001, 1_250_000, 1_250_001):
        for birth in ((year - 65) * 10_000 + 101, (year - 65) * 10_000 + 102):
            head = dict(PLAIN, birth_date=birth, pension_revenue=pension, gross_income_amount=base + 100_000)
            households.append([head, dict(PLAIN, is_head=0, pension_revenue=1_260_000)])
        households.append([dict(PLAIN, pension_revenue=pension)])
    for income in (579_999, 580_000, 580_001, 7_000_000, 8_000_000, 8_500_000, 9_000_000):
        row = dict(PLAIN, gross_income_amount=base + income)
        born = [dict(row, birth_date=birth) for birth in (19490331, 19490401)]
        households += [[row], *([one] for one in born), [dict(row, capped_by_recognition=1)]]
    for month in range(13):
        first = date(year + (month + 3) // 12, (month + 3) % 12 + 1, 1)
        for on in (first + timedelta(days=days) for days in (-1, 0, 1)):
            joins = dict(PLAIN, birth_date=digits(birthday(on, -75)), gross_income_amount=700_000)
            households += [[joins], [dict(joins, former_dependant=1)], [dict(PLAIN, lost_on=digits(on))]]
            households += [
                [PLAIN, dict(joins, is_head=0)],
                [dict(PLAIN, lost_on=digits(on)), dict(joins, is_head=0)],
            ]
            young = dict(PLAIN, birth_date=(year - 70) * 10_000 + 615, recognised_on=digits(on), is_head=0)
            households += [[PLAIN, young], [dict(PLAIN, moved_in_on=digits(on), former_dependant=1)]]
            old = birthday(on, -77)  # joined two years ago: the 24 months end in this month
            households.append([dict(PLAIN, birth_date=digits(old), former_dependant=1)])
    return households
