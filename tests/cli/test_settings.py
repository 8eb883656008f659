"""`uwanose set` and `uwanose unset`: shown first, asked for, undone by one line, kept in the journal."""

from __future__ import annotations

import io
import json
import shlex
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT, copied

POINT = "resident_tax.exemption.per_capita_base"
FILE = Path("profiles/kanagawa/towns/kaisei.yaml")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace that may be written to."""
    return copied(tmp_path)


def test_a_value_is_written_and_every_other_byte_stays(own: Path) -> None:
    """Comments and order are the town's own."""
    before = (own / FILE).read_text("utf-8").splitlines()
    said = typed(
        "set", POINT, "330,000円", "--town", "開成町", "--from", "R9.4.1", "--yes", "--workspace", own
    )
    after = (own / FILE).read_text("utf-8").splitlines()
    assert said.status == 0
    assert [line for line in after if line not in before] == ["    2027: 330_000  # = 令和9年度から・33万円"]
    assert [line for line in after if line in before] == before
    shown = typed("show", POINT, "--town", "開成町", "--on", "R9.4.1", "--json", "--workspace", own)
    assert shown.data["value"] == 330_000


def test_basis_and_source_are_written_with_the_value(own: Path) -> None:
    """A setting says where it comes from."""
    typed("set", POINT, "330000", "--town", "kaisei", "--from", "2027-04-01", "--basis", "開成町税条例", "--source",
          "告示第1号", "--confidence", "verified", "--yes", "--workspace", own)  # fmt: skip
    written = "2027: {value: 330_000, basis: 開成町税条例, source: 告示第1号, confidence: verified}"
    assert f"{written}  # = 令和9年度から・33万円・開成町税条例\n" in (own / FILE).read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ((POINT, "330,500", "--from", "R9"), "2027: 330_500  # = 令和9年度から・330,500円\n"),
        ((POINT, "330,000", "--from", "R9", "--no-words"), "2027: 330_000\n"),
        (
            ("resident_tax.exemption.grade", "grade_1", "--from", "R9"),
            "2027: grade_1  # = 令和9年度から・1級地\n",
        ),
        (
            ("medical_subsidy.age_limit.outpatient", "18歳年度末", "--from", "2027-04-01"),
            "2027-04-01: 18歳年度末  # = 令和9年4月1日から・18歳年度末\n",
        ),
    ],
)
def test_a_line_says_its_value_in_words(own: Path, line: tuple[str, ...], written: str) -> None:
    """An amount as it is said, a choice by its label, the day in the era; not where somebody does not want it."""
    said = typed("set", *line, "--town", "開成町", "--yes", "--workspace", own)
    assert said.status == 0, said.err
    assert written in (own / FILE).read_text("utf-8")


def test_a_new_value_takes_its_words_with_it_and_leaves_the_words_of_others(own: Path) -> None:
    """A comment somebody wrote behind the value stays; one of ours is said anew, or goes with its line."""
    line = ("set", POINT, "--town", "開成町", "--from", "R9", "--yes", "--workspace", own)
    typed(line[0], POINT, "330,000", *line[2:])
    typed(line[0], POINT, "340,000", *line[2:])
    text = (own / FILE).read_text("utf-8")
    assert "2027: 340_000  # = 令和9年度から・34万円\n" in text
    (own / FILE).write_text(text.replace("# = 令和9年度から・34万円", "# 議会で継続審議"), "utf-8")
    typed(line[0], POINT, "350,000", *line[2:])
    assert "2027: 350_000  # 議会で継続審議\n" in (own / FILE).read_text("utf-8")


