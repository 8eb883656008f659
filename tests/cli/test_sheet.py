"""Entry sheets: written, filled in, taken in as one act, and every slip told at its cell."""

from __future__ import annotations

import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.filled import cells, filled
from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT, copied
from uwanose.errors import Refused
from uwanose.source.filled_sheet import read_filled
from uwanose.workspace import Workspace
from uwanose_cli.sheets.importing import import_sheets

KAISEI = "profiles/kanagawa/towns/kaisei.yaml"
SAMPLE = Workspace(ROOT, writable=False)
BASE = "resident_tax.exemption.per_capita_base"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The settings sheet of 開成町's resident tax and two poll sheets are written once."""
    out = tmp_path_factory.mktemp("blank")
    here = ("--workspace", ROOT)
    assert typed("sheet", "export", "settings", "--town", "開成町", "--business", "個人住民税", "--on", "R8.4.1",
                 "-o", out / "設定調書.xlsx", *here).status == 0  # fmt: skip
    assert typed("sheet", "export", "drivers", "人口", "-o", out / "基礎数値.xlsx", *here).status == 0
    assert typed("sheet", "export", "request", "--town", "松田町", "--business", "医療費助成", "-o", out / "要望書.xlsx", *here).status == 0  # fmt: skip
    return out


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace of one's own."""
    return copied(tmp_path / "own")


def taken(own: Path, *files: Path, more: tuple[str, ...] = ("--yes",)) -> Said:
    """Take sheets in."""
    return typed("sheet", "import", *files, *more, "--workspace", own)


def row_of(path: Path, name: str, column: int = 1) -> int:
    """Return the row (from 1) whose identifier is a name."""
    return next(number for number, row in enumerate(cells(path), 1) if row[column] == name)


def test_a_value_goes_from_the_sheet_into_the_file_and_nothing_else_changes(
    blank: Path, own: Path, tmp_path: Path
) -> None:
    """The same bytes `set` writes; the journal says who; a second time nothing is left to do."""
    row = row_of(blank / "設定調書.xlsx", BASE)
    sheet = filled(
        blank / "設定調書.xlsx",
        {f"F{row}": 330_000, f"G{row}": "令和9年度", f"H{row}": "開成町税条例"},
        tmp_path / "調書.xlsx",
    )
    other = copied(tmp_path / "other")
    line = ("set", BASE, "330,000", "--town", "kaisei", "--from", "R9", "--basis", "開成町税条例", "--yes")
    assert typed(*line, "--workspace", other).status == 0
    assert taken(own, sheet, more=("--dry-run",)).status == 0
    assert (own / KAISEI).read_bytes() == (ROOT / KAISEI).read_bytes()
    said = taken(own, sheet, more=("--yes", "--by", "佐藤"))
    assert said.status == 0, said.err
    assert "320,000円 → 330,000円" in said.out
    assert (own / KAISEI).read_bytes() == (other / KAISEI).read_bytes()
    assert '"who": "佐藤"' in (own / "profiles/kanagawa/journal.jsonl").read_text("utf-8")
    again = taken(own, sheet)
    assert (again.status, "すでにそのとおり" in again.out) == (0, True)


def test_the_sheet_shows_the_neighbours_and_offers_what_may_be_written(blank: Path) -> None:
    """Locked but for the yellow cells; a choice drops down; an amount has the bounds of the point; nothing of the law."""
    book = openpyxl.load_workbook(blank / "設定調書.xlsx")
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[5]]
    assert heads[:9] == [
        "項目",
        "識別名",
        "今の値",
        "今の値の始まり",
        "今の根拠",
        "新しい値",
        "いつから",
        "根拠の条例",
        "覚え書き",
    ]
    assert len(heads) == 12 + 13 and "開成町" not in heads
    assert sheet.protection.sheet
    assert not sheet["F6"].protection.locked and sheet["A6"].protection.locked
    points = Workspace(ROOT, writable=False).catalog.points
    listed = [row[1].value for row in sheet.iter_rows(min_row=6) if row[1].value]
    assert listed and all(points[name].may_set.value in ("ordinance", "option") for name in listed)
    rules = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    grade = rules[f"F{row_of(blank / '設定調書.xlsx', 'resident_tax.exemption.grade')}"]
    assert (grade.type, "2級地" in grade.formula1) == ("list", True)
    amount = rules[f"F{row_of(blank / '設定調書.xlsx', BASE)}"]
    assert (amount.type, amount.formula1, amount.formula2) == ("whole", "280000", "350000")
    assert sheet.print_title_rows == "$5:$5"


