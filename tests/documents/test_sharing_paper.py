"""The paper on ways of sharing: every figure is the comparison's, totals are the cost, estimates say so, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT
from uwanose.charging.sharing.design import Comparison, compare
from uwanose.documents.agenda_page import AgendaPaper, agenda_page
from uwanose.documents.labels import percent_cut
from uwanose.documents.sharing_paper import sharing_paper
from uwanose.workspace import Workspace

DAY = date(2026, 4, 1)
SAMPLE = Workspace.open(ROOT)
NAMES = {town.id: town.name_ja for town in SAMPLE.profile.municipalities.values()}


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """The sample's formulas, and one that promises more than anybody can keep."""
    study = SAMPLE.studies[0]["first-phase"]
    impossible = replace(
        study.formulas[study.now], id="too-much", label_ja="最低60%削減", least_saving=Fraction(60, 100)
    )
    return compare(study, study.chosen_baseline(), [*study.formulas.values(), impossible])


def paper_of(comparison: Comparison, language: str = "ja") -> AgendaPaper:
    return sharing_paper(comparison, NAMES, DAY, language)


def test_each_towns_row_is_the_comparisons_and_the_columns_come_to_the_cost(comparison: Comparison) -> None:
    """Burden, stand-alone cost, change and saving, town by town, for every formula that gives burdens."""
    paper = paper_of(comparison)
    shown = [one for one in comparison.outcomes if one.burdens]
    assert [sheet.name for sheet in paper.sheets[2:]] == [
        f"式{number}" for number in range(1, len(shown) + 1)
    ]
    for sheet, outcome in zip(paper.sheets[2:], shown, strict=True):
        assert outcome.burdens is not None
        for cells, (town, row) in zip(sheet.rows, outcome.rows.items(), strict=True):
            alone = comparison.baseline.values[town]
            assert cells == (NAMES[town], row.yen, alone, row.change, percent_cut(row.saving), row.cap)
        paid, every, moved = sheet.totals()[1:4]
        assert paid is not None
        assert paid + outcome.burdens.rest == comparison.cost.yen
        assert every == sum(comparison.baseline.values.values())
        assert moved == paid - sum(comparison.reference.values())


def test_the_conclusion_names_the_best_way_and_what_keeps_the_promise(comparison: Comparison) -> None:
    """By the exact savings, not the printed ones; an estimate is called one; what cannot be is said with its reason."""
    paper = paper_of(comparison)
    worst = {number: one.worst.saving for number, one in enumerate(comparison.outcomes, 1) if one.worst}
    best = max(worst, key=lambda number: (worst[number], -number))
    assert f"最も高いのは、式{best}「" in paper.conclusion
    assert comparison.study.promised is not None
    kept = [f"式{number}" for number, saving in worst.items() if saving >= comparison.study.promised]
    assert f"残るのは {'、'.join(kept)} です" in paper.conclusion
    assert "単独導入の費用は試算で" in paper.conclusion
    impossible = paper.sheets[0].rows[-1]
    assert str(impossible[2]).startswith("計算できません: ") and impossible[3:8] == (
        "",
        None,
        None,
        None,
        None,
    )


def test_both_languages_say_the_same_figures(comparison: Comparison) -> None:
    """The same yen in the same order; the headings of the English page hold no Japanese."""
    ja, en = (paper_of(comparison, language) for language in ("ja", "en"))
    for one, other in zip(ja.sheets, en.sheets, strict=True):
        numbers = [[cell for cell in row if isinstance(cell, int)] for row in one.rows]
        assert numbers == [[cell for cell in row if isinstance(cell, int)] for row in other.rows]
        assert all(column.heading.isascii() for column in other.columns)
    assert '<html lang="en">' in agenda_page(en)


def test_no_formula_at_all_is_said(comparison: Comparison) -> None:
    """Where none gives burdens there is one sheet, and the conclusion says so."""
    only = replace(comparison, outcomes=comparison.outcomes[-1:])
    paper = paper_of(only)
    assert len(paper.sheets) == 1 and paper.conclusion.startswith("負担を計算できる算定式がありません。")
    assert paper_of(comparison).sheets[2].notes[0].startswith("均等割20%")


def test_the_command_writes_what_its_names_ask_for(tmp_path: Path) -> None:
    """.html and .pdf; another ending writes nothing; the report of customizations prints as PDF, too, the same bytes each time."""
    page = tmp_path / "比較.html"
    said = typed("shares", "design", "-o", page, "--workspace", ROOT)
    assert said.status == 0, said.err
    assert "費用負担案の比較" in page.read_text("utf-8")
    wrong = typed("shares", "design", "-o", tmp_path / "比較.doc", "--workspace", ROOT)
    assert (wrong.status, (tmp_path / "比較.doc").exists()) == (2, False)
    pdf = ("shares", "design", "--formula", "kanagawa-2011", "-o", tmp_path / "比較.pdf", "--workspace", ROOT)
    said = typed(*pdf)
    if "[D101]" in said.err or "[D103]" in said.err:
        pytest.skip("no PDF can be made here")
    assert said.status == 0, said.err
    first = (tmp_path / "比較.pdf").read_bytes()
    assert first.startswith(b"%PDF")
    assert typed(*pdf).status == 0
    assert (tmp_path / "比較.pdf").read_bytes() == first
