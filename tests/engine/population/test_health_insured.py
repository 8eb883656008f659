from collections.abc import Mapping

import numpy as np
import pytest

from uwanose.engine.arithmetic import Column
from uwanose.engine.model import Array
from uwanose.engine.population import residents
from uwanose.engine.population.national_health_insurance import (
    FORMER_MEMBER,
    INSURED,
    NEVER,
    NOT_INSURED,
    SINCE_EVER,
    health_insured,
)
from uwanose.money import Rate

TOWN = {"oi": 12_000}


@pytest.fixture(scope="module")
def members() -> Mapping[str, Array]:
    return dict(health_insured(TOWN, seed=1, fiscal_year=2025))["oi"]


def per_household(members: Mapping[str, Array], flags: Column) -> Column:
    _, household = np.unique(members["household_id"], return_inverse=True)
    return np.bincount(household, flags).astype(np.int64)


def test_members_are_residents_household_by_household(members: Mapping[str, Array]) -> None:
    people = dict(residents(TOWN, seed=1, income_year=2024))["oi"]
    rows = np.searchsorted(people["resident_id"], members["resident_id"])
    for column in ("resident_id", "household_id", "birth_date", "pay_revenue", "pension_revenue"):
        assert (people[column][rows] == members[column]).all()
    assert (np.diff(rows) > 0).all()
    assert 0.15 < (members["insurance"] == INSURED).mean() * len(rows) / 12_000 < 0.35


def test_every_household_has_its_head_and_somebody_insured(members: Mapping[str, Array]) -> None:
    """擬制世帯主: a head outside the insurance stands among the rows."""
    assert (per_household(members, members["head"]) == 1).all()
    assert (per_household(members, members["insurance"] == INSURED) >= 1).all()
    outside = members["insurance"] == NOT_INSURED
    assert outside.any()
    assert (members["head"][outside] == 1).all()


def test_nobody_is_insured_from_the_75th_birthday_on(members: Mapping[str, Array]) -> None:
    """75 is taken on the birthday itself; some of them stay in the household as 特定同一世帯所属者."""
    birthday = members["birth_date"] + 750_000
    assert (birthday[members["insurance"] == INSURED] > 20250401).all()
    former = members["insurance"] == FORMER_MEMBER
    assert former.any()
    assert (members["former_since"][former] <= 20250401).all()
    assert (members["former_since"][~former] == SINCE_EVER).all()


def test_some_join_and_leave_in_the_year_with_the_borders_of_months_among_them(
    members: Mapping[str, Array],
) -> None:
    joined, left = members["joined_on"], members["left_on"]
    within = joined > SINCE_EVER
    assert within.any()
    assert ((joined[within] >= 20250401) & (joined[within] <= 20260328)).all()
    assert ((left == NEVER) | (left > joined)).all()
    assert (joined == 20250401).sum() > 20
    assert (members["insurance"][within | (left < NEVER)] == INSURED).all()


def test_children_born_on_one_day_have_their_order(members: Mapping[str, Array]) -> None:
    ordered = members["birth_order"] > 0
    keys = [
        (home, born, order)
        for home, born, order in zip(
            members["household_id"][ordered],
            members["birth_date"][ordered],
            members["birth_order"][ordered],
            strict=True,
        )
    ]
    assert len(set(keys)) == len(keys)


def test_the_share_on_borders_is_as_declared() -> None:
    """Whole or nothing: with everybody chosen, every insured row joins on the first of a month."""
    everybody = dict(health_insured(TOWN, seed=1, fiscal_year=2025, threshold_share=Rate(1, 1)))["oi"]
    joined = everybody["joined_on"][everybody["insurance"] == INSURED]
    assert ((joined % 100 == 1) | (joined == SINCE_EVER)).all()
    assert (joined == 20250401).mean() > 0.5
