"""Owns what happens inside one transaction: loading what a batch touches, and adding rows; never changing one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from uwanose.records import tables
from uwanose.records.model import Event, Protection, Record
from uwanose.records.roll import Recorded, Roll

__all__ = ["Reading", "Writing"]

_AT_ONCE = 500  # values in one IN list


@dataclass(slots=True)
class Wanted:
    """What a batch touches: ids of events, persons, households, codes, and names with birth dates."""

    events: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    households: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    births: set[tuple[str, str]] = field(default_factory=set)  # birth date, name

    def add(self, event: Event) -> None:
        """Add everything an event names."""
        referred = (event.event_id, event.value("cancels"), event.value("confirms"))
        self.events |= {one for one in referred if one}
        if event.value("joins"):
            self.households.add(event.value("joins"))
        for person in event.persons:
            if person.get("person_number"):
                self.persons.add(person["person_number"])
            if person.get("juminhyo_code"):
                self.codes.add(person["juminhyo_code"])
            if person.get("name"):
                self.births.add((person.get("birth_date", ""), person["name"]))


class Reading:
    """One consistent state of a town's register."""

    def __init__(self, connection: sa.Connection, municipality: str) -> None:
        self._connection, self.municipality = connection, municipality

    def roll(self, events: Sequence[Event]) -> Roll:
        """Return what is recorded of everything some events touch, and of those who live with the persons in them."""
        wanted = Wanted()
        for event in events:
            wanted.add(event)
        roll = Roll(self._last_issued())
        self._events(roll, wanted)
        for recorded in roll.recorded.values():
            if recorded.provisional and not recorded.confirmed_by:
                wanted.add(recorded.event)
        of = tables.history.c
        undone = {
            one for event in events if event.value("cancels") for one in roll.works_of(event.value("cancels"))
        }
        whole = {row.person_number for row in self._where(tables.history, of.event_id, undone)}
        rows = list(self._whole_history(whole))
        current = list(self._current(of.person_number, wanted.persons))
        households = wanted.households | {row.household_number for row in (*rows, *current)}
        for record in (
            *rows,
            *current,
            *self._current(of.household_number, households),
            *self._current(of.juminhyo_code, wanted.codes),
            *self._born(wanted.births),
        ):
            roll.know(record)
        self._protect(roll)
        return roll

    def roll_of_persons(self, persons: Collection[str]) -> Roll:
        """Return what is recorded of some persons and their households."""
        named = ({"person_number": person} for person in sorted(persons))
        return self.roll([Event(event_id="", kind="", municipality="", fields={}, persons=tuple(named))])

    def current(self) -> Iterator[Record]:
        """Yield the current row of everybody, removed records included, in the order of their numbers."""
        order = tables.history.c.person_number
        statement = self._select_current().order_by(order)
        yield from map(_record, self._connection.execute(statement))

    def as_of(self, day: date) -> Iterator[Record]:
        """Yield the last row of everybody that had taken effect by a day, in the order of their numbers."""
        of = tables.history.c
        latest = (
            sa.select(of.person_number, sa.func.max(of.history_number).label("latest"))
            .where(of.municipality == self.municipality, of.effective_on <= day.isoformat())
            .group_by(of.person_number)
            .subquery()
        )
        statement = (
            sa.select(tables.history)
            .join(
                latest,
                sa.and_(of.person_number == latest.c.person_number, of.history_number == latest.c.latest),
            )
            .where(of.municipality == self.municipality)
            .order_by(of.household_number, of.position, of.person_number)
        )
        yield from map(_record, self._connection.execute(statement))

    def rows_of(self, persons: Collection[str]) -> list[Record]:
        """Return all rows of some persons, the oldest first."""
        return list(self._whole_history(persons))

    def members(self, household: str) -> list[Record]:
        """Return the residents of a household in their stored order."""
        found = [
            row for row in self._current(tables.history.c.household_number, [household]) if row.is_resident
        ]
        return sorted(found, key=lambda row: (row.position, row.person_number))

    def due(self, day: date) -> list[Record]:
        """Return the residents whose move-out takes effect by a day."""
        of, text = tables.history.c, day.isoformat()
        statement = self._select_current().where(
            of.state == "resident",
            of.planned_on != "",
            sa.or_(of.planned_on <= text, sa.and_(of.arrived_on != "", of.arrived_on <= text)),
        )
        return [_record(row) for row in self._connection.execute(statement.order_by(of.person_number))]

    def protections(self) -> list[Protection]:
        """Return the latest row of every support measure that blocks."""
        statement = (
            sa.select(tables.protection)
            .where(tables.protection.c.municipality == self.municipality)
            .order_by(tables.protection.c.person_number, tables.protection.c.number)
        )
        latest = {row.person_number: _protection(row) for row in self._connection.execute(statement)}
        return [one for one in latest.values() if one.blocks]

    def events(self) -> Iterator[tuple[str, str, int]]:
        """Yield id, kind and number of rows of every recorded event, in the order of recording."""
        of = tables.event.c
        statement = (
            sa.select(of.event_id, of.event, of.rows)
            .where(of.municipality == self.municipality)
            .order_by(of.sequence)
        )
        for row in self._connection.execute(statement):
            yield row.event_id, row.event, row.rows

    def recorded(self, event_id: str) -> Event | None:
        """Return an event as it was handed in, None when there is none of this id."""
        return next(
            (_event(row) for row in self._where(tables.event, tables.event.c.event_id, [event_id])), None
        )

    def certificates(self, person: str, kind: str) -> list[tuple[str, str]]:
        """Return leaving event and content of the certificates of a kind issued for a person, the first one first."""
        of = tables.certificate.c
        statement = (
            sa.select(of.leaving_event, of.content)
            .where(of.municipality == self.municipality, of.person_number == person, of.kind == kind)
            .order_by(of.serial)
        )
        return [(row.leaving_event, row.content) for row in self._connection.execute(statement)]

    def last_serial(self) -> int:
        """Return the serial number of the last certificate."""
        of = tables.certificate.c
        found = self._connection.execute(
            sa.select(sa.func.max(of.serial)).where(of.municipality == self.municipality)
        ).scalar()
        return int(found or 0)

    def last_sequence(self) -> int:
        """Return the number of the last recorded event."""
        of = tables.event.c
        found = self._connection.execute(
            sa.select(sa.func.max(of.sequence)).where(of.municipality == self.municipality)
        ).scalar()
        return int(found or 0)

    def _last_issued(self) -> dict[str, int]:
        of = tables.issued.c
        statement = (
            sa.select(of.kind, sa.func.max(of.body).label("last"))
            .where(of.municipality == self.municipality)
            .group_by(of.kind)
        )
        return {row.kind: int(row.last) for row in self._connection.execute(statement)}

    def _events(self, roll: Roll, wanted: Wanted) -> None:
        of = tables.event.c
        referring: dict[str, dict[str, str]] = {}
        for row in self._where(tables.event, of.refers_to, wanted.events):
            if row.event == "planned_day":
                roll.completed_by.setdefault(row.refers_to, []).append(row.event_id)
            else:
                referring.setdefault(row.refers_to, {})[row.event] = row.event_id
        confirmed = [by["confirm"] for by in referring.values() if "confirm" in by]
        for row in self._where(tables.event, of.refers_to, confirmed):
            if row.event == "planned_day":
                roll.completed_by.setdefault(row.refers_to, []).append(row.event_id)
        for row in self._where(tables.event, of.event_id, wanted.events):
            by = referring.get(row.event_id, {})
            roll.recorded[row.event_id] = Recorded(
                event=_event(row),
                digest=row.digest,
                provisional=bool(row.provisional),
                cancelled_by=by.get("cancel", ""),
                confirmed_by=by.get("confirm", ""),
            )

    def _whole_history(self, persons: Collection[str]) -> Iterator[Record]:
        rows = map(_record, self._where(tables.history, tables.history.c.person_number, persons))
        yield from sorted(rows, key=lambda row: (row.person_number, row.history_number))

    def _born(self, births: Collection[tuple[str, str]]) -> Iterator[Record]:
        """Yield whoever bears one of some names and was born on its day; the names are few, the days are not."""
        for record in self._current(tables.history.c.name, {name for _, name in births}):
            if (record.birth_date, record.name) in births:
                yield record

    def _protect(self, roll: Roll) -> None:
        found = self._where(tables.protection, tables.protection.c.person_number, roll.current)
        for row in found:
            roll.protect(_protection(row))

    def _current(self, column: sa.ColumnElement[Any], values: Iterable[str]) -> Iterator[Record]:
        for part in _parts(values):
            yield from map(_record, self._connection.execute(self._select_current().where(column.in_(part))))

    def _select_current(self) -> sa.Select[Any]:
        """Return the statement for current rows: the last of each person.

        The last number is looked up for the rows that are asked for, by the key; a join would go through everybody.
        """
        of, own = tables.history.c, tables.history.alias("own")
        last = (
            sa.select(sa.func.max(own.c.history_number))
            .where(own.c.municipality == of.municipality, own.c.person_number == of.person_number)
            .scalar_subquery()
        )
        return sa.select(tables.history).where(
            of.municipality == self.municipality, of.history_number == last
        )

    def _where(
        self, table: sa.Table, column: sa.ColumnElement[Any], values: Iterable[str]
    ) -> Iterator[sa.Row[Any]]:
        for part in _parts(values):
            statement = sa.select(table).where(table.c.municipality == self.municipality, column.in_(part))
            yield from self._connection.execute(statement)


