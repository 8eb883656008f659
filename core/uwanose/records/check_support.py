"""Owns checking the steps of a support measure: request, start, renewal and end, in the order the standard allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from uwanose.records.model import Event, Problem
from uwanose.records.practice import Practice
from uwanose.records.roll import Roll
from uwanose.records.standard import EventKind
from uwanose.records.support import renewal_from

__all__ = ["support_problems"]


def support_problems(
    event: Event, kind: EventKind, practice: Practice, roll: Roll, today: date
) -> Iterator[Problem]:
    """Yield what stands against a step of a support measure, and an alert for a measure that is past its end."""
    for person in event.persons:
        number = person.get("person_number", "")
        measure = roll.protection(number)
        if kind.effect != "support":
            if measure and measure.end and measure.end < today.isoformat():
                yield Problem("J250", "support_end", measure.end, number)
            continue
        status = measure.status if measure else "none"
        possible = {
            "support_request": ("none",),
            "support_start": ("none", "provisional"),
            "support_renewal": ("active",),
            "support_end": ("provisional", "active"),
        }[event.kind]
        if status not in possible:
            yield Problem("J237", "event", event.kind, number)
        elif event.kind == "support_start":
            yield from _start(event, practice, number)
        elif event.kind == "support_renewal" and measure and event.value("requested_on"):
            first = renewal_from(date.fromisoformat(measure.end))
            if event.value("requested_on") < first.isoformat():
                yield Problem("J238", "requested_on", event.value("requested_on"), number)


def _start(event: Event, practice: Practice, number: str) -> Iterator[Problem]:
    start, end = event.value("support_start"), event.value("support_end")
    if not start and not practice.support_start_basis:
        yield Problem("J251", "support_start", "", number)
    if not start and practice.support_start_basis == "accepted" and not event.value("requested_on"):
        yield Problem("J103", "requested_on", "", number, "標準仕様書 第1.0版 3.4")
    if start and end and end < start:
        yield Problem("J246", "support_end", end, number)
