"""`uwanose show`: the value, everything it beats, and who decided it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT, copied
from uwanose.workspace import Workspace
from uwanose_cli.standing import Standing

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
    assert "core/uwanose/business/medical_payment.py:" in said.out


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


def test_towns_side_by_side_say_whether_a_value_is_their_own_or_the_national_standard() -> None:
    """K-003 is the Kanagawa specification, K-005 the two towns' own; a formula nobody touches is national."""
    said = typed("show", "医療証の標題", "--town", "大磯町,寒川町", "--on", "R8.4.1", *HERE)
    assert "こども医療証  2023-04-01  個別 K-005" in said.out
    assert "福祉医療証    2026-04-01  県仕様 K-003" in said.out
    said = typed("show", "助成の方法", "--town", "清川村,大井町", "--on", "R8.4.1", *HERE)
    assert "計算式の置換え            個別 K-004" in said.out
    assert "計算式                    国標準" in said.out


def test_history_puts_towns_with_the_same_past_together_and_marks_the_day() -> None:
    """Twelve towns follow the prefecture; 大磯町 and 開成町 began on their own days."""
    said = typed("show", "医療証の標題", "--town", "all", "--history", "--on", "R8.4.1", *HERE)
    rows = said.out.splitlines()[3:]
    assert [row.split()[0] for row in rows if not row.startswith(" ")] == [
        "大磯町",
        "開成町",
        "葉山町など12町村",
    ]
    assert sum("▸" in row for row in rows) == 3
    data = typed("show", "医療証の標題", "--town", "大磯町", "--history", "--json", *HERE).data["oiso"]
    assert [(span["from"], span["until"], span["value"]) for span in data["timeline"]] == [
        ("2011-10-01", "2023-03-31", "小児医療証"), ("2023-04-01", None, "こども医療証"),
    ]  # fmt: skip
    assert {origin["layer"] for origin in data["origins"]} == {"national", "prefecture", "town"}


def test_a_value_left_empty_above_is_never_passed_over_for_the_one_beneath() -> None:
    """The surcharge of 2027 is unknown: a run is refused, so nothing is marked as in force."""
    said = typed("show", "resident_tax.rate.kanagawa_surcharge", "--town", "oi", "--on", "2027-04-01", *HERE)
    assert "県の設定: 値なし（未確認）" in said.out
    assert "▸" not in said.out
    data = typed(
        "show", "resident_tax.rate.kanagawa_surcharge", "--town", "oi", "--on", "2027-04-01", "--json", *HERE
    ).data
    assert data["value"] is None


def test_every_point_of_every_town_is_told_in_a_dozen_lines_before_the_rows_of_its_table() -> None:
    """The account is short wherever it stands; the rows of a table follow it."""
    workspace = Workspace.open(ROOT)
    resolver, day = workspace.resolver, date(2026, 4, 1)
    layering = resolver.layering()
    for town in workspace.profile.municipalities.values():
        for point in workspace.catalog:
            standing = Standing.of(layering, point, town, day, resolver.stopped(town.id, point.id, day))
            lines = [line for line in standing.lines("ja") if not line.startswith("      ")]
            assert len(lines) <= 12, (town.id, point.id)


def test_a_setting_equal_to_the_national_value_says_that_the_ordinance_pins_it(tmp_path: Path) -> None:
    """An ordinance often restates the standard; that is an own setting all the same."""
    root = copied(tmp_path)
    line = (
        "show",
        "child_allowance.payment.months",
        "--town",
        "oi",
        "--on",
        "2026-04-01",
        "--workspace",
        root,
    )
    assert "国の標準と同額" not in typed(*line).out
    point = "resident_tax.rate.kanagawa_surcharge"
    folder = root / "profiles/kanagawa/prefecture.yaml"
    text = folder.read_text(encoding="utf-8")
    assert "2012: {value: 25/100000" in text
    folder.write_text(text.replace("2012: {value: 25/100000", "2012: {value: 0"), encoding="utf-8")
    said = typed("show", point, "--town", "oi", "--on", "2026-04-01", "--workspace", root)
    assert "県の設定: 0%　2012-04-01〜2027-03-31　国の標準と同額（条例で固定）" in said.out
    assert "国標準と同額（条例で固定）" in typed("show", point, "--town", "oi,oiso", "--workspace", root).out


def test_english_names_the_customization_and_the_towns_in_english() -> None:
    """No Japanese name of a town stands in an English account."""
    said = typed("show", "医療証の標題", "--town", "oiso", "--on", "2026-04-01", "--lang", "en", *HERE)
    assert "requested by Oiso, Kaisei" in said.out
    assert "paid by all towns" in said.out
    assert "大磯町" not in said.out


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


def test_both_clocks_are_asked_and_told() -> None:
    """The legal date by --on, what was known by --as-known; the answer names both."""
    said = typed("show", POINT, "--town", "oi", "--on", "R8.4.1", "--as-known", "2025.04", *HERE)
    assert "大井町　令和8年4月1日（2026-04-01）　版 2025.04" in said.out
    history = typed("show", POINT, "--town", "oi", "--history", "--as-known", "2025.04", *HERE)
    assert "の移り変わり　版 2025.04" in history.out


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
