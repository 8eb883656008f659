"""Writes the hash of every business's results, for the same test on another NumPy.

Rows about all borders, and a small invented population where a business has one; what it reads of others is made up alike.
``python -m tests.packaging.result_hashes`` writes one JSON object: the version of NumPy, and a hash for each business.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import date

import numpy as np

from tests.oracle.border_rows import ROOT, Borders
from uwanose.engine import population
from uwanose.engine.calculation import Calculation
from uwanose.engine.model import Array, Columns
from uwanose.workspace import Workspace

TOWN, ON = "oi", date(2026, 4, 1)
PERSONS = {TOWN: 400}
INVENTED = {
    "resident_tax": lambda: population.residents(PERSONS, seed=1, income_year=2025),
    "retirement_tax": lambda: population.retirement_allowances(PERSONS, seed=1, fiscal_year=2026),
    "medical_subsidy": lambda: population.bills(PERSONS, seed=1, fiscal_year=2026),
    "medical_subsidy_single_parent": lambda: population.single_parent_bills(
        PERSONS, seed=1, fiscal_year=2026
    ),
    "medical_subsidy_disability": lambda: population.disability_bills(PERSONS, seed=1, fiscal_year=2026),
    "national_health_insurance": lambda: population.health_insured(PERSONS, seed=1, fiscal_year=2026),
    "long_term_care_premium": lambda: population.care_insured(PERSONS, seed=1, fiscal_year=2026),
    "late_elderly_premium": lambda: population.late_elderly(PERSONS, seed=1, fiscal_year=2026),
    "child_allowance": lambda: population.children(PERSONS, seed=1, fiscal_year=2026),
}


def main() -> None:
    """Compute and write."""
    workspace = Workspace(ROOT, writable=False, assume=True, installed=False)
    items = workspace.catalog.items.values()
    found = {"numpy": np.__version__}
    for business in dict.fromkeys(item.business for item in items):
        borders = Borders(workspace, business, TOWN, ON)
        tables = [borders.rows.columns]
        if business in INVENTED:
            tables.append(_table(borders.calculation, dict(INVENTED[business]())[TOWN]))
        digest = hashlib.sha256()
        for table in tables:
            _add(digest, table)
            _add(digest, borders.calculation.run(table).items)
        found[business] = digest.hexdigest()
    sys.stdout.write(json.dumps(found))


def _table(calculation: Calculation, invented: Columns) -> dict[str, Array]:
    """Invented rows as a table in memory: groups as numbers, and reads that differ from row to row."""
    names = calculation.program.names
    group = np.unique(invented[names.business.group], return_inverse=True)[1].astype(np.int64)
    order = np.argsort(group, kind="stable")
    rows = np.arange(len(group), dtype=np.int64)
    table: dict[str, Array] = {
        name: column[order] for name, column in invented.items() if column.dtype.kind in "ib"
    }
    for place, (name, item) in enumerate(names.read_items.items()):
        table[name] = rows * 7919 % 9_000_000 if item.unit == "yen" else (rows + place) % 2
    if names.business.clock_column:
        table[names.business.clock_column] = np.full(len(rows), 20260401)
    return {**table, names.business.group: group[order]}


def _add(digest: hashlib._Hash, columns: Mapping[str, Array]) -> None:
    for name in sorted(columns):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(columns[name].astype("<i8")).tobytes())


if __name__ == "__main__":
    main()
