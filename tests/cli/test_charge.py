"""charge draft, close, statement, verify and customization report: from the register to paper, to the yen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT, copied
from uwanose.workspace import Workspace

CLOSE = ("charge", "close", "R8-1", "--on", "R8.4.20", "--document", "組合決裁第12号")
FILE = "profiles/kanagawa/charges/2026Q1.jsonl"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace that may be written to."""
    return copied(tmp_path / "own")


def close(own: Path) -> Said:
    """Close the first quarter of fiscal year 2026."""
    said = typed(*CLOSE, "--json", "--workspace", own)
    assert said.status == 0, said.err
    return said


@pytest.mark.parametrize("quarter", ["2026Q1", "R8-1", "令和8年度第1期"])
def test_a_draft_shows_every_town_and_writes_nothing(own: Path, quarter: str) -> None:
    """算定案: shared cost and own cost apart, refunds never netted."""
    said = typed("charge", "draft", quarter, "--workspace", own)
    assert said.status == 0
    assert "令和8年度第1期（2026Q1）　算定案" in said.out
    assert (
        len(
            [
                line
                for line in said.out.splitlines()
                if "円" in line and line[0] in "葉寒大二中松山開箱真湯愛清"
            ]
        )
        == 14
    )
    assert not (own / "profiles/kanagawa/charges").exists()


def test_the_close_is_the_draft(own: Path) -> None:
    """Line by line, to the yen."""
    drafted = typed("charge", "draft", "R8-1", "--json", "--workspace", own).data
    closed = close(own).data
    assert closed["lines"] == drafted["lines"]
    assert (
        closed["total"]
        == drafted["total"]
        == sum(town["charges"] + town["refunds"] for town in closed["towns"].values())
    )


def test_a_second_close_changes_no_byte(own: Path) -> None:
    """And says so."""
    close(own)
    before = (own / FILE).read_bytes()
    said = typed(*CLOSE, "--workspace", own)
    assert (said.status, "[C111]" in said.out) == (0, True)
    assert (own / FILE).read_bytes() == before


@pytest.fixture(params=["towns/kaisei.yaml", "customizations/K-008.yaml"])
def unreadable(own: Path, request: pytest.FixtureRequest) -> Path:
    """A workspace one file of which cannot be read: what 開成町 has adopted, or what K-008 costs."""
    with (own / "profiles/kanagawa" / request.param).open("a", encoding="utf-8") as broken:
        broken.write("\tbroken: [\n")
    return own


def test_nothing_is_charged_while_a_file_cannot_be_read(unreadable: Path) -> None:
    """[U122]: what 開成町 has adopted would be charged to nobody, or to the others who share it."""
    for line in (CLOSE, ("charge", "draft", "R8-1")):
        said = typed(*line, "--workspace", unreadable)
        assert (said.status, "[U122]" in said.err, "[S107]" in said.err) == (1, True, True)
    assert not (unreadable / FILE).exists()


def test_no_report_is_made_while_a_file_cannot_be_read(unreadable: Path, tmp_path: Path) -> None:
    """[U122]: a report with a hole looks like a report of everything. No file is written either."""
    out = tmp_path / "r.xlsx"
    for options in ((), ("--json",), ("--xlsx", out)):
        said = typed("customization", "report", "--year", "R8", *options, "--workspace", unreadable)
        assert (said.status, "[U122]" in said.err, "[S107]" in said.err) == (1, True, True)
        assert "K-004" not in said.out
    assert not out.exists()


def test_the_book_is_proven_though_a_file_cannot_be_read(own: Path) -> None:
    """It proves itself; what today's register would correct is not told from a register with a hole."""
    close(own)
    with (own / "profiles/kanagawa/customizations/K-008.yaml").open("a", encoding="utf-8") as broken:
        broken.write("\tbroken: [\n")
    said = typed("charge", "verify", "--workspace", own)
    assert (said.status, "[U122]" in said.out, "[C126]" in said.out) == (1, True, False)
    assert "調定簿は正しい: 2026Q1" in said.out


def test_the_list_and_a_missing_name_tell_what_could_not_be_read(own: Path) -> None:
    """K-008 is in the folder, so "not found" alone would send its reader astray."""
    with (own / "profiles/kanagawa/customizations/K-008.yaml").open("a", encoding="utf-8") as broken:
        broken.write("\tbroken: [\n")
    listed = typed("customization", "list", "--workspace", own)
    assert (listed.status, "K-007" in listed.out, "[S107]" in listed.err) == (1, True, True)
    shown = typed("customization", "show", "K-008", "--workspace", own)
    assert (shown.status, "customizations/K-008.yaml" in shown.err) == (2, True)


