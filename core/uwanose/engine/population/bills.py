"""Owns the invented insured bills of a town's children as input columns of the medical subsidy, within one fiscal year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from uwanose.dates import fiscal_year_start
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.days import as_numbers
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.families import WIDOW, main_earner
from uwanose.engine.population.figures import figures
from uwanose.engine.population.households import CHILD, Days
from uwanose.engine.population.incomes import pay_and_pension_income
from uwanose.engine.population.residents import THRESHOLD_SHARE, Columns, numbered, town_by_town
from uwanose.engine.population.town import Town, counted_persons
from uwanose.money import Rate

OUTPATIENT, INPATIENT, DISPENSING = range(3)
NO_SCHEME, PUBLIC_ASSISTANCE, INSTITUTION, DISABILITY, SINGLE_PARENT, SCHOOL_ACCIDENT = range(6)
OLDEST = 18
SCHOOL_AGE = 6
MEAL = 490
# The line of the prefecture's standard: first amount, per dependant, per elderly dependant, flat deduction
LIMIT, PER_DEPENDANT, PER_ELDERLY, FLAT, MOST_PAY = 5_320_000, 380_000, 60_000, 80_000, 100_000


def bills(
    towns: Mapping[str, int],
    *,
    seed: int,
    fiscal_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give the bills of *fiscal_year* for the children among ``residents(…, income_year=fiscal_year - 1)``.

    Residents and bills of one seed belong together: ``resident_id`` and ``guardian_id`` are the same people.
    Raises Refused before anything is invented.
    """
    return town_by_town(towns, seed, fiscal_year, threshold_share, _bills)


def _bills(town: Town, seed: int, share: Rate) -> Columns:
    dice = Dice(seed, town.id, "bills")
    children = np.flatnonzero((town.people.role == CHILD) & (town.people.age <= OLDEST))
    age = town.people.age[children]
    most = np.select([age < 3, age < 7, age < 13], [12, 10, 6], 4)
    of_child = np.repeat(np.arange(len(children)), dice.between(0, most, len(children)))
    child = children[of_child]
    count = len(child)
    treated = treatment_days(dice, town, child, dice.exactly(share, count))
    order = np.lexsort((treated, of_child))
    treated = treated[order]
    guardian = main_earner(town.people, town.total_income)[child]
    resident = numbered(f"{town.id}-r", np.arange(1, len(town.people) + 1))
    return {
        "bill_id": numbered(f"{town.id}-b", np.arange(1, count + 1)),
        "resident_id": resident[child],
        "municipality": np.full(count, town.id),
        "guardian_id": resident[guardian],
        "birth_date": as_numbers(town.people.born[child]),
        "treated_on": as_numbers(treated),
        **care_columns(dice, town.people.age[child]),
        "other_scheme": _scheme(dice, town, child, guardian),
        "inside_prefecture": dice.happens(9_500, count).astype(np.int64),
        **_guardians(dice, town, children, share, of_child),
    }


def treatment_days(dice: Dice, town: Town, child: Column, chosen: Flags) -> Days:
    """Days of treatment of the people on the rows *child*; the chosen ones on edges of the fiscal year or around the birthday."""
    year = town.income_year + 1
    first, beyond = np.datetime64(fiscal_year_start(year)), np.datetime64(date(year + 1, 4, 1))
    length = int((beyond - first).astype(np.int64))
    day = first + dice.below(length, len(child))
    born = town.people.born[child]
    birthday = _birthday_in(born, year)
    beside = birthday + dice.between(-2, 1, len(child))
    beside = np.clip(beside, first, beyond - 1)
    edge = np.where(dice.happens(5_000, len(child)), first, beyond - 1)
    special = np.where(dice.happens(7_000, len(child)), beside, edge)
    return np.where(chosen, special, day)


def _birthday_in(born: Days, year: int) -> Days:
    """The birthday that lies in a fiscal year (29 February counts as 1 March in other years)."""
    month = born.astype("datetime64[M]").astype(np.int64) % 12
    day = (born - born.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    of_year = (year - 1970 + (month < 3)) * 12 + month
    birthday: Days = of_year.astype("datetime64[M]").astype("datetime64[D]") + day
    return birthday


def care_columns(dice: Dice, age: Column) -> dict[str, Column]:
    """Kind of care, visits, days and amounts of one bill for people of these ages."""
    count = len(age)
    care = dice.choose((62, 3, 35), count)
    inside, outside = care == INPATIENT, care == OUTPATIENT
    days = np.where(inside, dice.spread((1, 3, 5, 8, 14, 31), count), 0)
    whole = np.select(
        [inside, outside],
        [days * dice.spread((25_000, 32_000, 45_000, 80_000), count), dice.spread((2_500, 4_800, 7_500, 22_000), count)],
        dice.spread((1_200, 2_600, 4_400, 16_000), count),
    )  # fmt: skip
    insured = whole * np.where(age < SCHOOL_AGE, 20, 30) // 1_000 * 10
    high_cost = np.where(inside & (insured > 80_100), (insured - 80_100) // 2, 0)
    return {
        "care": care,
        "visits": np.where(outside, dice.spread((1, 1, 1, 2, 3, 6), count), 0),
        "days": days,
        "insured_share": insured,
        "meals": np.maximum(days * 3 - 2, 0) * MEAL,
        "high_cost_benefit": high_cost,
        "additional_benefit": np.where(dice.happens(150, count), (insured - high_cost) // 2, 0),
    }


def _scheme(dice: Dice, town: Town, child: Column, guardian: Column) -> Column:
    amounts, count = town.amounts, len(child)
    single = (amounts["widow_status"][guardian] > WIDOW) & dice.happens(6_000, count)
    cases = [
        (amounts["public_assistance"][child] == 1, PUBLIC_ASSISTANCE),
        (dice.happens(10, count), INSTITUTION),
        (amounts["disability"][child] == 2, DISABILITY),
        (single, SINGLE_PARENT),
        ((town.people.age[child] >= SCHOOL_AGE) & dice.happens(80, count), SCHOOL_ACCIDENT),
    ]
    return np.select([mask for mask, _ in cases], [scheme for _, scheme in cases], NO_SCHEME)


def _guardians(dice: Dice, town: Town, children: Column, share: Rate, of_child: Column) -> dict[str, Column]:
    """What the income test needs of the guardian; the chosen children's guardians stand exactly on the limit."""
    amounts, total = town.amounts, town.total_income
    guardian = main_earner(town.people, total)[children]
    law = figures(town.income_year)
    dependants = counted_persons(amounts, town.claims, total, law)[guardian]
    elderly = (amounts["dependants_elderly"] + amounts["dependants_cohabiting_parent"])[guardian]
    worked = pay_and_pension_income(amounts, town.people.age, law)[guardian]
    listed = amounts["mutual_aid_paid"][guardian] + 270_000 * (amounts["disability"][guardian] > 0)
    limit = LIMIT + PER_DEPENDANT * dependants + PER_ELDERLY * elderly
    over = total[guardian] - FLAT - np.minimum(worked, MOST_PAY) - limit
    listed = np.where(dice.exactly(share, len(children)) & (over >= 0), over, listed)
    by_child = {
        "guardian_dependants": dependants,
        "guardian_elderly_dependants": elderly,
        "guardian_listed_deductions": listed,
        "guardian_pay_or_pension": worked,
    }
    return {name: column[of_child] for name, column in by_child.items()}
