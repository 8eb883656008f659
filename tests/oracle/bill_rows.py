"""Owns invented bills of the three medical subsidies, most of their amounts and days on a border or beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tests.oracle.bills import DISPENSING, INPATIENT, OUTPATIENT
from tests.oracle.days import birthday, digits, fiscal_year
from tests.oracle.draw import Draw
from tests.oracle.medical_subsidy_single_parent import PARENT_2020, PARENT_2025, SUPPORTER

YEARS = range(2021, 2027)  # the fiscal years for which the demonstration assumes what nobody has seen
CHANGES = (
    date(2021, 10, 22), date(2022, 1, 1), date(2022, 9, 30), date(2022, 10, 1), date(2023, 3, 1), date(2023, 4, 1),
    date(2023, 7, 1), date(2023, 8, 1), date(2023, 9, 1), date(2023, 10, 1), date(2024, 4, 1), date(2024, 7, 1),
    date(2025, 1, 1), date(2025, 4, 1), date(2025, 10, 1), date(2026, 1, 1),
)  # fmt: skip
LAST = date(2027, 3, 31)


def treatment_day(draw: Draw) -> date:
    """On a day of change or beside it, at the end of a month, on 29 February, or in the middle of any month."""
    if draw.happens(50):
        return draw.near(CHANGES)
    year = draw.random.choice(YEARS)
    if draw.happens(10):
        return draw.near([date(2024, 2, 29), date(2024, 3, 1)])
    if draw.happens(50):
        return min(LAST, max(date(2021, 4, 1), draw.near([date(year, 4, 1), date(year + 1, 1, 1)])))
    month = draw.random.randrange(1, 13)
    return date(year + (month < 4), month, draw.random.choice((1, 15, 28)))


def care(draw: Draw) -> dict[str, int]:
    """What the bill says of the treatment: shares at a co-payment, a yen beside it, and benefits that leave nothing."""
    kind = draw.random.choice((OUTPATIENT, OUTPATIENT, INPATIENT, DISPENSING))
    visits = draw.random.choice((0, 1, 1, 2, 5, 31)) if kind == OUTPATIENT else 0
    days = draw.random.choice((0, 1, 4, 31)) if kind == INPATIENT else 0
    share = draw.amount((0, 150, 200 * visits, 100 * days, 300, 3_000, 80_100), 90_000)
    return {
        "care": kind,
        "visits": visits,
        "days": days,
        "insured_share": share,
        "meals": 490 * 3 * days,
        "high_cost_benefit": draw.amount((0, share // 2, share), 90_000) if draw.happens(20) else 0,
        "additional_benefit": draw.amount((0, share // 3, share), 90_000) if draw.happens(20) else 0,
        "inside_prefecture": 1 - draw.happens(15),
    }


def born_at(draw: Draw, treated: date, ages: Sequence[int]) -> int:
    """Born so that an age, or its school year, ends about the day of treatment; some on 29 February or anywhere."""
    if draw.happens(5):
        return digits(date(draw.random.choice((2004, 2008, 2012, 2016, 2020)), 2, 29))
    april = date(fiscal_year(treated), 4, 1)
    near = [treated, april, april + timedelta(days=1), date(treated.year, 1, 1), date(treated.year, 7, 1)]
    on = draw.near([treated + timedelta(days=1), *near])
    if draw.happens(25):
        on -= timedelta(days=draw.random.randrange(365))
    born = birthday(on, -draw.random.choice(ages))
    return digits(min(born, treated))


def child_bill(draw: Draw) -> dict[str, int]:
    """A child's, with the guardian's income of three years around the limit, whatever is taken off before."""
    treated = treatment_day(draw)
    dependants, elderly = draw.random.choice((0, 1, 2, 4, 5, 6, 9)), draw.random.choice((0, 0, 1, 2))
    listed, paid = draw.random.choice((0, 0, 270_000, 123_457)), draw.amount((0, 99_999, 100_000), 6_000_000)
    line = 5_320_000 + 380_000 * dependants + 60_000 * elderly + 80_000 + listed
    return {
        "treated_on": digits(treated),
        "birth_date": born_at(draw, treated, (0, 1, 4, 6, 6, 12, 12, 15, 15, 18, 18, 19)),
        **care(draw),
        "other_scheme": draw.random.choice((0, 0, 0, 0, 1, 2, 3, 4, 4, 5)),
        "guardian_dependants": dependants,
        "guardian_elderly_dependants": elderly,
        "guardian_listed_deductions": listed,
        "guardian_pay_or_pension": paid,
        "guardian_undeclared": draw.happens(5),
        **{f"guardian_total_income_{year}": draw.amount((0, line, line + min(paid, 100_000), 60_000), 12_000_000)
           for year in ("same", "previous", "before_previous")},
    }  # fmt: skip


def single_parent_bill(draw: Draw) -> dict[str, int]:
    """Of a parent or child; both incomes at their limits, as they are, with child support and after each deduction."""
    treated = treatment_day(draw)
    support = draw.amount((0, 0, 0, 1, 5, 799_999, 800_000), 1_200_000) if draw.happens(40) else 0
    row = {
        "treated_on": digits(treated),
        "ground": draw.random.choice((0, 1, 1, 1, 1, 1, 2, 2, 3)),
        "child_birth_date": born_at(draw, treated, (3, 15, 18, 18, 18, 19, 20, 20, 21)),
        "child_disabled_or_in_school": draw.happens(50),
        "has_supporter": draw.happens(60),
        "child_support_received": support,
        **care(draw),
        "other_scheme": draw.random.choice((0, 0, 0, 0, 0, 0, 1, 2, 3, 4)),
    }
    counted = support * 8 // 10
    limits = PARENT_2025 if treated >= date(2025, 1, 1) else PARENT_2020
    return row | _means(draw, "parent", limits, counted) | _means(draw, "supporter", SUPPORTER, 0)


def _means(draw: Draw, who: str, limits: tuple[int, ...], counted: int) -> dict[str, int]:
    dependants = draw.random.choice((0, 0, 1, 2, 3, 4, 4, 5 if draw.happens(30) else 4))
    addition, listed = draw.random.choice((0, 0, 150_000, 1)), draw.random.choice((0, 0, 270_000, 33_333))
    paid = draw.amount((0, 99_999, 100_000), 3_000_000)
    line = limits[min(dependants, 4)] + addition + 80_000 + listed - counted
    return {
        f"{who}_dependants": dependants,
        f"{who}_limit_addition": addition,
        f"{who}_listed_deductions": listed,
        f"{who}_pay_or_pension": paid,
        **{f"{who}_total_income_{year}": draw.amount((0, line, line, line + min(paid, 100_000), 80_001), 5_000_000)
           for year in ("same", "previous")},
    }  # fmt: skip


def disability_bill(draw: Draw) -> dict[str, int]:
    """Of somebody with one or two handbooks, certified about the 65th birthday, with an income at the limit."""
    treated = treatment_day(draw)
    born = date(draw.random.choice((1930, 1948, 1956, 1970, 1995)), 1, 1) + timedelta(
        draw.random.randrange(366)
    )
    if draw.happens(30):
        born = draw.random.choice((date(1956, 2, 29), date(1955, 1, 1), date(1955, 4, 1), date(1955, 4, 2)))
    certified = draw.near([birthday(born, 65), birthday(born, 65) - timedelta(days=1)])
    if draw.happens(50) or certified > treated:
        certified = min(treated, birthday(born, draw.random.choice((1, 20, 40, 64, 66))))
    dependants = draw.random.choice((0, 0, 1, 2, 3, 4, 8))
    addition, listed = draw.random.choice((0, 0, 100_000, 1)), draw.random.choice((0, 0, 396_000, 33_333))
    line = 380_000 * dependants + addition + listed
    return {
        "treated_on": digits(treated),
        "birth_date": digits(born),
        "first_certified_on": digits(max(born, certified)),
        "physical_grade": draw.random.choice((0, 0, 0, 1, 2, 3, 3, 4, 7)),
        "iq_assessed": draw.happens(60),
        "iq": draw.random.choice((0, 20, 34, 35, 36, 49, 50, 51, 100)),
        "intellectual_handbook": draw.happens(50),
        "mental_grade": draw.random.choice((0, 0, 1, 2, 3)),
        "dependants": dependants,
        "limit_addition": addition,
        "listed_deductions": listed,
        **care(draw),
        "other_scheme": draw.random.choice((0, 0, 0, 0, 0, 0, 1, 2, 3)),
        **{f"own_total_income_{year}": draw.amount((0, line + 3_604_000, line + 3_661_000, listed + 1), 9_000_000)
           for year in ("same", "previous")},
    }  # fmt: skip
