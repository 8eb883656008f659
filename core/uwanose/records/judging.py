"""Owns judging a batch of events one after the other: what each leads to, or the problems for which it is not recorded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from uwanose.records.checks import days_late, problems_of
from uwanose.records.deadlines import Calendar
from uwanose.records.effects import completions, take_effect
from uwanose.records.model import Event, Handed, Outcome, Problem, Record
from uwanose.records.practice import Practice
from uwanose.records.roll import Recorded, Roll
from uwanose.records.standard import Level, Standard

__all__ = ["Context", "Judge", "Judged", "payload_of"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the register tells the town's hooks about an event, beside what was handed in."""

    members_before: int = 0
    members_left: int = 0
    days_late: int = 0
    heads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One event and what becomes of it. ``effect`` is the event whose effect it has: itself, or the one it confirms."""

    event: Event
    verdict: str  # recorded | known | rejected
    effect: Event
    problems: tuple[Problem, ...] = ()
    outcome: Outcome = field(default_factory=Outcome)
    context: Context = field(default_factory=Context)
    refers_to: str = ""
    cancelled: tuple[Record, ...] = ()  # the rows the event undoes
    extras: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # person → field → value
    payload: str = ""

    @property
    def digest(self) -> str:
        """The hash by which the event is known when it is sent again."""
        return digest_of(self.event.kind, self.payload)


class Judge:
    """Applies the rules of one town on one day. It holds no state of its own: the roll does."""

    def __init__(
        self, standard: Standard, practice: Practice, today: date, *, tells_hooks: bool = False
    ) -> None:
        """*tells_hooks*: the town has hooks, so each event is put into its context for them."""
        self.standard, self.practice, self.today = standard, practice, today
        self.tells_hooks = tells_hooks
        self.calendar = Calendar(standard.holidays, standard.holiday_years)

    def batch(
        self, handed: Sequence[Handed], roll: Roll, against: Mapping[int, Sequence[Problem]]
    ) -> list[Judged]:
        """Judge events in their order; *against* holds what the town's hooks say against some (by position)."""
        judged: list[Judged] = []
        for position, one in enumerate(handed):
            found = self._judge(one, roll, against.get(position, ()))
            judged.append(found)
            if found.verdict == "recorded":
                self._take_up(found, roll)
                judged.extend(self.complete(found.outcome.records, roll))
        return judged

    def complete(self, records: Iterable[Record], roll: Roll) -> list[Judged]:
        """Remove those whose move-out has taken effect by today, as events of the register itself."""
        done = []
        for event in completions(records, self.today):
            outcome = self._effect(event, event, roll)
            one = Judged(
                event=event,
                verdict="recorded",
                effect=event,
                outcome=outcome,
                refers_to=event.value("completes"),
                payload=payload_of(event),
            )
            self._take_up(one, roll)
            done.append(one)
        return done

    def is_refusing(self, problem: Problem) -> bool:
        """Tell whether a problem keeps an event from being recorded in this town."""
        return self.practice.levels[problem.code] is Level.ERROR

    def _judge(self, handed: Handed, roll: Roll, hooked: Sequence[Problem]) -> Judged:
        event, problems = handed.event, list(handed.problems)
        known = roll.recorded.get(event.event_id)
        payload = payload_of(event)
        if known is not None and not problems:
            if known.digest == digest_of(event.kind, payload):
                return Judged(event=event, verdict="known", effect=event)
            problems.append(Problem("J105", "event_id", event.event_id))
        if problems:
            return Judged(event=event, verdict="rejected", effect=event, problems=tuple(problems))
        problems += problems_of(event, self.standard, self.practice, self.calendar, roll, self.today)
        effect = self._confirmed(event, roll)
        if effect is not event and not any(map(self.is_refusing, problems)):
            problems += problems_of(effect, self.standard, self.practice, self.calendar, roll, self.today)
        context = self._context(effect, roll) if self.tells_hooks else Context()
        problems += hooked
        if any(map(self.is_refusing, problems)):
            return Judged(
                event=event, verdict="rejected", effect=effect, problems=tuple(problems), context=context
            )
        outcome = Outcome() if event.value("provisional") else self._effect(event, effect, roll)
        return Judged(
            event=event,
            verdict="recorded",
            effect=effect,
            problems=(*problems, *outcome.problems),
            outcome=outcome,
            context=context,
            refers_to=event.value("cancels") or event.value("confirms"),
            cancelled=self._cancelled(event, roll),
            payload=payload,
        )

    def _effect(self, event: Event, effect: Event, roll: Roll) -> Outcome:
        """Return what an event leads to; the rows bear the id under which it takes effect."""
        acting = effect if effect is event else replace(effect, event_id=event.event_id)
        return take_effect(acting, self.standard.events[effect.kind], self.practice, roll, self.today)

    def _confirmed(self, event: Event, roll: Roll) -> Event:
        target = roll.recorded.get(event.value("confirms"))
        return target.event if event.kind == "confirm" and target is not None else event

    def _cancelled(self, event: Event, roll: Roll) -> tuple[Record, ...]:
        target = event.value("cancels")
        return (
            tuple(row for one in sorted(roll.works_of(target)) for row in roll.by_event.get(one, ()))
            if target
            else ()
        )

    def _context(self, event: Event, roll: Roll) -> Context:
        kind = self.standard.events[event.kind]
        numbers = {person.get("person_number", "") for person in event.persons}
        known = [roll.current[number] for number in numbers if number in roll.current]
        households = {one.household_number for one in known if one.is_resident}
        if event.value("joins"):
            households.add(event.value("joins"))
        members = [one for household in households for one in roll.members(household)]
        return Context(
            members_before=len(members),
            members_left=sum(one.person_number not in numbers for one in members),
            days_late=days_late(event, kind, self.practice, self.calendar, self.today),
            heads=frozenset(one.person_number for one in members if one.relation == "世帯主"),
        )

    def _take_up(self, judged: Judged, roll: Roll) -> None:
        event = judged.event
        for record in judged.outcome.records:
            roll.know(record)
        for protection in judged.outcome.protections:
            roll.protect(protection)
        roll.recorded[event.event_id] = Recorded(
            event=event, digest=judged.digest, provisional=bool(event.value("provisional"))
        )
        target = roll.recorded.get(judged.refers_to)
        if event.kind == "planned_day":
            roll.completed_by.setdefault(judged.refers_to, []).append(event.event_id)
        elif target is not None and event.kind == "cancel":
            roll.recorded[judged.refers_to] = replace(target, cancelled_by=event.event_id)
        elif target is not None and event.kind == "confirm":
            roll.recorded[judged.refers_to] = replace(target, confirmed_by=event.event_id)


def payload_of(event: Event) -> str:
    """Return what was handed in as one text, the same for the same content."""
    content = {"fields": dict(event.fields), "persons": [dict(one) for one in event.persons]}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(kind: str, payload: str) -> str:
    """Return the hash of what was handed in."""
    return hashlib.sha256(f"{kind}\n{payload}".encode()).hexdigest()
