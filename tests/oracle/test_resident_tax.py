"""Every invented resident, computed by the engine for a whole column at once and by the oracle one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tests.oracle.resident_tax import Town, assess
from tests.oracle.rows import people
from tests.oracle.scatter import stirred
from uwanose.engine.calculation import Calculation
from uwanose.engine.population.residents import Columns
from uwanose.engine.program import Programs
from uwanose.money import Rate
from uwanose.points.model import Value
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
PERSONS = 1_000  # for each year and town: 24,000 in all
YEARS = range(2021, 2027)
TOWNS = {
    "hayama": Town(350_000, 210_000, 100_000, grade=1),
    "oi": Town(320_000, 190_000, 100_000, grade=2),
    "samukawa": Town(315_000, 189_000, 100_000, grade=2),
    "aikawa": Town(280_000, 170_000, 100_000, grade=3),
}
DUE = {
    "municipal_income_levy", "prefectural_income_levy", "municipal_per_capita_levy", "prefectural_per_capita_levy",
    "forest_environment_tax", "municipal_annual", "prefectural_annual", "annual_total", "ordinary_instalment_1",
    "ordinary_instalment_4", "payroll_instalment_06", "payroll_instalment_05",
}  # fmt: skip


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The bundled rules and profiles; assumptions stand in for ordinances nobody has seen yet."""
    return Workspace.open(ROOT, assume=True)


@pytest.fixture(scope="module")
def programs(workspace: Workspace) -> Programs:
    return Programs(workspace.catalog, workspace.plugins)


def calculation(workspace: Workspace, programs: Programs, town: str, year: int) -> Calculation:
    rules = workspace.rules(town, date(year, 4, 1))
    return programs.program("resident_tax", rules).bind(rules, hooks=())


def computed(calculation: Calculation, columns: Columns) -> Mapping[str, list[int]]:
    items = calculation.run(columns).items
    return {name: column.astype(np.int64).tolist() for name, column in items.items()}


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("year", YEARS)
def test_the_engine_and_the_oracle_agree_to_the_yen(
    workspace: Workspace, programs: Programs, year: int, town: str
) -> None:
    """地方税法, levy years 2021 to 2026, a fifth of the people on borders, the rare columns stirred."""
    columns = stirred(town, PERSONS, seed=year, income_year=year - 1)
    results = computed(calculation(workspace, programs, town, year), columns)
    for number, row in enumerate(people(columns)):
        expected = assess(row, year, TOWNS[town])
        common = expected.keys() & results.keys()
        found = {name: results[name][number] for name in common}
        assert found == {name: expected[name] for name in common}, f"{town} {year} {row}"


def test_the_settings_of_the_prefecture_are_followed(workspace: Workspace, programs: Programs) -> None:
    """Another surcharge, and the furusato cap at the rate of the ordinance (37条の2第11項, an open question)."""
    rules = workspace.rules("oi", date(2025, 4, 1))
    changed: dict[str, Value] = {
        "resident_tax.rate.kanagawa_surcharge": Rate(18, 100_000),
        "resident_tax.per_capita.kanagawa_surcharge": 400,
        "resident_tax.credit.furusato_cap_basis": "ordinance_rate",
    }
    values = {point: replace(rules.values[point], value=value) for point, value in changed.items()}
    other = replace(rules, values={**rules.values, **values})
    columns = stirred("oi", PERSONS, seed=7, income_year=2024, per_10_000=2_000)
    results = computed(programs.program("resident_tax", other).bind(other, hooks=()), columns)
    town = replace(
        TOWNS["oi"], surcharge=Fraction(18, 100_000), per_capita_surcharge=400, cap_at_ordinance_rate=True
    )
    for number, row in enumerate(people(columns)):
        expected = assess(row, 2025, town)
        common = expected.keys() & results.keys()
        assert {name: results[name][number] for name in common} == {name: expected[name] for name in common}


def test_the_oracle_knows_what_is_due_and_most_of_the_way_to_it(
    workspace: Workspace, programs: Programs
) -> None:
    """A renamed result would otherwise drop out of the comparison unseen."""
    columns = stirred("oi", 1, seed=1, income_year=2023)
    results = computed(calculation(workspace, programs, "oi", 2024), columns)
    expected = assess(next(people(columns)), 2024, TOWNS["oi"])
    assert expected.keys() & results.keys() >= DUE
    assert expected.keys() - results.keys() == {"_levies_before_special_credit"}
    assert len(expected.keys() & results.keys()) > 90


@pytest.mark.parametrize("year", YEARS)
def test_the_shadow_run_on_python_integers_agrees(
    workspace: Workspace, programs: Programs, year: int
) -> None:
    """int64 has no overflow check of its own: whole numbers without bounds give the same results."""
    columns = stirred("oi", 400, seed=year, income_year=year - 1)
    bound = calculation(workspace, programs, "oi", year)
    fast, exact = bound.run(columns).items, bound.run(columns, exact=True).items
    assert fast.keys() == exact.keys()
    assert [name for name in fast if fast[name].tolist() != exact[name].tolist()] == []


def test_the_comparison_reaches_every_part_of_the_law(workspace: Workspace, programs: Programs) -> None:
    """The stirred residents leave nothing that is compared at zero for everybody in 2024 and 2026."""
    always_zero: set[str] = set()
    compared: set[str] = set()
    for year in (2024, 2026):
        columns = stirred("oi", 3_000, year, year - 1)
        compared |= assess(next(people(columns)), year, TOWNS["oi"]).keys()
        results = computed(calculation(workspace, programs, "oi", year), columns)
        zero = {name for name, column in results.items() if not any(column)}
        always_zero = zero if not always_zero else always_zero & zero
    assert always_zero & compared == set()
