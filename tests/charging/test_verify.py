"""Guards the proof of the book: one changed yen is found in its line, and a whole book is proven from itself alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from uwanose.charging.closing import close
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.records import NO_PREVIOUS
from uwanose.charging.sealing import link, sealed, unsealed
from uwanose.charging.verify import verify
from uwanose.charging.waiting import pending_findings
from uwanose.errors import Place, Refused
from uwanose.layers.model import Profile

from .register import adopts, all_adopt, consortium, customization, formula, one_off, profile, spread, upkeep

SHOWN = "profiles/kanagawa/charges"


def _register(actual: int | None = None) -> Profile:
    return profile(
        customization("K-001", one_off(3_000_001, "2026-04", actual=actual), upkeep(120_001), shared=True),
        customization("K-006", spread(1_150_000), on_leave="lump"),
        customization("K-010", one_off(600_000, term=60)),
        all_adopt("K-001"),
        adopts("oi", "K-006", until="2026-08-31"),
        adopts("oiso", "K-010"),
        adopts("kaisei", "K-010", "2026-05-01"),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two closed quarters, the second one with corrections, a settlement and late joiners."""
    for quarter, on, facts in (
        (Quarter(2026, 1), date(2026, 4, 20), _register()),
        (Quarter(2026, 2), date(2026, 7, 20), _register(actual=2_900_000)),
    ):
        close(tmp_path, facts, quarter, on=on, document="第12号", rules="rules")
    return tmp_path


def test_a_whole_book_is_proven_from_itself_alone(folder: Path) -> None:
    """No register is needed, and every line is counted."""
    proof = verify(folder)
    assert proof.whole and proof.pending == ()
    assert proof.lines == sum(len(entry.lines) for entry in read_book(folder).quarters) > 80


def test_an_empty_folder_is_an_empty_book(tmp_path: Path) -> None:
    """Nothing closed is nothing broken."""
    assert verify(tmp_path / "charges").whole


@pytest.mark.parametrize("name", ["2026Q1.jsonl", "2026Q2.jsonl"])
def test_one_changed_yen_is_found_in_its_line(folder: Path, name: str) -> None:
    """Whichever amount of whichever line is changed by one yen: exactly that line is named."""
    path = folder / name
    original = path.read_text("utf-8")
    lines = original.splitlines(keepends=True)
    for index in range(1, len(lines), 7):
        field = "total" if '"type":"cost"' in lines[index] else "yen"
        changed = re.sub(
            rf'"{field}":(-?\d+)',
            lambda found: f'"{found[0][1:].split(chr(34))[0]}":{int(found[1]) + 1}',
            lines[index],
        )
        assert changed != lines[index]
        path.write_text("".join([*lines[:index], changed, *lines[index + 1 :]]), "utf-8", newline="\n")
        proof = verify(folder, shown=SHOWN)
        assert [finding.place for finding in proof.breaks] == [Place(f"{SHOWN}/{name}", index + 1, 1)]
        assert proof.breaks[0].code == "C121"
        assert not re.search(
            r"（(oi|oiso|hayama|union) ", proof.breaks[0].ja
        )  # a person reads 大井町, not oi
    path.write_text(original, "utf-8", newline="\n")
    assert verify(folder).whole


@pytest.mark.parametrize("name", ["2026Q1.jsonl", "2026Q2.jsonl"])
def test_a_file_read_before_is_read_anew_when_a_yen_changes(folder: Path, name: str) -> None:
    """Nothing read before is taken for granted: a digit for a digit, no byte longer, is found; put back, all is whole."""
    path, whole = folder / name, read_book(folder, SHOWN)
    original = path.read_bytes()
    at = re.search(rb'"type":"line".*?"yen":-?(\d)', original)
    assert at
    other = b"%d" % ((int(at[1]) + 1) % 10)
    path.write_bytes(original[: at.start(1)] + other + original[at.end(1) :])
    number = original[: at.start(1)].count(b"\n") + 1
    with pytest.raises(Refused) as refused:
        read_book(folder, SHOWN)
    assert [(finding.code, finding.place) for finding in refused.value.findings] == [
        ("C121", Place(f"{SHOWN}/{name}", number, 1))
    ]
    path.write_bytes(original)
    assert read_book(folder, SHOWN) == whole


