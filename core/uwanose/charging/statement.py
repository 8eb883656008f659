"""Owns statements (負担金納入通知書 and its 算定内訳書): what one town is told, taken from one run of the book alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from uwanose.charging.book import Book
from uwanose.charging.due import UNION
from uwanose.charging.monthly_cost import Nature
from uwanose.charging.records import (
    BookRun,
    CostRecord,
    Facts,
    FiguresRecord,
    FormulaRecord,
    Header,
    Kind,
    LineRecord,
)
from uwanose.charging.runs import Run, RunKind
from uwanose.charging.shares import instalments
from uwanose.dates import Month
from uwanose.errors import UnknownName, nearest
from uwanose.layers.model import Rank

__all__ = ["OthersOwnCost", "Statement", "StatementRow", "find_statement", "statement_of", "statements"]

CHARGE = ""
_MARKS = {
    "old_year_until_0531": "減旧",
    "past_year": "還",
    "settlement": "精還",
}  # of refunds that are booked apart
_REFUND = "減"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One line of the derivation: one cost over the months in which it is shared alike.

    ``total`` is what all payers together bear of it, ``yen`` what this town is charged (or, negative, given back).
    """

    layer: Rank
    customization: str
    title: str
    illustrative: str
    label: str
    kind: Kind
    nature: Nature
    months: tuple[Month, ...]
    total: int
    formula: str
    share: Fraction
    payers: int
    yen: int
    reason: str
    note: str
    route: str
    references: tuple[str, ...]
    lines: tuple[int, ...]  # their numbers in the file of the book


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersOwnCost:
    """The proof that a town bears nothing of what other towns want for themselves.

    ``customizations`` are those of the quarter that are own cost (個別経費) of others only; ``yen`` is what they are
    charged in all, ``borne`` what is due from this town among them.
    """

    customizations: tuple[str, ...]
    yen: int
    borne: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One paper for one town. A charge and a refund are papers of their own, never netted (地方自治法210条).

    Refunds that the law books apart (戻出, 過年度支出, 精算還付) have papers of their own too. ``siblings`` are the numbers
    of the town's other papers of the run; ``instalments`` is how the amount is paid, one entry when it is paid at once.
    """

    number: str
    refund: bool
    municipality: str
    name: str
    code: str
    run: Run
    revenue_year: int
    issued_on: date | None  # None in a draft
    due_date: date | None
    instalments: tuple[tuple[date | None, int], ...]
    document: str
    reason: str
    union: str
    payee: str
    siblings: tuple[str, ...]
    rows: tuple[StatementRow, ...]
    total: int
    net: int  # of all papers of the run, for information
    others: OthersOwnCost
    formulas: dict[str, FormulaRecord]
    figures: dict[str, FiguresRecord]
    facts: Facts
    head: str

    @property
    def shared_rows(self) -> tuple[StatementRow, ...]:
        """The rows of shared cost (共通経費)."""
        return tuple(row for row in self.rows if row.layer is Rank.PREFECTURE)

    @property
    def own_rows(self) -> tuple[StatementRow, ...]:
        """The rows of own cost (個別経費)."""
        return tuple(row for row in self.rows if row.layer is not Rank.PREFECTURE)

    @property
    def illustrative(self) -> bool:
        """Whether any of its figures is invented for the sample."""
        return any(row.illustrative for row in self.rows)


def statements(entry: BookRun) -> tuple[Statement, ...]:
    """Return every paper of a run, written or drafted, in the published order; refunds follow their charge.

    Their totals and what the floor rule leaves with the union make the total of the run. A correction or settlement
    has papers only for towns whose amount changes.
    """
    papers = []
    for town in entry.header.municipalities:
        by_mark: dict[str, list[LineRecord]] = {}
        for line in entry.lines_of(town):
            by_mark.setdefault(_mark(line), []).append(line)
        if entry.run.kind is not RunKind.CLOSE:
            by_mark = {mark: lines for mark, lines in by_mark.items() if any(line.yen for line in lines)}
        elif by_mark:
            by_mark.setdefault(CHARGE, [])
        marks = sorted(by_mark)
        papers += [_statement(entry, town, mark, marks, by_mark[mark]) for mark in marks]
    return tuple(papers)


def _mark(line: LineRecord) -> str:
    """Return which paper a line stands on: empty for the charge, else the mark of a refund."""
    return CHARGE if line.yen >= 0 else _MARKS.get(line.route, _REFUND)


def statement_of(entry: BookRun, municipality: str) -> tuple[Statement, ...]:
    """Return the papers of one town."""
    return tuple(paper for paper in statements(entry) if paper.municipality == municipality)


def find_statement(book: Book, number: str) -> Statement:
    """Return the paper that bears a number. Raises UnknownName with the nearest numbers."""
    papers = {paper.number: paper for entry in book.runs for paper in statements(entry)}
    if number not in papers:
        raise UnknownName("負担金納入通知書", "statement", number, nearest(number, papers, 3))
    return papers[number]


def _statement(
    entry: BookRun, town: str, mark: str, marks: Sequence[str], lines: Sequence[LineRecord]
) -> Statement:
    header = entry.header
    name, code = header.municipalities[town]
    rows = _rows(entry, lines)
    used = {row.formula for row in rows if row.formula}
    used |= {entry.costs[line.cost].before_formula for line in lines if line.cost}
    formulas = {key: record for key, record in header.formulas.items() if key in used}
    bases = {term.basis for record in formulas.values() for term in record.terms}
    number, total = entry.statement_number(town), sum(row.yen for row in rows)
    return Statement(
        number=number + mark,
        refund=mark != CHARGE,
        municipality=town,
        name=name,
        code=code,
        run=entry.run,
        revenue_year=entry.run.fiscal_year if mark == "減旧" else header.revenue_year,
        issued_on=header.closed_on,
        due_date=None if mark else header.due_date,
        instalments=() if mark else _instalments(header, total),
        document=header.document,
        reason=header.reason,
        union=header.union,
        payee=header.payee,
        siblings=tuple(number + other for other in marks if other != mark),
        rows=rows,
        total=total,
        net=sum(line.yen for line in entry.lines_of(town)),
        others=_others(entry, town),
        formulas=formulas,
        figures={key: record for key, record in header.figures.items() if key in bases},
        facts=header.facts,
        head=entry.head,
    )


def _instalments(header: Header, total: int) -> tuple[tuple[date | None, int], ...]:
    """Return on which days how much is paid: by the highest threshold that the amount exceeds, else at once."""
    reached = [one for one in header.instalments if total > one.above]
    if not reached:
        return ((header.due_date, total),)
    days = max(reached).due_dates
    return tuple(zip(days, instalments(total, len(days)), strict=True))


def _rows(entry: BookRun, lines: Iterable[LineRecord]) -> tuple[StatementRow, ...]:
    alike: dict[tuple[object, ...], list[LineRecord]] = {}
    for line in lines:
        cost = entry.costs.get(line.cost)
        same = (
            line.key.customization,
            line.key.cost_item,
            line.key.nature,
            line.layer,
            line.kind,
            line.share,
        )
        factors = (cost.formula, len(cost.payers)) if cost else ()
        alike.setdefault((*same, line.reason, line.route, *factors), []).append(line)
    rows = (_row(entry, group) for group in alike.values())
    return tuple(sorted(rows, key=lambda row: (row.layer is not Rank.PREFECTURE, row.lines)))


def _row(entry: BookRun, lines: list[LineRecord]) -> StatementRow:
    first = lines[0]
    record = entry.header.customizations[first.key.customization]
    costs = [entry.costs[line.cost] for line in lines if line.cost]
    cost: CostRecord | None = costs[0] if costs else None
    return StatementRow(
        layer=first.layer,
        customization=first.key.customization,
        title=record.title,
        illustrative=record.illustrative,
        label=cost.label if cost else "" if first.key.nature is Nature.NONE else first.key.cost_item,
        kind=first.kind,
        nature=first.key.nature,
        months=tuple(line.key.month for line in lines),
        total=sum(cost.total for cost in costs),
        formula=cost.formula if cost else "",
        share=first.share,
        payers=len(cost.payers) if cost else 0,
        yen=sum(line.yen for line in lines),
        reason=first.reason,
        note=first.note,
        route=first.route,
        references=tuple(str(line.ref) for line in lines if line.ref),
        lines=tuple(line.number for line in lines),
    )


def _others(entry: BookRun, town: str) -> OthersOwnCost:
    own_cost = [line for line in entry.lines if line.layer is Rank.TOWN and line.municipality != UNION]
    adopters: dict[str, set[str]] = {}
    for line in own_cost:
        record = entry.header.customizations[line.key.customization]
        adopters[line.key.customization] = {adoption.municipality for adoption in record.adoptions}
    foreign = sorted(name for name, towns in adopters.items() if town not in towns)
    charged = [line for line in own_cost if line.key.customization in foreign]
    return OthersOwnCost(
        customizations=tuple(foreign),
        yen=sum(line.yen for line in charged),
        borne=sum(line.due for line in charged if line.municipality == town),
    )
