"""Owns the width of text on a screen: measuring, padding, cutting and wrapping where kana and kanji take two cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["columns", "cut", "pad", "width", "wrap"]

_PIECES = re.compile(r"\s+|[!-~]+|.", re.DOTALL)
_NEVER_FIRST = frozenset(
    "、。，．）」』】］｝〕〉》・：；？！ー々〜～…‥ぁぃぅぇぉっゃゅょァィゥェォッャュョ）%）円"
)
_NEVER_LAST = frozenset("（「『【［｛〔〈《")


def width(text: str) -> int:
    """Return the cells *text* takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """Return *text* filled with blanks to a number of cells; ``right`` puts the text at the right edge."""
    blanks = " " * (cells - width(text))
    return blanks + text if right else text + blanks


def cut(text: str, cells: int) -> str:
    """Return *text* cut to at most a number of cells; what was cut is shown by an ellipsis."""
    if width(text) <= cells:
        return text
    kept = ""
    for char in text:
        if width(kept) + width(char) > cells - 1:
            break
        kept += char
    return kept + "…"


def wrap(text: str, cells: int) -> list[str]:
    """Return *text* as lines of at most a number of cells.

    Japanese breaks between any two characters except before a closing mark and after an opening one; a word of ASCII
    characters stays whole, even when it is longer than the line.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines.extend(_wrap_paragraph(paragraph, cells))
    return lines


def _wrap_paragraph(text: str, cells: int) -> list[str]:
    lines, line = [], ""
    for chunk in _chunks(text):
        if line and width(line) + width(chunk.rstrip()) > cells:
            lines.append(line.rstrip())
            line = ""
        line += chunk.lstrip() if not line and lines else chunk
    return [*lines, line.rstrip()]


def _chunks(text: str) -> list[str]:
    """Return the pieces between which a line may break."""
    chunks: list[str] = []
    for piece in _PIECES.findall(text):
        if chunks and (piece[0] in _NEVER_FIRST or chunks[-1][-1] in _NEVER_LAST):
            chunks[-1] += piece
        else:
            chunks.append(piece)
    return chunks


def columns(
    rows: Sequence[tuple[str, ...]], right: frozenset[int] = frozenset(), gap: str = "  "
) -> list[str]:
    """Return rows as aligned lines; the columns in *right* are aligned at their right edge."""
    if not rows:
        return []
    widths = [max(width(row[index]) for row in rows) for index in range(len(rows[0]))]
    return [
        gap.join(pad(cell, widths[index], right=index in right) for index, cell in enumerate(row)).rstrip()
        for row in rows
    ]
