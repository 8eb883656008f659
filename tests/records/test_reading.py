"""Files of events: CSV and JSON Lines, headers by label or identifier, every slip with its field; nothing is normalised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.records.sample import TOWN, catalog, standard
from uwanose.errors import Refused
from uwanose.records.model import Handed, Problem
from uwanose.records.reading import EventFields, read_events

FIELDS = EventFields(catalog(), standard(), {"開成町": TOWN, "kaisei": TOWN}.get)


def read(tmp_path: Path, text: str | bytes, name: str = "events.csv") -> list[Handed]:
    """Read a file."""
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_events(path, FIELDS, TOWN))


def only(tmp_path: Path, **cells: object) -> Handed:
    """Read one event of JSON Lines."""
    [handed] = read(
        tmp_path, json.dumps({"event_id": "1", "event": "death", **cells}, ensure_ascii=False), "e.jsonl"
    )
    return handed


def test_lines_of_one_id_are_one_event(tmp_path: Path) -> None:
    """A line is one person; what belongs to the event stands on each of them."""
    first, second = read(
        tmp_path,
        "異動番号,異動事由,異動日,異動後の世帯,氏名,続柄\r\n1,国内転入,R8.4.1,全部,甲野太郎,世帯主\r\n1,国内転入,R8.4.1,全部,甲野花子,妻\r\n"
        "2,死亡,2026-04-02,,,\r\n",
    )
    assert first.problems == second.problems == ()
    assert first.event.kind == "move_in"
    assert first.event.fields == {"event_date": "2026-04-01", "after": "whole"}
    assert [one["name"] for one in first.event.persons] == ["甲野太郎", "甲野花子"]
    assert (second.event.event_id, second.event.persons, second.event.line) == ("2", (), 4)


def test_json_lines_say_the_same(tmp_path: Path) -> None:
    """Identifiers or labels; what all persons share may stand once beside them."""
    handed = only(
        tmp_path,
        event="国内転入",
        異動日="R8.4.1",
        住所="開成町延沢",
        persons=[{"氏名": "甲"}, {"name": "乙"}],
    )
    assert handed.problems == ()
    assert handed.event.persons == (
        {"address": "開成町延沢", "name": "甲"},
        {"address": "開成町延沢", "name": "乙"},
    )


@pytest.mark.parametrize("name", ["𠮷野", "葛\U000e0100城", "神", "Ｊｏｈｎ　Ｄｏｅ", "が", " 甲 "])
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_a_text_is_read_as_it_is(tmp_path: Path, kind: str, name: str) -> None:
    """No folding, no trimming, no composing."""
    if kind == "csv":
        [handed] = read(tmp_path, f"event_id,event,name\n1,death,{name}\n")
    else:
        handed = only(tmp_path, name=name)
    assert handed.event.persons[0]["name"] == name


def test_cp932_is_read_too(tmp_path: Path) -> None:
    """Systems of town halls write it."""
    [handed] = read(tmp_path, "異動番号,異動事由,氏名\r\n1,死亡,髙橋\r\n".encode("cp932"))
    assert handed.event.persons[0]["name"] == "髙橋"


@pytest.mark.parametrize(
    "text", ["令和8年3月頃", "年月日不詳", "令和8年4月1日から4月10日までの間", "2026-02-29"]
)
def test_the_day_of_an_event_may_be_unknown(tmp_path: Path, text: str) -> None:
    """1.1.8: kept in its own words; for which events it may stand is for the rules to say."""
    handed = only(tmp_path, event_date=text)
    assert (handed.problems, handed.event.fields) == ((), {"event_date": text})


@pytest.mark.parametrize("blank", [" ", "　", " 　\u00a0"])
def test_blanks_alone_say_nothing(tmp_path: Path, blank: str) -> None:
    """1.1.6: an item that may never be blank is not filled by a space; a name with a space in it stays as it is."""
    assert only(tmp_path, name=blank, 本籍=blank, 異動日=blank).event.persons == ()
    assert only(tmp_path, name=f"甲{blank}野").event.persons == ({"name": f"甲{blank}野"},)


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"shimei": "甲"}, "J101", "shimei"),
        ({"persons": [{"event_date": "2026-04-01"}]}, "J101", "event_date"),
        ({"event_date": "2026-02-30"}, "J102", "event_date"),
        ({"event_date": 20260230}, "J102", "event_date"),
        ({"sex": "男性"}, "J102", "sex"),
        ({"provisional": "たぶん"}, "J102", "provisional"),
        ({"name": 1.5}, "J102", "name"),
        ({"birth_date": "2026-02-30"}, "J102", "birth_date"),
        ({"event": ""}, "J103", "event"),
        ({"event": "転入取消"}, "J106", "event"),
        ({"event": "再製"}, "J106", "event"),
        ({"event": "個人番号の変更請求"}, "J106", "event"),
        ({"event": "転居取消"}, "J104", "event"),
        ({"event": "推定死亡"}, "J104", "event"),
        ({"決裁者": "乙"}, "J104", "決裁者"),
        ({"みなし生年月日": "1980-01-01"}, "J104", "みなし生年月日"),
        ({"死因": "不明"}, "J104", "死因"),
        ({"persons": ["甲"]}, "J107", "persons"),
        ({"name": "甲\u0000"}, "J108", "name"),
        ({"name": "甲\n乙"}, "J108", "name"),
        ({"name": "\ud842"}, "J108", "name"),
        ({"個人番号": "123456789012"}, "J109", "個人番号"),
        ({"在留カードの番号": "AB"}, "J109", "在留カードの番号"),
        ({"municipality": "横浜市"}, "J110", "municipality"),
    ],
)
def test_a_slip_is_told_with_its_field(
    tmp_path: Path, cells: dict[str, object], code: str, field: str
) -> None:
    """Field, value and rule; the other events of the file are read all the same."""
    text = json.dumps(
        {"event_id": "1", "event": "death", **cells}
    )  # escapes: a lone surrogate arrives as one
    [bad, good] = read(tmp_path, text + '\n{"event_id": "2", "event": "death"}', "e.jsonl")
    assert (code, field) in [(problem.code, problem.field) for problem in bad.problems]
    assert good.problems == ()


def test_what_cannot_be_one_event_is_told(tmp_path: Path) -> None:
    """A line that is no JSON, a line of the wrong width, lines of one id that disagree, a missing id."""
    bad = read(tmp_path, '{"event_id": \n[1]\n{"event": "death"}', "e.jsonl")
    assert [[problem.code for problem in one.problems] for one in bad] == [["J107"], ["J107"], ["J103"]]
    wide = read(tmp_path, "event_id,event\n1,death,x\n,death\n")
    assert [[problem.code for problem in one.problems] for one in wide] == [["J107"], ["J103"]]
    [torn] = read(tmp_path, "event_id,event,event_date\n1,death,2026-04-01\n1,death,2026-04-02\n")
    assert [(problem.code, problem.field) for problem in torn.problems] == [("J107", "event_date")]


def test_the_nearest_name_is_named(tmp_path: Path) -> None:
    """One look instead of a search."""
    handed = only(tmp_path, 転入前の住所="甲県")
    assert handed.problems == (Problem("J101", "転入前の住所", detail_ja="「転入前住所」ではありませんか。"),)


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\x00", "name\n甲\n".encode(), b'event_id,event\n"1,death\n'])
def test_a_file_that_holds_no_events_is_refused(tmp_path: Path, text: bytes) -> None:
    """Nothing is half-read."""
    with pytest.raises(Refused, match="J302"):
        read(tmp_path, text)
