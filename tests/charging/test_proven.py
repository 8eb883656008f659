"""What is kept of proven files of the book: nothing is proven twice, and nothing changed is ever taken for proven."""

from __future__ import annotations

from pathlib import Path

import pytest

from uwanose.charging import stored
from uwanose.charging.closing import close
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book, scan_book

from .register import adopts, customization, profile, spread, upkeep

QUARTERS = (Quarter(2026, 1), Quarter(2026, 2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book of two quarters."""
    facts = profile(customization("K-006", spread(1_150_000), upkeep(120_001)), adopts("oi", "K-006"))
    book = tmp_path / "charges"
    for quarter in QUARTERS:
        close(book, facts, quarter, on=quarter.months[0].first_day, document="決裁", rules="rules")
    return book


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache that holds nothing yet."""
    return tmp_path / "cache"


def test_an_unchanged_file_is_proven_once(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reading proves nothing, and says the same: what was charged, the heads, every cost and line."""
    first = read_book(folder, "", cache)
    assert len(list((cache / "book").iterdir())) == 2
    with monkeypatch.context() as patched:
        patched.setattr(stored, "_proof", None)
        again = read_book(folder, "", cache)
    assert again.groups == first.groups == read_book(folder).groups
    assert [run.head for run in again.runs] == [run.head for run in first.runs]
    assert [(run.costs, run.lines, run.totals) for run in again.runs] == [
        (run.costs, run.lines, run.totals) for run in first.runs
    ]


def test_a_changed_yen_is_located_whatever_was_kept(folder: Path, cache: Path) -> None:
    """In the changed file at its line; the file after it hangs on a hash that is still the old one."""
    read_book(folder, "", cache)
    path = folder / "2026Q1.jsonl"
    whole = path.read_text("utf-8")
    line = next(at for at, text in enumerate(whole.splitlines(), start=1) if '"type":"line"' in text)
    path.write_text(whole.replace('"yen":', '"yen":1', 1), "utf-8")
    (finding,) = scan_book(folder, "", cache)[1]
    assert finding.code == "C121"
    assert finding.place
    assert finding.place.line == line
    path.write_text(whole, "utf-8")
    assert scan_book(folder, "", cache)[1] == ()


def test_a_file_kept_in_one_chain_is_not_taken_in_another(folder: Path, cache: Path) -> None:
    """The second quarter without the first: its place in the chain is looked at anew."""
    read_book(folder, "", cache)
    (folder / "2026Q1.jsonl").unlink()
    assert [finding.code for finding in scan_book(folder, "", cache)[1]] == [
        finding.code for finding in scan_book(folder)[1]
    ]
    assert scan_book(folder, "", cache)[1]


def test_what_is_kept_may_be_damaged_lost_or_impossible(folder: Path, cache: Path) -> None:
    """Then the files are proven anew; nobody is told, since nothing is wrong with the book."""
    expected = read_book(folder, "", cache).groups
    kept = sorted((cache / "book").iterdir())
    kept[0].write_bytes(kept[0].read_bytes()[:-1])
    kept[1].write_bytes(b"")
    assert read_book(folder, "", cache).groups == expected
    blocked = cache.with_name("blocked")
    blocked.write_text("no folder", "utf-8")
    assert read_book(folder, "", blocked).groups == expected


def test_what_was_kept_of_files_that_are_gone_is_thrown_away(folder: Path, cache: Path) -> None:
    """Once something new is kept."""
    (cache / "book").mkdir(parents=True)
    (cache / "book" / "old.json").write_bytes(b"old")
    read_book(folder, "", cache)
    names = {path.name for path in (cache / "book").iterdir()}
    assert len(names) == 2
    assert "old.json" not in names
