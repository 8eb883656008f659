"""Owns the agenda paper of a working group (会議資料): the question, the towns, the price, as a page and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from uwanose.documents.pages import environment
from uwanose.documents.sheets import Column, Sheet
from uwanose.documents.workbook import workbook

__all__ = ["AgendaPaper", "agenda_page", "agenda_workbook"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPaper:
    """Everything the paper says: what the answers lead to, the facts of the question, and one sheet for each of its parts."""

    language: str
    title: str
    conclusion: str
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    on: date  # the day of the values shown

    @property
    def total_label(self) -> str:
        """The word before sums."""
        return "合計" if self.language == "ja" else "total"


def agenda_page(paper: AgendaPaper) -> str:
    """Return the paper as HTML that needs nothing beside itself."""
    return environment().get_template("agenda.html").render(paper=paper)


def agenda_workbook(paper: AgendaPaper) -> bytes:
    """Return the paper as a workbook: the question first, then a sheet for each part."""
    ja = paper.language == "ja"
    first = Sheet(
        name="議題" if ja else "question",
        title=paper.title,
        notes=(paper.conclusion,),
        columns=(Column("項目" if ja else "what", width=20), Column("内容" if ja else "says", width=90)),
        rows=paper.facts,
    )
    return workbook((first, *paper.sheets), paper.on)
