"""Owns draft (算定案) and close (調定): one function works a quarter out, and close writes what draft shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book, file_name, read_book
from uwanose.charging.calendar import calendar_findings, order_findings
from uwanose.charging.codec import chained
from uwanose.charging.compose import compose, totals_of
from uwanose.charging.consents import consent_findings
from uwanose.charging.differences import Difference, differences
from uwanose.charging.due import calculate
from uwanose.charging.heading import heading
from uwanose.charging.lock import locked, not_writable
from uwanose.charging.problems import cost_findings
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import BookQuarter, CostRecord, Facts
from uwanose.dates import Month
from uwanose.errors import Finding, Place, Refused, Severity, sort_findings
from uwanose.layers.hindrances import hindrances
from uwanose.layers.model import Profile
from uwanose.source.files import write_atomically

__all__ = ["Close", "Draft", "close", "draft", "pending"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A quarter as it would be closed: the very records and the very bytes, and what stands against it.

    For a quarter that is closed already, ``entry`` is the closed one and ``content`` is empty.
    """

    entry: BookQuarter
    content: bytes
    findings: tuple[Finding, ...]

    @property
    def closed(self) -> bool:
        """Whether the quarter is closed already."""
        return not self.content

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stands against closing."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """What ``close`` did: ``changed`` is False when the quarter had been closed before and no byte was touched."""

    entry: BookQuarter
    changed: bool
    findings: tuple[Finding, ...]


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
    """Work a quarter out: everything due so far less everything closed so far.

    ``on`` is the day of closing (None in a mere draft), ``document`` the decision that orders it, ``rules`` the hash of
    the national rules. Joiners after the quarter are not known yet.
    """
    if entry := book.get(quarter):
        return Draft(entry=entry, content=b"", findings=(_already_closed(entry, on, document),))
    basis = Basis(profile)
    result = calculate(basis, (*book.months, *quarter.months), as_of=quarter.months[-1])
    found = differences(result.lines, book)
    facts = Facts(register=profile.sha256, rules=rules, release=release)
    composition = compose(basis, book, quarter, on or quarter.months[0].first_day, result.lines, found)
    lines = composition.lines
    header = heading(basis, book, quarter, on, document, facts, composition.costs, lines)
    totals = totals_of(lines)
    content, head = chained([header, *composition.records, totals], book.head)
    entry = BookQuarter(
        header=header,
        costs={record.number: record for record in composition.records if isinstance(record, CostRecord)},
        lines=lines,
        totals=totals,
        head=head,
        file=file_name(quarter),
    )
    findings = [
        *order_findings(book, quarter, on),
        *calendar_findings(header),
        *result.findings,
        *_facts_findings(basis, quarter.months[-1]),
    ]
    return Draft(entry=entry, content=content, findings=tuple(sort_findings(findings)))


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
) -> Close:
    """Close a quarter: write what ``draft`` shows, whole or not at all. A quarter closed before stays as it is.

    Raises Refused when the book's chain is broken, when anything stands against closing, when another close is running
    or when the folder cannot be written.
    """
    with locked(folder, shown):
        book = read_book(folder, shown)
        drafted = draft(profile, book, quarter, on=on, document=document, rules=rules, release=release)
        if drafted.errors:
            raise Refused(drafted.findings)
        if drafted.closed:
            return Close(entry=drafted.entry, changed=False, findings=drafted.findings)
        place = shown or folder.as_posix()
        try:
            write_atomically(folder / file_name(quarter), drafted.content)
        except OSError as error:
            raise Refused([not_writable(Place(place), error)]) from error
        entry = replace(drafted.entry, file=f"{place}/{file_name(quarter)}")
        return Close(entry=entry, changed=True, findings=drafted.findings)


def pending(profile: Profile, book: Book) -> tuple[Difference, ...]:
    """Return today's due of the closed months less the book: what the next close will correct (未調定の差額)."""
    if not book.months:
        return ()
    result = calculate(Basis(profile), book.months, as_of=book.months[-1])
    return tuple(entry for entry in differences(result.lines, book) if entry.yen)


def _facts_findings(basis: Basis, as_of: Month) -> Iterator[Finding]:
    yield from cost_findings(basis, as_of)
    yield from consent_findings(basis, as_of)
    for adoption in basis.profile.adoptions:
        if adoption.interval.start <= as_of.last_day:
            yield from hindrances(basis.profile, adoption)


def _already_closed(entry: BookQuarter, on: date | None, document: str) -> Finding:
    header = entry.header
    differs = (on is not None and on != header.closed_on) or (document and document != header.document)
    given_ja = f"指定された {on or ''} {document} は使いません。" if differs else ""
    given_en = f" The given {on or ''} {document} is not used." if differs else ""
    return Finding(
        code="C111",
        severity=Severity.NOTE,
        place=Place(entry.file, 1, 1),
        scope="register",
        ja=f"{entry.quarter.label_ja}は {header.closed_on} に {header.document} で調定済みです。何も変えていません。{given_ja}",
        en=f"{entry.quarter} was closed on {header.closed_on} by {header.document}; nothing was changed.{given_en}",
        remedy_ja="調定後に変わった分は、次の調定で差額として算定します（uwanose charge verify で一覧）。",
        remedy_en="What has changed since is charged as a difference by the next close (see uwanose charge verify).",
    )