def test_the_same_sheet_gives_the_same_bytes(blank: Path, tmp_path: Path) -> None:
    """Nothing of the clock is inside but the day shown; a file that is there is kept."""
    line = (
        "sheet",
        "export",
        "settings",
        "--town",
        "kaisei",
        "--business",
        "resident_tax",
        "--on",
        "2026-04-01",
    )
    out = tmp_path / "a.xlsx"
    assert typed(*line, "-o", out, "--workspace", ROOT).status == 0
    assert out.read_bytes() == (blank / "設定調書.xlsx").read_bytes()
    assert "[X116]" in typed(*line, "-o", out, "--workspace", ROOT).err
    assert typed(*line, "-o", out, "--force", "--workspace", ROOT).status == 0


@pytest.mark.parametrize(
    ("entries", "code", "cell", "words"),
    [
        ({"F": "33,000", "G": "R9"}, "P101", "F", "280,000〜350,000"),
        ({"F": "三十三万", "G": "R9"}, "P101", "F", "円の整数と読めません"),
        ({"F": "330,000"}, "X108", "G", "「いつから」が空です"),
        ({"G": "R9"}, "X108", "F", "「新しい値」が空です"),
        ({"H": "条例"}, "X108", "F", "「新しい値」が空です"),
        ({"F": "330,000", "G": "来年"}, "X109", "G", "「来年」を日付・年度として読めません"),
        ({"F": "330,000", "G": "R9", "B": "resident_tax.exemption.per_capita_bas"}, "X107", "B", f"近いもの: {BASE}"),
        ({"F": "330,000", "G": "R9", "C": "300,000円"}, "X110", "C", "いま: 320,000円"),
        ({"F": "#REF!", "G": "R9"}, "X114", "F", "計算の誤り"),
    ],
)  # fmt: skip
def test_a_slip_is_told_at_its_cell_and_no_byte_changes(
    blank: Path, own: Path, tmp_path: Path, entries: dict[str, object], code: str, cell: str, words: str
) -> None:
    """File, cell, the value found, why, and what to do."""
    row = row_of(blank / "設定調書.xlsx", BASE)
    there = {f"{column}{row}": value for column, value in entries.items()}
    said = taken(own, filled(blank / "設定調書.xlsx", there, tmp_path / "調書.xlsx"))
    assert said.status == 1
    assert f"[{code}]" in said.err
    assert f"調書.xlsx {cell}{row}" in said.err
    assert words in said.err
    assert "対処: " in said.err
    assert (own / KAISEI).read_bytes() == (ROOT / KAISEI).read_bytes()


def test_an_amount_far_from_the_former_one_stops_until_its_cell_is_named(own: Path, tmp_path: Path) -> None:
    """--yes does not wave a slip through; --accept names the cell."""
    out = tmp_path / "調書.xlsx"
    assert typed("sheet", "export", "settings", "--town", "oiso", "-o", out, "--workspace", own).status == 0
    points = Workspace(own, writable=False).catalog.points
    free = {name for name, point in points.items() if point.most is None}
    number, row = next(
        (number, row)
        for number, row in enumerate(cells(out), 1)
        if row[1] in free and str(row[2]).endswith("00円")
    )
    ten = int(str(row[2]).rstrip("円").replace(",", "")) * 10
    filled(out, {f"F{number}": ten, f"G{number}": "R9.4.1"})
    said = taken(own, out)
    assert (said.status, "[X111]" in said.err, "約10倍" in said.err) == (1, True, True)
    english = typed("--lang", "en", "sheet", "import", out, "--yes", "--workspace", own)
    assert "is about 10 times the value before" in english.err
    assert taken(own, out, more=("--yes", "--accept", f"F{number}")).status == 0
    assert f"--accept F{number}" in (own / "profiles/kanagawa/journal.jsonl").read_text("utf-8")


def test_all_slips_of_all_sheets_are_told_at_once_and_nothing_is_written(
    blank: Path, own: Path, tmp_path: Path
) -> None:
    """A good sheet beside a bad one waits; what is no workbook is told with the rest."""
    row = row_of(blank / "設定調書.xlsx", BASE)
    good = filled(blank / "設定調書.xlsx", {f"F{row}": 330_000, f"G{row}": "R9"}, tmp_path / "良.xlsx")
    twice = filled(good, {}, tmp_path / "同じ.xlsx")
    bad = tmp_path / "悪.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    bomb = tmp_path / "大.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 30_000_000)
    other = tmp_path / "他.xlsx"
    openpyxl.Workbook().save(other)
    said = taken(own, good, twice, bad, bomb, other, tmp_path / "無.xlsx")
    for code in ("X112", "X102", "X103", "X104", "X101"):
        assert f"[{code}]" in said.err, code
    assert (own / KAISEI).read_bytes() == (ROOT / KAISEI).read_bytes()
    english = typed("--lang", "en", "sheet", "import", bad, "--workspace", own)
    assert "cannot be read as a workbook" in english.err


