"""effect and shares freeze: was the promised saving kept; estimates frozen by an approval, changed ones refused."""

from __future__ import annotations

import html
from pathlib import Path

import openpyxl
import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT, copied

STUDY = "profiles/kanagawa/sharing/first-phase.yaml"
FREEZE = ("shares", "freeze", "--on", "R8.10.1", "--document", "組合決裁第40号")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace that may be written to."""
    return copied(tmp_path / "own")


def test_the_promise_is_told_kept_or_broken_town_by_town() -> None:
    """With the estimate called one, and the towns for whom it was not kept."""
    said = typed("effect", "--workspace", ROOT)
    assert said.status == 0
    for text in ("【試算】", "平成24年度", "14町村のうち 12町村", "寒川町、愛川町", "例示"):
        assert text in said.out
    assert "[C145]" in said.err


def test_one_year_is_shown_and_json_splits_the_difference() -> None:
    """Plan + price + figures + customizations of all = the shared burden."""
    data = typed("effect", "--year", "H25", "--json", "--workspace", ROOT).data
    (year,) = data["years"]
    assert (year["fiscal_year"], year["actual"]) == (2013, 661_500_000)
    for town in year["towns"].values():
        assert (
            town["planned"] + town["price"] + town["figures"] + town["all_customizations"] == town["shared"]
        )
        assert town["shared"] + town["own"] == town["paid"]
    assert sum(town["shared"] for town in year["towns"].values()) == 661_500_000
    assert year["towns"]["samukawa"]["verdict"] == "broken"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_report_says_in_every_form_what_the_screen_says(tmp_path: Path, language: str) -> None:
    """Page and workbook hold the exact yen of each town, marked as an estimate and a sample; made again, the same bytes."""
    outs = [tmp_path / f"報告書{end}" for end in (".html", ".xlsx")]
    line = ("effect", "--out", outs[0], "--out", outs[1], "--lang", language, "--json", "--workspace", ROOT)
    said = typed(*line)
    assert said.status == 0, said.err
    page = html.unescape(outs[0].read_text("utf-8"))
    assert {"ja": "【試算】", "en": "【estimate】"}[language] in page
    assert {"ja": "14町村のうち 12町村", "en": "12 of 14 towns"}[language] in page
    book = openpyxl.load_workbook(outs[1])
    cells = {str(cell.value) for row in book[book.sheetnames[2]].iter_rows() for cell in row}
    for town in said.data["settled_years"].values():
        for name in ("stand_alone", "planned", "price", "shared"):
            assert f"{town[name]:,}" in page
            assert str(town[name]) in cells
    before = [out.read_bytes() for out in outs]
    typed(*line)
    assert [out.read_bytes() for out in outs] == before


def test_a_report_of_an_unknown_form_is_refused(tmp_path: Path) -> None:
    """Before anything is worked out, with the three forms there are."""
    said = typed("effect", "--out", tmp_path / "報告書.docx", "--workspace", ROOT)
    assert said.status == 2
    assert ".html・.pdf・.xlsx" in said.err
    assert not list(tmp_path.iterdir())


def test_a_frozen_baseline_is_told_with_its_document_and_its_comments_stay(own: Path) -> None:
    """freeze writes one line, the journal keeps it; effect then has no warning."""
    before = (own / STUDY).read_text("utf-8")
    said = typed(*FREEZE, "--yes", "--workspace", own)
    assert said.status == 0
    after = (own / STUDY).read_text("utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert len(added) == 1 and "組合決裁第40号" in added[0]
    assert [line for line in after.splitlines() if line not in added] == before.splitlines()
    assert "shares freeze" in (own / "profiles/kanagawa/journal.jsonl").read_text("utf-8")
    said = typed("effect", "--workspace", own)
    assert "2026-10-01 組合決裁第40号 により確定" in said.out and "[C145]" not in said.err


def test_a_baseline_changed_after_its_approval_is_refused(own: Path) -> None:
    """[C146]: a saving is told against what was approved, or not at all."""
    assert typed(*FREEZE, "--yes", "--workspace", own).status == 0
    text = (own / STUDY).read_text("utf-8")
    (own / STUDY).write_text(text.replace("band: 10/100", "band: 5/100", 1), "utf-8")
    said = typed("effect", "--workspace", own)
    assert (said.status, "[C146]" in said.err) == (1, True)
    assert typed("effect", "--baseline", "third-fixed", "--workspace", own).status == 0


def test_a_frozen_baseline_is_not_frozen_twice(own: Path) -> None:
    """[C147]: a new baseline gets a new name."""
    assert typed(*FREEZE, "--yes", "--workspace", own).status == 0
    said = typed(*FREEZE, "--yes", "--workspace", own)
    assert (said.status, "[C147]" in said.err) == (1, True)


def test_nothing_is_written_without_a_yes(own: Path) -> None:
    before = (own / STUDY).read_bytes()
    assert typed(*FREEZE, "--workspace", own).status == 1
    assert (own / STUDY).read_bytes() == before


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [(("effect", "--year", "R8"), 1, "[C148]"), (("effect", "x"), 2, "first-phase"), (("effect", "--baseline", "x"), 2, "half-fixed"),
     (("shares", "freeze", "--on", "R8.10.1", "--document", " "), 2, "文書番号")],
)  # fmt: skip
def test_a_mistake_is_told_in_a_sentence(line: tuple[str, ...], status: int, told: str) -> None:
    said = typed(*line, "--workspace", ROOT)
    assert (said.status, told in said.err) == (status, True), said.err


def test_a_cost_above_all_caps_is_refused_with_the_reason(own: Path) -> None:
    """A promise that the actual cost made impossible: said, never bent."""
    text = (own / STUDY).read_text("utf-8")
    text = text.replace("now: kanagawa-2011", "now: guaranteed").replace(
        "actual: 652_000_000", "actual: 900_000_000"
    )
    (own / STUDY).write_text(text, "utf-8")
    said = typed("effect", "--workspace", own)
    assert (said.status, "[C141]" in said.err, "900,000,000円" in said.err) == (1, True, True)
