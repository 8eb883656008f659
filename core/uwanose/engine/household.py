"""Owns what is computed over the rows of one group: a household, or the bills of one person."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from uwanose.engine.arithmetic import Column, Flags

__all__ = ["Household"]

Rows = npt.NDArray[np.intp]


class Household:
    """The groups of a column of ids; rows of one group stand together. Each result is spread back over the rows.

    Sums stay whole numbers. ``count`` counts the rows for which something is true, ``size`` all of them.
    """

    __slots__ = ("_back", "_finer", "_first", "_index", "_order", "_rows", "_size")

    def __init__(self, ids: npt.NDArray[Any]) -> None:
        """Group rows by *ids*. Raises ValueError when the rows of one group do not stand together."""
        changes = np.flatnonzero(ids[1:] != ids[:-1]) + 1
        self._first: Rows = np.concatenate([np.zeros(min(len(ids), 1), dtype=np.intp), changes])
        starts = ids[self._first]
        if np.any(starts[1:] < starts[:-1]) and len(np.unique(starts)) < len(starts):
            raise ValueError("the rows of one group must stand together")
        self._measure(len(ids))
        self._order: Rows | None = None
        self._back: Rows | None = None
        self._finer: list[tuple[tuple[Column, ...], Household]] = []

    def _measure(self, rows: int) -> None:
        self._rows = rows
        self._size: Rows = np.diff(self._first, append=rows)
        self._index: Rows | None = (
            None if len(self._first) == rows else np.repeat(np.arange(len(self._first)), self._size)
        )

    def by(self, *keys: Column) -> Household:
        """Return the finer groups of rows that also agree in *keys*, such as the month; they need not stand together.

        Asking again with the same columns gives the same groups.
        """
        for known, groups in self._finer:
            if len(known) == len(keys) and all(one is other for one, other in zip(known, keys, strict=True)):
                return groups
        self._finer.append((keys, finer := self._divided(keys)))
        return finer

    def _divided(self, keys: tuple[Column, ...]) -> Household:
        columns = [np.asarray(key, dtype=np.int64) for key in keys]
        group = self._groups()
        order = np.lexsort([*reversed(columns), group])
        changed = np.zeros(max(self._rows - 1, 0), dtype=np.bool_)
        for column in (group, *columns):
            changed |= column[order][1:] != column[order][:-1]
        finer = object.__new__(Household)
        finer._first = np.concatenate(
            [np.zeros(min(self._rows, 1), dtype=np.intp), np.flatnonzero(changed) + 1]
        )
        finer._measure(self._rows)
        finer._order = order
        finer._back = np.empty(self._rows, dtype=np.intp)
        finer._back[order] = np.arange(self._rows)
        finer._finer = []
        return finer

    def sum(self, amounts: npt.NDArray[Any]) -> Column:
        """Add over each group."""
        return self._spread(np.add, amounts.astype(np.int64) if amounts.dtype == np.bool_ else amounts)

    def max(self, amounts: npt.NDArray[Any]) -> Column:
        """Return the largest of each group."""
        return self._spread(np.maximum, amounts)

    def min(self, amounts: npt.NDArray[Any]) -> Column:
        """Return the smallest of each group."""
        return self._spread(np.minimum, amounts)

    def any(self, flags: Flags) -> Flags:
        """Tell whether it is true for somebody of the group."""
        return self._spread(np.logical_or, flags)

    def all(self, flags: Flags) -> Flags:
        """Tell whether it is true for everybody of the group."""
        return self._spread(np.logical_and, flags)

    def count(self, flags: Flags) -> Column:
        """Count the rows of the group for which it is true."""
        return self._spread(np.add, np.asarray(flags, dtype=np.bool_).astype(np.int64))

    @property
    def size(self) -> Column:
        """The number of rows of the group."""
        return self._spread(np.add, np.ones(self._rows, dtype=np.int64))

    def through(self, amounts: npt.NDArray[Any], key: Column) -> Column:
        """Add over the rows of the group whose *key*, such as a day, is not after one's own."""
        if not self._rows:
            return amounts.copy()
        finer = self.by(key)
        of_key = np.add.reduceat(amounts[finer._order], finer._first)
        group = self._groups()[finer._order][finer._first]  # of each different key
        running = np.cumsum(of_key)
        starts = np.flatnonzero(np.diff(group, prepend=-1))
        before = running[starts] - of_key[starts]
        so_far = running - np.repeat(before, np.diff(starts, append=len(group)))
        spread: npt.NDArray[Any] = so_far if finer._index is None else so_far[finer._index]
        return spread[finer._back]

    def earlier(self, amounts: npt.NDArray[Any], order: Column) -> Column:
        """Add over the rows of the group that come before in *order*. Raises ValueError for two rows of equal order.

        The order is a declared key, so that no result depends on how a file happened to be sorted.
        """
        placed = np.asarray(order, dtype=np.int64)
        group = self._groups()
        ranked = np.lexsort([placed, group])
        same = (group[ranked][1:] == group[ranked][:-1]) & (placed[ranked][1:] == placed[ranked][:-1])
        if np.any(same):
            raise ValueError("two rows of one group have the same place in the order")
        sorted_amounts = amounts[ranked]
        running = np.cumsum(sorted_amounts) - sorted_amounts
        starts = np.flatnonzero(np.diff(group[ranked], prepend=-1))
        before = running - np.repeat(running[starts], np.diff(starts, append=self._rows))
        result: npt.NDArray[Any] = np.empty_like(before)
        result[ranked] = before
        return result

    def _groups(self) -> Rows:
        group = np.arange(self._rows) if self._index is None else self._index
        return group if self._back is None else group[self._back]

    def _spread(self, ufunc: np.ufunc, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        if self._index is None or not self._rows:
            return values.copy()
        ordered = values if self._order is None else values[self._order]
        spread: npt.NDArray[Any] = ufunc.reduceat(ordered, self._first)[self._index]
        return spread if self._back is None else spread[self._back]
