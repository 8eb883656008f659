"""Owns the invented insured bills of the severely disabled, within one fiscal year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.columns.days import as_numbers
from uwanose.engine.population.bills import care_columns, treatment_days
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.figures import figures
from uwanose.engine.population.households import Days
from uwanose.engine.population.residents import THRESHOLD_SHARE, Columns, numbered, town_by_town
from uwanose.engine.population.town import Town, counted_persons
from uwanose.engine.tables import reached_age_on
from uwanose.money import Rate

SPECIAL = 2  # 障害の区分: 特別障害者
PHYSICAL, INTELLECTUAL, COMBINED, MENTAL = range(4)
BORDER_AGE = 65
NO_SCHEME, PUBLIC_ASSISTANCE = 0, 1
LIMIT, PER_DEPENDANT = 3_604_000, 380_000  # 特別障害者手当の所得限度額


def disability_bills(
    towns: Mapping[str, int],
    *,
    seed: int,
    fiscal_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give the bills of *fiscal_year* for the disabled among ``residents(…, income_year=fiscal_year - 1)``.

    Exactly *threshold_share* of the persons were certified around their 65th birthday, as many have an income on the
    limit where theirs reaches it. Raises Refused before anything is invented.
    """
    return town_by_town(towns, seed, fiscal_year, threshold_share, _bills)


def _bills(town: Town, seed: int, share: Rate) -> Columns:
    dice, people = Dice(seed, town.id, "disability bills"), town.people
    persons = np.flatnonzero(town.amounts["disability"] > 0)
    by_person = {
        "first_certified_on": _certified(dice, town, persons, share),
        **_disabilities(dice, town, persons),
        **_incomes(dice, town, persons, share),
    }
    of_person = np.repeat(np.arange(len(persons)), dice.between(0, 10, len(persons)))
    person = persons[of_person]
    count = len(person)
    treated = treatment_days(dice, town, person, dice.exactly(share, count))
    resident = numbered(f"{town.id}-r", np.arange(1, len(people) + 1))
    return {
        "bill_id": numbered(f"{town.id}-d", np.arange(1, count + 1)),
        "resident_id": resident[person],
        "municipality": np.full(count, town.id),
        "treated_on": as_numbers(treated),
        "birth_date": as_numbers(people.born[person]),
        **{name: column[of_person] for name, column in by_person.items()},
        **care_columns(dice, people.age[person]),
        "other_scheme": np.where(
            town.amounts["public_assistance"][person] == 1, PUBLIC_ASSISTANCE, NO_SCHEME
        ),
        "inside_prefecture": dice.happens(9_500, count).astype(np.int64),
    }


def _certified(dice: Dice, town: Town, persons: Column, share: Rate) -> Column:
    """The day of the first certification between birth and the fiscal year; the chosen ones around 65."""
    born: Days = town.people.born[persons]
    last = np.datetime64(f"{town.income_year + 1}-03-31")
    lived = np.maximum((last - born).astype(np.int64), 0)
    day = as_numbers(born + dice.below(lived + 1, len(persons)))
    birth = as_numbers(born)
    reached = reached_age_on(birth, BORDER_AGE)
    old_enough = reached <= int(as_numbers(np.array([last]))[0])
    chosen = dice.exactly(share, len(persons)) & old_enough
    day_before = reached_age_on(reached, 0)
    return np.where(chosen, np.where(dice.happens(5_000, len(persons)), reached, day_before), day)


def _disabilities(dice: Dice, town: Town, persons: Column) -> dict[str, Column]:
    """A handbook each, graver for 特別障害者, with grades and quotients on both sides of every line."""
    count = len(persons)
    severe = town.amounts["disability"][persons] == SPECIAL
    kind = dice.choose((50, 20, 15, 15), count)
    grade = np.where(severe, dice.between(1, 2, count), dice.between(3, 6, count))
    quotient = np.where(severe, dice.between(31, 36, count), dice.between(35, 52, count))
    assessed = (kind == INTELLECTUAL) | (kind == COMBINED)
    return {
        "physical_grade": np.select([kind == PHYSICAL, kind == COMBINED], [grade, np.full(count, 3)], 0),
        "iq_assessed": assessed.astype(np.int64),
        "iq": np.where(kind == COMBINED, dice.between(50, 51, count), np.where(assessed, quotient, 0)),
        "intellectual_handbook": (assessed & dice.happens(9_000, count)).astype(np.int64),
        "mental_grade": np.where(kind == MENTAL, np.where(severe, 1, dice.between(2, 3, count)), 0),
    }


def _incomes(dice: Dice, town: Town, persons: Column, share: Rate) -> dict[str, Column]:
    """What the income test needs; the chosen ones' deductions put them exactly on the limit or one yen above."""
    total = town.total_income
    dependants = counted_persons(town.amounts, town.claims, total, figures(town.income_year))[persons]
    over = total[persons] - LIMIT - PER_DEPENDANT * dependants
    above = dice.below(2, len(persons))
    on_limit = dice.exactly(share, len(persons)) & (over >= above)
    listed = np.where(on_limit, over - above, town.amounts["mutual_aid_paid"][persons])
    return {"dependants": dependants, "listed_deductions": listed}
