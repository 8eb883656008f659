"""Owns what a step of a support measure records: a new row for each person, the block itself never ending by itself."""

from __future__ import annotations

from datetime import date

from uwanose.records.model import Event, Protection
from uwanose.records.practice import Practice
from uwanose.records.roll import Roll
from uwanose.records.support import end_of_support, renewed

__all__ = ["protections"]


def protections(event: Event, practice: Practice, roll: Roll, today: date) -> tuple[Protection, ...]:
    """Return the rows a checked step of a support measure leads to."""
    return tuple(_next(event, person["person_number"], practice, roll, today) for person in event.persons)


def _next(event: Event, person: str, practice: Practice, roll: Roll, today: date) -> Protection:
    former = roll.protections.get(person)
    status, start, end = "ended", former.start if former else "", former.end if former else ""
    if event.kind == "support_request":
        status, start, end = "provisional", "", ""
    elif event.kind == "support_start":
        first = _first_day(event, practice, today)
        status, start = "active", first.isoformat()
        end = event.value("support_end") or end_of_support(first).isoformat()
    elif event.kind == "support_renewal" and former is not None:
        first, last = renewed(date.fromisoformat(former.end))
        status, start = "active", first.isoformat()
        end = event.value("support_end") or last.isoformat()
    return Protection(
        municipality=event.municipality,
        person_number=person,
        number=former.number + 1 if former else 1,
        status=status,
        group=event.value("support_group") or (former.group if former else ""),
        start=start,
        end=end,
        event_id=event.event_id,
        recorded_on=today.isoformat(),
    )


def _first_day(event: Event, practice: Practice, today: date) -> date:
    """Return the first day: the one written, else the day the town's setting names."""
    written = event.day("support_start")
    if written is not None:
        return written
    accepted = event.day("requested_on")
    if practice.support_start_basis == "accepted" and accepted is not None:
        return accepted
    return event.day("event_date") or today
