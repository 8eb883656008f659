"""Owns the double-entry journal: one balanced transaction for each paper, in a text that hledger and Beancount both read.

The common ground of the two: ``open`` directives are transactions without postings to hledger, accounts begin with one of
the five English roots and each part with a capital, facts stand in comments. Charges, refunds, shared and own cost are
accounts of their own, so nothing is netted (総計予算主義, 地方自治法第210条).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from uwanose.charging.due import UNION
from uwanose.charging.records import BookRun, LineRecord
from uwanose.charging.statement import Statement
from uwanose.documents.exports.extract import Extract
from uwanose.layers.model import Rank

__all__ = ["ledger"]

_CURRENCY = "JPY"
_REFUNDS = {"past_year": "Expenses:PastYearRefunds", "settlement": "Expenses:SettlementRefunds"}
_REDUCTIONS = "Income:Reductions"  # 減額調定・戻出: takes back revenue of the year
_BURDEN = "Income:Burden"
_RECEIVABLE = "Assets:Receivable"
_PAYABLE = "Liabilities:Refunds"
_UNION = "Expenses:BorneByUnion"

Posting = tuple[str, int]


def ledger(extract: Extract) -> bytes:
    """Return the journal of an extract. An extract without runs gives its heading alone."""
    transactions = [text for entry in extract.runs for text in _run(extract, entry)]
    accounts = sorted({account for _, postings in transactions for account, _ in postings})
    heading = _heading(extract)
    opened = _first_day(extract.runs)
    opens = [f"{opened} open {account} {_CURRENCY}" for account in accounts]
    blocks = [
        *heading,
        "",
        *opens,
        *(line for head, postings in transactions for line in _written(head, postings)),
    ]
    return ("\n".join(blocks) + "\n").encode()


def _heading(extract: Extract) -> Iterator[str]:
    yield "; カスタマイズに係る負担金の仕訳帳 / Journal of the burden of customizations"
    yield f"; 調定簿の最後の行 / head of the book: {extract.head}"
    for entry in extract.runs:
        yield f"; {entry.run}: {entry.totals.lines} lines, {entry.totals.yen} {_CURRENCY}, {entry.head}"
    if extract.municipalities:
        yield f"; この町村だけ / only: {', '.join(sorted(extract.municipalities))}"
    yield f"; 借方 {_RECEIVABLE}: 町村への調定額、貸方 {_PAYABLE}: 町村へ還付する額（差し引きしない）"
    yield f"; {_BURDEN}:Shared 共通経費、{_BURDEN}:Own 個別経費、{_REDUCTIONS} 減額、{', '.join(_REFUNDS.values())} 歳出からの還付"
    yield "; hledger -f FILE check / bean-check FILE"


def _first_day(runs: Iterable[BookRun]) -> date:
    return min((entry.header.closed_on for entry in runs if entry.header.closed_on), default=date.min)


def _run(extract: Extract, entry: BookRun) -> Iterator[tuple[tuple[str, ...], list[Posting]]]:
    by_number = {line.number: line for line in entry.lines}
    day = entry.header.closed_on
    for paper in extract.papers[entry.run]:
        lines = [by_number[number] for row in paper.rows for number in row.lines]
        postings = list(_paper(paper, lines))
        subject = f"{paper.number} {paper.run.label_ja}"
        if not postings:  # every line is a reasoned zero
            yield ("", f"; {day} {paper.number} {paper.name} 0 {_CURRENCY}"), []
            continue
        yield _head(entry, day, paper.name, subject), postings
    if rest := [line for line in extract.borne_by_union(entry) if line.yen]:
        yield _head(entry, day, entry.name_of(UNION), f"{entry.run.label_ja} 端数"), _rest(rest)


def _head(entry: BookRun, day: date | None, payee: str, subject: str) -> tuple[str, ...]:
    header = entry.header
    return (
        "",
        f'{day} * "{_quoted(payee)}" "{_quoted(subject)}" ^{entry.run}',
        f"    ; 文書 {_one_line(header.document)}　所属年度 {header.revenue_year}　調定簿 {entry.head}",
    )


def _paper(paper: Statement, lines: Iterable[LineRecord]) -> Iterator[Posting]:
    """Yield the postings of a paper: the town's account, and what it is for, customization by customization."""
    against: dict[str, int] = {}
    for line in lines:
        account = f"{_of(line)}:{_kind(line)}"
        against[account] = against.get(account, 0) + line.yen
    sums = {account: yen for account, yen in against.items() if yen}
    if sums:
        yield f"{_PAYABLE if paper.refund else _RECEIVABLE}:{_part(paper.municipality)}", sum(sums.values())
    yield from _credited(sums)


def _rest(lines: Iterable[LineRecord]) -> list[Posting]:
    """Return what stays with the union, line by line: it is written on no paper."""
    return [
        posting for line in lines for posting in ((_UNION, line.yen), (f"{_BURDEN}:{_kind(line)}", -line.yen))
    ]


def _of(line: LineRecord) -> str:
    return _BURDEN if line.yen >= 0 else _REFUNDS.get(line.route, _REDUCTIONS)


def _kind(line: LineRecord) -> str:
    kind = "Shared" if line.layer is Rank.PREFECTURE else "Own"
    return f"{kind}:{_part(line.key.customization)}"


def _credited(sums: Mapping[str, int]) -> Iterator[Posting]:
    for account in sorted(sums):
        yield account, -sums[account]


def _part(name: str) -> str:
    """Return an identifier as a part of an account: a capital first, then letters, digits and hyphens."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in name)
    return kept[:1].upper() + kept[1:]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """Return a text for between quotation marks; a semicolon or a bar would end it for hledger."""
    return _one_line(text).translate({ord('"'): "”", ord("\\"): "＼", ord(";"): "；", ord("|"): "｜"})


def _written(head: Iterable[str], postings: Iterable[Posting]) -> Iterator[str]:
    yield from head
    for account, yen in postings:
        yield f"    {account:<44} {yen:>12} {_CURRENCY}"
