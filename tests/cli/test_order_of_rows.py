"""No result depends on how a file happens to be sorted: every business, rows about all borders, every line elsewhere."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.oracle.border_rows import cases
from uwanose.workspace import Workspace
from uwanose_cli.beside_borders import BesideBorders
from uwanose_cli.running import Runner

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 4, 1)
TOWN = "oi"
WORKSPACE = Workspace(ROOT, writable=False, assume=True, installed=False)
BUSINESSES = tuple(
    business
    for business in WORKSPACE.catalog.businesses
    if any(item.business == business for item in WORKSPACE.catalog.items.values())
)


@pytest.fixture(scope="module")
def runner() -> Runner:
    """One runner, so that programs are compiled once."""
    return Runner(WORKSPACE)


def results(
    runner: Runner, business: str, keep: tuple[str, ...], rows: Path, out: Path
) -> dict[str, list[str]]:
    """Run a file: the cells of each row by its key, the months, and what was rejected and why."""
    declared = WORKSPACE.catalog.businesses[business]
    run = runner.run(
        declared,
        [WORKSPACE.profile.municipalities[TOWN]],
        None if declared.clock == "date" else ON,
        rows,
        out,
        keep=keep,
    )
    found = {line[0]: line for line in lines(out)}
    assert len(found) > 20
    found |= {f"rejected {one.key} {one.column}": [one.reason.ja] for one in run.report.rejects}
    if run.sides.monthly.exists():
        found |= {f"month {line[1]}": line for line in lines(run.sides.monthly)}
    return found


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("business", BUSINESSES)
def test_every_line_may_stand_anywhere(runner: Runner, business: str, tmp_path: Path) -> None:
    """Households and the rows in them mixed: the same results, the same rejects for the same reasons, the same months."""
    rows = tmp_path / "rows.csv"
    beside = BesideBorders.of(runner, business, TOWN, ON, cases(WORKSPACE, business))
    beside.write(rows)
    header, *body = rows.read_text("utf-8-sig").splitlines(keepends=True)
    mixed = tmp_path / "mixed.csv"
    mixed.write_text("".join([header, *Random(business).sample(body, len(body))]), "utf-8-sig", newline="")
    assert lines(rows) != lines(mixed)
    keep = beside.calculation.keep
    expected = results(runner, business, keep, rows, tmp_path / "out.csv")
    assert results(runner, business, keep, mixed, tmp_path / "out_mixed.csv") == expected
