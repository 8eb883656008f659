"""Guards objections to a burden (地方自治法291条): on time, decided after the assembly, and corrected when upheld."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from uwanose.charging.book import Book
from uwanose.charging.burden_objections import BurdenObjection, objection_findings, read_objections
from uwanose.charging.closing import close
from uwanose.charging.correcting import correct
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.errors import Finding

from .register import POPULATIONS, adopts, customization, one_off, profile

Q1 = Quarter(2026, 1)
TEXT = """
objections:
  - id: 異議令8-1
    by: {by}
    statement: {statement}
    on: {on}
    document: 大井町発第12号
    reason: 初期費用の額
{more}
"""
ASSEMBLY = "    assembly: {asked: 2026-05-01, answered: 2026-05-20, document: 議決第3号}"
DECISION = "    decision: {on: 2026-05-25, document: 組合決裁第20号, outcome: upheld}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """大井町 was notified of 1,200,000 yen on 20 April 2026."""
    facts = profile(customization("K-006", one_off(1_200_000)), adopts("oi", "K-006"))
    close(tmp_path, facts, Q1, on=date(2026, 4, 20), document="第12号", rules="rules")
    return tmp_path


def _read(
    *more: str, by: str = "oi", statement: str = "令和8-1-006", on: str = "2026-04-28"
) -> tuple[BurdenObjection, ...]:
    findings: list[Finding] = []
    text = TEXT.format(by=by, statement=statement, on=on, more="\n".join(more))
    found = read_objections(text.encode(), "profiles/kanagawa/burden_objections.yaml", POPULATIONS, findings)
    assert findings == []
    return found


def _codes(objections: tuple[BurdenObjection, ...], book: Book) -> list[str]:
    return [finding.code for finding in objection_findings(objections, book)]


@pytest.mark.parametrize(("on", "late"), [("2026-05-20", False), ("2026-05-21", True)])
def test_thirty_days_after_the_notice_it_is_late(folder: Path, on: str, late: bool) -> None:
    """291条1項: notified on 20 April, until 20 May."""
    assert ("C151" in _codes(_read(on=on), read_book(folder))) is late


def test_an_open_objection_says_what_it_waits_for(folder: Path) -> None:
    """First the assembly, then its answer, then the decision."""
    book = read_book(folder)
    waits = []
    for more in ((), ("    assembly: {asked: 2026-05-01}",), (ASSEMBLY,)):
        (finding,) = objection_findings(_read(*more), book)
        assert finding.code == "C153"
        waits.append(finding.ja.split("次は: ")[1].split("。")[0])
    assert waits == ["議会に諮る", "議会の意見を待つ", "管理者が決定する"]


def test_an_upheld_objection_asks_for_the_correction_and_is_done_with_it(folder: Path) -> None:
    """C154 until 2026Q1 is corrected on or after the day of the decision."""
    objections = _read(ASSEMBLY, DECISION)
    assert _codes(objections, read_book(folder)) == ["C154"]
    facts = profile(customization("K-006", one_off(1_200_000, actual=1_000_000)), adopts("oi", "K-006"))
    correct(folder, facts, Q1, on=date(2026, 5, 26), document="第21号", reason="異議の認容", rules="rules")
    assert _codes(objections, read_book(folder)) == []


def test_a_dismissed_objection_is_closed(folder: Path) -> None:
    """Nothing to correct; but a decision needs the assembly's answer before it."""
    dismissed = DECISION.replace("upheld", "dismissed")
    assert _codes(_read(ASSEMBLY, dismissed), read_book(folder)) == []
    assert _codes(_read(dismissed), read_book(folder)) == ["C152"]
    slow = ASSEMBLY.replace("2026-05-20", "2026-05-22")
    assert _codes(_read(slow, dismissed), read_book(folder)) == ["C152"]


@pytest.mark.parametrize(("by", "statement"), [("oi", "令和8-1-06"), ("hayama", "令和8-1-006")])
def test_an_objection_to_no_notice_of_the_town_is_an_error(folder: Path, by: str, statement: str) -> None:
    """C150 names the nearest number."""
    (finding,) = objection_findings(_read(by=by, statement=statement), read_book(folder))
    assert (finding.code, finding.severity.value, "令和8-1-006" in finding.ja) == ("C150", "error", True)


def test_a_file_that_says_too_little_is_told_by_place() -> None:
    """Without a town, a day or an outcome nothing is guessed."""
    findings: list[Finding] = []
    text = "objections:\n  - {id: a, statement: 令和8-1-006, document: b, decision: {on: 2026-05-25, document: c}}\n"
    assert read_objections(text.encode(), "x.yaml", POPULATIONS, findings) == ()
    assert len(findings) >= 3 and all(finding.place and finding.place.line == 2 for finding in findings)
    assert read_objections(None, "x.yaml", POPULATIONS, []) == ()
