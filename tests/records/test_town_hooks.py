"""A town's customizations of the register: alerts, errors and fields; never what the standard forbids by name."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

import pytest

from tests.records.sample import TODAY, TOWN, codes, event, family, judge, register, standard, workspace
from tests.records.test_register import LEAVING, moved_in
from uwanose.engine.program import compile_program
from uwanose.errors import Place, Refused
from uwanose.layers.effective import CodeLayer
from uwanose.layers.model import Rank
from uwanose.records.judging import Judged
from uwanose.records.model import Handed
from uwanose.records.store import Store
from uwanose.records.town_hooks import TownHooks

HEAD = "from uwanose import RecordFinding, customizes\n"
ALERT = '@customizes("K-090", "resident_records.record_findings")\ndef record_findings({}):\n    return {}\n'
ERROR = '@customizes("K-090", "resident_records.errors.record_findings")\ndef errors({}):\n    return {}\n'
FIELD = '@customizes("K-090", "resident_records.extra_fields")\ndef extra_fields({}):\n    return {}\n'


@dataclass(frozen=True)
class Module:
    """An approved module in memory."""

    data: bytes
    sha256: str = "approved"


@dataclass(frozen=True)
class Modules:
    """The only plugin there is."""

    source: str

    def module(self, plugin: str, name: str) -> Module:
        """Return the module."""
        return Module((HEAD + self.source).encode())


def hooks(*parts: str, today: date = TODAY) -> TownHooks:
    """Return the hooks of a town that has adopted one customization."""
    source = "".join(parts)
    points = [
        point
        for point in ("record_findings", "errors.record_findings", "extra_fields")
        if f'"resident_records.{point}"' in source
    ]
    layers = {
        f"resident_records.{point}": (
            CodeLayer(
                point=f"resident_records.{point}", customization="K-090", layer=Rank.TOWN, mode="collect", plugin="kaisei",
                module="k_090", file="plugins/kaisei/uwanose_kaisei/k_090.py", sha256="approved", place=Place("K-090.yaml", 1, 1),
            ),
        )
        for point in points
    }  # fmt: skip
    rules = replace(workspace().rules(TOWN, today), code=layers, adopted=("K-090",), program="")
    program = compile_program(workspace().catalog, "resident_records", rules, Modules(source))
    return TownHooks(program, rules, standard(), today)


def applied(store: Store, given: TownHooks, *handed: Handed, today: date = TODAY) -> list[Judged]:
    """Apply events with a town's hooks."""
    return [one for batch in register(store, today, hooks=given).apply(handed) for one in batch]


BIG = '[RecordFinding(members_before >= 4, "4人以上の世帯です", "four or more")]'


def test_a_town_adds_an_alert(sqlite: Store) -> None:
    """It is shown and kept with the event, which is recorded."""
    people = moved_in(sqlite)
    gone = event("d", "death", {"person_number": people[3]}, event_date="2026-04-10", known_on="2026-04-10")
    [judged] = applied(sqlite, hooks(ALERT.format("members_before", BIG)), gone)
    assert (judged.verdict, codes(judged)) == ("recorded", ["J112"])
    [problem] = judged.problems
    assert (problem.value, problem.person, problem.detail_ja) == ("K-090", people[3], "4人以上の世帯です")


def test_a_town_adds_an_error(sqlite: Store) -> None:
    """The same finding at the other hook keeps the event from being recorded; nothing of it is left."""
    people = moved_in(sqlite)
    gone = event("d", "death", {"person_number": people[3]}, event_date="2026-04-10", known_on="2026-04-10")
    [judged] = applied(sqlite, hooks(ERROR.format("members_before", BIG)), gone)
    assert (judged.verdict, codes(judged)) == ("rejected", ["J111"])
    with sqlite.reading(TOWN) as work:
        assert [identifier for identifier, _, _ in work.events()] == ["in"]


