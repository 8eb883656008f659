"""Owns the impact of a proposal: the same rows computed by the rules in force and by the proposed ones, and what differs.

Yen are whole and sums exact. A quantile is by nearest rank: of n changes in ascending order, the p-th per cent is the one
of rank ⌈n·p/100⌉. Nothing of a row leaves here but its identifier and its amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.input_file import InputFile
from uwanose.engine.columns.table import InputTable
from uwanose.engine.model import Array
from uwanose.engine.plan import RulesFor, TownPlan, plan_town
from uwanose.engine.program import Programs
from uwanose.engine.reads import StoredResults
from uwanose.engine.town import TownResult, compute_town
from uwanose.errors import Finding, Refused
from uwanose.points.model import Business, Catalog, Item, Stake

__all__ = ["PERCENTS", "Changed", "Impact", "Moved", "Question", "TownImpact", "impact_on", "nearest_rank"]

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
    """One head whose amount changes: a row of it, and its amounts in all."""

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
                name: tuple(sum(town.results.get(name, (0, 0))[side] for town in told) for side in (0, 1))  # type: ignore[misc]
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


def impact_on(
    catalog: Catalog,
    programs: Programs,
    question: Question,
    source: InputFile,
    in_force: RulesFor,
    proposed: RulesFor,
    *,
    stored: StoredResults | None = None,
    progress: Callable[[str], None] | None = None,
) -> Impact:
    """Compute the rows of each town by both rules. A mistake in one town refuses that town only."""
    towns = []
    for town in question.towns:
        if progress:
            progress(town)
        towns.append(_Town(programs, question, source, in_force, proposed, stored).impact(town))
    return Impact(question=question, towns=tuple(towns))


@dataclass(frozen=True)
class _Town:
    programs: Programs
    question: Question
    source: InputFile
    in_force: RulesFor
    proposed: RulesFor
    stored: StoredResults | None

    def impact(self, town: str) -> TownImpact:
        question = self.question
        if self.source.towns is not None and town not in self.source.towns:
            return TownImpact(town=town)
        days = [question.on] if question.on else self.source.days(town, question.business.clock_column)
        before, after = (self._plan(rules, town, days) for rules in (self.in_force, self.proposed))
        against = [finding for plan in (before, after) if plan.is_refused for finding in plan.findings]
        if against or not (before.spans and after.spans):
            return TownImpact(town=town, findings=tuple(dict.fromkeys(against)), refused=bool(against))
        try:
            table = self.source.table(town)
            now = compute_town(before, table, stored=self.stored)
            then = now if _alike(before, after) else compute_town(after, table, stored=self.stored)
        except Refused as refused:
            return TownImpact(town=town, findings=refused.findings, refused=True)
        if question.item.name not in now.items or question.item.name not in then.items:
            missing = before if question.item.name not in now.items else after
            return TownImpact(town=town, findings=missing.findings, refused=True)
        spans = (*before.spans, *after.spans)
        return replace(
            _compared(question, town, table, now, then),
            assumed=tuple(sorted({point for span in spans for point in span.assumed})),
            unverified=tuple(sorted({point for span in spans for point in span.unverified})),
            findings=tuple(dict.fromkeys((*now.findings, *then.findings))),
        )

    def _plan(self, rules: RulesFor, town: str, days: Sequence[date]) -> TownPlan:
        keep = tuple(dict.fromkeys(item.name for item in (self.question.item, *self.question.also)))
        return plan_town(
            self.programs, self.question.business.id, rules, town, days, keep, self.question.profile
        )


def _alike(before: TownPlan, after: TownPlan) -> bool:
    """Tell whether both plans compute the same: then the rows need not be computed twice."""

    def marks(plan: TownPlan) -> list[tuple[object, ...]]:
        return [
            (span.days, span.rules.sha256, id(span.calculation.program), span.items) for span in plan.spans
        ]

    return marks(before) == marks(after) and before.refused == after.refused


def _compared(
    question: Question, town: str, table: InputTable, now: TownResult, then: TownResult
) -> TownImpact:
    name = question.item.name
    left, right = _common(now.keys, then.keys)
    there = ~(_absent(now, name)[left] | _absent(then, name)[right])
    left, right = left[there], right[there]
    keys = now.keys[left]
    groups = _groups(table, keys) if question.by_group else np.arange(len(keys))
    heads, of_row = np.unique(groups, return_inverse=True)
    before, after = (
        _by_head(result.items[name][rows], of_row, len(heads))
        for result, rows in ((now, left), (then, right))
    )
    change = after - before
    moved = np.flatnonzero(change)
    return TownImpact(
        town=town,
        heads=len(heads),
        before=int(before.sum()),
        after=int(after.sum()),
        rises=_moved(change[change > 0]),
        falls=_moved(change[change < 0]),
        results={
            item.name: (_counted(now, item.name, left), _counted(then, item.name, right))
            for item in question.also
            if item.unit in SUMMED and (item.name in now.items or item.name in then.items)
        },
        recoded={
            item.name: int(np.count_nonzero(now.items[item.name][left] != then.items[item.name][right]))
            for item in question.also
            if item.unit not in SUMMED and item.name in now.items and item.name in then.items
        },
        lost=len(now.keys) - len(left),
        gained=len(then.keys) - len(right),
        rejected=len({reject.record for reject in now.rejects}),
        changes=change[moved],
        examples=_examples(town, keys, of_row, before, after, moved),
    )


def _common(before: Array, after: Array) -> tuple[Column, Column]:
    """Return the positions of the rows both results have, in the order of the first."""
    if len(before) == len(after) and bool(np.all(before == after)):
        every = np.arange(len(before))
        return every, every
    places = dict(zip(after.tolist(), range(len(after)), strict=True))
    pairs = [(row, places[key]) for row, key in enumerate(before.tolist()) if key in places]
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    return np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)


def _absent(result: TownResult, name: str) -> Flags:
    gone = result.absent.get(name)
    return np.zeros(len(result), dtype=np.bool_) if gone is None else np.asarray(gone, dtype=np.bool_)


def _groups(table: InputTable, keys: Array) -> Column:
    numbers = table.columns[table.group]
    if len(keys) == len(table) and bool(np.all(keys == table.keys)):
        return numbers
    places = dict(zip(table.keys.tolist(), numbers.tolist(), strict=True))
    return np.array([places[key] for key in keys.tolist()], dtype=np.int64)


def _by_head(values: Array, of_row: Column, heads: int) -> Column:
    if heads == len(values):
        ordered = np.empty(heads, dtype=np.int64)
        ordered[of_row] = values
        return ordered
    total = np.zeros(heads, dtype=np.int64)
    np.add.at(total, of_row, values)
    return total


def _moved(changes: Column) -> Moved:
    return Moved(len(changes), int(changes.sum()))


def _counted(result: TownResult, name: str, rows: Column) -> int:
    """Return the sum of a result, or how many are yes, over some rows."""
    values = result.items.get(name)
    return 0 if values is None else int(values[rows].sum())


def _examples(
    town: str, keys: Array, of_row: Column, before: Column, after: Column, moved: Column
) -> tuple[Changed, ...]:
    """Return the heads of the least, the middle and the greatest change; the first of equals in the order of the rows."""
    if not len(moved):
        return ()
    change = (after - before)[moved]
    order = moved[np.argsort(change, kind="stable")]
    ranks = dict.fromkeys((0, max(-(-len(order) // 2), 1) - 1, len(order) - 1))
    chosen = [int(order[rank]) for rank in ranks]
    return tuple(
        Changed(town, str(keys[int(np.flatnonzero(of_row == head)[0])]), int(before[head]), int(after[head]))
        for head in chosen
    )
