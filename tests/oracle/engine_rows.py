"""Owns handing rows of plain numbers to the engine, and shuffling them by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from random import Random

import numpy as np

from uwanose.engine.program import Programs
from uwanose.workspace import Workspace

Row = Mapping[str, int]
Groups = Sequence[Sequence[Row]]


class Engine:
    """One business of a workspace."""

    def __init__(self, workspace: Workspace, business: str, group: str) -> None:
        self._workspace = workspace
        self._programs = Programs(workspace.catalog, workspace.plugins)
        self._business = business
        self._group = group

    def run(
        self, groups: Groups, town: str, on: date, keep: Iterable[str] | None = None
    ) -> list[list[dict[str, int]]]:
        """Compute all groups in one table: the results of each row, group by group."""
        rows = [row for group in groups for row in group]
        columns = {name: np.array([row[name] for row in rows], dtype=np.int64) for name in rows[0]}
        columns[self._group] = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        rules = self._workspace.rules(town, on)
        items = self._programs.program(self._business, rules).run(columns, rules, keep)
        lists = {name: column.astype(np.int64).tolist() for name, column in items.items()}
        results = iter(zip(*lists.values(), strict=True))
        return [[dict(zip(lists, next(results), strict=True)) for _ in group] for group in groups]

    def values(self, town: str, on: date) -> dict[str, object]:
        """What the business computes with for a town on a day, without where it comes from."""
        rules = self._workspace.rules(town, on)
        return {
            point: rules.values[point].value
            for point in rules.values
            if point.startswith(self._business + ".")
        }


def mixed(groups: Groups, seed: int) -> tuple[list[list[Row]], list[list[tuple[int, int]]]]:
    """The same groups in a mixed order, the rows of each mixed too; and where each row stood (group, row)."""
    random = Random(seed)
    order = random.sample(range(len(groups)), len(groups))
    stood = [
        [(group, row) for row in random.sample(range(len(groups[group])), len(groups[group]))]
        for group in order
    ]
    return [[groups[group][row] for group, row in rows] for rows in stood], stood
