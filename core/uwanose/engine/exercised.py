"""Owns noting what calculations use and give: values, rows of tables, formulas, and how each item comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from uwanose.engine.calculation import Calculation, Observe, Results
from uwanose.engine.model import Array, Columns
from uwanose.engine.tables import LookupTable
from uwanose.engine.watched import WatchedTable
from uwanose.errors import Place
from uwanose.layers.model import Rank

__all__ = ["Exercised"]

_MANY = 64  # more ways to come out than any choice has


@dataclass(slots=True)
class Exercised:
    """What calculations of one business have used and given."""

    values: set[tuple[str, date]] = field(default_factory=set)  # national: point, first day
    points: set[str] = field(default_factory=set)
    rows: dict[tuple[str, date], set[int]] = field(default_factory=dict)
    formulas: set[tuple[str, str, Place]] = field(default_factory=set)  # item, layer, place
    nonzero: set[str] = field(default_factory=set)
    given: dict[str, set[int]] = field(default_factory=dict)

    def watch(self, calculation: Calculation, rows: int) -> Calculation:
        """Return a calculation that tells what it uses and gives."""
        return _Watched(
            program=calculation.program,
            rules=calculation.rules,
            keep=calculation.keep,
            order=calculation.order,
            hooks=calculation.hooks,
            arguments={
                name: WatchedTable(value, rows) if isinstance(value, LookupTable) else value
                for name, value in calculation.arguments.items()
            },
            seen=self,
        )

    def note(self, calculation: Calculation) -> None:
        """Note what a finished calculation has used."""
        names = calculation.program.names
        for name, value in calculation.arguments.items():
            point = names.points[name]
            origin = calculation.rules.values[point.id]
            self.points.add(point.id)
            if origin.layer is Rank.NATIONAL:
                key = point.id, origin.interval.start
                self.values.add(key)
                if isinstance(value, WatchedTable):
                    self.rows.setdefault(key, set()).update(value.used)
        for name in calculation.order:
            for implementation in calculation.program.chains[name]:
                self.formulas.add((name, implementation.layer, implementation.place))

    def see(self, name: str, _: Mapping[str, object], result: Array) -> None:
        """Note what one item has given."""
        if len(result) and np.any(result != 0):
            self.nonzero.add(name)
        values = self.given.setdefault(name, set())
        if len(values) < _MANY:
            values.update(int(value) for value in np.unique(result))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watched(Calculation):
    """A calculation that is watched."""

    seen: Exercised

    def run(self, columns: Columns, *, observe: Observe | None = None, exact: bool = False) -> Results:
        results = Calculation.run(self, columns, observe=observe or self.seen.see, exact=exact)
        self.seen.note(self)
        return results
