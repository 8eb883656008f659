"""Guards draft and close: one function, idempotent, in order, correcting by difference."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from uwanose.charging.book import Book
from uwanose.charging.closing import close, draft, pending
from uwanose.charging.lock import locked
from uwanose.charging.posting import Posted
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.records import Kind
from uwanose.charging.working_out import Draft
from uwanose.errors import Refused
from uwanose.layers.model import Profile

from .register import (
    TOWNS,
    adopts,
    all_adopt,
    consortium,
    customization,
    formula,
    one_off,
    profile,
    spread,
    upkeep,
)

Q1, Q2, Q3 = Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3)
DAYS = {Q1: date(2026, 4, 20), Q2: date(2026, 7, 20), Q3: date(2026, 10, 20)}


def _close(folder: Path, facts: Profile, quarter: Quarter = Q1) -> Posted:
    return close(
        folder, facts, quarter, on=DAYS[quarter], document="組合決裁第12号", rules="rules", release="2026.04"
    )


def _draft(folder: Path, facts: Profile, quarter: Quarter = Q1) -> Draft:
    return draft(
        facts,
        read_book(folder),
        quarter,
        on=DAYS[quarter],
        document="組合決裁第12号",
        rules="rules",
        release="2026.04",
    )


def _register() -> Profile:
    return profile(
        customization("K-001", one_off(3_000_001, "2026-04"), upkeep(120_001), shared=True),
        customization("K-006", one_off(1_150_000, "2026-05"), upkeep(115_000, "2026-05")),
        customization("K-010", spread(600_001), method="population"),
        all_adopt("K-001"),
        adopts("oi", "K-006"),
        adopts("oiso", "K-010"),
        adopts("kaisei", "K-010"),
    )


def _yen(entry: Posted | Draft, customization: str = "") -> dict[tuple[str, str, str], int]:
    return {
        (line.municipality, str(line.key.month), line.kind.value): line.yen
        for line in entry.entry.lines
        if line.yen and line.key.customization.startswith(customization)
    }


def test_a_draft_is_what_close_writes(tmp_path: Path) -> None:
    """Draft = close, to the byte."""
    drafted = _draft(tmp_path, _register())
    closed = _close(tmp_path, _register())
    assert (tmp_path / "2026Q1.jsonl").read_bytes() == drafted.content
    assert closed.changed
    assert replace(drafted.entry, file="") == replace(closed.entry, file="")


def test_lines_of_a_quarter_make_its_costs(tmp_path: Path) -> None:
    """Three months of everything: per customization to the yen."""
    closed = _close(tmp_path, _register())
    per: Counter[str] = Counter()
    for line in closed.entry.lines:
        per[line.key.customization] += line.yen
    assert per == {
        "K-001": 3_000_001 + 30_000,
        "K-006": 1_150_000 + 115_000 * 3 // 12 - 9_583,
        "K-010": 30_000,
    }
    assert closed.entry.totals.yen == sum(per.values())
    assert {line.municipality for line in closed.entry.lines} == set(TOWNS)


def test_a_second_close_changes_no_byte_and_says_so(tmp_path: Path) -> None:
    """Neither the file nor its time is touched, whatever has changed in the register since."""
    first = _close(tmp_path, _register())
    path = tmp_path / "2026Q1.jsonl"
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    again = close(
        tmp_path, profile(sha256="other"), Q1, on=date(2026, 5, 1), document="別の文書", rules="other"
    )
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert not again.changed
    assert again.entry == first.entry
    assert [finding.code for finding in again.findings] == ["C111"]
    assert "2026-04-20 に 組合決裁第12号 で調定済み" in again.findings[0].ja
    assert "別の文書 は使いません" in again.findings[0].ja


def test_closing_twice_from_the_same_facts_gives_the_same_bytes(tmp_path: Path) -> None:
    """The clock and the machine leave no trace."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        _close(tmp_path / name, _register())
    assert (tmp_path / "a/2026Q1.jsonl").read_bytes() == (tmp_path / "b/2026Q1.jsonl").read_bytes()


@pytest.mark.parametrize("wrong", [Quarter(2026, 3), Quarter(2026, 4), Quarter(2025, 4)])
def test_closing_out_of_order_is_refused(tmp_path: Path, wrong: Quarter) -> None:
    """After 2026Q1 comes 2026Q2, and nothing before the first quarter of the book."""
    _close(tmp_path, _register())
    with pytest.raises(Refused) as refused:
        close(tmp_path, _register(), wrong, on=date(2026, 12, 1), document="第1号", rules="rules")
    assert "C110" in [finding.code for finding in refused.value.findings]
    assert [path.name for path in tmp_path.iterdir()] == ["2026Q1.jsonl"]


