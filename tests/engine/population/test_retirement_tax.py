"""The invented retirement allowances: allowed values, both sides of a full year, and nobody the rules refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from uwanose.engine.population import residents, retirement_allowances
from uwanose.engine.program import Programs
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[3]
TOWN = {"oi": 40_000}


@pytest.mark.parametrize("year", [2012, 2020, 2026])
def test_allowances_are_paid_within_the_year_to_residents_and_can_be_computed(year: int) -> None:
    """One town of each rule: before 2013, before the short service of 2022, and today."""
    columns = dict(retirement_allowances(TOWN, seed=1, fiscal_year=year))["oi"]
    people = dict(residents(TOWN, seed=1, income_year=year - 1))["oi"]
    assert set(columns["resident_id"].tolist()) <= set(people["resident_id"].tolist())
    assert columns["paid_on"].min() >= year * 10_000 + 401
    assert columns["paid_on"].max() <= (year + 1) * 10_000 + 331
    assert 100 < len(columns["amount"]) < 1_000

    workspace = Workspace.open(ROOT)
    rules = workspace.rules("oi", date(year, 6, 1))
    program = Programs(workspace.catalog, workspace.plugins).program("retirement_tax", rules)
    numbers = {name: column for name, column in columns.items() if column.dtype.kind != "U"}
    numbers["resident_id"] = np.arange(len(columns["amount"]))
    results = program.bind(rules, hooks=()).run(numbers)
    assert not any(rows.any() for rows in results.refused.values())
    assert results.items["total_tax"].any()


def test_some_people_leave_on_the_last_day_of_a_year_and_some_a_day_later() -> None:
    """勤続年数 turns on that day."""
    columns = dict(retirement_allowances(TOWN, seed=1, fiscal_year=2025))["oi"]
    beside = (columns["left_on"] - columns["joined_on"]) % 10_000
    assert {0, 9_999} <= set(beside.tolist())
