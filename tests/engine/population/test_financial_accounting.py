"""The invented documents: allowed values, both sides of the borders of 専決区分, and nothing the rules refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from uwanose.engine.population import documents
from uwanose.engine.population.financial_accounting import BORDERS
from uwanose.engine.population.residents import Columns
from uwanose.engine.program import Programs
from uwanose.engine.shadow import shadow_differences
from uwanose.money import Rate
from uwanose.points.model import ValueType
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[3]
TOWN = {"oi": 17_501}


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.open(ROOT, assume=True)


def invented(year: int = 2026, **given: Rate) -> Columns:
    return dict(documents(TOWN, seed=1, fiscal_year=year, **given))["oi"]


def test_every_column_is_declared_and_every_value_allowed(workspace: Workspace) -> None:
    """rules/financial_accounting/inputs.yaml: all of its columns, within least, most and choices."""
    declared, columns = workspace.national.inputs["financial_accounting"], invented()
    assert columns.keys() == declared.keys()
    for name, column in columns.items():
        rule = declared[name]
        if rule.type is ValueType.TEXT:
            assert column.dtype.kind == "U"
            continue
        most = len(rule.choices) - 1 if rule.choices else 1 if rule.type is ValueType.FLAG else rule.most
        assert column.min() >= (rule.least or 0), name
        assert most is None or column.max() <= most, name


@pytest.mark.parametrize("year", [2021, 2023, 2026])
def test_documents_of_a_year_can_all_be_computed(workspace: Workspace, year: int) -> None:
    """Nothing is refused, and everything that can come out of a document comes out."""
    columns = invented(year)
    assert columns["acted_on"].min() == year * 10_000 + 401
    assert columns["acted_on"].max() == (year + 1) * 10_000 + 331
    rules = workspace.rules("oi", date(year, 4, 1))
    numbers = {name: column for name, column in columns.items() if column.dtype.kind != "U"}
    numbers["document_id"] = np.arange(len(columns["amount"]))
    for flag in ("after_completion", "carried_over", "local_tax"):
        numbers[flag] = numbers[flag] != 0
    program = Programs(workspace.catalog, workspace.plugins).program("financial_accounting", rules)
    results = program.bind(rules, hooks=()).run(numbers)
    assert not any(rows.any() for rows in results.refused.values())
    assert shadow_differences(program, rules, numbers) == ()
    assert set(results.items["year_rule"].tolist()) == set(range(1, 9))
    assert set(results.items["budget_way"].tolist()) == set(range(5))
    assert {year, year + 1} <= set(results.items["fiscal_year"].tolist())
    assert len(set(results.items["decider"].tolist())) == 3  # 部長 only where there are some


def test_the_asked_share_stands_on_a_border() -> None:
    """An amount of the tables or one yen beside it."""
    beside = {border + by for border in BORDERS for by in (-1, 0, 1)}
    amounts = invented(threshold_share=Rate(1, 2))["amount"].tolist()
    assert sum(amount in beside for amount in amounts) >= len(amounts) // 2
