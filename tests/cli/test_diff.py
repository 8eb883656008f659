"""`uwanose diff`: layers, towns, dates and releases side by side, and the fit to the package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT

HERE = ("--workspace", ROOT)
DAY = ("--on", "R8.4.1")


def differences(said: Said) -> dict[str, Any]:
    """Return the differences of the one right side by point."""
    [found] = said.data["differences"].values()
    return {one["point"]: one for one in found}


def test_the_standard_and_a_town_say_who_changes_what_and_by_which_article() -> None:
    """K-005 changes the title, K-002 of the prefecture replaces a formula with other arguments."""
    said = typed("diff", "国", "大磯町", "--business", "医療費助成", *DAY, *HERE)
    assert said.status == 0
    assert "    - 小児医療証　国標準　rules/medical_subsidy/certificate.yaml:" in said.out
    assert "    + こども医療証　個別 K-005　profiles/kanagawa/customizations/K-005.yaml:" in said.out
    assert "    + K-002 計算式の置換え(birth_date, treated_on, year)　plugins/kanagawa/" in said.out
    assert "引数の違い: +birth_date +year" in said.out


@pytest.mark.parametrize("right", ["大磯町", "oiso", "oiso@2026-04-01", "R8.4.1@大磯@2026.04"])
def test_a_side_may_be_joined_of_town_day_and_release(right: str) -> None:
    """What a side leaves out comes from the options."""
    said = typed("diff", "national", right, *DAY, "--json", *HERE)
    assert "medical_subsidy.certificate.scheme_name" in differences(said)
    assert next(iter(said.data["right"])) == "oiso@2026-04-01@2026.04"


def test_two_days_of_one_town_show_the_rows_of_a_table_that_changed() -> None:
    """The child allowance of October 2024: 30,000 yen from the third child on."""
    said = typed("diff", "R6.9.30", "R6.10.1", "--town", "開成町", "--business", "児童手当", *HERE)
    assert "        - 第何子（以上） 3 → 3歳未満 15,000円" in said.out
    assert "        + 第何子（以上） 3 → 3歳未満 30,000円" in said.out


def test_a_filter_by_who_may_set_leaves_customizations_out() -> None:
    """Only what an ordinance sets."""
    found = differences(typed("diff", "国", "oiso", "--may-set", "ordinance", *DAY, "--json", *HERE))
    assert found
    assert {one["may_set"] for one in found.values()} == {"ordinance"}


def test_all_towns_show_their_fit_and_its_numbers_add_up() -> None:
    """The fit is what no customization changes over all points, business by business and together."""
    said = typed("diff", "国", "all", *DAY, "--json", *HERE)
    assert len(said.data["fit"]) == 14
    for found in said.data["fit"].values():
        every = found.pop("")
        for name in ("points", "prefecture", "own", "settings", "added"):
            assert every[name] == sum(one[name] for one in found.values())
    one = said.data["fit"]["oiso@2026-04-01@2026.04"]["medical_subsidy"]
    assert one["fit"] == f"{one['points'] - one['prefecture'] - one['own']}/{one['points']}"
    assert (one["prefecture"], one["own"]) == (2, 2)  # K-002 and the note of K-003; title and name of K-005


def test_the_sheets_hold_every_difference_and_every_fit(tmp_path: Path) -> None:
    """CSV for Excel, and a workbook with two sheets."""
    book = tmp_path / "a.xlsx"
    said = typed(
        "diff", "国", "all", "--business", "医療費助成", *DAY, "--csv", tmp_path, "--xlsx", book, *HERE
    )
    assert "書きました" in said.out
    assert book.read_bytes()[:2] == b"PK"
    fits = (tmp_path / "適合率.csv").read_text("utf-8-sig").splitlines()
    assert len(fits) == 15
    assert "大磯町 2026-04-01（版 2026.04）,医療費助成,88.5%,35,2,2,2,14" in fits
    assert "こども医療証" in (tmp_path / "違い.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("国", "おおそい"), ("「おおそい」は比べられません", "2026.04")),
        (("国", "oiso@oi"), ("同じ種類のものが2つ",)),
        (("all", "国"), ("all は右にだけ",)),
        (("国", "2026.05"), ("「2026.05」は比べられません",)),
    ],
)
def test_what_cannot_be_compared_is_refused_with_what_can(
    line: tuple[str, str], words: tuple[str, ...]
) -> None:
    """Exit status 2 and no traceback."""
    said = typed("diff", *line, *HERE)
    assert said.status == 2
    assert all(word in said.err for word in words), said.err


def test_a_side_equal_to_itself_has_no_difference() -> None:
    """In English, too."""
    assert "No difference." in typed("diff", "oi", "oi", *DAY, "--lang", "en", *HERE).out


def test_comparing_loads_neither_numpy_nor_jinja2() -> None:
    """Sheets are made only when they are asked for."""
    import os
    import subprocess

    code = (
        "import sys; from uwanose_cli.boundary import answer; from uwanose_cli.main import root; "
        f"answer(root, ['diff', '国', 'oi', '--workspace', {str(ROOT)!r}]); "
        "print(sorted({'numpy', 'jinja2', 'xlsxwriter', 'pyarrow'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1] == "[]"
