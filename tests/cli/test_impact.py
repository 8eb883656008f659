"""`uwanose impact`: what a change would do to people, towns and yen, and what it costs beside its effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT, copied

HERE = ("--workspace", ROOT)
PEOPLE = """resident_id,household_id,municipality,birth_date,business_income
a,setai-1,kaisei,1980-05-01,420000
b,setai-2,kaisei,1980-05-01,420001
c,setai-3,kaisei,1980-05-01,430000
d,setai-4,kaisei,1980-05-01,430001
e,setai-5,oiso,1980-05-01,430000
"""
BASE = "均等割の非課税限度の基本額=330,000"
INSURED = """resident_id,household_id,municipality,birth_date,head,insurance,land_special_deduction,gross_income_amount,total_income,employment_income,public_pension_income
a,h1,nakai,1980-10-01,yes,insured,0,4000000,4000000,0,0
b,h1,nakai,2010-10-01,no,insured,0,0,0,0,0
c,h1,nakai,2012-10-01,no,insured,0,0,0,0,0
d,h1,nakai,2014-10-01,no,insured,0,0,0,0,0
e,h2,nakai,1980-10-01,yes,insured,0,4000000,4000000,0,0
f,h2,nakai,2010-10-01,no,insured,0,0,0,0,0
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Four in 開成町 around the limits of 420,000 and 430,000 yen, one in 大磯町."""
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


@pytest.fixture
def insured(tmp_path: Path) -> Path:
    """A household of 中井町 with three children, and one with one."""
    path = tmp_path / "insured.csv"
    path.write_text(INSURED, "utf-8")
    return path


def tax(people: Path, *more: str | Path) -> Said:
    """Type the line for resident tax of 2025."""
    return typed("impact", "個人住民税", people, "--year", "R7", *more, *HERE)


def test_an_ordinance_change_names_who_becomes_exempt_to_the_yen(people: Path) -> None:
    """均等割の非課税限度 (地方税法第295条第3項): 420,001 and 430,000 yen become exempt, one yen beside each does not.

    Each of the two saves 3,000 and 1,300 yen; the forest tax of 1,000 yen goes by the national limit.
    """
    said = tax(people, "--town", "開成町", "--set", BASE, "--json")
    assert said.status == 0, said.err
    total = said.data["total"]
    assert (total["heads"], total["before"], total["after"]) == (4, 1_000 + 3 * 5_300, 3 * 1_000 + 5_300)
    assert total["falls"] == said.data["better_off"] == {"heads": 2, "yen": -8_600}
    assert total["rises"] == said.data["worse_off"] == {"heads": 0, "yen": 0}
    assert total["results"]["per_capita_exempt"] == {"before": 1, "after": 3}
    assert set(total["quantiles"].values()) == {-4_300}
    assert [one["row"] for one in said.data["examples"]] == ["b"]
    assert said.data["cost"] is None


def test_another_release_is_a_proposal_of_its_own(insured: Path) -> None:
    """The national cap of the medical part was 660,000 yen before the release of 2026 and is 670,000 yen since.

    What the former release did not know cannot be computed by it, and says so.
    """
    rich = (
        insured.read_text("utf-8").replace("nakai", "kaisei").replace("4000000,4000000", "20000000,20000000")
    )
    insured.write_text(rich, "utf-8")
    line = ("impact", "国民健康保険税", insured, "--town", "開成町", "--year", "R8", "--assume", *HERE)
    said = typed(*line, "--release", "2025.04", "--item", "medical_levy", "--json")
    assert said.status == 0, said.err
    total = said.data["total"]
    assert (said.data["release"], total["before"], total["after"]) == ("2025.04", 2 * 670_000, 2 * 660_000)
    assert "計算できた町村がありません。" in typed(*line, "--release", "2025.04").out
    for more, words in (
        (("--release", "2026.04"), "いま使っている版"),
        (("--release", "2025.04", "--set", "医療分の限度額=1"), "単独で試算します"),
        ((), "--release のどれか"),
    ):
        wrong = typed(*line, *more)
        assert (wrong.status, words in wrong.err) == (2, True), more


def test_rows_of_no_chosen_town_are_no_impact_of_zero(people: Path) -> None:
    """[U131]: nobody reads 0 yen as a result."""
    said = tax(people, "--town", "大井町", "--set", BASE, "--assume")
    assert (said.status, "[U131]" in said.err) == (1, True)


def test_the_screen_tells_towns_spread_example_and_the_line_that_explains_it(people: Path) -> None:
    """And that nothing was written."""
    out = tax(people, "--town", "開成町,大磯町", "--set", BASE).out
    assert "2025-04-01 からの提案（何も書き込んでいません）" in out
    assert "年税額: 5人のうち 3人が変わります。計 −12,900円（22,200円 → 9,300円）" in out
    assert "  有利になる人 3人 −12,900円" in out
    assert ["均等割の非課税", "1人", "4人", "+3人"] in [line.split() for line in out.splitlines()]
    assert "  均等割の非課税: いいえ → はい" in out
    line = f"uwanose explain resident_tax annual_total --resident b --town kaisei --year 2025 --in {people}"
    assert line in out
    explained = typed(*line.split()[1:], *HERE)
    assert explained.status == 0
    assert "5,300円" in explained.out


def test_giving_a_customization_up_shows_who_loses_and_what_it_costs_for_each(insured: Path) -> None:
    """K-020 of 中井町: the third child's 25,000 and 6,600 yen; its upkeep stands beside one resident helped."""
    said = typed(
        "impact",
        "国民健康保険税（料）",
        insured,
        "--year",
        "R7",
        "--town",
        "中井町",
        "--without",
        "K-020",
        "--json",
        *HERE,
    )
    assert said.status == 0, said.err
    assert said.data["total"]["rises"] == {"heads": 1, "yen": 25_000 + 6_600}
    assert said.data["examples"][0]["row"] == "a"
    cost = said.data["cost"]
    assert (cost["helped"], cost["effect"]) == (1, 31_600)
    assert cost["yearly_per_head"] == cost["yearly"] == cost["towns"]["nakai"]["yearly"]
    assert cost["one_off_per_head"] == cost["one_off"]
    assert cost["yearly"] > 0


