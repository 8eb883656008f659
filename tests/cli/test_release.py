"""`uwanose release`: the list, what one release changes, and freezing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT
from tests.points.sample import FILES, RELEASES
from uwanose.workspace import Workspace

HERE = ("--workspace", ROOT)


def test_the_sample_has_a_frozen_release_and_the_one_of_the_year_2026() -> None:
    """The law values known before and after the changes of the fiscal year 2026."""
    said = typed("release", "list", "--json", *HERE)
    old, new = said.data
    assert (old["id"], old["frozen"], new["id"], new["frozen"]) == ("2025.04", True, "2026.04", False)
    assert new["values"] > old["values"] > 400
    assert new["changed"] >= 20


def test_a_release_shows_what_it_changed_with_the_first_day() -> None:
    """The cap of the health insurance rises, the minimum deduction of pay too."""
    said = typed("release", "show", "2026.04", "--json", *HERE)
    found = {one["point"]: one for one in said.data["changes"]}
    cap = found["national_health_insurance.cap.medical"]
    assert (cap["since"], cap["before"], cap["after"]) == ("2026-04-01", "660,000円", "670,000円")
    assert found["resident_tax.income.employment_table"]["before"] == "表 11行"
    assert "national_health_insurance.earner.pay_not_over" not in found  # only repeats 550,000 yen
    out = typed("release", "show", "令和8年4月版", "--business", "国民健康保険税（料）", *HERE).out
    assert "版 2025.04 から変わった項目 15件" in out
    assert "最初の版です。" in typed("release", "show", "2025.04", *HERE).out


def test_nothing_is_frozen_where_the_package_is_not_ones_own(tmp_path: Path) -> None:
    """And an unknown release comes with the nearest."""
    (tmp_path / "profiles").mkdir()
    if (ROOT / ".uwanose").is_dir():  # what has been compiled so far, keyed by content
        shutil.copytree(ROOT / ".uwanose", tmp_path / ".uwanose", ignore=shutil.ignore_patterns(".*"))
    said = typed("release", "freeze", "2026.04", "--yes", "--workspace", tmp_path)
    assert (said.status, "P163" in said.err) == (1, True)
    said = typed("release", "freeze", "2026.4", *HERE)
    assert (said.status, "2026.04" in said.err) == (2, True)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a workspace with a small national package of its own."""
    for name, text in FILES.items():
        if not name.endswith("items.yaml"):  # its formula is no part of this program
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "profiles").mkdir()
    return tmp_path


def test_freezing_writes_archive_and_hash_together_and_another_freeze_needs_force(own: Path) -> None:
    """Without a yes nothing is written; what is frozen already is left as it is."""
    line = ("release", "freeze", "2025.04", "--workspace", own)
    archive, releases = own / "rules/releases/2025.04.json", own / "rules/releases.yaml"
    assert typed(*line).status == 1
    assert not archive.exists()
    assert typed(*line, "--yes").status == 0
    assert releases.read_text("utf-8").splitlines()[1] == RELEASES.splitlines()[1]
    kept = archive.read_bytes(), releases.read_bytes()
    assert "すでにこの内容で" in typed(*line, "--yes").out
    points = own / "rules/vehicle_tax/points.yaml"
    points.write_text(points.read_text("utf-8").replace("3/100", "2/100"), "utf-8")
    said = typed(*line, "--yes")
    assert (said.status, "P164" in said.err) == (1, True)
    assert (archive.read_bytes(), releases.read_bytes()) == kept
    assert typed(*line, "--yes", "--force").status == 0
    assert archive.read_bytes() != kept[0]


def test_a_changed_archive_is_told_by_every_command_that_needs_it(own: Path) -> None:
    """Half of it is not used; what was frozen is named in the list of releases."""
    assert typed("release", "freeze", "2025.04", "--yes", "--workspace", own).status == 0
    archive = own / "rules/releases/2025.04.json"
    archive.write_text(archive.read_text("utf-8").replace("[3, 100]", "[3, 101]"), "utf-8")
    said = typed("release", "list", "--workspace", own)
    assert (said.status, "P161" in said.err) == (1, True)
    assert typed("release", "show", "2026.04", "--workspace", own).status == 1
    assert "P161" in {finding.code for finding in Workspace(own, writable=False).findings}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_list_is_told_in_both_languages(language: str) -> None:
    """The columns have headings in the language of the line."""
    out = typed("release", "list", "--lang", language, *HERE).out
    assert ("未確定" if language == "ja" else "frozen") in out
