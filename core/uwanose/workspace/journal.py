"""Owns the journal (処理履歴): one appended line for each file a command has written, with the hashes before and after."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from uwanose.errors import Finding, Place, Refused

NAME = "journal.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was written: when (ISO 8601 with offset), by whom, by which command; an empty hash is no file.

    ``on`` is the day of the act that is recorded, ``why`` the reason somebody gave; empty where none was given.
    """

    when: str
    who: str
    command: str
    file: str
    before: str
    after: str
    on: str = ""
    why: str = ""


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, empty when there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def line(entry: Entry) -> str:
    """Return an entry as its line, without the end of the line."""
    return json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True)


def append(journal: Path, entry: Entry) -> None:
    """Add one line at the end; nothing that stands there is touched."""
    descriptor = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        os.write(descriptor, f"{line(entry)}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(journal: Path) -> Iterator[Entry]:
    """Yield the entries, oldest first. Raises Refused at a line that no command has written."""
    lines = journal.read_bytes().splitlines() if journal.is_file() else []
    for number, text in enumerate(lines, start=1):
        try:
            yield Entry(**json.loads(text))
        except (ValueError, TypeError) as error:
            raise Refused([_unreadable(journal, number)]) from error


def _unreadable(journal: Path, line: int) -> Finding:
    return Finding(
        code="W106",
        ja=f"処理履歴の{line}行目を読めません。手で書き換えられたおそれがあります。",
        en=f"Line {line} of the journal cannot be read; it may have been edited by hand.",
        remedy_ja="処理履歴は追記だけのファイルです。git などの控えから戻してください。",
        remedy_en="The journal is only ever appended to. Restore it from git or another copy.",
        place=Place(str(journal), line, 1),
    )
