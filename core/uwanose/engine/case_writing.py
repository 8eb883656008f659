"""Owns writing a case: the rows of one group with what came out for them, as an example a clerk can keep.

Only what the results need is written: columns that stand at their default are left out, identifiers are replaced by
neutral ones unless they are asked for, and no text of a row (a name, an address) is ever written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from uwanose.engine.columns.table import InputTable
from uwanose.engine.model import Array
from uwanose.engine.program import Program
from uwanose.layers.effective import EffectiveRules
from uwanose.points.model import Input, Item, ValueType
from uwanose.points.typed import format_result
from uwanose.source.writing import written

__all__ = ["KeptCase", "keep_case"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case made of one group. ``rows`` hold the columns that were needed, ``expected`` what came out, by row."""

    program: Program
    rules: EffectiveRules
    rows: tuple[tuple[str, Mapping[str, str], Mapping[str, int]], ...]  # key, identifiers, numbers
    expected: Mapping[str, Mapping[str, int]]
    explained: str
    neutral: bool

    def text(self, name: str, town: str, source: str) -> str:
        """Return the case as an item of a case file, every column and result with its label as a comment."""
        return "\n".join(self._lines(name, town, source)) + "\n"

    def _lines(self, name: str, town: str, source: str) -> Iterator[str]:
        business, day = self.program.names.business, self.rules.legal_date
        yield f"- name: {written(name)}"
        yield f"  business: {business.id}"
        yield _noted(f"  town: {self.rules.municipality}", town)
        if business.clock == "year":
            yield f"  year: {day.year}"
        elif business.clock == "month":
            yield f"  date: {day}"
        yield f"  source: {written(source)}"
        yield "  rows:"
        for key, texts, numbers in self.rows:
            yield _noted(
                f"    - {business.key}: {written(key)}", "算定根拠を示した行" if key == self.explained else ""
            )
            yield from (f"      {column}: {written(text)}" for column, text in texts.items())
            yield from (self._number(column, value) for column, value in numbers.items())
        yield "  expect:"
        for key, results in self.expected.items():
            yield f"    {written(key)}:"
            yield from (self._result(item, value) for item, value in results.items())

    def _number(self, column: str, value: int) -> str:
        names = self.program.names
        declared = names.inputs.get(column)
        label, shown = names.label(column), _shown(declared, value) if declared else f"{value:_}"
        choice = format_result(declared, value) if declared and declared.type is ValueType.CHOICE else ""
        return _noted(f"      {column}: {shown}", f"{label} {choice}".rstrip())

    def _result(self, name: str, value: int) -> str:
        item = self.program.names.items[name]
        choice = format_result(item, value) if item.unit == "choice" else ""
        return _noted(f"      {name}: {_shown(item, value)}", f"{item.label_ja} {choice}".rstrip())


def keep_case(
    program: Program,
    rules: EffectiveRules,
    table: InputTable,
    row_key: str,
    item: str,
    *,
    neutral: bool = True,
) -> KeptCase:
    """Return the case of the group of a row: the item for each of its rows, and the final amounts for the row itself.

    A final amount (a main item in yen) is kept where it can be computed from the same columns and is not 0. The row must
    be known (``explain`` has been asked before).
    """
    row = int(np.flatnonzero(table.keys == row_key)[0])
    rows = np.flatnonzero(table.columns[table.group] == table.columns[table.group][row])
    group = table.take(rows)
    items = (item, *(final for final in _finals(program, rules, group) if final != item))
    found = program.bind(rules, items, hooks=()).run(group.columns)
    refused = {name: _refused(program, name, found.refused, len(rows)) for name in items}
    new = _Identifiers(group, program.names.business.key, neutral=neutral)
    keys = [new.key(place) for place in range(len(rows))]
    mine = int(np.flatnonzero(rows == row)[0])
    needed = _columns(program, items)
    return KeptCase(
        program=program,
        rules=rules,
        rows=tuple(
            (key, dict(new.others(program.names.texts.values(), place)), dict(_numbers(program, group.columns, needed, place)))
            for place, key in enumerate(keys)
        ),
        expected={
            key: results for place, key in enumerate(keys)
            if (results := dict(_results(found.items, refused, items if place == mine else items[:1], item, place)))
        },
        explained=keys[mine],
        neutral=neutral,
    )  # fmt: skip


