"""Owns what commands on the book share: where it lies, the run that is typed, and drafting, writing and showing a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.charging.book import file_name
from uwanose.charging.closing import draft
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.runs import Run
from uwanose.dates import parse_quarter, parse_year
from uwanose_cli import output
from uwanose_cli.frame import argument, option
from uwanose_cli.names import QUARTER, Written
from uwanose_cli.session import Session
from uwanose_cli.studies import town_names
from uwanose_cli.text import Text
from uwanose_cli.unread import CHARGED, stop_unread

if TYPE_CHECKING:
    from uwanose.charging.book import Book
    from uwanose.charging.posting import Posted
    from uwanose.charging.records import BookRun
    from uwanose.charging.working_out import Draft
    from uwanose.layers.model import Municipality

__all__ = [
    "QUARTER_ARGUMENT", "RUN", "book_place", "document_option", "draft_quarter", "named", "open_book", "show_posted",
    "show_run", "write_run",
]  # fmt: skip

QUARTER_ARGUMENT = argument(
    "quarter",
    type=QUARTER,
    shown_as=Text("四半期", "QUARTER"),
    text=Text("年度と期（R8-1・2026Q1・令和8年度第1期）", "fiscal year and quarter: 2026Q1, R8-1"),
)
_CORRECTION = re.compile(r"(.+?)(?:の変更調定第|変|-)([1-9]\d*)(?:号)?")
_SETTLEMENT = re.compile(r"(.+?)(?:の?精算|S)")


def _run(text: str) -> Run:
    """Read a quarter, its correction or the settlement of a year. Raises ValueError."""
    try:
        return Run.close(Quarter(*parse_quarter(text)))
    except ValueError:
        if found := _SETTLEMENT.fullmatch(text.strip()):
            return Run.settlement(parse_year(found[1]))
        if found := _CORRECTION.fullmatch(text.strip()):
            return Run.correction(Quarter(*parse_quarter(found[1])), int(found[2]))
        raise


RUN = Written(Text("調定", "RUN"), "2026Q1・R8-1・R8-1変1・2026S・R8精算", _run)


def document_option(ja: str, en: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Return the option that names the document which orders a run."""
    return option("--document", required=True, shown_as=Text("文書番号", "NUMBER"), text=Text(ja, en))


def named(session: Session, name: str, value: str, ja: str, en: str) -> str:
    """Return what an option says. Raises UsageError when it says nothing: an empty number names no decision."""
    if not value.strip():
        raise click.UsageError(
            session.text(f"{name} に{ja}を書いてください（空にはできません）。", f"{name} must name {en}")
        )
    return value.strip()


def book_place(session: Session) -> str:
    """Return where the book lies, relative to the workspace."""
    return f"{session.workspace.prefecture}/charges"


def open_book(session: Session) -> Book:
    """Return the book. Raises Refused when its chain is broken or a file of the profile cannot be read."""
    stop_unread(session.workspace, CHARGED)
    place = book_place(session)
    return read_book(session.workspace.root / place, place, session.workspace.cache)


def draft_quarter(session: Session, quarter: Quarter, on: date | None = None) -> Draft:
    """Work a quarter out, or return it as it was closed; ``on`` is the day it would be closed."""
    workspace = session.workspace
    book = open_book(session)
    return draft(
        workspace.profile,
        book,
        quarter,
        on=on,
        document="",
        rules=workspace.national.sha256,
        release=workspace.release.id,
    )


def write_run(session: Session, write: Callable[[Path, str], Posted], command: str) -> Posted:
    """Write a run into the book, and the act into the journal. Raises Refused.

    ``write`` takes the folder of the book and how messages name it.
    """
    workspace = session.workspace
    stop_unread(workspace, CHARGED)
    place = book_place(session)
    folder = workspace.writable_path(place)
    posted = write(folder, place)
    if posted.changed:  # a run is always a new file
        workspace.note(folder / file_name(posted.entry.run), "", command=command)
    return posted


def show_run(
    session: Session, entry: BookRun, towns: Sequence[Municipality] | None = None, *, lines: bool = False
) -> None:
    """Show what each town is charged in a run, and its lines when they are asked for."""
    from uwanose_cli import quarters

    names = town_names(session)
    session.table(quarters.totals_table(entry, towns, names, session.language))
    if lines:
        session.table(quarters.lines_table(entry, towns, names, session.language))


def show_posted(session: Session, posted: Posted) -> int:
    """Show a run that was written, or stood there, with its findings; say what to do next. Return the exit status."""
    from uwanose_cli import quarters

    entry, run = posted.entry, posted.entry.run
    show_run(session, entry)
    session.findings(posted.findings)
    if posted.changed:
        file = f"{book_place(session)}/{file_name(run)}"
        session.say(
            f"{run.label_ja}を調定しました: {file}（明細{entry.totals.lines}件、計{entry.totals.yen:,}円）",
            f"Wrote {run}: {file} ({entry.totals.lines} lines, {entry.totals.yen:,} yen)",
        )
        session.say(
            f"次は: uwanose charge statement {run} -o 通知書", f"Next: uwanose charge statement {run} -o DIR"
        )
    session.put(
        {
            **quarters.entry_data(entry, None),
            "changed": posted.changed,
            "findings": [output.finding_data(finding) for finding in posted.findings],
        }
    )
    return session.status(posted.findings)
