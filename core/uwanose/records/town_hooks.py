"""Owns calling a town's hooks on events: what its customizations find, at the two levels, and the fields they add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from uwanose.engine.model import Array
from uwanose.engine.program import Program
from uwanose.errors import Refused
from uwanose.layers.effective import EffectiveRules
from uwanose.points.model import Input, ValueType
from uwanose.records.forbidden import forbidden_finding, named_in
from uwanose.records.judging import Judged
from uwanose.records.model import Problem, Record
from uwanose.records.record_dates import known_day
from uwanose.records.standard import Standard

__all__ = ["Hooked", "TownHooks"]

_ERRORS, _ALERTS, _FIELDS = "errors_record_findings", "record_findings", "extra_fields"
_LEAVING = frozenset({"move_out", "move_out_abroad"})


@dataclass(frozen=True, slots=True)
class Hooked:
    """What the hooks say: problems and extra fields by the position of the event."""

    problems: Mapping[int, tuple[Problem, ...]]
    extras: Mapping[int, Mapping[str, Mapping[str, int]]]  # position → person → field → value


@dataclass(frozen=True, slots=True)
class _Row:
    position: int
    person: str
    values: Mapping[str, object]
    completed_move_out: bool


class TownHooks:
    """The hooks of the customizations one town has adopted, as a program of the engine."""

    def __init__(self, program: Program, rules: EffectiveRules, standard: Standard, today: date) -> None:
        self.program, self.rules, self.standard, self.today = program, rules, standard, today

    @property
    def is_empty(self) -> bool:
        """Whether the town has no hook at all."""
        return not self.program.hooks

    def of(self, judged: Sequence[Judged]) -> Hooked:
        """Return what the hooks say about recorded events. Raises Refused for what the standard forbids by name."""
        rows = [row for position, one in enumerate(judged) for row in self._rows(position, one)]
        problems: dict[int, list[Problem]] = {}
        if rows:
            columns = self._columns(rows)
            for hook, code in ((_ERRORS, "J111"), (_ALERTS, "J112")):
                for row, problem in self._found(hook, code, columns, rows):
                    problems.setdefault(row.position, []).append(problem)
        extras = self._extras(self._columns(rows), rows) if rows else {}
        return Hooked({at: tuple(found) for at, found in problems.items()}, extras)

    def _found(
        self, hook: str, code: str, columns: Mapping[str, Array], rows: Sequence[_Row]
    ) -> Iterator[tuple[_Row, Problem]]:
        if hook not in self.program.hooks:
            return
        for found in self.program.bind(self.rules, (), hooks=(hook,)).run(columns).findings:
            named = named_in(found.ja, self.standard.forbidden)
            if named:
                raise Refused([forbidden_finding(named, found.customization, found.ja)])
            for index in found.rows.tolist():
                row = rows[index]
                if row.completed_move_out:
                    stop = self.standard.forbidden["alert_cancelled_move_out"]
                    raise Refused([forbidden_finding(stop, found.customization, found.ja)])
                yield (
                    row,
                    Problem(
                        code,
                        value=found.customization,
                        person=row.person,
                        detail_ja=found.ja,
                        detail_en=found.en,
                    ),
                )

    def _extras(
        self, columns: Mapping[str, Array], rows: Sequence[_Row]
    ) -> dict[int, dict[str, dict[str, int]]]:
        if _FIELDS not in self.program.hooks:
            return {}
        extras: dict[int, dict[str, dict[str, int]]] = {}
        for name, column in self.program.bind(self.rules, (), hooks=(_FIELDS,)).run(columns).extras.items():
            named = named_in(name, self.standard.forbidden)
            if named:
                raise Refused([forbidden_finding(named, name, name)])
            for row, value in zip(rows, column.tolist(), strict=True):
                extras.setdefault(row.position, {}).setdefault(row.person, {})[name] = int(value)
        return extras

    def _rows(self, position: int, judged: Judged) -> Iterator[_Row]:
        """Yield one row for each person of an event that would be recorded; nothing for the register's own events."""
        event = judged.effect
        if judged.verdict != "recorded" or event.kind == "planned_day":
            return
        after = {record.person_number: record for record in judged.outcome.records}
        new = [record for record in judged.outcome.records if record.history_number == 1]
        completed = any(map(_completes_move_out, judged.cancelled))
        persons = event.persons or ({},)
        for index, person in enumerate(persons):
            number = person.get("person_number", "")
            record = after.get(number) or (new[index] if not number and index < len(new) else None)
            yield _Row(
                position,
                record.person_number if record else number,
                self._values(judged, person, record),
                completed,
            )

    def _values(self, judged: Judged, person: Mapping[str, str], record: Record | None) -> dict[str, object]:
        event, context = judged.effect, judged.context
        values: dict[str, object] = {}
        for name in self.program.names.inputs:
            values[name] = (
                event.value(name) or person.get(name) or (getattr(record, name, "") if record else "")
            )
        number = record.person_number if record else person.get("person_number", "")
        values |= {
            "event": event.kind,
            "processed_on": self.today.isoformat(),
            "notified_on": event.value("notified_on") or self.today.isoformat(),
            "members_before": context.members_before,
            "members_left": context.members_left,
            "days_late": context.days_late,
            "is_head": number in context.heads or person.get("relation") == "世帯主",
            "household_number": record.household_number if record else "",
        }
        return values

    def _columns(self, rows: Sequence[_Row]) -> dict[str, Array]:
        columns: dict[str, Array] = {}
        for name, declared in self.program.names.inputs.items():
            column = [_number(declared, row.values[name]) for row in rows]
            columns[name] = np.array(column, dtype=bool if declared.type is ValueType.FLAG else np.int64)
        households = [str(row.values["household_number"]) for row in rows]
        order = {name: index for index, name in enumerate(dict.fromkeys(households))}
        columns[self.program.names.business.group] = np.array(
            [order[name] for name in households], dtype=np.int64
        )
        return columns


def _completes_move_out(record: Record) -> bool:
    return record.event == "planned_day" and record.removal_reason in _LEAVING


def _number(declared: Input, value: Any) -> int:
    """Return a value as hooks get it: a day as yyyymmdd (0 when unknown), a choice as its code."""
    if declared.type is ValueType.DATE:
        day = known_day(str(value))
        return day.year * 10000 + day.month * 100 + day.day if day else 0
    if declared.type is ValueType.CHOICE:
        return list(declared.choices).index(value) if value else declared.default or 0
    if declared.type is ValueType.FLAG:
        return int(bool(value))
    return int(value or 0)
