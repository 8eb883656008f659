"""Owns who lives together: households of nine kinds, roles, sexes, ages and days of birth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.population.dice import Dice

Days = npt.NDArray[np.datetime64]

HEAD, PARTNER, CHILD, PARENT = range(4)
OLDEST = 104


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of household. Children's ages come first where there are any; their parents' follow from them."""

    weight: int
    head_ages: Sequence[int] = ()
    youngest_ages: Sequence[int] = ()
    partner: int = 0  # in ten thousand
    children: Sequence[int] = (1,)  # weights of 0, 1, 2 … children
    parents: Sequence[int] = (1,)  # weights of 0, 1, 2 parents of the head


KINDS = (
    Kind(16, head_ages=(19, 23, 26, 30, 35, 41, 47, 53, 58, 64)),
    Kind(13, head_ages=(65, 69, 72, 75, 78, 81, 84, 88, 98)),
    Kind(11, head_ages=(23, 30, 38, 46, 53, 58, 64), partner=10_000),
    Kind(14, head_ages=(65, 68, 71, 74, 77, 80, 84, 92), partner=10_000),
    Kind(20, youngest_ages=(0, 3, 6, 9, 12, 15, 18, 21), partner=10_000, children=(0, 42, 46, 11, 1)),
    Kind(13, youngest_ages=(20, 23, 27, 32, 38, 46), partner=10_000, children=(0, 85, 15)),
    Kind(5, youngest_ages=(1, 5, 9, 13, 16, 19), children=(0, 58, 34, 8)),
    Kind(5, youngest_ages=(0, 4, 8, 13, 18), partner=9_300, children=(0, 40, 45, 15), parents=(0, 65, 35)),
    Kind(4, head_ages=(35, 42, 48, 54, 60, 66), parents=(0, 80, 20)),
)


@dataclass(frozen=True, slots=True)
class People:
    """The people of one town, household by household: head, partner, children (eldest first), head's parents.

    ``household`` counts from 0 and ascends; ``age`` is reached by 31 December of the income year;
    ``born`` is the day of birth.
    """

    household: Column
    role: Column
    female: Flags
    age: Column
    born: Days

    def __len__(self) -> int:
        return len(self.household)

    @property
    def first(self) -> Column:
        """The row of the head of each household."""
        return np.flatnonzero(np.diff(self.household, prepend=-1)).astype(np.int64)


def people(dice: Dice, persons: int, income_year: int) -> People:
    """Invent exactly *persons* people in households, as they stand on 31 December of *income_year*."""
    most = persons // 2 + 50
    kind = dice.choose([kind.weight for kind in KINDS], most)
    partner = dice.happens(_of_kind([kind.partner for kind in KINDS], kind), most).astype(np.int64)
    children = _per_kind(dice, kind, [kind.children for kind in KINDS])
    parents = _per_kind(dice, kind, [kind.parents for kind in KINDS])
    household = np.repeat(np.arange(most, dtype=np.int64), 1 + partner + children + parents)[:persons]
    place = np.arange(persons, dtype=np.int64) - np.searchsorted(household, household)
    role = _role(place, partner[household], children[household])
    age = _ages(dice, kind, children, household, role, place - partner[household])
    head_female = dice.happens(_of_kind([4500, 6500, 1000, 500, 1200, 900, 8600, 1200, 3500], kind), most)
    female = np.where(role == HEAD, head_female[household], dice.happens(5000, persons))
    female = np.where(role == PARTNER, ~head_female[household], female)
    return People(household, role, female, age, _born(dice, age, income_year))


def _of_kind(values: Sequence[int], kind: Column) -> Column:
    return np.asarray(values, dtype=np.int64)[kind]


def _per_kind(dice: Dice, kind: Column, weights: Sequence[Sequence[int]]) -> Column:
    """Draw a number for each household with the weights of its kind."""
    drawn = np.zeros(len(kind), dtype=np.int64)
    for number, row in enumerate(weights):
        mine = np.flatnonzero(kind == number)
        drawn[mine] = dice.choose(row, len(mine))
    return drawn


def _role(place: Column, partner: Column, children: Column) -> Column:
    role = np.full(len(place), PARENT, dtype=np.int64)
    role[place <= partner + children] = CHILD
    role[place <= partner] = PARTNER
    role[place == 0] = HEAD
    return role


def _ages(
    dice: Dice, kind: Column, children: Column, household: Column, role: Column, child_number: Column
) -> Column:
    homes, persons = len(kind), len(household)
    youngest = np.zeros(homes, dtype=np.int64)
    head = np.zeros(homes, dtype=np.int64)
    gap = dice.choose((2, 20, 36, 26, 16), homes)
    for number, sort in enumerate(KINDS):
        mine = np.flatnonzero(kind == number)
        if sort.youngest_ages:
            youngest[mine] = dice.spread(sort.youngest_ages, len(mine))
            eldest = youngest[mine] + gap[mine] * (children[mine] - 1)
            head[mine] = eldest + dice.spread((21, 24, 27, 29, 31, 33, 36, 44), len(mine))
        else:
            head[mine] = dice.spread(sort.head_ages, len(mine))
    age = head[household]
    age = np.where(role == PARTNER, np.maximum(age + dice.between(-5, 4, persons), 18), age)
    age = np.where(
        role == CHILD, youngest[household] + gap[household] * (children[household] - child_number), age
    )
    age = np.where(role == PARENT, age + dice.between(21, 36, persons), age)
    return np.minimum(age, OLDEST)


def _born(dice: Dice, age: Column, income_year: int) -> Days:
    """Days of birth: an age is reached the day before the birthday, so the year of an age begins on 2 January."""
    year = (income_year - age - 1970).astype("datetime64[Y]")
    first = year.astype("datetime64[D]")
    length = ((year + 1).astype("datetime64[D]") - first).astype(np.int64)
    days: Days = first + dice.below(length, len(age)).astype("timedelta64[D]") + np.timedelta64(1, "D")
    return days
