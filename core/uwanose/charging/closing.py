"""Owns draft (算定案) and close (調定) of a quarter: one function works it out, and close writes what draft shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.calendar import (
    calendar_findings,
    first_findings,
    order_findings,
    unsettled_findings,
)
from uwanose.charging.differences import Difference, differences
from uwanose.charging.heading import RunOrder
from uwanose.charging.posting import Posted, post
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import BookRun, Facts
from uwanose.charging.runs import Run
from uwanose.charging.working_out import Draft, due_of, work_out
from uwanose.errors import Finding, Place, Severity
from uwanose.layers.model import Profile

__all__ = ["already_written", "close", "draft", "pending"]


def draft(
    profile: Profile,
    book: Book,
    quarter: Quarter,
    *,
    on: date | None,
    document: str,
    rules: str,
    release: str = "",
) -> Draft:
    """Work a quarter out: everything due so far less everything charged so far.

    ``on`` is the day of closing (None in a mere draft), ``document`` the decision that orders it, ``rules`` the hash of
    the national rules. Joiners after the quarter are not known yet.
    """
    run = Run.close(quarter)
    if entry := book.get(run):
        return Draft(entry=entry, content=b"", findings=(already_written(entry, on, document),))
    basis = Basis(profile)
    drafted = work_out(
        basis,
        book,
        run,
        RunOrder(on=on, document=document),
        Facts(register=profile.sha256, rules=rules, release=release),
        due=due_of(basis, book, quarter.months),
        findings=order_findings(book, quarter, on),
    )
    calendar = (
        *calendar_findings(drafted.entry.header),
        *first_findings(profile, book, run),
        *unsettled_findings(book, drafted.entry),
    )
    return Draft(entry=drafted.entry, content=drafted.content, findings=(*drafted.findings, *calendar))


def close(
    folder: Path,
    profile: Profile,
    quarter: Quarter,
    *,
    on: date,
    document: str,
    rules: str,
    release: str = "",
    shown: str = "",
    cache: Path | None = None,
) -> Posted:
    """Close a quarter: write what ``draft`` shows, whole or not at all. A quarter closed before stays as it is.

    Raises Refused when the book's chain is broken, when anything stands against closing, when another close is running
    or when the folder cannot be written.
    """

    def drafted(book: Book) -> Draft:
        return draft(profile, book, quarter, on=on, document=document, rules=rules, release=release)

    return post(folder, drafted, shown, cache)


def pending(profile: Profile, book: Book) -> tuple[Difference, ...]:
    """Return today's due of the closed months less the book: what the next close will correct (未調定の差額)."""
    due = due_of(Basis(profile), book)
    return tuple(entry for entry in differences(due.groups, book) if entry.yen)


def already_written(entry: BookRun, on: date | None, document: str) -> Finding:
    """Return the note that a run is in the book, and that what was given now is not used."""
    header = entry.header
    differs = (on is not None and on != header.closed_on) or (document and document != header.document)
    given_ja = f"指定された {on or ''} {document} は使いません。" if differs else ""
    given_en = f" The given {on or ''} {document} is not used." if differs else ""
    return Finding(
        code="C111",
        severity=Severity.NOTE,
        place=Place(entry.file, 1, 1),
        scope="register",
        ja=f"{entry.run.label_ja}は {header.closed_on} に {header.document} で調定済みです。何も変えていません。{given_ja}",
        en=f"{entry.run} was written on {header.closed_on} by {header.document}; nothing was changed.{given_en}",
        remedy_ja="調定後に変わった分は、次の調定で差額として算定します（uwanose charge verify で一覧）。",
        remedy_en="What has changed since is charged as a difference by the next close (see uwanose charge verify).",
    )
