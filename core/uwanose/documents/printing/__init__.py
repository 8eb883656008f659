"""Printing pages as PDF: which Japanese font, whether it has every letter, and the same bytes each time."""

from __future__ import annotations

from uwanose.documents.printing.fonts import FONT_VARIABLE, Font, find_font
from uwanose.documents.printing.pdf import Page, print_pdf

__all__ = ["FONT_VARIABLE", "Font", "Page", "find_font", "print_pdf"]
