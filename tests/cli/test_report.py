"""Guards `uwanose report`: it writes the site whole, makes a former one anew, and destroys nothing else."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from uwanose_cli.commands.report import shown_day
from uwanose_cli.site_folder import MARK

from .test_impact import INSURED
from .typed import Said, typed
from .workspaces import ROOT


@pytest.fixture(scope="module")
def written(insured: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    out = tmp_path_factory.mktemp("report") / "deep" / "site"
    return out, typed(
        "report", "--out", out, "--year", "R8", *_counting(insured), "--json", "--workspace", ROOT
    )


@pytest.fixture(scope="module")
def insured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A household of 中井町 with three children, and one with one."""
    path = tmp_path_factory.mktemp("insured") / "被保険者.csv"
    path.write_text(INSURED, encoding="utf-8")
    return path


def _counting(insured: Path) -> tuple[str, str]:
    return "--input", f"国民健康保険税（料）={insured}"


def test_the_site_is_written_with_a_start_page_in_each_language(written: tuple[Path, Said]) -> None:
    out, said = written
    assert said.status == 0
    assert said.data["start"] == str(out / "index.html")
    assert said.data["pages"] == len(list(out.rglob("*.html")))
    for start in (out / "index.html", out / "en" / "index.html"):
        assert start.is_file()
    assert [path.name for path in out.parent.iterdir()] == ["site"]  # nothing half-written stays beside it


def test_a_former_site_is_made_anew_byte_for_byte_and_what_it_no_longer_has_goes(
    written: tuple[Path, Said], insured: Path
) -> None:
    out, _ = written
    before = _bytes(out)
    mark = out / MARK
    listed = json.loads(mark.read_text(encoding="utf-8"))
    (out / "towns" / "gone.html").write_text("of a former site", encoding="utf-8")
    mark.write_text(json.dumps({"files": [*listed["files"], "towns/gone.html"]}), encoding="utf-8")
    said = typed("report", "--out", out, "--year", "R8", *_counting(insured), "--workspace", ROOT)
    assert (said.status, said.err) == (0, "")
    assert "報告サイトを書きました" in said.out
    assert _bytes(out) == before


def _bytes(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_residents_a_customization_concerns_are_those_impact_counts(
    written: tuple[Path, Said], insured: Path
) -> None:
    """K-020 of 中井町 waives the third child's per-head amount; without it the household with three children pays more."""
    page = (written[0] / "customizations" / "K-020.html").read_text(encoding="utf-8")
    figures = re.findall(r'<data value="([^"]*)" data-source="concerned:K-020:([^"]*)">', page)
    shown = {source: int(value) for value, source in figures}
    line = (
        "impact",
        "国民健康保険税（料）",
        insured,
        "--town",
        "中井町",
        "--year",
        "R8",
        "--without",
        "K-020",
    )
    told = typed(*line, "--json", "--workspace", ROOT).data
    assert shown["worse"] == told["worse_off"]["heads"] > 0
    assert shown["heads"] == told["total"]["heads"]
    assert shown["nakai:yen"] == told["total"]["after"] - told["total"]["before"] > 0
    assert "被保険者.csv" in page
    assert str(insured.parent) not in page
    assert "uwanose impact" in (written[0] / "customizations" / "K-001.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("--assume",), "--input と一緒に"),
        (("--input", "医療費助成"), "「業務=入力のファイル」の形"),
        (("--input", "医療費助成=ない.csv"), "ない.csv がありません"),
        (("--input", "医療費除成=ない.csv"), "医療費助成"),
    ],
)
def test_a_wrong_input_is_refused_before_anything_is_written(
    line: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    refused = typed("report", "--out", tmp_path / "site", *line, "--workspace", ROOT)
    assert refused.status == 2
    assert said in refused.err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_file_somebody_put_into_the_site_stays(written: tuple[Path, Said], lang: str) -> None:
    out, _ = written
    mine = out / "メモ.txt"
    mine.write_text("議会で質問", encoding="utf-8")
    said = typed("report", "--out", out, "--lang", lang, "--workspace", ROOT)
    mine.unlink()
    assert said.status == 1
    assert "[U101]" in said.err
    assert "メモ.txt" in said.err
    assert (out / "index.html").is_file()


def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("somebody's", encoding="utf-8")
    said = typed("report", "--out", tmp_path, "--workspace", ROOT)
    assert said.status == 1
    assert "[U101]" in said.err
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "somebody's"


def test_a_damaged_list_of_a_former_site_is_no_leave_to_remove_anything(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text('{"files": 3}', encoding="utf-8")
    (tmp_path / "a.html").write_text("x", encoding="utf-8")
    assert typed("report", "--out", tmp_path, "--workspace", ROOT).status == 1
    assert (tmp_path / "a.html").exists()


def test_without_a_folder_the_line_is_refused() -> None:
    said = typed("report", "--workspace", ROOT)
    assert said.status == 2
    assert "--out" in said.err


def test_rules_are_those_of_the_nearest_day_in_the_fiscal_year() -> None:
    today = date(2026, 11, 27)
    assert shown_day(None, today) == shown_day(2026, today) == today
    assert shown_day(2025, today) == date(2026, 3, 31)
    assert shown_day(2027, today) == date(2027, 4, 1)
