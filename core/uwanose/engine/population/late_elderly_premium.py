"""Owns the columns of the late-elderly premium for the invented residents: heads, recognitions, former dependants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from uwanose.engine.columns.days import as_numbers
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.households import HEAD
from uwanose.engine.population.long_term_care_premium import NEVER, borders
from uwanose.engine.population.residents import THRESHOLD_SHARE, Columns, numbered, town_by_town
from uwanose.engine.population.town import Town
from uwanose.money import Rate

AGE = 74  # by the end of the income year: 75 within the fiscal year


def late_elderly(
    towns: Mapping[str, int],
    *,
    seed: int,
    fiscal_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give everybody of each town, the same people as ``residents(…, income_year=fiscal_year - 1)``.

    Exactly *threshold_share* of them move or are lost on a border of months. Raises Refused before anything is invented.
    """
    return town_by_town(towns, seed, fiscal_year, threshold_share, _columns)


def _columns(town: Town, seed: int, share: Rate) -> Columns:
    dice, people, amounts = Dice(seed, town.id, "late elderly"), town.people, town.amounts
    count, old = len(people), people.age >= AGE
    year = town.income_year + 1
    moved, lost = borders(dice, year, dice.exactly(share, count), old)
    recognised = (people.age >= 66) & (people.age < AGE) & (amounts["disability"] == 2)
    months = 1 + dice.below(12, count)
    day = (year - 1 + (months < 4)) * 10000 + months * 100 + 1 + dice.below(28, count)
    return {
        "resident_id": numbered(f"{town.id}-r", np.arange(1, count + 1)),
        "household_id": numbered(f"{town.id}-h", people.household + 1),
        "municipality": np.full(count, town.id),
        "birth_date": as_numbers(people.born),
        "is_head": (people.role == HEAD).astype(np.int64),
        "moved_in_on": moved,
        "lost_on": lost,
        "recognised_on": np.where(recognised & dice.happens(7_000, count), day, NEVER),
        "pay_revenue": amounts["pay_revenue"],
        "pension_revenue": amounts["pension_revenue"],
        "former_dependant": (
            old & (people.role != HEAD) & (town.total_income < 1_000_000) & dice.happens(1_500, count)
        ).astype(np.int64),
        "capped_by_recognition": (recognised & dice.happens(5_000, count)).astype(np.int64),
    }
