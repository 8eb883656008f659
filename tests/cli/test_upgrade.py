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
    assert "total_income" in relief["why_ja"]
    assert len(found) == len(said.data["overrides"]) == sum(said.data["counts"].values())


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
