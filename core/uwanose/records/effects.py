"""Owns what each event does to the records: people enter, leave, move, change; every change is a new full row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from uwanose.records.cancellation import cancel
from uwanose.records.check_household import entered_whole
from uwanose.records.draft import Draft
from uwanose.records.model import (
    DEAD,
    MOVED_OUT,
    PERSON_FIELDS,
    REMOVED,
    RESIDENT,
    Event,
    Outcome,
    Record,
    Values,
    completion_of,
)
from uwanose.records.practice import Practice
from uwanose.records.protection import protections
from uwanose.records.record_dates import known_day
from uwanose.records.relations import HEAD
from uwanose.records.roll import Roll
from uwanose.records.standard import EventKind

__all__ = ["completions", "take_effect"]

_PERSON = frozenset(PERSON_FIELDS)
_OLD_NAMES = ("old_surname", "old_surname_kana", "alias")
_FOREIGN_ITEMS = (
    "nationality", "residence_class", "residence_status", "residence_period", "residence_expiry", "transit_ground",
    "foreign_resident_since", "alias",
)  # fmt: skip
_CORRECTABLE = tuple(name for name in PERSON_FIELDS if name != "kind")


def take_effect(event: Event, kind: EventKind, practice: Practice, roll: Roll, today: date) -> Outcome:
    """Return the rows an event leads to. The event has been checked; the roll itself is not changed but for numbers."""
    if kind.effect == "support":
        return Outcome(protections=protections(event, practice, roll, today))
    draft = Draft(event, roll, today)
    _EFFECTS[kind.effect](draft, kind)
    rows = draft.rows()
    return Outcome(records=rows, problems=tuple(draft.problems))


def completions(records: Iterable[Record], on: date) -> tuple[Event, ...]:
    """Return the events by which the register removes those whose move-out has taken effect by a day (1.1.5)."""
    due: dict[str, list[Record]] = {}
    for record in records:
        if record.is_resident and record.leaves_on and record.leaves_on <= on.isoformat():
            due.setdefault(completion_of(record.leaving_event, record.leaves_on), []).append(record)
    return tuple(
        Event(
            event_id=identifier,
            kind="planned_day",
            municipality=group[0].municipality,
            fields={"event_date": group[0].leaves_on, "completes": group[0].leaving_event},
            persons=tuple({"person_number": one.person_number} for one in group),
        )
        for identifier, group in due.items()
    )


def _enter(draft: Draft, kind: EventKind) -> None:
    event = draft.event
    joins = event.value("joins")
    joined = draft.members(joins) if joins else ()
    household = joins or draft.new_household()
    last = max((one.position for one in joined), default=0)
    place = _place(joined)
    records = [
        _entered(draft, person, household, position, place)
        for position, person in enumerate(event.persons, start=last + 1)
    ]
    if not joined:
        draft.found(records)
        return
    for record in records:
        draft.add(record)


def _place(joined: tuple[Record, ...]) -> Mapping[str, str]:
    """Return the address of somebody who enters: that of the household joined, else the one that was given."""
    if joined:
        host = joined[0]
        return {name: getattr(host, name) for name in ("address", "building", "postal_code", "address_code")}
    return {}


def _entered(draft: Draft, person: Values, household: str, position: int, place: Mapping[str, str]) -> Record:
    event, today = draft.event, draft.today
    given = {name: value for name, value in person.items() if value and name in _PERSON}
    given |= place
    days = _first_days(event, person)
    if event.value("unreported") and not given["previous_address"].endswith("（未届）"):
        given["previous_address"] += "（未届）"
    number = person.get("person_number", "")
    former = draft.roll.current.get(number) if number else None
    taken = {}
    if former is not None and event.value("take_over_names"):
        taken = {name: getattr(former, name) for name in _OLD_NAMES}
    return Record(
        **{
            "kind": "japanese",
            "head_name": next((one["name"] for one in event.persons if one.get("relation") == HEAD), ""),
            **taken,
            **days,
            **given,
            "municipality": event.municipality,
            "person_number": number or draft.roll.issue("person"),
            "history_number": former.history_number + 1 if former else 1,
            "household_number": household,
            "state": RESIDENT,
            "event_id": event.event_id,
            "event": event.kind,
            "effective_on": event.counts_from(today),
            "recorded_on": today.isoformat(),
            "notified_on": event.value("notified_on") or today.isoformat(),
            "position": position,
        }
    )


def _first_days(event: Event, person: Values) -> dict[str, str]:
    """Return the days on which a person became a resident and settled on the address (4.1.1.1, 4.2.1.2)."""
    day = event.event_date
    since = {"address_since": day} if event.kind != "ex_officio_entry" else {}
    if person.get("kind") == "foreign":
        return {"foreign_resident_since": day, **since}
    return {"became_resident": day, **since}


def _takeover(draft: Draft, kind: EventKind) -> None:
    """Take existing records over as they are, with their numbers; later numbers are issued beyond them."""
    positions: dict[str, int] = {}
    for person in draft.event.persons:
        household = person["household_number"]
        positions[household] = positions.get(household, draft.last_position(household)) + 1
        draft.roll.accept("person", person["person_number"])
        draft.roll.accept("household", household)
        record = _entered(draft, person, household, positions[household], {})
        draft.add(_unmade_days(record, person, draft.event))


def _unmade_days(record: Record, person: Values, event: Event) -> Record:
    return replace(
        record,
        became_resident=person.get("became_resident", ""),
        foreign_resident_since=person.get("foreign_resident_since", ""),
        address_since=person.get("address_since", ""),
        effective_on=person.get("address_since", "")
        or person.get("became_resident", "")
        or record.recorded_on,
        notified_on=event.value("notified_on"),
    )


def _leave(draft: Draft, kind: EventKind) -> None:
    """A move-out is planned: the person stays a resident until the day comes (1.1.5)."""
    event = draft.event
    for person in event.persons:
        draft.change(
            person["person_number"],
            destination=event.value("destination"),
            planned_on=event.value("planned_on"),
            leaving_event=event.event_id,
            removal_reason=event.kind,
            effective_on=draft.today.isoformat(),
            notified_on=event.value("notified_on") or draft.today.isoformat(),
        )


def _planned_day(draft: Draft, kind: EventKind) -> None:
    for person in draft.event.persons:
        record = draft.now(person["person_number"])
        _removed(draft, record, MOVED_OUT, draft.event.event_date, record.removal_reason)


def _remove(draft: Draft, kind: EventKind) -> None:
    state = DEAD if kind.state == "dead" else REMOVED
    for person in draft.event.persons:
        _removed(draft, draft.now(person["person_number"]), state, draft.event.event_date, draft.event.kind)


def _removed(draft: Draft, record: Record, state: str, on: str, reason: str) -> None:
    household = record.household_number
    draft.change(record.person_number, state=state, removed_on=on, removal_reason=reason)
    draft.only_member_becomes_head(household)


def _move(draft: Draft, kind: EventKind) -> None:
    event = draft.event
    household, joined = _entered_household(draft, kind)
    for person in event.persons:
        before = draft.now(person["person_number"])
        place: Mapping[str, str] = _place(joined) or {
            name: person.get(name, "") for name in ("address", "building", "postal_code", "address_code")
        }
        draft.change(
            before.person_number,
            household_number=household,
            relation=person["relation"],
            family_of=person.get("family_of", before.family_of),
            position=draft.last_position(household) + 1,
            address_since=event.event_date,
            previous_in_town=before.address,
            notified_on=event.value("notified_on") or draft.today.isoformat(),
            **place,
        )
        draft.only_member_becomes_head(before.household_number)
    if not joined:
        draft.put_in_order(household)


def _household(draft: Draft, kind: EventKind) -> None:
    household, joined = _entered_household(draft, kind)
    for person in draft.event.persons:
        before = draft.now(person["person_number"])
        draft.change(
            before.person_number,
            household_number=household,
            relation=person["relation"],
            family_of=person.get("family_of", ""),
            position=draft.last_position(household) + 1,
        )
        draft.only_member_becomes_head(before.household_number)
    if not joined:
        draft.put_in_order(household)


def _entered_household(draft: Draft, kind: EventKind) -> tuple[str, tuple[Record, ...]]:
    if entered_whole(draft.event, kind):
        return draft.new_household(), ()
    household = draft.event.value("joins")
    return household, draft.members(household)


def _relations(draft: Draft, kind: EventKind) -> None:
    for person in draft.event.persons:
        draft.change(person["person_number"], relation=person["relation"])


def _correct(draft: Draft, kind: EventKind) -> None:
    for person in draft.event.persons:
        given = {name: person[name] for name in _CORRECTABLE if name in person}
        draft.change(person["person_number"], **given)


def _code(draft: Draft, kind: EventKind) -> None:
    for person in draft.event.persons:
        draft.change(person["person_number"], juminhyo_code=person["juminhyo_code"])


def _old_surname(draft: Draft, kind: EventKind) -> None:
    for person in draft.event.persons:
        draft.change(
            person["person_number"],
            old_surname=person.get("old_surname", ""),
            old_surname_kana=person.get("old_surname_kana", ""),
        )


def _alias(draft: Draft, kind: EventKind) -> None:
    for person in draft.event.persons:
        draft.change(person["person_number"], alias=person.get("alias", ""))


def _nationality(draft: Draft, kind: EventKind) -> None:
    """Close the record of one kind and open one of the other, with what carries over (4.5.3 to 4.5.5)."""
    event = draft.event
    for person in event.persons:
        before = draft.now(person["person_number"])
        draft.change(
            before.person_number, state=REMOVED, removed_on=event.event_date, removal_reason=event.kind
        )
        draft.close(before.person_number)
        given = {name: person[name] for name in _CORRECTABLE if person.get(name)}
        if event.kind == "naturalized":
            cleared = dict.fromkeys(_FOREIGN_ITEMS, "")
            opened = {**cleared, "kind": "japanese", "became_resident": before.foreign_resident_since}
        else:
            resident = known_day(before.became_resident)  # unknown: before the loss, whatever day it was
            since = max(event.event_date, resident.isoformat() if resident else "")
            opened = {
                "kind": "foreign", "foreign_resident_since": since, "became_resident": "", "honseki": "",
                "hittousha": "", "old_surname": "", "old_surname_kana": "",
            }  # fmt: skip
        draft.change(
            before.person_number, **{**opened, **given}, state=RESIDENT, removed_on="", removal_reason=""
        )


def _arrival(draft: Draft, kind: EventKind) -> None:
    """Add what the other town tells beside what was planned, never over it (4.1.3.1.1)."""
    event = draft.event
    for person in event.persons:
        draft.change(
            person["person_number"],
            arrived_on=event.value("arrived_on"),
            destination_confirmed=event.value("destination"),
        )


def _remake(draft: Draft, kind: EventKind) -> None:
    day = draft.event.event_date or draft.today.isoformat()
    for person in draft.event.persons:
        draft.change(person["person_number"], remade_on=day)


def _reorder(draft: Draft, kind: EventKind) -> None:
    """Put the members named first in the order they are named; the others follow as they stood (5.2)."""
    named = [person["person_number"] for person in draft.event.persons]
    households = dict.fromkeys(draft.now(number).household_number for number in named)
    for household in households:
        members = draft.members(household)
        first = [number for number in named if draft.now(number).household_number == household]
        rest = [one.person_number for one in members if one.person_number not in first]
        for position, number in enumerate((*first, *rest), start=1):
            if draft.now(number).position != position:
                draft.change(number, position=position)


def _cancel(draft: Draft, kind: EventKind) -> None:
    cancel(draft)


_EFFECTS: Mapping[str, Callable[[Draft, EventKind], None]] = {
    "enter": _enter,
    "takeover": _takeover,
    "leave": _leave,
    "planned_day": _planned_day,
    "remove": _remove,
    "move": _move,
    "household": _household,
    "relations": _relations,
    "correct": _correct,
    "code": _code,
    "old_surname": _old_surname,
    "alias": _alias,
    "nationality": _nationality,
    "arrival": _arrival,
    "remake": _remake,
    "reorder": _reorder,
    "cancel": _cancel,
}
