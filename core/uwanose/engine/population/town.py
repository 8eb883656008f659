"""Owns inventing one town, step by step: households, incomes, borders, families, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.population import families, thresholds
from uwanose.engine.population.collected import pension_withholding
from uwanose.engine.population.deductions import deductions
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.families import NOBODY, Families
from uwanose.engine.population.figures import Figures, figures
from uwanose.engine.population.households import People, people
from uwanose.engine.population.incomes import incomes, total_income
from uwanose.engine.population.separate import LEAST_TOTAL, separate_incomes, settled_donations
from uwanose.money import Rate

POOR_HOUSEHOLD = 600_000
COUNTED = ("general", "specific", "elderly", "cohabiting_parent", "under_16")  # 扶養親族の区分


@dataclass(frozen=True, slots=True)
class Town:
    """One town's invented people, before they are written as columns."""

    id: str
    income_year: int
    people: People
    place: Column  # on which border a person has been put: thresholds.NOWHERE or a sort of border
    claims: Families
    total_income: Column
    amounts: dict[str, Column]


def invent(town: str, persons: int, seed: int, income_year: int, threshold_share: Rate) -> Town:
    """Invent one town. Each subject has its own chance, so that none disturbs another."""
    law = figures(income_year)

    def dice(subject: str) -> Dice:
        return Dice(seed, town, subject)

    inhabitants = people(dice("households"), persons, income_year)
    place = thresholds.places(dice("thresholds"), inhabitants, threshold_share)
    inhabitants = thresholds.with_birthdays(dice("birthdays"), inhabitants, place, income_year)
    earned = incomes(dice("incomes"), inhabitants)
    earned = thresholds.with_incomes(dice("borders"), inhabitants, place, earned, law)
    disability = _disability(dice("disability"), dice("severity"), inhabitants.age)

    total = total_income(earned, inhabitants.age, False, law)  # nobody who is claimed has a high pay
    claims = families.families(inhabitants, total, law)
    amounts = families.family_columns(dice("families"), inhabitants, claims, disability, law)
    earned = thresholds.with_family_lines(
        dice("lines"), place, earned, counted_persons(amounts, claims, total, law)
    )
    low = total <= law.dependant_limit
    adjusted = families.qualifies_for_high_pay_adjustment(inhabitants, claims, disability, low)
    ordinary = total_income(earned, inhabitants.age, adjusted, law)
    earners = families.main_earner(inhabitants, ordinary) == np.arange(len(inhabitants))
    free = earners & (place == thresholds.NOWHERE) & (ordinary > LEAST_TOTAL)
    apart = separate_incomes(dice("apart"), free, income_year)
    total = total_income({**earned, **apart}, inhabitants.age, adjusted, law)

    amounts |= earned | {"disability": disability, "high_pay_adjustment": adjusted.astype(np.int64)}
    amounts |= families.spouse_and_specified_incomes(claims, total)
    amounts["widow_status"] = families.widow_status(dice("widows"), inhabitants, claims, total, law)
    amounts |= deductions(dice("deductions"), inhabitants, earned, ordinary, law)
    amounts |= apart
    amounts |= settled_donations(amounts, ordinary)
    amounts |= pension_withholding(dice("pension"), inhabitants, amounts, total, income_year + 1)
    amounts["public_assistance"] = _public_assistance(dice("assistance"), inhabitants, ordinary)
    return Town(town, income_year, inhabitants, place, claims, total, amounts)


def counted_persons(amounts: dict[str, Column], claims: Families, total: Column, law: Figures) -> Column:
    """同一生計配偶者と扶養親族の数 of each row."""
    has = claims.spouse != NOBODY
    low_spouse = has & (total[np.where(has, claims.spouse, 0)] <= law.dependant_limit)
    return sum((amounts[f"dependants_{kind}"] for kind in COUNTED), low_spouse.astype(np.int64))


def _disability(happens: Dice, severity: Dice, age: Column) -> Column:
    """Rarer than one in a hundred before twenty, one in twenty at a hundred; a third of them 特別障害者."""
    disabled = happens.happens(80 + 5 * np.maximum(age - 20, 0), len(age))
    return np.where(severity.among(disabled, 3_300), 2, disabled.astype(np.int64))


def _public_assistance(dice: Dice, inhabitants: People, total: Column) -> Column:
    household = np.add.reduceat(total, inhabitants.first)
    helped = dice.among(household < POOR_HOUSEHOLD, 900)
    return helped[inhabitants.household].astype(np.int64)
