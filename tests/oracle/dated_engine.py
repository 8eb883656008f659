"""Owns handing bills, each with a day of its own, to the engine as a run does: split where rules change, added up by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tests.oracle.days import day
from uwanose.engine.columns.output import OutputColumn
from uwanose.engine.columns.table import InputTable
from uwanose.engine.monthly import MonthSums, monthly_sums
from uwanose.engine.plan import plan_town
from uwanose.engine.program import Programs
from uwanose.engine.town import compute_town
from uwanose.points.model import Item
from uwanose.workspace import Workspace


@dataclass(frozen=True)
class Settled:
    """What a run gives: the results of each row (None where it is refused), and the sums by month of what is *added*."""

    rows: tuple[Mapping[str, int] | None, ...]
    months: tuple[MonthSums, ...]
    added: tuple[str, ...]


class DatedEngine:
    """One business whose rules are chosen by the day of the row."""

    def __init__(self, workspace: Workspace, business: str) -> None:
        self._workspace, self._business = workspace, business
        self._programs = Programs(workspace.catalog, workspace.plugins)

    def run(self, rows: Sequence[Mapping[str, int]], town: str) -> Settled:
        """Compute the rows of a town; each row is a group of its own."""
        declared = self._workspace.catalog.businesses[self._business]
        days = [day(row[declared.clock_column]) for row in rows]
        plan = plan_town(self._programs, self._business, self._workspace.rules, town, days)
        assert not plan.refused, plan.findings
        columns = {name: np.array([row[name] for row in rows], dtype=np.int64) for name in rows[0]}
        columns[declared.group] = np.arange(len(rows))
        table = InputTable.of(columns, map(str, range(len(rows))), declared.group, declared.key)
        result = compute_town(plan, table)
        added = [name for name in result.items if OutputColumn.of(self._item(name)).is_added]
        assert result.days is not None
        found: list[Mapping[str, int] | None] = [None] * len(rows)
        lists = {name: column.astype(np.int64).tolist() for name, column in result.items.items()}
        for place, key in enumerate(result.keys.tolist()):
            found[int(key)] = {
                name: column[place]
                for name, column in lists.items()
                if name not in result.absent or not result.absent[name][place]
            }
        return Settled(tuple(found), monthly_sums(result.days, result.items, added), tuple(added))

    def _item(self, name: str) -> Item:
        items = self._workspace.catalog.items.values()
        return next(item for item in items if (item.business, item.name) == (self._business, name))
