"""Owns the text of a file as lines and offsets, and replacing parts of it while every other character stays."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from uwanose.source.decode import LINE_BREAK

_COMMENT = re.compile(r"[ \t]*(?:^|(?<=[ \t]))#.*")


class Splice(NamedTuple):
    """Replace the characters from ``start`` up to ``end``."""

    start: int
    end: int
    text: str


class Layout:
    """A text with its lines."""

    def __init__(self, text: str) -> None:
        breaks = list(LINE_BREAK.finditer(text))
        self.text = text
        self.newline = breaks[0][0] if breaks else "\n"
        self._starts = [0, *(found.end() for found in breaks)]
        self._ends = [*(found.start() for found in breaks), len(text)]

    def offset(self, position: tuple[int, int]) -> int:
        """Return the offset of a line and column, both from 0; beyond the last line it is the end."""
        line, column = position
        return self._starts[line] + column if line < len(self._starts) else len(self.text)

    def line(self, offset: int) -> int:
        """Return the line an offset lies in, from 0."""
        return bisect_right(self._starts, offset) - 1

    def line_start(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self._starts[self.line(offset)]

    def line_end(self, offset: int) -> int:
        """Return where the line of an offset ends, before its line break."""
        return self._ends[self.line(offset)]

    def next_line(self, offset: int) -> int:
        """Return where the next line begins; the end of the text after the last one."""
        line = self.line(offset) + 1
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def column(self, offset: int) -> int:
        """Return the column of an offset, from 0."""
        return offset - self.line_start(offset)

    def is_first(self, offset: int) -> bool:
        """Tell whether only space stands before an offset in its line."""
        return not self.text[self.line_start(offset) : offset].strip()

    def comment_after(self, offset: int) -> tuple[int, int] | None:
        """Return where a comment behind an offset in its line begins (with its space) and ends, None without one."""
        end = self.line_end(offset)
        found = _COMMENT.search(self.text, offset, end)
        return (found.start(), end) if found else None


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with every splice made; they must not overlap."""
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text