def test_nothing_is_written_without_a_yes(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The difference is shown, the question asked, the file left alone."""
    before = (own / FILE).read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO("いいえ\n"))
    said = typed("set", POINT, "330,000", "--town", "開成町", "--from", "R9.4.1", "--workspace", own)
    assert said.status == 1
    assert "+    2027: 330_000  # = 令和9年度から・33万円" in said.out
    assert (own / FILE).read_bytes() == before


def test_a_yes_in_words_writes_it(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is given in words."""
    monkeypatch.setattr("sys.stdin", io.StringIO("はい\n"))
    assert (
        typed("set", POINT, "330,000", "--town", "開成町", "--from", "R9.4.1", "--workspace", own).status == 0
    )
    assert "2027: 330_000" in (own / FILE).read_text("utf-8")


def test_the_undo_line_brings_the_file_back(own: Path) -> None:
    """What was printed can be typed."""
    before = (own / FILE).read_bytes()
    said = typed("set", POINT, "330,000", "--town", "開成町", "--from", "R9.4.1", "--yes", "--workspace", own)
    undo = next(line for line in said.out.splitlines() if line.startswith("元に戻すには: "))
    words = undo.removeprefix("元に戻すには: uwanose ").split()
    assert typed(*words, "--yes", "--workspace", own).status == 0
    assert (own / FILE).read_bytes() == before


@pytest.mark.parametrize("year", ["R9", "令和9年度", "2027"])
def test_a_year_means_its_first_of_april(own: Path, year: str) -> None:
    """Points of a yearly business change on 1 April only, so the year alone will do."""
    line = (POINT, "330,000", "--town", "開成町", "--from", year, "--yes", "--workspace", own)
    assert typed("set", *line).status == 0
    assert "    2027: 330_000  # = 令和9年度から・33万円\n" in (own / FILE).read_text("utf-8")


def test_a_year_is_no_day_where_rules_change_by_days(own: Path) -> None:
    """The medical subsidy goes by the day of treatment: which day is meant has to be said."""
    point = "medical_subsidy.claim_period.years"
    said = typed("set", point, "2", "--town", "開成町", "--from", "R9", "--yes", "--workspace", own)
    assert said.status == 2
    assert "--from は 2027-04-01 のように" in said.err


def standing(own: Path, point: str, on: str = "2026-04-01") -> list[dict[str, object]]:
    said = typed("show", point, "--town", "kaisei", "--on", on, "--json", "--workspace", own)
    return [{name: it for name, it in origin.items() if name != "place"} for origin in said.data["origins"]]


def undone(said_out: str) -> list[list[str]]:
    line = next(line for line in said_out.splitlines() if line.startswith("元に戻すには: "))
    return [shlex.split(part)[1:] for part in line.removeprefix("元に戻すには: ").split(" ; ")]


@pytest.mark.parametrize(
    "line",
    [
        ("unset", POINT, "--town", "kaisei", "--from", "R3"),
        ("set", POINT, "330,000", "--town", "kaisei", "--from", "R3"),
        ("set", POINT, "330,000", "--town", "kaisei", "--from", "R3", "--basis", "改正条例"),
        ("set", "resident_tax.exemption.grade", "grade_1", "--town", "kaisei", "--from", "2012", "--basis", "条例"),
    ],
)  # fmt: skip
def test_the_undo_line_brings_back_what_was_said_about_the_value(own: Path, line: tuple[str, ...]) -> None:
    """Basis, source, confidence and note stand in it; the value counts as it did before."""
    before = standing(own, line[1])
    said = typed(*line, "--yes", "--workspace", own)
    assert standing(own, line[1]) != before
    for words in undone(said.out):
        assert typed(*words, *(() if "--yes" in words else ("--yes",)), "--workspace", own).status == 0
    assert standing(own, line[1]) == before


def test_a_bare_value_comes_back_bare(own: Path) -> None:
    """What a changed value had said about it does not stay behind."""
    line = ("set", POINT, "330,000", "--town", "kaisei", "--from", "R9", "--yes", "--workspace", own)
    assert typed(*line).status == 0
    before = standing(own, POINT, "2027-04-01")
    said = typed(*line, "--basis", "改正条例")
    for words in undone(said.out):
        assert typed(*words, *(() if "--yes" in words else ("--yes",)), "--workspace", own).status == 0
    assert standing(own, POINT, "2027-04-01") == before


def test_a_value_without_a_line_to_undo_says_how_to_bring_it_back(own: Path) -> None:
    """A table cannot be written by `set`: the lines shown are to be written back."""
    table = "long_term_care_premium.stage.untaxed"
    said = typed("unset", table, "--town", "kaisei", "--from", "2024", "--yes", "--workspace", own)
    assert said.status == 0
    assert "元に戻すには: 上の差分の「-」の行をファイルに書き戻してください" in said.out


def test_each_write_leaves_a_line_in_the_journal(own: Path) -> None:
    """処理履歴: when, who, which command, which file, with both hashes."""
    typed("set", POINT, "330,000", "--town", "開成町", "--from", "R9.4.1", "--yes", "--workspace", own)
    (line,) = (own / "profiles/kanagawa/journal.jsonl").read_text("utf-8").splitlines()
    entry = json.loads(line)
    assert entry["file"] == FILE.as_posix()
    assert entry["before"] != entry["after"]
    assert entry["command"].startswith(f"uwanose set {POINT}")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ((POINT, "33.5", "--town", "開成町", "--from", "R9.4.1"), "小数"),
        ((POINT, "330,000", "--town", "開成町", "--from", "R9.7.1"), "4月1日"),
        (("resident_tax.rate.municipal", "5/100", "--town", "開成町", "--from", "R9.4.1"), "[L102]"),
        (("医療証の標題", "こども証", "--town", "開成町", "--from", "R9.4.1"), "[L103]"),
    ],
)
def test_what_could_not_stand_is_refused_before_it_is_written(
    own: Path, line: tuple[str, ...], words: str
) -> None:
    """Law, standard points, wrong values and wrong days; exit status 1 and no byte changed."""
    before = (own / FILE).read_bytes()
    said = typed("set", *line, "--yes", "--workspace", own)
    assert said.status == 1
    assert words in said.err
    assert (own / FILE).read_bytes() == before