@pytest.mark.parametrize(
    ("on", "refused"), [(date(2026, 3, 31), True), (date(2026, 4, 1), False), (date(2016, 4, 20), True)]
)
def test_a_quarter_is_not_closed_before_its_fiscal_year_begins(
    tmp_path: Path, on: date, refused: bool
) -> None:
    """地方自治法第208条: the year begins on 1 April. It catches a mistyped year before it stands in the book for ever."""
    drafted = draft(_register(), read_book(tmp_path), Q1, on=on, document="第1号", rules="rules")
    assert refused == ("C135" in [finding.code for finding in drafted.errors])


def test_a_book_does_not_begin_before_the_first_cost(tmp_path: Path) -> None:
    """2006Q1 for 2026Q1 would leave eighty empty quarters to close first."""
    with pytest.raises(Refused, match="C136"):
        close(tmp_path, _register(), Quarter(2006, 1), on=date(2026, 4, 20), document="第1号", rules="rules")
    assert not list(tmp_path.glob("*.jsonl"))
    _close(tmp_path, _register())


def test_a_closing_day_before_the_last_one_is_refused(tmp_path: Path) -> None:
    """On the same day it stands, one day before it does not."""
    _close(tmp_path, _register())
    with pytest.raises(Refused, match="C112"):
        close(tmp_path, _register(), Q2, on=date(2026, 4, 19), document="第1号", rules="rules")
    assert close(tmp_path, _register(), Q2, on=date(2026, 4, 20), document="第1号", rules="rules").changed


def test_the_next_quarter_charges_only_its_own_months_when_nothing_changed(tmp_path: Path) -> None:
    """No correction without a cause."""
    _close(tmp_path, _register())
    second = _close(tmp_path, _register(), Q2)
    assert {line.kind for line in second.entry.lines} == {Kind.REGULAR}
    assert {line.key.month for line in second.entry.lines} == set(Q2.months)
    assert pending(_register(), read_book(tmp_path)) == ()


def test_an_actual_amount_below_the_quote_is_given_back_in_the_next_quarter(tmp_path: Path) -> None:
    """Charged 1,200,000 as quoted; the invoice says 1,150,000: -50,000 with a reference to the first line."""
    quoted = profile(customization("K-006", one_off(1_200_000)), adopts("oi", "K-006"))
    actual = profile(customization("K-006", one_off(1_200_000, actual=1_150_000)), adopts("oi", "K-006"))
    first = _close(tmp_path, quoted)
    (waiting,) = pending(actual, read_book(tmp_path))
    assert (waiting.due, waiting.closed, waiting.yen) == (1_150_000, 1_200_000, -50_000)
    second = _close(tmp_path, actual, Q2)
    (line,) = [line for line in second.entry.lines if line.yen]
    assert (line.kind, line.yen, line.due, line.closed) == (Kind.CORRECTION, -50_000, 1_150_000, 1_200_000)
    assert (line.ref and str(line.ref), line.route) == (f"2026Q1:{first.entry.lines[0].number}", "same_year")
    assert second.entry.totals.refunds == {"oi": -50_000}
    assert pending(actual, read_book(tmp_path)) == ()


def test_a_corrected_population_moves_all_shares_and_adds_up_to_nothing(tmp_path: Path) -> None:
    """One figure of one town is wrong by a thousand: fourteen corrections, sum 0."""
    right = _register()
    values = {**right.consortium.drivers["population"].values, "oi": 18_501}
    moved = replace(right, consortium=consortium(populations=values))
    _close(tmp_path, right)
    second = _close(tmp_path, moved, Q2)
    corrections = [line for line in second.entry.lines if line.kind is Kind.CORRECTION]
    assert {line.municipality for line in corrections} == set(TOWNS)
    assert sum(line.yen for line in corrections) == 0
    assert sum(line.yen for line in corrections if line.municipality == "oi") > 0


def test_a_retroactive_joiner_credits_the_first_payer(tmp_path: Path) -> None:
    """600,000 over 60 months, joined in July: April to June are shared again, the joiner's charge is the credit."""
    entry = customization("K-010", spread(600_000), late_join="retroactive", window=12)
    facts = profile(entry, adopts("oi", "K-010"), adopts("oiso", "K-010", "2026-07-01"))
    _close(tmp_path, facts)
    second = _close(tmp_path, facts, Q2)
    assert _yen(second) == {
        ("oi", "2026-04", "late_join"): -5_000, ("oi", "2026-05", "late_join"): -5_000, ("oi", "2026-06", "late_join"): -5_000,
        ("oiso", "2026-04", "late_join"): 5_000, ("oiso", "2026-05", "late_join"): 5_000, ("oiso", "2026-06", "late_join"): 5_000,
        ("oi", "2026-07", "regular"): 5_000, ("oi", "2026-08", "regular"): 5_000, ("oi", "2026-09", "regular"): 5_000,
        ("oiso", "2026-07", "regular"): 5_000, ("oiso", "2026-08", "regular"): 5_000, ("oiso", "2026-09", "regular"): 5_000,
    }  # fmt: skip


