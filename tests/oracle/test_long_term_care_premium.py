"""Every invented household, computed by the engine for a whole column at once and by the oracle one at a time."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from tests.oracle.agreement import agree
from tests.oracle.draw import Draw
from tests.oracle.engine_rows import Engine
from tests.oracle.long_term_care_premium import assess
from tests.oracle.long_term_care_rows import border_households, household
from tests.oracle.long_term_care_towns import TABLES
from uwanose.workspace import Workspace

YEARS = (2024, 2025, 2026)
HOUSEHOLDS = 220  # of every town and year, beside those on borders: more than 27,000 rows in all
ITEMS = (
    "put_back", "pay_income", "income_adjustment", "judged_total_income", "premium_total_income", "lower_stage_income",
    "upper_stage_income", "taxed", "household_taxed", "insured_months", "stage", "annual_amount", "premium",
    "withheld", "pension_provisional", "pension_final", "over_withheld",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> Engine:
    return Engine(opened, "long_term_care_premium", "household_id")


def households(year: int, town: str) -> list[list[dict[str, int]]]:
    draw = Draw("long-term care", town, year)
    return border_households(year, town) + [household(draw, year, town) for _ in range(HOUSEHOLDS)]


@pytest.mark.parametrize("town", TABLES)
def test_the_engine_and_the_oracle_agree_to_the_yen(engine: Engine, town: str) -> None:
    """介護保険法129条, the ninth period, and the same results in whatever order the rows stand."""
    for year in YEARS:
        judge = partial(assess, year=year, town=town)
        assert agree(engine, households(year, town), judge, town, date(year, 4, 1), ITEMS) > 600


@pytest.mark.parametrize("town", TABLES)
def test_the_comparison_reaches_every_stage_and_both_sides_of_every_condition(town: str) -> None:
    """What is never 1 or never 0 would be compared in vain."""
    seen: dict[str, set[int]] = {}
    for year in YEARS:
        for members in households(year, town):
            for result in assess(members, year, town):
                for name, value in result.items():
                    seen.setdefault(name, set()).add(value)
    assert set(range(len(TABLES[town].annual) + 1)) == seen["stage"]
    assert set(range(13)) == seen["insured_months"]
    for name in ("put_back", "taxed", "household_taxed", "withheld"):
        assert {0, 1} == seen[name]
    assert all(len(seen[name]) > 3 for name in ("pension_final", "over_withheld", "income_adjustment"))


def test_the_oracle_knows_what_the_engine_computes(engine: Engine) -> None:
    """A renamed result would otherwise drop out of the comparison unseen."""
    draw = Draw("long-term care")
    names = {
        name
        for _ in range(50)
        for result in assess(household(draw, 2026, "oi"), 2026, "oi")
        for name in result
    }
    assert set(ITEMS) == names
