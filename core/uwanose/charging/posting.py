"""Owns writing a run into the book: under the lock, whole or not at all, and never over one that stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from uwanose.charging.book import Book, file_name
from uwanose.charging.lock import locked, not_writable
from uwanose.charging.reading import read_book
from uwanose.charging.records import BookRun
from uwanose.charging.working_out import Draft
from uwanose.cycles import uncollected
from uwanose.errors import Finding, Place, Refused
from uwanose.source.files import write_atomically

__all__ = ["Posted", "post"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What was done: ``changed`` is False when the run had been written before and no byte was touched."""

    entry: BookRun
    changed: bool
    findings: tuple[Finding, ...]


def post(folder: Path, draft: Callable[[Book], Draft], shown: str = "", cache: Path | None = None) -> Posted:
    """Read the book, draft upon it, and write what the draft shows.

    Raises Refused when the book's chain is broken, when anything stands against the draft, when another run is being
    written or when the folder cannot be written.
    """
    place = shown or folder.as_posix()
    with locked(folder, shown), uncollected():  # lines are made by the ten thousand
        drafted = draft(read_book(folder, shown, cache))
        if drafted.errors:
            raise Refused(drafted.findings)
        if drafted.closed:
            return Posted(entry=drafted.entry, changed=False, findings=drafted.findings)
        name = file_name(drafted.entry.run)
        try:
            for left_over in folder.glob(
                f".{name}.*"
            ):  # of a process that was killed; nobody else writes now
                left_over.unlink()
            write_atomically(folder / name, drafted.content)
        except OSError as error:
            raise Refused([not_writable(Place(place), error)]) from error
        entry = replace(drafted.entry, file=f"{place}/{name}")
        return Posted(entry=entry, changed=True, findings=drafted.findings)
