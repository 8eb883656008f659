"""Guards the report: every entry of the register, every yen, and nothing in force that it does not show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from uwanose.charging.book import Book
from uwanose.charging.closing import close
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.register_report import customization_report
from uwanose.charging.report_model import CustomizationRow, Report
from uwanose.charging.statement import statements
from uwanose.charging.verify import verify
from uwanose.errors import Severity
from uwanose.layers.model import Profile, Rank
from uwanose.points.model import Catalog
from uwanose.points.typed import format_value
from uwanose.workspace import Workspace

from .register import adopts, customization, one_off, profile, spread, upkeep

ROOT = Path(__file__).resolve().parents[2]
EMPTY = Catalog(businesses={}, points={}, items={}, inputs={}, formulas={}, releases=(), sha256="rules")


@cache
def _workspace() -> Workspace:
    return Workspace.open(ROOT)


def _sample(book: Book = Book()) -> Report:  # noqa: B008 - an empty book is immutable
    return customization_report(_workspace().profile, _workspace().catalog, 2026, book)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The first two quarters of fiscal year 2026, closed on the sample."""
    folder = tmp_path_factory.mktemp("charges")
    for quarter, on in ((Quarter(2026, 1), date(2026, 4, 20)), (Quarter(2026, 2), date(2026, 7, 21))):
        close(
            folder,
            _workspace().profile,
            quarter,
            on=on,
            document=f"組合決裁令8-{quarter.number}",
            rules="rules",
        )
    assert verify(folder, _workspace().profile).whole
    return read_book(folder)


def test_every_entry_of_the_register_is_reported() -> None:
    """Refused, withdrawn, worked around and retired ones too."""
    report = _sample()
    files = {path.stem for path in (ROOT / "profiles/kanagawa/customizations").glob("K-*.yaml")}
    assert {row.id for row in report.customizations} == files
    assert {row.outcome.value for row in report.customizations if row.outcome} >= {
        "refused", "withdrawn", "work_around", "amend_ordinance", "standard", "prefecture", "town",
    }  # fmt: skip
    assert {row.status.value for row in report.customizations} >= {"live", "retired", "closed"}
    assert all(row.request.document for row in report.customizations)


@pytest.mark.parametrize("on", [date(2026, 4, 1), date(2026, 8, 1), date(2027, 3, 31)])
def test_nothing_in_force_is_missing(on: date) -> None:
    """Every effective value that is not the nation's, and all code, of all 14 towns: an owner's change or a setting."""
    workspace, report = _workspace(), _sample()
    changed = {(row.id, change.point) for row in report.customizations for change in row.changes}
    shown = {(row.id, change.point, change.value) for row in report.customizations for change in row.changes}
    settings = {(row.municipality, row.point, row.value, row.since) for row in report.settings}
    found = 0
    for town in workspace.profile.municipalities:
        rules = workspace.rules(town, on)
        for point, origin in rules.values.items():
            if origin.layer is Rank.NATIONAL or origin.value is None:
                continue
            found += 1
            value = format_value(workspace.catalog.points[point], origin.value)
            if origin.owner:
                assert (origin.owner, point, value) in shown
            else:
                assert (origin.municipality, point, value, origin.interval.start) in settings
        for layers in rules.code.values():
            for layer in layers:
                found += 1
                assert (layer.customization, layer.point) in changed
    assert found > 250


def test_each_setting_is_shown_once() -> None:
    """A value of the prefecture is one row, not fourteen."""
    rows = [(row.point, row.municipality, row.since) for row in _sample().settings]
    assert len(rows) == len(set(rows))
    assert [
        row.name for row in _sample().settings if row.point == "resident_tax.rate.kanagawa_surcharge"
    ] == ["県"]


def test_a_change_says_what_lies_beneath_in_the_year() -> None:
    """大磯町's own card stands on the prefecture's common card since 2024, not on the national one."""
    row = _row(_sample(), "K-005")
    first = row.changes[0]
    assert (first.label, first.mode, first.addition) == ("医療費助成 医療証の標題", "values", False)
    assert (first.beneath, first.value) == ("県仕様 K-003 福祉医療証", "こども医療証")


