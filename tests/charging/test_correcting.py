"""Guards the correction of a closed quarter: at once, a run of its own, gross, booked as the law says for its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from uwanose.charging.closing import close, pending
from uwanose.charging.correcting import correct, draft_correction
from uwanose.charging.heading import RunOrder
from uwanose.charging.posting import Posted
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book, scan_book
from uwanose.charging.records import Kind
from uwanose.charging.runs import Run
from uwanose.charging.statement import find_statement, statements
from uwanose.charging.verify import verify
from uwanose.errors import Refused
from uwanose.layers.model import Profile

from .register import TOWNS, adopts, all_adopt, consortium, customization, one_off, profile, upkeep

Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)


def _register(*, oi: int = 17_501, actual: int | None = None) -> Profile:
    facts = profile(
        customization("K-001", one_off(3_000_001), upkeep(120_001), shared=True),
        customization("K-006", one_off(1_200_000, actual=actual), upkeep(120_000)),
        all_adopt("K-001"),
        adopts("oi", "K-006"),
    )
    values = {**facts.consortium.drivers["population"].values, "oi": oi}
    return replace(facts, consortium=consortium(populations=values))


def _close(folder: Path, facts: Profile, quarter: Quarter, on: str) -> Posted:
    return close(folder, facts, quarter, on=date.fromisoformat(on), document="第12号", rules="rules")


def _correct(
    folder: Path, facts: Profile, quarter: Quarter = Q1, on: str = "2026-04-21", due: date | None = None
) -> Posted:
    day = date.fromisoformat(on)
    return correct(
        folder, facts, quarter, on=day, document="第13号", reason="人口の誤り", due=due, rules="rules"
    )


def test_a_wrong_population_gives_fourteen_notices_at_once_and_the_closed_file_stays(tmp_path: Path) -> None:
    """Tour C3: one figure moves all shares; the sum of the correction is nothing."""
    _close(tmp_path, _register(oi=18_501), Q1, "2026-04-20")
    before = (tmp_path / "2026Q1.jsonl").read_bytes()
    corrected = _correct(tmp_path, _register())
    assert (tmp_path / "2026Q1.jsonl").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026Q1-1.jsonl", "2026Q1.jsonl"]
    papers = statements(corrected.entry)
    assert {paper.municipality for paper in papers} == set(TOWNS)
    assert sum(paper.total for paper in papers) == corrected.entry.totals.yen == 0
    oi = [paper for paper in papers if paper.municipality == "oi"]
    assert [(paper.number, paper.refund, paper.reason) for paper in oi] == [
        ("令和8-1変1-006減", True, "人口の誤り")
    ]
    assert verify(tmp_path).whole
    assert pending(_register(), read_book(tmp_path)) == ()


def test_a_correction_shows_before_and_after_and_points_to_the_line_it_changes(tmp_path: Path) -> None:
    """変更前 (closed), 変更後 (due), the difference, and the line that charged it first."""
    first = _close(tmp_path, _register(), Q1, "2026-04-20")
    corrected = _correct(tmp_path, _register(actual=1_150_000))
    (line,) = [line for line in corrected.entry.lines if line.yen]
    charged = next(line for line in first.entry.lines if line.key == corrected.entry.lines[0].key)
    assert (line.kind, line.closed, line.due, line.yen) == (Kind.CORRECTION, 1_200_000, 1_150_000, -50_000)
    assert (str(line.ref), line.route) == (f"2026Q1:{charged.number}", "same_year")


def test_increase_and_reduction_of_one_town_are_two_papers(tmp_path: Path) -> None:
    """総計予算主義 (地方自治法210条): 1,000 more and 500 less are never 500."""
    before, after = (
        profile(
            customization("K-006", one_off(10_000, actual=more)),
            customization("K-007", one_off(10_000, actual=less)),
            adopts("oi", "K-006"),
            adopts("oi", "K-007"),
        )
        for more, less in ((None, None), (11_000, 9_500))
    )
    _close(tmp_path, before, Q1, "2026-04-20")
    charge, refund = statements(_correct(tmp_path, after).entry)
    assert [(paper.number, paper.total) for paper in (charge, refund)] == [
        ("令和8-1変1-006", 1_000),
        ("令和8-1変1-006減", -500),
    ]
    assert charge.siblings == (refund.number,) and charge.net == 500
    assert charge.revenue_year == 2026


@pytest.mark.parametrize(
    ("on", "number", "year", "route"),
    [
        ("2027-03-31", "令和8-1変1-006減", 2026, "same_year"),
        ("2027-04-01", "令和8-1変1-006減旧", 2026, "old_year_until_0531"),
        ("2027-05-31", "令和8-1変1-006減旧", 2026, "old_year_until_0531"),
        ("2027-06-01", "令和8-1変1-006還", 2027, "past_year"),
    ],
)
def test_a_reduction_is_booked_by_its_day(
    tmp_path: Path, on: str, number: str, year: int, route: str
) -> None:
    """施行令165条の6 until 31 May into the old year, 165条の7 afterwards out of the new one: papers of their own."""
    _close(tmp_path, _register(), Q1, "2026-04-20")
    entry = _correct(tmp_path, _register(actual=1_150_000), on=on).entry
    (paper,) = statements(entry)
    assert (paper.number, paper.revenue_year, {row.route for row in paper.rows}) == (number, year, {route})


def test_an_increase_after_the_year_is_a_claim_of_the_year_of_its_notice(tmp_path: Path) -> None:
    """施行令142条: no due date is fixed for it, so the day of the notice decides, whatever day it names for payment."""
    _close(tmp_path, _register(), Q1, "2026-04-20")
    entry = _correct(tmp_path, _register(actual=1_250_000), on="2027-04-01", due=date(2027, 4, 30)).entry
    (paper,) = statements(entry)
    assert (paper.revenue_year, paper.due_date, {row.route for row in paper.rows}) == (
        2027,
        date(2027, 4, 30),
        {"new_claim"},
    )


def test_only_the_named_quarter_is_corrected(tmp_path: Path) -> None:
    """What differs in the other quarter stays pending, and the next close takes it."""
    for quarter, on in ((Q1, "2026-04-20"), (Q2, "2026-07-20")):
        _close(tmp_path, _register(oi=18_501), quarter, on)
    corrected = _correct(tmp_path, _register(), Q1, "2026-07-21")
    assert {line.key.month for line in corrected.entry.lines} <= set(Q1.months)
    waiting = pending(_register(), read_book(tmp_path))
    assert waiting and {entry.key.month for entry in waiting} <= set(Q2.months)
    assert corrected.entry.header.sequence == 3
    _correct(tmp_path, _register(), Q2, "2026-07-22")
    assert pending(_register(), read_book(tmp_path)) == ()
    assert [str(entry.run) for entry in read_book(tmp_path).runs] == [
        "2026Q1",
        "2026Q2",
        "2026Q1-1",
        "2026Q2-1",
    ]


def test_a_second_correction_has_the_next_number_and_starts_from_the_first(tmp_path: Path) -> None:
    """1,200,000 → 1,150,000 → 1,180,000: the second one gives 30,000 back to the union."""
    _close(tmp_path, _register(), Q1, "2026-04-20")
    _correct(tmp_path, _register(actual=1_150_000))
    second = _correct(tmp_path, _register(actual=1_180_000), on="2026-04-22")
    (line,) = [line for line in second.entry.lines if line.yen]
    assert (str(second.entry.run), line.closed, line.yen) == ("2026Q1-2", 1_150_000, 30_000)
    book = read_book(tmp_path)
    assert find_statement(book, "令和8-1変2-006").total == 30_000
    assert verify(tmp_path).whole


def test_a_close_after_a_correction_charges_nothing_twice(tmp_path: Path) -> None:
    """The next quarter starts from what close and correction charged together."""
    _close(tmp_path, _register(oi=18_501), Q1, "2026-04-20")
    _correct(tmp_path, _register())
    second = _close(tmp_path, _register(), Q2, "2026-07-20")
    assert {line.key.month for line in second.entry.lines} == set(Q2.months)
    assert verify(tmp_path).whole


def test_what_is_not_closed_or_does_not_differ_is_not_corrected(tmp_path: Path) -> None:
    """C117 and C118; nothing is written."""
    with pytest.raises(Refused, match="C117"):
        _correct(tmp_path, _register())
    _close(tmp_path, _register(), Q1, "2026-04-20")
    with pytest.raises(Refused, match="C118"):
        _correct(tmp_path, _register())
    with pytest.raises(Refused, match="C112"):
        _correct(tmp_path, _register(actual=1), on="2026-04-19")
    assert [path.name for path in tmp_path.iterdir()] == ["2026Q1.jsonl"]


def test_the_draft_of_a_correction_is_what_is_written(tmp_path: Path) -> None:
    """To the byte."""
    _close(tmp_path, _register(), Q1, "2026-04-20")
    order = RunOrder(on=date(2026, 4, 21), document="第13号", reason="人口の誤り")
    drafted = draft_correction(_register(actual=1), read_book(tmp_path), Q1, order=order, rules="rules")
    _correct(tmp_path, _register(actual=1))
    assert (tmp_path / "2026Q1-1.jsonl").read_bytes() == drafted.content


def test_a_correction_that_was_taken_away_is_found(tmp_path: Path) -> None:
    """The quarter after it says that one file of the chain is missing."""
    _close(tmp_path, _register(), Q1, "2026-04-20")
    _correct(tmp_path, _register(actual=1))
    _close(tmp_path, _register(actual=1), Q2, "2026-07-20")
    (tmp_path / "2026Q1-1.jsonl").rename(tmp_path / "taken.away")
    codes = {finding.code for finding in scan_book(tmp_path)[1]}
    assert codes == {"C121", "C122"}


@pytest.mark.parametrize("text", ["2026Q1", "2026Q4-12", "2026S"])
def test_the_name_of_a_run_reads_back(text: str) -> None:
    """What stands in files and references."""
    assert str(Run.parse(text)) == text


@pytest.mark.parametrize("text", ["2026Q5", "2026Q1-0", "2026", "2026Q1-"])
def test_what_is_no_run_is_not_read(text: str) -> None:
    """No quarter five, no correction zero."""
    with pytest.raises(ValueError, match="no such run"):
        Run.parse(text)
