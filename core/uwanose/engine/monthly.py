"""Owns adding results up by the month of their day: what a town claims and accounts for month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.model import Array

__all__ = ["MonthSums", "monthly_sums"]


@dataclass(frozen=True, slots=True)
class MonthSums:
    """One month of one town: how many rows, and each item added up (yen; for yes and no, how often yes)."""

    month: str  # 2025-04
    rows: int
    sums: Mapping[str, int]


def monthly_sums(days: Column, items: Mapping[str, Array], names: Sequence[str]) -> tuple[MonthSums, ...]:
    """Add the items of *names* up by the month of each row's day (yyyymmdd), in the order of the months."""
    if not len(days):
        return ()
    months = days // 100
    order = np.argsort(months, kind="stable")
    in_order = months[order]
    first = np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1]))
    counts = np.diff(np.append(first, len(days))).tolist()
    added = {name: np.add.reduceat(items[name].astype(np.int64)[order], first).tolist() for name in names}
    return tuple(
        MonthSums(
            month=f"{month // 100:04}-{month % 100:02}",
            rows=counts[place],
            sums={name: added[name][place] for name in names},
        )
        for place, month in enumerate(in_order[first].tolist())
    )
