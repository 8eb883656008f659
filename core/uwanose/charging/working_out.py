"""Owns working a run out: everything due today less everything charged, as the very bytes the book would take."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book, file_name
from uwanose.charging.codec import chained
from uwanose.charging.compose import compose, totals_of
from uwanose.charging.consents import consent_findings
from uwanose.charging.differences import differences
from uwanose.charging.due import Due, calculate
from uwanose.charging.heading import RunOrder, heading
from uwanose.charging.problems import cost_findings
from uwanose.charging.records import BookRun, CostRecord, Facts, Made
from uwanose.charging.runs import Run
from uwanose.dates import Month
from uwanose.errors import Finding, Severity, sort_findings
from uwanose.layers.hindrances import hindrances

__all__ = ["Draft", "due_of", "work_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A run as it would be written: the very records and the very bytes, and what stands against it.

    For a run that is in the book already, ``entry`` is that one and ``content`` is empty.
    """

    entry: BookRun
    content: bytes
    findings: tuple[Finding, ...]

    @property
    def closed(self) -> bool:
        """Whether the run is in the book already."""
        return not self.content

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stands against writing it."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def due_of(basis: Basis, book: Book, more: Collection[Month] = ()) -> Due:
    """Return what is due today for the months of the book and some more; joiners after them are not yet known."""
    months = (*book.months, *more)
    return calculate(basis, months, as_of=max(months)) if months else Due((), ())


def work_out(
    basis: Basis,
    book: Book,
    run: Run,
    order: RunOrder,
    facts: Facts,
    *,
    due: Due,
    months: Collection[Month] | None = None,
    findings: Iterable[Finding] = (),
) -> Draft:
    """Work a run out from what is due. ``months`` restricts it to the costs of some months (default: all)."""
    found = differences(due.groups, book, months)
    composition = compose(basis, book, run, order.on or run.months[0].first_day, due.groups, found)
    lines = composition.lines
    header = heading(basis, book, run, order, facts, composition.costs, lines)
    totals = totals_of(lines)
    content, head = chained([header, *composition.records, totals], book.head)
    entry = BookRun(
        header=header,
        body=Made(
            {record.number: record for record in composition.records if isinstance(record, CostRecord)}, lines
        ),
        totals=totals,
        head=head,
        file=file_name(run),
    )
    as_of = max((*book.months, *run.months))
    against = (*findings, *due.findings, *_facts_findings(basis, as_of))
    return Draft(entry=entry, content=content, findings=tuple(sort_findings(against)))


def _facts_findings(basis: Basis, as_of: Month) -> Iterator[Finding]:
    yield from cost_findings(basis, as_of)
    yield from consent_findings(basis, as_of)
    for adoption in basis.profile.adoptions:
        if adoption.interval.start <= as_of.last_day:
            yield from hindrances(basis.profile, adoption)
