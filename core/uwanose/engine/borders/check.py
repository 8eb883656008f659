"""Owns what rows about borders must stand by themselves: the shadow run agrees, and no result depends on the order of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.calculation import Calculation
from uwanose.engine.model import Array, Columns

__all__ = ["Disagreement", "disagreements"]

_SEED = 20_260_401


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A result of one row that differs: *way* is ``integers`` (the shadow run) or ``order`` (the rows in another order)."""

    way: str
    item: str
    row: int
    value: int
    other: int


def disagreements(calculation: Calculation, columns: Columns) -> tuple[Disagreement, ...]:
    """Compute the rows again on Python integers, and once more in another order; it should be nothing.

    Rows the business refuses to compute are left out.
    """
    found = calculation.run(columns)
    refused = np.logical_or.reduce(
        [np.zeros(len(_groups(calculation, columns)), np.bool_), *found.refused.values()]
    )
    order = mixed_order(_groups(calculation, columns))
    exact = calculation.run(columns, exact=True).items
    mixed = calculation.run({name: column[order] for name, column in columns.items()}).items
    back = np.argsort(order)
    again = {name: column[back] for name, column in mixed.items()}
    return (
        *_differing("integers", found.items, exact, ~refused),
        *_differing("order", found.items, again, ~refused),
    )


def _groups(calculation: Calculation, columns: Columns) -> Array:
    return columns[calculation.program.names.business.group]


def mixed_order(groups: Array) -> Column:
    """Return an order in which the groups are mixed and the rows of each too; each group still stands together."""
    dice = np.random.default_rng(_SEED)
    place = dice.permutation(int(groups.max(initial=-1)) + 1)[groups]
    return np.lexsort((dice.permutation(len(groups)), place))


def _differing(way: str, results: Columns, others: Columns, computed: Flags) -> Iterator[Disagreement]:
    for item, column in results.items():
        other = others[item]
        for row in np.flatnonzero((column != other) & computed).tolist():
            yield Disagreement(way, item, row, int(column[row]), int(other[row]))