def test_a_quarter_is_not_closed_without_a_document(own: Path) -> None:
    """An empty number names no decision: exit status 2, nothing written."""
    said = typed("charge", "close", "R8-1", "--on", "R8.4.20", "--document", " ", "--workspace", own)
    assert (said.status, "--document" in said.err) == (2, True)
    assert not (own / FILE).exists()


def test_closing_is_written_to_the_journal(own: Path) -> None:
    """処理履歴 names the command and the file."""
    close(own)
    assert f'"file": "{FILE}"' in (own / "profiles/kanagawa/journal.jsonl").read_text("utf-8")


def test_the_bundled_sample_is_never_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """[W102] on a workspace that may not be written to."""

    own = copied(tmp_path)
    monkeypatch.setattr(Workspace, "open", classmethod(lambda cls, *_, **__: cls(own, writable=False)))
    said = typed(*CLOSE)
    assert (said.status, "[W102]" in said.err) == (1, True)


@pytest.mark.parametrize("missing", ["--on", "--document"])
def test_day_and_document_must_be_given(own: Path, missing: str) -> None:
    """The clock never decides when a quarter is closed."""
    line = list(CLOSE)
    at = line.index(missing)
    said = typed(*line[:at], *line[at + 2 :], "--workspace", own)
    assert said.status == 2
    assert missing in said.err


def test_one_changed_yen_is_found_with_file_and_line(own: Path) -> None:
    """charge verify: exit status 1; the audit answers no."""
    close(own)
    assert typed("charge", "verify", "--workspace", own).status == 0
    text = (own / FILE).read_text("utf-8")
    (own / FILE).write_text(text.replace('"due":', '"due":1', 1), "utf-8")
    said = typed("charge", "verify", "--workspace", own)
    assert said.status == 1
    assert f"{FILE}:" in said.out
    assert typed("audit", "--workspace", own).status == 1


def test_a_changed_book_is_told_by_check_and_by_what_waits(own: Path) -> None:
    """Nobody has to think of verify to learn that the book was changed."""
    close(own)
    assert typed("check", "--workspace", own).status == 0
    file = own / FILE
    file.write_bytes(file.read_bytes().replace(b'"yen":', b'"yen":1', 1))
    checked = typed("check", "--workspace", own)
    assert checked.status == 1
    assert FILE in checked.out
    assert "誤り 0件" not in typed("--workspace", own).out


def test_fourteen_statements_add_up_to_the_quarter(own: Path, tmp_path: Path) -> None:
    """One page for each town, named by its number."""
    total = close(own).data["total"]
    said = typed("charge", "statement", "R8-1", "-o", tmp_path / "通知書", "--json", "--workspace", own)
    assert len(said.data) == 14
    assert sum(paper["total"] for paper in said.data) == total
    page = (tmp_path / "通知書" / "令和8-1-009_開成町.html").read_text("utf-8")
    assert "負担金納入通知書" in page
    assert "開成町長" in page


def test_a_quarter_that_is_not_closed_has_drafts_only(own: Path, tmp_path: Path) -> None:
    """[U109] without --draft."""
    line = ("charge", "statement", "R8-2", "--town", "清川村", "-o", tmp_path / "案", "--workspace", own)
    assert "[U109]" in typed(*line).err
    assert typed(*line, "--draft").status == 0
    assert "案" in next((tmp_path / "案").iterdir()).read_text("utf-8")


@pytest.mark.parametrize("text", ["R8-5", "第1期", "2026"])
def test_a_quarter_nobody_can_read_is_wrong_use(text: str) -> None:
    """The forms that are understood are named."""
    said = typed("charge", "draft", text, "--workspace", ROOT)
    assert (said.status, "2026Q1・R8-1" in said.err) == (2, True)


def test_the_report_lists_every_entry_with_yen_and_payers(own: Path) -> None:
    """K-004 is 清川村's alone; what was refused costs nothing."""
    said = typed("customization", "report", "--year", "R8", "--workspace", own)
    row = next(line for line in said.out.splitlines() if line.startswith("K-004"))
    assert "清川村 79,200円" in row
    assert any(line.startswith("K-013") and "見送り" in line for line in said.out.splitlines())