def test_an_untouched_file_read_before_is_read_anew_when_the_chain_before_it_is_another(folder: Path) -> None:
    """A first quarter made anew with its whole chain is found in the second one, of which no byte has changed."""
    assert verify(folder, shown=SHOWN).whole
    path, last, lines = folder / "2026Q1.jsonl", NO_PREVIOUS, []
    for line in path.read_text("utf-8").replace("第12号", "第21号").splitlines():
        text = unsealed(line)[0]
        last = link(last, text)
        lines.append(f"{sealed(text, last)}\n")
    path.write_text("".join(lines), "utf-8", newline="\n")
    breaks = verify(folder, shown=SHOWN).breaks
    assert [(finding.code, finding.place) for finding in breaks] == [
        ("C121", Place(f"{SHOWN}/2026Q2.jsonl", 1, 1))
    ]


def test_a_changed_book_is_neither_read_nor_closed_upon(folder: Path) -> None:
    """A draft on a broken book would charge wrong differences."""
    path = folder / "2026Q2.jsonl"
    path.write_bytes(path.read_bytes().replace(b"2026-07-20", b"2026-07-21"))
    with pytest.raises(Refused, match="C121"):
        read_book(folder)
    with pytest.raises(Refused, match="C121"):
        close(folder, _register(), Quarter(2026, 3), on=date(2026, 10, 20), document="第13号", rules="rules")


def test_a_changed_quarter_breaks_the_next_one_even_when_its_own_chain_was_made_anew(folder: Path) -> None:
    """Whoever writes all hashes of a file again is found by the next file's header and by recomputation."""
    path = folder / "2026Q1.jsonl"
    number = _rewrite(path, lambda record: record["type"] == "line" and record["yen"] > 0)
    proof = verify(folder, shown=SHOWN)
    places = {(finding.code, finding.place) for finding in proof.breaks}
    assert ("C123", Place(f"{SHOWN}/2026Q1.jsonl", number, 1)) in places
    assert ("C121", Place(f"{SHOWN}/2026Q2.jsonl", 1, 1)) in places


def test_a_rewritten_last_quarter_is_found_by_recomputation(folder: Path) -> None:
    """The chain of the last file can be made anew; its yen no longer follow from their factors."""
    number = _rewrite(
        folder / "2026Q2.jsonl", lambda record: record["type"] == "line" and record["kind"] == "correction"
    )
    breaks = verify(folder, shown=SHOWN).breaks
    assert Place(f"{SHOWN}/2026Q2.jsonl", number, 1) in [finding.place for finding in breaks]
    assert {finding.code for finding in breaks} >= {"C123"}


def test_a_yen_more_on_any_line_is_located_even_when_the_chain_is_made_anew(folder: Path) -> None:
    """Every line of the last file in turn: due, yen and totals raised by one, all hashes written again."""
    path = folder / "2026Q2.jsonl"
    original, lines = path.read_bytes(), read_book(folder).quarters[1].lines
    for line in lines:
        number = _rewrite(
            path, lambda record, at=line.number: (record["type"], record.get("number")) == ("line", at)
        )
        breaks = verify(folder, shown=SHOWN).breaks
        assert Place(f"{SHOWN}/2026Q2.jsonl", number, 1) in [finding.place for finding in breaks], line
        path.write_bytes(original)
    assert verify(folder).whole and len(lines) > 30


def test_a_line_left_out_is_found(folder: Path) -> None:
    """Without one line the numbers, the chain and the sums break; with numbers and chain made anew, the sums."""
    path = folder / "2026Q2.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:5] + lines[6:]), "utf-8", newline="\n")
    assert verify(folder).breaks[0].place == Place(f"{folder.as_posix()}/2026Q2.jsonl", 6, 1)


