"""`uwanose show`: the value, everything it beats, and who decided it."""

from __future__ import annotations

import sys

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT

POINT = "resident_tax.exemption.per_capita_base"
HERE = ("--workspace", ROOT)


@pytest.mark.parametrize(
    "name",
    [POINT, "均等割の非課税限度の基本額", "exemption_per_capita_base", "「均等割の非課税限度の基本額」"],
)
@pytest.mark.parametrize("day", ["2026-04-01", "R8.4.1", "令和8年4月1日"])
@pytest.mark.parametrize("town", ["kaisei", "開成町", "開成", "143669"])
def test_point_day_and_town_are_understood_in_every_writing(name: str, day: str, town: str) -> None:
    """Nobody has to know an identifier, a western year or a code."""
    said = typed("show", name, "--town", town, "--on", day, "--json", *HERE)
    assert said.status == 0
    assert (said.data["point"], said.data["town"], said.data["on"]) == (POINT, "kaisei", "2026-04-01")
    assert said.data["value"] == 320_000


def test_a_setting_is_shown_with_place_dates_and_citation_in_a_dozen_lines() -> None:
    """開成町: 320,000円 (published table of the town)."""
    said = typed("show", POINT, "--town", "開成町", "--on", "R8.4.1", *HERE)
    lines = said.out.splitlines()
    assert lines[0] == "個人住民税 均等割の非課税限度の基本額（resident_tax.exemption.per_capita_base）"
    assert "▸ 町村の設定: 320,000円　2021-04-01から" in lines
    assert "profiles/kanagawa/towns/kaisei.yaml:9:" in said.out
    assert len(lines) <= 12


def test_a_customization_is_shown_with_requester_payer_decision_and_approval() -> None:
    """大磯町 and 開成町 pay for こども医療証 themselves; what it beats stands beneath it."""
    said = typed("show", "医療証の標題", "--town", "大磯町", "--on", "R8.4.1", *HERE)
    for words in (
        "K-005「こども医療証」",
        "要望 大磯町・開成町",
        "負担 大磯町・開成町",
        "WG決定",
        "決裁",
        "  国: 小児医療証",
    ):
        assert words in said.out
    assert len(said.out.splitlines()) <= 12


def test_code_over_a_formula_is_shown_above_the_national_formula() -> None:
    """清川村 replaces the way of payment; the national formula is named with its place."""
    said = typed("show", "助成の方法", "--town", "清川村", "--on", "R8.4.1", *HERE)
    assert "▸ 町村 K-004" in said.out
    assert "plugins/kiyokawa/uwanose_kiyokawa/k_004.py" in said.out
    assert "core/uwanose/business/medical_subsidy/" in said.out


def test_all_towns_stand_side_by_side() -> None:
    """Fourteen lines in the published order, a town without a value among them."""
    said = typed("show", POINT, "--town", "all", "--on", "R8.4.1", *HERE)
    rows = said.out.splitlines()[3:]
    assert len(rows) == 14
    assert rows[0].startswith("葉山町")
    assert any(row.startswith("箱根町") and "値なし" in row for row in rows)


def test_history_shows_values_past_and_to_come() -> None:
    """The prefecture's surcharge has a first value and an unknown one from 2027."""
    said = typed("show", "resident_tax.rate.kanagawa_surcharge", "--town", "oi", "--history", *HERE)
    assert "2012-04-01" in said.out
    assert "2027-04-01" in said.out
    assert "値なし" in said.out


def test_an_unknown_point_names_what_is_near() -> None:
    """Exit status 2 and no traceback."""
    said = typed("show", "均等割の非課税限度の基本", "--town", "oi", *HERE)
    assert said.status == 2
    assert "均等割の非課税限度の基本額" in said.err


def test_an_ambiguous_label_lists_its_candidates() -> None:
    """Two businesses or points may bear one label; the person chooses."""
    said = typed("show", "年齢", "--town", "oi", *HERE)
    assert said.status == 2
    assert "候補" in said.err or "近いもの" in said.err


def test_an_unknown_release_is_refused_with_the_known_ones() -> None:
    """--as-known takes a release that was published."""
    said = typed("show", POINT, "--town", "oi", "--as-known", "1999.01", *HERE)
    assert said.status == 2
    assert "2026.04" in said.err


def test_it_is_english_when_asked() -> None:
    """Labels, layers and confidence included."""
    said = typed("show", POINT, "--town", "oi", "--on", "2026-04-01", "--lang", "en", *HERE)
    assert "Per-capita exemption base" in said.out
    assert "from 2021-04-01" in said.out


def test_looking_a_value_up_loads_neither_numpy_nor_jinja2_nor_rich() -> None:
    """A cold `uwanose show` must stay below 0.3 s of CPU; these three alone would cost that."""
    import subprocess

    code = (
        "import sys; from uwanose_cli.boundary import answer; from uwanose_cli.main import root; "
        f"answer(root, ['show', {POINT!r}, '--town', 'oi', '--workspace', {str(ROOT)!r}]); "
        "print(sorted({'numpy', 'jinja2', 'rich', 'xlsxwriter', 'pyarrow'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_environment()
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def _environment() -> dict[str, str]:
    import os

    return os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "core"), str(ROOT / "cli")]),
        "PYTHONUTF8": "1",
    }
