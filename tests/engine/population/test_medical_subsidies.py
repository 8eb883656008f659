"""The invented bills of one-parent families and of the disabled: people who are there, and every line on both sides."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.engine.arithmetic import Column
from uwanose.engine.model import Text
from uwanose.engine.population import residents
from uwanose.engine.population.medical_subsidy_disability import disability_bills
from uwanose.engine.population.medical_subsidy_single_parent import single_parent_bills
from uwanose.engine.population.residents import Columns
from uwanose.engine.tables import reached_age_on
from uwanose.money import Rate

TOWN = {"oi": 6_000}


@pytest.fixture(scope="module")
def living() -> Columns:
    return dict(residents(TOWN, seed=1, income_year=2024))["oi"]


@pytest.fixture(scope="module")
def families() -> Columns:
    return dict(single_parent_bills(TOWN, seed=1, fiscal_year=2025))["oi"]


@pytest.fixture(scope="module")
def disabled() -> Columns:
    return dict(disability_bills(TOWN, seed=1, fiscal_year=2025))["oi"]


def rows(living: Columns, ids: Text) -> Column:
    assert np.isin(ids, living["resident_id"]).all()
    return np.searchsorted(living["resident_id"], ids).astype(np.int64)


def test_bills_belong_to_one_parent_families_among_the_residents(living: Columns, families: Columns) -> None:
    """The parent is a ひとり親 of the register, and lives with whoever the bill is of and with the supporter."""
    person, parent = rows(living, families["resident_id"]), rows(living, families["parent_id"])
    supporter = rows(living, families["supporter_id"])
    assert (living["widow_status"][parent] >= 2).all()
    home = living["household_id"]
    assert (home[person] == home[parent]).all()
    assert (home[supporter] == home[parent]).all()
    assert ((supporter == parent) == (families["has_supporter"] == 0)).all()
    assert 0 < (person == parent).mean() < 1


def test_the_bill_of_a_child_names_the_child_and_that_of_a_parent_the_youngest(
    living: Columns, families: Columns
) -> None:
    """The family is covered as long as its youngest child is."""
    person, parent = rows(living, families["resident_id"]), rows(living, families["parent_id"])
    child = person != parent
    assert (families["child_birth_date"][child] == living["birth_date"][person[child]]).all()
    for row in np.flatnonzero(~child)[:200]:
        of_family = child & (parent == parent[row])
        if of_family.any():
            assert families["child_birth_date"][row] >= families["child_birth_date"][of_family].max()


@pytest.mark.parametrize("which", ["families", "disabled"])
def test_bills_have_their_own_number_and_a_day_of_the_fiscal_year(
    which: str, request: pytest.FixtureRequest
) -> None:
    made: Columns = request.getfixturevalue(which)
    assert len(np.unique(made["bill_id"])) == len(made["bill_id"]) > 300
    assert (made["treated_on"].min(), made["treated_on"].max()) == (20250401, 20260331)
    assert (made["insured_share"] > 0).all()


def test_the_disabled_are_those_of_the_register_and_were_certified_in_their_life(
    living: Columns, disabled: Columns
) -> None:
    person = rows(living, disabled["resident_id"])
    assert (living["disability"][person] > 0).all()
    assert (disabled["birth_date"] == living["birth_date"][person]).all()
    assert (disabled["first_certified_on"] >= disabled["birth_date"]).all()
    assert disabled["first_certified_on"].max() <= 20260331


def test_every_line_of_the_disability_scheme_has_people_on_both_sides(disabled: Columns) -> None:
    """Physical 2 and 3, quotient 35 and 36, 50 and 51, mental 1 and 2, the day 65 is reached and the day before."""
    assert {2, 3} <= set(disabled["physical_grade"].tolist())
    assert {35, 36, 50, 51} <= set(disabled["iq"].tolist())
    assert {1, 2} <= set(disabled["mental_grade"].tolist())
    made = dict(disability_bills(TOWN, seed=1, fiscal_year=2025, threshold_share=Rate(1, 2)))["oi"]
    reached = reached_age_on(made["birth_date"], 65)
    assert (made["first_certified_on"] == reached).any()
    assert (made["first_certified_on"] == reached_age_on(reached, 0)).any()


def test_the_same_seed_gives_the_same_bills(families: Columns, disabled: Columns) -> None:
    again = dict(single_parent_bills({"hakone": 500, **TOWN}, seed=1, fiscal_year=2025))["oi"]
    assert all((again[name] == families[name]).all() for name in families)
    again = dict(disability_bills({"hakone": 500, **TOWN}, seed=1, fiscal_year=2025))["oi"]
    assert all((again[name] == disabled[name]).all() for name in disabled)