def test_adopting_an_entry_of_another_town_shows_its_effect_and_the_share_of_the_cost(insured: Path) -> None:
    """K-006 of 大井町 waives every child's; what it needs of the town is set in the same line."""
    line = (
        "impact",
        "国民健康保険税（料）",
        insured,
        "--year",
        "R7",
        "--town",
        "中井町",
        "--with",
        "K-006",
        "--without",
        "K-020",
    )
    said = typed(*line, "--set", "k_006_age_limit=18歳年度末", "--json", *HERE)
    assert said.status == 0, said.err
    by_household = {one["row"]: one["after"] - one["before"] for one in said.data["examples"]}
    assert by_household == {"a": -2 * 31_600, "e": -31_600}  # the third child was free before
    assert said.data["cost"] is None  # two entries: the effect belongs to neither alone
    lacking = typed(*line, *HERE)
    assert lacking.status == 1
    assert "k_006.age_limit" in lacking.err
    assert "計算できた町村がありません。" in lacking.out


def test_several_changes_are_taken_apart_and_the_order_told(insured: Path) -> None:
    """K-020 frees the third child already: alone K-006 saves less than it does once K-020 is given up."""
    line = (
        "impact",
        "国民健康保険税（料）",
        insured,
        "--year",
        "R7",
        "--town",
        "中井町",
        "--without",
        "K-020",
        "--with",
        "K-006",
    )
    said = typed(*line, "--set", "k_006_age_limit=18歳年度末", "--json", *HERE)
    held, ended = said.data["changes"]
    assert held["set"] == {"national_health_insurance.k_006.age_limit": "18歳年度末"}
    assert (held["in_order"], held["alone"], held["last"]) == (-3 * 31_600, -3 * 31_600, -4 * 31_600)
    assert (ended["in_order"], ended["alone"], ended["last"]) == (0, 31_600, 0)
    out = typed(*line, "--set", "k_006_age_limit=18歳年度末", *HERE).out
    assert out.count("順序で変わる") == 2


