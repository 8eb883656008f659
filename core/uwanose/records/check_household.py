"""Owns checking what an event does to households: who leaves, who enters, and that there is one head at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from uwanose.dates import is_age
from uwanose.records.model import ADDRESS_FIELDS, Event, Problem, Record
from uwanose.records.practice import Practice
from uwanose.records.record_dates import known_day
from uwanose.records.relations import HEAD, SPOUSES, UNREGISTERED
from uwanose.records.roll import Roll
from uwanose.records.standard import EventKind

__all__ = ["household_problems"]

_LEAVING = frozenset({"leave", "remove", "move", "household"})
_ENTERING = frozenset({"enter", "move", "household"})
_YOUNGEST_HEAD = 15


def household_problems(
    event: Event, kind: EventKind, practice: Practice, roll: Roll, today: date
) -> Iterator[Problem]:
    """Yield what stands against the households an event leaves, enters or changes."""
    if kind.effect in _LEAVING:
        yield from _left(event, kind, roll)
    if kind.effect in _ENTERING:
        yield from _entered(event, kind, roll)
    if kind.effect == "household":
        yield from _no_address(event)
    if event.kind == "split":
        yield from _spouses(event, roll)
    if kind.effect == "relations":
        yield from _restated(event, roll)
    if kind.effect == "correct":
        yield from _second_head(event, roll)
    yield from _young_head(event, kind, roll, today)
    if not practice.same_sex_partner:
        yield from _same_sex(event, roll)


def entered_whole(event: Event, kind: EventKind) -> bool:
    """Tell whether the movers form a household of their own, rather than joining one (4.0.2)."""
    return (event.value("after") or kind.after) == "whole" and not event.value("joins")


def _movers(event: Event, roll: Roll) -> dict[str, list[Record]]:
    """Return the recorded persons of an event by their household."""
    found: dict[str, list[Record]] = {}
    for person in event.persons:
        record = roll.current.get(person.get("person_number", ""))
        if record is not None and record.is_resident:
            found.setdefault(record.household_number, []).append(record)
    return found


def _left(event: Event, kind: EventKind, roll: Roll) -> Iterator[Problem]:
    for household, leaving in _movers(event, roll).items():
        if household == event.value("joins"):
            continue
        numbers = {one.person_number for one in leaving}
        remaining = [one for one in roll.members(household) if one.person_number not in numbers]
        said = event.value("before")
        if said in ("whole", "part") and (said == "whole") is bool(remaining):
            yield Problem("J208", "before", said)
        if any(one.relation == HEAD for one in leaving) and len(remaining) >= 2:
            yield Problem("J207", "person_number", household, detail_ja=f"{len(remaining)}人が残ります")


def _entered(event: Event, kind: EventKind, roll: Roll) -> Iterator[Problem]:
    heads = [one for one in event.persons if one.get("relation") == HEAD]
    joined = event.value("joins")
    after = event.value("after") or kind.after
    if len(heads) > 1:
        yield Problem("J218", "relation", HEAD)
    elif after == "whole" and joined:
        yield Problem("J212", "joins", joined)
    elif after == "whole" and not heads:
        yield Problem("J212", "relation", "", basis="標準仕様書 第1.0版 4.0.2")
    elif after == "part" and not joined:
        yield Problem("J103", "joins", basis="標準仕様書 第1.0版 4.0.2")
    if joined:
        yield from _joined(event, joined, bool(heads), roll)
    elif after == "whole" and kind.effect == "enter":
        for person in event.persons:
            if not person.get("address"):
                yield Problem(
                    "J243",
                    "address",
                    person=person.get("person_number", ""),
                    basis="標準仕様書 第1.0版 1.1.6",
                )


def _joined(event: Event, household: str, brings_head: bool, roll: Roll) -> Iterator[Problem]:
    members = roll.members(household)
    if not members:
        yield Problem("J213", "joins", household)
        return
    moving = {person.get("person_number") for person in event.persons}
    head = roll.head(household)
    if brings_head and head is not None and head.person_number not in moving:
        yield Problem("J212", "relation", HEAD)
    for person in event.persons:
        if person.get("address", members[0].address) != members[0].address:
            yield Problem("J254", "address", person["address"], person.get("person_number", ""))


def _no_address(event: Event) -> Iterator[Problem]:
    for person in event.persons:
        for name in ADDRESS_FIELDS:
            if person.get(name):
                yield Problem("J217", name, person[name], person.get("person_number", ""))
                return


def _spouses(event: Event, roll: Roll) -> Iterator[Problem]:
    for household, leaving in _movers(event, roll).items():
        numbers = {one.person_number for one in leaving}
        sides = {
            one.person_number in numbers
            for one in roll.members(household)
            if one.relation == HEAD or one.relation in SPOUSES
        }
        if len(sides) == 2:
            yield Problem("J235", "person_number", household)


def _restated(event: Event, roll: Roll) -> Iterator[Problem]:
    named = {person.get("person_number", ""): person.get("relation", "") for person in event.persons}
    for household in _movers(event, roll):
        members = roll.members(household)
        heads = [one.person_number for one in members if named.get(one.person_number, one.relation) == HEAD]
        if len(heads) > 1:
            yield Problem("J218", "relation", HEAD)
        if event.kind != "head_change":
            continue
        left_out = [one.person_number for one in members if one.person_number not in named]
        if left_out:
            yield Problem("J219", "person_number", "、".join(left_out))
        elif not heads:
            yield Problem("J212", "relation", "")


def _second_head(event: Event, roll: Roll) -> Iterator[Problem]:
    for person in event.persons:
        record = roll.current.get(person.get("person_number", ""))
        if record is None or person.get("relation") != HEAD:
            continue
        head = roll.head(record.household_number)
        if head is not None and head.person_number != record.person_number:
            yield Problem("J218", "relation", HEAD, record.person_number)


def _young_head(event: Event, kind: EventKind, roll: Roll, today: date) -> Iterator[Problem]:
    if kind.effect not in _ENTERING | {"relations"}:
        return
    for person in event.persons:
        if person.get("relation") != HEAD:
            continue
        record = roll.current.get(person.get("person_number", ""))
        birth = known_day(person.get("birth_date", "") or (record.birth_date if record else ""))
        if birth and not is_age(birth, _YOUNGEST_HEAD, event.day("event_date") or today):
            yield Problem("J236", "birth_date", birth.isoformat(), person.get("person_number", ""))


def _same_sex(event: Event, roll: Roll) -> Iterator[Problem]:
    for person in event.persons:
        if person.get("relation") not in UNREGISTERED:
            continue
        head = next((one for one in event.persons if one.get("relation") == HEAD), None)
        recorded = roll.head(event.value("joins"))
        head_sex = (head or {}).get("sex") or (recorded.sex if recorded and not head else "")
        own = person.get("sex", "")
        if own and own == head_sex:
            yield Problem("J248", "relation", person["relation"], person.get("person_number", ""))
