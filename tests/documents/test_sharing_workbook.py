"""Guards the workbook of a comparison: recalculated from its typed cells, every formula comes to the exact result beside it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from tests.documents.spreadsheet import Calculator
from uwanose.charging.sharing.burdens import share_cost
from uwanose.charging.sharing.design import Comparison, compare, cost_of, with_saving
from uwanose.charging.sharing.study import Study
from uwanose.documents.sharing_chart import sharing_chart
from uwanose.documents.sharing_workbook import sharing_workbook
from uwanose.layers.model import SharingFormula
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SAVING = Fraction(25, 100)


@cache
def _study() -> Study:
    return Workspace.open(ROOT).studies[0]["first-phase"]


@cache
def _names() -> dict[str, str]:
    return {town.id: town.name_ja for town in Workspace.open(ROOT).profile.municipalities.values()}


def _formulas() -> list[SharingFormula]:
    study = _study()
    now = study.formulas["kanagawa-2011"]
    capped = [
        with_saving(formula, SAVING) for formula in study.formulas.values() if formula.least_saving is None
    ]
    units = [
        replace(now, id=f"{rule}-{unit}", remainder=rule, unit=unit)
        for rule in ("floor", "half_up", "settle", "largest_remainder")
        for unit in (100, 1000)
    ]
    thousands = replace(with_saving(now, Fraction(20, 100)), id="capped-1000", unit=1000)
    fixed = replace(now, id="fixed", fixed_yearly=10_000_000)
    return [*study.formulas.values(), *capped, *units, thousands, fixed]


def _comparison(study: Study) -> Comparison:
    return compare(study, study.chosen_baseline(), _formulas())


@pytest.fixture(scope="module")
def content() -> bytes:
    """A workbook with every kind of formula there is, some cost belonging to single towns."""
    study = replace(_study(), attributable={"oi": 12_345_678, "kiyokawa": 1_000_001})
    return sharing_workbook(_comparison(study), _names())


def test_every_formula_comes_to_the_exact_result_beside_it(content: bytes) -> None:
    """Whole yen exactly, fractions to five decimals of a yen."""
    book = Calculator(content)
    formulas = book.formulas()
    assert len(formulas) > 4_000
    for sheet, cell in formulas:
        shown = book.shown[sheet][cell].value
        found = book.value(sheet, cell)
        assert found == pytest.approx(shown, abs=1e-5, rel=1e-12), (sheet, cell, found, shown)
        if isinstance(shown, int) and "%" not in book.shown[sheet][cell].number_format:
            assert round(found, 6) == shown, (sheet, cell)


def test_a_changed_cost_and_promise_come_to_what_the_program_works_out() -> None:
    """A council types 3,000,000,001 yen and 30 %: the same yen as the program, town by town, without any iteration."""
    study = _study()
    formula = with_saving(study.formulas["kanagawa-2011"], Fraction(20, 100))
    comparison = compare(study, study.chosen_baseline(), [formula])
    book = Calculator(sharing_workbook(comparison, _names()))
    head = [cell.value for cell in book.shown["式1"][10]]
    letter = book.shown["式1"].cell(10, head.index("負担額（個別負担を含む）") + 1).column_letter
    book.type("基礎数値", "B5", 3_000_000_001)
    book.type("式1", "B6", 0.30)
    wanted = share_cost(
        cost_of(study, study.chosen_baseline(), yen=3_000_000_001),
        replace(formula, least_saving=Fraction(30, 100)),
    )
    assert len(wanted.at_cap) > 2
    found = {
        town: round(book.value("式1", f"{letter}{row}"), 6) for row, town in enumerate(study.towns, start=11)
    }
    assert found == wanted.yen
    assert sum(found.values()) == 3_000_000_001


def test_a_formula_that_gives_no_burdens_is_named_with_its_reason() -> None:
    """32 % cannot be promised to everybody: the sheet is missing, the sentence is there."""
    study = _study()
    comparison = compare(
        study,
        study.chosen_baseline(),
        [study.formulas["equal"], with_saving(study.formulas["equal"], Fraction(32, 100))],
    )
    book = Calculator(sharing_workbook(comparison, _names()))
    assert book.shown.sheetnames == ["比較", "基礎数値", "式1"]
    texts = [str(cell.value) for row in book.shown["比較"].iter_rows() for cell in row if cell.value]
    assert any("3,195,999,996円" in text and "31.915%" in text for text in texts)


def test_estimates_are_called_estimates_on_every_sheet_that_shows_savings(content: bytes) -> None:
    """試算 stands beside the figures that rest on it."""
    book = Calculator(content)
    for name in ("比較", "基礎数値"):
        assert any("試算" in str(cell.value) for row in book.shown[name].iter_rows(max_row=8) for cell in row)


def test_the_workbook_is_the_same_bytes_every_time(content: bytes) -> None:
    study = replace(_study(), attributable={"oi": 12_345_678, "kiyokawa": 1_000_001})
    assert sharing_workbook(_comparison(study), _names()) == content


def test_the_chart_has_a_dot_for_each_town_and_formula_and_the_promise() -> None:
    """It is well-formed, and tells yen and saving of each dot."""
    comparison = compare(_study(), _study().chosen_baseline(), _study().formulas.values())
    drawn = ET.fromstring(sharing_chart(comparison, _names()))
    titles = [one.text or "" for one in drawn.iter("{http://www.w3.org/2000/svg}title")]
    assert sum("削減率 " in title for title in titles) == 14 * 9
    assert "寒川町 均等割20%・人口割80%（見本）: 447,805,673円、削減率 16.6%" in titles
    assert any("約束 20%" in (one.text or "") for one in drawn.iter("{http://www.w3.org/2000/svg}text"))
