"""Owns handing the batches their population: the columns of resident tax that the register knows, and no address at all."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from uwanose.engine.population.write import write_inputs
from uwanose.points.model import Input
from uwanose.records.model import Problem, Record
from uwanose.records.record_dates import known_day
from uwanose.records.register import discretion
from uwanose.records.store import Store

__all__ = ["Exported", "export"]


@dataclass(frozen=True, slots=True)
class Exported:
    """How many residents were written, by town, and who could not be."""

    written: Mapping[str, int]
    rejected: tuple[tuple[str, Problem], ...]  # town, problem


def export(
    store: Store,
    towns: Sequence[str],
    on: date,
    declared: Mapping[str, Input],
    out: Path,
    *,
    japanese: bool = True,
) -> Exported:
    """Write the residents of some towns on a day as an input file.

    A birth date nobody knows is not made up (1.1.8): who has one is left out and told.
    """
    written: dict[str, int] = {}
    rejected: list[tuple[str, Problem]] = []
    tables = _tables(store, towns, on, written, rejected)
    write_inputs(out, tables, declared, japanese=japanese)
    return Exported(written, tuple(rejected))


def _tables(
    store: Store,
    towns: Sequence[str],
    on: date,
    written: dict[str, int],
    rejected: list[tuple[str, Problem]],
) -> Iterator[tuple[str, dict[str, np.ndarray]]]:
    for town in towns:
        with store.reading(town) as work:
            gate = discretion(work)
            residents = [record for record in work.as_of(on) if record.is_resident_on(on)]
        known = [record for record in residents if known_day(record.birth_date)]
        rejected.extend(
            (town, Problem("J255", "birth_date", gate.text(record.birth_date), record.person_number))
            for record in residents
            if not known_day(record.birth_date)
        )
        written[town] = len(known)
        if known:
            yield town, _columns(town, known)


def _columns(town: str, residents: Sequence[Record]) -> dict[str, np.ndarray]:
    days = [known_day(record.birth_date) for record in residents]
    return {
        "resident_id": np.array([record.person_number for record in residents]),
        "household_id": np.array([record.household_number for record in residents]),
        "municipality": np.full(len(residents), town),
        "birth_date": np.array([day.year * 10000 + day.month * 100 + day.day for day in days if day]),
    }


def write_rejected(out: Path, rejected: Sequence[tuple[str, Problem]], sentence: str) -> None:
    """Write who was left out, beside the file."""
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(["町村", "宛名番号", "項目", "値", "規則"])
        writer.writerows([town, one.person, one.field, one.value, sentence] for town, one in rejected)
