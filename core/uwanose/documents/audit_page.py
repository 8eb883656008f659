"""Owns the page of an audit (監査点検): answers and evidence as tables, from the very sheets the workbook is made of."""

from __future__ import annotations

from dataclasses import dataclass

from uwanose.documents.pages import environment
from uwanose.documents.sheets import Sheet

__all__ = ["AuditPaper", "audit_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPaper:
    """Everything the page says. ``good`` tells whether every answer is yes; ``facts`` are what it was looked up in."""

    language: str
    title: str
    verdict: str
    good: bool
    facts: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def audit_page(paper: AuditPaper) -> str:
    """Return the page as HTML that needs nothing beside itself."""
    return environment().get_template("audit.html").render(paper=paper)
