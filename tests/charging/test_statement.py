"""Guards the papers of a quarter: complete, gross, numbered, and nobody pays for another town's wish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from uwanose.charging.book import Book
from uwanose.charging.closing import close, draft
from uwanose.charging.due import UNION
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.records import Kind
from uwanose.charging.runs import Run
from uwanose.charging.statement import Statement, find_statement, statement_of, statements
from uwanose.documents.pages import statement_page
from uwanose.errors import UnknownName
from uwanose.layers.model import Profile, Rank

from .histories import FIRST, History, histories
from .register import (
    TOWNS,
    adopts,
    all_adopt,
    consortium,
    customization,
    one_off,
    profile,
    spread,
    takes_part,
    upkeep,
)

Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)


def _register(actual: int | None = None) -> Profile:
    return profile(
        customization("K-001", upkeep(1_200_000), shared=True),
        customization("K-006", one_off(1_200_000, actual=actual), upkeep(120_000)),
        customization("K-010", spread(600_000)),
        all_adopt("K-001"),
        adopts("oi", "K-006"),
        adopts("oiso", "K-010"),
        adopts("kaisei", "K-010"),
    )


def _paper(facts: Profile, town: str) -> Statement:
    drafted = draft(facts, Book(), Q1, on=date(2026, 4, 20), document="組合決裁第12号", rules="rules")
    (paper,) = statement_of(drafted.entry, town)
    return paper


def test_a_statement_bears_what_the_law_wants_on_it() -> None:
    """施行令154条3項: year, amount, payer, due date, place; and the hashes by which a copy is checked."""
    paper = _paper(_register(), "oi")
    assert (paper.number, paper.name, paper.revenue_year) == ("令和8-1-006", "大井町", 2026)
    assert (paper.issued_on, paper.due_date) == (date(2026, 4, 20), date(2026, 5, 20))
    assert (paper.document, paper.payee) == ("組合決裁第12号", "組合会計管理者")
    assert (paper.facts.register, paper.facts.rules, len(paper.head)) == ("facts", "rules", 64)


def test_rows_put_the_months_of_one_cost_together() -> None:
    """Three months of upkeep shared alike are one row; shared and own cost stand apart."""
    paper = _paper(_register(), "oi")
    assert [(row.customization, row.label, len(row.months), row.yen) for row in paper.own_rows] == [
        ("K-006", "初期費用", 1, 1_200_000),
        ("K-006", "年間保守料", 3, 30_000),
    ]
    (shared,) = paper.shared_rows
    assert (shared.total, shared.payers, shared.formula) == (300_000, 14, "kanagawa")
    assert shared.share == Fraction(20, 100) / 14 + Fraction(80, 100) * Fraction(17_501, 305_252)
    assert paper.total == paper.net == sum(row.yen for row in paper.rows)
    assert paper.formulas["kanagawa"].text.startswith("共同運営負担金の算定式（例示）: 負担金の均等割20%")
    assert paper.figures["population"].values["oi"] == 17_501


def test_no_town_bears_what_others_want_for_themselves() -> None:
    """葉山町 has adopted nothing: the two own customizations of others cost it 0 yen, and the paper proves it."""
    paper = _paper(_register(), "hayama")
    assert paper.own_rows == ()
    assert paper.others.customizations == ("K-006", "K-010")
    assert (paper.others.yen, paper.others.borne) == (1_200_000 + 30_000 + 30_000, 0)
    assert _paper(_register(), "oi").others.customizations == ("K-010",)


def test_a_refund_is_a_paper_of_its_own(tmp_path: Path) -> None:
    """総計予算主義 (地方自治法210条): charge and refund are never netted; the net is only information."""
    for quarter, on, facts in (
        (Q1, date(2026, 4, 20), _register()),
        (Q2, date(2026, 7, 20), _register(1_000_000)),
    ):
        close(tmp_path, facts, quarter, on=on, document="第12号", rules="rules")
    entry = read_book(tmp_path).quarters[1]
    charge, refund = statement_of(entry, "oi")
    assert (charge.number, refund.number) == ("令和8-2-006", "令和8-2-006減")
    assert refund.total == -200_000
    assert charge.total > 0
    assert charge.net == refund.net == charge.total + refund.total
    assert [(row.kind, row.references, row.route) for row in refund.rows] == [
        (Kind.CORRECTION, ("2026Q1:48",), "same_year")
    ]
    assert refund.due_date is None
    assert find_statement(read_book(tmp_path), "令和8-2-006減") == refund


def test_an_unknown_number_names_the_nearest(tmp_path: Path) -> None:
    """A slip in a number is answered with numbers that exist."""
    close(tmp_path, _register(), Q1, on=date(2026, 4, 20), document="第12号", rules="rules")
    with pytest.raises(UnknownName) as unknown:
        find_statement(read_book(tmp_path), "令和8-1-06")
    assert "令和8-1-006" in unknown.value.candidates


def test_a_town_without_any_line_gets_no_paper() -> None:
    """A town outside the system is not told anything; the others keep their numbers."""
    union = consortium(participation=[takes_part(town) for town in TOWNS if town != "hayama"])
    facts = profile(customization("K-001", upkeep(1_200_000), shared=True), all_adopt("K-001"), union=union)
    drafted = draft(facts, Book(), Q1, on=date(2026, 4, 20), document="第1号", rules="rules")
    papers = statements(drafted.entry)
    assert [paper.number for paper in papers][:2] == ["令和8-1-002", "令和8-1-003"]
    assert len(papers) == 13


def test_the_first_year_of_an_era_is_written_as_such() -> None:
    """令和元年度: the fiscal year that begins in 2019 and ends in the new era."""
    assert Run.close(Quarter(2019, 1)).statement_number(1) == "令和元-1-001"
    assert Quarter(2026, 4).label_ja == "令和8年度第4期"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_papers_make_the_quarter_to_the_yen(history: History) -> None:
    """Σ papers + the union's rest = Σ lines, in every quarter of every history; own cost is only the adopters', past ones included.

    When an adoption is struck, a credit that was given for it is taken back.
    """
    book, quarter = Book(), Quarter.of(FIRST)
    adopters: set[tuple[str, str]] = set()
    for facts in history:
        entry = draft(facts, book, quarter, on=None, document="", rules="").entry
        papers = statements(entry)
        rest = sum(line.yen for line in entry.lines_of(UNION))
        assert sum(paper.total for paper in papers) + rest == entry.totals.yen
        assert all(paper.total <= 0 if paper.refund else paper.total >= 0 for paper in papers)
        assert all(paper.others.borne == 0 for paper in papers)
        adopters |= {(entry.customization, entry.municipality) for entry in facts.adoptions}
        for paper in papers:
            for row in paper.rows:
                own = row.layer is Rank.TOWN and row.yen > 0
                assert not own or (row.customization, paper.municipality) in adopters
        book, quarter = Book((*book.quarters, entry)), quarter.next


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        (1_000_000, [("2026-05-20", 1_000_000)]),
        (1_000_001, [("2026-05-20", 500_001), ("2026-06-20", 500_000)]),
        (1_341_215, [("2026-05-20", 670_608), ("2026-06-20", 670_607)]),
        (10_000_003, [("2026-05-20", 2_500_003), ("2026-06-20", 2_500_000), ("2026-07-20", 2_500_000), ("2026-08-20", 2_500_000)]),
    ],
)  # fmt: skip
def test_a_notice_above_the_threshold_is_paid_in_instalments(
    quoted: int, expected: list[tuple[str, int]]
) -> None:
    """端数計算法第3条: all fractions in the first; at the threshold it is one amount, a yen above it two, above ten million four."""
    plans = {1: ((10_000_000, ("05-20", "06-20", "07-20", "08-20")), (1_000_000, ("05-20", "06-20")))}
    union = replace(consortium(), instalments=plans)
    facts = profile(customization("K-006", one_off(quoted)), adopts("oi", "K-006"), union=union)
    paper = _paper(facts, "oi")
    assert [(str(day), yen) for day, yen in paper.instalments] == expected
    assert paper.revenue_year == 2026
    page = statement_page(paper)
    assert ("最初の納期の額に含めています" in page) is (len(expected) > 1)
    assert all(f"{yen:,}円" in page for _, yen in expected)
