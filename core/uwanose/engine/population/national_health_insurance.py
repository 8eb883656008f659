"""Owns the invented members of the national health insurance: who is insured, their heads, those who left it at 75."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.days import as_numbers
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.households import CHILD, HEAD
from uwanose.engine.population.residents import THRESHOLD_SHARE, Columns, numbered, town_by_town
from uwanose.engine.population.town import Town
from uwanose.money import Rate

INSURED, FORMER_MEMBER, NOT_INSURED = range(3)
SINCE_EVER, NEVER = 1900_01_01, 9999_12_31
LATE_ELDERLY = 75
EMPLOYEE_PAY = 1_060_000  # with it an employee has an insurance of the employer
DEPENDANT_INCOME = 1_300_000  # below it a relative is covered by that insurance
ASSET_TAXES = (0, 18_000, 42_000, 68_000, 95_000, 140_000, 320_000)


def health_insured(
    towns: Mapping[str, int],
    *,
    seed: int,
    fiscal_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give the members of each town among ``residents(…, income_year=fiscal_year - 1)``, household by household.

    Exactly *threshold_share* of the rows join or leave on a border of months. Raises Refused before anything is invented.
    """
    return town_by_town(towns, seed, fiscal_year, threshold_share, _columns)


def _columns(town: Town, seed: int, share: Rate) -> Columns:
    dice, people = Dice(seed, town.id, "national health insurance"), town.people
    year = town.income_year + 1
    standing = _standing(dice, town)
    at_home = _in_household(people.first, people.household, standing == INSURED)
    rows = np.flatnonzero(at_home & ((standing != NOT_INSURED) | (people.role == HEAD)))
    count = len(rows)
    insured = standing[rows] == INSURED
    age, pay = people.age[rows], town.amounts["pay_revenue"][rows]
    joined, left = _months(dice, year, insured, dice.exactly(share, count))
    family_business = dice.among(town.amounts["business_income"][rows] > 2_000_000, 1_200)
    mother = dice.among(insured & people.female[rows] & (age >= 20) & (age < 43), 350)
    owner = dice.among(people.role[rows] == HEAD, 6_500)
    former_dependant = dice.among(insured & (age >= 65) & (joined > SINCE_EVER), 2_500)
    return {
        "resident_id": numbered(f"{town.id}-r", rows + 1),
        "household_id": numbered(f"{town.id}-h", people.household[rows] + 1),
        "municipality": np.full(count, town.id),
        "birth_date": as_numbers(people.born[rows]),
        "head": (people.role[rows] == HEAD).astype(np.int64),
        "insurance": standing[rows],
        "joined_on": joined,
        "left_on": left,
        "former_since": np.where(standing[rows] == FORMER_MEMBER, _birthday_75(town)[rows], SINCE_EVER),
        "pay_revenue": pay,
        "family_employee_pay": np.where(dice.among((pay > 0) & (pay < EMPLOYEE_PAY), 400), pay, 0),
        "pension_revenue": town.amounts["pension_revenue"][rows],
        "family_employee_deduction": np.where(family_business, 860_000, 0),
        "income_undeclared": dice.happens(120, count).astype(np.int64),
        "involuntarily_unemployed": dice.among(insured & (pay > 0) & (age < 65), 900).astype(np.int64),
        "former_dependant": former_dependant.astype(np.int64),
        "childbirth_on": np.where(mother, _day_in(dice, year, count), SINCE_EVER),
        "multiple_birth": (mother & dice.happens(200, count)).astype(np.int64),
        "birth_order": _birth_order(town)[rows],
        "fixed_asset_tax": np.where(owner, dice.spread(ASSET_TAXES, count) // 100 * 100, 0),
    }


def _standing(dice: Dice, town: Town) -> Column:
    """Who is insured: neither an employee nor an employee's relative nor helped, and not yet 75 on 1 April."""
    people, pay = town.people, town.amounts["pay_revenue"]
    old = _birthday_75(town) <= (town.income_year + 1) * 10_000 + 401
    employee = (pay >= EMPLOYEE_PAY) & ~old
    relative = _in_household(people.first, people.household, employee) & (
        town.total_income < DEPENDANT_INCOME
    )
    covered = employee | relative | (town.amounts["public_assistance"] == 1)
    insured = ~old & ~covered
    former = dice.among(old, 7_000)
    return np.where(insured, INSURED, np.where(former, FORMER_MEMBER, NOT_INSURED)).astype(np.int64)


def _in_household(first: Column, household: Column, flags: Flags) -> Flags:
    anybody: Flags = np.logical_or.reduceat(flags, first)[household]
    return anybody


def _birthday_75(town: Town) -> Column:
    born: Column = as_numbers(town.people.born)
    born = np.where(born % 10_000 == 229, born + 72, born)  # 1 March, where the year has no 29 February
    return born + LATE_ELDERLY * 10_000


def _months(dice: Dice, year: int, insured: Flags, chosen: Flags) -> tuple[Column, Column]:
    """Days of joining and leaving: one in ten within the year, those of the chosen on the borders of months."""
    count = len(insured)
    joins, leaves = dice.among(insured, 700), dice.among(insured, 800)
    begin, end = _day_in(dice, year, count), _day_in(dice, year, count)
    begin = np.where(chosen, begin // 100 * 100 + 1, begin)
    end = np.where(chosen, end // 100 * 100 + 1, end)
    edge = chosen & insured & ~joins & ~leaves
    joined = np.where(joins, begin, np.where(edge, year * 10_000 + 401, SINCE_EVER))
    gone = leaves & (~joins | (end > begin))
    return joined, np.where(gone, end, NEVER)


def _day_in(dice: Dice, year: int, count: int) -> Column:
    """A day of the fiscal year, the 29th to the 31st left out."""
    month = 3 + dice.below(12, count)
    day: Column = (year + month // 12) * 10_000 + (month % 12 + 1) * 100 + 1 + dice.below(28, count)
    return day


def _birth_order(town: Town) -> Column:
    """1, 2 … for children of a household born on one day, 0 for everybody else."""
    people = town.people
    rows = np.flatnonzero(people.role == CHILD)
    born: Column = as_numbers(people.born)[rows]
    order = np.lexsort((rows, born, people.household[rows]))
    same = (people.household[rows][order][1:] == people.household[rows][order][:-1]) & (
        born[order][1:] == born[order][:-1]
    )
    start = np.flatnonzero(np.concatenate([[True], ~same])) if len(rows) else np.zeros(0, dtype=np.int64)
    size = np.diff(start, append=len(rows))
    place = np.arange(len(rows)) - np.repeat(start, size) + 1
    result = np.zeros(len(people), dtype=np.int64)
    result[rows[order]] = np.where(np.repeat(size, size) > 1, place, 0)
    return result
