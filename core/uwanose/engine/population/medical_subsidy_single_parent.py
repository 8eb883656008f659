"""Owns the invented insured bills of one-parent families: of the children and of the parent, within one fiscal year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.days import as_numbers
from uwanose.engine.population.bills import care_columns, treatment_days
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.families import MOTHER, NOBODY
from uwanose.engine.population.figures import figures
from uwanose.engine.population.households import CHILD, PARENT
from uwanose.engine.population.incomes import pay_and_pension_income
from uwanose.engine.population.residents import THRESHOLD_SHARE, Columns, numbered, town_by_town
from uwanose.engine.population.town import Town, counted_persons
from uwanose.money import Rate

ONE_PARENT = 1
OLDEST, SCHOOL = 19, 18
NO_SCHEME, PUBLIC_ASSISTANCE, DISABILITY = 0, 1, 3
# The line of the prefecture's standard, before and after the reform: first amount, per dependant, flat deduction
LIMITS, REFORM, PER_DEPENDANT, FLAT, MOST_PAY = (1_920_000, 2_080_000), 2025, 380_000, 80_000, 100_000
MOST_IN_TABLE = 4


def single_parent_bills(
    towns: Mapping[str, int],
    *,
    seed: int,
    fiscal_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give the bills of *fiscal_year* for one-parent families among ``residents(…, income_year=fiscal_year - 1)``.

    Exactly *threshold_share* of the bills are treated on an edge of the year or of an age. Raises Refused before anything
    is invented.
    """
    return town_by_town(towns, seed, fiscal_year, threshold_share, _bills)


def _bills(town: Town, seed: int, share: Rate) -> Columns:
    dice, people, amounts = Dice(seed, town.id, "single parents"), town.people, town.amounts
    parent_of = people.first[people.household].astype(np.int64)
    alone = amounts["widow_status"] >= MOTHER
    is_child = (people.role == CHILD) & (people.age <= OLDEST) & alone[parent_of]
    youngest = _youngest(town, is_child)
    is_parent = alone & (youngest[people.household] != NOBODY)
    members = np.flatnonzero(is_child | is_parent)
    person = np.repeat(members, dice.between(0, 8, len(members)))
    child = np.where(is_child[person], person, youngest[people.household[person]])
    count, parent = len(person), parent_of[person]
    treated = treatment_days(dice, town, child, dice.exactly(share, count))
    resident = numbered(f"{town.id}-r", np.arange(1, len(people) + 1))
    supporter, has_supporter = _supporters(town, parent)
    return {
        "bill_id": numbered(f"{town.id}-o", np.arange(1, count + 1)),
        "resident_id": resident[person],
        "municipality": np.full(count, town.id),
        "treated_on": as_numbers(treated),
        "ground": np.full(count, ONE_PARENT),
        "child_birth_date": as_numbers(people.born[child]),
        "child_disabled_or_in_school": (
            (amounts["disability"][child] > 0) | ((people.age[child] >= SCHOOL) & dice.happens(3_000, count))
        ).astype(np.int64),
        "parent_id": resident[parent],
        "has_supporter": has_supporter.astype(np.int64),
        "supporter_id": resident[supporter],
        **_incomes(dice, town, members, parent_of, share, np.searchsorted(members, person)),
        **_supporter_incomes(town, supporter, has_supporter),
        **care_columns(dice, people.age[person]),
        "other_scheme": np.select(
            [amounts["public_assistance"][person] == 1, amounts["disability"][person] == 2],
            [PUBLIC_ASSISTANCE, DISABILITY],
            NO_SCHEME,
        ),
        "inside_prefecture": dice.happens(9_500, count).astype(np.int64),
    }


def _youngest(town: Town, is_child: Flags) -> Column:
    """The row of the youngest child of each household, -1 where there is none."""
    household = town.people.household
    youngest = np.full(int(household[-1]) + 1, NOBODY, dtype=np.int64)
    rows = np.flatnonzero(is_child)
    rows = rows[np.argsort(town.people.born[rows], kind="stable")]
    youngest[household[rows]] = rows  # the last one written is the youngest
    return youngest


def _supporters(town: Town, parent: Column) -> tuple[Column, Flags]:
    """A grandparent who lives with the family, and who has one; the parent stands in where there is none."""
    people = town.people
    elder = np.full(int(people.household[-1]) + 1, NOBODY, dtype=np.int64)
    rows = np.flatnonzero(people.role == PARENT)
    elder[people.household[rows]] = rows
    found = elder[people.household[parent]]
    return np.where(found != NOBODY, found, parent), found != NOBODY


def _incomes(
    dice: Dice, town: Town, members: Column, parent_of: Column, share: Rate, of_member: Column
) -> dict[str, Column]:
    """What the income test needs of the parent; the chosen ones' deductions put them exactly on the limit."""
    amounts, total, law = town.amounts, town.total_income, figures(town.income_year)
    parent = parent_of[members]
    dependants = counted_persons(amounts, town.claims, total, law)[parent]
    worked = pay_and_pension_income(amounts, town.people.age, law)[parent]
    support = np.where(dice.happens(3_000, len(members)), dice.between(1, 600_000, len(members)), 0)
    listed = amounts["mutual_aid_paid"][parent]
    limit = LIMITS[town.income_year + 2 >= REFORM] + PER_DEPENDANT * np.minimum(dependants, MOST_IN_TABLE)
    over = total[parent] + support * 4 // 5 - FLAT - np.minimum(worked, MOST_PAY) - limit
    listed = np.where(dice.exactly(share, len(members)) & (over >= 0), over, listed)
    by_member = {
        "parent_dependants": dependants,
        "parent_listed_deductions": listed,
        "parent_pay_or_pension": worked,
        "child_support_received": support,
    }
    return {name: column[of_member] for name, column in by_member.items()}


def _supporter_incomes(town: Town, supporter: Column, has_supporter: Flags) -> dict[str, Column]:
    law = figures(town.income_year)
    dependants = counted_persons(town.amounts, town.claims, town.total_income, law)
    worked = pay_and_pension_income(town.amounts, town.people.age, law)
    columns = {"supporter_dependants": dependants, "supporter_pay_or_pension": worked}
    return {name: np.where(has_supporter, column[supporter], 0) for name, column in columns.items()}
