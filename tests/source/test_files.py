"""Folders read once, and files written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from uwanose.errors import Finding
from uwanose.source.files import SourceFolder, write_atomically


def folder(root: Path) -> Path:
    """Make a folder of rules with things that do not belong to it."""
    for name, text in {
        "b/points.yaml": "x: 1\n",
        "a/business.yaml": "y: 1\n",
        "a/.points.yaml.swp": "",
        "a/~$points.yaml": "",
        "a/readme.md": "",
        ".git/config.yaml": "",
        "__pycache__/m.yaml": "",
    }.items():
        path = root / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "rules"


def test_a_folder_lists_its_yaml_sorted_and_without_what_editors_leave(tmp_path: Path) -> None:
    """Names are relative to the workspace, with / on every system."""
    read = SourceFolder.read(folder(tmp_path))
    assert dict(read) == {"rules/a/business.yaml": b"y: 1\n", "rules/b/points.yaml": b"x: 1\n"}
    assert len(read) == 2
    assert "rules/a/business.yaml" in read
    assert read.get("rules/none.yaml") is None
    assert list(dict(read.below("rules/b/"))) == ["rules/b/points.yaml"]


def test_other_suffixes_and_names_in_front(tmp_path: Path) -> None:
    """Source and documents are read the same way."""
    root = folder(tmp_path)
    assert list(dict(SourceFolder.read(root, "x", suffixes=(".md",)))) == ["x/a/readme.md"]
    assert len(SourceFolder.read(root, suffixes=())) == 3
    assert len(SourceFolder.read(tmp_path / "missing")) == 0


def test_the_hash_changes_with_names_and_bytes_only(tmp_path: Path) -> None:
    """The same content elsewhere has the same hash; a moved byte has another."""
    one = SourceFolder.of({"a": b"12", "b": b"3"})
    assert one.sha256 == SourceFolder.of({"b": b"3", "a": b"12"}).sha256
    others = [{"a": b"1", "b": b"23"}, {"a": b"12", "c": b"3"}, {"a": b"12", "b": b"4"}, {"a": b"12"}]
    assert one.sha256 not in {SourceFolder.of(other).sha256 for other in others}


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    """A link to a share that is gone is no traceback, and the other files are read."""
    root = folder(tmp_path)
    (root / "b" / "gone.yaml").symlink_to(tmp_path / "nowhere")
    findings: list[Finding] = []
    assert len(SourceFolder.read(root, findings=findings, scope="oi")) == 2
    assert [(finding.code, str(finding.place)) for finding in findings] == [("S132", "rules/b/gone.yaml")]


def test_writing_replaces_a_file_and_keeps_its_permissions(tmp_path: Path) -> None:
    """A town file that the group may write stays so."""
    path = tmp_path / "oi.yaml"
    path.write_bytes(b"old")
    path.chmod(0o664)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    assert [entry.name for entry in tmp_path.iterdir()] == ["oi.yaml"]


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    """Not the private ones of a temporary file."""
    usual = tmp_path / "usual"
    usual.write_bytes(b"")
    write_atomically(tmp_path / "new.yaml", b"x")
    assert (tmp_path / "new.yaml").stat().st_mode == usual.stat().st_mode


def test_a_link_keeps_pointing_to_the_file_it_stands_for(tmp_path: Path) -> None:
    """Shared folders link to one town file."""
    (tmp_path / "real.yaml").write_bytes(b"old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    write_atomically(tmp_path / "link.yaml", b"new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk must not cost the register."""
    path = tmp_path / "book.jsonl"
    path.write_bytes(b"old")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["book.jsonl"]


def test_a_failure_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    """Not the hidden file beside it, which its reader has never heard of."""
    (tmp_path / "紙").write_text("x", "utf-8")
    for path in (tmp_path / "ない" / "報告.html", tmp_path / "紙" / "報告.html"):
        with pytest.raises((FileNotFoundError, NotADirectoryError)) as caught:
            write_atomically(path, b"")
        assert caught.value.filename == str(path)
