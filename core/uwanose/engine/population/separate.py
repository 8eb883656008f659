"""Owns the incomes taxed apart that few people have, what was withheld from them, and losses of former years.

They are given to the main earners of households only, well above every exemption and on no border: so nobody becomes or
ceases to be a dependant by them. The figures of the law they follow are those of the package; a test compares the totals.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.population.dice import Dice

LEAST_TOTAL = 2_000_000
RESIDENCE, UNUSED_LAND = 2, 6  # kinds of special deduction
GAINS = (
    "land_short_general_gain", "land_short_reduced_gain", "land_long_general_gain", "land_long_specified_gain",
    "land_long_residence_gain",
)  # fmt: skip
# column: (in ten thousand of those who can have it, quantiles in thousands of yen)
RARE = {
    "land_short_general_gain": (8, (200, 1_000, 4_000, 20_000)),
    "land_short_reduced_gain": (2, (200, 1_000, 5_000)),
    "land_long_general_gain": (60, (300, 1_500, 5_000, 12_000, 60_000)),
    "land_long_specified_gain": (4, (1_000, 8_000, 25_000, 50_000)),
    "land_long_residence_gain": (10, (5_000, 25_000, 40_000, 110_000)),
    "listed_dividend_income": (300, (5, 20, 60, 150, 600, 3_000)),
    "stock_general_income": (12, (100, 800, 4_000, 30_000)),
    "stock_listed_income": (450, (-3_000, -200, 50, 200, 700, 2_500, 20_000)),
    "futures_income": (60, (20, 150, 600, 4_000)),
    "forestry_income": (5, (50, 300, 1_500)),
    "retirement_income": (3, (100, 900, 4_000)),
}


def separate_incomes(dice: Dice, chosen: Flags, income_year: int) -> dict[str, Column]:
    """Invent the incomes taxed apart of the people who can have them, in yen."""
    columns = {name: np.zeros(len(chosen), dtype=np.int64) for name in RARE}
    for name, (per_10_000, knots) in RARE.items():
        some = dice.among(chosen, per_10_000)
        columns[name][some] = dice.spread(knots, int(some.sum())) * 1_000 + dice.below(1_000, int(some.sum()))
    if income_year <= 2015:  # one class of stock: nobody has both kinds
        columns["stock_listed_income"][columns["stock_general_income"] > 0] = 0
    columns["land_long_residence_special"] = RESIDENCE * dice.among(
        columns["land_long_residence_gain"] > 0, 7_000
    ).astype(np.int64)
    columns["land_long_general_special"] = UNUSED_LAND * dice.among(
        columns["land_long_general_gain"] > 0, 1_500
    ).astype(np.int64)
    return columns | _losses(dice, columns) | _withheld(dice, columns, income_year)


def separate_total(columns: Mapping[str, Column]) -> Column | int:
    """What the incomes taxed apart add to 合計所得金額: before special deductions and carry-forwards."""
    if "stock_listed_income" not in columns:
        return 0
    stock = columns["stock_listed_income"]
    dividends = np.maximum(columns["listed_dividend_income"] + np.minimum(stock, 0), 0)
    total = dividends + np.maximum(stock, 0)
    for name in (*GAINS, "stock_general_income", "futures_income", "forestry_income", "retirement_income"):
        total = total + columns[name]
    return total


def settled_donations(amounts: Mapping[str, Column], ordinary: Column) -> dict[str, Column]:
    """Take furusato donations away where deductions may exceed 総所得金額: the ratio of those people is not settled."""
    high = (amounts["casualty_loss"] > 0) | (amounts["medical_paid"] > 1_000_000) | (ordinary < 3_500_000)
    unsettled = (separate_total(amounts) > 0) & high
    return {name: np.where(unsettled, 0, amounts[name]) for name in ("donation_furusato", "one_stop")}


def _losses(dice: Dice, columns: Mapping[str, Column]) -> dict[str, Column]:
    """Losses of former years, never more than the income they are taken from."""
    carried = {}
    for name, income in (("stock_listed", "stock_listed_income"), ("futures", "futures_income")):
        some = dice.among(columns[income] > 0, 1_500)
        carried[f"carried_forward_{name}"] = np.where(some, columns[income] // 2, 0)
    return carried


def _withheld(dice: Dice, columns: Mapping[str, Column], income_year: int) -> dict[str, Column]:
    """配当割額 of the dividends, 株式等譲渡所得割額 of most gains; 3 % until the payments of 2013."""
    percent = 3 if income_year <= 2013 else 5
    gains = np.maximum(columns["stock_listed_income"], 0)
    from_account = dice.among(gains > 0, 7_000)
    return {
        "dividend_levy_withheld": columns["listed_dividend_income"] * percent // 100,
        "stock_levy_withheld": np.where(from_account, gains * percent // 100, 0),
    }