def test_the_page_says_the_same_and_holds_nothing_of_a_row_but_its_number(
    people: Path, tmp_path: Path
) -> None:
    """No birthday, no household, no income stands in what leaves the study."""
    page = tmp_path / "impact.html"
    said = tax(people, "--town", "開成町", "--set", BASE, "--html", page)
    text = page.read_text("utf-8")
    assert f"書きました: {page}" in said.out
    assert "年税額: 4人のうち 2人が変わります" in text
    assert "--resident b --town kaisei" in text
    for private in ("1980", "setai", "420,001", "420001"):
        assert private not in text
        assert private not in said.out


def test_one_row_of_an_ordinance_s_table_is_tried(tmp_path: Path) -> None:
    """大井町 pays by its own table of yen; the row from 1,200,000 yen on becomes 1,000 yen dearer, in either writing."""
    point = "long_term_care_premium.stage.taxed"
    shown = typed("show", point, "--town", "oi", "--on", "R7.4.1", "--json", *HERE).data["value"]
    now = next(row[2] for row in shown["rows"] if row[0] == 1_200_000)
    typed("population", "--town", "oi", "--year", "R7", "--format", "parquet", "-o", tmp_path / "p", *HERE)
    people = tmp_path / "p" / "long_term_care_premium.parquet"
    tax = tmp_path / "tax.parquet"
    typed(
        "run",
        "個人住民税",
        "--town",
        "oi",
        "--year",
        "R7",
        tmp_path / "p" / "residents.parquet",
        "-o",
        tax,
        *HERE,
    )
    line = ("impact", "介護保険料", people, "--town", "oi", "--year", "R7", "--reads", f"resident_tax={tax}")
    said = typed(
        *line,
        "--set",
        f"stage_taxed[1_200_000].annual={now + 1_000}",
        "--item",
        "段階の保険料年額",
        "--json",
        *HERE,
    )
    assert said.status == 0, said.err
    total = said.data["total"]
    assert total["falls"]["heads"] == 0
    assert total["rises"]["heads"] > 0
    assert total["rises"]["yen"] == 1_000 * total["rises"]["heads"]
    again = typed(
        *line,
        "--set",
        f"第6段階以上の保険料（本人が課税）[1,200,000円].年額={now + 1_000}円",
        "--item",
        "annual_amount",
        "--json",
        *HERE,
    )
    assert again.data["total"] == total
    lacking = typed(*line, "--set", "stage_taxed[5].annual=70_000", *HERE)
    assert (lacking.status, "V107" in lacking.err, "1,200,000円" in lacking.err) == (1, True, True)


def test_rows_that_are_left_out_are_counted(people: Path) -> None:
    """One of no town, one whose income is no amount; an unknown column is told as in a run."""
    people.write_text(
        "resident_id,household_id,municipality,birth_date,business_income,shoe\n"
        "b,setai-2,kaisei,1980-05-01,420001,27\n"
        "x,setai-8,atami,1980-05-01,430000,27\n"
        "y,setai-9,kaisei,1980-05-01,plenty,27\n",
        "utf-8",
    )
    said = tax(people, "--town", "開成町", "--set", BASE)
    assert "どの町村にも入らない行 1" in said.out
    assert "受け付けられない行 1" in said.out
    assert "shoe" in said.err


def test_what_the_law_fixes_is_refused_with_its_article(people: Path) -> None:
    """And nothing is computed."""
    said = tax(people, "--town", "開成町", "--set", "resident_tax.rate.municipal=5%")
    assert (said.status, "L102" in said.err, "地方税法第314条の3" in said.err) == (1, True, True)


