"""Owns the page of an impact (影響試算): sentences and tables that were made elsewhere, laid out for A4."""

from __future__ import annotations

from dataclasses import dataclass

from uwanose.documents.pages import environment

__all__ = ["ImpactPaper", "PaperTable", "impact_page"]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """One table; ``right`` names the columns of figures, ``total`` is the last row or empty."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int]
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactPaper:
    """Everything the page says. An example is its sentence, the results on its way, and the line that explains it."""

    language: str
    title: str
    proposed: tuple[str, ...]
    summary: tuple[str, ...]
    tables: tuple[PaperTable, ...]
    examples: tuple[tuple[str, tuple[str, ...], str], ...]
    worth: tuple[str, ...]
    doubts: tuple[str, ...]
    refused: tuple[str, ...]


def impact_page(paper: ImpactPaper) -> str:
    """Return the page as HTML that needs nothing beside itself."""
    return environment().get_template("impact.html").render(paper=paper)
