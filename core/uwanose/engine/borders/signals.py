"""Owns what changes at a border: a result that is yes or no, a kind or a count; an amount that reaches a declared value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from uwanose.engine.calculation import Calculation
from uwanose.engine.tables import LookupTable
from uwanose.engine.values import Argument
from uwanose.points.model import Point, Table, ValueType

__all__ = ["Signal", "signals"]

_COUNTED = ("flag", "choice", "date")  # units whose values are not compared with a count
_TYPES = {ValueType.YEN: "yen", ValueType.DATE: "date", ValueType.FLAG: "flag", ValueType.CHOICE: "choice"}


@dataclass(frozen=True, slots=True)
class Signal:
    """What is watched: the value of an item, or with *reaches* whether the column *name* has reached that value.

    *point* declares the value and *formula* takes both (empty for the value of an item). With *along* only columns that hold
    this may move: an amount that an age decides changes from day to day, but not with every yen.
    """

    name: str
    reaches: int | None = None
    point: str = ""
    formula: str = ""
    along: str = ""


def signals(calculation: Calculation) -> tuple[Signal, ...]:
    """Return every signal of the items that are computed, in the order of computation."""
    return tuple(dict.fromkeys(_signals(calculation)))


def _signals(calculation: Calculation) -> Iterator[Signal]:
    program = calculation.program
    for item in calculation.order:
        needs = program.direct_needs(item)
        if program.names.items[item].unit not in ("yen", "date"):
            yield Signal(item)
        elif any(_is_age(program.names.points[name]) for name in needs.points):
            yield Signal(item, along="date")
        columns = [*needs.items, *needs.inputs, *needs.reads]
        for name in needs.points:
            for kind, value in declared(program.names.points[name], calculation.arguments[name]):
                for column in columns:
                    if value > 0 and kind == kind_of(calculation, column):
                        yield Signal(column, value, name, item)


def kind_of(calculation: Calculation, column: str) -> str:
    """Return what a column holds: ``yen``, ``date``, ``flag``, ``choice``, else ``count``."""
    names = calculation.program.names
    if column in names.items:
        unit = names.items[column].unit
    elif column in names.inputs:
        unit = _TYPES.get(names.inputs[column].type, "")
    else:
        unit = names.read_items[column].unit
    return unit if unit in ("yen", *_COUNTED) else "count"


def declared(point: Point, argument: Argument) -> Iterator[tuple[str, int]]:
    """Yield the amounts, counts and days a value declares, each as the first value beyond the border."""
    if isinstance(argument, LookupTable):
        yield from _of_table(point, argument.table)
    elif not isinstance(argument, bool) and isinstance(argument, int) and point.type in _COMPARED:
        yield _COMPARED[point.type], argument


def _is_age(point: Point) -> bool:
    return point.type is ValueType.AGE or (
        point.table is not None and ValueType.AGE in point.table.columns.values()
    )


_COMPARED = {ValueType.YEN: "yen", ValueType.INTEGER: "count", ValueType.DATE: "date"}


def _of_table(point: Point, table: Table) -> Iterator[tuple[str, int]]:
    shape = point.table
    for place, (column, type_) in enumerate(shape.columns.items() if shape else ()):
        if type_ not in _COMPARED:
            continue
        beyond = int(
            place == 0 and shape is not None and shape.lookup == "upto"
        )  # the bound itself is inside
        for cell in table.column(column):
            if isinstance(cell, int) and not isinstance(cell, bool):
                yield _COMPARED[type_], cell + beyond