@pytest.mark.parametrize("cut", [0, 1, 200, -1, -400])
def test_a_file_cut_short_is_found(folder: Path, cut: int) -> None:
    """Whatever a broken copy leaves, it is a finding and never a shorter book."""
    path = folder / "2026Q2.jsonl"
    content = path.read_bytes()
    path.write_bytes(content[:cut] if cut != -1 else content[: content[:-1].rindex(b"\n") + 1])
    proof = verify(folder)
    assert not proof.whole
    assert {finding.code for finding in proof.breaks} <= {"C120", "C121"}


def test_a_missing_quarter_is_found(folder: Path) -> None:
    """2026Q1, 2026Q3: a file was taken away."""
    (folder / "2026Q2.jsonl").rename(folder / "2026Q3.jsonl")
    assert "C122" in [finding.code for finding in verify(folder).breaks]


def test_carriage_returns_that_git_added_are_no_change(folder: Path) -> None:
    """A checkout on Windows may turn line ends; the text is the same."""
    path = folder / "2026Q1.jsonl"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert verify(folder).whole


def test_other_files_in_the_folder_are_left_alone(folder: Path) -> None:
    """A readme, a temporary file of an editor, the lock."""
    (folder / "README.md").write_text("…", "utf-8")
    (folder / "2026Q3.jsonl.bak").write_text("…", "utf-8")
    assert verify(folder).whole


def test_what_changed_since_is_pending_and_never_a_break(folder: Path) -> None:
    """The register says 2,800,000 today, the book charged 2,900,000: a note with each town's difference."""
    today = _register(actual=2_800_000)
    proof = verify(folder, today)
    assert proof.whole
    assert sum(entry.yen for entry in proof.pending) == -100_000
    (note,) = pending_findings(today, proof.pending)
    assert (note.code, note.severity.value) == ("C126", "note")
    assert "K-001" in note.ja and "清川村 △" in note.ja


def test_a_town_without_an_adoption_cannot_be_charged(folder: Path) -> None:
    """Somebody writes another town on a line of 大井町's customization and makes the chain anew."""
    path = folder / "2026Q2.jsonl"

    def move(record: dict[str, object]) -> None:
        if record["type"] == "cost" and record["customization"] == "K-006":
            record["payers"] = ["hayama"]
            record["only"] = ["hayama"] if record["only"] else []
            record["odd"] = []
        if record["type"] == "line" and record["customization"] == "K-006":
            record["municipality"] = "hayama"

    _rechain(path, move)
    assert "C125" in {finding.code for finding in verify(folder).breaks}


def _rewrite(path: Path, wanted: object) -> int:
    """Add a yen to the first line that is wanted, mend the totals and make the chain anew; return its number."""
    found: list[int] = []

    def change(record: dict[str, object]) -> None:
        if not found and wanted(record):  # type: ignore[operator]
            found.append(int(str(record["number"])))
            record["due"] = int(str(record["due"])) + 1
            record["yen"] = int(str(record["yen"])) + 1
        if record["type"] == "total":
            record["yen"] = int(str(record["yen"])) + 1

    _rechain(path, change)
    return found[0]


def _rechain(path: Path, change: object) -> None:
    previous, written = "", []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(unsealed(line)[0])
        change(record)  # type: ignore[operator]
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        previous = link(previous or record["previous"], text)
        written.append(f"{sealed(text, previous)}\n")
    path.write_text("".join(written), "utf-8", newline="\n")


def test_the_register_may_move_on_without_touching_the_proof(folder: Path) -> None:
    """Verification of the closed lines does not depend on today's register."""
    gone = replace(profile(), sha256="another")
    assert verify(folder, gone).whole


def test_a_pending_rest_is_the_unions(tmp_path: Path) -> None:
    """Under the floor rule a correction may move the yen that stay with the union; the note calls it 組合."""
    union = consortium(formula(5, remainder="floor"))
    before, today = (
        profile(customization("K-001", one_off(yen), shared=True), all_adopt("K-001"), union=union)
        for yen in (100_000_000, 100_000_001)
    )
    close(tmp_path, before, Quarter(2026, 1), on=date(2026, 4, 20), document="第1号", rules="rules")
    (note,) = pending_findings(today, verify(tmp_path, today).pending)
    assert "寒川町 1円、湯河原町 1円、組合 △1円" in note.ja
