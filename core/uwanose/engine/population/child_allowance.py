"""Owns the invented children as input columns of the child allowance, for one month of a fiscal year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.columns.days import as_numbers
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.families import main_earner
from uwanose.engine.population.figures import figures
from uwanose.engine.population.households import CHILD
from uwanose.engine.population.residents import THRESHOLD_SHARE, Columns, numbered, town_by_town
from uwanose.engine.population.town import Town, counted_persons
from uwanose.money import Rate

OLDEST = 22
ADULT = 18
SINCE_EVER, NEVER = 19000101, 99991231
MONTH = 10  # the month that is paid for: October of the fiscal year


def children(
    towns: Mapping[str, int],
    *,
    seed: int,
    fiscal_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give the children up to 22 among ``residents(…, income_year=fiscal_year - 1)`` with their claimants.

    Exactly *threshold_share* of them are claimed or end on a border of months. Raises Refused before anything is invented.
    """
    return town_by_town(towns, seed, fiscal_year, threshold_share, _columns)


def _columns(town: Town, seed: int, share: Rate) -> Columns:
    dice, people, amounts = Dice(seed, town.id, "allowance"), town.people, town.amounts
    rows = np.flatnonzero((people.role == CHILD) & (people.age <= OLDEST))
    claimant = main_earner(people, town.total_income)[rows]
    order = np.argsort(claimant, kind="stable")
    rows, claimant = rows[order], claimant[order]
    count, age = len(rows), people.age[rows]
    resident = numbered(f"{town.id}-r", np.arange(1, len(people) + 1))
    law = figures(town.income_year)
    claimed, event, ended = _days(dice, town.income_year + 1, share, count)
    counted = counted_persons(amounts, town.claims, town.total_income, law)[claimant]
    return {
        "record_id": numbered(f"{town.id}-a", np.arange(1, count + 1)),
        "claimant_id": resident[claimant],
        "child_id": resident[rows],
        "municipality": np.full(count, town.id),
        "for_month": np.full(count, (town.income_year + 1) * 10000 + MONTH * 100 + 1),
        "birth_date": as_numbers(people.born[rows]),
        "child_number": rows + 1,
        "cared_for": np.ones(count, dtype=np.int64),
        "living_costs_borne": ((age >= ADULT) & dice.happens(6_000, count)).astype(np.int64),
        "claimed_on": claimed,
        "event_on": event,
        "ended_on": ended,
        "claimant_dependants": counted,
        "claimant_elderly_dependants": (
            amounts["dependants_elderly"] + amounts["dependants_cohabiting_parent"]
        )[claimant],
        "claimant_listed_deductions": amounts["mutual_aid_paid"][claimant],
    }


def _days(dice: Dice, year: int, share: Rate, count: int) -> tuple[Column, Column, Column]:
    """Claims and ends around the month; most have been claimed long ago and go on."""
    month = year * 10000 + MONTH * 100
    edge = np.where(dice.exactly(share, count), 1 + dice.below(5, count), 0)
    claimed = np.select([edge == 1, edge == 2, edge == 3], [month - 70, month + 1, month + 8], SINCE_EVER)
    event = np.where(edge == 3, np.where(dice.happens(5_000, count), month - 77, month - 78), SINCE_EVER)
    ended = np.select([edge == 4, edge == 5], [month - 70, month + 1], NEVER)
    return claimed, event, ended
