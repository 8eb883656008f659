"""Owns the rows that are made: at each border the place before it, the border and the place after; one person more or less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.borders.search import Move, Mover, moves
from uwanose.engine.borders.seats import Seats
from uwanose.engine.borders.signals import Signal, kind_of, signals
from uwanose.engine.calculation import Calculation
from uwanose.engine.model import Array, Columns

__all__ = ["BorderRows", "Edge", "border_rows"]


@dataclass(frozen=True, slots=True)
class Edge:
    """A border that a row crosses: *signal* changes when *column* goes from *below* to *at*; ``row`` is the row at it."""

    signal: Signal
    column: str
    below: int
    at: int
    row: int


@dataclass(frozen=True, slots=True)
class BorderRows:
    """The rows about the borders of a business, groups standing together. ``missed`` are declared values no row reaches."""

    columns: Columns
    edges: tuple[Edge, ...]
    missed: tuple[Signal, ...]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


def border_rows(
    calculation: Calculation, seats: Seats, on: date, columns: Iterable[str] | None = None
) -> BorderRows:
    """Return rows about every border that moving one of *columns* (all by default) of a seat leads over."""
    wanted = signals(calculation)
    watched = tuple(dict.fromkeys(signal.name for signal in wanted))
    mover = Mover(calculation, seats, watched)
    movable = tuple(_movable(calculation, seats) if columns is None else columns)
    numbers = [name for name in movable if kind_of(calculation, name) not in ("flag", "choice")]
    found = moves(mover, wanted, numbers, on)
    stands = _stands(mover, found)
    beside = mover.columns(*stands)
    parts = [*_persons(mover), *_kinds(mover, movable), beside]
    before = sum(len(columns[seats.group]) for columns, _ in parts[:-1])
    return BorderRows(
        _together(parts, seats.group), tuple(_edges(mover, found, before + beside[1])), _missed(wanted, found)
    )


def _missed(wanted: Sequence[Signal], found: Sequence[Move]) -> tuple[Signal, ...]:
    """The declared values that no column has been brought to, each with the first that was tried."""
    reached = {(move.signal.point, move.signal.reaches) for move in found}
    tried: dict[tuple[str, int | None], Signal] = {}
    for signal in wanted:
        if signal.reaches is not None:
            tried.setdefault((signal.point, signal.reaches), signal)
    return tuple(signal for value, signal in tried.items() if value not in reached)


def _movable(calculation: Calculation, seats: Seats) -> Iterator[str]:
    clock = calculation.program.names.business.clock_column
    return (name for name in seats.columns if name != clock)


def _stands(mover: Mover, found: Sequence[Move]) -> tuple[Column, Array, Column]:
    """Three places for each move: before the border, at it, and behind it where the column may go on."""
    seats = np.repeat([move.seat for move in found], 3).astype(np.int64)
    columns = np.repeat(np.array([move.column for move in found], dtype=str), 3)
    inputs = mover.calculation.program.names.inputs
    places = []
    for move in found:
        most = inputs[move.column].most if move.column in inputs else None
        behind = move.above + 1 if most is None else min(move.above + 1, most)
        places += [move.below, move.above, behind]
    return seats, columns, np.array(places, dtype=np.int64)


def _edges(mover: Mover, found: Sequence[Move], moving: Column) -> Iterator[Edge]:
    for number, move in enumerate(found):
        below, at = mover.digits(move.column, np.array([move.below, move.above])).tolist()
        yield Edge(move.signal, move.column, below, at, int(moving[3 * number + 1]))


def _kinds(mover: Mover, movable: Sequence[str]) -> Iterator[tuple[dict[str, Array], Column]]:
    """Each seat once with every kind and every yes and no."""
    names = mover.calculation.program.names
    for name in movable:
        kind = kind_of(mover.calculation, name)
        if kind in ("flag", "choice") and name in names.inputs:
            codes = np.arange(2 if kind == "flag" else len(names.inputs[name].choices))
            which = np.repeat(np.arange(len(mover.seats)), len(codes))
            yield mover.columns(which, [name] * len(which), np.tile(codes, len(mover.seats)))


def _persons(mover: Mover) -> Iterator[tuple[dict[str, Array], Column]]:
    """Each group as it is, without its moving member, and with that member twice."""
    seats = mover.seats
    everybody = seats.copies(range(len(seats)))
    yield everybody
    columns, moving = everybody
    times = np.ones(len(columns[seats.group]), dtype=np.int64)
    for count in (0, 2, 3):
        times[moving] = count
        rows = np.repeat(np.arange(len(times)), times)
        yield {name: column[rows] for name, column in columns.items()}, moving[:0]


def _together(parts: Sequence[tuple[dict[str, Array], Column]], group: str) -> dict[str, Array]:
    """All rows in one table, each group with a number of its own."""
    first = 0
    groups = []
    for columns, _ in parts:
        groups.append(columns[group] + first)
        first += int(columns[group].max(initial=-1)) + 1
    names = parts[0][0]
    joined: dict[str, Array] = {
        name: np.concatenate([columns[name] for columns, _ in parts]) for name in names if name != group
    }
    joined[group] = np.concatenate(groups)
    return joined
