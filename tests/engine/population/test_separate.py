"""Incomes taxed apart and pension withholding of invented people: plausible, rare, and never against the rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from uwanose.engine.population import residents
from uwanose.engine.population.separate import GAINS, RARE, separate_total
from uwanose.engine.program import Programs
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[3]
PERSONS = 30_000


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.open(ROOT, assume=True)


@pytest.mark.parametrize("income_year", [2012, 2015, 2019, 2023, 2025])
def test_nobody_is_invented_whom_the_rules_refuse(workspace: Workspace, income_year: int) -> None:
    """A demonstration would otherwise reject people of its own making; both classes of stock before 2017 included."""
    columns = dict(residents({"oiso": PERSONS}, seed=4, income_year=income_year))["oiso"]
    rules = workspace.rules("oiso", date(income_year + 1, 4, 1))
    program = Programs(workspace.catalog, workspace.plugins).program("resident_tax", rules)
    refused = program.bind(rules, hooks=()).run(columns).refused
    assert len(refused) == 10
    assert {name: int(rows.sum()) for name, rows in refused.items() if rows.any()} == {}


def test_few_people_have_incomes_taxed_apart_and_every_kind_occurs() -> None:
    """About one in a hundred, well above the exemptions."""
    columns = dict(residents({"oi": 300_000}, seed=1, income_year=2025))["oi"]
    apart = separate_total(columns)
    assert isinstance(apart, np.ndarray)
    assert 1_000 < int((apart > 0).sum()) < 9_000
    assert [name for name in (*RARE, *GAINS) if not columns[name].any()] == []
    assert (columns["stock_listed_income"] < 0).any()


def test_withheld_from_pension_are_pensioners_of_65_and_more() -> None:
    """地方税法第321条の7の2: on 1 April; 65 in the first year."""
    columns = dict(residents({"oi": 20_000}, seed=1, income_year=2025))["oi"]
    withheld = columns["pension_withholding"] > 0
    assert 500 < int(withheld.sum()) < 6_000
    assert (columns["pension_revenue"][withheld] >= 180_000).all()
    assert (columns["birth_date"][withheld] < 19610403).all()
    assert not (columns["pension_tax_previous"] % 100).any()
