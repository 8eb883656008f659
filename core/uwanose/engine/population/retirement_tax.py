"""Owns the invented retirement allowances paid to a town's residents within one fiscal year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.residents import THRESHOLD_SHARE, Columns, numbered, town_by_town
from uwanose.engine.population.town import Town
from uwanose.money import Rate

GENERAL, OFFICER, SHORT = range(3)
SHORT_YEARS = 5
FIRST_SHORT_YEAR = 2022  # 短期退職手当等: payments from 1 January 2022 on
YEARLY = (300, 600, 900, 1_400)  # thousand yen for each year of service


def retirement_allowances(
    towns: Mapping[str, int],
    *,
    seed: int,
    fiscal_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give the allowances of *fiscal_year* paid to people of ``residents(…, income_year=fiscal_year - 1)``.

    Exactly *threshold_share* of them end their service on the last day of a year, or one day after it. Raises Refused
    before anything is invented.
    """
    return town_by_town(towns, seed, fiscal_year, threshold_share, _columns)


def _columns(town: Town, seed: int, share: Rate) -> Columns:
    dice, people = Dice(seed, town.id, "retirement"), town.people
    paid = town.amounts["pay_revenue"] >= 1_500_000
    old = dice.among(paid & (people.age >= 59) & (people.age <= 66), 1_200)
    young = dice.among(paid & (people.age >= 25) & (people.age < 59), 150)
    rows = np.flatnonzero(old | young)
    count = len(rows)
    most = np.maximum(people.age[rows] - 20, 1)
    years = np.where(old[rows], dice.between(most // 2, most, count), dice.between(1, 12, count))
    left, paid_on = _days(dice, town.income_year + 1, count)
    joined = np.where(dice.exactly(share, count), _border(dice, left, years), _before(dice, left, years))
    served = (left - joined) // 10_000 + 1
    short = (served <= SHORT_YEARS) & (paid_on >= FIRST_SHORT_YEAR * 10_000)
    kind = np.where(
        (served <= SHORT_YEARS) & dice.happens(1_000, count), OFFICER, np.where(short, SHORT, GENERAL)
    )
    return {
        "payment_id": numbered(f"{town.id}-p", np.arange(1, count + 1)),
        "resident_id": numbered(f"{town.id}-r", rows + 1),
        "municipality": np.full(count, town.id),
        "paid_on": paid_on,
        "amount": served * dice.spread(YEARLY, count) * 1_000 + dice.below(1_000, count),
        "joined_on": joined,
        "left_on": left,
        "kind": kind.astype(np.int64),
        "disability": dice.happens(80, count).astype(np.int64),
    }


def _days(dice: Dice, year: int, count: int) -> tuple[Column, Column]:
    """The last day of service, and the day of payment in the same month or the next, within the fiscal year."""
    month = dice.below(12, count)  # April first
    number = (month + 3) % 12 + 1
    first = (year + (month > 8)) * 10_000 + number * 100
    left = first + dice.between(1, 20, count)
    return left, left + dice.between(0, 8, count)


def _border(dice: Dice, left: Column, years: Column) -> Column:
    """The first day of exactly so many years that end on the last day of service, or a day later."""
    return left - years * 10_000 + dice.below(2, count=len(left))


def _before(dice: Dice, left: Column, years: Column) -> Column:
    """A first day some years and months before the last day of service."""
    month, day = dice.between(1, 12, len(left)), dice.between(1, 28, len(left))
    return (left // 10_000 - years) * 10_000 + month * 100 + day
