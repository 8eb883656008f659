"""Owns writing several files as one act: all of them or none, also when the machine stops between two of them.

The new files are first laid beside the old ones, then a note says that the act is decided, then they take their places.
Whoever opens the workspace next finishes an act whose note still lies there; without a note nothing has happened.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from uwanose.charging.lock import held
from uwanose.source.files import write_atomically
from uwanose.workspace import journal

__all__ = ["Busy", "Unfinished", "finish", "write_together"]


class Busy(Exception):
    """Another process is writing an act in this workspace."""


class Unfinished(OSError):
    """An act is decided, but a file could not take its place yet: it will when the workspace is opened next."""


NOTE = Path(".uwanose") / "act.json"


def write_together(
    root: Path, files: Mapping[Path, tuple[bytes, bytes]], kept: Path, entries: Iterable[journal.Entry]
) -> tuple[Path, ...]:
    """Write files of one workspace and the lines of its journal; return those that somebody has changed meanwhile.

    *files* and *kept* (the journal) are absolute paths below *root*; each file comes with the bytes it must still have (none
    for a new one) and those it gets; *entries* tell of them. Nothing is written when one was changed. Raises Busy while
    another act is being written, OSError when nothing was written, Unfinished when the act is decided but a file is held by
    another program.
    """
    note = root / NOTE
    note.parent.mkdir(parents=True, exist_ok=True)
    with held(note.parent) as free:
        if not free:
            raise Busy
        _finish(root)
        changed = tuple(target for target, (before, _) in files.items() if _bytes(target) != before)
        if changed:
            return changed
        _decide(root, {target: after for target, (_, after) in files.items()}, kept, entries)
        try:
            _finish(root)
        except OSError as error:
            raise Unfinished(error.errno, error.strerror) from error
    return ()


def finish(root: Path) -> None:
    """Finish an act that is decided; does nothing when there is none, or when its own process is still at it."""
    if not (root / NOTE).exists():
        return
    with held((root / NOTE).parent) as free:
        if free:
            _finish(root)


def _decide(root: Path, files: Mapping[Path, bytes], kept: Path, entries: Iterable[journal.Entry]) -> None:
    """Lay the new files beside the old ones and write the note: from then on the act is done, or will be."""
    laid: dict[Path, Path] = {}
    note = root / NOTE
    try:
        for target, data in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            laid[target] = beside = target.with_name(f".{target.name}.{os.urandom(6).hex()}")
            write_atomically(beside, data)
            if target.exists():
                beside.chmod(target.stat().st_mode & 0o7777)
        write_atomically(note, _noted(root, laid, kept, entries))
    except BaseException:
        note.unlink(missing_ok=True)
        for beside in laid.values():
            beside.unlink(missing_ok=True)
        raise


def _finish(root: Path) -> None:
    """Let every file of a decided act take its place and add its lines. Doing it twice is doing it once."""
    note = root / NOTE
    try:
        decided = json.loads(note.read_bytes())
    except (OSError, ValueError):
        return
    for beside, target in decided["files"]:
        if (root / beside).exists():
            (root / beside).replace(root / target)
    kept = root / decided["journal"]
    known = set(kept.read_bytes().splitlines()) if kept.is_file() else set()
    for entry in (journal.Entry(**told) for told in decided["entries"]):
        if journal.line(entry).encode() not in known:
            journal.append(kept, entry)
    note.unlink(missing_ok=True)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _noted(root: Path, laid: Mapping[Path, Path], kept: Path, entries: Iterable[journal.Entry]) -> bytes:
    def name(path: Path) -> str:
        return path.relative_to(root).as_posix()

    decided = {
        "files": [[name(beside), name(target)] for target, beside in laid.items()],
        "journal": name(kept),
        "entries": [asdict(entry) for entry in entries],
    }
    return json.dumps(decided, ensure_ascii=False).encode()
