"""Owns what is known while a batch of events is worked through: current rows, households, numbers, earlier events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from uwanose.records.digits import next_numbers
from uwanose.records.model import Event, Protection, Record

__all__ = ["Recorded", "Roll"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event the register holds, with what became of it: the events that cancel or confirm it."""

    event: Event
    digest: str
    provisional: bool
    cancelled_by: str = ""
    confirmed_by: str = ""


class Roll:
    """The part of a register a batch touches. Rows are added as events take effect; none is changed.

    ``last_issued`` holds the bodies of the numbers issued last, by kind (person, household).
    """

    def __init__(self, last_issued: Mapping[str, int]) -> None:
        self.current: dict[str, Record] = {}
        self.rows: dict[str, dict[int, Record]] = {}
        self.by_event: dict[str, list[Record]] = {}
        self.protections: dict[str, Protection] = {}
        self.recorded: dict[str, Recorded] = {}
        self.completed_by: dict[str, list[str]] = {}
        self.codes: dict[str, str] = {}
        self._households: dict[str, dict[str, None]] = {}
        self._alike: dict[tuple[str, str, str], dict[str, None]] = {}
        self._last = dict(last_issued)
        self.issued: list[tuple[str, int, str]] = []

    def know(self, record: Record) -> None:
        """Take up one row, whichever of a person's rows it is."""
        rows = self.rows.setdefault(record.person_number, {})
        if record.history_number in rows:
            return
        rows[record.history_number] = record
        self.by_event.setdefault(record.event_id, []).append(record)
        former = self.current.get(record.person_number)
        if former is not None and former.history_number > record.history_number:
            return
        if former is not None:
            self._households.get(former.household_number, {}).pop(record.person_number, None)
        self.current[record.person_number] = record
        self._households.setdefault(record.household_number, {})[record.person_number] = None
        self._alike.setdefault((record.name, record.sex, record.birth_date), {})[record.person_number] = None
        if record.juminhyo_code:
            self.codes[record.juminhyo_code] = record.person_number

    def protect(self, protection: Protection) -> None:
        """Take up one row of a support measure."""
        former = self.protections.get(protection.person_number)
        if former is None or former.number < protection.number:
            self.protections[protection.person_number] = protection

    def members(self, household: str) -> tuple[Record, ...]:
        """Return the residents of a household in their stored order."""
        numbers = self._households.get(household, ())
        residents = [record for number in numbers if (record := self.current[number]).is_resident]
        return tuple(sorted(residents, key=lambda record: (record.position, record.person_number)))

    def head(self, household: str) -> Record | None:
        """Return the head of a household; a household may be without one (1.1.10)."""
        return next((one for one in self.members(household) if one.relation == "世帯主"), None)

    def alike(self, name: str, sex: str, birth: str) -> Iterator[Record]:
        """Yield whoever bears the same name, sex and birth date, removed records included."""
        for number in self._alike.get((name, sex, birth), ()):
            record = self.current[number]
            if (record.name, record.sex, record.birth_date) == (name, sex, birth):
                yield record

    def works_of(self, event_id: str) -> frozenset[str]:
        """Return the ids under which an event took effect: its own or that of its confirmation, and its completions."""
        recorded = self.recorded.get(event_id)
        source = (recorded.confirmed_by if recorded else "") or event_id
        return frozenset({source, *self.completed_by.get(source, ())})

    def protection(self, person: str) -> Protection | None:
        """Return the support measure of a person that blocks, None when none does."""
        found = self.protections.get(person)
        return found if found is not None and found.blocks else None

    def issue(self, kind: str) -> str:
        """Issue the next number of a kind; bodies whose check digit is undefined are skipped."""
        body, number = next(next_numbers(self._last.get(kind, 0)))
        self._note(kind, body, number)
        return number

    def accept(self, kind: str, number: str) -> None:
        """Take up an existing number, so that it is never issued again."""
        body = int(number[:-1])
        if body > self._last.get(kind, 0):
            self._note(kind, body, number)

    def _note(self, kind: str, body: int, number: str) -> None:
        self._last[kind] = body
        self.issued.append((kind, body, number))