def test_events_after_a_refused_one_are_judged_as_if_it_had_never_been(sqlite: Store) -> None:
    """In one batch: the second birth would join a household that a refused move-in was to make."""
    newborn = {
        "name": "乙",
        "birth_date": "2026-04-05",
        "sex": "male",
        "relation": "子",
        "honseki": "甲",
        "hittousha": "乙",
        "juminhyo_code": "10000000077",
    }
    birth = event("b", "birth", newborn, event_date="2026-04-05", joins="0000000019")
    refuse = ERROR.format(
        "event, birth_date", 'RecordFinding((event == 0) & (birth_date < 20000101), "受け付けません", "no")'
    )
    judged = applied(sqlite, hooks(refuse), family(), birth)
    assert [(one.verdict, codes(one)) for one in judged] == [
        ("rejected", ["J111", "J111"]),
        ("rejected", ["J213"]),
    ]


def test_a_town_adds_a_field(sqlite: Store) -> None:
    """Numbers beside the event, named for the customization; they are on no certificate."""
    field = FIELD.format("days_late, is_head", '{"k_090_late": days_late, "k_090_head": is_head}')
    [judged] = applied(sqlite, hooks(field), family(notified_on="2026-04-17"), today=date(2026, 4, 20))
    assert {json.dumps(one) for one in judged.extras.values()} == {
        '{"k_090_late": 2, "k_090_head": 1}',
        '{"k_090_late": 2, "k_090_head": 0}',
    }


@pytest.mark.parametrize("name", ["address", "name", "previous_address", "juminhyo_code", "destination"])
def test_hooks_get_no_name_no_address_and_no_code(name: str) -> None:
    """Only numbers, days, choices and flags: what they cannot see they cannot tell."""
    with pytest.raises(Refused):
        hooks(ALERT.format(name, f'RecordFinding({name} == 1, "x", "x")'))


@pytest.mark.parametrize(
    ("hook", "item"),
    [
        (
            ALERT.format("days_late", 'RecordFinding(days_late > -1, "発行済み証明書より前の異動です", "x")'),
            "5.1",
        ),
        (
            ALERT.format("days_late", 'RecordFinding(days_late > -1, "虚偽の届出かもしれません", "x")'),
            "4.6.0.1",
        ),
        (FIELD.format("days_late", '{"k_090_approver": days_late}'), "4.0.8"),
        (FIELD.format("days_late", '{"k_090_deemed_birth": days_late}'), "1.1.8"),
    ],
)
def test_what_the_standard_forbids_by_name_is_refused_with_its_item(
    sqlite: Store, hook: str, item: str
) -> None:
    """A customization cannot bring it in by the back door; nothing is recorded meanwhile."""
    with pytest.raises(Refused) as refused:
        applied(sqlite, hooks(hook), family())
    [finding] = refused.value.findings
    assert finding.code == "J307"
    assert f"第1.0版 {item} " in finding.ja
    with sqlite.reading(TOWN) as work:
        assert list(work.events()) == []


def test_no_hook_speaks_when_a_completed_move_out_is_cancelled(sqlite: Store) -> None:
    """4.6.0.1 forbids that alert whatever its words; before the planned day a hook may speak."""
    people = moved_in(sqlite)
    speaking = ALERT.format("event", 'RecordFinding(event >= 0, "確認してください", "look")')
    leaving = event("out", "move_out", {"person_number": people[2]}, **LEAVING)
    list(register(sqlite, date(2026, 4, 14)).apply([leaving]))
    [early] = applied(sqlite, hooks(speaking), event("u1", "cancel", cancels="out"), today=date(2026, 4, 15))
    assert codes(early) == ["J112"]
    again = event("out2", "move_out", {"person_number": people[2]}, **LEAVING)
    list(register(sqlite, date(2026, 4, 14)).apply([again]))
    list(register(sqlite, date(2026, 4, 20)).apply([]))
    with pytest.raises(Refused, match=r"J307.*4\.6\.0\.1"):
        applied(
            sqlite,
            hooks(speaking, today=date(2026, 4, 21)),
            event("u2", "cancel", cancels="out2"),
            today=date(2026, 4, 21),
        )


def test_a_town_without_hooks_pays_nothing_for_them() -> None:
    """The program of the register has no formula of its own."""
    rules = workspace().rules(TOWN, TODAY)
    program = compile_program(workspace().catalog, "resident_records", rules, workspace().plugins)
    assert TownHooks(program, rules, standard(), TODAY).is_empty
    assert judge().practice.municipality == TOWN
