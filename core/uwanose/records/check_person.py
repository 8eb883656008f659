"""Owns checking the persons of an event: who they are, whether they may take part, and the items of their records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from uwanose.records.deadlines import raw_last_day
from uwanose.records.digits import is_number
from uwanose.records.model import Event, Problem, Values
from uwanose.records.practice import Practice
from uwanose.records.record_dates import known_day
from uwanose.records.relations import relation_mistake
from uwanose.records.roll import Roll
from uwanose.records.standard import EventKind, Standard

__all__ = ["person_problems"]

_ANY_STATE = frozenset({"arrival", "support"})  # effects that removed persons may take part in, too
_OF_RESIDENTS = frozenset({"remove", "move", "household", "relations"})  # befalls residents only
_JAPANESE_ONLY = ("honseki", "hittousha", "became_resident")  # 法第30条の45 leaves items 5 and 6 of 第7条 out
_FOREIGN_ONLY = (
    "nationality", "residence_class", "residence_status", "residence_period", "residence_expiry", "transit_ground",
    "foreign_resident_since", "alias",
)  # fmt: skip
_OF_CLASS = {
    "mid_long_term": ("residence_status", "residence_period", "residence_expiry"),
    "special_permanent": (),
    "temporary_refuge": ("residence_period",),
    "provisional_stay": ("residence_period",),
    "transit": ("transit_ground",),
}
_TRANSIT = "resident_records.days.transit"
_NEVER_BLANK = "標準仕様書 第1.0版 1.1.6"


def person_problems(
    event: Event, kind: EventKind, standard: Standard, practice: Practice, roll: Roll, today: date
) -> Iterator[Problem]:
    """Yield what stands against the persons of an event."""
    numbers = [number for one in event.persons if (number := one.get("person_number"))]
    if not event.persons:
        yield Problem("J247", "person_number")
    for number in dict.fromkeys(number for number in numbers if numbers.count(number) > 1):
        yield Problem("J247", "person_number", number, number)
    codes = [code for one in event.persons if (code := one.get("juminhyo_code"))]
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        yield Problem("J210", "juminhyo_code", code)
    for person in event.persons:
        yield from _numbers(person, practice)
        yield from _identity(event, kind, person, roll)
        yield from _relation(person, standard)
        yield from _order_of_days(event, kind, person, roll)
        if kind.effect in ("enter", "nationality"):
            yield from _transit(event, person, practice, today)
        if kind.persons == "new":
            yield from _same_person(event, person, roll)
            yield from _items(event, kind, person)
            if event.value("take_over_names"):
                yield from _names_taken_over(event, person, roll)
        elif kind.effect in ("correct", "nationality", "code"):
            yield from _changed_items(event, kind, person, roll)


def _numbers(person: Values, practice: Practice) -> Iterator[Problem]:
    who = person.get("person_number", "")
    for name in ("person_number", "household_number", "family_of"):
        if person.get(name) and not is_number(person[name]):
            yield Problem("J240", name, person[name], who)
    code = person.get("juminhyo_code", "")
    if code and not (len(code) == 11 and code.isascii() and code.isdigit()):
        yield Problem("J241", "juminhyo_code", code, who)
    address = person.get("address_code", "")
    if address and not (
        len(address) == 11
        and address.isascii()
        and address.isdigit()
        and address.startswith(practice.municipality_code[:5])
    ):
        yield Problem("J242", "address_code", address, who)


def _identity(event: Event, kind: EventKind, person: Values, roll: Roll) -> Iterator[Problem]:
    number = person.get("person_number", "")
    known = roll.current.get(number)
    if kind.effect == "takeover":
        if known is not None:
            yield Problem("J215", "person_number", number, number)
        return
    if not number:
        if kind.persons == "existing":
            yield Problem("J103", "person_number", basis=kind.basis)
        return
    if known is None:
        yield Problem("J214", "person_number", number, number)
        return
    wrong_state = known.is_resident if kind.persons == "new" else not known.is_resident
    if wrong_state and kind.effect not in _ANY_STATE:
        yield Problem("J215", "person_number", number, number)
    is_of = {"naturalized": "foreign", "nationality_lost": "japanese"}.get(event.kind, kind.kind)
    if is_of and kind.persons == "existing" and known.kind != is_of:
        yield Problem("J244", "kind", known.kind, number, kind.basis)


def _relation(person: Values, standard: Standard) -> Iterator[Problem]:
    relation = person.get("relation", "")
    mistake = relation_mistake(relation, standard) if relation else None
    if mistake:
        instead = mistake.instead
        yield Problem(
            mistake.code,
            "relation",
            relation,
            person.get("person_number", ""),
            detail_ja=f"「{instead}」と書きます" if instead else "",
            detail_en=f"write {instead}" if instead else "",
        )


def _order_of_days(event: Event, kind: EventKind, person: Values, roll: Roll) -> Iterator[Problem]:
    number = person.get("person_number", "")
    known = roll.current.get(number)
    birth = known_day(person.get("birth_date", "") or (known.birth_date if known else ""))
    happened = event.day("event_date")
    if birth and happened and birth > happened:
        yield Problem("J246", "birth_date", birth.isoformat(), number)
    if event.kind == "birth" and birth and happened and birth != happened:
        yield Problem("J246", "birth_date", birth.isoformat(), number, "標準仕様書 第1.0版 4.2.1.2")
    if happened and known is not None and known.is_resident and kind.effect in _OF_RESIDENTS:
        since = known_day(known.foreign_resident_since or known.became_resident)
        if since and happened < since:
            yield Problem("J246", "event_date", happened.isoformat(), number)


def _transit(event: Event, person: Values, practice: Practice, today: date) -> Iterator[Problem]:
    """Yield somebody recorded as in a stay without status after its days are over (入管法第22条の2)."""
    if person.get("residence_class") != "transit":
        return
    born = person.get("transit_ground") == "birth" and event.kind != "nationality_lost"
    since = known_day(person.get("birth_date", "")) if born else event.day("event_date")
    last = since and raw_last_day(since, practice.days[_TRANSIT], first_day_counts=False)
    if last and today > last:
        yield Problem(
            "J257",
            "residence_class",
            "transit",
            person.get("person_number", ""),
            detail_ja=f"{last} まででした",
            detail_en=f"until {last}",
        )


def _names_taken_over(event: Event, person: Values, roll: Roll) -> Iterator[Problem]:
    """Yield whoever does not come back from abroad to the town that was left for abroad (1.1.7)."""
    number = person.get("person_number", "")
    former = roll.current.get(number)
    if event.kind != "move_in_abroad" or former is None or former.removal_reason != "move_out_abroad":
        yield Problem("J256", "take_over_names", event.value("take_over_names"), number)


def _same_person(event: Event, person: Values, roll: Roll) -> Iterator[Problem]:
    number = person.get("person_number", "")
    code = person.get("juminhyo_code", "")
    holder = roll.codes.get(code) if code else None
    if holder is not None and holder != number:
        yield Problem("J210", "juminhyo_code", code, holder)
        return
    keys = (person.get("name", ""), person.get("sex", ""), person.get("birth_date", ""))
    for other in roll.alike(*keys):
        if other.person_number != number:
            yield Problem("J211", "name", person.get("name", ""), other.person_number)


def _items(event: Event, kind: EventKind, person: Values) -> Iterator[Problem]:
    who = person.get("person_number", "")
    foreign = person.get("kind") == "foreign"
    if kind.kind == "foreign" and not foreign:
        yield Problem("J244", "kind", person.get("kind", "japanese"), who, kind.basis)
    yield from _excluded(person, foreign)
    yield from _first_days(event, person)
    for name in _needed(event, person, foreign):
        if not person.get(name):
            yield Problem("J243", name, person=who, basis=_NEVER_BLANK)
    if event.kind == "birth" and person.get("previous_address"):
        yield Problem("J225", "previous_address", person["previous_address"], who)
    if event.value("unreported") and not (person.get("previous_address") and person.get("last_registered")):
        yield Problem("J209", "last_registered", person.get("last_registered", ""), who)


def _first_days(event: Event, person: Values) -> Iterator[Problem]:
    """Yield a first day that is not the day of the event: only an ex officio entry and old records may have another."""
    if event.kind in ("ex_officio_entry", "takeover"):
        return
    for name in ("became_resident", "foreign_resident_since", "address_since"):
        if person.get(name) and person[name] != event.event_date:
            yield Problem(
                "J246", name, person[name], person.get("person_number", ""), "標準仕様書 第1.0版 4.1.1.1"
            )


def _needed(event: Event, person: Values, foreign: bool) -> Iterator[str]:
    if event.kind in ("ex_officio_entry", "takeover"):
        yield "foreign_resident_since" if foreign else "became_resident"
    if not foreign:
        yield from ("honseki", "hittousha")
        return
    yield from ("nationality", "residence_class")
    yield from _OF_CLASS.get(person.get("residence_class", ""), ())


def _excluded(person: Values, foreign: bool) -> Iterator[Problem]:
    for name in _JAPANESE_ONLY if foreign else _FOREIGN_ONLY:
        if person.get(name):
            yield Problem("J245", name, person[name], person.get("person_number", ""))


def _changed_items(event: Event, kind: EventKind, person: Values, roll: Roll) -> Iterator[Problem]:
    number = person.get("person_number", "")
    known = roll.current.get(number)
    if known is None:
        return
    foreign = known.kind == "foreign"
    if event.kind == "naturalized":
        foreign = False
    elif event.kind == "nationality_lost":
        foreign = True
        yield from (
            Problem("J243", name, person=number, basis=_NEVER_BLANK)
            for name in _OF_CLASS.get(person.get("residence_class", ""), ())
            if not person.get(name)
        )
    yield from _excluded(person, foreign)
    code = person.get("juminhyo_code", "")
    if code and roll.codes.get(code, number) != number:
        yield Problem("J210", "juminhyo_code", code, roll.codes[code])
    if kind.effect == "correct" and person.get("kind", known.kind) != known.kind:
        yield Problem("J244", "kind", person["kind"], number, kind.basis)
