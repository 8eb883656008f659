"""Owns the options every command shares that prints papers as PDF, and making the PDF they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import option
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.documents.printing import Font

__all__ = ["FONT", "PDF", "Printer"]


PDF = option(
    "--pdf",
    "as_pdf",
    is_flag=True,
    text=Text(
        "HTMLの代わりにPDFで書きます（pip install 'uwanose[pdf]'）",
        "write PDF instead of HTML (pip install 'uwanose[pdf]')",
    ),
)
FONT = option(
    "--font",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("フォント", "FILE"),
    text=Text(
        "PDFのフォントのファイル（省略時は環境変数 UWANOSE_FONT、システムの日本語フォント）",
        "the font of the PDF: a file (else the variable UWANOSE_FONT, then a Japanese font of the system)",
    ),
)


class Printer:
    """Prints papers with one font, found when the first of them is printed. Raises Refused where none can be."""

    def __init__(self, font: Path | None = None) -> None:
        self._asked = font
        self._found: Font | None = None

    def pdf(self, *papers: tuple[str, str]) -> bytes:
        """Return papers, each as HTML with the name of whose it is, as one PDF."""
        from uwanose.documents.printing import Page, find_font, print_pdf

        if self._found is None:
            self._found = find_font(self._asked)
        return print_pdf([Page(html, name) for html, name in papers], self._found)