def test_a_late_joiner_takes_over_its_part_of_what_was_paid_at_once(tmp_path: Path) -> None:
    """Charge and refund are lines of the joining month: 57 of 60 months are left."""
    entry = customization("K-010", one_off(600_000, term=60))
    facts = profile(entry, adopts("oi", "K-010"), adopts("oiso", "K-010", "2026-07-01"))
    _close(tmp_path, facts)
    second = _close(tmp_path, facts, Q2)
    assert _yen(second) == {
        ("oi", "2026-07", "late_join"): -285_000,
        ("oiso", "2026-07", "late_join"): 285_000,
    }
    assert second.entry.totals.charges["oiso"] == 285_000
    assert second.entry.totals.refunds == {"oi": -285_000}


def test_a_settling_leaver_is_charged_in_its_last_month(tmp_path: Path) -> None:
    """What it still owes is a line of its own."""
    entry = customization("K-010", spread(60_000), on_leave="lump")
    facts = profile(entry, adopts("oi", "K-010"), adopts("oiso", "K-010", until="2026-06-30"))
    closed = _close(tmp_path, facts)
    assert _yen(closed)["oiso", "2026-06", "leaving"] == 28_500


def test_an_adoption_struck_after_closing_is_reversed_to_the_yen(tmp_path: Path) -> None:
    """Nothing is due any more: every line comes back, and the book sums to nothing."""
    _close(tmp_path, _register())
    rest = _register()
    without = replace(
        rest, adoptions=tuple(entry for entry in rest.adoptions if entry.customization != "K-006")
    )
    second = _close(tmp_path, without, Q2)
    total = sum(yen for key, yen in read_book(tmp_path).charged.items() if key.customization == "K-006")
    assert total == 0
    assert {line.kind for line in second.entry.lines if line.key.customization == "K-006"} == {
        Kind.CORRECTION
    }


def test_a_customization_struck_from_the_register_is_reversed_and_still_has_its_title(tmp_path: Path) -> None:
    """Even a deleted file does not make money disappear."""
    _close(tmp_path, _register())
    rest = _register()
    without = replace(
        rest,
        adoptions=tuple(entry for entry in rest.adoptions if entry.customization != "K-006"),
        customizations={name: entry for name, entry in rest.customizations.items() if name != "K-006"},
    )
    second = _close(tmp_path, without, Q2)
    assert second.entry.header.customizations["K-006"].title == "K-006の件名"
    assert sum(yen for key, yen in read_book(tmp_path).charged.items() if key.customization == "K-006") == 0


def test_an_adoption_recorded_late_fills_its_closed_months(tmp_path: Path) -> None:
    """A month without a line gets one, a reasoned zero included, once."""
    without = profile(customization("K-006", upkeep(12_000, "2026-06")))
    late = profile(customization("K-006", upkeep(12_000, "2026-06")), adopts("oi", "K-006"))
    _close(tmp_path, without)
    second = _close(tmp_path, late, Q2)
    assert [(str(line.key.month), line.kind.value, line.yen) for line in second.entry.lines] == [
        ("2026-04", "zero", 0), ("2026-05", "zero", 0), ("2026-06", "correction", 1_000),
        ("2026-07", "regular", 1_000), ("2026-08", "regular", 1_000), ("2026-09", "regular", 1_000),
    ]  # fmt: skip
    assert {line.key.month for line in _close(tmp_path, late, Q3).entry.lines} == set(Q3.months)


@pytest.mark.parametrize(
    ("on", "yen", "expected"),
    [("2027-03-31", 900, "same_year"), ("2027-04-01", 900, "old_year_until_0531"),
     ("2027-05-31", 900, "old_year_until_0531"), ("2027-06-01", 900, "past_year"), ("2027-04-01", 1_100, "new_claim")],
)  # fmt: skip
def test_a_correction_says_how_the_law_books_it(tmp_path: Path, on: str, yen: int, expected: str) -> None:
    """施行令165条の6 until 31 May, 165条の7 after; an increase after the year's end is a new claim of the new year."""
    before = profile(customization("K-006", one_off(1_000)), adopts("oi", "K-006"))
    after = profile(customization("K-006", one_off(1_000, actual=yen)), adopts("oi", "K-006"))
    _close(tmp_path, before)
    drafted = draft(after, read_book(tmp_path), Q2, on=date.fromisoformat(on), document="", rules="")
    (line,) = [line for line in drafted.entry.lines if line.kind is Kind.CORRECTION]
    assert line.route == expected