def test_the_report_on_the_screen_says_what_changes_and_who_decided_and_consented(own: Path) -> None:
    """Each entry against the layer beneath it, the group's decision, every consent, the approval; refused ones too."""
    said = typed("customization", "report", "--year", "R8", "--workspace", own).out
    of_k005, of_k013 = (
        [line for line in said.splitlines() if line.startswith(name)] for name in ("K-005", "K-013")
    )
    assert "医療証の標題: 県仕様 K-003 福祉医療証 → " in of_k005[1]
    assert "2022-09-15 福祉 町村個別カスタマイズ" in of_k005[1]
    assert "大磯町 2022-11-18、開成町 2023-05-26" in of_k005[1]
    assert "2022-12-15 組合決裁令4-33" in of_k005[1]
    assert "見送り" in of_k013[1]
    assert "14町村の同意" in next(line for line in said.splitlines() if "K-001" in line and "同意" in line)


def test_a_consent_that_is_missing_is_shown_as_missing(own: Path) -> None:
    """The report does not hide what has no effect."""
    town = own / "profiles/kanagawa/towns/oi.yaml"
    text = town.read_text("utf-8")
    start = text.index("    consent:", text.index("- id: K-007"))
    town.write_text(text[:start] + text[text.index("\n", start) + 1 :], "utf-8")
    said = typed("customization", "report", "--year", "R8", "--workspace", own).out
    assert "大井町 承諾なし" in next(line for line in said.splitlines() if "K-007" in line and "決裁" in line)


def test_the_report_is_written_as_workbook_page_and_tables(own: Path, tmp_path: Path) -> None:
    """The free settings stand on a sheet of their own."""
    from zipfile import ZipFile

    out = tmp_path / "報告"
    typed(
        "customization",
        "report",
        "--year",
        "R8",
        "--xlsx",
        out / "r.xlsx",
        "--html",
        out / "r.html",
        "--csv",
        out,
        "--workspace",
        own,
    )
    with ZipFile(out / "r.xlsx") as book:
        assert "設定一覧" in book.read("xl/workbook.xml").decode()
    assert "カスタマイズ" in (out / "r.html").read_text("utf-8")
    rows = list(csv.reader((out / "カスタマイズ一覧.csv").read_text("utf-8-sig").splitlines()))
    assert {row[0] for row in rows} >= {"K-001", "K-004", "K-013"}


def test_the_report_as_json_is_the_whole_report(own: Path) -> None:
    """Identifiers and numbers, nothing rounded."""
    data = typed("customization", "report", "--year", "2026", "--json", "--workspace", own).data
    assert data["fiscal_year"] == 2026
    register = own / "profiles/kanagawa/customizations"
    assert [entry["id"] for entry in data["customizations"]] == sorted(
        file.stem for file in register.glob("*.yaml")
    )


def _paid(own: Path) -> None:
    """Write what the build of K-005 came to: 4,800 yen less."""
    file = own / "profiles/kanagawa/customizations/K-005.yaml"
    file.write_text(file.read_text("utf-8").replace("actual: 1_152_000", "actual: 1_147_200"), "utf-8")


def test_a_mistake_is_corrected_at_once_with_notices_of_its_own(own: Path, tmp_path: Path) -> None:
    """Tour C3: the draft, the correction, its papers, and a green proof; the closed file is untouched."""
    close(own)
    before = (own / FILE).read_bytes()
    _paid(own)
    drafted = typed("charge", "correct", "R8-1", "--draft", "--json", "--workspace", own)
    assert drafted.status == 0 and not (own / FILE.replace("2026Q1", "2026Q1-1")).exists()
    line = ("--on", "R8.4.21", "--document", "組合決裁第13号", "--reason", "請求額の誤り", "--workspace", own)
    said = typed("charge", "correct", "R8-1", *line, "--json")
    assert (said.status, said.data["run"], said.data["total"]) == (0, "2026Q1-1", -300)
    assert said.data["lines"] == drafted.data["lines"]
    assert {entry["route"] for entry in said.data["lines"]} == {"same_year"}
    assert (own / FILE).read_bytes() == before
    papers = typed(
        "charge", "statement", "R8-1変1", "-o", tmp_path / "通知", "--json", "--workspace", own
    ).data
    assert [(paper["number"], paper["total"]) for paper in papers] == [
        ("令和8-1変1-003減", -150),
        ("令和8-1変1-009減", -150),
    ]
    page = next((tmp_path / "通知").glob("*開成町.html")).read_text("utf-8")
    assert "負担金変更（減額・還付）通知書" in page and "請求額の誤り" in page
    assert typed("charge", "verify", "--workspace", own).status == 0
    assert "2026Q1-1.jsonl" in (own / "profiles/kanagawa/journal.jsonl").read_text("utf-8")


