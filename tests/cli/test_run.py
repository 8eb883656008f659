"""run, explain, test and population: from a file of invented people to results, and back to why."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT
from uwanose.engine.borders import Disagreement

HERE = ("--workspace", ROOT)
TOWN = ("--town", "大井町")


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first two hundred or so invented residents of 大井町 and their bills."""
    folder = tmp_path_factory.mktemp("people")
    typed("population", *TOWN, "--year", "R8", "--seed", "7", "-o", folder, *HERE)
    for name, rows in (("residents.csv", 200), ("bills.csv", 60)):
        lines = (folder / name).read_text("utf-8-sig").splitlines(keepends=True)
        (folder / name).write_text("".join(lines[: rows + 1]), "utf-8-sig")
    return folder


@pytest.fixture(scope="module")
def results(people: Path) -> Path:
    """Their resident tax."""
    out = people / "税額.csv"
    said = typed("run", "個人住民税", *TOWN, "--year", "R8", people / "residents.csv", "-o", out, *HERE)
    assert said.status == 0, said.err
    return out


def test_the_same_seed_invents_the_same_people(tmp_path: Path) -> None:
    """A demonstration can be repeated; another seed gives other people."""
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        typed(
            "population", "--town", "清川村", "--year", "2026", "--seed", seed, "-o", tmp_path / name, *HERE
        )
    a, b, c = ((tmp_path / name / "residents.csv").read_bytes() for name in "abc")
    assert a == b
    assert a != c


