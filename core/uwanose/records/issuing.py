"""Owns issuing a certificate: what is recorded of it, and a certificate of moving out that is issued again as it was first."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date

from uwanose.errors import Finding, Refused
from uwanose.records.certificates import Asked, Certificate, Line, Section, compose
from uwanose.records.model import Record
from uwanose.records.practice import Practice
from uwanose.records.register import discretion
from uwanose.records.standard import Standard
from uwanose.records.store import Store
from uwanose.records.transactions import Reading

__all__ = ["issue"]


def issue(
    store: Store,
    asked: Asked,
    person: str,
    standard: Standard,
    practice: Practice,
    *,
    town: str,
    today: date,
    printed: Callable[[Certificate], None] = lambda _: None,
) -> Certificate:
    """Issue a certificate of a person, or of the person's household when it is of joint form, and record the issue.

    *printed* is handed the certificate last, before the record is final: what cannot be printed, or written where it was
    asked for, is not issued. Raises Refused with what stands against it; then nothing is recorded.
    """
    with store.writing(practice.municipality) as work:
        people = _people(work, asked, person, today)
        serial = work.last_serial() + 1
        gate = discretion(work)
        made = compose(
            asked,
            people,
            work.rows_of([one.person_number for one in people]),
            gate,
            standard,
            practice,
            town=town,
            today=today,
            serial=serial,
            by_card=asked.kind.state == "leaving" and _by_card(work, people[0].leaving_event),
        )
        first = _first_issue(work, asked, people[0])
        certificate = replace(first, serial=serial, reissued=True) if first else made
        work.add_certificate(
            {
                "serial": serial,
                "kind": asked.kind.id,
                "person_number": person,
                "household_number": people[0].household_number if asked.kind.joint else "",
                "purpose": asked.purpose.id,
                "issued_on": today.isoformat(),
                "released": asked.released,
                "leaving_event": people[0].leaving_event,
                "content": json.dumps(asdict(certificate), ensure_ascii=False, sort_keys=True),
            }
        )
        printed(certificate)
    return certificate


def _people(work: Reading, asked: Asked, person: str, today: date) -> Sequence[Record]:
    rows = work.rows_of([person])
    if not rows:
        raise Refused([_nobody(person)])
    latest = rows[-1]
    if not asked.kind.joint:
        return [latest]
    return [one for one in work.members(latest.household_number) if one.is_resident_on(today)] or [latest]


def _by_card(work: Reading, leaving_event: str) -> bool:
    """Tell whether a move-out was notified by the special procedure; a confirmed one was so by the event it confirms (4.1.3.0.4)."""
    event = work.recorded(leaving_event)
    if event is not None and event.value("confirms"):
        event = work.recorded(event.value("confirms"))
    return event is not None and event.value("procedure") == "card"


def _first_issue(work: Reading, asked: Asked, record: Record) -> Certificate | None:
    """Return the certificate of moving out as it was first issued: it is issued again in that state (4.1.3.0.3)."""
    if asked.kind.state != "leaving":
        return None
    for leaving_event, content in work.certificates(record.person_number, asked.kind.id):
        if leaving_event == record.leaving_event:
            return _certificate(json.loads(content))
    return None


def _certificate(data: dict[str, object]) -> Certificate:
    sections = data["sections"]
    remarks = data["remarks"]
    assert isinstance(sections, list)
    assert isinstance(remarks, list)
    return Certificate(
        title=str(data["title"]),
        town=str(data["town"]),
        issued_on=str(data["issued_on"]),
        serial=int(str(data["serial"])),
        reissued=bool(data["reissued"]),
        sections=tuple(
            Section(one["person_number"], tuple(Line(**line) for line in one["lines"])) for one in sections
        ),
        remarks=tuple(remarks),
    )


def _nobody(person: str) -> Finding:
    return Finding(
        code="J310",
        scope="register",
        ja=f"宛名番号 {person} の人は登録されていません。",
        en=f"nobody of person number {person} is recorded.",
        remedy_ja="町村と宛名番号を確かめてください。",
        remedy_en="Look at the town and the number.",
    )
