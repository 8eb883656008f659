"""`uwanose upgrade`: each status in its words, the sample's real cases, and the exit status."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.upgrades import CASES, ENGLISH, TOWNS, WRITTEN, in_both, workspace
from tests.cli.workspaces import ROOT

HERE = ("--workspace", ROOT)
SINCE = ("upgrade", "--from", "2025.04")


@pytest.mark.parametrize("name", CASES)
def test_each_status_is_told_in_the_words_written_beside_it(tmp_path: Path, name: str) -> None:
    """After a change of a message on purpose: `python -m tests.cli.upgrades`, and read the difference."""
    assert in_both(tmp_path, name) == (WRITTEN / f"{name}.txt").read_text("utf-8")


def test_every_status_but_the_one_of_formulas_has_its_smallest_workspace() -> None:
    """追従 is a matter of code: the tests of the layers have it, and the sample."""
    told = "".join((WRITTEN / f"{name}.txt").read_text("utf-8").partition(ENGLISH)[0] for name in CASES)
    words = {line.removeprefix("■ ") for line in told.splitlines() if line.startswith("■ ")}
    assert words == {
        "破損",
        "禁止",
        "移動",
        "無償化",
        "要確認",
        "引退可",
        "無効果",
        "埋没",
        "昇格候補",
        "影響なし",
    }
    assert {path.stem for path in WRITTEN.glob("*.txt")} == set(CASES)


def test_the_sample_shows_six_statuses_of_the_change_to_fiscal_year_2026() -> None:
    """二宮町's cap is behind the new one, 中井町's equals it, K-008 computes with the new incomes; all in one run."""
    said = typed(*SINCE, "--json", *HERE)
    assert said.status == 1
    assert {"review", "retire", "redundant", "promote", "follows", "unaffected"} <= set(said.data["counts"])
    found = {(one["point"], one["town"], one["customization"]): one for one in said.data["overrides"]}
    cap = "national_health_insurance.cap.medical"
    behind, equal = found[cap, "ninomiya", None], found[cap, "nakai", None]
    assert (behind["status"], behind["since"], behind["waits"]) == ("review", "2026-04-01", True)
    assert (behind["beneath_before"], behind["beneath_after"], behind["own"]) == (
        "660,000円",
        "670,000円",
        "660,000円",
    )
    assert (equal["status"], equal["own"]) == ("retire", "670,000円")
    relief = found["resident_tax.k_008.relief", "kaisei", "K-008"]
    assert (relief["status"], relief["payers"], relief["yearly"]) == ("follows", ["kaisei"], 120_000)
    assert "合計所得金額" in relief["why_ja"]
    assert len(found) == len(said.data["overrides"]) == sum(said.data["counts"].values())


def test_what_waits_to_be_done_names_it_with_its_line(tmp_path: Path) -> None:
    """A bare `uwanose`, and in a workspace where nothing waits no word of it."""
    out = typed("--workspace", workspace(tmp_path / "some", "review_setting")).out
    line = "uwanose upgrade --from 2025.04"
    assert f"国の新しい版 2026.04 で確認を待つ上書き: 1件　{line}" in out
    assert f"  {line}　# " in out
    assert line not in typed("--workspace", workspace(tmp_path / "none", "unaffected")).out


def test_a_line_may_ask_for_towns_a_business_and_statuses() -> None:
    """The exit status is that of what was asked for."""
    said = typed(*SINCE, "--town", "開成町", "--business", "個人住民税", "--status", "追従", "--json", *HERE)
    assert {one["customization"] for one in said.data["overrides"]} == {"K-008"}
    assert said.status == 0
    assert typed(*SINCE, "--town", "二宮町", *HERE).status == 1
    out = typed(*SINCE, "--status", "昇格候補", "--promote-from", "14", *HERE).out
    assert "上書き 0件" in out


def test_wrong_use_is_told_with_the_nearest(tmp_path: Path) -> None:
    """A status nobody knows, releases in the wrong order, an archive that was changed."""
    said = typed(*SINCE, "--status", "要確", *HERE)
    assert (said.status, "要確認" in said.err) == (2, True)
    said = typed("upgrade", "--from", "2026.04", "--to", "2025.04", *HERE)
    assert (said.status, "V120" in said.err) == (1, True)
    own = workspace(tmp_path, "review_setting")
    archive = own / "rules/releases/2025.04.json"
    archive.write_text(archive.read_text("utf-8").replace("3000", "3001"), "utf-8")
    said = typed(*SINCE, "--workspace", own)
    assert (said.status, "P161" in said.err) == (1, True)


def test_a_setting_kept_with_the_knowledge_of_the_release_no_longer_waits(tmp_path: Path) -> None:
    """The line the analysis proposes is typed as it stands; the journal and the file say so."""
    own = workspace(tmp_path, "review_setting")
    there = ("--workspace", own)
    said = typed(*SINCE, "--json", *there)
    [override] = said.data["overrides"]
    [line, _] = override["proposals"]
    assert said.status == 1
    assert typed(*shlex.split(line.partition("uwanose ")[2]), "--yes", *there).status == 0
    text = (own / "profiles/kanagawa/towns/oi.yaml").read_text("utf-8")
    assert "2026: {value: 3_500, note: 据置き, known:" in text
    said = typed(*SINCE, "--all", *there)
    assert said.status == 0
    assert "決定: この版を見て定めた設定です" in said.out
    assert "→" not in said.out.partition("■ 要確認")[2].replace("3,000円 → 3,200円", "")
    assert (
        typed(
            "show", "vehicle_tax.p", "--town", "oi", "--on", "R8.4.1", "--as-known", "2025.04", *there
        ).status
        == 0
    )


INSURED = """resident_id,household_id,municipality,birth_date,head,insurance,land_special_deduction,gross_income_amount,total_income,employment_income,public_pension_income
a,h1,ninomiya,1970-10-01,yes,insured,0,20000000,20000000,0,0
b,h2,ninomiya,1970-10-01,yes,insured,0,2000000,2000000,0,0
c,h3,nakai,1970-10-01,yes,insured,0,20000000,20000000,0,0
"""


def test_the_yen_of_an_override_that_may_give_way_stand_beside_it_and_in_the_letter(tmp_path: Path) -> None:
    """二宮町's cap of 660,000 against 670,000 yen: the one household above it would owe 10,000 yen more, nobody else anything.

    The old release knows no cap of the child-rearing part of 2026, so that it cannot be computed, and says so.
    """
    insured, out = tmp_path / "insured.csv", tmp_path / "letters"
    insured.write_text(INSURED, "utf-8")
    line = (
        *SINCE,
        "--business",
        "国民健康保険税（料）",
        "--town",
        "二宮町,中井町",
        "--in",
        insured,
        "--year",
        "R8",
        "--assume",
        *HERE,
    )
    said = typed(*line, "--json", "--letters", out, "--on", "R8.1.15")
    [cap] = said.data["yen"]["overrides"]
    [town] = cap["towns"]
    assert (cap["point"], town["town"], town["heads"]) == (
        "national_health_insurance.cap.medical",
        "ninomiya",
        2,
    )
    assert (town["after"] - town["before"], town["rises"]["heads"]) == (10_000, 1)
    assert [one["refused"] for one in said.data["yen"]["release"]] == [True, True]
    assert "子ども・子育て支援金分" in said.data["yen"]["release"][0]["findings"][0]["ja"]
    assert sorted(Path(one).name for one in said.data["letters"]) == sorted(one.name for one in out.iterdir())
    text = (out / "upgrade-2026.04-ninomiya.txt").read_text("utf-8")
    assert text.startswith("令和8年1月15日\n二宮町　御中\n")
    assert "下の値に戻すと、2人のうち 1人の額が変わり、計 +10,000円（試算）" in text
    page = (out / "upgrade-2026.04-ninomiya.html").read_text("utf-8")
    for part in (
        '<html lang="ja">',
        "次の 2件をお知らせします。このうち 1件は",
        "660,000円 → 670,000円",
        "--known 2026.04",
    ):
        assert part in page
    told = typed(*line).out
    assert "    二宮町 2人のうち 1人、計 +10,000円" in told


def test_letters_go_to_every_owner_with_something_to_look_at_in_either_language(tmp_path: Path) -> None:
    """One for the working groups, whose customizations are everybody's; none for a town nothing happens to."""
    said = typed(*SINCE, "--status", "要確認,追従", "--letters", tmp_path, "--lang", "en", *HERE)
    assert {one.stem for one in tmp_path.iterdir()} == {
        f"upgrade-2026.04-{owner}"
        for owner in ("prefecture", "ninomiya", "oi", "kaisei", "aikawa", "kiyokawa")
    }
    assert "Wrote 6 letters" in said.out
    text = (tmp_path / "upgrade-2026.04-kaisei.txt").read_text("utf-8")
    assert "To Kaisei" in text and "1 April 2026" in text and "nothing is to be decided" in text
    assert "upkeep 120,000 yen a year" in text


