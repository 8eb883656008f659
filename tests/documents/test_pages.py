"""Guards the printed pages: they say what the book says, mark what is invented, and need nothing from outside."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from uwanose.charging.book import Book
from uwanose.charging.closing import draft
from uwanose.charging.quarters import Quarter
from uwanose.charging.register_report import customization_report
from uwanose.charging.report_model import Report
from uwanose.charging.statement import Statement, statements
from uwanose.documents.pages import report_page, statement_file, statement_page
from uwanose.money import format_yen
from uwanose.workspace import Workspace

from ..charging.register import adopts, all_adopt, customization, one_off, profile, upkeep

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 4, 20)


@cache
def _papers() -> tuple[Statement, ...]:
    workspace = Workspace.open(ROOT)
    drafted = draft(
        workspace.profile, Book(), Quarter(2026, 1), on=ON, document="組合決裁第12号", rules="rules"
    )
    return statements(drafted.entry)


@cache
def _report() -> Report:
    workspace = Workspace.open(ROOT)
    return customization_report(workspace.profile, workspace.catalog, 2026, Book())


def _made(*, title: str = "件名", actual: int | None = None, on: date | None = ON) -> list[str]:
    """Return 大井町's pages of the second of two quarters; the first one charged 1,200,000 yen."""
    entry = customization("K-006", one_off(1_200_000))
    later = replace(
        customization("K-006", one_off(1_200_000, actual=actual), upkeep(120_000)), title_ja=title
    )
    shared = customization("K-001", upkeep(1_200_000), shared=True)
    adoptions = (all_adopt("K-001"), adopts("oi", "K-006"))
    first = draft(
        profile(shared, entry, *adoptions), Book(), Quarter(2026, 1), on=ON, document="第1号", rules="rules"
    )
    second = draft(
        profile(shared, later, *adoptions),
        Book((first.entry,)),
        Quarter(2026, 2),
        on=on,
        document="第2号",
        rules="rules",
    )
    return [statement_page(paper) for paper in statements(second.entry) if paper.municipality == "oi"]


class _Tags(HTMLParser):
    """Counts open tags and collects text and everything that could load something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.links += [str(value) for name, value in attrs if name in ("src", "href", "srcset", "action")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


def _read(page: str) -> tuple[str, list[str]]:
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    return re.sub(r"\s+", " ", "".join(tags.text)), tags.links


@pytest.mark.parametrize("town", ["葉山町", "開成町", "清川村"])
def test_a_notice_says_what_the_law_wants(town: str) -> None:
    """施行令154条3項: year, revenue item, amount, due date, place and reason, to the town's head."""
    (paper,) = [paper for paper in _papers() if paper.name == town]
    text, links = _read(statement_page(paper))
    for expected in (
        paper.number, f"{town}長 様", "令和8年4月20日", "所属年度", "令和8年度", "歳入科目", "納入すべき金額",
        format_yen(paper.total), "納期限", "令和8年5月20日", "納入場所", paper.payee, "納入の請求の事由", "組合決裁第12号",
        "地方自治法第291条", "他町村の個別カスタマイズ費の負担 0円", paper.head, paper.facts.rules,
    ):  # fmt: skip
        assert expected in text
    assert links == []
    assert statement_file(paper) == f"{paper.number}_{town}.html"


def test_the_derivation_shows_every_row_with_its_exact_share() -> None:
    """Each cost with its months, amount, share as a fraction and yen; the formula's text and the base figures."""
    (paper,) = [paper for paper in _papers() if paper.name == "開成町"]
    text, _ = _read(statement_page(paper))
    for row in paper.rows:
        for expected in (row.customization, row.title, row.label, format_yen(row.yen), str(row.share)):
            assert expected in text
    for formula in paper.formulas.values():
        assert re.sub(r"\s+", " ", formula.text) in text
    assert "開成町 16,588 ／ 構成町村の計 305,252" in text


def test_every_invented_price_is_marked_where_it_stands() -> None:
    """All prices of the sample are illustrative: the amount and each row with a cost say so."""
    for paper in _papers():
        page = statement_page(paper)
        priced = [row for row in paper.rows if row.label]
        assert page.count('<span class="mark">例示</span>') == len(priced) + 2  # the amount and the footnote
        assert "実際の経費ではありません" in page


def test_a_draft_says_that_it_is_one() -> None:
    """算定案 without a day; a closed paper bears no such mark."""
    (page,) = _made(on=None)
    assert "算定案" in page and "令和　年　月　日" in page
    assert "算定案" not in _made()[0]


def test_a_refund_is_a_second_paper_that_is_never_set_off() -> None:
    """地方自治法210条: the charge names the refund and the net only for information; the refund says how it is booked."""
    charge, refund = (_read(page)[0] for page in _made(actual=1_000_000))
    assert "令和8-2-006減" in charge and "相殺はしません" in charge
    assert "負担金減額（還付）通知書" in refund
    assert "減額（還付）する額200,000円" in refund
    assert "同一年度内の変更調定" in refund and "調定簿 2026Q1:48" in refund
    assert "納期限" not in refund and "納入場所" not in refund


def test_what_the_register_says_is_printed_and_never_run() -> None:
    """A title with markup stays text."""
    (page,) = _made(title="<script>alert('県')</script>&")
    assert "<script>" not in page
    assert "&lt;script&gt;alert" in page


def test_the_report_shows_every_entry_change_and_setting() -> None:
    """Nothing of the report is left out on paper."""
    report = _report()
    text, links = _read(report_page(report))
    for row in report.customizations:
        assert row.id in text and row.title in text and row.request.document in text
        for change in row.changes:
            assert change.label in text and re.sub(r"\s+", " ", change.value) in text
    for setting in report.settings:
        assert setting.label in text and re.sub(r"\s+", " ", setting.value) in text
    for town, totals in report.towns.items():
        assert town == "union" or f"{report.municipalities[town]}" in text
        assert format_yen(totals.total) in text
    assert format_yen(report.this_year) in text
    assert set(links) == {f"#{row.id}" for row in report.customizations}


def test_the_report_marks_what_is_not_verified() -> None:
    """A value nobody has verified says so beside itself; an invented price likewise."""
    page = report_page(_report())
    unsure = sum(row.confidence == "unverified" for row in _report().settings)
    assert page.count('class="unsure">未確認') == unsure > 0
    priced = sum(bool(row.illustrative and row.costs) for row in _report().customizations)
    assert page.count("【例示】") == sum(
        len(row.costs) for row in _report().customizations if row.illustrative
    )
    assert priced > 5


def test_pages_load_nothing_from_outside() -> None:
    """Neither fonts nor styles nor pictures: the page opens from a USB stick."""
    for page in (statement_page(_papers()[0]), report_page(_report())):
        assert not re.search(r"@import|url\(|<(?:img|link|script|iframe)\b", page)


def test_the_same_facts_give_the_same_page() -> None:
    """No clock, no order of a set."""
    assert statement_page(_papers()[3]) == statement_page(_papers()[3])
    assert report_page(_report()) == report_page(_report())
