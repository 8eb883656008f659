"""Owns who supports whom: the spouse and the dependants of a household, each claimed once and by one taxpayer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.figures import Figures
from uwanose.engine.population.households import CHILD, HEAD, PARENT, PARTNER, People

NOBODY = -1
NONE, GENERAL, SPECIAL, SPECIAL_COHABITING = range(4)  # 障害の区分
WIDOW, MOTHER, FATHER, SPECIAL_WIDOW, WIDOWER = 1, 2, 3, 4, 5
SINGLE_PARENT_LIMIT = 5_000_000
MOST_SPECIFIED = 3


@dataclass(frozen=True, slots=True)
class Families:
    """For each row: who claims it as a dependant, and the row of its spouse if it is the one to claim a spouse."""

    claimed_by: Column
    spouse: Column
    specified_by: Column  # 特定親族: who may take the special deduction for this row

    def dependants(self, mask: Flags | None = None) -> Column:
        """How many dependants each row claims, of those in *mask*."""
        return _counted(self.claimed_by, mask)


def families(people: People, total: Column, law: Figures) -> Families:
    """Settle the claims of every household from the total incomes."""
    earner = main_earner(people, total)
    low = total <= law.dependant_limit
    claimed_by = np.where(np.isin(people.role, (CHILD, PARENT)) & low, earner, NOBODY)
    specified = (people.role == CHILD) & ~low & (total <= 1_230_000) & (people.age >= 19) & (people.age < 23)
    specified_by = np.where(specified & law.specified_relatives, earner, NOBODY)
    spouse = np.full(len(people), NOBODY, dtype=np.int64)
    partner = np.flatnonzero(people.role == PARTNER)
    head_earns = earner[partner] == partner - 1
    spouse[earner[partner]] = np.where(head_earns, partner, partner - 1)
    _settle_parents(people, total, low, claimed_by, spouse)
    return Families(claimed_by, spouse, specified_by)


def main_earner(people: People, total: Column) -> Column:
    """For each row the one of the head couple with the higher income, the head when equal."""
    head = people.first
    partner = np.minimum(head + 1, len(people) - 1)
    earns_more = (people.role[partner] == PARTNER) & (total[partner] > total[head])
    return np.where(earns_more, partner, head)[people.household].astype(np.int64)


def _settle_parents(people: People, total: Column, low: Flags, claimed_by: Column, spouse: Column) -> None:
    """Of two parents of the head, the one with income claims the other, unless the household claims both."""
    second = _second_parents(people)
    second = second[~(low[second] & low[second - 1])]
    higher = np.where(total[second] > total[second - 1], second, second - 1)
    other = second + second - 1 - higher
    spouse[higher] = other
    claimed_by[other] = NOBODY


def _second_parents(people: People) -> Column:
    """The rows of the second of two parents of one head; the first stands on the row above."""
    parents = people.role == PARENT
    second = np.flatnonzero(parents[1:] & parents[:-1]) + 1
    together: Column = second[people.household[second] == people.household[second - 1]]
    return together


def family_columns(
    dice: Dice, people: People, claims: Families, disability: Column, law: Figures
) -> dict[str, Column]:
    """The columns that count spouses and dependants, with some relatives who live elsewhere."""
    age, count = people.age, len(people)
    claimed = claims.claimed_by != NOBODY
    kinds = {
        "dependants_under_16": claimed & (age < 16),
        "dependants_specific": claimed & (age >= 19) & (age < 23),
        "dependants_cohabiting_parent": claimed & (age >= 70),
        "dependants_disability_general": claimed & (disability == GENERAL),
        "dependants_disability_special_cohabiting": claimed & (disability == SPECIAL),
    }
    columns = {name: claims.dependants(mask) for name, mask in kinds.items()}
    general = claims.dependants(claimed & (((age >= 16) & (age < 19)) | ((age >= 23) & (age < 70))))
    taxpayers = (people.role == HEAD) & (age >= 30)
    abroad = dice.among(taxpayers, 40)
    elsewhere = dice.among(taxpayers & (age >= 40) & (age < 68), 200)
    columns["dependants_general"] = general + abroad
    columns["dependants_non_resident"] = abroad.astype(np.int64)
    columns["dependants_elderly"] = elsewhere.astype(np.int64)
    columns["dependants_disability_special"] = (elsewhere & dice.happens(500, count)).astype(np.int64)
    has = claims.spouse != NOBODY
    mate = np.where(has, claims.spouse, 0)
    mate_disability = np.where(disability == SPECIAL, SPECIAL_COHABITING, disability)[mate]
    columns["spouse"] = np.where(has, np.where(age[mate] >= 70, 2, 1), 0)
    columns["spouse_disability"] = np.where(has, mate_disability, NONE)
    return columns


def spouse_and_specified_incomes(claims: Families, total: Column) -> dict[str, Column]:
    """The incomes of others that stand on the taxpayer's row, as they stand on their own rows."""
    has = claims.spouse != NOBODY
    columns = {"spouse_total_income": np.where(has, total[np.where(has, claims.spouse, 0)], 0)}
    rows = np.flatnonzero(claims.specified_by != NOBODY)
    by = claims.specified_by[rows]
    rank = np.arange(len(rows)) - np.searchsorted(by, by)
    for number in range(MOST_SPECIFIED):
        column = np.zeros(len(total), dtype=np.int64)
        column[by[rank == number]] = total[rows[rank == number]]
        columns[f"specified_relative_{number + 1}_total_income"] = column
    return columns


def widow_status(dice: Dice, people: People, claims: Families, total: Column, law: Figures) -> Column:
    """寡婦・ひとり親 (until the income of 2019 特別の寡婦・寡夫): heads with a child; women whose husband has died."""
    couples = np.concatenate([np.flatnonzero(people.role == PARTNER), _second_parents(people)])
    alone = (total <= SINGLE_PARENT_LIMIT) & np.isin(people.role, (HEAD, PARENT))
    alone[couples] = alone[couples - 1] = False
    children = claims.dependants((claims.claimed_by != NOBODY) & (people.role == CHILD))
    single_parent = alone & (people.role == HEAD) & (children > 0)
    widow = alone & ~single_parent & people.female & (people.age >= 55) & dice.happens(6_500, len(people))
    parents = [SPECIAL_WIDOW, WIDOWER] if law.former else [MOTHER, FATHER]
    return np.select([single_parent & people.female, single_parent, widow], [*parents, WIDOW], 0)


def qualifies_for_high_pay_adjustment(
    people: People, claims: Families, disability: Column, low: Flags
) -> Flags:
    """本人が特別障害者、23歳未満の扶養親族、または特別障害者である同一生計配偶者・扶養親族を有する."""
    claimed = claims.claimed_by != NOBODY
    young = claims.dependants(claimed & (people.age < 23)) > 0
    special = claims.dependants(claimed & (disability == SPECIAL)) > 0
    has = claims.spouse != NOBODY
    mate = np.where(has, claims.spouse, 0)
    special_spouse = has & low[mate] & (disability[mate] == SPECIAL)
    qualifies: Flags = (disability == SPECIAL) | young | special | special_spouse
    return qualifies


def _counted(owner: Column, mask: Flags | None) -> Column:
    chosen = owner != NOBODY if mask is None else mask & (owner != NOBODY)
    return np.bincount(owner[chosen], minlength=len(owner)).astype(np.int64)