def test_town_or_prefecture_must_be_said() -> None:
    """Exit status 2: the line itself is wrong."""
    said = typed("set", POINT, "330,000", "--from", "R9.4.1", "--workspace", ROOT)
    assert said.status == 2
    assert "--town" in said.err


def test_unset_of_nothing_says_where_to_look(own: Path) -> None:
    """[U102]"""
    said = typed("unset", POINT, "--town", "開成町", "--from", "R9.4.1", "--yes", "--workspace", own)
    assert said.status == 1
    assert "[U102]" in said.err
    assert "--history" in said.err


def test_the_last_value_takes_its_point_with_it(own: Path) -> None:
    """No empty setting is left behind."""
    typed("unset", POINT, "--town", "開成町", "--from", "R3.4.1", "--yes", "--workspace", own)
    assert POINT not in (own / FILE).read_text("utf-8")


def test_json_without_yes_only_proposes(own: Path) -> None:
    """A program sees the difference before it decides."""
    before = (own / FILE).read_bytes()
    said = typed(
        "set", POINT, "330,000", "--town", "開成町", "--from", "R9.4.1", "--json", "--workspace", own
    )
    assert said.status == 0
    assert said.data["written"] is False
    assert "+    2027: 330_000  # = 令和9年度から・33万円" in said.data["difference"]
    assert (own / FILE).read_bytes() == before


def test_a_value_outside_its_range_names_the_point_and_no_place(own: Path) -> None:
    """[P101]: the value stands in no file yet."""
    said = typed(
        "set", POINT, "9", "--town", "開成町", "--from", "R9.4.1", "--yes", "--json", "--workspace", own
    )
    (finding,) = said.data["findings"]
    assert (said.status, finding["code"], finding["places"]) == (1, "P101", [])
    assert finding["ja"].startswith(
        f"均等割の非課税限度の基本額（{POINT}）: 9 は書ける範囲（280,000〜350,000）"
    )
