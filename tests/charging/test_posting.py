"""Guards writing the book: killed, crowded, starved or forbidden, it is the old book or the new one, never a broken one."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest

from uwanose.charging.closing import close
from uwanose.charging.correcting import correct
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book, scan_book
from uwanose.charging.verify import verify
from uwanose.errors import Refused
from uwanose.layers.model import Profile

from .children import in_child, killed_at, only_where_processes_fork
from .register import adopts, all_adopt, customization, one_off, profile, upkeep

Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)
WRITING = ("uwanose.charging.posting", "uwanose.source.files", "uwanose.charging.lock")
pytestmark = only_where_processes_fork


def _register(actual: int | None = None) -> Profile:
    return profile(
        customization("K-001", one_off(3_000_001, actual=actual), upkeep(120_001), shared=True),
        customization("K-006", upkeep(115_000)),
        all_adopt("K-001"),
        adopts("oi", "K-006"),
    )


def _close(folder: Path, quarter: Quarter, facts: Profile | None = None) -> str:
    on = quarter.months[0].first_day
    try:
        posted = close(folder, facts or _register(), quarter, on=on, document="第12号", rules="rules")
    except Refused as refused:
        return refused.findings[0].code
    return "changed" if posted.changed else "unchanged"


def _correct(folder: Path) -> str:
    correct(
        folder, _register(2_900_000), Q1, on=date(2026, 7, 2), document="第13号", reason="誤り", rules="rules"
    )
    return "changed"


@pytest.mark.parametrize("act", ["close", "correct"])
def test_a_killed_run_leaves_the_old_book_or_the_new_one(tmp_path: Path, act: str) -> None:
    """Killed at every single line of the writing in turn, until one lives to the end; the next one goes through."""
    _close(tmp_path, Q1)
    file = tmp_path / ("2026Q2.jsonl" if act == "close" else "2026Q1-1.jsonl")
    outcomes = []
    for step in range(1, 400):
        said = in_child(
            killed_at(step, WRITING, lambda: _close(tmp_path, Q2) if act == "close" else _correct(tmp_path))
        )
        book, findings = scan_book(tmp_path)
        assert findings == () and len(book.runs) == 1 + file.exists(), step
        outcomes.append((said, file.exists()))
        if said != "killed":
            break
        file.unlink(missing_ok=True)
    assert outcomes[-1] == ("changed", True)
    assert {("killed", False), ("killed", True)} <= set(outcomes), "killed before and after the book was new"
    assert len(outcomes) > 30
    assert verify(tmp_path).whole
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(f".{file.name}")] == []


def test_of_many_closes_at_once_one_writes_and_the_others_are_told(tmp_path: Path) -> None:
    """Eight processes: one changes the book, each other one is refused [C115] or finds the quarter closed."""
    reading, writing = os.pipe()
    children = []
    for _ in range(8):
        child = os.fork()
        if child == 0:
            try:
                os.write(writing, f"{_close(tmp_path, Q1)}\n".encode())
            finally:
                os._exit(0)
        children.append(child)
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read().split()
    for child in children:
        os.waitpid(child, 0)
    assert len(said) == 8 and said.count("changed") == 1
    assert set(said) <= {"changed", "unchanged", "C115"}
    assert verify(tmp_path).whole


def test_a_full_disk_leaves_the_book_as_it_was(tmp_path: Path) -> None:
    """The system refuses the bytes in the middle of the file: [C116], and nothing is left behind."""
    _close(tmp_path, Q1)
    before = read_book(tmp_path).head

    def starved() -> str:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
        return _close(tmp_path, Q2)

    assert in_child(starved) == "C116"
    assert [path.name for path in tmp_path.iterdir()] == ["2026Q1.jsonl"]
    assert read_book(tmp_path).head == before
    assert _close(tmp_path, Q2) == "changed"


def test_a_folder_that_may_not_be_written_is_told() -> None:
    """[C116] and an intact book, whoever runs it."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "charges"
        _close(folder, Q1)
        Path(parent).chmod(0o755)
        folder.chmod(0o555)

        def nobody() -> str:
            if os.geteuid() == 0:
                os.setuid(65_534)
            return _close(folder, Q2)

        assert in_child(nobody) == "C116"
        folder.chmod(0o755)
        assert [path.name for path in folder.iterdir()] == ["2026Q1.jsonl"]
        assert verify(folder).whole