@pytest.mark.parametrize("missing", ["--on", "--document", "--reason"])
def test_a_correction_needs_day_document_and_reason(own: Path, missing: str) -> None:
    """Exit status 2, naming what is missing."""
    line = ["--on", "R8.4.21", "--document", "組合決裁第13号", "--reason", "請求額の誤り"]
    at = line.index(missing)
    said = typed("charge", "correct", "R8-1", *line[:at], *line[at + 2 :], "--workspace", own)
    assert (said.status, missing in said.err) == (2, True)


def test_a_year_is_not_settled_before_its_quarters_are_closed(own: Path) -> None:
    """[C119] names the quarter and the command."""
    close(own)
    said = typed(
        "charge", "settle", "R8", "--on", "R9.5.20", "--document", "組合決裁第31号", "--workspace", own
    )
    assert (said.status, "[C119]" in said.err, "charge close 2026Q2" in said.err) == (1, True, True)


def test_a_settled_year_has_papers_of_its_own(own: Path, tmp_path: Path) -> None:
    """Tour C6: four closes, the settlement, its notices."""
    for number, on in (("1", "R8.4.20"), ("2", "R8.7.20"), ("3", "R8.10.20"), ("4", "R9.1.20")):
        said = typed("charge", "close", f"R8-{number}", "--on", on, "--document", "第1号", "--workspace", own)
        assert said.status == 0
    _paid(own)
    said = typed(
        "charge", "settle", "R8", "--on", "R9.5.20", "--document", "第31号", "--json", "--workspace", own
    )
    assert (said.status, said.data["run"], said.data["total"]) == (0, "2026S", -1_200)
    papers = typed(
        "charge", "statement", "R8精算", "-o", tmp_path / "精算", "--json", "--workspace", own
    ).data
    assert [(paper["number"], paper["total"]) for paper in papers] == [
        ("令和8-精-003精還", -600),
        ("令和8-精-009精還", -600),
    ]
    assert "負担金精算（還付）通知書" in next((tmp_path / "精算").glob("*開成町.html")).read_text("utf-8")


def test_the_fourth_quarter_closed_in_april_is_next_years_money(own: Path) -> None:
    """[C113] at draft with --on; without it, a note of the last day."""
    line = ("charge", "draft", "R8-4", "--workspace", own)
    assert "翌" not in typed(*line, "--on", "R9.3.31").out
    assert "令和8年度ではなく令和9年度の歳入" in typed(*line, "--on", "R9.4.10").out
    assert "2027-03-31 までに調定し通知しないと" in typed(*line).out


def test_a_paper_copy_is_confirmed(own: Path) -> None:
    """Tour D5: number, amount and hash agree; one yen more does not."""
    close(own)
    line = ("charge", "verify", "--statement", "令和8-1-009", "--workspace", own)
    paper = typed(*line, "--json").data
    assert (paper["agrees"], paper["town"]) == (True, "kaisei")
    agreeing = typed(*line, "--total", str(paper["total"]), "--hash", paper["head"][:16])
    assert (agreeing.status, "令和8-1-009: 一致" in agreeing.out) == (0, True)
    assert "所属年度: 令和8年度" in agreeing.out
    assert "不一致" in typed(*line, "--total", str(paper["total"] + 1)).out
    assert typed(*line, "--hash", "00000000").status == 1
    assert typed("charge", "verify", "--statement", "令和8-1-99", "--workspace", own).status == 2
    assert typed("charge", "verify", "--total", "1", "--workspace", own).status == 2


def test_the_forecast_keeps_wishes_apart_and_is_written_for_the_finance_sections(
    own: Path, tmp_path: Path
) -> None:
    """Tour C5: 14 towns, K-018 undecided, contracts that end; the workbook has a budget sheet for each town."""
    from zipfile import ZipFile

    line = ("charge", "forecast", "R9", "--workspace", own)
    said = typed(*line, "--xlsx", tmp_path / "見込額.xlsx")
    assert said.status == 0
    assert "未決定: K-018" in said.out and "終了: K-005" in said.out
    data = typed(*line, "--json").data
    assert len(data["towns"]) == 14
    assert data["decided"] == sum(town["shared"] + town["own"] for town in data["towns"].values())
    assert [wish["customization"] for wish in data["wishes"]] == ["K-018"]
    assert {town: one["undecided"] for town, one in data["towns"].items() if one["undecided"]} == {
        "hakone": 726_000
    }
    with ZipFile(tmp_path / "見込額.xlsx") as book:
        names = book.read("xl/workbook.xml").decode()
    assert all(name in names for name in ("負担金見込額", "未決定", "終了する契約", "箱根町", "清川村"))
    sheet = typed(*line, "--town", "箱根町")
    assert "後年度負担" in sheet.out and "K-009" in sheet.out and "葉山町" not in sheet.out


