"""Owns whom papers go to: name and address of each resident on a day, and nothing of an address that must stay in the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from uwanose.records.register import discretion
from uwanose.records.store import Store

__all__ = ["Resident", "residents_on"]


@dataclass(frozen=True, slots=True)
class Resident:
    """A resident as papers call them. ``withheld``: a support measure covers the person or the household; no address is given."""

    municipality: str
    person_number: str
    name: str
    postal_code: str
    address: str
    withheld: bool


def residents_on(store: Store, towns: Sequence[str], on: date) -> Iterator[Resident]:
    """Yield the residents of some towns on a day, by town.

    Whoever is protected by a support measure (支援措置, 標準仕様書 第1.0版), and whoever lives with somebody who is, comes
    without postal code and address: no paper made of this can show them.
    """
    for town in towns:
        with store.reading(town) as work:
            gate = discretion(work)
            records = [record for record in work.as_of(on) if record.is_resident_on(on)]
        for record in records:
            withheld = gate.covers(record.person_number)
            address = " ".join(part for part in (record.address, record.building) if part)
            yield Resident(
                town,
                record.person_number,
                record.name,
                "" if withheld else record.postal_code,
                "" if withheld else gate.text(address),
                withheld,
            )
