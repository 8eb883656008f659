"""Owns the declared share of people who stand exactly on a border of the law: a birthday, a band, a limit of income."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.figures import EXEMPTION_LINES, OWN_LIMITS, PENSION_BORDERS, Figures
from uwanose.engine.population.households import HEAD, PARTNER, People
from uwanose.money import Rate

NOWHERE, BIRTHDAY, PAY, PENSION, OWN_LIMIT, RELATIVE_LIMIT, FAMILY_LINE = range(7)
BIRTHDAYS = ((1, 1), (1, 2), (1, 3), (4, 1), (4, 2))


def places(dice: Dice, people: People, share: Rate) -> Column:
    """Choose exactly *share* of the people and say on which sort of border each of them is put."""
    count, age = len(people), people.age
    luck = dice.below(100, count)
    at_head = np.select([luck < 20, luck < 50, luck < 75], [BIRTHDAY, PAY, OWN_LIMIT], FAMILY_LINE)
    retired = np.select([luck < 20, luck < 60], [BIRTHDAY, PENSION], OWN_LIMIT)
    relative = np.where(luck < 20, BIRTHDAY, RELATIVE_LIMIT)
    place = np.where(people.role == HEAD, at_head, relative)
    place = np.where(age >= 66, retired, place)
    place = np.where((age < 15) | (age == 64) | (age == 65), BIRTHDAY, place)
    return np.where(dice.exactly(share, count), place, NOWHERE).astype(np.int64)


def with_birthdays(dice: Dice, people: People, place: Column, income_year: int) -> People:
    """Move the birthdays of the chosen to 1, 2, 3 January and 1, 2 April, their ages staying as they are."""
    here = np.flatnonzero(place == BIRTHDAY)
    age = people.age[here]
    day = dice.below(len(BIRTHDAYS), len(here))
    day = np.where((age == 64) | (age == 65), day % 2, day)  # 65 on 31 December, or one day too late for it
    month, number = np.array(BIRTHDAYS, dtype=np.int64)[day].T
    year = income_year - age + (day == 0)  # one born on 1 January reached the age on 31 December
    first = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]")
    born = people.born.copy()
    born[here] = first + (number - 1)
    return replace(people, born=born)


def with_incomes(
    dice: Dice, people: People, place: Column, columns: Mapping[str, Column], law: Figures
) -> dict[str, Column]:
    """Put the chosen exactly on the borders of pay, of pension and of total income."""
    count = len(people)
    moved = {name: column.copy() for name, column in columns.items()}
    alone = (place == FAMILY_LINE) & (people.role == HEAD)
    partner_of_one = np.zeros(count, dtype=bool)
    partner_of_one[1:] = alone[:-1] & (people.role[1:] == PARTNER)
    for column in moved.values():
        column[(place >= PAY) | partner_of_one] = 0
    moved["pay_revenue"] = np.where(place == PAY, dice.pick(law.pay_borders, count), moved["pay_revenue"])
    moved["pension_revenue"] = np.where(
        place == PENSION, dice.pick(PENSION_BORDERS, count), moved["pension_revenue"]
    )
    total = np.where(place == OWN_LIMIT, dice.pick(OWN_LIMITS, count), 0)
    total = np.where(place == RELATIVE_LIMIT, dice.pick(law.relative_limits, count), total)
    total = np.where(place == FAMILY_LINE, 3_000_000, total)  # until the family is known: with_family_lines
    from_pay = (place == RELATIVE_LIMIT) & dice.happens(6_000, count) & (total < 1_000_000)
    moved["pay_revenue"] = np.where(from_pay, total + law.least_pay_deduction, moved["pay_revenue"])
    moved["business_income"] = np.where(from_pay, moved["business_income"], moved["business_income"] + total)
    return moved


def with_family_lines(
    dice: Dice, place: Column, columns: Mapping[str, Column], counted: Column
) -> dict[str, Column]:
    """Give the chosen taxpayers the income at which their own number of spouse and dependants is just exempt."""
    base, addition = np.array(EXEMPTION_LINES, dtype=np.int64)[
        dice.below(len(EXEMPTION_LINES), len(counted))
    ].T
    line = np.where(counted > 0, base * (1 + counted) + addition, base + 100_000)
    business = np.where(place == FAMILY_LINE, line, columns["business_income"])
    return {**columns, "business_income": business}
