"""The invented people against the rules of the package: declared columns, and incomes as the formulas compute them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from uwanose.engine.population import bills, residents
from uwanose.engine.population.figures import figures
from uwanose.engine.population.residents import Columns
from uwanose.engine.population.town import invent
from uwanose.engine.program import Programs
from uwanose.money import Rate
from uwanose.points.model import Table, ValueType
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.open(ROOT, assume=True)


def invented(business: str) -> Columns:
    if business == "resident_tax":
        return dict(residents({"oi": 5_000}, seed=3, income_year=2025))["oi"]
    return dict(bills({"oi": 5_000}, seed=3, fiscal_year=2025))["oi"]


@pytest.mark.parametrize("business", ["resident_tax", "medical_subsidy"])
def test_every_column_is_declared_and_every_value_allowed(workspace: Workspace, business: str) -> None:
    """rules/*/inputs.yaml: required columns are there; least, most and choices hold."""
    declared, columns = workspace.national.inputs[business], invented(business)
    assert columns.keys() <= declared.keys()
    assert {name for name, column in declared.items() if column.default is None} <= columns.keys()
    for name, column in columns.items():
        rule = declared[name]
        assert (rule.type is ValueType.TEXT) == (column.dtype.kind == "U"), name
        if column.dtype.kind == "U":
            continue
        most = len(rule.choices) - 1 if rule.choices else 1 if rule.type is ValueType.FLAG else rule.most
        bounded = rule.least is not None or rule.choices or rule.type is ValueType.FLAG
        assert not bounded or column.min() >= (rule.least or 0), name
        assert most is None or column.max() <= most, name


@pytest.mark.parametrize("income_year", range(2011, 2026))
def test_total_incomes_are_those_of_the_formulas(workspace: Workspace, income_year: int) -> None:
    """A spouse's income on the taxpayer's row is what the same run computes on the spouse's own row."""
    town = invent("oi", 4_000, 5, income_year, Rate(1, 5))
    columns = dict(residents({"oi": 4_000}, seed=5, income_year=income_year, threshold_share=Rate(1, 5)))[
        "oi"
    ]
    rules = workspace.rules("oi", date(income_year + 1, 4, 1))
    program = Programs(workspace.catalog, workspace.plugins).program("resident_tax", rules)
    computed = program.run(columns, rules, ["total_income"])["total_income"]
    assert np.flatnonzero(computed != town.total_income).tolist() == []


@pytest.mark.parametrize("income_year", range(2011, 2026))
def test_the_borders_of_pay_are_those_of_the_table(workspace: Workspace, income_year: int) -> None:
    """所得税法別表第五: where the invented people stand, the table of the year changes."""
    origin = workspace.rules("oi", date(income_year + 1, 4, 1)).values["resident_tax.income.employment_table"]
    assert isinstance(origin.value, Table)
    bounds = {bound for bound in origin.value.column("from") if isinstance(bound, int) and bound > 0}
    cap = 10_000_000  # of the high-pay adjustment, once of the table
    assert bounds - {cap} == {border for border in figures(income_year).pay_borders[1:] if border != cap}
