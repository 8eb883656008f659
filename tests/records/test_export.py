"""The population for the batches: residents of a day, the columns the register knows, unknown births left out and told."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.records.sample import TOWN, adult, catalog, event, family
from tests.records.test_register import LEAVING, apply, latest, moved_in
from uwanose.records.export import export
from uwanose.records.store import Store

DECLARED = catalog().inputs["resident_tax"]


def people(store: Store, on: date, folder: Path) -> list[str]:
    """Return the residents of a day as they are written."""
    out = folder / f"{on}.csv"
    export(store, [TOWN], on, DECLARED, out)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        return [row["住民コード"] for row in csv.DictReader(stream)]


def test_the_file_has_the_columns_the_register_knows(store: Store, tmp_path: Path) -> None:
    """Headers by label, households together in their order; no address."""
    moved_in(store)
    export(store, [TOWN], date(2026, 4, 15), DECLARED, tmp_path / "p.csv")
    lines = (tmp_path / "p.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "住民コード,世帯コード,町村,生年月日"
    assert lines[1] == "0000000019,0000000019,kaisei,1980-05-01"
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("on", "count"),
    [(date(2026, 3, 31), 0), (date(2026, 4, 1), 4), (date(2026, 4, 19), 4), (date(2026, 4, 20), 3)],
)
def test_residents_are_those_of_the_day(store: Store, tmp_path: Path, on: date, count: int) -> None:
    """From the day of the event, not of the notification; until the planned day of leaving, whether or not it was run."""
    person = moved_in(store)[2]
    apply(store, event("out", "move_out", {"person_number": person}, **LEAVING), today=date(2026, 4, 14))
    assert len(people(store, on, tmp_path)) == count


def test_a_cancelled_move_out_never_was(store: Store, tmp_path: Path) -> None:
    """The restored state holds from the day the cancelled event had."""
    person = moved_in(store)[2]
    gone = event("d", "death", {"person_number": person}, event_date="2026-04-05", known_on="2026-04-05")
    apply(store, gone, event("u", "cancel", cancels="d"))
    assert latest(store, person).state == "resident"
    for on in (date(2026, 4, 4), date(2026, 4, 5), date(2026, 4, 30)):
        assert person in people(store, on, tmp_path)


def test_an_unknown_birth_is_left_out_and_told(store: Store, tmp_path: Path) -> None:
    """1.1.8: no substitute birth date is made by the resident system."""
    apply(
        store,
        event("in", "move_in", adult(birth_date="昭和20年頃"), event_date="2026-04-01", after="whole"),
        family(),
    )
    done = export(store, [TOWN], date(2026, 4, 15), DECLARED, tmp_path / "p.csv")
    assert [(town, one.code, one.value) for town, one in done.rejected] == [(TOWN, "J255", "昭和20年頃")]


def test_a_provisional_event_is_not_exported(store: Store, tmp_path: Path) -> None:
    """4.0.8: other systems see 本登録 only."""
    apply(store, family(provisional="1"))
    assert people(store, date(2026, 4, 15), tmp_path) == []
