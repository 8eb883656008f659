"""Owns the shapes of the register: an event as it was handed in, a row of history, a support measure, a problem. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter

from uwanose.records.record_dates import known_day

__all__ = [
    "ADDRESS_FIELDS", "DEAD", "MOVED_OUT", "PERSON_FIELDS", "REMOVED", "RESIDENT", "Event", "Handed", "Outcome",
    "Problem", "Protection", "Record", "Values", "changed", "completion_of", "restated",
]  # fmt: skip

RESIDENT, MOVED_OUT, DEAD, REMOVED = "resident", "moved_out", "dead", "removed"
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of history of one person: all items of the record. Days are ISO text, or the words of an unknown one.

    The row with the largest ``history_number`` is the current one; no row is ever changed.
    """

    municipality: str
    person_number: str
    history_number: int
    household_number: str
    state: str
    event_id: str
    event: str
    effective_on: str
    recorded_on: str
    kind: str
    name: str
    kana_surname: str = ""
    kana_given: str = ""
    old_surname: str = ""
    old_surname_kana: str = ""
    alias: str = ""
    birth_date: str
    sex: str
    relation: str
    head_name: str = ""
    family_of: str = ""
    position: int
    honseki: str = ""
    hittousha: str = ""
    became_resident: str = ""
    foreign_resident_since: str = ""
    address_since: str = ""
    notified_on: str = ""
    address: str = ""
    building: str = ""
    postal_code: str = ""
    address_code: str = ""
    previous_address: str = ""
    previous_in_town: str = ""
    last_registered: str = ""
    juminhyo_code: str = ""
    nationality: str = ""
    residence_class: str = ""
    residence_status: str = ""
    residence_period: str = ""
    residence_expiry: str = ""
    transit_ground: str = ""
    destination: str = ""
    planned_on: str = ""
    leaving_event: str = ""
    arrived_on: str = ""
    destination_confirmed: str = ""
    removed_on: str = ""
    removal_reason: str = ""
    remade_on: str = ""
    memo: str = ""

    @property
    def is_resident(self) -> bool:
        """Whether the row is that of a resident; somebody about to move out still is one (1.1.5)."""
        return self.state == RESIDENT

    def is_resident_on(self, day: date) -> bool:
        """Tell whether the person counts as present on a day: until the planned day of leaving, or the earlier arrival."""
        return self.is_resident and not (self.leaves_on and self.leaves_on <= day.isoformat())

    @property
    def leaves_on(self) -> str:
        """The day the move-out takes effect: the earlier of the planned day and the arrival told by the other town."""
        days = [day for day in (self.planned_on, self.arrived_on) if day]
        return min(days) if self.planned_on else ""


_NAMES = tuple(entry.name for entry in fields(Record))
_VALUES = attrgetter(*_NAMES)
PERSON_FIELDS = tuple(
    entry.name
    for entry in fields(Record)
    if entry.name
    not in {
        "municipality", "person_number", "history_number", "household_number", "state", "event_id", "event",
        "effective_on", "recorded_on", "head_name", "position", "notified_on", "destination", "planned_on", "leaving_event",
        "arrived_on", "destination_confirmed", "removed_on", "removal_reason", "remade_on",
    }
)  # fmt: skip
ADDRESS_FIELDS = (
    "address", "building", "postal_code", "address_code", "previous_address", "previous_in_town", "last_registered",
    "destination", "destination_confirmed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event as it was handed in: fields of the event, and of each person in it, as typed text."""

    event_id: str
    kind: str
    municipality: str
    fields: Values
    persons: tuple[Values, ...]
    line: int = 0  # where it stands in its file

    def value(self, name: str) -> str:
        """Return a field of the event, empty when it was not written."""
        return self.fields.get(name, "")

    def day(self, name: str) -> date | None:
        """Return a day of the event, None when it was not written or nobody knows it."""
        text = self.value(name)
        return known_day(text) if text else None

    @property
    def event_date(self) -> str:
        """The day of the event, empty when it was not written."""
        return self.value("event_date")

    def counts_from(self, today: date) -> str:
        """Return the day from which its rows count: that of the event, else the day it became known, else today."""
        return (self.day("event_date") or self.day("known_on") or today).isoformat()


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says against an event: the code of the rule, the field and its value, whom it concerns.

    ``basis`` and ``detail`` say more than the rule itself where there is more to say.
    """

    code: str
    field: str = ""
    value: str = ""
    person: str = ""
    basis: str = ""
    detail_ja: str = ""
    detail_en: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """One event of a file: what could be read of it, and what could not."""

    event: Event
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """One row of a support measure (支援措置) of one person; the latest one counts."""

    municipality: str
    person_number: str
    number: int
    status: str  # provisional | active | ended
    group: str
    start: str
    end: str
    event_id: str
    recorded_on: str

    @property
    def blocks(self) -> bool:
        """Whether the block holds. It never ends by itself, whatever day it is (3.4)."""
        return self.status in ("provisional", "active")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an event leads to: new rows of history and of support measures, and numbers that were issued."""

    records: tuple[Record, ...] = ()
    protections: tuple[Protection, ...] = ()
    problems: tuple[Problem, ...] = ()


def changed(record: Record, changes: Mapping[str, str | int]) -> Record:
    """Return a row that differs in some fields. ``dataclasses.replace`` looks at each of the fifty fields in Python."""
    return Record(**{**dict(zip(_NAMES, _VALUES(record), strict=True)), **changes})


def restated(record: Record, event: Event, today: date, changes: Mapping[str, str | int]) -> Record:
    """Return the next row of a person: everything as before but for what the event changes."""
    own: dict[str, str | int] = {
        "history_number": record.history_number + 1,
        "event_id": event.event_id,
        "event": event.kind,
        "effective_on": event.counts_from(today),
        "recorded_on": today.isoformat(),
    }
    return changed(record, {**own, **changes})


def completion_of(leaving_event: str, day: str) -> str:
    """Return the id of the event by which the register completes a move-out on the day it takes effect."""
    return f"{leaving_event}/転出予定日/{day}"