class Writing(Reading):
    """The one transaction that writes."""

    def add_events(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add recorded events."""
        self._insert(tables.event, rows)

    def add_records(self, records: Sequence[Record]) -> None:
        """Add rows of history."""
        self._insert_tuples(tables.history, map(attrgetter(*tables.history.columns.keys()), records))

    def add_protections(self, rows: Sequence[Protection]) -> None:
        """Add rows of support measures."""
        self._insert_tuples(tables.protection, map(attrgetter(*tables.protection.columns.keys()), rows))

    def add_issued(self, numbers: Sequence[tuple[str, int, str]]) -> None:
        """Add the numbers that were issued or taken over."""
        self._insert_tuples(tables.issued, ((self.municipality, *number) for number in numbers))

    def add_certificate(self, row: Mapping[str, Any]) -> None:
        """Add one issued certificate."""
        self._insert(tables.certificate, [{"municipality": self.municipality, **row}])

    def _insert(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        names = table.columns.keys()
        self._insert_tuples(table, (tuple(row[name] for name in names) for row in rows))

    def _insert_tuples(self, table: sa.Table, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows in the order of the columns: many at once, their values handed to the driver as they are."""
        given = list(rows)
        if not given:
            return
        preparer = self._connection.dialect.identifier_preparer
        name = preparer.format_table(table)
        columns = ", ".join(preparer.format_column(column) for column in table.columns)
        if self._connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(table.columns))
            self._connection.exec_driver_sql(f"INSERT INTO {name} ({columns}) VALUES ({marks})", given)
            return
        driver: Any = self._connection.connection  # psycopg's own way for many rows
        with driver.cursor() as cursor, cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
            for row in given:
                copy.write_row(row)


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(set(values))
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def _record(row: sa.Row[Any]) -> Record:
    return Record(**row._mapping)


def _protection(row: sa.Row[Any]) -> Protection:
    return Protection(**row._mapping)


def _event(row: sa.Row[Any]) -> Event:
    payload = json.loads(row.payload)
    return Event(
        event_id=row.event_id,
        kind=row.event,
        municipality=row.municipality,
        fields=payload["fields"],
        persons=tuple(payload["persons"]),
    )
