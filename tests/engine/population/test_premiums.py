"""The invented input of the premiums and the child allowance: the residents again, with people on every border."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.engine.population import care_insured, children, late_elderly, residents
from uwanose.engine.population.residents import Columns
from uwanose.money import Rate

TOWN = {"oi": 6_000}
NEVER, SINCE_EVER = 99991231, 19000101


@pytest.fixture(scope="module")
def living() -> Columns:
    return dict(residents(TOWN, seed=1, income_year=2025))["oi"]


@pytest.fixture(scope="module")
def care() -> Columns:
    return dict(care_insured(TOWN, seed=1, fiscal_year=2026))["oi"]


@pytest.fixture(scope="module")
def elderly() -> Columns:
    return dict(late_elderly(TOWN, seed=1, fiscal_year=2026))["oi"]


@pytest.fixture(scope="module")
def young() -> Columns:
    return dict(children(TOWN, seed=1, fiscal_year=2026))["oi"]


def test_both_premiums_are_asked_for_the_very_residents(
    living: Columns, care: Columns, elderly: Columns
) -> None:
    """Ids, households, birthdays and revenues are those resident tax is computed from."""
    for column in ("resident_id", "household_id", "birth_date", "pay_revenue", "pension_revenue"):
        assert (care[column] == living[column]).all()
        assert (elderly[column] == living[column]).all()


def test_each_household_has_one_head(elderly: Columns) -> None:
    """The head's income counts for the reduction of everybody."""
    heads = elderly["household_id"][elderly["is_head"] == 1]
    assert len(np.unique(heads)) == len(heads) == len(np.unique(elderly["household_id"]))


def test_some_move_in_on_2_january_and_some_are_lost_on_the_first_of_a_month(care: Columns) -> None:
    """Where the special rule of FY2026 and the months begin and end."""
    assert {20260101, 20260102} <= set(care["moved_in_on"].tolist())
    lost = care["lost_on"][care["lost_on"] != NEVER]
    assert ((lost % 100 == 1).any(), (lost % 100 > 1).any()) == (True, True)
    assert (lost >= 20260401).all()


def test_children_stand_claimant_by_claimant(young: Columns, living: Columns) -> None:
    """The rows of one claimant are computed together; the claimant lives with the child."""
    claimants = young["claimant_id"]
    changes = np.flatnonzero(claimants[1:] != claimants[:-1])
    assert len(changes) + 1 == len(np.unique(claimants))
    home = dict(zip(living["resident_id"].tolist(), living["household_id"].tolist(), strict=True))
    assert all(
        home[child] == home[claimant]
        for child, claimant in zip(young["child_id"].tolist(), claimants.tolist(), strict=True)
    )
    assert len(np.unique(young["child_number"])) == len(young["child_number"])


def test_claims_and_ends_lie_on_both_sides_of_the_month(young: Columns) -> None:
    """October 2026: claimed on 30 September or 1 October, 15 or 16 days after a birth, ended a day apart."""
    assert {20260930, 20261001, 20261008} <= set(young["claimed_on"].tolist())
    assert {20260922, 20260923} <= set(young["event_on"].tolist())
    assert {20260930, 20261001, NEVER} == set(young["ended_on"].tolist())


def test_the_declared_share_stands_on_borders() -> None:
    """Nobody at all when it is nothing, but for those who move."""
    none = dict(children(TOWN, seed=1, fiscal_year=2026, threshold_share=Rate(0, 100)))["oi"]
    assert set(none["claimed_on"].tolist()) == {SINCE_EVER}
    assert set(none["ended_on"].tolist()) == {NEVER}
