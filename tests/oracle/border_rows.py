"""Owns the rows about every border of a business, made from the declared values, as the oracles take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from uwanose.engine.borders import BorderRows, border_rows, seats_of
from uwanose.engine.case_files import Case, read_cases
from uwanose.engine.missing import blocked
from uwanose.engine.program import Programs
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SEATS = 8
Row = dict[str, int]


class Borders:
    """The rows about the borders of a business for a town on a day, and what the engine makes of them."""

    def __init__(
        self, workspace: Workspace, business: str, town: str, on: date, moving: Iterable[str] | None = None
    ) -> None:
        rules = workspace.rules(town, on)
        program = Programs(workspace.catalog, workspace.plugins).program(business, rules)
        unknown = {item for needing in blocked(program, rules, program.items).values() for item in needing}
        self.calculation = program.bind(
            rules, [item for item in program.items if item not in unknown], hooks=()
        )
        seats = seats_of(program.names, cases(workspace, business), SEATS, on)
        self.rows: BorderRows = border_rows(self.calculation, seats, on, moving)

    def groups(self) -> Iterator[tuple[list[Row], list[Row]]]:
        """The rows of each group and their results; a row that is refused has none."""
        found = self.calculation.run(self.rows.columns)
        columns = {name: column.astype(np.int64).tolist() for name, column in self.rows.columns.items()}
        items = {name: column.astype(np.int64).tolist() for name, column in found.items.items()}
        group = columns.pop(self.calculation.program.names.business.group)
        refused = np.logical_or.reduce([np.zeros(len(group), np.bool_), *found.refused.values()]).tolist()
        first = 0
        while first < len(group):
            last = first
            while last < len(group) and group[last] == group[first]:
                last += 1
            rows = [{name: column[row] for name, column in columns.items()} for row in range(first, last)]
            results = [
                {} if refused[row] else {name: column[row] for name, column in items.items()}
                for row in range(first, last)
            ]
            yield rows, results
            first = last


@cache
def cases(workspace: Workspace, business: str) -> tuple[Case, ...]:
    """The worked examples of a business."""
    return tuple(
        case
        for path in sorted((ROOT / "rules" / business / "cases").glob("*.yaml"))
        for case in read_cases(path.read_bytes(), path.name, workspace.catalog, [])
    )
