"""`uwanose records`: from a file of events to the register, a certificate and the population of a batch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT, copied
from uwanose_cli.session import Session

TODAY = date(2026, 4, 15)


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every line be typed on one day: the day of processing is always today."""
    monkeypatch.setattr(Session, "today", property(lambda _: TODAY))


def person(name: str, relation: str, code: str, **fields: str) -> dict[str, str]:
    """Return somebody who moves in."""
    return {
        "氏名": name, "生年月日": "1980-05-01", "男女の別": "女", "続柄": relation, "本籍": "甲県乙市", "筆頭者": name,
        "転入前住所": "甲県乙市丙町1-2", "住民票コード": code, **fields,
    }  # fmt: skip


def written(folder: Path, *events: Mapping[str, object]) -> Path:
    """Write a file of events."""
    path = folder / "異動.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in events), encoding="utf-8")
    return path


def moving(identifier: str, *persons: dict[str, str], **fields: str) -> dict[str, object]:
    """Return a move-in."""
    return {
        "異動番号": identifier, "異動事由": "国内転入", "異動日": "R8.4.1", "届出日": "R8.4.10", "異動後の世帯": "全部",
        "住所": "開成町延沢773番地", "persons": list(persons), **fields,
    }  # fmt: skip


GOOD = moving("1", person("𠮷田葛\U000e0100子", "世帯主", "10000000001"))
BAD = moving("2", person("甲野花子", "世帯主", "10000000002"), person("甲野孫太", "孫", "10000000003"))


def records(folder: Path, *line: str | Path) -> Said:
    """Type a line on a register in a folder."""
    return typed("records", *line, "--register", folder / "r.sqlite3", "--workspace", ROOT)


def test_good_events_go_through_and_bad_ones_to_the_rejects(tmp_path: Path) -> None:
    """Field, value, rule and article; exit status 1; the version of the standard is said."""
    file = written(tmp_path, GOOD, BAD)
    said = records(tmp_path, "apply", "--town", "開成町", file, "-o", tmp_path / "結果.csv")
    assert said.status == 1
    assert "登録 1件、登録済み 0件、却下 1件" in said.out
    assert "第1.0版" in said.out
    rejects = (tmp_path / "異動.jsonl.rejects.csv").read_text("utf-8-sig")
    assert "続柄 (relation),孫,エラー,J220" in rejects
    assert "子の子" in rejects
    assert "1.1.11" in rejects
    assert "0000000019" in (tmp_path / "結果.csv").read_text("utf-8-sig")


def test_the_same_file_again_records_nothing_twice(tmp_path: Path) -> None:
    """Whatever stopped it, the line is typed again; no stale rejects are left."""
    file = written(tmp_path, GOOD)
    assert records(tmp_path, "apply", "--town", "開成町", file).status == 0
    again = records(tmp_path, "apply", "--town", "開成町", file, "--json")
    assert (again.data["recorded"], again.data["known"], again.data["standard"]) == (0, 1, "1.0")
    assert not (tmp_path / "異動.jsonl.rejects.csv").exists()


def test_checking_records_nothing(tmp_path: Path) -> None:
    """`--check` says what would become of the file."""
    file = written(tmp_path, GOOD)
    assert records(tmp_path, "apply", "--check", "--town", "開成町", file, "--json").data["recorded"] == 1
    assert records(tmp_path, "apply", "--town", "開成町", file, "--json").data["recorded"] == 1


def test_an_event_of_another_town_is_not_let_in(tmp_path: Path) -> None:
    """A register is one town's."""
    file = written(tmp_path, {**GOOD, "町村": "大井町"})
    assert records(tmp_path, "apply", "--town", "開成町", file, "--json").data["rules"] == {"J110": 1}