def test_a_january_quarter_notified_in_april_is_next_years_money() -> None:
    """施行令142条: due 20 February; notified on 31 March it is this year's, on 1 April next year's."""
    q4, facts = Quarter(2026, 4), _register()
    codes = {
        on: [finding.code for finding in draft(facts, Book(), q4, on=on, document="", rules="").findings]
        for on in (date(2027, 1, 25), date(2027, 3, 31), date(2027, 4, 1))
    }
    assert codes == {date(2027, 1, 25): [], date(2027, 3, 31): ["C114"], date(2027, 4, 1): ["C113", "C114"]}


def test_a_draft_of_the_last_quarter_names_its_last_day() -> None:
    """Without a day of closing it cannot warn; it says what the day must be."""
    codes = [
        [
            (finding.code, finding.severity.value)
            for finding in draft(_register(), Book(), quarter, on=None, document="", rules="").findings
        ]
        for quarter in (Quarter(2026, 3), Quarter(2026, 4))
    ]
    assert codes == [[], [("C113", "note")]]


def test_without_a_fixed_due_date_the_year_of_issue_decides() -> None:
    """31 March and 1 April."""
    facts = replace(_register(), consortium=consortium(due_dates={}))
    q4 = Quarter(2026, 4)
    on_time = draft(facts, Book(), q4, on=date(2027, 3, 31), document="", rules="")
    late = draft(facts, Book(), q4, on=date(2027, 4, 1), document="", rules="")
    assert (on_time.entry.header.revenue_year, late.entry.header.revenue_year) == (2026, 2027)
    assert [finding.code for finding in late.findings] == ["C113"]


def test_a_burden_above_the_consent_is_refused_until_there_is_a_new_one(tmp_path: Path) -> None:
    """At the limit it stands; one yen above it nothing is closed."""
    for limit, stands in ((1_000, True), (999, False)):
        facts = profile(customization("K-006", one_off(1_000)), adopts("oi", "K-006", up_to=limit))
        drafted = draft(facts, Book(), Q1, on=DAYS[Q1], document="", rules="")
        assert (not drafted.errors) is stands
    with pytest.raises(Refused, match=r"1,000円.*999円"):
        _close(tmp_path, facts)
    assert list(tmp_path.iterdir()) == []


def test_two_closes_at_once_do_not_mix(tmp_path: Path) -> None:
    """The second one is refused and the book stays as it is."""
    with locked(tmp_path), pytest.raises(Refused, match="C115"):
        _close(tmp_path, _register())
    assert _close(tmp_path, _register()).changed


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by signal")
def test_a_killed_close_leaves_no_lock_behind(tmp_path: Path) -> None:
    """The lock ends with its process."""
    script = "import sys, pathlib; from uwanose.charging.lock import locked\n"
    script += "with locked(pathlib.Path(sys.argv[1])): print(1, flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(tmp_path)]
    paths = os.pathsep.join(sys.path)
    with Popen(command, stdin=PIPE, stdout=PIPE, env={**os.environ, "PYTHONPATH": paths}) as process:
        assert process.stdout is not None and process.stdout.readline() == b"1\n"
        with pytest.raises(Refused, match="C115"):
            _close(tmp_path, _register())
        process.kill()
    assert _close(tmp_path, _register()).changed


def test_a_book_that_cannot_be_written_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the finding says so, and no file is left."""

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("uwanose.charging.posting.write_atomically", full)
    with pytest.raises(Refused, match=r"C116.*No space left"):
        _close(tmp_path, _register())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    """A file stands where the folder should."""
    (tmp_path / "charges").write_text("")
    with pytest.raises(Refused, match="C116"):
        _close(tmp_path / "charges", _register())


def test_the_floor_rule_keeps_its_rest_on_a_line_of_the_union(tmp_path: Path) -> None:
    """Lines and rest make the cost."""
    facts = profile(
        customization("K-001", one_off(100_000_000), shared=True),
        all_adopt("K-001"),
        union=consortium(formula(5, remainder="floor")),
    )
    closed = _close(tmp_path, facts)
    assert closed.entry.totals.yen == 100_000_000
    assert closed.entry.totals.charges["union"] == 7
