"""Every invented bill of a one-parent family, settled by a whole run and by the oracle one at a time, and month by month."""

from __future__ import annotations

from datetime import date

import pytest

from tests.oracle.bill_agreement import Row, agree
from tests.oracle.bill_rows import single_parent_bill
from tests.oracle.dated_engine import DatedEngine
from tests.oracle.days import day
from tests.oracle.draw import Draw
from tests.oracle.medical_subsidy_single_parent import (
    PARENT_2020,
    PARENT_2025,
    Scheme,
    assumed,
    is_known,
    subsidy,
)
from tests.oracle.medical_subsidy_towns import TOWNS
from tests.oracle.ordinances import claims, limits, money, school_year, settled, under
from uwanose.points.model import Value
from uwanose.workspace import Workspace

BUSINESS = "medical_subsidy_single_parent"
BILLS = 1_700  # of each town, from April 2021 to March 2027: 23,800 in all, some of them refused
ORDINANCES = {
    "on the limit is in": Scheme(PARENT_2025, on_the_limit_is_in=True),
    "free": Scheme(PARENT_2020, per_visit=0, per_day=0, card_outside=True),
    "dear": Scheme(PARENT_2025, per_visit=500, per_day=1_000, per_dispensing=50),
    "younger": Scheme(PARENT_2020, child_until=15, extended_under=18),
    "long claims": Scheme(PARENT_2020, claim_years=5, claim_from_next_month=False),
}


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> DatedEngine:
    return DatedEngine(opened, BUSINESS)


def bills(*seed: str) -> list[Row]:
    draw = Draw(BUSINESS, *seed)
    return [single_parent_bill(draw) for _ in range(BILLS)]


def settle(row: Row, town: str) -> dict[str, int] | None:
    """No town is known to differ from what is assumed for all."""
    return with_scheme(row, assumed(day(row["treated_on"])))


def with_scheme(row: Row, scheme: Scheme, *, standard: bool = True) -> dict[str, int] | None:
    if not is_known(row):
        return None
    parent = row["parent_total_income_same"], row["parent_total_income_previous"]
    supporter = row["supporter_total_income_same"], row["supporter_total_income_previous"]
    return subsidy(row, parent, supporter, scheme, standard=standard)


@pytest.mark.parametrize("town", TOWNS)
def test_the_engine_and_the_oracle_settle_every_bill_alike(engine: DatedEngine, town: str) -> None:
    """寒川町's and 開成町's limits, the newer ones from 2025; refused where nobody knows; by month, and in any order."""
    agree(engine, bills(town), settle, town)


@pytest.mark.parametrize("name", ORDINANCES)
def test_ordinances_no_town_has_are_followed_alike(opened: Workspace, name: str) -> None:
    """Both senses of the limit, co-payments of every kind, other ages and terms of claim."""
    scheme, on = ORDINANCES[name], date(2026, 4, 1)
    values: dict[str, Value] = {
        "child.age_limit": school_year(scheme.child_until),
        "child.extended_age_limit": under(scheme.extended_under),
        "income_limit.parent": limits(scheme.parent_limits, 0),
        "income_limit.supporter": limits(scheme.supporter_limits, 0),
        "income_limit.sense": "over" if scheme.on_the_limit_is_in else "not_under",
        **money(scheme.per_visit, scheme.per_day, scheme.per_dispensing),
        **claims(scheme.claim_years, scheme.claim_from_next_month, scheme.card_outside),
    }
    rows = bills(name)
    for row, found in zip(rows, settled(opened, BUSINESS, rows, on, values), strict=True):
        expected = with_scheme(row, scheme, standard=False)
        if expected is None:
            assert found["limit_not_settled"], row
        else:
            assert found == expected, row


@pytest.mark.parametrize("town", TOWNS)
def test_the_comparison_reaches_both_sides_of_each_condition(town: str) -> None:
    """What is never 1 or never 0 would be compared in vain; some bills are refused."""
    every = [settle(row, town) for row in bills(town)]
    found = [result for result in every if result is not None]
    assert len(every) > len(found)
    for name in ("family_covered", "child_covered", "other_scheme_first", "within_income_limit", "eligible"):
        assert {0, 1} == {result[name] for result in found}
    standard = [result for result in found if "k_021_inside_standard" in result]
    assert {0, 1} == {result["k_021_inside_standard"] for result in standard}
    assert any(result["k_021_co_payment"] for result in standard)
    assert {0, 1} == {result["income_levy_year"] for result in found}
    assert {0, 1, 2} == {result["payment_way"] for result in found}
    for who in ("parent", "supporter"):
        beside = {result[f"{who}_assessed_income"] - result[f"{who}_income_limit"] for result in found}
        assert {-1, 0, 1} <= beside
