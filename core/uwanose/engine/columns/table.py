"""Owns the shape of an input table in memory: typed rows of one town, groups standing together, and what was rejected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.model import Array

__all__ = ["COMPANION", "Batch", "InputTable", "Reason", "Reject", "Rows"]

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell or a row cannot be used.

    ``rule`` is what refuses it and ``basis`` its article; a slip in the writing of a cell is against the declared column.
    """

    ja: str
    en: str
    rule: str = "入力列の宣言"
    basis: str = "標準パッケージ（入力列の書き方）"


COMPANION = Reason(
    "いっしょに計算する行（同じ世帯など）に受け付けられない行があります。",
    "a row that is computed together with this one is rejected.",
    "いっしょに計算する行",
    "標準パッケージ（いっしょに計算する行）",
)


@dataclass(frozen=True, slots=True)
class Reject:
    """One record that is not computed. ``record`` counts the records of the file from 1, the header being 1."""

    record: int
    key: str
    column: str
    value: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of a file, typed. ``numbers`` holds rejected cells as zeros; ``rejects`` names them."""

    records: Column
    numbers: Mapping[str, Array]
    texts: Mapping[str, Array]
    rejects: Sequence[Reject]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputTable:
    """The usable rows of one town, sorted so that groups stand together.

    ``columns`` are the typed columns, the group under its own name (``group``) as a number. ``texts`` are the
    identifiers, ``keys`` among them names the rows. ``records`` says which record of the file each row is, ``count``
    how many records the town has, ``lost`` which groups have lost a row.
    """

    columns: Mapping[str, Array]
    texts: Mapping[str, Array]
    records: Column
    rejects: tuple[Reject, ...]
    count: int
    group: str
    key: str
    lost: frozenset[int] = frozenset()

    @classmethod
    def of(cls, columns: Mapping[str, Array], keys: Iterable[str], group: str, key: str) -> InputTable:
        """Return a table of columns in memory, the group among them as a number; its rows are named by *keys*."""
        names = np.array(list(keys), dtype=object)
        return cls(
            columns=dict(columns),
            texts={key: names},
            records=np.arange(2, len(names) + 2),
            rejects=(),
            count=len(names),
            group=group,
            key=key,
        )

    def __len__(self) -> int:
        return len(self.records)

    @property
    def keys(self) -> Array:
        """The identifiers of the rows."""
        return self.texts[self.key]

    @property
    def input_order(self) -> Rows:
        """The positions of the rows in the order of the file."""
        return np.argsort(self.records, kind="stable")

    def take(self, rows: Rows | Flags) -> InputTable:
        """Return some of the rows, in the order they stand in."""
        return replace(
            self,
            columns={name: column[rows] for name, column in self.columns.items()},
            texts={name: column[rows] for name, column in self.texts.items()},
            records=self.records[rows],
        )

    def without(self, rows: Flags, rejects: Iterable[Reject]) -> InputTable:
        """Return the table without the rows that are true in *rows*, rejected for the reasons given."""
        if not rows.any():
            return self
        lost = self.lost | set(np.unique(self.columns[self.group][rows]).tolist())
        return replace(self.take(~rows), rejects=(*self.rejects, *rejects), lost=lost)

    def without_companions(self) -> InputTable:
        """Return the table without the groups that have lost a row: the others would be wrong without it."""
        rows = np.isin(self.columns[self.group], list(self.lost))
        positions: list[int] = np.flatnonzero(rows).tolist()
        return self.without(rows, [self.reject(row, self.group, "", COMPANION) for row in positions])

    def reject(self, row: int, column: str, value: str, reason: Reason) -> Reject:
        """Return the rejection of one of the rows."""
        return Reject(int(self.records[row]), str(self.keys[row]), column, value, reason)

    def with_columns(self, columns: Mapping[str, Array]) -> InputTable:
        """Return the table with more columns."""
        return replace(self, columns={**self.columns, **columns})
