"""Owns filling an entry sheet in, as somebody with a spreadsheet would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl

__all__ = ["cells", "filled"]


def filled(path: Path, entries: Mapping[str, object], to: Path | None = None) -> Path:
    """Write entries (cell → value) into a workbook's first sheet and return the file."""
    book = openpyxl.load_workbook(path)
    for cell, value in entries.items():
        book.worksheets[0][cell] = value
    target = to or path
    book.save(target)
    return target


def cells(path: Path) -> list[tuple[object, ...]]:
    """Return the first sheet's cells by row."""
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
