"""Owns applying events to a register: batch by batch, each batch one transaction, in it each event whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from uwanose.records.judging import Judge, Judged
from uwanose.records.model import Handed, Problem
from uwanose.records.roll import Roll
from uwanose.records.store import Store
from uwanose.records.support import Discretion
from uwanose.records.town_hooks import TownHooks
from uwanose.records.transactions import Reading, Writing

__all__ = ["AT_ONCE", "Register", "discretion"]

AT_ONCE = 500


class Register:
    """The register of one town as it is written to on one day (the day of processing is always today, 4.0.3)."""

    def __init__(self, store: Store, judge: Judge, hooks: TownHooks | None = None) -> None:
        self.store = store
        self.hooks = hooks if hooks is not None and not hooks.is_empty else None
        self.judge = judge
        if self.hooks and not judge.tells_hooks:
            self.judge = Judge(judge.standard, judge.practice, judge.today, tells_hooks=True)
        self.municipality = judge.practice.municipality

    def apply(self, handed: Iterable[Handed], *, at_once: int = AT_ONCE) -> Iterator[list[Judged]]:
        """Judge and record events, yielding what became of each batch after it has been committed.

        Whoever's move-out has taken effect by today is removed first. Stopping anywhere leaves whole events only; the
        same file may be applied again, and what is recorded already is passed over.
        """
        removed = self.complete_move_outs()
        if removed:
            yield removed
        for part in _batched(handed, at_once):
            with self.store.writing(self.municipality) as work:
                judged, roll = self._judged(part, work)
                self._record(judged, roll, work)
            yield judged

    def check(self, handed: Iterable[Handed]) -> Iterator[list[Judged]]:
        """Judge events as ``apply`` would, over what is recorded today, and record nothing."""
        part = tuple(handed)
        with self.store.reading(self.municipality) as work:
            judged, _ = self._judged(part, work)
        yield judged

    def discretion(self) -> Discretion:
        """Return the gate for everything that is told of the register."""
        with self.store.reading(self.municipality) as work:
            return discretion(work)

    def complete_move_outs(self) -> list[Judged]:
        """Remove those whose planned day, or earlier day of arrival, has come (1.1.5)."""
        with self.store.writing(self.municipality) as work:
            due = work.due(self.judge.today)
            if not due:
                return []
            roll = work.roll_of_persons({record.person_number for record in due})
            removed = self.judge.complete(due, roll)
            self._record(removed, roll, work)
        return removed

    def _judged(self, part: Sequence[Handed], work: Reading) -> tuple[list[Judged], Roll]:
        """Judge a batch; again from the start as long as the town's hooks refuse one more event."""
        events = [one.event for one in part]
        refused: dict[int, tuple[Problem, ...]] = {}
        while True:
            roll = work.roll(events)
            judged = self.judge.batch(part, roll, refused)
            if self.hooks is None:
                return judged, roll
            found = self.hooks.of(judged)
            order = _positions(judged)
            fresh = {
                order[at]: problems
                for at, problems in found.problems.items()
                if any(map(self.judge.is_refusing, problems))
            }
            if not fresh:
                return [
                    _with(one, found.problems.get(at, ()), found.extras.get(at, {}))
                    for at, one in enumerate(judged)
                ], roll
            refused |= fresh

    def _record(self, judged: Sequence[Judged], roll: Roll, work: Writing) -> None:
        recorded = [one for one in judged if one.verdict == "recorded"]
        sequence = work.last_sequence()
        work.add_events(
            [self._event_row(one, sequence + place) for place, one in enumerate(recorded, start=1)]
        )
        work.add_records([row for one in recorded for row in one.outcome.records])
        work.add_protections([row for one in recorded for row in one.outcome.protections])
        work.add_issued(roll.issued)

    def _event_row(self, judged: Judged, sequence: int) -> dict[str, Any]:
        event = judged.event
        return {
            "municipality": self.municipality,
            "event_id": event.event_id,
            "sequence": sequence,
            "event": event.kind,
            "event_date": event.event_date,
            "recorded_on": self.judge.today.isoformat(),
            "provisional": int(bool(event.value("provisional"))),
            "refers_to": judged.refers_to,
            "digest": judged.digest,
            "payload": judged.payload,
            "rows": len(judged.outcome.records),
            "alerts": " ".join(problem.code for problem in judged.problems),
            "extras": json.dumps(judged.extras, ensure_ascii=False, sort_keys=True) if judged.extras else "",
        }


def _batched(handed: Iterable[Handed], size: int) -> Iterator[tuple[Handed, ...]]:
    rest = iter(handed)
    while part := tuple(islice(rest, size)):
        yield part


def discretion(work: Reading) -> Discretion:
    """Return the gate that no address of a protected person, nor of whoever lives with one, passes."""
    protected = {one.person_number for one in work.protections()}
    rows = work.rows_of(protected)
    households = {row.household_number for row in rows}
    mates = [row for household in sorted(households) for row in work.members(household)]
    everybody = {*protected, *(row.person_number for row in mates)}
    return Discretion(protected, everybody, households, [*rows, *work.rows_of(everybody - protected)])


def _positions(judged: Sequence[Judged]) -> dict[int, int]:
    """Return the position among the handed events, by the position among the judged ones."""
    order: dict[int, int] = {}
    place = 0
    for at, one in enumerate(judged):
        order[at] = place
        if one.event.kind != "planned_day":
            place += 1
    return order


def _with(judged: Judged, problems: Sequence[Problem], extras: Mapping[str, Mapping[str, int]]) -> Judged:
    return (
        replace(judged, problems=(*judged.problems, *problems), extras=extras)
        if problems or extras
        else judged
    )
