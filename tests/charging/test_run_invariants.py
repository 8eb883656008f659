"""Guards the invariants on random registers whose quarters are closed, corrected and settled in any order."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from uwanose.charging.book import Book
from uwanose.charging.closing import draft, pending
from uwanose.charging.correcting import draft_correction
from uwanose.charging.costs import amount_of
from uwanose.charging.due import UNION, due
from uwanose.charging.heading import RunOrder
from uwanose.charging.quarters import Quarter, revenue_year
from uwanose.charging.reading import scan_book
from uwanose.charging.runs import RunKind
from uwanose.charging.settling import draft_settlement
from uwanose.charging.statement import statements
from uwanose.charging.verify import verify_book
from uwanose.charging.working_out import Draft
from uwanose.dates import Month
from uwanose.errors import Refused
from uwanose.layers.model import Profile

from .histories import FIRST, LAST, History, histories

EVERY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Secretariat:
    """Writes what drafts give, even where consents or missing payers would refuse it, and checks it each time."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.book, self.on = folder, Book(), FIRST.first_day

    def write(self, drafted: Draft) -> None:
        """Add a run to the book: read back, proven, its papers adding up to the yen."""
        entry = drafted.entry
        (self.folder / f"{entry.run}.jsonl").write_bytes(drafted.content)
        self.book, findings = scan_book(self.folder)
        assert findings == ()
        assert list(verify_book(self.book)) == []
        papers = statements(entry)
        assert (
            sum(paper.total for paper in papers) + sum(line.yen for line in entry.lines_of(UNION))
            == entry.totals.yen
        )
        assert all(paper.total <= 0 if paper.refund else paper.total >= 0 for paper in papers)
        assert all(
            sum(yen for _, yen in paper.instalments) == paper.total for paper in papers if not paper.refund
        )
        assert all(paper.others.borne == 0 for paper in papers)
        assert len({paper.number for paper in papers}) == len(papers)
        assert entry.header.revenue_year == revenue_year(
            self.on, entry.header.due_date if entry.header.fixed else None
        )
        self.on += timedelta(days=1)

    def close(self, facts: Profile, quarter: Quarter) -> None:
        """Close the next quarter: nothing is pending afterwards."""
        self.on = max(self.on, quarter.months[0].first_day)
        self.write(draft(facts, self.book, quarter, on=self.on, document="第1号", rules="rules"))
        assert pending(facts, self.book) == ()

    def correct(self, facts: Profile, quarter: Quarter) -> None:
        """Correct a quarter: nothing is pending for its months, all else is as it was; no differences, no run."""
        before = {entry.key: entry.yen for entry in pending(facts, self.book)}
        inside = {key for key in before if key.month in quarter.months}
        order = RunOrder(on=self.on, document="第2号", reason="誤り")
        try:
            drafted = draft_correction(facts, self.book, quarter, order=order, rules="rules")
        except Refused as refused:
            assert [finding.code for finding in refused.findings] == ["C118"] and not inside
            return
        self.write(drafted)
        assert {line.key for line in drafted.entry.lines if line.yen} == inside
        after = {entry.key: entry.yen for entry in pending(facts, self.book)}
        assert after == {key: yen for key, yen in before.items() if key not in inside}

    def settle(self, facts: Profile, year: int) -> None:
        """Settle a year: what the book then says of its months is what the actual amounts say."""
        order = RunOrder(on=self.on, document="第3号")
        drafted = draft_settlement(facts, self.book, year, order=order, rules="rules")
        if drafted.closed:
            return
        self.write(drafted)
        assert {line.key.month.fiscal_year for line in drafted.entry.lines} <= {year}
        assert all(entry.key.month.fiscal_year != year for entry in pending(facts, self.book))


def _actual(facts: Profile) -> Profile:
    """Return the register with every amount known: the quoted one where none was."""
    return replace(
        facts,
        customizations={
            name: replace(
                entry,
                costs=tuple(
                    item
                    if item.kind == "recurring"
                    else replace(item, actual=abs((amount_of(item) or (0, ""))[0]))
                    for item in entry.costs
                ),
            )
            for name, entry in facts.customizations.items()
        },
    )


@EVERY
@given(history=histories(), choice=st.data())
def test_corrections_and_settlements_in_any_order_never_charge_twice(
    history: History, choice: st.DataObject
) -> None:
    """Whatever is closed, corrected and settled in between: the book ends with what is due, to the yen, and is whole."""
    with tempfile.TemporaryDirectory() as folder:
        secretariat = Secretariat(Path(folder))
        quarter = Quarter.of(FIRST)
        for facts in history:
            closed = [entry.quarter for entry in secretariat.book.quarters]
            for corrected in choice.draw(
                st.lists(st.sampled_from(closed), max_size=2) if closed else st.just([])
            ):
                secretariat.correct(facts, corrected)
            if quarter == Quarter(2027, 1) and choice.draw(st.booleans()):
                secretariat.settle(_actual(facts), 2026)
            secretariat.close(facts, quarter)
            quarter = quarter.next
        book = secretariat.book
        lines = due(history[-1], book.months, as_of=LAST)
    assert {key: yen for key, yen in book.charged.items() if yen} == {
        line.key: line.yen for line in lines if line.yen
    }
    assert [entry.header.sequence for entry in book.runs] == list(range(1, len(book.runs) + 1))
    assert all(
        line.ref
        for entry in book.runs
        if entry.run.kind is not RunKind.CLOSE
        for line in entry.lines
        if line.yen and line.closed
    )


@EVERY
@given(history=histories(), order=st.permutations([1, 2, 3]))
def test_the_order_of_corrections_does_not_matter(history: History, order: list[int]) -> None:
    """Three quarters closed on the first facts, corrected on the last ones: the same sums per key, whichever comes first."""
    sums: list[Counter[tuple[str, Month, str]]] = []
    for numbers in ([1, 2, 3], order):
        with tempfile.TemporaryDirectory() as folder:
            secretariat = Secretariat(Path(folder))
            for number in (1, 2, 3):
                secretariat.close(history[0], Quarter(2026, number))
            for number in numbers:
                secretariat.correct(history[-1], Quarter(2026, number))
            charged: Counter[tuple[str, Month, str]] = Counter()
            for key, yen in secretariat.book.charged.items():
                charged[key.customization, key.month, key.municipality] += yen
            assert pending(history[-1], secretariat.book) == ()
            sums.append(charged)
    assert sums[0] == sums[1]


@EVERY
@given(history=histories(), day=st.dates(date(2027, 1, 1), date(2027, 6, 30)))
def test_every_change_is_booked_by_its_day(history: History, day: date) -> None:
    """A correction of 2026Q1 on any day: 変更調定, 戻出, 過年度支出 or a new claim, never two of them on one paper."""
    with tempfile.TemporaryDirectory() as folder:
        secretariat = Secretariat(Path(folder))
        secretariat.close(history[0], Quarter(2026, 1))
        order = RunOrder(on=day, document="第2号", reason="誤り")
        try:
            entry = draft_correction(
                history[-1], secretariat.book, Quarter(2026, 1), order=order, rules="rules"
            ).entry
        except Refused:
            return
    expected = {
        True: {"same_year"} if day < date(2027, 4, 1) else {"new_claim"},
        False: {"same_year"}
        if day < date(2027, 4, 1)
        else {"old_year_until_0531"}
        if day <= date(2027, 5, 31)
        else {"past_year"},
    }
    for paper in statements(entry):
        assert {row.route for row in paper.rows if row.yen} <= expected[not paper.refund]
