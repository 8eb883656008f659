"""Owns stirring invented residents: rare columns become frequent, and amounts stand on borders and one yen beside.

What the product refuses (a status of another year, more losses than income …) is drawn as well, but seldom.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tests.oracle.rows import COLUMNS, LAND, OUT_OF_SCOPE
from tests.oracle.scatter_borders import BORDERS, CHOICES, COUNTS, FLAGS
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.population import residents
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.residents import Columns
from uwanose.money import Rate

SELDOM = 30  # of 10,000 rows, among those that are stirred
COMPREHENSIVE = (
    "pay_revenue", "pension_revenue", "business_income", "real_estate_income", "interest_income", "dividend_income",
    "miscellaneous_income", "short_term_transfer_income", "long_term_transfer_income", "temporary_income",
)  # fmt: skip


def stirred(town: str, persons: int, seed: int, income_year: int, per_10_000: int = 600) -> Columns:
    """Invented residents, a fifth of them on borders; then each column is stirred for some of the rows."""
    made = residents({town: persons}, seed=seed, income_year=income_year, threshold_share=Rate(1, 5))
    spoon = _Spoon(dict(made)[town], Dice(seed, town, str(income_year), "stirred"), persons, per_10_000)
    year = income_year + 1
    spoon.amounts(year)
    spoon.choices(year)
    spoon.losses()
    spoon.collection(year)
    return spoon.columns


class _Spoon:
    """Stirs one half of the rows; the other half stays as consistent as it was invented, but for employees paying from pay."""

    def __init__(self, made: Columns, dice: Dice, persons: int, per_10_000: int) -> None:
        unknown = made.keys() - {*COLUMNS, *OUT_OF_SCOPE}
        assert not unknown, f"columns the oracle does not know: {unknown}"
        self.columns = {name: np.zeros(persons, dtype=np.int64) for name in COLUMNS} | made
        self._dice, self._persons, self._per_10_000 = dice, persons, per_10_000
        self._half = dice.happens(5_000, persons)

    def _some(self, per_10_000: int | None = None) -> Flags:
        often = self._per_10_000 if per_10_000 is None else per_10_000
        return self._half & self._dice.happens(often, self._persons)

    def _put(self, name: str, values: Column | int, where: Flags | None = None) -> None:
        chosen = self._some() if where is None else where
        self.columns[name] = np.where(chosen, values, self.columns[name])

    def _pick(self, values: Sequence[int]) -> Column:
        return self._dice.pick(values, self._persons)

    def amounts(self, year: int) -> None:
        """Every amount on its borders; and for some nothing but incomes taxed apart, or a birthday on a border of age."""
        for name, borders in BORDERS.items():
            self._put(name, self._pick(borders) + self._dice.between(-1, 1, self._persons))
        only_apart = self._some(800)
        for name in (*COMPREHENSIVE, "donation_furusato"):
            self._put(name, 0, only_apart & self._dice.happens(9_000, self._persons))
        of_two_classes = (self.columns["stock_general_income"] > 0) & (
            self.columns["stock_listed_income"] != 0
        )
        if year <= 2016:
            self._put("stock_listed_income", 0, of_two_classes & ~self._some(SELDOM * 100))
        born = self._pick((year - 65, year - 64, year - 20, year - 18)) * 10_000
        self._put("birth_date", born + self._pick((101, 102, 103, 104, 401, 402, 403)))

    def choices(self, year: int) -> None:
        for name in FLAGS:
            self._put(name, 1 - self.columns[name])
        for name, count in CHOICES.items():
            self._put(name, self._dice.below(count, self._persons))
        for name in COUNTS:
            self._put(name, self._dice.below(4, self._persons))
        self._put(
            "dependants_non_resident",
            np.minimum(self.columns["dependants_general"], self._dice.below(3, self._persons)),
        )
        self._put("widow_status", self._pick((0, 1, 4, 5) if year <= 2020 else (0, 1, 2, 3)))
        self._put("widow_status", self._dice.below(6, self._persons), self._some(SELDOM))
        self._put("housing_loan_limit", 1, self._some() if year >= 2015 else self._some(SELDOM))
        for name in LAND:
            has_gain = self.columns[f"{name}_gain"] > 0
            self._put(f"{name}_special", self._dice.below(8, self._persons), has_gain & self._some(6_000))
            self._put(f"{name}_special_amount", self._pick((1, 777_777, 2_000_000, 30_000_000)))

    def losses(self) -> None:
        """Losses up to the income they are taken from, and seldom one yen more."""
        columns = self.columns
        known: Column = sum(
            (columns[name] for name in COMPREHENSIVE[2:8]), start=np.zeros(self._persons, dtype=np.int64)
        )
        self._loss("loss_offset", known)
        self._loss("carried_forward_comprehensive", np.maximum(known - columns["loss_offset"], 0))
        listed = columns["stock_listed_income"]
        dividends = np.maximum(columns["listed_dividend_income"] + np.minimum(listed, 0), 0)
        self._loss("carried_forward_listed_dividend", dividends)
        self._loss("carried_forward_stock_listed", np.maximum(listed, 0))
        self._loss("carried_forward_futures", columns["futures_income"])
        self._loss("carried_forward_forestry", columns["forestry_income"])

    def _loss(self, name: str, income: Column) -> None:
        part = income * self._dice.below(3, self._persons) // 2
        self._put(name, np.minimum(income, part + self._dice.below(2, self._persons)), self._some(3_000))
        self._put(name, income + 1, self._some(SELDOM))
        self.columns[name] = np.where(self._half, self.columns[name], np.minimum(self.columns[name], income))

    def collection(self, year: int) -> None:
        """Changes within the year for some of those who are not withheld from pension; and those who are, where of age."""
        columns = self.columns
        employed = (columns["pay_revenue"] > 0) & self._dice.happens(6_000, self._persons)
        columns["collection"] = np.where(employed, 1, columns["collection"])
        of_age = columns["birth_date"] <= (year - 65) * 10_000 + 402
        self._put("pension_withholding", 0, ~of_age)
        self._put("pension_withholding", self._dice.below(3, self._persons), of_age & self._some(4_000))
        self._put("pension_withholding", self._dice.below(3, self._persons), self._some(SELDOM))
        self._put("pension_withheld_february", self._pick((900, 10_000, 20_500)), of_age & self._some(3_000))
        alone = (columns["pension_withholding"] == 0) | self._some(SELDOM * 5)
        by_pay = (columns["collection"] == 1) | self._some(SELDOM)
        months = self._dice.between(1, 12, self._persons)
        self._put("rest_by_ordinary", 1, by_pay & self._some(2_000))
        self._put("change_term", self._dice.between(1, 4, self._persons), alone & self._some(1_500))
        self._put("change_month", months, alone & by_pay & self._some(1_500))
        leaving = by_pay & self._some(2_500)
        self._put("payroll_last_month", self._dice.between(1, 12, self._persons), leaving)
        self._put("change_term", self._dice.between(1, 4, self._persons), alone & leaving & self._some(8_000))
