"""Every invented bill, settled by a whole run and by the oracle one at a time; what a town claims month by month."""

from __future__ import annotations

import pytest

from tests.oracle.bill_agreement import Row, agree
from tests.oracle.bill_rows import child_bill
from tests.oracle.dated_engine import DatedEngine
from tests.oracle.days import day
from tests.oracle.draw import Draw
from tests.oracle.medical_subsidy import subsidy
from tests.oracle.medical_subsidy_towns import TOWNS, scheme_of
from uwanose.workspace import Workspace

BUSINESS = "medical_subsidy"
BILLS = 1_500  # of each town, from April 2021 to March 2027: 21,000 in all
LEVY_YEARS = ("same", "previous", "before_previous")


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> DatedEngine:
    return DatedEngine(opened, BUSINESS)


def bills(town: str) -> list[Row]:
    draw = Draw("children", town)
    return [child_bill(draw) for _ in range(BILLS)]


def settle(row: Row, town: str) -> dict[str, int]:
    same, previous, before = (row[f"guardian_total_income_{year}"] for year in LEVY_YEARS)
    return subsidy(row, (same, previous, before), scheme_of(town, day(row["treated_on"])))


@pytest.mark.parametrize("town", TOWNS)
def test_the_engine_and_the_oracle_settle_every_bill_alike(engine: DatedEngine, town: str) -> None:
    """県補助基準 and the towns' ordinances, across every change of rules; the sums by month, and in any order of rows."""
    agree(engine, bills(town), settle, town)


@pytest.mark.parametrize("town", TOWNS)
def test_the_comparison_reaches_both_sides_of_each_condition(town: str) -> None:
    """Refused and granted, inside and outside the standard, all three levy years, each way of payment."""
    settled = [settle(row, town) for row in bills(town)]
    for name in ("eligible", "age_covered", "other_scheme_first", "k_001_inside_standard"):
        assert {0, 1} == {result[name] for result in settled}
    assert {0, 1, 2} == {result["income_levy_year"] for result in settled}
    assert {0, 1, 2} == {result["payment_way"] for result in settled}
    assert any(result["k_001_co_payment"] for result in settled)
    at_limit = {result["assessed_income"] - result["income_limit"] for result in settled}
    assert {-1, 0, 1} <= at_limit
