"""`uwanose customization amend`: a version beside the old one, for a change of law or the repair of a defect."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import copied

ENTRY = "profiles/kanagawa/customizations/K-006.yaml"
PROGRAM = "plugins/oi/uwanose_oi/k_006_v2.py"
ROWS = """\
resident_id,household_id,municipality,birth_date,head,insurance,land_special_deduction,gross_income_amount,total_income,employment_income,public_pension_income
a,h1,oi,1980-10-01,yes,insured,0,4000000,4000000,0,0
b,h1,oi,2007-04-01,no,insured,0,0,0,0,0
c,h1,oi,2007-04-02,no,insured,0,0,0,0,0
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """A workspace in which the repair of K-006 has begun, and what was said."""
    own = copied(tmp_path_factory.mktemp("amend"))
    return own, typed("customization", "amend", "K-006", "--reason", "defect", "--yes", "--workspace", own)


@pytest.fixture
def own(begun: tuple[Path, Said], tmp_path: Path) -> Path:
    """A copy of that workspace."""
    shutil.copytree(begun[0], tmp_path / "own")
    return tmp_path / "own"


def repaired(own: Path) -> None:
    """Let the borders of age lie a day earlier: who was born on 1 April 2007 is relieved, too."""
    program = own / PROGRAM
    text = program.read_text("utf-8")
    program.write_text(text.replace("year * 10_000 + 401", "year * 10_000 + 331"), encoding="utf-8")


def test_a_repair_begins_as_a_copy_on_the_same_days(begun: tuple[Path, Said]) -> None:
    """Content and program of the first version; nothing has effect yet, and the check is content."""
    own, said = begun
    assert (said.status, "誤りの修正の費用は 0円" in said.out) == (0, True)
    row = (own / ENTRY).read_text("utf-8").splitlines()[-2]
    assert row == (
        "  - {from: 2020-04-01, reason: defect, content: "
        "{national_health_insurance.child_per_head_relief: {plugin: oi, mode: replace}}}"
    )
    assert (own / PROGRAM).read_bytes() == (own / "plugins/oi/uwanose_oi/k_006.py").read_bytes()
    assert typed("check", "--workspace", own).status == 0
    assert "第2版の決裁　uwanose customization approve K-006" in said.out


def test_a_repair_is_tried_before_it_is_approved_and_then_holds_from_the_first_day(own: Path) -> None:
    """The impact names who changes; the approval pins the second module; the first stays where it is."""
    repaired(own)
    people = own / "insured.csv"
    people.write_text(ROWS, "utf-8")
    line = ("国民健康保険税", people, "--town", "大井町", "--year", "R7", "--workspace", own)
    tried = typed("impact", *line, "--with", "K-006", "--json")
    assert tried.status == 0, tried.err
    assert tried.data["cost"] is None
    before, after = tried.data["total"]["before"], tried.data["total"]["after"]
    assert after < before
    told = typed("impact", *line, "--with", "K-006").out
    assert "第2版が決裁された場合（第2版、2020-04-01 から、誤りの修正・費用 0円）" in told
    approved = typed("customization", "approve", "K-006", "--on", "R8.11.20", "--document", "組合決裁令8-77", "--yes",
                     "--workspace", own)  # fmt: skip
    assert (approved.status, "誤りの修正・費用 0円" in approved.out) == (0, True)
    out = own / "out.csv"
    ran = typed("run", *line, "-o", out, "--json")
    assert ran.status == 0, ran.err
    figures = [row.split(",") for row in out.read_text("utf-8-sig").splitlines()]
    column = figures[0].index("annual_total")
    assert sum(int(row[column]) for row in figures[1:] if row[column]) == after
    assert typed("audit", "--workspace", own).status == 0


def test_the_book_shows_the_repair_with_its_nothing(own: Path) -> None:
    """A 0-yen line of the month of its approval, for 大井町 alone."""
    typed("customization", "approve", "K-006", "--on", "R8.5.20", "--document", "組合決裁令8-31", "--yes", "--workspace", own)  # fmt: skip
    drafted = typed("charge", "draft", "R8-1", "--json", "--workspace", own)
    lines = [one for one in drafted.data["lines"] if one["cost"] == "repair_2"]
    assert [(one["town"], one["yen"]) for one in lines] == [("oi", 0)]


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        (("K-006",), 2, "--from を付けてください"),
        (("K-006", "--from", "R9.4.1"), 1, "[R159]"),
        (("K-020", "--reason", "defect", "--from", "R3.4.1"), 1, "[R160]"),
        (("K-015", "--from", "R9.4.1"), 1, "[R158]"),
    ],
)
def test_what_cannot_be_amended_is_said(
    begun: tuple[Path, Said], line: tuple[str, ...], status: int, said: str
) -> None:
    """And nothing is written."""
    own, _ = begun
    before = {path: path.read_bytes() for path in (own / "profiles").rglob("*.yaml")}
    answer = typed("customization", "amend", *line, "--yes", "--workspace", own)
    assert (answer.status, said in answer.err) == (status, True)
    assert before == {path: path.read_bytes() for path in (own / "profiles").rglob("*.yaml")}


def test_an_amendment_leaves_the_past_as_it_was(begun: tuple[Path, Said], tmp_path: Path) -> None:
    """K-003 has two versions of values: the third copies the second, line for line."""
    own = tmp_path / "own"
    shutil.copytree(begun[0], own)
    said = typed("customization", "amend", "K-003", "--from", "R9.4.1", "--yes", "--workspace", own)
    assert (said.status, "第3版（改正、2027-04-01 から）を、第2版の内容を写して" in said.out) == (0, True)
    text = (own / "profiles/kanagawa/customizations/K-003.yaml").read_text("utf-8")
    assert text.count("マイナ保険証または資格確認書") == 2
    assert typed("check", "--workspace", own).status == 0
