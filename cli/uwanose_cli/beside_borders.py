"""Owns what `uwanose test --boundaries` computes: rows about the borders of a business for a town, and what they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.borders import BorderRows, Disagreement, Edge, border_rows, disagreements, seats_of
from uwanose.engine.calculation import Calculation
from uwanose.engine.case_files import Case
from uwanose.engine.missing import blocked
from uwanose.engine.model import Columns
from uwanose.engine.population import write_inputs
from uwanose.points.model import Input, ValueType
from uwanose.points.typed import format_result
from uwanose_cli.running import Runner

__all__ = ["BesideBorders"]

_SEATS = 8  # groups of worked examples that stand beside the borders
_TYPES = {"yen": ValueType.YEN, "flag": ValueType.FLAG, "date": ValueType.DATE}


@dataclass(frozen=True, slots=True)
class BesideBorders:
    """The rows about the borders, the results they have, and where these disagree with themselves."""

    calculation: Calculation
    town: str
    left_out: int  # results that lack a value
    rows: BorderRows
    results: Columns
    disagreements: tuple[Disagreement, ...]

    @classmethod
    def of(cls, runner: Runner, business: str, town: str, on: date, cases: Iterable[Case]) -> BesideBorders:
        """Make the rows and compute them. Raises Refused when the rules of the town are."""
        rules = runner.rules_for(business)(town, on)
        program = runner.programs.program(business, rules)
        unknown = {item for needing in blocked(program, rules, program.items).values() for item in needing}
        calculation = program.bind(rules, [item for item in program.items if item not in unknown], hooks=())
        rows = border_rows(calculation, seats_of(program.names, cases, _SEATS, on), on)
        results = calculation.run(rows.columns).items
        return cls(calculation, town, len(unknown), rows, results, disagreements(calculation, rows.columns))

    def changes(self, language: str) -> Iterator[tuple[Edge, tuple[str, ...]]]:
        """Yield where a result that is yes or no, or a kind, changes, and in words: result, column, before, gives, from, gives."""
        names = self.calculation.program.names
        seen = set()
        for edge in self.rows.edges:
            item, column = names.items.get(edge.signal.name), names.declared(edge.column)
            if edge.signal.reaches is None and item and column and item.unit in ("flag", "choice"):
                words = [names.label(item.name, language), names.label(edge.column, language)]
                for place, row in ((edge.below, edge.row - self._size(edge)), (edge.at, edge.row)):
                    given = int(self.results[item.name][row])
                    words += [format_result(column, place, language), format_result(item, given, language)]
                if tuple(words) not in seen:
                    seen.add(tuple(words))
                    yield edge, tuple(words)

    def _size(self, edge: Edge) -> int:
        """How many rows a group has: the row before the border stands as many rows before the one at it."""
        groups = self.rows.columns[self.calculation.program.names.business.group]
        return int(np.count_nonzero(groups == groups[edge.row]))

    def missed(self, language: str) -> list[str]:
        """Name the declared values that no row is brought to."""
        names = self.calculation.program.names
        return [f"{names.label(one.point, language)} {one.reaches:,}" for one in self.rows.missed]

    def write(self, path: Path) -> int:
        """Write the rows as an input file of the business, with what it reads as columns; return how many there are.

        A day that only some rows leave out (``default: none``) has no cell to stand in: as most rows have it, so have those
        that are written.
        """
        names = self.calculation.program.names
        inputs, rows = _writable(self.rows.columns, names.inputs)
        columns = {name: column[rows] for name, column in self.rows.columns.items()}
        groups = columns.pop(names.business.group)
        numbered = np.array([f"r{row + 1:06}" for row in rows.tolist()], dtype=object)
        texts = {name: numbered for name, one in names.texts.items() if one.default is None}
        texts["municipality"] = np.full(len(rows), self.town, dtype=object)
        if names.business.group != names.business.key:
            texts[names.business.group] = np.array(
                [f"g{one + 1:06}" for one in groups.tolist()], dtype=object
            )
        declared = {name: names.texts[name] for name in texts} | inputs
        declared |= {name: _as_input(self.calculation, name) for name in names.reads}
        return write_inputs(path, [(self.town, {**texts, **columns})], declared)


def _writable(columns: Columns, inputs: Mapping[str, Input]) -> tuple[dict[str, Input], Column]:
    """Return the columns that are written and the rows: a day is there in all of them or in none."""
    written, fit = dict(inputs), np.ones(len(next(iter(columns.values()))), dtype=np.bool_)
    for name, declared in inputs.items():
        if declared.type is ValueType.DATE and declared.default == 0:
            given = columns[name] != 0
            mostly = 2 * np.count_nonzero(given) > len(given)
            fit &= given == mostly
            if not mostly:
                del written[name]
    return written, np.flatnonzero(fit)


def _as_input(calculation: Calculation, column: str) -> Input:
    """A column as an input file holds it; a read is what the item it stands for is."""
    names = calculation.program.names
    if column in names.inputs:
        return names.inputs[column]
    item = names.read_items[column]
    return Input(
        name=column,
        business=names.business.id,
        label_ja=names.label(column),
        label_en=names.label(column, "en"),
        type=_TYPES.get(item.unit, ValueType.INTEGER),
        place=item.place,
    )
