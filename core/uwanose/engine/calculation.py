"""Owns one calculation: a program joined with one town's values, run over columns of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from uwanose.dates import fiscal_year
from uwanose.engine.faults import missing_column, refusal_for
from uwanose.engine.guards import checked, read_only
from uwanose.engine.hooks import RowFinding, extra_fields, row_findings
from uwanose.engine.household import Household
from uwanose.engine.model import Array, Columns
from uwanose.engine.tables import day_number
from uwanose.engine.values import Argument
from uwanose.errors import Refused
from uwanose.layers.effective import EffectiveRules
from uwanose.points.model import ValueType

if TYPE_CHECKING:
    from uwanose.engine.program import Program

__all__ = ["Calculation", "Observe", "Results"]

Observe = Callable[[str, Mapping[str, object], Array], None]


@dataclass(frozen=True, slots=True)
class Results:
    """What a calculation gives: the kept items, the extra fields of customizations, and what hooks found.

    ``refused`` holds, for each item that refuses rows and that something kept rests on, the rows it refuses.
    """

    items: Mapping[str, Array]
    extras: Mapping[str, Array]
    findings: tuple[RowFinding, ...]
    refused: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """A program with the values of one town on one legal date. Safe to run in several threads at once.

    ``order`` holds the items to compute, ``keep`` those that are returned, ``hooks`` the hooks that are called.
    """

    program: Program
    rules: EffectiveRules
    keep: tuple[str, ...]
    order: tuple[str, ...]
    arguments: Mapping[str, Argument]
    hooks: tuple[str, ...] = ()

    def run(self, columns: Columns, *, observe: Observe | None = None, exact: bool = False) -> Results:
        """Compute over rows whose groups stand together.

        *observe* sees each item with what was at hand and its result. *exact* computes on Python integers (the shadow
        run). A mistake in a customization raises Refused; one in the national package is raised as it is, with a note.
        """
        program, rows = self.program, self._rows(columns)
        values: dict[str, object] = {**self.arguments, **self._columns(columns, rows, exact)}
        values |= self._reserved(columns, values)
        with np.errstate(all="raise"):
            found = row_findings(self, "input_findings", values, rows)
            for item in self.order:
                flag = program.names.items[item].unit == "flag"
                try:
                    result = checked(program.layers.call(item, values), rows, flag=flag, exact=exact)
                except Exception as error:
                    refusal = refusal_for(self, item, values, rows, error)
                    if refusal is None:
                        raise
                    raise refusal from error
                values[item] = result
                if observe:
                    observe(item, values, result)
                for spent in self.released.get(item, ()):
                    del values[spent]
            found += row_findings(self, "record_findings", values, rows)
            extras = extra_fields(self, values, rows)
        kept = {item: value for item in self.keep if isinstance(value := values[item], np.ndarray)}
        refused = {item: value for item in self.refusing if isinstance(value := values[item], np.ndarray)}
        return Results(kept, extras, found, refused)

    @cached_property
    def released(self) -> Mapping[str, tuple[str, ...]]:
        """The items that nobody reads any more once an item is computed: memory that the next ones can take."""
        program = self.program
        held = {
            *self.keep,
            *self.refusing,
            *(name for hook in self.hooks for name in program.direct_needs(hook).items),
        }
        last: dict[str, str] = {}
        for item in self.order:
            last.update(dict.fromkeys((item, *program.direct_needs(item).items), item))
        released: dict[str, tuple[str, ...]] = {}
        for name, item in last.items():
            if name not in held:
                released[item] = (*released.get(item, ()), name)
        return released

    @property
    def refusing(self) -> tuple[str, ...]:
        """The items computed that say of some rows that they cannot be."""
        return tuple(item for item in self.order if self.program.names.items[item].refuses_ja)

    def _rows(self, columns: Columns) -> int:
        group = self.program.names.business.group
        if group not in columns:
            raise Refused([missing_column(self, group)])
        return len(columns[group])

    def _columns(self, columns: Columns, rows: int, exact: bool) -> dict[str, Array]:
        """Return the input columns and reads that are needed, checked and read-only; absent ones take their default."""
        names = self.program.names
        values: dict[str, Array] = {}
        for name in self.program.columns_needed(self.order, self.hooks):
            declared = names.inputs.get(name)
            column = columns.get(name)
            if column is None:
                if declared is None or declared.default is None:
                    raise Refused([missing_column(self, name)])
                column = np.broadcast_to(np.int64(declared.default), (rows,))
            flag = declared is not None and declared.type is ValueType.FLAG
            if flag and column.dtype == np.int64:
                column = column != 0
            values[name] = checked(column, rows, flag=flag, exact=exact)
        return values

    def _reserved(self, columns: Columns, values: Mapping[str, object]) -> dict[str, object]:
        business = self.program.names.business
        reserved: dict[str, object] = {"household": Household(columns[business.group])}
        if business.clock == "date":
            days = read_only(np.asarray(columns[business.clock_column], dtype=np.int64))
            return reserved | {"legal_date": days, "year": read_only(days // 10000 - (days % 10000 < 401))}
        day = self.rules.legal_date
        return reserved | {"legal_date": day_number(day), "year": fiscal_year(day)}
