"""Owns computing an impact: the same rows by the rules in force and by proposed ones, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.input_file import InputFile
from uwanose.engine.columns.table import InputTable
from uwanose.engine.model import Array
from uwanose.engine.plan import RulesFor, TownPlan, plan_town
from uwanose.engine.program import Programs
from uwanose.engine.reads import StoredResults
from uwanose.engine.town import TownResult, compute_town
from uwanose.errors import Refused
from uwanose.governance.figures import SUMMED, Changed, Impact, Moved, Question, TownImpact

__all__ = ["impact_on", "impacts_on"]


def impact_on(
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
    [impact] = impacts_on(programs, question, source, in_force, [proposed], stored=stored, progress=progress)
    return impact


def impacts_on(
    programs: Programs,
    question: Question,
    source: InputFile,
    in_force: RulesFor,
    proposals: Sequence[RulesFor],
    *,
    stored: StoredResults | None = None,
    progress: Callable[[str], None] | None = None,
) -> tuple[Impact, ...]:
    """Compute several proposals against one baseline, which is computed once.

    Further results are told of the first proposal only.
    """
    towns = []
    for town in question.towns:
        if progress:
            progress(town)
        towns.append(_Town(programs, question, source, in_force, stored, town).impacts(proposals))
    return tuple(
        Impact(question=question, towns=tuple(impacts[index] for impacts in towns))
        for index in range(len(proposals))
    )


@dataclass(frozen=True)
class _Town:
    programs: Programs
    question: Question
    source: InputFile
    in_force: RulesFor
    stored: StoredResults | None
    town: str

    def impacts(self, proposals: Sequence[RulesFor]) -> list[TownImpact]:
        """Return the impact of each proposal on the town."""
        if self.source.towns is not None and self.town not in self.source.towns:
            return [TownImpact(town=self.town)] * len(proposals)
        before = self._plan(self.in_force, self.question)
        if not before.spans:
            return [self._refused(before)] * len(proposals)
        try:
            table = self.source.table(self.town)
            now = compute_town(before, table, stored=self.stored)
        except Refused as refused:
            return [TownImpact(town=self.town, findings=refused.findings, refused=True)] * len(proposals)
        if self.question.item.name not in now.items:
            return [self._refused(before)] * len(proposals)
        bare = replace(self.question, also=())
        questions = [self.question, *[bare] * (len(proposals) - 1)]
        return [
            self._impact(question, before, table, now, rules)
            for question, rules in zip(questions, proposals, strict=True)
        ]

    def _impact(
        self, question: Question, before: TownPlan, table: InputTable, now: TownResult, rules: RulesFor
    ) -> TownImpact:
        after = self._plan(rules, question)
        if not after.spans:
            return self._refused(after)
        try:
            then = now if _alike(before, after) else compute_town(after, table, stored=self.stored)
        except Refused as refused:
            return TownImpact(town=self.town, findings=refused.findings, refused=True)
        if question.item.name not in then.items:
            return self._refused(after)
        spans = (*before.spans, *after.spans)
        return replace(
            _compared(question, self.town, table, now, then),
            assumed=tuple(sorted({point for span in spans for point in span.assumed})),
            unverified=tuple(sorted({point for span in spans for point in span.unverified})),
            findings=tuple(dict.fromkeys((*now.findings, *then.findings))),
        )

    def _refused(self, plan: TownPlan) -> TownImpact:
        """Return a town without figures; one without any day has simply no rows."""
        return TownImpact(town=self.town, findings=plan.findings, refused=bool(plan.findings))

    def _plan(self, rules: RulesFor, question: Question) -> TownPlan:
        business = question.business
        days = [question.on] if question.on else self.source.days(self.town, business.clock_column)
        keep = tuple(dict.fromkeys(item.name for item in (question.item, *question.also)))
        return plan_town(self.programs, business.id, rules, self.town, days, keep, question.profile)


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
    sides = now.items[name][left], then.items[name][right]
    before, after = (_by_head(side, of_row, len(heads)) for side in sides)
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
        examples=_examples(town, keys, of_row, np.abs(sides[1] - sides[0]), before, after, moved),
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
    town: str, keys: Array, of_row: Column, moves: Column, before: Column, after: Column, moved: Column
) -> tuple[Changed, ...]:
    """Return the heads of the least, the middle and the greatest change; the first of equals in the order of the rows.

    *moves* tells by how much each row moves: a head of several rows is named by the one that moves most.
    """
    if not len(moved):
        return ()
    change = (after - before)[moved]
    order = moved[np.argsort(change, kind="stable")]
    ranks = dict.fromkeys((0, max(-(-len(order) // 2), 1) - 1, len(order) - 1))
    chosen = [int(order[rank]) for rank in ranks]
    rows = {head: np.flatnonzero(of_row == head) for head in chosen}
    return tuple(
        Changed(
            town,
            str(keys[rows[head][int(np.argmax(moves[rows[head]]))]]),
            int(before[head]),
            int(after[head]),
        )
        for head in chosen
    )
