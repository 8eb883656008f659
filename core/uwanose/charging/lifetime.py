"""Owns what customizations cost in a fiscal year and over their life: closed, pending and still owed, payer by payer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.costs import begins, is_recurring
from uwanose.charging.due import UNION, DueLine, calculate
from uwanose.charging.records import LineRecord
from uwanose.dates import Month
from uwanose.layers.model import CostItem, Customization

__all__ = ["CostFigures", "CostSummary", "cost_summaries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFigures:
    """Yen of one payer, or of all. ``before_book + closed + pending + owed == life``.

    ``this_year``    due for the twelve months of the fiscal year.
    ``this_year_closed`` charged by the closed quarters of the fiscal year, corrections of earlier months included.
    ``before_book``  due for months before the first closed quarter: worked out from the register, charged elsewhere.
    ``closed``       charged by the book.
    ``pending``      today's due of the closed months less what the book charged.
    ``owed``         due after the last closed quarter: upkeep to the end of the fiscal year, one-offs to their end.
    """

    this_year: int = 0
    this_year_closed: int = 0
    before_book: int = 0
    closed: int = 0
    pending: int = 0
    owed: int = 0

    @property
    def life(self) -> int:
        """What it costs over its life, as far as the register knows it."""
        return self.before_book + self.closed + self.pending + self.owed


@dataclass(frozen=True, slots=True, kw_only=True)
class CostSummary:
    """The figures of one customization: in all, and per payer in the published order (the union's rest last)."""

    total: CostFigures
    payers: Mapping[str, CostFigures]


_NOTHING = CostSummary(total=CostFigures(), payers={})


def cost_summaries(basis: Basis, book: Book, fiscal_year: int) -> Mapping[str, CostSummary]:
    """Return the figures of every customization of the register, looked at from the end of a fiscal year."""
    last = Month(fiscal_year + 1, 3)
    horizon = max([last, *book.months])
    known = _lines(basis, horizon)
    found: dict[str, list[DueLine]] = {name: [] for name in basis.profile.customizations}
    for line in known:
        found[line.customization].append(line)
    charged: dict[str, list[tuple[bool, LineRecord]]] = {name: [] for name in found}
    for entry in book.runs:
        of_year = entry.run.fiscal_year == fiscal_year
        for record in entry.lines:
            charged.setdefault(record.key.customization, []).append((of_year, record))
    return {name: _summary(basis, book, fiscal_year, found.get(name, []), charged[name]) for name in charged}


def _lines(basis: Basis, horizon: Month) -> Iterable[DueLine]:
    """Return everything due from the first cost on: upkeep to the horizon, one-offs to their end."""
    spans = [
        span
        for customization in basis.profile.customizations.values()
        for item in customization.costs
        if (span := _span(item, customization))
    ]
    first = min([horizon, *(start for start, _ in spans)])
    end = max([horizon, *(last for _, last in spans)])
    months = [first + index for index in range(end - first + 1)]
    lines = calculate(basis, months, as_of=horizon).lines
    return (line for line in lines if line.month <= horizon or _is_one_off(line))


def _span(item: CostItem, customization: Customization) -> tuple[Month, Month] | None:
    first = begins(item, customization)
    if first is None:
        return None
    return first, first if is_recurring(item) else first + max(item.months or 1, 1)


def _is_one_off(line: DueLine) -> bool:
    return line.cost is not None and line.cost.cost_kind != "recurring"


def _summary(
    basis: Basis, book: Book, fiscal_year: int, due: list[DueLine], charged: list[tuple[bool, LineRecord]]
) -> CostSummary:
    if not due and not charged:
        return _NOTHING
    towns = {line.municipality for line in due} | {record.municipality for _, record in charged}
    payers = {
        town: _figures(
            book,
            fiscal_year,
            [line for line in due if line.municipality == town],
            [entry for entry in charged if entry[1].municipality == town],
        )
        for town in (*basis.profile.municipalities, UNION)
        if town in towns
    }
    return CostSummary(total=_figures(book, fiscal_year, due, charged), payers=payers)


def _figures(
    book: Book, fiscal_year: int, due: list[DueLine], charged: list[tuple[bool, LineRecord]]
) -> CostFigures:
    in_book = frozenset(book.months)
    begin = min(in_book) if in_book else Month(fiscal_year, 4)
    closed = sum(record.yen for _, record in charged)
    return CostFigures(
        this_year=sum(line.yen for line in due if line.month.fiscal_year == fiscal_year),
        this_year_closed=sum(record.yen for of_year, record in charged if of_year),
        before_book=sum(line.yen for line in due if line.month < begin),
        closed=closed,
        pending=sum(line.yen for line in due if line.month in in_book) - closed,
        owed=sum(line.yen for line in due if line.month >= begin and line.month not in in_book),
    )
