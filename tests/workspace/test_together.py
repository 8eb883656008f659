"""Several files of one act: all of them or none, whenever the machine stops, and one journal line for each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.charging.children import in_child, killed_at, only_where_processes_fork
from uwanose.charging.lock import held
from uwanose.errors import Refused
from uwanose.source.files import write_atomically
from uwanose.workspace import Workspace
from uwanose.workspace.journal import read

TOWN = "profiles/kanagawa/towns/oi.yaml"
ENTRY = "profiles/kanagawa/customizations/K-900.yaml"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace with one town's file."""
    file = tmp_path / TOWN
    file.parent.mkdir(parents=True)
    file.write_bytes(b"old\n")
    (tmp_path / "profiles/kanagawa/consortium.yaml").write_text("label: x\n", "utf-8")
    return tmp_path


def act(own: Path | Workspace, before: bytes = b"old\n") -> None:
    """Change one file and make another."""
    workspace = own if isinstance(own, Workspace) else Workspace.open(own)
    workspace.write_act(
        {TOWN: (before, b"new\n"), ENTRY: (b"", b"id: K-900\n")}, command="uwanose x", who="佐藤", why="要望"
    )


def contents(own: Path) -> tuple[bytes, bool]:
    """Return the town's file and whether the other one is there."""
    return (own / TOWN).read_bytes(), (own / ENTRY).exists()


def test_both_files_are_written_with_a_line_for_each(own: Path) -> None:
    """The line says who and why."""
    act(own)
    assert contents(own) == (b"new\n", True)
    told = list(read(own / "profiles/kanagawa/journal.jsonl"))
    assert [(one.file, one.who, one.why, one.before == "") for one in told] == [
        (TOWN, "佐藤", "要望", False),
        (ENTRY, "佐藤", "要望", True),
    ]
    assert not list(own.rglob(".*.yaml.*"))


def test_a_machine_that_stops_before_the_decision_has_written_nothing(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file cannot be laid down: the first one stays as it was."""

    def full(path: Path, data: bytes) -> None:
        if "K-900" in path.name:
            raise OSError(28, "No space left on device")
        write_atomically(path, data)

    monkeypatch.setattr("uwanose.workspace.together.write_atomically", full)
    with pytest.raises(Refused, match="W105"):
        act(own)
    assert contents(own) == (b"old\n", False)
    assert not (own / "profiles/kanagawa/journal.jsonl").exists()
    assert not list(own.rglob(".oi.yaml*"))


def test_a_machine_that_stops_after_the_decision_is_finished_by_the_next_command(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between the two files: whoever opens the workspace next finds both, and each line once."""
    real = Path.replace

    def stops(path: Path, target: Path) -> Path:
        if target.name == "K-900.yaml":
            raise KeyboardInterrupt
        return real(path, target)

    with monkeypatch.context() as stopped:
        stopped.setattr(Path, "replace", stops)
        with pytest.raises(KeyboardInterrupt):
            act(own)
    assert contents(own) == (b"new\n", False)
    Workspace.open(own)
    Workspace.open(own)
    assert contents(own) == (b"new\n", True)
    assert len(list(read(own / "profiles/kanagawa/journal.jsonl"))) == 2


def test_a_held_file_is_told_and_takes_its_place_later(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """[W108]: another program holds it."""
    real = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target.name == "K-900.yaml":
            raise PermissionError(13, "Permission denied")
        return real(path, target)

    with monkeypatch.context() as busy:
        busy.setattr(Path, "replace", held)
        with pytest.raises(Refused, match="W108"):
            act(own)
        Workspace.open(own)  # still held: no command fails by it
    Workspace.open(own)
    assert contents(own) == (b"new\n", True)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(own: Path) -> None:
    """[W107]: the act was made from other bytes."""
    with pytest.raises(Refused, match="W107"):
        act(own, before=b"older\n")
    assert contents(own) == (b"old\n", False)


def test_lines_written_before_reasons_were_kept_are_read(own: Path) -> None:
    """A journal only grows: its old lines have neither day nor reason."""
    journal = own / "profiles/kanagawa/journal.jsonl"
    old = {"when": "w", "who": "x", "command": "c", "file": "f", "before": "", "after": "a"}
    journal.write_text(json.dumps(old) + "\n", "utf-8")
    act(own)
    assert [one.why for one in read(journal)] == ["", "要望", "要望"]


def test_two_acts_at_once_wait_for_each_other(own: Path) -> None:
    """[W109]: the second one writes nothing; a reader beside it goes on."""
    (own / ".uwanose").mkdir()
    with held(own / ".uwanose") as free:
        assert free
        with pytest.raises(Refused, match="W109"):
            act(own)
        Workspace.open(own)
    assert contents(own) == (b"old\n", False)
    act(own)
    assert contents(own) == (b"new\n", True)


@only_where_processes_fork
def test_killed_at_any_line_an_act_is_done_or_not_done_for_whoever_opens_next(own: Path) -> None:
    """Both files and both lines of the journal, or none of them; never one without the other."""
    journal = own / "profiles/kanagawa/journal.jsonl"
    modules = ("uwanose.workspace.together", "uwanose.workspace.journal")
    opened = Workspace.open(own)
    assert opened.journal == journal  # read once, before the children begin

    def work() -> str:
        act(opened)
        return "done"

    seen = set()
    for step in range(1, 300):
        said = in_child(killed_at(step, modules, work))
        Workspace.open(own)
        done = contents(own)
        assert done in {(b"old\n", False), (b"new\n", True)}, step
        assert len(list(read(journal))) == (2 if done[1] else 0), step
        seen.add((said, done[1]))
        if said != "killed":
            break
        (own / TOWN).write_bytes(b"old\n")
        (own / ENTRY).unlink(missing_ok=True)
        journal.unlink(missing_ok=True)
    assert seen == {("killed", False), ("killed", True), ("done", True)}
