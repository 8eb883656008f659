"""Every invented bill, settled by the engine for a whole column at once and by the oracle one at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.oracle.medical_subsidy import Scheme, subsidy
from uwanose.engine.model import Array
from uwanose.engine.population import bills
from uwanose.engine.program import Programs
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
LEVY_YEARS = ("same", "previous", "before_previous")
CASES = {
    ("oi", 2025): Scheme(18, 18),
    ("oi", 2022): Scheme(18, 18),
    ("aikawa", 2025): Scheme(18, 18),
    ("hayama", 2024): Scheme(18, 18),
    ("nakai", 2022): Scheme(15, 15),
    ("kiyokawa", 2025): Scheme(15, 18, refund_only_after=15),
    ("yugawara", 2023): Scheme(15, 15, claim_years=5, claim_from_next_month=False),
    ("yugawara", 2025): Scheme(18, 18, claim_years=5, claim_from_next_month=False),
}


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The bundled rules and profiles; assumptions stand in for ordinances nobody has seen yet."""
    return Workspace.open(ROOT, assume=True)


@pytest.mark.parametrize(("town", "year"), CASES)
def test_the_engine_and_the_oracle_settle_every_bill_alike(
    workspace: Workspace, town: str, year: int
) -> None:
    """県補助基準 and the towns' ordinances; years in which a town's rules do not change on the way."""
    made = dict(bills({town: 3_000}, seed=year, fiscal_year=year))[town]
    columns: dict[str, Array] = {**made}
    for number, which in enumerate(LEVY_YEARS):  # three years' incomes that differ, around the limit
        columns[f"guardian_total_income_{which}"] = made["guardian_pay_or_pension"] + 400_000 * number
    rules = workspace.rules(town, date(year, 4, 1))
    program = Programs(workspace.catalog, workspace.plugins).program("medical_subsidy", rules)
    results = {name: column.astype(np.int64).tolist() for name, column in program.run(columns, rules).items()}
    named = {name: column.tolist() for name, column in columns.items()}
    for number in range(len(made["bill_id"])):
        bill = {name: column[number] for name, column in named.items()}
        same, previous, before = (bill[f"guardian_total_income_{which}"] for which in LEVY_YEARS)
        expected = subsidy(bill, (same, previous, before), CASES[town, year])
        assert {name: results[name][number] for name in expected} == expected, f"{town} {year} {bill}"


def test_the_comparison_reaches_both_sides_of_each_condition() -> None:
    """Refused and granted, inside and outside the standard, all three levy years, with and without co-payment."""
    made = dict(bills({"oi": 3_000}, seed=2025, fiscal_year=2025))["oi"]
    rows = [
        dict(zip(made, values, strict=True))
        for values in zip(*(c.tolist() for c in made.values()), strict=True)
    ]
    settled = [subsidy(row, (6_000_000, 5_000_000, 9_000_000), Scheme(18, 18)) for row in rows]
    for name in ("eligible", "age_covered", "other_scheme_first", "k_001_inside_standard"):
        assert {0, 1} == {result[name] for result in settled}
    assert {0, 1, 2} == {result["income_levy_year"] for result in settled}
    assert {0, 1, 2} == {result["payment_way"] for result in settled}
    assert any(result["k_001_co_payment"] for result in settled)
