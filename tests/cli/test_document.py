"""`uwanose document`: lists, variables, and a batch whose every figure is the engine's."""

from __future__ import annotations

import csv
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT, copied
from uwanose.documents.notices.wording import all_documents
from uwanose.errors import Finding
from uwanose.money import format_yen
from uwanose.workspace import Workspace
from uwanose_cli.noticing import Asked, print_notices
from uwanose_cli.running import Runner

HEADS = "住民コード,世帯コード,町村,生年月日,給与収入,事業所得,徴収方法"
ROWS = (
    ("a", "h1", "oi", "1980-05-01", "0", "5000000", "ordinary"),
    ("b", "h1", "oi", "1982-05-01", "0", "2000000", "ordinary"),
    ("c", "h2", "oi", "1990-01-01", "0", "0", "ordinary"),
    ("d", "h3", "oi", "1990-01-01", "0", "3000000", "ordinary"),
    ("k", "h4", "kaisei", "1980-05-01", "0", "5000000", "ordinary"),
)
TO = "住民コード,氏名,郵便番号,住所,住所を印字しない\na,見本 太郎,258-0000,大井町見本1,いいえ\nb,見本 花子,258-0001,大井町秘密2,はい\nk,見本 次郎,258-0002,開成町見本3,いいえ\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five residents of two towns, three of whom the addressees name."""
    folder = tmp_path_factory.mktemp("notices")
    lines = [HEADS, *(",".join(row) for row in ROWS)]
    (folder / "in.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "to.csv").write_text(TO, "utf-8")
    return folder


def printed(files: Path, out: Path, *more: str | Path, town: str = "oi", to: str = "to.csv") -> Said:
    return typed(
        "--workspace", ROOT, "document", "print", "ordinary_notice", files / "in.csv", "--town", town, "--year", "R8",
        "--on", "R8.6.10", "--addressees", files / to, "-o", out, *more,
    )  # fmt: skip


def cells(article: str) -> dict[str, str]:
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', article)
    return {unescape(label): amount for label, amount in rows}


def test_every_figure_of_a_notice_is_the_engines(files: Path, tmp_path: Path) -> None:
    """Each row of the paper against the file `uwanose run` writes, by label and to the yen; so is who gets one."""
    catalog = Workspace.open(ROOT).catalog
    labels = {item.name: item.label_ja for item in catalog.items.values() if item.business == "resident_tax"}
    run = typed(
        "--workspace", ROOT, "run", "resident_tax", files / "in.csv", "--town", "oi", "--year", "R8", "-o",
        tmp_path / "tax.csv", "--keep", "all",
    )  # fmt: skip
    assert run.status == 0, run.err
    with (tmp_path / "tax.csv").open(encoding="utf-8-sig") as stream:
        results = {row["resident_id"]: row for row in csv.DictReader(stream)}
    said = printed(files, tmp_path / "out", "--per-file", "1")
    assert said.status == 1  # d has no addressee
    papers = {path.stem[-1]: path.read_text("utf-8") for path in (tmp_path / "out").glob("*.html")}
    assert {"a", "b"} == set(papers)
    for row, paper in papers.items():
        shown = cells(paper)
        total = shown.pop("合計")
        assert len(shown) == 18
        names = [name for name, label in labels.items() if label in shown]
        assert {labels[name]: format_yen(int(results[row][name])) for name in names} == shown
        assert total == format_yen(sum(int(results[row][f"ordinary_instalment_{n}"]) for n in (1, 2, 3, 4)))
        assert total != "0円"


def test_a_withheld_address_is_in_no_file_and_the_list_marks_whose_it_is(files: Path, tmp_path: Path) -> None:
    """Who has none at all is listed with the reason; the exit status says that somebody has none."""
    said = printed(files, tmp_path)
    assert said.status == 1 and "D123" in said.err
    everything = "".join(path.read_text("utf-8-sig") for path in tmp_path.iterdir())
    assert "見本 花子" in everything and "大井町見本1" in everything
    assert "秘密" not in everything and "258-0001" not in everything
    listed = (tmp_path / "納税通知書_一覧.csv").read_text("utf-8-sig").splitlines()
    assert listed[1:3] == [
        "大井町,a,見本 太郎,納税通知書_大井町_001.html,1,いいえ,",
        "大井町,b,見本 花子,納税通知書_大井町_001.html,2,はい,",
    ]
    assert listed[3].startswith("大井町,d,,,,いいえ,d の宛名が")


def test_one_person_and_the_same_bytes_again(files: Path, tmp_path: Path) -> None:
    """As a page; whoever gets none is told why."""
    said = printed(files, tmp_path / "1", "--person", "a", "--json")
    assert said.status == 0 and said.data[0]["files"] == ["納税通知書_大井町_001.html"]
    printed(files, tmp_path / "2", "--person", "a")
    first, again = ((tmp_path / n / "納税通知書_大井町_001.html").read_bytes() for n in "12")
    assert first == again and b"<article>" in first
    nobody = printed(files, tmp_path / "3", "--person", "c")
    assert nobody.status == 1 and "D126" in nobody.err and not (tmp_path / "3").exists()


def test_a_town_with_a_broken_wording_stops_no_other(files: Path, tmp_path: Path) -> None:
    """大井町 is told why; 開成町's paper is written."""
    workspace = Workspace.open(ROOT)
    document = all_documents(workspace.catalog, workspace.profile)[0]["ordinary_notice"]
    runner = Runner(workspace)
    towns = [workspace.profile.municipalities[name] for name in ("oi", "kaisei")]
    from uwanose.documents.notices.addressees import read_addressees

    told = list(
        print_notices(
            runner, Asked(document, 2026, date(2026, 6, 10), files / "in.csv", tmp_path), towns,
            read_addressees(files / "to.csv", runner.town_of), [Finding(code="D113", ja="x", en="x", scope="oi")],
            lambda town: None,
        )
    )  # fmt: skip
    assert [(one.made, [found.code for found in one.findings]) for one in told] == [(0, ["D113"]), (1, [])]
    assert [path.name for path in tmp_path.iterdir()] == ["納税通知書_開成町_001.html"]


def test_a_notice_is_printed_as_pdf(files: Path, tmp_path: Path) -> None:
    """With the font of the system embedded, where there is one (that the bytes are the same again: test_printing)."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        pytest.skip("WeasyPrint does not find Pango")
    said = printed(files, tmp_path, "--person", "a", "--pdf")
    if "D101" in said.err:
        pytest.skip("no Japanese font")
    assert said.status == 0, said.err
    assert (tmp_path / "納税通知書_大井町_001.pdf").read_bytes().startswith(b"%PDF")


def test_documents_and_their_variables_are_listed() -> None:
    """By name or Japanese label; a slip is told the nearest name."""
    listed = [one["name"] for one in typed("--workspace", ROOT, "document", "list", "--json").data]
    assert listed == ["premium_notice", "levy_notice", "ordinary_notice", "payroll_notice"]
    shown = typed("--workspace", ROOT, "document", "variables", "納税通知書", "--json").data
    assert {
        "name": "name",
        "type": "text",
        "label": "氏名",
        "given": "name",
        "items": [],
        "point": "",
    } in shown["variables"]
    wrong = typed("--workspace", ROOT, "document", "variables", "ordinary_notise")
    assert wrong.status == 2 and "ordinary_notice" in wrong.err


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("住民コード,氏名,郵便番号,住所\na,見本,1,x\n", "D120", "住所を印字しない"),
        (TO.replace("いいえ", "", 1), "D121", "to.csv:2:1"),  # nobody has said that the address may be printed
        (TO.replace("\nb,", "\na,"), "D121", "が2行あります"),
        (TO.replace("大井町見本1", ""), "D121", "住所がありません"),
        (TO.replace("k,見本 次郎,258-0002,開成町見本3,いいえ", "k,見本"), "D121", "列が足りません"),
        (TO.replace("住所を印字しない\n", "住所を印字しない,町村\n").replace("いえ\n", "いえ,開城町\n").replace("はい\n", "はい,oi\n"), "D121", "開城町"),
    ],
)  # fmt: skip
def test_addressees_that_cannot_be_used_are_told_by_line(
    files: Path, tmp_path: Path, text: str, code: str, words: str
) -> None:
    """And nothing is made: a mark that is missing is never taken for 'may be printed'."""
    (tmp_path / "to.csv").write_text(text, "cp932")
    said = printed(files, tmp_path / "out", to=str(tmp_path / "to.csv"))
    assert said.status == 1 and code in said.err and words in said.err
    assert not (tmp_path / "out").exists()


INSURED = """resident_id,household_id,municipality,birth_date,head,insurance,land_special_deduction,gross_income_amount,total_income,employment_income,public_pension_income
a,h1,aikawa,1970-10-01,yes,none,0,2000000,2000000,0,0
b,h1,aikawa,1975-10-01,no,insured,0,200000,200000,0,0
c,h1,aikawa,2015-10-01,no,insured,0,0,0,0,0
"""
PAID = "住民コード,世帯コード,町村,生年月日,給与収入,徴収方法\na,h1,oi,1980-05-01,6000000,payroll\nb,h2,oi,1980-05-01,0,ordinary\n"
PENSIONER = "住民コード,世帯コード,町村,生年月日,公的年金等収入\na,h9,oi,1950-05-01,2400000\n"
AGED = """resident_id,household_id,municipality,birth_date,pay_revenue,pension_revenue,land_special_deduction,pension_for_withholding,withheld_since_april,provisional_instalment
a,h9,oi,1950-05-01,0,2400000,0,2400000,はい,12000
"""
LIST = "住民コード,氏名,郵便番号,住所,住所を印字しない\na,見本 太郎,258-0000,見本1,いいえ\n"


def made(folder: Path, document: str, text: str, town: str, year: str, *more: str | Path) -> tuple[Said, str]:
    """Print a document of a small input and return what was said and the one page."""
    (folder / f"{document}.csv").write_text(text, "utf-8")
    (folder / "list.csv").write_text(LIST, "utf-8")
    out = folder / f"out-{document}-{town}"
    said = typed(
        "document", "print", document, folder / f"{document}.csv", "--town", town, "--year", year, "--on", "R8.7.10",
        "--addressees", folder / "list.csv", "-o", out, *more,
    )  # fmt: skip
    pages = sorted(out.glob("*.html")) if out.exists() else []
    return said, pages[0].read_text("utf-8") if pages else ""


def results_of(
    folder: Path, business: str, file: str, town: str, year: str, *more: str | Path
) -> dict[str, str]:
    """Return what `uwanose run` computes of the first row."""
    said = typed("run", business, folder / file, "--town", town, "--year", year, "-o", folder / "r.csv", "--keep", "all", *more)  # fmt: skip
    assert said.status == 0, said.err
    with (folder / "r.csv").open(encoding="utf-8-sig") as stream:
        return next(csv.DictReader(stream))


def test_the_payroll_notice_is_for_who_pays_by_payroll_and_every_figure_is_the_engines(
    tmp_path: Path,
) -> None:
    """Twelve months that come to the amount taken from pay, the odd yen in June; who pays otherwise gets none."""
    here = ("--workspace", ROOT)
    said, page = made(tmp_path, "payroll_notice", PAID, "oi", "R8", *here)
    assert said.status == 0, said.err
    row = results_of(tmp_path, "resident_tax", "payroll_notice.csv", "oi", "R8", *here)
    shown = cells(page)
    assert page.count("<article>") == 1
    months = [f"{month:02}" for month in (6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5)]
    for month in months:
        name = f"給与特別徴収 {int(month)}月"
        assert shown[name] == format_yen(int(row[f"payroll_instalment_{month}"]))
    for label, item in (
        ("給与から特別徴収する額", "payroll_amount"),
        ("年税額", "annual_total"),
        ("課税総所得金額", "taxable_income"),
        ("市町村民税の所得割", "municipal_income_levy"),
    ):
        assert shown[label] == format_yen(int(row[item])), label
    assert shown["合計"] == shown["給与から特別徴収する額"] != "0円"


def test_the_health_insurance_notice_goes_to_the_head_and_says_tax_or_premium(tmp_path: Path) -> None:
    """愛川町 levies a tax; the head is not insured himself; what a year does not know is no row of it."""
    here = ("--workspace", ROOT)
    said, page = made(tmp_path, "levy_notice", INSURED, "aikawa", "R7", *here)
    assert said.status == 0, said.err
    row = results_of(tmp_path, "national_health_insurance", "levy_notice.csv", "aikawa", "R7", *here)
    shown = cells(page)
    assert "国民健康保険税　納税通知書" in page and "地方税法第703条の4" in page
    assert "子ども・子育て支援金分" not in page  # levied from 2026 on
    for label, item in (
        ("医療分", "medical_levy"),
        ("後期高齢者支援金分", "support_levy"),
        ("介護分", "care_levy"),
        ("年額", "annual_total"),
        ("軽減判定所得（世帯）", "household_income"),
        ("第1期", "first_instalment"),
        ("第2期以後（1期につき）", "later_instalment"),
    ):
        assert shown[label] == format_yen(int(row[item])), label
    assert (shown["均等割・平等割の軽減"], shown["軽減の判定に使った人数"], shown["納期の数"]) == (
        "軽減なし",
        "2人",
        "10期",
    )
    assert "見本（仮定" not in page
    assumed = made(
        tmp_path, "levy_notice", INSURED.replace("aikawa", "hakone"), "hakone", "R7", "--assume", *here
    )
    assert assumed[0].status == 0, assumed[0].err
    assert "国民健康保険料　納入通知書" in assumed[1] and "見本（仮定の値で計算したもので" in assumed[1]


def test_the_care_premium_notice_shows_stage_and_how_it_is_paid(tmp_path: Path) -> None:
    """Three provisional and three final instalments of the pension come to the premium; a town without terms is told."""
    own = copied(tmp_path / "own")
    here = ("--workspace", own)
    (tmp_path / "pension.csv").write_text(PENSIONER, "utf-8")
    tax = (
        "run",
        "resident_tax",
        tmp_path / "pension.csv",
        "--town",
        "oi",
        "--year",
        "R8",
        "-o",
        tmp_path / "tax.csv",
    )
    assert typed(*tax, "--assume", *here).status == 0
    reads = ("--reads", f"resident_tax={tmp_path / 'tax.csv'}", *here)
    said, page = made(tmp_path, "premium_notice", AGED, "oi", "R8", *reads)
    assert (said.status, page, "[E121]" in said.err) == (1, "", True)
    for name, value in (("withholding.unit", "100"), ("ordinary.count", "8"), ("ordinary.unit", "100")):
        line = (
            "set",
            f"long_term_care_premium.{name}",
            value,
            "--town",
            "oi",
            "--from",
            "2026-04-01",
            "--yes",
        )
        assert typed(*line, *here).status == 0
    said, page = made(tmp_path, "premium_notice", AGED, "oi", "R8", *reads)
    assert said.status == 0, said.err
    row = results_of(tmp_path, "long_term_care_premium", "premium_notice.csv", "oi", "R8", *reads)
    shown = cells(page)
    first, later = int(row["pension_final_first"]), int(row["pension_final_later"])
    assert 3 * int(row["pension_provisional"]) + first + 2 * later == int(row["premium"]) > 0
    assert shown["介護保険料"] == format_yen(int(row["premium"]))
    assert shown["本徴収（10月）の額"] == format_yen(first)
    assert shown["所得段階"] == f"第{row['stage']}段階"
    assert "年金から差し引きます" in page and "普通徴収の第1期" not in page


def test_a_paper_of_a_year_without_its_results_is_refused(tmp_path: Path) -> None:
    """[D127]: a single figure that no formula gives in that year is not left out silently."""
    own = copied(tmp_path / "own")
    file = own / "rules/national_health_insurance/documents/levy_notice.yaml"
    text = file.read_text("utf-8").replace(
        "{type: yen, item: annual_total,", "{type: yen, item: child_rearing_levy,"
    )
    file.write_text(text, "utf-8")
    said, page = made(tmp_path, "levy_notice", INSURED, "aikawa", "R7", "--workspace", own)
    assert (said.status, page, "[D127]" in said.err) == (1, "", True)
