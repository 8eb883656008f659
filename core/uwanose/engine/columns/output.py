"""Owns the shape of result files: their columns, how they are headed, and what a writer does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from uwanose.engine.model import Array
from uwanose.points.model import Input, Item

__all__ = ["Absent", "Form", "OutputColumn", "ResultWriter", "headers", "partial"]

Absent = Mapping[str, Array]  # item → rows for which there is no result


@dataclass(frozen=True, slots=True)
class Form:
    """How results are written: headers by identifier or by Japanese label, and the encoding of CSV."""

    japanese: bool = False
    encoding: str = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """One column of the results: an item, with its unit and choices. ``gaps`` tells whether some rows may have none."""

    name: str
    label_ja: str
    unit: str = "yen"
    choices: tuple[tuple[str, str], ...] = ()
    gaps: bool = True

    @property
    def is_added(self) -> bool:
        """Whether rows are added up by the month: yen, and how often yes."""
        return self.unit in ("yen", "flag")

    @classmethod
    def of(cls, item: Item, *, gaps: bool = True) -> OutputColumn:
        """Return the column of an item."""
        return cls(
            item.name, item.label_ja, item.unit, tuple(item.choices.items()), gaps or item.unit == "date"
        )


class ResultWriter(Protocol):
    """Takes the results of one town after the other; nothing is there until ``finish``."""

    def write(self, town: str, keys: Array, values: Mapping[str, Array], absent: Absent) -> None:
        """Write the rows of a town."""

    def finish(self, metadata: Mapping[str, str]) -> None:
        """Close the file with its metadata and put it in its place."""

    def abandon(self) -> None:
        """Leave no file behind."""


def headers(columns: Sequence[OutputColumn], heads: Sequence[Input], form: Form) -> list[str]:
    """Return the headers of a result file."""
    if form.japanese:
        return [*(head.label_ja for head in heads), *(column.label_ja for column in columns)]
    return [*(head.name for head in heads), *(column.name for column in columns)]


def partial(path: Path) -> Path:
    """Return where a file is written before it is whole; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.partial")
