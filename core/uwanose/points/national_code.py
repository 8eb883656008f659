"""Owns the program a national package must fit: the source of the formulas, and the hash of all that reads its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from uwanose.source.files import SourceFolder

__all__ = ["national_code", "program_hash"]

_PACKAGE = Path(__file__).parents[1]
_READERS = ("points", "source")  # the rooms whose code decides what a file means


def national_code() -> SourceFolder:
    """Return the source of the national formulas, as it stands in this package."""
    return SourceFolder.read(_PACKAGE / "business", "core/uwanose/business", suffixes=(".py",))


def program_hash(code: SourceFolder) -> str:
    """Return the hash of what a national package must fit: its formulas, and the code that reads its files."""
    digest = hashlib.sha256(code.sha256.encode())
    for room in _READERS:
        digest.update(SourceFolder.read(_PACKAGE / room, room, suffixes=(".py",)).sha256.encode())
    return digest.hexdigest()
