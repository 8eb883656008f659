"""Owns checking one event against what is recorded: fields and days first, then persons, then households."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from uwanose.records.cancellation import changed_since, persons_of, state_before
from uwanose.records.check_household import household_problems
from uwanose.records.check_person import person_problems
from uwanose.records.check_support import support_problems
from uwanose.records.deadlines import Calendar, last_day_of_months, raw_last_day
from uwanose.records.model import Event, Problem
from uwanose.records.practice import Practice
from uwanose.records.record_dates import is_calendar_day
from uwanose.records.relations import HEAD
from uwanose.records.roll import Roll
from uwanose.records.standard import EventKind, Standard

__all__ = ["days_late", "problems_of"]

_NOTIFICATION = "resident_records.days.notification"
_CARD = "resident_records.days.card_move_in"
_LATE_MOVE_OUT = "resident_records.days.late_move_out"
_UNCANCELLABLE = frozenset(
    {"cancel", "confirm", "takeover", "planned_day", "support_request", "support_start", "support_renewal", "support_end"}
)  # fmt: skip


def problems_of(
    event: Event, standard: Standard, practice: Practice, calendar: Calendar, roll: Roll, today: date
) -> Iterator[Problem]:
    """Yield everything that stands against an event, alerts included."""
    kind = standard.events[event.kind]
    if kind.by_register:
        yield Problem("J106", "event", kind.label.ja)
        return
    yield from _required(event, kind)
    yield from _days(event, kind, practice, calendar, today)
    if event.kind == "ex_officio_removal" and not event.value("inquiry_document"):
        yield Problem("J229", "inquiry_document")
    if kind.effect in ("cancel", "confirm"):
        yield from _referred(event, kind, roll)
    elif kind.persons != "none":
        yield from person_problems(event, kind, standard, practice, roll, today)
        yield from household_problems(event, kind, practice, roll, today)
        yield from support_problems(event, kind, practice, roll, today)


def days_late(event: Event, kind: EventKind, practice: Practice, calendar: Calendar, today: date) -> int:
    """Return by how many days a notification is late; 0 within the period, or where the period cannot be told."""
    last = _last_day(event, kind, practice, calendar)
    given = event.day("notified_on") or today
    return max((given - last).days, 0) if last else 0


def _last_day(event: Event, kind: EventKind, practice: Practice, calendar: Calendar) -> date | None:
    if kind.deadline is None:
        return None
    since = event.day(kind.deadline.since)
    if since is None:
        return None
    first_day_counts = kind.deadline.first_day_counts
    if event.value("abroad") and kind.deadline.months_abroad:
        months = practice.days[kind.deadline.months_abroad]
        return calendar.working(last_day_of_months(since, months, first_day_counts=first_day_counts))
    return calendar.last_day(since, practice.days[kind.deadline.days], first_day_counts=first_day_counts)


def _required(event: Event, kind: EventKind) -> Iterator[Problem]:
    for name in kind.requires:
        if not event.value(name) and not (event.persons and all(one.get(name) for one in event.persons)):
            yield Problem("J103", name, basis=kind.basis)
    for person in event.persons:
        for name in kind.person_requires:
            if not person.get(name):
                yield Problem("J103", name, person=person.get("person_number", ""), basis=kind.basis)


def _days(
    event: Event, kind: EventKind, practice: Practice, calendar: Calendar, today: date
) -> Iterator[Problem]:
    happened, given = event.day("event_date"), event.day("notified_on") or today
    processed = event.value("processed_on")
    if event.event_date and not is_calendar_day(event.event_date) and not kind.unknown_day:
        yield Problem(
            "J102",
            "event_date",
            event.event_date,
            detail_ja="不詳の日を書けるのは、出生・死亡・職権消除（失踪など）だけです",
            detail_en="the day may be unknown for a birth, a death or an ex officio removal alone",
        )
    if processed and processed != today.isoformat():
        yield Problem("J203", "processed_on", processed)
    if happened and happened > today and not kind.ahead:
        yield Problem("J201", "event_date", happened.isoformat())
    if given > today:
        yield Problem("J202", "notified_on", given.isoformat())
    if happened and kind.not_before and given < happened:
        yield Problem("J204", "notified_on", given.isoformat(), basis=kind.basis)
    late = days_late(event, kind, practice, calendar, today)
    if late:
        yield Problem(
            "J205",
            "notified_on",
            given.isoformat(),
            basis=kind.basis,
            detail_ja=f"{late}日過ぎています",
            detail_en=f"{late} days late",
        )
    if kind.effect == "leave":
        yield from _late_move_out(event, practice, given)
    if event.value("procedure") == "card" and event.kind == "move_in":
        yield from _card(event, practice, calendar, given)


def _late_move_out(event: Event, practice: Practice, given: date) -> Iterator[Problem]:
    leaves = event.day("planned_on")
    if leaves and given > raw_last_day(leaves, practice.days[_LATE_MOVE_OUT], first_day_counts=False):
        yield Problem("J206", "planned_on", leaves.isoformat())


def _card(event: Event, practice: Practice, calendar: Calendar, given: date) -> Iterator[Problem]:
    moved, planned = event.day("event_date"), event.day("planned_leaving")
    if planned is None:
        yield Problem("J103", "planned_leaving", basis="住民基本台帳法第24条の2")
    elif moved is not None:
        last = calendar.card_move_in(moved, planned, practice.days[_NOTIFICATION], practice.days[_CARD])
        if last and given > last:
            yield Problem(
                "J253",
                "notified_on",
                given.isoformat(),
                detail_ja=f"{last} まででした",
                detail_en=f"the last day was {last}",
            )


def _referred(event: Event, kind: EventKind, roll: Roll) -> Iterator[Problem]:
    if kind.effect == "confirm":
        target = roll.recorded.get(event.value("confirms"))
        if event.value("confirms") and (
            target is None or not target.provisional or target.cancelled_by or target.confirmed_by
        ):
            yield Problem("J232", "confirms", event.value("confirms"))
        return
    name = event.value("cancels")
    found = roll.recorded.get(name)
    if not name:
        return
    if found is None or found.cancelled_by or found.event.kind in _UNCANCELLABLE:
        yield Problem("J230", "cancels", name)
        return
    if not (found.provisional and not found.confirmed_by):
        yield from _later_events(name, roll)


def _later_events(name: str, roll: Roll) -> Iterator[Problem]:
    """Yield what has happened since to the persons of an event, or to a household whose head comes back."""
    mine = roll.works_of(name)
    persons = persons_of(roll, mine)
    for person in persons:
        before = state_before(roll, person, mine)
        if changed_since(roll, person, mine):
            yield Problem("J231", "cancels", name, person)
        elif before and before.is_resident and before.relation == HEAD:
            head = roll.head(before.household_number)
            if head is not None and head.person_number not in persons:
                yield Problem("J231", "cancels", name, head.person_number)