def test_no_row_is_passed_over_however_many_have_lost_their_name(
    blank: Path, own: Path, tmp_path: Path
) -> None:
    """Each of thirty values whose name was deleted is a finding, and so is the slip in a row far below them."""
    last = len(cells(blank / "設定調書.xlsx")) + 100
    entries: dict[str, object] = {f"{column}{row}": value for row in range(last - 30, last)
                                  for column, value in (("F", 1), ("G", "R9"))}  # fmt: skip
    entries |= {f"B{last}": "resident_tax.exemption.per_capita_bose", f"F{last}": 1, f"G{last}": "R9"}
    said = taken(own, filled(blank / "設定調書.xlsx", entries, tmp_path / "調書.xlsx"))
    assert said.err.count("[X107]") == 31
    assert f"近いもの: {BASE}" in said.err


def test_a_changed_heading_another_format_and_changed_facts_are_refused(
    blank: Path, own: Path, tmp_path: Path
) -> None:
    """[X106], [X105], [X115]."""
    heading = filled(blank / "設定調書.xlsx", {"F5": "新しいあたい"}, tmp_path / "見出し.xlsx")
    said = taken(own, heading)
    assert "[X106]" in said.err and "見出し「新しい値」がありません。近いもの: 新しいあたい" in said.err
    for cell, value, code in (("B3", "9", "X105"), ("B5", "nowhere", "X115"), ("B7", "いつか", "X115")):
        book = openpyxl.load_workbook(blank / "設定調書.xlsx")
        book["この調書について"][cell] = value
        book.save(tmp_path / "事実.xlsx")
        assert f"[{code}]" in taken(own, tmp_path / "事実.xlsx").err, cell


def test_an_empty_sheet_is_a_note(blank: Path, own: Path) -> None:
    """[X113], exit status 0."""
    said = taken(own, blank / "設定調書.xlsx", blank / "基礎数値.xlsx", blank / "要望書.xlsx")
    assert (said.status, said.out.count("[X113]")) == (0, 3)


def test_answers_of_all_towns_are_taken_in_together_and_never_twice(own: Path, tmp_path: Path) -> None:
    """One file for each town; a condition without words is told at its cell; a folder may be taken in again."""
    assert typed("wg", "poll", "K-018", "--on", "R8.9.1", "--document", "照会1", "--yes", "--workspace", own).status == 0  # fmt: skip
    out = tmp_path / "照会票"
    assert typed("sheet", "export", "poll", "P-002", "-o", out, "--workspace", own).status == 0
    files = sorted(out.iterdir())
    assert len(files) == 14
    for number, file in enumerate(files):
        answer = "条件付" if number == 0 else "賛成"
        filled(file, {"C6": answer, "C7": datetime(2026, 10, 1), "C8": f"回答{number}"})  # noqa: DTZ001
    said = taken(own, *files)
    assert (said.status, "[V142]" in said.err, f"{files[0].name} C6" in said.err) == (1, True, True)
    filled(files[0], {"C9": "標題は町名とすること"})
    filled(files[1], {"C6": "さんせい"})
    assert "[X119]" in taken(own, *files).err
    filled(files[1], {"C6": "賛成"})
    said = taken(own, *files)
    assert said.status == 0, said.err
    assert "uwanose wg show P-002" in said.out
    shown = typed("wg", "show", "P-002", "--json", "--workspace", own).data
    assert sorted(shown["positions"].values()).count("agree") == 13
    before = (own / "profiles/kanagawa/polls/P-002.yaml").read_bytes()
    again = taken(own, *files)
    assert (again.status, again.out.count("[X122]")) == (0, 14)
    assert (own / "profiles/kanagawa/polls/P-002.yaml").read_bytes() == before


