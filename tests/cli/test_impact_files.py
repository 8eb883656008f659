"""`uwanose impact --with FILE`: a layer's file or a draft, tried before it is put into the workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT

TOWN = ROOT / "profiles/kanagawa/towns/kaisei.yaml"
PEOPLE = """resident_id,household_id,municipality,birth_date,business_income
a,setai-1,kaisei,1980-05-01,420000
b,setai-2,kaisei,1980-05-01,420001
c,setai-3,kaisei,1980-05-01,430000
d,setai-4,kaisei,1980-05-01,430001
"""
DRAFT = """id: K-900
title: {ja: 障害者手帳3級への拡大, en: Grade 3}
business: medical_subsidy_disability
door: own_measure
request: {by: [oi], on: 2026-06-05, document: 要望令8-09}
content:
  medical_subsidy_disability.who.physical_grade: 3
costs:
  - {id: upkeep, kind: recurring, yearly: 240_000, start: 2027-04}
"""
BILLS = """bill_id,resident_id,municipality,treated_on,birth_date,first_certified_on,physical_grade,care,visits,insured_share,own_total_income_same,own_total_income_previous
1,r1,oi,2026-05-11,1970-05-01,2000-06-01,2,通院,2,4000,0,0
2,r2,oi,2026-05-11,1970-05-01,2000-06-01,3,通院,2,5000,0,0
3,r2,oi,2026-06-11,1970-05-01,2000-06-01,3,通院,1,2500,0,0
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Four in 開成町 around the limits of 420,000 and 430,000 yen."""
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


def changed(tmp_path: Path, before: str, after: str, name: str = "案.yaml") -> Path:
    """Return a changed copy of the file of 開成町, under another name."""
    text = TOWN.read_text("utf-8")
    assert before in text
    path = tmp_path / name
    path.write_text(text.replace(before, after, 1), "utf-8")
    return path


def tried(people: Path, file: Path, *more: str, town: str = "開成町") -> Said:
    return typed("impact", "個人住民税", people, "--year", "R7", "--town", town, "--with", file, *more, "-w", ROOT)  # fmt: skip


def test_a_changed_town_file_is_tried_where_it_lies(people: Path, tmp_path: Path) -> None:
    """As with --set in test_impact: of 420,001 to 430,000 yen become exempt, 4,300 yen each; the workspace is as it was."""
    before = TOWN.read_bytes()
    file = changed(tmp_path, "2021: {value: 320_000", "2021: {value: 330_000")
    said = tried(people, file)
    assert said.status == 0, said.err
    assert f"  {file}: このファイルのとおりにした場合\n" in said.out
    assert "    -    2021: {value: 320_000" in said.out
    assert "    +    2021: {value: 330_000" in said.out
    assert "年税額: 4人のうち 2人が変わります。計 −8,600円（16,900円 → 8,300円）" in said.out
    assert "の費用: " not in said.out
    assert TOWN.read_bytes() == before


def test_a_mistake_is_told_at_the_line_of_the_file_that_was_typed(people: Path, tmp_path: Path) -> None:
    """33,000 for 330,000 is outside the range of the law."""
    file = changed(tmp_path, "2021: {value: 320_000", "2021: {value: 33_000")
    said = tried(people, file)
    assert said.status == 1
    assert "[P101] 33,000 は書ける範囲（280,000〜350,000）の外です。" in said.err
    assert f"  {file}:9:19" in said.err


def test_a_draft_of_the_register_is_held_by_the_towns_asked_for(people: Path, tmp_path: Path) -> None:
    """Grade 3 is covered: one resident of two bills, 7,500 yen, beside the 240,000 yen a year the draft is thought to cost."""
    file, bills = tmp_path / "草案.yaml", tmp_path / "bills.csv"
    file.write_text(DRAFT, "utf-8")
    bills.write_text(BILLS, "utf-8")
    line = (
        "impact",
        "重度障害者医療費助成",
        bills,
        "--town",
        "大井町",
        "--with",
        file,
        "--assume",
        "-w",
        ROOT,
    )
    said = typed(*line, "--json")
    assert said.status == 0, said.err
    assert said.data["with"] == ["K-900"]
    assert said.data["better_off"] == {"heads": 1, "yen": 7_500}
    assert (said.data["cost"]["yearly"], said.data["cost"]["yearly_per_head"]) == (240_000, 240_000)
    wrong = tried(people, file)
    assert (wrong.status, "[V106] K-900" in wrong.err) == (1, True), wrong.err
    both = tried(people, file, "--with", str(changed(tmp_path, "settings:", "settings:")))
    assert (both.status, "単独で試算します" in both.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        (None, 1, "[U134]"),
        ("note: 覚書\n", 1, "[U135]"),
        (
            "municipality: {code: '999999', name: どこか}\nsettings: {}\n",
            1,
            "団体コード「999999」の町村はありません",
        ),
        ("settings: [\n", 1, "[S1"),
    ],
)
def test_what_is_no_layer_is_told(people: Path, tmp_path: Path, text: str | None, status: int, words: str) -> None:  # fmt: skip
    """Missing, a note, a town nobody knows, no YAML."""
    file = tmp_path / "file.yaml"
    if text is not None:
        file.write_text(text, "utf-8")
    said = tried(people, file)
    assert (said.status, words in said.err) == (status, True), said.err


def test_the_town_of_the_file_must_be_among_the_towns(people: Path, tmp_path: Path) -> None:
    """Or nothing would be seen of it."""
    said = tried(people, changed(tmp_path, "settings:", "settings:"), town="大磯町")
    assert (said.status, "ファイルの町村（開成町）を --town に" in said.err) == (2, True)
