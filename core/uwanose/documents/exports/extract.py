"""Owns what is exported: the runs of the book that were chosen, their papers and lines, for all towns or some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from uwanose.charging.book import Book
from uwanose.charging.due import UNION
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import BookRun, CostRecord, LineRecord
from uwanose.charging.runs import Run
from uwanose.charging.statement import Statement, statements

__all__ = ["ExportLine", "Extract", "extract"]


class ExportLine(NamedTuple):
    """One line of the book with its run, its cost (None for a reasoned zero) and the number of the paper it stands on."""

    entry: BookRun
    line: LineRecord
    cost: CostRecord | None
    statement: str  # empty for what the union bears, and for a line no paper was written about


@dataclass(frozen=True)
class Extract:
    """Runs in the order of the chain. ``municipalities`` is empty when nothing is left out (the union's rest included)."""

    runs: tuple[BookRun, ...]
    municipalities: frozenset[str]
    head: str  # of the whole book

    def covers(self, municipality: str) -> bool:
        """Return whether a town, or the union, is part of it."""
        return not self.municipalities or municipality in self.municipalities

    @cached_property
    def papers(self) -> Mapping[Run, tuple[Statement, ...]]:
        """The papers of each run."""
        return {
            entry.run: tuple(paper for paper in statements(entry) if self.covers(paper.municipality))
            for entry in self.runs
        }

    def lines(self) -> Iterator[ExportLine]:
        """Yield every line in the order of the book."""
        for entry in self.runs:
            numbers = {
                line: paper.number
                for paper in self.papers[entry.run]
                for row in paper.rows
                for line in row.lines
            }
            for line in entry.lines:
                if self.covers(line.municipality):
                    yield ExportLine(entry, line, entry.costs.get(line.cost), numbers.get(line.number, ""))

    def borne_by_union(self, entry: BookRun) -> tuple[LineRecord, ...]:
        """Return what the remainder rule leaves with the union."""
        return tuple(line for line in entry.lines_of(UNION) if self.covers(UNION))

    @property
    def yen(self) -> int:
        """The sum of all lines."""
        return sum(one.line.yen for one in self.lines())


def extract(
    book: Book,
    *,
    quarter: Quarter | None = None,
    year: int | None = None,
    towns: frozenset[str] = frozenset(),
) -> Extract:
    """Choose from the book: a quarter with its corrections, a fiscal year with its settlement, or all of it."""
    runs = tuple(
        entry
        for entry in book.runs
        if (quarter is None or (entry.run.number and entry.quarter == quarter))
        and year in (None, entry.run.fiscal_year)
    )
    return Extract(runs, towns, book.head)