def test_base_figures_come_beside_the_former_ones_when_their_sum_is_the_published_one(
    blank: Path, own: Path, tmp_path: Path
) -> None:
    """[X117] until it is; every town has a figure; a vintage is registered once; no share has moved."""
    rows = cells(blank / "基礎数値.xlsx")
    first = row_of(blank / "基礎数値.xlsx", "hayama")
    entries: dict[str, object] = {f"D{first + n}": rows[first - 1 + n][2] for n in range(14)}
    entries |= {"D6": "R8.1.1", "D7": "神奈川県人口統計調査（架空）", "D8": 305_253}
    sheet = filled(blank / "基礎数値.xlsx", entries, tmp_path / "数値.xlsx")
    said = taken(own, sheet)
    assert "[X117]" in said.err and "305,252 は、公表された合計 305,253 より 1 少ない" in said.err
    filled(sheet, {"D8": 305_252, f"D{first}": None, f"D{first + 1}": "-3"})
    said = taken(own, sheet)
    assert "[X118] 「葉山町」が空です" in said.err and "[X121]" in said.err
    filled(sheet, {f"D{first}": 33_742, f"D{first + 1}": "４７，９４５"})
    drafted = ("charge", "draft", "R8-1", "--json", "--workspace", own)
    before = {**typed(*drafted).data, "facts": None}
    assert taken(own, sheet).status == 0
    assert {**typed(*drafted).data, "facts": None} == before
    assert typed("check", "--workspace", own).status == 0
    compared = typed("shares", "compare", "--figures", "population=population-2026-01-01", "--workspace", own)
    assert compared.status == 0, compared.err
    assert "[X120]" in taken(own, sheet).err


def test_a_request_becomes_a_draft_unless_a_setting_suffices(blank: Path, own: Path, tmp_path: Path) -> None:
    """[R154] at the cell that asks, with the line that sets it; two requests of one run get two numbers."""
    asked = {"C6": "医療証の標題に郡名を入れる", "C8": "R8.6.5", "C9": "要望令8-05", "C10": "R9.4.1"}
    first = filled(
        blank / "要望書.xlsx", {**asked, "C14": "医療証の標題", "C15": "足柄上郡医療証"}, tmp_path / "一.xlsx"
    )
    free = filled(blank / "要望書.xlsx", {**asked, "C14": "通院の対象年齢"}, tmp_path / "二.xlsx")
    said = taken(own, first, free)
    assert (
        "[R154]" in said.err
        and "二.xlsx C14" in said.err
        and "uwanose set medical_subsidy.age_limit.outpatient" in said.err
    )
    other = filled(
        first, {"C6": "医療証の裏面", "C7": "松田町、大井町", "C14": None, "C15": None}, tmp_path / "三.xlsx"
    )
    said = taken(own, first, other)
    assert said.status == 0, said.err
    entries = typed("customization", "list", "--json", "--workspace", own)
    assert entries.status == 0
    for number, title in (("K-024", "郡名を入れる"), ("K-025", "裏面")):
        text = (own / f"profiles/kanagawa/customizations/{number}.yaml").read_text("utf-8")
        assert title in text
    bad = filled(
        first,
        {"C7": "大井丁", "C8": "", "C14": "医療証の標だい", "C16": None, "C17": "x"},
        tmp_path / "四.xlsx",
    )
    said = taken(own, bad)
    for words in (
        "「大井丁」という町村はありません。近いもの: 大井町",
        "[X118] 「要望の日」が空です",
        "近いもの: 医療証の標題",
        "「変えたい項目」が空です",
    ):
        assert words in said.err, words


@given(st.lists(st.one_of(st.none(), st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False),
                          st.booleans(), st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)), min_size=9, max_size=9))  # fmt: skip
@settings(max_examples=40)
def test_whatever_stands_in_the_cells_is_a_finding_or_a_value(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, entries: list[object]
) -> None:
    """Never a traceback."""
    row = row_of(blank / "設定調書.xlsx", BASE)
    there = {f"{column}{row}": value for column, value in zip("ABCDEFGHI", entries, strict=True)}
    try:
        book = filled(blank / "設定調書.xlsx", there, tmp_path_factory.getbasetemp() / "何でも.xlsx")
    except (ValueError, openpyxl.utils.exceptions.IllegalCharacterError):
        return  # no spreadsheet program could hold it
    try:
        import_sheets(SAMPLE, [book], ())
    except Refused as refused:
        assert all(finding.place and finding.remedy_ja for finding in refused.findings)


def test_numbers_are_read_as_they_are_shown(tmp_path: Path, blank: Path) -> None:
    """A percentage as a percentage, a day as a day, a yes as a yes, a long number in full."""
    source = blank / "設定調書.xlsx"
    shutil.copy(source, tmp_path / "形.xlsx")
    book = openpyxl.load_workbook(tmp_path / "形.xlsx")
    sheet = book.worksheets[0]
    sheet["F6"], sheet["F7"], sheet["F8"], sheet["F9"] = 0.06, datetime(2027, 4, 1), True, 12345678901.0  # noqa: DTZ001
    sheet["F6"].number_format = "0%"
    book.save(tmp_path / "形.xlsx")
    read = read_filled(tmp_path / "形.xlsx", {"settings": ("識別名", "新しい値")})
    assert [row.text("新しい値") for row in read.rows[:4]] == ["6%", "2027-04-01", "はい", "12345678901"]
