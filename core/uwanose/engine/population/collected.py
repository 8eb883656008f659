"""Owns how the tax of invented pensioners is collected: who is withheld from pension, and on which amounts it rests."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.households import People
from uwanose.engine.population.incomes import INCOMES
from uwanose.engine.population.separate import separate_total

LEAST_PENSION = 180_000
FIRST_YEAR, CONTINUING = 1, 2
OTHERS = tuple(name for name in INCOMES if name != "pension_revenue")


def pension_withholding(
    dice: Dice, people: People, amounts: Mapping[str, Column], total: Column, levy_year: int
) -> dict[str, Column]:
    """Most pensioners of 66 and more are withheld from pension, those of 65 for the first time.

    In 2024 only those who have nothing but a pension: how the special credit is divided is not settled.
    """
    drawn = (people.age >= 65) & (amounts["pension_revenue"] >= LEAST_PENSION) & (total > 1_000_000)
    if levy_year == 2024:
        drawn &= ~np.any([amounts[name] > 0 for name in OTHERS], axis=0) & (separate_total(amounts) == 0)
    drawn = dice.among(drawn, 9_000)
    taxed = np.maximum(amounts["pension_revenue"] - 1_550_000, 0)
    before = taxed // 10_000 * 1_000 * dice.between(8, 11, len(total)) // 1_000 * 100
    continuing = drawn & (people.age > 65)
    return {
        "pension_withholding": np.where(drawn, np.where(continuing, CONTINUING, FIRST_YEAR), 0).astype(
            np.int64
        ),
        "pension_tax_previous": np.where(continuing, before, 0),
        "pension_withheld_february": np.where(continuing, before // 600 * 100, 0),
    }
