"""Owns how a change reaches one row: the results on the way that differ, from the first to the amount asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from uwanose.engine.columns.days import as_days
from uwanose.engine.columns.input_file import InputFile
from uwanose.engine.columns.table import InputTable
from uwanose.engine.model import Array
from uwanose.engine.plan import RulesFor, Span, plan_town
from uwanose.engine.program import Programs
from uwanose.engine.reads import StoredResults, fill_reads
from uwanose.governance.figures import Changed, Question
from uwanose.points.model import Item

__all__ = ["Turn", "path_of"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A result on the way that differs; None on the side whose rules have no such result."""

    item: Item
    before: int | None
    after: int | None


def path_of(
    changed: Changed,
    programs: Programs,
    question: Question,
    source: InputFile,
    in_force: RulesFor,
    proposed: RulesFor,
    stored: StoredResults | None = None,
) -> tuple[Turn, ...]:
    """Return the results of a changed row that differ, in the order they are computed.

    Of a head with several rows, those of the row it is named by.
    """
    table = source.table(changed.town)
    sides = [
        _Side(programs, question, rules, stored).values(table, changed) for rules in (in_force, proposed)
    ]
    (before, items), (after, others) = sides
    every = {**others, **items}
    longer, shorter = (after, before) if len(after) >= len(before) else (before, after)
    ordered = dict.fromkeys([*longer, *shorter])
    return tuple(
        Turn(every[name], before.get(name), after.get(name))
        for name in ordered
        if before.get(name) != after.get(name)
    )


@dataclass(frozen=True, slots=True)
class _Side:
    programs: Programs
    question: Question
    rules: RulesFor
    stored: StoredResults | None

    def values(self, table: InputTable, changed: Changed) -> tuple[dict[str, int], Mapping[str, Item]]:
        """Return every result of the row on the way to the amount, in the order of computation, and what they are."""
        me = int(np.flatnonzero(table.keys == changed.key)[0])
        group = table.take(table.columns[table.group] == table.columns[table.group][me])
        span, rows = self._span(group, changed)
        part = group.take(rows)
        program, calculation = span.calculation.program, span.calculation
        needed = program.columns_needed(calculation.order, calculation.hooks)
        filled = fill_reads(part, program.names, needed, span.rules, self.stored, [])
        place = int(np.flatnonzero(filled.keys == changed.key)[0])
        seen: dict[str, int] = {}

        def see(name: str, _: Mapping[str, object], result: Array) -> None:
            seen[name] = int(result[place])

        calculation.run(filled.columns, observe=see)
        return seen, program.names.items

    def _span(self, group: InputTable, changed: Changed) -> tuple[Span, Array]:
        """Return the part of the plan the row belongs to, and the rows of its group that have the same rules."""
        question = self.question
        column = question.business.clock_column
        every = [question.on] * len(group) if question.on else as_days(group.columns[column]).tolist()
        plan = plan_town(
            self.programs, question.business.id, self.rules, changed.town, [day for day in every if day],
            (question.item.name,), question.profile,
        )  # fmt: skip
        mine = every[int(np.flatnonzero(group.keys == changed.key)[0])]
        span = next(span for span in plan.spans if mine in span.days)
        return span, np.array([day in span.days for day in every], dtype=np.bool_)
