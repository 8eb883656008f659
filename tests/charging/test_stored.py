"""Guards reading a file of the book at once: it says the same as reading record by record, or leaves the file to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from uwanose.charging import reading
from uwanose.charging.book import Book
from uwanose.charging.closing import close
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book, scan_book
from uwanose.charging.records import NO_PREVIOUS
from uwanose.charging.sealing import link, sealed, unsealed
from uwanose.charging.stored import stored

from .register import adopts, agreed, all_adopt, customization, one_off, profile, spread, upkeep


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two quarters: shares, a joiner with refunds, a leaver who settles, a price cut."""
    for quarter, actual in ((Quarter(2026, 1), None), (Quarter(2026, 2), 2_900_000)):
        facts = profile(
            customization(
                "K-001", one_off(3_000_001, "2026-04", actual=actual), upkeep(120_001), shared=True
            ),
            customization("K-006", spread(1_150_000), on_leave="lump"),
            customization(
                "K-010",
                one_off(600_000, term=60),
                weights=(agreed("2026-04", oiso=1), agreed("2026-07", oiso=1, kaisei=1)),
            ),
            all_adopt("K-001"),
            adopts("oi", "K-006", until="2026-08-31"),
            adopts("oiso", "K-010"),
            adopts("kaisei", "K-010", "2026-07-01"),
        )
        day = quarter.months[0].first_day
        close(tmp_path, facts, quarter, on=date(day.year, day.month, 20), document="第12号", rules="rules")
    return tmp_path


def resealed(content: bytes, change: tuple[str, str]) -> bytes:
    """Return a first file with a text replaced in every line and the chain made anew over it."""
    last, lines = NO_PREVIOUS, []
    for line in content.decode().splitlines():
        text = unsealed(line)[0].replace(*change)
        last = link(last, text)
        lines.append(f"{sealed(text, last)}\n")
    return "".join(lines).encode()


def test_a_file_taken_at_once_says_what_its_records_say(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Costs, lines and what was charged, refunds and reasoned zeros among them; every file of the writer is taken."""
    quick = read_book(folder)
    assert all(stored((folder / f"{run.run}.jsonl").read_bytes(), run.header.previous) for run in quick.runs)
    monkeypatch.setattr(reading, "stored", lambda content, previous, proven: None)
    slow = read_book(folder)
    assert quick.groups == slow.groups == _added_up(slow)
    assert [(run.costs, run.lines) for run in quick.runs] == [(run.costs, run.lines) for run in slow.runs]
    assert any(line.yen < 0 for run in slow.runs for line in run.lines)
    assert any(line.reason for run in slow.runs for line in run.lines)


def _added_up(book: Book) -> dict[object, dict[str, int]]:
    groups: dict[object, dict[str, int]] = {}
    for run in book.runs:
        for line in run.lines:
            towns = groups.setdefault(line.key.group, {})
            towns[line.municipality] = towns.get(line.municipality, 0) + line.yen
    return groups


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('"month":"2026-04"', '"month":"2026-13"'), "C120"),
        (('"number":3,', '"number":4,'), "C120"),
        (('"share":"1"', '"share":"1/0"'), "C120"),
        (('"nature":"share"', '"nature":"whim"'), "C120"),
        (('"odd":0,', '"odd":0, '), None),  # spaces are no mistake: such a line is read by itself
    ],
)
def test_a_line_that_the_writer_does_not_write_is_never_taken_at_once(
    folder: Path, change: tuple[str, str], code: str | None
) -> None:
    """A chain made anew over a line that means nothing proves nothing: the line is named, whatever its hash says."""
    path = folder / "2026Q1.jsonl"
    (folder / "2026Q2.jsonl").unlink()
    content = resealed(path.read_bytes(), change)
    assert content != path.read_bytes()
    path.write_bytes(content)
    assert stored(content, NO_PREVIOUS) is None
    findings = scan_book(folder)[1]
    assert (findings[0].code if findings else None) == code


def test_a_file_without_an_end_of_line_or_cut_short_is_left_to_be_read_line_by_line(folder: Path) -> None:
    """So is one that is no text, and one sealed to another chain."""
    content = (folder / "2026Q1.jsonl").read_bytes()
    assert stored(content, NO_PREVIOUS)
    for other in (
        content[:-1],
        content[:-80],
        b"",
        b"\n",
        b"\n\n\n",
        content.replace("町".encode(), b"\xff"),
    ):
        assert stored(other, NO_PREVIOUS) is None
    assert stored(content, "1" * 64) is None
    assert json.loads(content.splitlines()[0])["previous"] == NO_PREVIOUS


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: b"",  # emptied
        lambda line: line[: len(line) // 2],  # torn
        lambda line: b"\xff\xfe" + line,  # no text
        lambda line: line.replace(b'"hash":', b'"mesh":'),
    ],
)
@pytest.mark.parametrize("number", [1, 5, -1])
def test_a_damaged_line_is_told_once_and_not_again_for_the_one_after_it(
    folder: Path, damage: Callable[[bytes], bytes], number: int
) -> None:
    """Whose hash cannot be read says nothing of its successor, in its file or in the next; a further change is still found."""
    path, following = folder / "2026Q1.jsonl", folder / "2026Q2.jsonl"
    lines = path.read_bytes().splitlines()
    broken = damage(lines[number])
    assert broken != lines[number]
    changed = b"\n".join([*lines[: number % len(lines)], broken, *lines[number % len(lines) + 1 :], b""])
    path.write_bytes(changed)
    findings = scan_book(folder)[1]
    named = [
        finding for finding in findings if finding.place and finding.place.line == number % len(lines) + 1
    ]
    assert [finding.code for finding in named] == ["C120"]
    assert not [finding for finding in findings if finding.code == "C121" or not finding.place]
    following.write_bytes(following.read_bytes().replace(b'"yen":', b'"yen":1', 1))
    assert [
        finding
        for finding in scan_book(folder)[1]
        if finding.place and finding.place.file.endswith("2026Q2.jsonl")
    ]
