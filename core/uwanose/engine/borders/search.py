"""Owns finding where a signal changes along a column: first on a grid, then between two places of it to the unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.borders.seats import Seats
from uwanose.engine.borders.signals import Signal, kind_of
from uwanose.engine.calculation import Calculation
from uwanose.engine.columns.days import as_days, as_numbers
from uwanose.engine.model import Array

__all__ = ["Move", "Mover", "moves"]

_MOST_YEN = 300_000_000
_MOST_COUNT = 40
_SAME_BORDER = 6  # moves that lead over one and the same border


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a seat moves along a column from *below* to the next place *above*, and the signal changes."""

    signal: Signal
    seat: int
    column: str
    below: int
    above: int


class Mover:
    """Computes seats in which one column of the moving row takes other values. Days move by their number, not their digits."""

    def __init__(self, calculation: Calculation, seats: Seats, watched: Sequence[str]) -> None:
        self.calculation, self.seats, self._watched = calculation, seats, tuple(watched)

    def columns(
        self, which: Column, column: Sequence[str] | Array, places: Column
    ) -> tuple[dict[str, Array], Column]:
        """Return the rows with each seat's column at a place, and where the moving rows stand."""
        rows, moving = self.seats.copies(which.tolist())
        names = np.asarray(column)
        for name in np.unique(names).tolist():
            here = np.flatnonzero(names == name)
            rows[name] = rows[name].copy()
            rows[name][moving[here]] = self.digits(name, places[here])
        return rows, moving

    def watch(self, which: Column, column: Sequence[str] | Array, places: Column) -> dict[str, Column]:
        """Return what the watched items and columns are in the moving rows."""
        rows, moving = self.columns(which, column, places)
        found = self.calculation.run(rows).items
        return {
            name: (found[name] if name in found else rows[name])[moving].astype(np.int64)
            for name in self._watched
        }

    def digits(self, name: str, places: Column) -> Column:
        """Return places as the column writes them."""
        if kind_of(self.calculation, name) != "date":
            return places
        return as_numbers(places.astype("datetime64[D]"))

    def grid(self, name: str, reached: Mapping[str, Sequence[int]], on: date) -> Column:
        """Return the places of a column to begin with: what is declared, and enough between."""
        kind = kind_of(self.calculation, name)
        if kind == "date":
            return _days(on, reached["date"])
        declared = self.calculation.program.names.inputs.get(name)
        least = (declared.least if declared else None) or 0
        most = declared.most if declared else None
        if kind == "yen":
            steps = [10**power * digit for power in range(4, 9) for digit in (1, 2, 5)]
            found = {0, 1, *steps, *(value + yen for value in reached["yen"] for yen in (-1, 0))}
            most = most or max(_MOST_YEN, *reached["yen"], 0)
        else:
            found = {*range(_MOST_COUNT + 1), *(value + one for value in reached["count"] for one in (-1, 0))}
            most = most or max(_MOST_COUNT, *reached["count"], 0)
        return np.array(sorted(value for value in found if least <= value <= most), dtype=np.int64)


def moves(mover: Mover, wanted: Sequence[Signal], columns: Sequence[str], on: date) -> tuple[Move, ...]:
    """Return moves over the borders of the signals along the columns, each to the unit: ``above`` is ``below`` + 1."""
    return tuple(_narrowed(mover, _coarse(mover, wanted, columns, on)))


def _coarse(mover: Mover, wanted: Sequence[Signal], columns: Sequence[str], on: date) -> list[Move]:
    reached: dict[str, list[int]] = {"yen": [], "count": [], "date": []}
    for signal in wanted:
        if signal.reaches is not None:
            reached[kind_of(mover.calculation, signal.name)].append(signal.reaches)
    kept: dict[object, list[Move]] = {}
    for column in columns:
        concerned = [signal for signal in wanted if _moves(mover.calculation, column, signal)]
        if not concerned:
            continue
        grid = mover.grid(column, {kind: sorted(set(values)) for kind, values in reached.items()}, on)
        which = np.repeat(np.arange(len(mover.seats)), len(grid))
        found = mover.watch(which, [column] * len(which), np.tile(grid, len(mover.seats)))
        for signal in concerned:
            table = _value(signal, found[signal.name]).reshape(len(mover.seats), len(grid))
            for seat, place in zip(*np.nonzero(table[:, 1:] != table[:, :-1]), strict=True):
                border = signal, *table[seat, place : place + 2].tolist()
                move = Move(signal, int(seat), column, int(grid[place]), int(grid[place + 1]))
                _keep(kept.setdefault(border, []), move)
    return [move for moves in kept.values() for move in moves]


def _keep(moves: list[Move], move: Move) -> None:
    """Keep a few ways over a border, each at another place; along the column itself above all."""
    if any((known.column, known.below) == (move.column, move.below) for known in moves):
        return
    if move.column == move.signal.name:
        moves.insert(0, move)
        del moves[_SAME_BORDER:]
    elif len(moves) < _SAME_BORDER:
        moves.append(move)


def _narrowed(mover: Mover, coarse: Sequence[Move]) -> Iterator[Move]:
    """Halve the way between the two places of each move until nothing lies between them."""
    if not coarse:
        return
    seat = np.array([move.seat for move in coarse], dtype=np.int64)
    column = np.array([move.column for move in coarse])
    low = np.array([move.below for move in coarse], dtype=np.int64)
    high = np.array([move.above for move in coarse], dtype=np.int64)
    before = _values(coarse, mover.watch(seat, column, low))
    while (open_ := np.flatnonzero(high - low > 1)).size:
        middle = (low[open_] + high[open_]) // 2
        at = _values(
            [coarse[place] for place in open_.tolist()], mover.watch(seat[open_], column[open_], middle)
        )
        same = at == before[open_]
        low[open_[same]] = middle[same]
        high[open_[~same]] = middle[~same]
    for move, below, above in zip(coarse, low.tolist(), high.tolist(), strict=True):
        yield Move(move.signal, move.seat, move.column, below, above)


def _values(moved: Sequence[Move], found: Mapping[str, Column]) -> Column:
    values = [
        _value(move.signal, found[move.signal.name][place : place + 1])[0] for place, move in enumerate(moved)
    ]
    return np.array(values, dtype=np.int64)


def _value(signal: Signal, found: Column) -> Column:
    return found if signal.reaches is None else (found >= signal.reaches).astype(np.int64)


def _moves(calculation: Calculation, column: str, signal: Signal) -> bool:
    """Whether what a signal watches may rest on a column; a column rests on itself."""
    if signal.along and signal.along != kind_of(calculation, column):
        return False
    program = calculation.program
    if signal.name not in program.chains:
        return signal.name == column
    needs = program.needs(signal.name)
    return column in needs.inputs or column in needs.reads


def _days(on: date, declared: Sequence[int]) -> Column:
    """Days about months and years before and after a day, and about the days declared, as numbers of days."""
    today = np.datetime64(on, "D")
    months = (np.datetime64(f"{on.year}-01", "M") + np.arange(-18, 27)).astype("datetime64[D]")
    years = (np.datetime64(f"{on.year}", "Y") + np.arange(-99, 2)).astype("datetime64[D]")
    named = as_days(np.array(declared, dtype=np.int64))
    beside = np.array([today - 1, today, today + 1])
    return np.unique(np.concatenate([months, years, years + 181, named, named - 1, beside])).astype(np.int64)
