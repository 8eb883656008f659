"""Owns the shapes of an impact: what is asked, who moves by how many yen, town by town and together. Data only.

Yen are whole and sums exact. A quantile is by nearest rank: of n changes in ascending order, the p-th per cent is the one
of rank ⌈n·p/100⌉. Nothing of a row is held but its identifier and its amounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.errors import Finding
from uwanose.points.model import Business, Item, Stake

__all__ = ["PERCENTS", "SUMMED", "Changed", "Impact", "Moved", "Question", "TownImpact", "nearest_rank"]

SUMMED = ("yen", "flag")  # units whose results are told as a sum, or a number of yes
PERCENTS = (0, 10, 25, 50, 75, 90, 100)  # 0 and 100 are the least and the greatest change


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: the towns and rows, the amount looked at, and who counts as one head.

    ``also`` are further results: sums (yen) and numbers of yes (flags) are told before and after, of all others how many
    rows have another one.
    """

    business: Business
    item: Item
    stake: Stake | None
    towns: tuple[str, ...]
    on: date | None
    also: tuple[Item, ...] = ()
    profile: str = "profiles/kanagawa"

    @property
    def by_group(self) -> bool:
        """Whether the rows of a group are one head."""
        return self.stake is not None and self.stake.heads == "group"

    @property
    def rows_are_people(self) -> bool:
        """Whether one row is one resident; else rows are cases: applications, bills, vehicles."""
        return self.business.key == "resident_id"

    @property
    def heads_are_people(self) -> bool:
        """Whether one head is a person: a resident's row, or all rows of one person; else heads are cases."""
        return self.by_group or self.rows_are_people

    def better(self, change: int) -> bool:
        """Tell whether a change of the amount is good for who pays or receives it; never when nobody knows."""
        if self.stake is None:
            return False
        return change < 0 if self.stake.residents == "pay" else change > 0


@dataclass(frozen=True, slots=True)
class Moved:
    """Heads whose amount moved one way, and by how many yen together."""

    heads: int = 0
    yen: int = 0

    def __add__(self, other: Moved) -> Moved:
        return Moved(self.heads + other.heads, self.yen + other.yen)


@dataclass(frozen=True, slots=True)
class Changed:
    """One head whose amount changes: the row of it that moves most, and its amounts in all."""

    town: str
    key: str
    before: int
    after: int

    @property
    def yen(self) -> int:
        """What it changes by."""
        return self.after - self.before


@dataclass(frozen=True, kw_only=True)
class TownImpact:
    """One town: heads and yen before and after, what rises and what falls.

    ``results`` are the further results: sums in yen or numbers of yes, before and after; ``recoded`` the rows with another
    choice, day or count. ``lost`` and ``gained`` count rows only one of both sides can compute; they are in no other
    figure. Nothing is told of a ``refused`` town but why.
    """

    town: str
    heads: int = 0
    before: int = 0
    after: int = 0
    rises: Moved = Moved()
    falls: Moved = Moved()
    results: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    recoded: Mapping[str, int] = field(default_factory=dict)
    lost: int = 0
    gained: int = 0
    rejected: int = 0
    assumed: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: bool = False
    changes: Column = field(default_factory=lambda: np.empty(0, dtype=np.int64), repr=False)
    examples: tuple[Changed, ...] = field(default=(), repr=False)

    @property
    def changed(self) -> int:
        """How many heads' amounts change."""
        return self.rises.heads + self.falls.heads


@dataclass(frozen=True, kw_only=True)
class Impact:
    """The impact on all towns asked for; the figures of a refused town are in no sum."""

    question: Question
    towns: tuple[TownImpact, ...]

    @property
    def total(self) -> TownImpact:
        """All towns together."""
        told = self.told
        names = dict.fromkeys(name for town in told for name in town.results)
        recoded = dict.fromkeys(name for town in told for name in town.recoded)
        return TownImpact(
            town="",
            heads=sum(town.heads for town in told),
            before=sum(town.before for town in told),
            after=sum(town.after for town in told),
            rises=sum((town.rises for town in told), Moved()),
            falls=sum((town.falls for town in told), Moved()),
            results={
                name: (
                    sum(town.results.get(name, (0, 0))[0] for town in told),
                    sum(town.results.get(name, (0, 0))[1] for town in told),
                )
                for name in names
            },
            recoded={name: sum(town.recoded.get(name, 0) for town in told) for name in recoded},
            lost=sum(town.lost for town in told),
            gained=sum(town.gained for town in told),
            rejected=sum(town.rejected for town in told),
            assumed=tuple(sorted({point for town in told for point in town.assumed})),
            unverified=tuple(sorted({point for town in told for point in town.unverified})),
            changes=np.concatenate([np.empty(0, dtype=np.int64), *(town.changes for town in told)]),
        )

    @property
    def helped(self) -> Moved:
        """The heads that are better off."""
        return self._moved(better=True)

    @property
    def burdened(self) -> Moved:
        """The heads that are worse off."""
        return self._moved(better=False)

    @property
    def examples(self) -> tuple[Changed, ...]:
        """The greatest rise, the greatest fall and the change in the middle, of all towns; each head once."""
        every = [one for town in self.towns for one in town.examples]
        if not every:
            return ()
        middle = nearest_rank(self.total.changes, 50)
        wanted = (
            min(every, key=lambda one: one.yen),
            max(every, key=lambda one: one.yen),
            min(every, key=lambda one: abs(one.yen - middle)),
        )
        return tuple(dict.fromkeys(wanted))

    @property
    def told(self) -> tuple[TownImpact, ...]:
        """The towns that are computed."""
        return tuple(town for town in self.towns if not town.refused)

    @property
    def refused(self) -> tuple[TownImpact, ...]:
        """The towns that cannot be computed."""
        return tuple(town for town in self.towns if town.refused)

    def _moved(self, *, better: bool) -> Moved:
        if self.question.stake is None:
            return Moved()
        rising = self.question.better(1)
        return self.total.rises if rising == better else self.total.falls


def nearest_rank(changes: Column, percent: int) -> int:
    """Return the change of rank ⌈n·percent/100⌉ in ascending order, the least one for 0. Raises IndexError for none."""
    rank = max(-(-len(changes) * percent // 100), 1)
    return int(np.sort(changes)[rank - 1])
