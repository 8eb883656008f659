"""What explain leaves behind for a clerk: a case to keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT

HERE = ("--workspace", ROOT)
HEAD = "住民コード,世帯コード,町村,生年月日,給与収入,社会保険料,16歳未満の扶養親族の数\n"
PEOPLE = (
    HEAD
    + "kaisei-r1,kaisei-h1,開成町,1984-07-22,5446400,826218,1\nkaisei-r2,kaisei-h1,開成町,2013-04-12,0,0,0\n"
)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A household of two."""
    path = tmp_path / "住民.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


def explained(people: Path, *words: str | Path) -> Said:
    """Explain the tax of the year of the first resident."""
    return typed("explain", "個人住民税", "年税額", "--resident", "kaisei-r1", "--year", "R8", "--in", people, *words, *HERE)  # fmt: skip


def test_a_saved_case_passes_at_once(people: Path, tmp_path: Path) -> None:
    """And it names nobody."""
    case = tmp_path / "例" / "自分の例.yaml"
    said = explained(people, "--save-case", case)
    assert said.status == 0, said.err
    assert "番号は a、b … に置き換え" in said.out
    assert typed("test", case, *HERE).status == 0
    text = case.read_text("utf-8")
    assert "kaisei-r1" not in text
    assert "- name: 個人住民税 開成町 令和8年度 年税額\n" in text
    assert "pay_revenue: 5_446_400  # 給与収入" in text


def test_a_second_case_is_added_and_the_comments_stay(people: Path, tmp_path: Path) -> None:
    """Every byte of the file is still there, its line ends too."""
    case = tmp_path / "例.yaml"
    explained(people, "--save-case", case)
    before = case.read_bytes().replace(b"\n", b"\r\n") + "# 残すコメント".encode()
    case.write_bytes(before)
    data = explained(people, "--save-case", case, "--keep-ids", "--json").data
    after = case.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")
    assert "resident_id: kaisei-r1" in after.decode()
    assert data["case"] == {"file": str(case), "name": "個人住民税 開成町 令和8年度 年税額（2）"}
    assert "計算例 2件" in typed("test", case, *HERE).out


@pytest.mark.parametrize("content", ["name: 並びでない\n", "- name: 途中\n", "[]\n"])
def test_a_file_that_is_no_list_of_cases_stays_as_it_is(people: Path, tmp_path: Path, content: str) -> None:
    """[K113]"""
    case = tmp_path / "例.yaml"
    case.write_text(content, "utf-8")
    said = explained(people, "--save-case", case)
    assert (said.status, "[K113]" in said.err) == (1, True)
    assert case.read_text("utf-8") == content


def test_ids_are_kept_only_in_a_case(people: Path) -> None:
    """``--keep-ids`` alone is a slip."""
    assert explained(people, "--keep-ids").status == 2


def test_a_result_of_assumptions_is_not_kept(tmp_path: Path) -> None:
    """[K112]: the case would be refused where nobody assumes."""
    bills = tmp_path / "保険.csv"
    bills.write_text(
        "resident_id,household_id,municipality,birth_date,head,insurance,land_special_deduction,gross_income_amount,total_income,"
        "employment_income,public_pension_income\n"
        "hayama-r1,hayama-h1,hayama,1980-07-01,yes,insured,0,3000000,3000000,0,0\n",
        "utf-8",
    )
    case = tmp_path / "例.yaml"
    said = typed("explain", "国民健康保険税（料）", "later_instalment", "--row", "hayama-r1", "--year", "R7",
                 "--in", bills, "--assume", "--save-case", case, *HERE)  # fmt: skip
    assert "[K112]" in said.err, said
    assert not case.exists()


def test_a_letter_is_one_paragraph_to_paste(people: Path) -> None:
    """Nothing but the paragraph; in English under --lang en; with the whole explanation under --json."""
    said = explained(people, "--letter")
    assert said.status == 0, said.err
    (paragraph,) = said.out.splitlines()
    assert paragraph.startswith("お尋ねの個人住民税の「年税額」（令和8年度）は、")
    data = explained(people, "--letter", "--json").data
    assert f"{data['value']:,}円です。" in paragraph
    assert data["letter"] == paragraph
    assert explained(people, "--letter", "--lang", "en").out.startswith(
        "You asked about Individual resident tax"
    )


def test_a_household_that_has_lost_a_member_is_not_explained_without_him(tmp_path: Path) -> None:
    """A run gives the whole household back when one row of it is rejected; so does an explanation that looks at others."""
    rows = (
        "resident_id,household_id,municipality,birth_date,head,insurance,land_special_deduction,gross_income_amount,total_income,"
        "employment_income,public_pension_income\n"
        "hayama-r1,hayama-h1,hayama,1980-07-01,yes,insured,0,3000000,3000000,0,0\n"
        "hayama-r2,hayama-h1,hayama,1982-13-01,no,insured,0,0,0,0,0\n"
        "hayama-r3,hayama-h2,hayama,1982-07-01,yes,insured,0,0,0,0,0\n"
    )
    source = tmp_path / "保険.csv"
    source.write_text(rows, "utf-8")
    line = ("explain", "national_health_insurance", "annual_total", "--year", "R7", "--in", source, *HERE)
    said = typed(*line, "--row", "hayama-r1")
    assert (said.status, "[U108]" in said.err) == (1, True)
    assert typed(*line, "--row", "hayama-r3").status == 0