def test_a_certificate_on_the_screen_and_as_html(tmp_path: Path) -> None:
    """Names as they are; asked-for items only."""
    records(tmp_path, "apply", "--town", "開成町", written(tmp_path, GOOD))
    shown = records(tmp_path, "certificate", "--town", "開成町", "--person", "0000000019")
    assert "氏名　𠮷田葛\U000e0100子" in shown.out
    assert "本籍" not in shown.out
    page = tmp_path / "写し.html"
    records(
        tmp_path, "certificate", "--town", "開成町", "--person", "0000000019", "--show", "honseki", "-o", page
    )
    assert "本籍" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["certificate", "--town", "開成町", "--person", "9999990"], "J310"),
        (["certificate", "--town", "開成町", "--person", "0000000019", "--show", "発行場所"], "J307"),
        (["certificate", "--town", "開成町", "--person", "0000000019", "--kind", "move_out"], "J309"),
    ],
)
def test_what_cannot_be_issued_is_a_sentence(tmp_path: Path, line: list[str], code: str) -> None:
    """Exit status 1, with the item."""
    records(tmp_path, "apply", "--town", "開成町", written(tmp_path, GOOD))
    said = records(tmp_path, *line)
    assert (said.status, code in said.err) == (1, True)


def test_the_exported_population_is_read_by_the_batch(tmp_path: Path) -> None:
    """`records export` hands out what `run resident_tax` takes; nobody's address is in it."""
    records(tmp_path, "apply", "--town", "開成町", written(tmp_path, GOOD))
    out = tmp_path / "住民.csv"
    said = records(tmp_path, "export", "--town", "開成町", "--on", "R8.4.15", "-o", out, "--json")
    assert said.data["residents"] == {"kaisei": 1}
    assert "開成町延沢" not in out.read_text("utf-8-sig")
    run = typed("run", "resident_tax", "--town", "開成町", "--year", "2026", out, "-o", tmp_path / "税.csv", "--assume", "--workspace", ROOT)  # fmt: skip
    assert "I103" not in run.err + run.out
    assert "生年月日" not in run.err


def test_without_a_register_nothing_is_read(tmp_path: Path) -> None:
    """And none is made by the way."""
    said = records(tmp_path, "export", "--town", "開成町", "-o", tmp_path / "x.csv")
    assert (said.status, "J304" in said.err) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_protected_address_is_on_no_screen_and_in_no_file(tmp_path: Path) -> None:
    """Everything the commands write and say, after a support measure: the address stays in the register."""
    asked = {
        "異動番号": "s",
        "異動事由": "支援措置の申出（仮支援措置）",
        "宛名番号": "0000000019",
        "申出日": "2026-04-14",
        "支援措置の区分": "dv",
    }
    records(tmp_path, "apply", "--town", "開成町", written(tmp_path, GOOD, asked))
    move = {
        "異動番号": "m",
        "異動事由": "転居",
        "異動日": str(TODAY + timedelta(1)),
        "異動後の世帯": "全部",
        "宛名番号": "0000000019",
        "続柄": "孫",
        "住所": "開成町延沢773番地",
    }
    file = written(tmp_path, move)
    lines = [
        ("apply", "--town", "開成町", file, "-o", tmp_path / "結果.csv"),
        ("apply", "--town", "開成町", file, "--json"),
        ("certificate", "--town", "開成町", "--person", "0000000019"),
        ("certificate", "--town", "開成町", "--person", "0000000019", "--kind", "household_copy", "--json"),
        ("export", "--town", "開成町", "-o", tmp_path / "住民.csv"),
        ("addressees", "--town", "開成町", "-o", tmp_path / "宛名.csv"),
    ]
    said = [records(tmp_path, *line) for line in lines]
    assert [one.status for one in said] == [1, 1, 1, 1, 0, 0]
    files = [path.read_text("utf-8-sig") for path in tmp_path.glob("*.csv")]
    assert len(files) == 4
    for text in (*files, *(one.out for one in said), *(one.err for one in said)):
        assert "延沢773" not in text
        assert "丙町1-2" not in text
    released = records(
        tmp_path, "certificate", "--town", "開成町", "--person", "0000000019", "--release", "福祉課決定第3号"
    )
    assert "開成町延沢773番地" in released.out


FORBIDDEN = """id: K-099
title: 証明書に発行場所を印字する
business: resident_records
door: own_measure
basis: 開成町の運用
reason: 窓口ごとの照会に答えるため
request: {by: [kaisei], on: 2026-04-01, document: 要望2026-09}
decision: {working_group: 住民, on: 2026-04-10, outcome: OUTCOME}
"""


