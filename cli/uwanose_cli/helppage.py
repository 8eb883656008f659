"""Owns how a help page is laid out: kana and kanji take two cells, terms and meanings stand in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from uwanose_cli import cells

__all__ = ["HelpPage"]


class HelpPage(click.HelpFormatter):
    """A help page that counts kana and kanji as two cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        lead = f"{prefix} {prog} "
        self._write_hanging(lead, cells.wrap(args, max(self.width - cells.width(lead), 20)))

    def write_text(self, text: str) -> None:
        lines = cells.wrap(text, self.width - self.current_indent)
        self._write_hanging(" " * self.current_indent, lines)

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        terms = [(" " * self.current_indent + term, meaning) for term, meaning in rows]
        first = min(max(cells.width(term) for term, _ in terms), col_max + self.current_indent) + col_spacing
        for term, meaning in terms:
            lines = cells.wrap(meaning, max(self.width - first, 20))
            if cells.width(term) > first - col_spacing:
                self.write(f"{term}\n")
                term = ""
            self._write_hanging(cells.pad(term, first), lines)

    def _write_hanging(self, lead: str, lines: Sequence[str]) -> None:
        for line in lines:
            self.write(f"{lead}{line}".rstrip() + "\n")
            lead = " " * cells.width(lead)
