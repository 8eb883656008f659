"""Owns the columns of the long-term-care premium for the invented residents: moves, losses, pensions to withhold from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.days import as_numbers
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.residents import THRESHOLD_SHARE, Columns, numbered, town_by_town
from uwanose.engine.population.town import Town
from uwanose.money import Rate

SINCE_EVER, NEVER = 19000101, 99991231
AGE = 64  # by the end of the income year: 65 within the fiscal year
LEAST_PENSION = 180_000
INSTALMENTS = (2_800, 4_700, 7_100, 9_400, 12_200, 15_200, 24_400)


def care_insured(
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
    dice, people, amounts = Dice(seed, town.id, "care"), town.people, town.amounts
    count, old = len(people), people.age >= AGE
    year = town.income_year + 1
    pension = amounts["pension_revenue"]
    withheld = old & (pension >= LEAST_PENSION) & dice.happens(9_000, count)
    moved, lost = borders(dice, year, dice.exactly(share, count), old)
    return {
        "resident_id": numbered(f"{town.id}-r", np.arange(1, count + 1)),
        "household_id": numbered(f"{town.id}-h", people.household + 1),
        "municipality": np.full(count, town.id),
        "birth_date": as_numbers(people.born),
        "moved_in_on": moved,
        "lost_on": lost,
        "public_assistance": amounts["public_assistance"],
        "old_age_welfare_pension": ((people.age >= 100) & (pension == 0) & dice.happens(5_000, count)).astype(
            np.int64
        ),
        "pay_revenue": amounts["pay_revenue"],
        "pension_revenue": pension,
        "land_special_deduction": np.minimum(amounts["long_term_transfer_income"], 500_000)
        * dice.happens(3_000, count),
        "pension_for_withholding": np.where(old, pension, 0),
        "withheld_since_april": withheld.astype(np.int64),
        "provisional_instalment": np.where(withheld, dice.spread(INSTALMENTS, count) // 100 * 100, 0),
    }


def borders(dice: Dice, year: int, chosen: Flags, old: Flags) -> tuple[Column, Column]:
    """Days of moving in and of loss: a few within the year, those of the chosen on the borders of months."""
    count = len(chosen)
    month = 4 + dice.below(12, count)
    first = (year + (month > 12)) * 10000 + (np.where(month > 12, month - 12, month)) * 100 + 1
    within = first + dice.below(28, count)
    moves, leaves = dice.happens(120, count), old & dice.happens(450, count)
    edge = dice.below(4, count)
    january = np.where(edge == 0, year * 10000 + 101, year * 10000 + 102)
    moved = np.where(chosen & (edge < 2), january, np.where(chosen & (edge == 2), first, SINCE_EVER))
    moved = np.where(moves & ~chosen, within, moved)
    lost = np.where(chosen & (edge == 3) & old, first, np.where(leaves & ~chosen & ~moves, within, NEVER))
    return moved, lost