def test_what_is_no_person_is_counted_in_cases(tmp_path: Path) -> None:
    """Applications for certificates: one copy and two copies, 100 yen more each."""
    path, assumed = tmp_path / "fees.csv", tmp_path / "assumed.yaml"
    path.write_text(
        "application_id,municipality,applied_on,certificate,copies\na,aikawa,2026-05-01,residence,1\nb,aikawa,2026-05-01,residence,2\n",
        "utf-8",
    )
    names = ("residence", "seal", "supplement", "tax")
    assumed.write_text(
        "settings:\n" + "".join(f"  certificate_fees.town.{name}: {{2011-10-01: 300}}\n" for name in names),
        "utf-8",
    )
    line = (
        "impact",
        "証明書手数料",
        path,
        "--town",
        "愛川町",
        "--set",
        "住民票の写しの手数料=400",
        "--assume",
        assumed,
        *HERE,
    )
    said = typed(*line)
    assert said.status == 0, said.err
    assert "手数料: 2件のうち 2件が変わります。計 +300円" in said.out
    assert "  不利になる件 2件 +300円" in said.out
    assert said.out.splitlines()[5].split() == [
        "町村",
        "件",
        "増える件",
        "増える額",
        "減る件",
        "減る額",
        "差引き",
    ]
    assert "2 of 2 cases change, +300 yen in all" in typed(*line, "--lang", "en").out


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ((), 2, "--with・--without・--set"),
        (("--set", "均等割の非課税限度の基本額"), 1, "U132"),
        (("--set", "均等割の非課税限度の基本額="), 1, "U132"),
        (("--set", "均等割の非課税限度の基本額=33,000"), 1, "280,000〜350,000"),
        (("--set", "均等割の非課税限度=1"), 2, "均等割の非課税限度の基本額"),
        (("--set", "resident_tax.rate.separate=1"), 1, "V105"),
        (("--set", "均等割の非課税限度の基本額[0].額=1"), 1, "U133"),
        (("--set", "配当控除[0].額=1"), 2, "配当控除"),
        (("--with", "K-013"), 1, "V101"),
        (("--with", "K-007"), 1, "V106"),
        (("--without", "K-008", "--month", "R7.4"), 2, "--month"),
        (("--set", BASE, "--item", "均等割の非課税"), 2, "金額ではありません"),
    ],
)
def test_what_cannot_be_proposed_is_refused_with_what_can(
    people: Path, more: tuple[str, ...], status: int, words: str
) -> None:
    """No traceback, and the place or the name to type."""
    said = tax(people, "--town", "開成町", *more)
    assert said.status == status, said.err
    assert words in said.err


def test_a_draft_of_the_register_is_tried_before_anybody_decides_it(people: Path, tmp_path: Path) -> None:
    """A draft with a standard value: no decision, no price, and the run of the town does not know it."""
    root = copied(tmp_path / "w")
    (root / "profiles/kanagawa/customizations/K-099.yaml").write_text(
        "id: K-099\ntitle: {ja: 下書き, en: Draft}\nbusiness: national_health_insurance\ndoor: own_measure\nbasis: 条例\n"
        "reason: 試算\nrequest: {by: [nakai], on: 2026-01-01, document: 要望}\n"
        "content: {national_health_insurance.rounding.unit: 1_000}\n",
        "utf-8",
    )
    path = tmp_path / "insured.csv"
    path.write_text(INSURED, "utf-8")
    line = (
        "impact",
        "国民健康保険税（料）",
        path,
        "--year",
        "R7",
        "--town",
        "中井町",
        "--with",
        "K-099",
        "--workspace",
        root,
    )
    said = typed(*line)
    assert said.status == 0, said.err
    assert "K-099 下書き: 採用した場合" in said.out
    assert "K-099 の費用は台帳にまだありません。" in said.out