@pytest.mark.parametrize(("outcome", "found"), [("town", True), ("refused", False)])
def test_check_refuses_a_customization_the_standard_forbids(
    tmp_path: Path, outcome: str, found: bool
) -> None:
    """With the item; as a refused wish it stays in the register without a word."""
    own = copied(tmp_path / "own")
    entry = own / "profiles/kanagawa/customizations/K-099.yaml"
    entry.write_text(FORBIDDEN.replace("OUTCOME", outcome), encoding="utf-8")
    said = typed("check", "--json", "--workspace", own)
    codes = [finding["code"] for finding in said.data["findings"] if "K-099" in json.dumps(finding)]
    assert ("J307" in codes) is found


def test_a_run_of_the_resident_records_names_the_right_command(tmp_path: Path) -> None:
    """There is nothing to compute: no empty result is written."""
    file = written(tmp_path, GOOD)
    said = typed(
        "run", "resident_records", "--town", "開成町", file, "-o", tmp_path / "x.csv", "--workspace", ROOT
    )
    assert (said.status, "[U130]" in said.err) == (1, True)
    assert "uwanose records apply" in said.err
    assert not (tmp_path / "x.csv").exists()


def test_from_the_register_to_the_notices_no_protected_address_is_printed(tmp_path: Path) -> None:
    """The register's addressees go straight into the batch: whoever is protected, and who lives with them, has none on paper."""
    asked = {
        "異動番号": "s", "異動事由": "支援措置の申出（仮支援措置）", "宛名番号": "0000000019", "申出日": "2026-04-14", "支援措置の区分": "dv",
    }  # fmt: skip
    child = person("𠮷田葛\U000e0100太", "子", "10000000004", 生年月日="2000-05-01")
    family = moving("1", person("𠮷田葛\U000e0100子", "世帯主", "10000000001"), child, 郵便番号="258-0026")
    other = moving(
        "3", person("甲野花子", "世帯主", "10000000005"), 住所="開成町吉田島3番地", 郵便番号="258-0021"
    )
    assert records(tmp_path, "apply", "--town", "開成町", written(tmp_path, family, other, asked)).status == 0
    assert (
        records(tmp_path, "addressees", "--town", "開成町", "-o", tmp_path / "宛名.csv", "--json").data[
            "withheld"
        ]
        == 2
    )
    assert records(tmp_path, "export", "--town", "開成町", "-o", tmp_path / "住民.csv").status == 0
    heads, *rows = (tmp_path / "住民.csv").read_text("utf-8-sig").splitlines()
    taxed = [f"{heads},事業所得", *(f"{row},5000000" for row in rows)]
    (tmp_path / "課税.csv").write_text("\n".join(taxed) + "\n", "utf-8")
    said = typed(
        "document", "print", "ordinary_notice", tmp_path / "課税.csv", "--town", "開成町", "--year", "R8", "--on", "R8.6.10",
        "--addressees", tmp_path / "宛名.csv", "-o", tmp_path / "通知書", "--workspace", ROOT, "--json",
    )  # fmt: skip
    assert said.status == 0, said.err
    (town,) = said.data
    assert (town["made"], len(town["withheld"])) == (3, 2)
    papers = "".join(path.read_text("utf-8-sig") for path in (tmp_path / "通知書").iterdir())
    assert "開成町吉田島3番地" in papers and "258-0021" in papers
    assert papers.count("𠮷田葛\U000e0100") >= 2
    for secret in ("延沢773", "258-0026", "丙町1-2"):
        assert secret not in papers


def test_a_certificate_that_cannot_be_printed_is_not_issued(tmp_path: Path) -> None:
    """A font without the letters [D104], or a folder that is not there, leaves no issue; the next has the first serial number."""
    font_tools = pytest.importorskip("tests.documents.test_printing")
    assert records(tmp_path, "apply", "--town", "開成町", written(tmp_path, GOOD)).status == 0
    line = ("certificate", "--town", "開成町", "--person", "0000000019", "-o")
    refused = records(tmp_path, *line, tmp_path / "写し.pdf", "--font", font_tools.made(tmp_path))
    assert (refused.status, "[D104]" in refused.err) == (1, True)
    assert not (tmp_path / "写し.pdf").exists()
    assert records(tmp_path, *line, tmp_path / "ない" / "写し.html").status == 1
    issued = records(tmp_path, *line, tmp_path / "写し.html", "--json")
    assert (issued.status, issued.data["serial"]) == (0, 1)
    assert "𠮷田葛\U000e0100子" in (tmp_path / "写し.html").read_text("utf-8")
