"""Owns support measures (支援措置): their periods, who is protected, and the gate no protected address passes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from uwanose.dates import age_reached_on
from uwanose.records.model import ADDRESS_FIELDS, Event, Record

__all__ = ["HIDDEN_EN", "HIDDEN_JA", "Discretion", "end_of_support", "renewal_from", "renewed"]

HIDDEN_JA, HIDDEN_EN = "（支援措置により表示しません）", "(not shown: support measure)"
_SHORTEST = 3  # texts shorter than this are no address and are not searched for


def end_of_support(start: date) -> date:
    """Return the last day of one year: the day before the same day of the next year (民法第143条)."""
    return age_reached_on(start, 1)


def renewal_from(end: date) -> date:
    """Return the first day on which a renewal may be asked for: one month before the end."""
    year, month = (end.year, end.month - 1) if end.month > 1 else (end.year - 1, 12)
    return date(year, month, min(end.day, monthrange(year, month)[1]))


def renewed(end: date) -> tuple[date, date]:
    """Return the first and the last day of the period after the one that ends on *end*."""
    start = end + timedelta(days=1)
    return start, end_of_support(start)


class Discretion:
    """What must not leave the register: every address of a protected person and of whoever lives in the household.

    All text that is written for a batch, a list or a report passes through here.
    """

    def __init__(
        self,
        protected: Iterable[str] = (),
        household_members: Iterable[str] = (),
        households: Iterable[str] = (),
        rows: Iterable[Record] = (),
    ) -> None:
        """Take the numbers of protected persons, of all who live with them, their households, and all their rows."""
        self.protected = frozenset(protected)
        self._persons = self.protected | frozenset(household_members)
        self._households = frozenset(households)
        self._secrets = _longest_first(getattr(row, name) for row in rows for name in ADDRESS_FIELDS)

    def covers(self, person: str) -> bool:
        """Tell whether a person is protected or lives with somebody who is."""
        return person in self._persons

    def touches(self, event: Event) -> bool:
        """Tell whether an event concerns a protected person, somebody who lives with one, or such a household."""
        persons = {person.get("person_number", "") for person in event.persons}
        named = {event.value("joins"), *(person.get("household_number", "") for person in event.persons)}
        return not (self._persons.isdisjoint(persons) and self._households.isdisjoint(named))

    def text(self, text: str, language: str = "ja") -> str:
        """Return a text with every protected address in it blotted out."""
        return _blotted(text, self._secrets, language)

    def of_event(self, event: Event, name: str, value: str, language: str = "ja") -> str:
        """Return a value of an event, or what a rule says about it, as it may be shown."""
        if not self.touches(event):
            return self.text(value, language)
        if value and name in ADDRESS_FIELDS:
            return HIDDEN_JA if language == "ja" else HIDDEN_EN
        handed = [event.value(one) for one in ADDRESS_FIELDS]
        handed += [person.get(one, "") for person in event.persons for one in ADDRESS_FIELDS]
        return _blotted(self.text(value, language), _longest_first(handed), language)


def _longest_first(texts: Iterable[str]) -> list[str]:
    """Return what to look for, the longest first: each address, and as it was before the register marked it 未届."""
    found = {
        form for text in texts for form in (text, text.removesuffix("（未届）")) if len(form) >= _SHORTEST
    }
    return sorted(found, key=lambda text: (-len(text), text))


def _blotted(text: str, secrets: Iterable[str], language: str) -> str:
    for secret in secrets:
        if secret in text:
            text = text.replace(secret, HIDDEN_JA if language == "ja" else HIDDEN_EN)
    return text