def test_yen_need_their_business_and_year() -> None:
    """Wrong use is told before anything is computed."""
    for words in (("--in", "x.csv"), ("--in", "x.csv", "--business", "個人住民税")):
        assert typed(*SINCE, *words, *HERE).status == 2


def test_moved_settings_are_rewritten_byte_for_byte_but_for_the_name(tmp_path: Path) -> None:
    """Two on one line, one in quotes, comments behind them; a customization is approved content and stays."""
    own = workspace(tmp_path, "moved")
    file = own / "profiles/kanagawa/towns/oi.yaml"
    written = (
        TOWNS["oi"]
        + 'settings:  # 町の設定\r\n  "vehicle_tax.p": {2021: 3_500}  # 条例第3条、vehicle_tax.p\r\n'
    )
    file.write_bytes(written.encode())
    there = ("--workspace", own)
    assert typed(*SINCE, "--rewrite", *there).status == 1  # nobody said yes
    assert file.read_bytes() == written.encode()
    said = typed(*SINCE, "--rewrite", "--yes", *there)
    assert said.status == 0, said.err
    assert file.read_bytes() == written.replace('"vehicle_tax.p"', '"vehicle_tax.fee"').encode()
    assert typed(*SINCE, *there).status == 0
    assert "何も書きません" in typed(*SINCE, "--rewrite", "--yes", *there).out


def test_a_moved_name_that_is_spelt_otherwise_is_not_rewritten(tmp_path: Path) -> None:
    """YAML may write a dot as an escape: the place does not hold the name as it is, and nothing is touched."""
    own = workspace(tmp_path, "moved")
    file = own / "profiles/kanagawa/towns/oi.yaml"
    file.write_text(TOWNS["oi"] + 'settings:\n  "vehicle_tax\\x2ep": {2021: 3_500}\n', "utf-8")
    before = file.read_bytes()
    said = typed(*SINCE, "--rewrite", "--yes", "--workspace", own)
    assert said.status == 1
    assert "[U140] vehicle_tax.p が、この場所にそのままの形で書かれていないため、書き直せません。" in said.err
    assert "profiles/kanagawa/towns/oi.yaml:3:3" in said.err
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_read_is_told_and_ends_with_1(tmp_path: Path) -> None:
    """What a town overrides there is missing from the analysis: nobody may take it for complete."""
    own = workspace(tmp_path, "unaffected")
    (own / "profiles/kanagawa/towns/oi.yaml").write_text("settings: [\n", "utf-8")
    said = typed(*SINCE, "--workspace", own)
    assert said.status == 1
    assert "towns/oi.yaml" in said.err
