from datetime import date, timedelta

import numpy as np

from uwanose.dates import age_reached_on
from uwanose.engine.columns.days import as_numbers
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.households import CHILD, HEAD, PARENT, PARTNER, people
from uwanose.engine.population.town import Town


def test_every_household_has_one_head_who_stands_first(town: Town) -> None:
    heads = np.flatnonzero(town.people.role == HEAD)
    assert heads.tolist() == town.people.first.tolist()
    assert len(heads) == town.people.household[-1] + 1


def test_households_are_as_large_as_in_the_towns(town: Town) -> None:
    """About 2.4 persons; a third of the households are persons living alone."""
    size = np.bincount(town.people.household)
    assert 235 <= 100 * len(town.people) // len(size) <= 250
    assert 0.25 < (size == 1).mean() < 0.40
    assert size.max() <= 8


def test_the_number_of_people_is_exact_even_for_one() -> None:
    for persons in (1, 2, 3, 1_000):
        assert len(people(Dice(3), persons, 2025)) == persons


def test_ages_are_those_of_an_ageing_town(town: Town) -> None:
    age = town.people.age
    assert 0.10 < (age < 15).mean() < 0.18
    assert 0.22 < (age >= 65).mean() < 0.34
    assert age.min() == 0
    assert age.max() <= 104


def test_parents_are_older_than_their_children(town: Town) -> None:
    inhabitants = town.people
    head = inhabitants.age[inhabitants.first][inhabitants.household]
    children, parents = inhabitants.role == CHILD, inhabitants.role == PARENT
    assert (head[children] - inhabitants.age[children] >= 18).all()
    assert (inhabitants.age[parents] > head[parents]).all()
    assert (inhabitants.age[inhabitants.role == PARTNER] >= 18).all()


def test_the_day_of_birth_fits_the_age_of_the_law(town: Town) -> None:
    """年齢計算ニ関スル法律: an age is reached the day before the birthday, here by 31 December 2025."""
    end = date(2025, 12, 31)
    for born, age in zip(town.people.born[:3_000].tolist(), town.people.age[:3_000].tolist(), strict=True):
        assert age_reached_on(born, age) <= end < age_reached_on(born, age + 1)


def test_birthdays_are_spread_over_the_year(town: Town) -> None:
    month = (as_numbers(town.people.born) // 100) % 100
    counts = np.bincount(month, minlength=13)[1:]
    assert (counts > len(month) // 20).all()
    assert timedelta(0) <= date(2026, 1, 1) - max(town.people.born.tolist())
