import numpy as np
import pytest

from uwanose.engine.arithmetic import Column
from uwanose.engine.model import Text
from uwanose.engine.population import bills, residents
from uwanose.engine.population.residents import Columns
from uwanose.money import Rate

TOWN = {"oi": 6_000}


@pytest.fixture(scope="module")
def issued() -> Columns:
    return dict(bills(TOWN, seed=1, fiscal_year=2025))["oi"]


@pytest.fixture(scope="module")
def living() -> Columns:
    return dict(residents(TOWN, seed=1, income_year=2024))["oi"]


def rows(living: Columns, ids: Text) -> Column:
    assert np.isin(ids, living["resident_id"]).all()
    return np.searchsorted(living["resident_id"], ids).astype(np.int64)


def test_bills_belong_to_children_among_the_residents(issued: Columns, living: Columns) -> None:
    child = rows(living, issued["resident_id"])
    assert (issued["birth_date"] == living["birth_date"][child]).all()
    assert issued["birth_date"].min() > 20050102
    assert 0.05 < len(np.unique(child)) / 6_000 < 0.20


def test_the_guardian_lives_with_the_child_and_claims_it(issued: Columns, living: Columns) -> None:
    child, guardian = rows(living, issued["resident_id"]), rows(living, issued["guardian_id"])
    assert (living["household_id"][child] == living["household_id"][guardian]).all()
    assert (child != guardian).all()
    least = living["dependants_under_16"][guardian] + living["dependants_general"][guardian]
    under_15 = issued["birth_date"] > 20100401
    assert (least[under_15] > 0).all()
    assert (issued["guardian_dependants"] >= living["dependants_under_16"][guardian]).all()


def test_days_of_treatment_lie_in_the_fiscal_year_with_both_edges(issued: Columns) -> None:
    assert issued["treated_on"].min() == 20250401
    assert issued["treated_on"].max() == 20260331
    assert (issued["birth_date"] < issued["treated_on"]).all()


def test_bills_stand_by_child_and_by_day_with_unique_ids(issued: Columns) -> None:
    assert len(np.unique(issued["bill_id"])) == len(issued["bill_id"]) > 3_000
    same_child = issued["resident_id"][1:] == issued["resident_id"][:-1]
    assert (issued["resident_id"][1:][~same_child] > issued["resident_id"][:-1][~same_child]).all()
    assert (np.diff(issued["treated_on"])[same_child] >= 0).all()


def test_amounts_fit_the_kind_of_care(issued: Columns) -> None:
    inpatient = issued["care"] == 1
    assert (issued["days"][inpatient] > 0).all()
    assert not issued["days"][~inpatient].any()
    assert not issued["meals"][~inpatient].any()
    assert (issued["visits"][issued["care"] == 0] > 0).all()
    assert (issued["insured_share"] > 0).all()
    assert (issued["insured_share"] % 10 == 0).all()
    assert (issued["high_cost_benefit"] + issued["additional_benefit"] <= issued["insured_share"]).all()


def test_some_guardians_stand_exactly_on_the_limit_of_the_prefecture(living: Columns) -> None:
    """県補助基準: total income - 80,000 - up to 100,000 of pay or pension - listed = 5,320,000 + 380,000 each."""
    made = dict(bills(TOWN, seed=1, fiscal_year=2025, threshold_share=Rate(1, 2)))["oi"]
    listed = np.unique(made["guardian_listed_deductions"])
    assert len(listed) > 50
    assert dict(bills(TOWN, seed=1, fiscal_year=2025, threshold_share=Rate(0, 1)))["oi"]["treated_on"].any()


def test_days_around_the_birthday_are_among_the_bills() -> None:
    """The co-payment begins at an age reached the day before the birthday."""
    made = dict(bills(TOWN, seed=1, fiscal_year=2025, threshold_share=Rate(1, 1)))["oi"]
    beside = (made["treated_on"] - made["birth_date"]) % 10_000
    assert ((beside == 0) | (beside == 9_999) | (beside == 1)).mean() > 0.4
