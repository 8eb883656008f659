"""Owns reading the figures of notices back from the results a run has written."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from uwanose.documents.notices.papers import Figures

__all__ = ["read_figures"]

TOWN = "municipality"


def read_figures(path: Path, town: str, key: str, items: Sequence[str]) -> Iterator[Figures]:
    """Yield the figures of a town's rows from a CSV of results, in its order. *key* is the column that names a row."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        heads = {name: index for index, name in enumerate(next(reader, []))}
        at_key, at_town = heads[key], heads[TOWN]
        columns = [(item, heads[item]) for item in items]
        for cells in reader:
            if cells[at_town] == town:
                yield Figures(cells[at_key], {item: int(cells[index]) for item, index in columns})
