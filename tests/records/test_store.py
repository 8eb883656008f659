"""The database: rows are only ever added, transactions are whole, texts come back as they went in, in both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.records.sample import TOWN, adult, event, family, register, rows
from uwanose.errors import Refused
from uwanose.records import tables
from uwanose.records.store import Store, open_store

TABLES = ["event", "history", "protection", "issued", "certificate", "register"]


def fill(store: Store) -> None:
    """Record a family, a support measure and a certificate, so that every table has a row."""
    list(register(store).apply([family()]))
    person = rows_of_family(store)[0]
    list(
        register(store).apply(
            [
                event(
                    "s",
                    "support_request",
                    {"person_number": person},
                    requested_on="2026-04-14",
                    support_group="dv",
                )
            ]
        )
    )
    with store.writing(TOWN) as work:
        row = dict.fromkeys(
            ("kind", "person_number", "household_number", "purpose", "issued_on", "released", "leaving_event", "content"),
            "",
        )  # fmt: skip
        work.add_certificate({**row, "serial": 1})


def rows_of_family(store: Store) -> list[str]:
    """Return the numbers of everybody recorded."""
    with store.reading(TOWN) as work:
        return [record.person_number for record in work.current()]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("action", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_no_row_can_be_changed_or_deleted(store: Store, table: str, action: str) -> None:
    """履歴は上書きしない (標準仕様書 第1.0版 1.2.1, 4.2.3.3): the database itself refuses, whoever asks."""
    fill(store)
    column = next(iter(tables.METADATA.tables[table].columns)).name
    engine = store._engine
    before = count(engine, table)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.exec_driver_sql(action.format(table, column, column))
    assert count(engine, table) == before > 0


def count(engine: sa.Engine, table: str) -> int:
    """Return how many rows a table has."""
    with engine.begin() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


@pytest.mark.parametrize(
    "name",
    [
        "𠮷野𩸽",  # beyond the basic plane
        "葛\U000e0100城",  # an ideographic variation sequence
        "辻\ufe00",  # a standardised variation sequence
        "神",  # a compatibility ideograph NFKC would replace (U+FA19)
        "が",  # decomposed: NFC would join it
        "Ｊｏｈｎ　Ｓｍｉｔｈ",  # full width
    ],
)
def test_a_name_comes_back_as_it_was_written(store: Store, name: str) -> None:
    """Names are never normalised; surrogate pairs and variation selectors survive."""
    [[judged]] = register(store).apply([event(
        "one", "move_in", adult(name), event_date="2026-04-01", notified_on="2026-04-10", after="whole"
    )])  # fmt: skip
    [person] = rows(store, judged.outcome.records[0].person_number)
    assert person.name == name
    assert person.head_name == name


def test_what_is_not_committed_is_not_there(store: Store) -> None:
    """A transaction that is broken off leaves nothing: no event, no row, no number."""
    with pytest.raises(RuntimeError), store.writing(TOWN) as work:
        work.add_issued([("person", 1, "19")])
        raise RuntimeError
    with store.reading(TOWN) as work:
        assert work.roll([])._last == {}


def test_a_register_is_there_only_when_it_was_made(tmp_path: Path) -> None:
    """Reading never makes an empty register by the way."""
    with pytest.raises(Refused, match="J304"):
        open_store(tmp_path / "none.sqlite3")
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_register_of_another_format_is_refused(tmp_path: Path) -> None:
    """Nobody writes into what a later version has made."""
    made = open_store(tmp_path / "r.sqlite3", create=True)
    with made._engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER register_no_update"))
        connection.execute(tables.format_table.update().values(format=99))
    made.close()
    with pytest.raises(Refused, match="J305"):
        open_store(tmp_path / "r.sqlite3")


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    """No traceback for a user's mistake."""
    (tmp_path / "notes.txt").write_text("これは登録簿ではありません" * 200, encoding="utf-8")
    with pytest.raises(Refused, match="J306"):
        open_store(tmp_path / "notes.txt")


def test_the_registers_of_two_towns_do_not_mix(sqlite: Store) -> None:
    """One database may hold several towns; numbers and rows are each town's own."""
    list(register(sqlite).apply([family()]))
    with sqlite.reading("oi") as work:
        assert list(work.current()) == []
        assert work.last_sequence() == 0


def test_what_the_database_refuses_is_a_sentence_and_leaves_nothing(store: Store) -> None:
    """A number is issued once, whoever asks; nothing of the transaction stays."""
    with pytest.raises(Refused, match="J306"), store.writing(TOWN) as work:
        work.add_issued([("person", 1, "19"), ("person", 1, "19")])
    assert count(store._engine, "issued") == 0
    [[judged]] = register(store).apply([family()])
    assert judged.verdict == "recorded"