def test_a_forecast_with_a_file_unread_is_refused(own: Path) -> None:
    """[U122]: a hole in the register would make every figure wrong."""
    with (own / "profiles/kanagawa/towns/kaisei.yaml").open("a", encoding="utf-8") as broken:
        broken.write("\tbroken: [\n")
    assert "[U122]" in typed("charge", "forecast", "R9", "--workspace", own).err


def test_a_council_is_told_why_in_sentences(own: Path) -> None:
    """Tour C7 and D1: at most fifteen, with the proof of 0 yen; in both languages, as data too."""
    line = ("charge", "why", "清川村", "--against", "寒川町", "--year", "R8", "--workspace", own)
    said = typed(*line)
    assert said.status == 0
    assert len(said.out.splitlines()) <= 15
    assert "人口3,162 ÷ 305,252" in said.out and "清川村の負担は 0円です" in said.out
    data = typed(*line, "--json").data
    assert data["town"]["yen"] == data["town"]["moved"] + sum(
        part["yen"] for part in (*data["town"]["shared"], *data["town"]["own"])
    )
    assert data["town"]["others_own"]["borne"] == 0
    assert "Kiyokawa owes" in typed(*line, "--lang", "en").out


def test_an_open_objection_is_told_by_check_and_verify(own: Path) -> None:
    """地方自治法291条: 開成町 objected; nothing is decided yet."""
    close(own)
    (own / "profiles/kanagawa/burden_objections.yaml").write_text(
        "objections:\n  - {id: 異議令8-1, by: kaisei, statement: 令和8-1-009, on: 2026-05-01, document: 開成町発第12号}\n",
        "utf-8",
    )
    for line in (("check",), ("charge", "verify")):
        said = typed(*line, "--workspace", own)
        assert (said.status, "[C153]" in said.out, "次は: 議会に諮る" in said.out) == (0, True, True)


def test_the_book_is_exported_in_the_form_the_file_asks_for(own: Path, tmp_path: Path) -> None:
    """The sentence tells how much; the screen gets the same bytes as the file."""
    total = close(own).data["total"]
    out = tmp_path / "仕訳帳.journal"
    said = typed("charge", "export", "-o", out, "--workspace", own)
    assert (said.status, f"計 {total:,}円" in said.out, "hledger" in said.out) == (0, True, True)
    assert typed("charge", "export", "--format", "ledger", "--workspace", own).out == out.read_text("utf-8")
    told = typed(
        "charge", "export", "--town", "清川村", "-o", tmp_path / "a.csv", "--json", "--workspace", own
    ).data
    assert (told["papers"], told["form"]) == (1, "csv")
    assert (
        told["yen"]
        == typed("charge", "draft", "R8-1", "--json", "--workspace", own).data["towns"]["kiyokawa"]["charges"]
    )


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("-o", "a.xls"), 2, "形式が分かりません"),
        ((), 2, "形式が分かりません"),
        (("--format", "xlsx"), 2, "-o でファイルを"),
        (("--quarter", "R8-1", "--year", "R8", "--format", "csv"), 2, "どちらか一つ"),
        (("--quarter", "R8-2", "--format", "csv"), 1, "[C137]"),
        (("-o", "no/folder/a.csv"), 1, "no/folder"),
    ],
)
def test_an_export_that_cannot_be_made_says_why_and_writes_nothing(
    own: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], status: int, words: str
) -> None:
    """An unknown form, a workbook to the screen, two periods, a quarter that is not closed, a folder that is not there."""
    close(own)
    monkeypatch.chdir(own)
    before = [path for path in sorted(own.rglob("*")) if ".uwanose" not in path.parts]
    said = typed("charge", "export", *arguments, "--workspace", own)
    assert (said.status, words in said.out + said.err) == (status, True), said.out + said.err
    assert [path for path in sorted(own.rglob("*")) if ".uwanose" not in path.parts] == before