def test_results_have_a_row_for_each_resident_and_the_main_items(results: Path) -> None:
    """The identifier heads each column unless labels are asked for."""
    rows = list(csv.DictReader(results.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 200
    assert {"resident_id", "annual_total", "ordinary_instalment_1"} <= set(rows[0])
    assert "comprehensive_income" not in rows[0]


def test_what_other_businesses_read_is_kept_too(results: Path) -> None:
    """So that premiums and subsidies can follow with --reads, without naming a single item."""
    first = next(csv.DictReader(results.read_text("utf-8-sig").splitlines()))
    read = {
        "employment_income",
        "per_capita_limit",
        "exempt_by_status",
        "gross_income_after_special_deductions",
    }
    assert read <= set(first)


def test_the_record_beside_the_results_carries_the_hashes_of_the_rules(results: Path) -> None:
    """Whoever finds the file later can tell by which rules it was made."""
    record = json.loads(results.with_suffix(".json").read_text("utf-8"))
    assert record["legal_date"] == "2026-04-01"
    assert len(record["towns"][0]["rules"][0]["rules_sha256"]) == 64


@pytest.mark.parametrize("name", ["結果.csv", "結果.parquet"])
def test_a_place_that_cannot_be_written_to_is_named_as_it_was_typed(
    people: Path, tmp_path: Path, name: str
) -> None:
    """The hidden file written beside the results is nobody's business; a file is in the way of the folder."""
    (tmp_path / "紙").write_text("x", "utf-8")
    out = tmp_path / "紙" / name
    said = typed("run", "個人住民税", *TOWN, "--year", "R8", people / "residents.csv", "-o", out, *HERE)
    assert (said.status, str(out) in said.err, "partial" in said.err) == (1, True, False)


def test_labels_and_all_items_on_request(people: Path, tmp_path: Path) -> None:
    """--keep all --headings label."""
    out = tmp_path / "結果.csv"
    line = (
        "run",
        "resident_tax",
        *TOWN,
        "--year",
        "2026",
        people / "residents.csv",
        "-o",
        out,
        "--keep",
        "all",
        "--headings",
        "label",
    )
    assert typed(*line, *HERE).status == 0
    heads = next(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert "合計所得金額" in heads
    assert len(heads) > 100


def test_items_to_keep_are_named_by_label(people: Path, tmp_path: Path) -> None:
    """--keep 合計所得金額,taxable_income."""
    out = tmp_path / "x.csv"
    typed(
        "run",
        "resident_tax",
        *TOWN,
        "--year",
        "2026",
        people / "residents.csv",
        "-o",
        out,
        "--keep",
        "合計所得金額,taxable_income",
        *HERE,
    )
    assert next(csv.reader(out.read_text("utf-8-sig").splitlines()))[-2:] == [
        "total_income",
        "taxable_income",
    ]


def test_a_town_without_an_ordinance_amount_is_refused_and_the_others_are_computed(
    people: Path, tmp_path: Path
) -> None:
    """The message names point, file and form; exit status 1; with --assume it is computed and says 仮定."""
    rows = (people / "residents.csv").read_text("utf-8-sig").splitlines(keepends=True)
    both = tmp_path / "both.csv"
    both.write_text(
        rows[0] + "".join(rows[1:20]) + "".join(row.replace("oi", "hakone") for row in rows[20:40]),
        "utf-8-sig",
    )
    line = (
        "run",
        "resident_tax",
        "--town",
        "大井町,箱根町",
        "--year",
        "R8",
        both,
        "-o",
        tmp_path / "out.csv",
    )
    said = typed(*line, *HERE)
    assert said.status == 1
    assert "[E121]" in said.err
    assert "profiles/kanagawa/towns/hakone.yaml" in said.err
    assert "計算せず" in said.out
    assert "計算済み" in said.out
    fill = "次は: uwanose set resident_tax.exemption.per_capita_base 値 --town hakone --from 2026-04-01"
    assert fill in said.out
    assumed = typed(*line, "--assume", *HERE)
    assert assumed.status == 0
    assert "仮定の値 2件" in assumed.out


def test_bad_rows_go_to_a_rejects_file_with_their_reason(people: Path, tmp_path: Path) -> None:
    """The others are computed, and the exit status is 1: a script must not take a list that lacks somebody for whole."""
    rows = list(csv.reader((people / "residents.csv").read_text("utf-8-sig").splitlines()))
    rows[1][rows[0].index("給与収入")] = "多い"
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    said = typed("run", "resident_tax", *TOWN, "--year", "R8", source, "-o", out, *HERE)
    assert (said.status, "受け付けられなかった行" in said.out) == (1, True)
    assert len(list(csv.reader(out.read_text("utf-8-sig").splitlines()))) == len(rows) - 1
    rejects = (tmp_path / "out.rejects.csv").read_text("utf-8-sig")
    assert "多い" in rejects
    assert rows[1][0] in rejects


def test_a_row_the_law_refuses_is_told_with_the_rule_and_its_article(tmp_path: Path) -> None:
    """特定小型原付 are taxed since fiscal year 2024: the rejects name the item that refuses and the article it rests on."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "vehicle_id,owner_id,kind,first_inspected_on\na,x,specified_small,2023-07-01\nb,x,moped_50,2023-07-01\n",
        encoding="utf-8",
    )
    said = typed("run", "light_vehicle_tax", *TOWN, "--year", "R5", source, "-o", out, *HERE)
    assert said.status == 1
    header, refused = csv.reader((tmp_path / "out.rejects.csv").read_text("utf-8-sig").splitlines())
    told = dict(zip(header, refused, strict=True))
    assert (told["番号"], told["規則"]) == ("a", "まだない車種 (light_vehicle_tax.before_its_time)")
    assert told["根拠"] == "地方税法第463条の15"
    assert len(out.read_text("utf-8-sig").splitlines()) == 2


def test_a_run_in_which_every_row_is_computed_ends_with_0_and_strictly_without_a_warning(
    people: Path, tmp_path: Path
) -> None:
    """--strict: a town of which the file holds no rows is a warning, and then the status is 1."""
    line = ("run", "resident_tax", "--year", "R8", people / "residents.csv", "-o", tmp_path / "a.csv", *HERE)
    assert typed(*line, *TOWN, "--strict").status == 0
    both = (*line, "--town", "大井町,開成町")
    said = typed(*both, "--json")
    assert (said.status, said.data["rejected"], said.data["failed"]) == (0, 0, False)
    strict = typed(*both, "--strict")
    assert (strict.status, "[I112]" in strict.err) == (1, True)
    states = {words[0]: words[1] for line in strict.out.splitlines() if len(words := line.split()) > 1}
    assert (states["大井町"], states["開成町"]) == ("計算済み", "行なし")


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ((*TOWN,), 2, "--year 年度"),
        ((*TOWN, "--month", "R8.4"), 2, "--month は使えません"),
        ((*TOWN, "--year", "令和"), 2, "年度として読めません"),
        (("--town", "川崎市", "--year", "R8"), 2, "町村「川崎市」は見つかりません"),
        ((*TOWN, "--year", "R8", "--keep", "手取り"), 2, "計算結果の項目「手取り」は見つかりません"),
        ((*TOWN, "--year", "R8", "--reads", "resident_tax"), 2, "業務=結果"),
        ((*TOWN, "--year", "R8", "--assume", "ない.yaml"), 1, "[W104]"),
        ((*TOWN, "--year", "1950"), 1, "[U106]"),
        ((*TOWN, "--year", "2012"), 1, "[E121]"),
    ],
)
def test_wrong_use_is_a_sentence(
    people: Path, tmp_path: Path, words: tuple[str, ...], status: int, message: str
) -> None:
    """Unknown towns, dates before the first value, missing options: no traceback, nothing written."""
    out = tmp_path / "out.csv"
    said = typed("run", "個人住民税", people / "residents.csv", "-o", out, *words, *HERE)
    assert said.status == status
    assert message in said.err
    assert not out.exists()


def test_a_file_that_is_not_there_and_a_kind_nobody_knows(tmp_path: Path, people: Path) -> None:
    """[I100] and [I109]."""
    line = ("run", "個人住民税", *TOWN, "--year", "R8")
    assert "[I100]" in typed(*line, tmp_path / "ない.csv", "-o", tmp_path / "a.csv", *HERE).err
    assert "[I109]" in typed(*line, people / "residents.csv", "-o", tmp_path / "a.doc", *HERE).err


def test_days_outside_the_span_are_refused_before_anything_is_computed(people: Path, tmp_path: Path) -> None:
    """[U105]: probably the wrong file."""
    said = typed(
        "run", "医療費助成", *TOWN, "--year", "R5", people / "bills.csv", "-o", tmp_path / "a.csv", *HERE
    )
    assert (said.status, "[U105]" in said.err) == (1, True)


def test_an_explanation_begins_with_the_result_and_names_values_with_their_source(
    people: Path, results: Path
) -> None:
    """The figure is the very one of the run."""
    row = next(
        row
        for row in csv.DictReader(results.read_text("utf-8-sig").splitlines())
        if int(row["municipal_annual"]) > 10_000
    )
    line = (
        "explain",
        "個人住民税",
        "市町村民税の年税額",
        "--resident",
        row["resident_id"],
        "--year",
        "R8",
        "--in",
        people / "residents.csv",
    )
    said = typed(*line, *HERE)
    assert said.status == 0
    assert said.out.splitlines()[1].startswith(
        f"市町村民税の年税額 {int(row['municipal_annual']):,}円　（municipal_annual）"
    )
    assert "business/resident_tax/annual.py:" in said.out
    deep = typed(*line, "--depth", "9", "--json", *HERE).data
    assert deep["value"] == int(row["municipal_annual"])
    assert any(
        value["point"] == "resident_tax.rate.municipal" for step in deep["steps"] for value in step["values"]
    )


def test_explaining_an_unknown_row_or_result_names_the_nearest(people: Path) -> None:
    """Exit status 2."""
    line = ("explain", "個人住民税", "--year", "R8", "--in", people / "residents.csv", *HERE)
    assert typed(*line, "合計所得金額", "--resident", "oi-r999999").status == 2
    assert "市町村民税の年税額" in typed(*line, "市町村民税の年額", "--resident", "oi-r000001").err


def test_missing_incomes_of_other_years_are_told_with_what_to_run(
    people: Path, results: Path, tmp_path: Path
) -> None:
    """The subsidy reads the incomes of three levy years."""
    said = typed(
        "run",
        "医療費助成",
        *TOWN,
        people / "bills.csv",
        "-o",
        tmp_path / "a.csv",
        "--reads",
        f"resident_tax={results}",
        "--assume",
        *HERE,
    )
    assert said.status == 1
    assert "[E134]" in said.err
    assert "uwanose run resident_tax --year" in said.err


def test_a_case_of_ones_own_is_compared_to_the_yen(tmp_path: Path) -> None:
    """A clerk writes it; what differs is told with what it was made from."""
    case = tmp_path / "自分の例.yaml"
    text = """- name: 給与だけの人
  business: resident_tax
  town: 愛川町
  year: R8
  rows:
    - {{resident_id: a, household_id: h1, birth_date: 1980-05-01, pay_revenue: 2_623_000}}
  expect:
    a: {{total_income: {income}}}
"""
    case.write_text(text.format(income="1_754_000"), "utf-8")
    assert typed("test", case, *HERE).status == 0
    case.write_text(text.format(income="1_754_001"), "utf-8")
    said = typed("test", case, *HERE)
    assert said.status == 1
    assert "期待 1,754,001円、結果 1,754,000円" in said.out


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    """[U107]"""
    assert "[U107]" in typed("test", tmp_path, *HERE).err


def test_borders_show_both_sides_of_each_bound() -> None:
    """18歳年度末 falls between 1 and 2 April; a table's bound between two yen."""
    told = typed(
        "test", "--boundaries", "医療費助成", "--town", "愛川町", "--on", "R8.4.1", "--json", *HERE
    ).data
    borders = told["borders"]
    outpatient = next(one for one in borders if one["point"] == "medical_subsidy.age_limit.outpatient")
    assert (outpatient["below"], outpatient["above"]) == ("2008-04-01生まれ", "2008-04-02生まれ")
    basic = [one for one in typed("test", "--boundaries", "resident_tax", "--on", "R8.4.1", "--json", *HERE).data["borders"]
             if one["point"] == "resident_tax.deduction.basic"]  # fmt: skip
    assert basic == [] or basic[0]["below"].endswith("円")
    covered = [
        one for one in told["changes"] if (one["item"], one["column"]) == ("age_covered", "birth_date")
    ]
    assert ("2008-04-01", "2008-04-02") in [(one["below"], one["at"]) for one in covered]
    assert told["rows"] > 500
    assert told["differences"] == []


def test_rows_about_borders_are_written_as_input(tmp_path: Path) -> None:
    """What is written can be run; exactly 3,604,000 yen is in, one yen more is out (愛川町)."""
    rows = tmp_path / "rows.csv"
    business = "medical_subsidy_disability"
    said = typed("test", "--boundaries", business, "--town", "aikawa", "--on", "R5.4.1", "-o", rows, *HERE)
    assert said.status == 0, said.err
    assert "3,604,001円" in said.out
    days = "--from", "R5.4.1", "--until", "R5.4.1"
    run = typed(
        "run", business, "--town", "aikawa", *days, rows, "--assume", "-o", tmp_path / "out.csv", *HERE
    )
    assert run.status == 0, run.err


def test_a_result_that_differs_when_computed_again_is_told_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Which result of which row, and both values."""
    found = (Disagreement("integers", "town_pays", 7, 1_000, 999),)
    monkeypatch.setattr("uwanose_cli.beside_borders.disagreements", lambda *_: found)
    said = typed("test", "--boundaries", "medical_subsidy", "--town", "aikawa", "--on", "R8.4.1", *HERE)
    assert said.status == 1
    assert "違いがあります" in said.out
    assert "× town_pays 行8: 1,000 ／ 999（integers）" in said.out


def test_rows_about_borders_need_a_town(tmp_path: Path) -> None:
    """The values of no town compute nothing."""
    assert typed("test", "--boundaries", "resident_tax", "-o", tmp_path / "a.csv", *HERE).status == 2
    assert typed("test", "-o", tmp_path / "a.csv", *HERE).status == 2


def test_assume_without_a_file_leaves_the_input_an_argument(people: Path, tmp_path: Path) -> None:
    """``--assume 住民.csv``: only a .yaml file is a file of assumptions."""
    said = typed(
        "run",
        "resident_tax",
        *TOWN,
        "--year",
        "R8",
        "--assume",
        people / "residents.csv",
        "-o",
        tmp_path / "a.csv",
        *HERE,
    )
    assert said.status == 0, said.err


def test_an_explanation_follows_what_it_reads_to_the_run_that_made_it(people: Path, tmp_path: Path) -> None:
    """The record beside the results names its input; the very same file must still be there."""
    bills = list(csv.DictReader((people / "bills.csv").read_text("utf-8-sig").splitlines()))
    reads: list[str | Path] = []
    for year in ("2024", "2025", "2026"):
        out = tmp_path / f"tax{year}.csv"
        typed(
            "run",
            "resident_tax",
            *TOWN,
            "--year",
            year,
            people / "residents.csv",
            "-o",
            out,
            "--keep",
            "total_income",
            *HERE,
        )
        reads += ["--reads", f"resident_tax={out}"]
    bill = next(bill for bill in bills if bill["保護者の住民コード"] <= "oi-r000150")
    line = (
        "explain",
        "医療費助成",
        "判定所得",
        "--row",
        bill["明細番号"],
        "--in",
        people / "bills.csv",
        "--assume",
        *reads,
    )
    said = typed(*line, *HERE)
    assert said.status == 0, said.err
    assert "もとになった個人住民税（適用日 2026-04-01）" in said.out
    followed = typed(*line, "--json", *HERE).data["follows"]["guardian_total_income_same"]
    assert (followed["row_key"], followed["legal_date"]) == (bill["保護者の住民コード"], "2026-04-01")