def test_additions_and_alterations_are_told_apart() -> None:
    """追加 is a point or item of its own; 改変 touches what is there."""
    row = _row(_sample(), "K-008")
    assert {(change.point, change.addition) for change in row.changes} == {
        ("resident_tax.k_008.relief_rates", True),
        ("resident_tax.k_008.relief", True),
        ("resident_tax.municipal_reduction", False),
    }


def test_who_pays_without_having_asked_is_said() -> None:
    """箱根町 joined the customization 真鶴町 had asked for."""
    assert _row(_sample(), "K-009").paying_without_request == ("箱根町",)
    assert _row(_sample(), "K-001").paying_without_request == ()


def test_figures_of_a_life_add_up(book: Book) -> None:
    """Before the book, closed, pending and owed make the life; payers make the whole; the sample to the yen."""
    report = _sample(book)
    for row in report.customizations:
        total = row.figures.total
        for name in ("this_year", "this_year_closed", "before_book", "closed", "pending", "owed", "life"):
            assert sum(getattr(payer, name) for payer in row.figures.payers.values()) == getattr(total, name)
        assert total.pending == 0
    k_005 = _row(report, "K-005").figures
    assert (k_005.total.this_year, k_005.total.closed, k_005.total.life) == (348_000, 174_000, 1_392_000)
    assert k_005.payers["oiso"].closed == k_005.payers["kaisei"].closed == 87_000


def test_the_year_is_the_same_by_town_and_by_customization(book: Book) -> None:
    """Two ways to add up one sum, and the closed part is what the papers say."""
    report = _sample(book)
    assert sum(town.total for town in report.towns.values()) == report.this_year > 0
    closed = sum(paper.total for entry in book.quarters for paper in statements(entry))
    assert sum(town.closed for town in report.towns.values()) == closed
    assert report.closed_quarters == ("2026Q1", "2026Q2")
    assert report.head == book.head


def test_the_sample_has_no_finding_against_closing(book: Book) -> None:
    """The bundled register can be closed as it is, without a warning."""
    from uwanose.charging.closing import draft

    drafted = draft(
        _workspace().profile, book, Quarter(2026, 3), on=date(2026, 10, 20), document="第1号", rules="rules"
    )
    assert [finding for finding in drafted.findings if finding.severity is not Severity.NOTE] == []


def test_a_one_off_beyond_the_year_is_still_owed() -> None:
    """600,000 over 60 months: 120,000 this year, 480,000 after it, and upkeep only to the end of the year."""
    facts = profile(customization("K-006", spread(600_000), upkeep(12_000)), adopts("oi", "K-006"))
    total = _made(facts).figures.total
    assert (total.this_year, total.owed, total.life) == (132_000, 612_000, 612_000)


def test_what_was_due_before_the_book_is_told_apart() -> None:
    """A one-off of 2020 was charged elsewhere; the book never charges it again."""
    facts = profile(
        customization("K-006", one_off(1_150_000, "2020-07")), adopts("oi", "K-006", "2020-04-01")
    )
    total = _made(facts).figures.total
    assert (total.before_book, total.this_year, total.owed, total.life) == (1_150_000, 0, 0, 1_150_000)


def test_an_adoption_without_effect_is_shown_as_such() -> None:
    """Without consent it stands in the report, costs nothing and is marked."""
    facts = profile(customization("K-006", one_off(900)), replace(adopts("oi", "K-006"), consent=None))
    row = _made(facts)
    assert [(entry.name, entry.effective) for entry in row.adoptions] == [("大井町", False)]
    assert row.figures.total.life == 0
    assert row.requesting_without_pay == ("大井町",)


def _made(facts: Profile) -> CustomizationRow:
    catalog = replace(EMPTY, releases=_workspace().catalog.releases)
    (row,) = customization_report(facts, catalog, 2026, Book()).customizations
    return row


def _row(report: Report, name: str) -> CustomizationRow:
    return next(row for row in report.customizations if row.id == name)
