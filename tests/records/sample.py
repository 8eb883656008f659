"""An invented town's register for the tests: the real declarations, a few people of 甲 and 乙, one fixed today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from uwanose.layers.model import Profile
from uwanose.points.model import Catalog
from uwanose.records.judging import Judge, Judged
from uwanose.records.model import Event, Handed, Record
from uwanose.records.practice import Practice
from uwanose.records.register import Register
from uwanose.records.roll import Roll
from uwanose.records.standard import Level, Standard, load_standard
from uwanose.records.store import Store, open_store
from uwanose.records.town_hooks import TownHooks
from uwanose.source.files import SourceFolder
from uwanose.workspace import Workspace

__all__ = [
    "TODAY", "TOWN", "adult", "catalog", "codes", "event", "family", "judge", "opened", "practice", "profile", "register",
    "standard", "workspace",
]  # fmt: skip

ROOT = Path(__file__).resolve().parents[2]
TOWN, TODAY = "kaisei", date(2026, 4, 15)


@cache
def workspace() -> Workspace:
    """Return the repository's own workspace."""
    return Workspace.open(ROOT)


def catalog() -> Catalog:
    """Return the national package."""
    return workspace().national


def profile() -> Profile:
    """Return the sample profile."""
    return workspace().profile


@cache
def standard() -> Standard:
    """Return what the standard declares."""
    return load_standard(SourceFolder.read(ROOT / "rules", "rules", suffixes=()), catalog())


def practice(raised: Iterable[str] = (), **changes: object) -> Practice:
    """Return a town without settings of its own; *raised* are codes of alerts it has raised to errors."""
    plain = Practice(
        municipality=TOWN,
        municipality_code="143669",
        days={
            "resident_records.days.notification": 14,
            "resident_records.days.foreign_relation": 14,
            "resident_records.days.late_move_out": 14,
            "resident_records.days.card_move_in": 30,
            "resident_records.days.birth": 14,
            "resident_records.days.death": 7,
            "resident_records.days.transit": 60,
            "resident_records.days.months_abroad": 3,
        },
        levels={
            code: Level.ERROR if code in set(raised) else rule.level
            for code, rule in standard().rules.items()
        },
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the names are those of the class


def judge(today: date = TODAY, raised: Iterable[str] = (), **changes: object) -> Judge:
    """Return the judge of the town on a day."""
    return Judge(standard(), practice(raised, **changes), today)


def register(
    store: Store,
    today: date = TODAY,
    *,
    hooks: TownHooks | None = None,
    raised: Iterable[str] = (),
    **changes: object,
) -> Register:
    """Return the town's register on a day."""
    return Register(store, judge(today, raised, **changes), hooks)


def opened(folder: Path) -> Store:
    """Return a new register in a folder."""
    return open_store(folder / "register.sqlite3", create=True)


def event(identifier: str, kind: str, *persons: Mapping[str, str], **fields: str) -> Handed:
    """Return one event as it would have been read."""
    return Handed(
        Event(event_id=identifier, kind=kind, municipality=TOWN, fields=fields, persons=tuple(persons))
    )


def adult(name: str = "甲野太郎", relation: str = "世帯主", **fields: str) -> dict[str, str]:
    """Return somebody who moves in; everybody needs a code of their own."""
    return {
        "kind": "japanese",
        "name": name,
        "birth_date": "1980-05-01",
        "sex": "male",
        "relation": relation,
        "honseki": "甲県乙市丙町1番地",
        "hittousha": "甲野太郎",
        "previous_address": "甲県乙市丙町一丁目2番3号",
        "address": "開成町延沢773番地",
        "juminhyo_code": "10000000001",
        **fields,
    }


def family(identifier: str = "in", **fields: str) -> Handed:
    """Return a couple with two children who move in on 1 April 2026 and notify it ten days later."""
    return event(
        identifier,
        "move_in",
        adult(),
        adult("甲野花子", "妻", sex="female", birth_date="1982-06-02", juminhyo_code="10000000002"),
        adult("甲野次郎", "子", birth_date="2012-01-01", juminhyo_code="10000000003"),
        adult("甲野一郎", "子", birth_date="2010-04-01", juminhyo_code="10000000004"),
        **{"event_date": "2026-04-01", "notified_on": "2026-04-10", "after": "whole", **fields},
    )


def codes(judged: Judged) -> list[str]:
    """Return the codes of what stands against an event."""
    return [problem.code for problem in judged.problems]


def rows(store: Store, *persons: str) -> list[Record]:
    """Return the rows of some persons, the oldest first."""
    with store.reading(TOWN) as work:
        return work.rows_of(persons)


def roll_of(store: Store, *events: Handed) -> Roll:
    """Return what is recorded of everything some events touch."""
    with store.reading(TOWN) as work:
        return work.roll([one.event for one in events])
