"""Owns the invented residents of a town as input columns of resident tax, consistent within each household."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.model import Array, Text
from uwanose.engine.population import families, thresholds
from uwanose.engine.population.deductions import deductions
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.figures import FIRST_INCOME_YEAR, figures
from uwanose.engine.population.households import People, people, yyyymmdd
from uwanose.engine.population.incomes import incomes, total_income
from uwanose.errors import Finding, Refused
from uwanose.money import Rate

Columns = dict[str, Array]  # by column: whole numbers, or text for ids

THRESHOLD_SHARE = Rate(2, 100)
POOR_HOUSEHOLD = 600_000
COUNTED = ("general", "specific", "elderly", "cohabiting_parent", "under_16")  # 扶養親族の区分


@dataclass(frozen=True, slots=True)
class Town:
    """One town's invented people, before they are written as columns."""

    id: str
    income_year: int
    people: People
    place: Column  # on which border a person has been put: thresholds.NOWHERE or a sort of border
    claims: families.Families
    total_income: Column
    amounts: dict[str, Column]


def residents(
    towns: Mapping[str, int],
    *,
    seed: int,
    income_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give the residents of each town (id → number of residents) as columns of ``resident_tax``.

    *income_year* is the year before the levy year. Exactly *threshold_share* of the people stand on a border of
    the law. A town's people do not depend on the other towns. Raises Refused before anything is invented.
    """
    check(towns, income_year, threshold_share)
    return (
        (town, _columns(invent(town, persons, seed, income_year, threshold_share)))
        for town, persons in towns.items()
    )


def invent(town: str, persons: int, seed: int, income_year: int, threshold_share: Rate) -> Town:
    """Invent one town."""
    law = figures(income_year)

    def dice(subject: str) -> Dice:
        return Dice(seed, town, subject)

    inhabitants = people(dice("households"), persons, income_year)
    place = thresholds.places(dice("thresholds"), inhabitants, threshold_share)
    inhabitants = thresholds.with_birthdays(dice("birthdays"), inhabitants, place, income_year)
    earned = incomes(dice("incomes"), inhabitants)
    earned = thresholds.with_incomes(dice("borders"), inhabitants, place, earned, law)
    age = inhabitants.age
    disability = np.where(dice("disability").happens(80 + 5 * np.maximum(age - 20, 0), persons), 1, 0)
    disability = np.where(dice("severity").among(disability == 1, 3_300), 2, disability)
    total = total_income(earned, age, False, law)
    claims = families.families(inhabitants, total, law)
    amounts = families.family_columns(dice("families"), inhabitants, claims, disability, law)
    low_spouse = claims.spouse != families.NOBODY
    low_spouse &= total[np.where(low_spouse, claims.spouse, 0)] <= law.dependant_limit
    counted = sum((amounts[f"dependants_{kind}"] for kind in COUNTED), low_spouse.astype(np.int64))
    earned = thresholds.with_family_lines(dice("lines"), place, earned, counted)
    adjusted = families.qualifies_for_high_pay_adjustment(
        inhabitants, claims, disability, total <= law.dependant_limit
    )
    total = total_income(earned, age, adjusted, law)
    amounts |= earned | {"disability": disability, "high_pay_adjustment": adjusted.astype(np.int64)}
    amounts |= families.spouse_and_specified_incomes(claims, total)
    amounts["widow_status"] = families.widow_status(dice("widows"), inhabitants, claims, total)
    amounts |= deductions(dice("deductions"), inhabitants, earned, total, law)
    amounts["public_assistance"] = _public_assistance(dice("assistance"), inhabitants, total)
    return Town(town, income_year, inhabitants, place, claims, total, amounts)


def _public_assistance(dice: Dice, inhabitants: People, total: Column) -> Column:
    household = np.add.reduceat(total, inhabitants.first)
    helped = dice.among(household < POOR_HOUSEHOLD, 900)
    return helped[inhabitants.household].astype(np.int64)


def _columns(town: Town) -> Columns:
    inhabitants = town.people
    return {
        "resident_id": numbered(f"{town.id}-r", np.arange(1, len(inhabitants) + 1)),
        "household_id": numbered(f"{town.id}-h", inhabitants.household + 1),
        "municipality": np.full(len(inhabitants), town.id),
        "birth_date": yyyymmdd(inhabitants.born),
        **town.amounts,
    }


def numbered(prefix: str, numbers: Column, digits: int = 6) -> Text:
    """Write ids such as ``oi-r000123`` for a whole column at once."""
    text = np.empty((len(numbers), len(prefix) + digits), dtype="<u4")
    text[:, : len(prefix)] = [ord(letter) for letter in prefix]
    rest = numbers.copy()
    for place in range(1, digits + 1):
        text[:, -place] = rest % 10 + ord("0")
        rest //= 10
    return text.view(f"<U{text.shape[1]}").reshape(-1)


def check(towns: Mapping[str, int], income_year: int, share: Rate) -> None:
    """Refuse what nobody can invent, all of it in one go."""
    found = []
    if income_year < FIRST_INCOME_YEAR:
        found.append(_finding(
            "E181", f"{income_year}年の所得では架空人口を作れません（{FIRST_INCOME_YEAR}年から）。",
            f"people cannot be invented for the income of {income_year}; {FIRST_INCOME_YEAR} is the first year.",
        ))  # fmt: skip
    for town, persons in towns.items():
        if not 1 <= persons < 1_000_000:
            found.append(_finding(
                "E182", f"{town} の人口 {persons:,}人は作れません（1人から999,999人まで）。",
                f"{persons:,} residents cannot be invented for {town} (1 to 999,999).",
            ))  # fmt: skip
    if not 0 <= share.numerator <= share.denominator:
        found.append(_finding(
            "E183", f"境界にいる人の割合 {share} が0から1の間にありません。",
            f"the share of people on borders, {share}, is not between 0 and 1.",
        ))  # fmt: skip
    if found:
        raise Refused(found)


def _finding(code: str, ja: str, en: str) -> Finding:
    return Finding(
        code=code,
        ja=ja,
        en=en,
        remedy_ja="範囲の中の値を指定してください。",
        remedy_en="give a value inside the range.",
    )
