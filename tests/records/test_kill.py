"""Killing the process at any moment loses no recorded event and leaves no half one; the same file then completes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.records.sample import ROOT, TOWN, event, register
from uwanose.records.model import Handed, Record
from uwanose.records.store import Store, open_store

EVENTS = 600
WRITER = """
import sys
from pathlib import Path
from tests.records.sample import register
from tests.records.test_kill import handed
from uwanose.records.store import open_store
store = open_store(sys.argv[1], create=True)
for batch in register(store).apply(handed(Path(sys.argv[2])), at_once=20):
    print(*[judged.event.event_id for judged in batch if judged.verdict == "recorded"], flush=True)
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write couples that move in: each event is two rows, two numbers of persons and one of a household."""
    path = tmp_path_factory.mktemp("events") / "events.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(EVENTS):
            stream.write(json.dumps(couple(number), ensure_ascii=False) + "\n")
    return path


def handed(events: Path) -> list[Handed]:
    """Read the events back."""
    found = map(json.loads, events.read_text(encoding="utf-8").splitlines())
    return [event(one["id"], one["kind"], *one["persons"], **one["fields"]) for one in found]


def couple(number: int) -> dict[str, object]:
    """Return the event of one couple that moves in."""
    person = {
        "kind": "japanese", "birth_date": "1980-05-01", "honseki": "甲県乙市", "hittousha": f"甲野{number}",
        "previous_address": "甲県乙市丙町", "address": "開成町延沢773番地",
    }  # fmt: skip
    husband = {
        **person,
        "name": f"甲野{number}",
        "sex": "male",
        "relation": "世帯主",
        "juminhyo_code": f"{number * 2:011d}",
    }
    wife = {
        **person,
        "name": f"甲野花{number}",
        "sex": "female",
        "relation": "妻",
        "juminhyo_code": f"{number * 2 + 1:011d}",
    }
    fields = {"event_date": "2026-04-01", "notified_on": "2026-04-10", "after": "whole"}
    return {"id": f"e{number}", "kind": "move_in", "persons": [husband, wife], "fields": fields}


def run(where: str, events: Path, kill_after: int | None) -> list[str]:
    """Apply the events in a process of its own, killed without warning after some lines; return what it told."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(ROOT / one) for one in ("core", "cli", ".")),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, where, str(events)],
        stdout=subprocess.PIPE, env=environment, cwd=ROOT, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    told: list[str] = []
    for line in process.stdout:
        told += line.split()
        if kill_after is not None and len(told) >= kill_after:
            process.send_signal(signal.SIGKILL)
            break
    told += process.stdout.read().split()
    process.stdout.close()
    process.wait()
    return told


def whole(store: Store) -> dict[str, int]:
    """Return the recorded events with the rows they must have, after comparing them with the rows that are there."""
    with store.reading(TOWN) as work:
        declared = {identifier: rows for identifier, _, rows in work.events()}
        there: dict[str, int] = {}
        for record in everybody(store):
            there[record.event_id] = there.get(record.event_id, 0) + 1
    assert there == {identifier: rows for identifier, rows in declared.items() if rows}
    return declared


def everybody(store: Store) -> list[Record]:
    """Return all rows of everybody."""
    with store.reading(TOWN) as work:
        return work.rows_of([one.person_number for one in work.current()])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_register_holds_whole_events_only_and_the_file_completes_it(
    where: str, events: Path, tmp_path: Path
) -> None:
    """Killed three times, between and inside transactions: what was told is there, what is there is whole."""
    known = 0
    for kill_after in (20, 100, 60):
        told = run(where, events, kill_after)
        store = open_store(where)
        recorded = whole(store)
        store.close()
        assert "done" not in told
        assert set(told) <= recorded.keys()
        assert len(recorded) > known
        known = len(recorded)
    assert known < EVENTS
    assert run(where, events, None)[-1] == "done"
    store = open_store(where)
    assert len(whole(store)) == EVENTS
    other = open_store(tmp_path / "straight.sqlite3", create=True)
    list(register(other).apply(handed(events), at_once=EVENTS))
    assert everybody(store) == everybody(other)
    store.close()
    other.close()
