"""Owns reading the figures of notices back from the results a run has written."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from uwanose.documents.notices.papers import Figures
from uwanose.points.model import Item

__all__ = ["missing_items", "read_figures"]

TOWN = "municipality"


def read_figures(path: Path, town: str, key: str, items: Sequence[Item]) -> Iterator[Figures]:
    """Yield the figures of a town's rows from a CSV of results, in its order. *key* is the column that names a row.

    An item the results do not have (no formula gives it in that year) is in no figures.
    """
    codes = {item.name: {word: code for code, word in enumerate(item.choices)} for item in items}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        heads = {name: index for index, name in enumerate(next(reader, []))}
        at_key, at_town = heads[key], heads[TOWN]
        columns = [(item.name, heads[item.name], codes[item.name]) for item in items if item.name in heads]
        for cells in reader:
            if cells[at_town] == town:
                yield Figures(
                    cells[at_key],
                    {
                        name: known[cells[index]] if known else int(cells[index])
                        for name, index, known in columns
                    },
                )


def missing_items(path: Path, items: Sequence[Item]) -> list[Item]:
    """Return the items a file of results does not have."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heads = next(csv.reader(stream), [])
    return [item for item in items if item.name not in heads]
