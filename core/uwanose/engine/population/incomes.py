"""Owns what people earn: pay, pension, business and the rarer incomes, by age, sex and place in the household."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.figures import Figures, pay_income, pension_income
from uwanose.engine.population.households import CHILD, PARTNER, People
from uwanose.engine.population.separate import separate_total

INCOMES = (
    "pay_revenue", "pension_revenue", "business_income", "real_estate_income", "interest_income",
    "dividend_income", "miscellaneous_income", "short_term_transfer_income", "long_term_transfer_income",
    "temporary_income",
)  # fmt: skip

# Quantiles in thousands of yen
FULL_TIME = (1_500, 2_300, 2_800, 3_250, 3_650, 4_050, 4_500, 5_100, 5_900, 7_200, 9_800, 26_000)
PART_TIME = (120, 480, 720, 890, 970, 1_020, 1_060, 1_200, 1_400, 1_900)
SELF_EMPLOYED = (0, 500, 1_100, 1_700, 2_300, 3_000, 4_000, 5_600, 9_500, 30_000)
PENSION_MAN = (480, 900, 1_350, 1_700, 1_950, 2_150, 2_350, 2_650, 3_700)
PENSION_WOMAN = (360, 620, 760, 860, 1_000, 1_250, 1_550, 1_950, 2_900)
RARE = {
    "real_estate_income": (300, 50, (60, 300, 700, 1_300, 2_600, 9_000)),
    "dividend_income": (200, 30, (5, 20, 60, 150, 600, 3_000)),
    "miscellaneous_income": (350, 20, (10, 60, 150, 300, 900)),
    "interest_income": (20, 30, (1, 5, 20, 100)),
    "temporary_income": (60, 25, (20, 200, 700, 3_000)),
    "long_term_transfer_income": (15, 30, (50, 500, 2_000, 9_000)),
    "short_term_transfer_income": (10, 30, (50, 300, 900)),
}


def incomes(dice: Dice, people: People) -> dict[str, Column]:
    """Invent one year's incomes, in yen."""
    count = len(people)
    full, part, own = _occupations(dice, people)
    pay = np.zeros(count, dtype=np.int64)
    pay[full] = _by_age(dice, people, full) // 100 * 100
    pay[part] = dice.spread(PART_TIME, int(part.sum())) * 1_000 + dice.below(1_000, int(part.sum()))
    columns = {name: np.zeros(count, dtype=np.int64) for name in INCOMES}
    columns["pay_revenue"] = pay
    columns["business_income"][own] = _thousands(dice, SELF_EMPLOYED, own)
    columns["pension_revenue"] = _pensions(dice, people)
    for name, (per_10_000, least_age, knots) in RARE.items():
        some = dice.among(people.age >= least_age, per_10_000)
        columns[name][some] = _thousands(dice, knots, some)
    return columns


def total_income(columns: Mapping[str, Column], age: Column, adjusted: Flags | bool, law: Figures) -> Column:
    """合計所得金額 of invented people. ``adjusted`` qualifies for the high-pay adjustment (子ども等)."""
    from_pay, from_pension, others = _parts(columns, age, adjusted, law)
    both = np.minimum(from_pay, 100_000) + np.minimum(from_pension, 100_000) - 100_000
    both = np.where((from_pay > 0) & (from_pension > 0) & (not law.former), np.maximum(both, 0), 0)
    total: Column = from_pay - both + from_pension + others
    return total


def pay_and_pension_income(columns: Mapping[str, Column], age: Column, law: Figures) -> Column:
    """Employment income and public pension income together."""
    from_pay, from_pension, _ = _parts(columns, age, False, law)
    return from_pay + from_pension


def _parts(
    columns: Mapping[str, Column], age: Column, adjusted: Flags | bool, law: Figures
) -> tuple[Column, Column, Column]:
    """Income from pay (after the high-pay adjustment), from public pension, from everything else."""
    pay = columns["pay_revenue"]
    high = np.where(pay > 8_500_000, -((np.minimum(pay, 10_000_000) - 8_500_000) // -10), 0)
    from_pay = pay_income(pay, law) - np.where(adjusted & (not law.former), high, 0)
    others = (columns["long_term_transfer_income"] + columns["temporary_income"]) // 2
    for name in INCOMES[2:8]:
        others = others + columns[name]
    others = others + separate_total(columns)
    pension = pension_income(columns["pension_revenue"], age >= 65, from_pay + others, former=law.former)
    return from_pay, pension, others


def _occupations(dice: Dice, people: People) -> tuple[Flags, Flags, Flags]:
    """Who works full time, part time, on their own account; everybody else has no work."""
    age, role, count = people.age, people.role, len(people)
    chances = [  # (who, full time, part time, own account) in ten thousand
        (age < 15, 0, 0, 0),
        (age < 18, 0, 1_200, 0),
        (age < 23, 2_800, 4_500, 50),
        ((age < 60) & (role == PARTNER) & people.female, 3_600, 3_600, 400),
        ((age < 60) & (role == CHILD), 7_300, 1_500, 300),
        (age < 60, 8_300, 400, 850),
        (age < 65, 5_200, 1_900, 1_000),
        (age < 75, 900, 1_800, 900),
        (age >= 75, 60, 250, 300),
    ]
    who = np.select([mask for mask, *_ in chances], list(range(len(chances))), 0)
    bounds = np.cumsum(np.array([row[1:] for row in chances], dtype=np.int64), axis=1)
    luck = dice.below(10_000, count)
    full = luck < bounds[who, 0]
    part = ~full & (luck < bounds[who, 1])
    return full, part, ~full & ~part & (luck < bounds[who, 2])


def _by_age(dice: Dice, people: People, mask: Flags) -> Column:
    """Full-time pay in yen: rises to the fifties, falls after sixty; women earn less, as they do."""
    age, female = people.age[mask], people.female[mask]
    percent = np.select([age < 25, age < 30, age < 40, age < 60, age < 65], [62, 75, 95, 112, 85], 60)
    percent = np.where(female, percent * 74 // 100, percent)
    thousands = dice.spread(FULL_TIME, len(age))
    yen: Column = thousands * 10 * percent + dice.below(1_000, len(age))
    return yen


def _pensions(dice: Dice, people: People) -> Column:
    pension = np.zeros(len(people), dtype=np.int64)
    drawn = dice.among(people.age >= 65, 9_700) | dice.among((people.age >= 60) & (people.age < 65), 1_800)
    men, women = drawn & ~people.female, drawn & people.female
    pension[men] = _thousands(dice, PENSION_MAN, men)
    pension[women] = _thousands(dice, PENSION_WOMAN, women)
    return pension


def _thousands(dice: Dice, knots: tuple[int, ...], mask: Flags) -> Column:
    count = int(mask.sum())
    return dice.spread(knots, count) * 1_000 + dice.below(1_000, count)