def _finals(program: Program, rules: EffectiveRules, group: InputTable) -> Iterator[str]:
    for name in program.items:
        item = program.names.items[name]
        at_hand = set(program.needs(name).reads) <= group.columns.keys()
        if item.main and item.unit == "yen" and at_hand and not program.missing(rules, [name]):
            yield name


def _refused(program: Program, item: str, refused: Mapping[str, Array], rows: int) -> Array:
    """Return the rows for which an item would be a guess."""
    beneath = program.needs(item).items
    none: Array = np.zeros(rows, dtype=np.bool_)
    wrong: Array = np.logical_or.reduce([none, *(flags for why, flags in refused.items() if why in beneath)])
    return wrong


def _columns(program: Program, items: Sequence[str]) -> tuple[str, ...]:
    """Return the columns to write: those the items rest on, and those every row must have, in their declared order."""
    names = program.names
    needs = program.needs_together(tuple(items))
    wanted = {*needs.inputs, *needs.reads}
    required = {name for name, declared in names.inputs.items() if declared.default is None}
    return tuple(name for name in names.columns if name in wanted | required | {names.business.clock_column})


def _numbers(
    program: Program, columns: Mapping[str, Array], needed: Sequence[str], place: int
) -> Iterator[tuple[str, int]]:
    for name in needed:
        declared = program.names.inputs.get(name)
        if name in columns and (declared is None or int(columns[name][place]) != declared.default):
            yield name, int(columns[name][place])


def _results(
    values: Mapping[str, Array], refused: Mapping[str, Array], items: Iterable[str], item: str, place: int
) -> Iterator[tuple[str, int]]:
    for name in items:
        value = int(values[name][place])
        if not refused[name][place] and (name == item or value != 0):
            yield name, value


def _shown(declared: Input | Item, value: int) -> str:
    """Return a number as a case file has it."""
    kind = declared.unit if isinstance(declared, Item) else declared.type.value
    if kind == "flag":
        return "yes" if value else "no"
    if kind == "choice":
        return list(declared.choices)[value]
    if kind == "date":
        return str(date(value // 10000, value // 100 % 100, value % 100))
    return f"{value:_}"


class _Identifiers:
    """The identifiers of the rows: as they are, or neutral ones of which equal ones stay equal."""

    def __init__(self, group: InputTable, column: str, *, neutral: bool) -> None:
        self.group, self.column, self.neutral = group, column, neutral
        self._given = {
            str(key): _letters(place) if neutral else str(key)
            for place, key in enumerate(group.keys.tolist())
        }

    def key(self, place: int) -> str:
        """Return what a row is called."""
        return self._given[str(self.group.keys[place])]

    def others(self, texts: Iterable[Input], place: int) -> Iterator[tuple[str, str]]:
        """Yield the group and the identifiers that must be there; everything else that is text stays out."""
        for declared in texts:
            name = declared.name
            if name == self.column or (name != self.group.group and declared.default is not None):
                continue
            cells = self.group.texts.get(name)
            text = str(cells[place]) if cells is not None else str(int(self.group.columns[name][place]))
            if not self.neutral:
                yield name, text
            elif name == self.group.group:
                yield name, "h1"
            else:
                yield name, self._given.setdefault(text, f"p{len(self._given) + 1}")


def _letters(place: int) -> str:
    """Return a, b, … z, a2, b2, …"""
    again, letter = divmod(place, 26)
    return f"{chr(ord('a') + letter)}{again + 1 if again else ''}"


def _noted(line: str, comment: str) -> str:
    return f"{line}  # {comment}" if comment else line
