"""Every invented bill of a disabled person, settled by a whole run and by the oracle one at a time, and month by month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.oracle.bill_agreement import Row, agree
from tests.oracle.bill_rows import disability_bill
from tests.oracle.dated_engine import DatedEngine
from tests.oracle.days import day
from tests.oracle.draw import Draw
from tests.oracle.medical_subsidy_disability import NEWER_LIMIT, Scheme, subsidy
from tests.oracle.medical_subsidy_towns import TOWNS
from tests.oracle.ordinances import claims, limits, money, settled, under
from uwanose.points.model import Value
from uwanose.workspace import Workspace

BUSINESS = "medical_subsidy_disability"
BILLS = 1_500  # of each town, from April 2021 to March 2027: 21,000 in all
WIDER_SINCE = date(2023, 3, 1)  # K-022, 愛川町
ORDINANCES = {
    "on the limit is out": Scheme(limits=(3_604_000, 3_984_000), further=380_000, on_the_limit_is_in=False),
    "no limit": Scheme(limited=False, per_visit=200, per_day=100, per_dispensing=50),
    "narrow": Scheme(mental_1_outpatient=False, certified_before=64, per_visit=500),
    "long claims": Scheme(claim_years=5, claim_from_next_month=False, card_outside=True, per_day=1_000),
}


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> DatedEngine:
    return DatedEngine(opened, BUSINESS)


def bills(*seed: str) -> list[Row]:
    draw = Draw(BUSINESS, *seed)
    return [disability_bill(draw) for _ in range(BILLS)]


def settle(row: Row, town: str) -> dict[str, int]:
    on = day(row["treated_on"])
    scheme = Scheme(wider=town == "aikawa" and on >= WIDER_SINCE)
    if on >= NEWER_LIMIT:
        scheme = replace(scheme, limits=(3_661_000,))
    return subsidy(row, incomes(row), scheme)


def incomes(row: Row) -> tuple[int, int]:
    return row["own_total_income_same"], row["own_total_income_previous"]


@pytest.mark.parametrize("town", TOWNS)
def test_the_engine_and_the_oracle_settle_every_bill_alike(engine: DatedEngine, town: str) -> None:
    """The list of four municipalities, 愛川町's wider one, 特別障害者手当's limit; by month, and in any order of rows."""
    agree(engine, bills(town), settle, town)


@pytest.mark.parametrize("name", ORDINANCES)
def test_ordinances_no_town_has_are_followed_alike(opened: Workspace, name: str) -> None:
    """Both senses of the limit, co-payments of every kind, other ages and terms of claim."""
    scheme, on = ORDINANCES[name], date(2026, 4, 1)
    values: dict[str, Value] = {
        "who.mental_grade_1_outpatient": scheme.mental_1_outpatient,
        "who.first_certified_before": under(scheme.certified_before),
        "income_limit.applies": scheme.limited,
        "income_limit.by_dependants": limits(scheme.limits, scheme.further),
        "income_limit.sense": "over" if scheme.on_the_limit_is_in else "not_under",
        **money(scheme.per_visit, scheme.per_day, scheme.per_dispensing),
        **claims(scheme.claim_years, scheme.claim_from_next_month, scheme.card_outside),
    }
    rows = bills(name)
    for row, found in zip(rows, settled(opened, BUSINESS, rows, on, values), strict=True):
        assert found == subsidy(row, incomes(row), scheme, standard=False), row


@pytest.mark.parametrize("town", TOWNS)
def test_the_comparison_reaches_both_sides_of_each_condition(town: str) -> None:
    """What is never 1 or never 0 would be compared in vain."""
    found = [settle(row, town) for row in bills(town)]
    for name in (
        "disability_covered",
        "certified_in_time",
        "other_scheme_first",
        "within_income_limit",
        "eligible",
    ):
        assert {0, 1} == {result[name] for result in found}
    standard = [result for result in found if "k_023_inside_standard" in result]
    assert {0, 1} == {result["k_023_inside_standard"] for result in standard}
    assert any(result["k_023_co_payment"] for result in standard)
    assert {0, 1, 2} == {result["payment_way"] for result in found}
    assert {-1, 0, 1} <= {result["assessed_income"] - result["income_limit"] for result in found}
    beyond = [result for result in standard if result["eligible"] and not result["k_023_on_the_list"]]
    assert (town == "aikawa") == bool(beyond)
