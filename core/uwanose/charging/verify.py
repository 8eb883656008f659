"""Owns the proof of the book: each closed line recomputed from the book's own factors, all sums, and what is pending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.calendar import calendar_findings
from uwanose.charging.completeness import completeness_findings, header_findings
from uwanose.charging.compose import totals_of
from uwanose.charging.differences import Difference, differences
from uwanose.charging.division import Division, divide
from uwanose.charging.due import UNION, Group
from uwanose.charging.reading import scan_book
from uwanose.charging.records import BookRun, CostRecord, Header, LineRecord
from uwanose.charging.runs import RunKind
from uwanose.charging.working_out import due_of
from uwanose.errors import Finding, Place, sort_findings
from uwanose.layers.model import Profile, Rank
from uwanose.money import format_yen

__all__ = ["Verification", "verify", "verify_book"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was proven. ``breaks`` is empty when the book is whole; the other three never are breaks.

    ``pending`` is today's due less the book; ``unrecorded`` are months of an adoption without a line yet, at 0 yen;
    ``warnings`` say which quarters became another year's money.
    """

    book: Book
    breaks: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    pending: tuple[Difference, ...]
    unrecorded: tuple[Difference, ...]
    lines: int

    @property
    def whole(self) -> bool:
        """Whether every line of the book stands."""
        return not self.breaks


def verify(folder: Path, profile: Profile | None = None, shown: str = "") -> Verification:
    """Prove the book from itself alone; with a profile, list as well what today's register would correct."""
    book, findings = scan_book(folder, shown)
    # a changed line makes later sums wrong: only a header that does not fit tells no more than that there is a break
    located = any(finding.place and finding.place.line > 1 for finding in findings)
    breaks = tuple(sort_findings([*findings, *(() if located else verify_book(book))]))
    waiting: tuple[Difference, ...] = ()
    if not breaks and profile is not None:
        waiting = differences(due_of(Basis(profile), book).groups, book)
    return Verification(
        book=book,
        breaks=breaks,
        warnings=tuple(_warnings(book)),
        pending=tuple(entry for entry in waiting if entry.yen),
        unrecorded=tuple(entry for entry in waiting if not entry.yen),
        lines=sum(len(entry.lines) for entry in book.runs),
    )


def _warnings(book: Book) -> Iterator[Finding]:
    for entry in book.runs:
        if entry.run.kind is RunKind.CLOSE:
            for finding in calendar_findings(entry.header):
                yield replace(finding, place=Place(entry.file, 1, 1))


def verify_book(book: Book) -> Iterator[Finding]:
    """Yield every line that does not follow from its own factors and the lines before it, and every wrong sum."""
    charged: dict[Group, Counter[str]] = {}
    latest: dict[Group, tuple[BookRun, CostRecord, Division | None]] = {}
    divide_once = _Divisions()
    for entry in book.runs:
        divisions = {number: divide_once.of(entry.header, cost) for number, cost in entry.costs.items()}
        for number, cost in entry.costs.items():
            latest[cost.group] = (entry, cost, divisions[number])
            yield from _check_cost(entry, cost, divisions[number])
        for line in entry.lines:
            before = charged.setdefault(line.key.group, Counter())
            yield from _check_line(entry, line, divisions.get(line.cost), before[line.municipality])
            yield from _check_adoption(entry, line)
            before[line.municipality] += line.yen
        if entry.totals != totals_of(entry.lines):
            yield _sum_finding(
                entry, len(entry.costs) + len(entry.lines) + 2, "合計の行", "the totals", entry.totals.yen
            )
        yield from header_findings(entry)
        yield from completeness_findings(entry)
    yield from _check_groups(latest, charged)


class _Divisions:
    """Divides each cost by its header's formula and figures; alike costs of one run are divided once."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Division | None] = {}

    def of(self, header: Header, cost: CostRecord) -> Division | None:
        """Return the division of a cost, None when it cannot be made."""
        payers = (cost.payers, cost.before, cost.only)
        key = (header.sequence, cost.amount.yen, cost.formula, cost.before_formula, *payers)
        if key not in self._known:
            self._known[key] = _division(header, cost)
        return self._known[key]


def _division(header: Header, cost: CostRecord) -> Division | None:
    """Return the division of a cost by the header's formula and figures, None when it cannot be made."""
    formula = header.formulas.get(cost.formula)
    earlier = header.formulas.get(cost.before_formula or cost.formula)
    if formula is None or earlier is None:
        return None
    figures = {name: record.values for name, record in header.figures.items()}
    try:
        return divide(
            cost.amount.yen,
            formula.terms,
            formula.remainder,
            formula.order,
            figures,
            cost.payers,
            cost.before,
            cost.only,
            earlier.terms,
        )
    except (ValueError, ZeroDivisionError):
        return None


def _check_cost(entry: BookRun, cost: CostRecord, division: Division | None) -> Iterator[Finding]:
    if division is None:
        yield _line_finding(
            entry,
            cost.number,
            "算定式・基礎数値から負担割合を計算できません",
            "its weights cannot be computed",
        )
    elif cost.total != cost.amount.yen:
        yield _line_finding(
            entry,
            cost.number,
            f"月の額は {format_yen(cost.amount.yen)} のはずが {format_yen(cost.total)} です",
            f"the month's amount should be {cost.amount.yen:,} yen, not {cost.total:,}",
        )
    elif (cost.odd, cost.rest) != (division.odd, division.rest):
        yield _line_finding(
            entry,
            cost.number,
            "端数の配り方が算定式と合いません",
            "the remainder was not given out by the formula",
        )


def _check_line(
    entry: BookRun, line: LineRecord, division: Division | None, charged: int
) -> Iterator[Finding]:
    town = line.municipality
    due, share, odd = 0, Fraction(0), False
    if division is not None:
        rest = division.rest if town == UNION else 0
        due = division.yen.get(town, rest)
        share, odd = division.share.get(town, Fraction(0)), town in division.odd
    if (line.due, line.share, line.odd) != (due, share, odd):
        yield _line_finding(
            entry,
            line.number,
            f"負担すべき額は {format_yen(due)} のはずが {format_yen(line.due)} です",
            f"{due:,} yen are due, not {line.due:,}",
        )
    elif line.closed != charged:
        yield _line_finding(
            entry,
            line.number,
            f"調定済みの額は {format_yen(charged)} のはずが {format_yen(line.closed)} です",
            f"{charged:,} yen were closed before, not {line.closed:,}",
        )
    elif line.yen != line.due - line.closed:
        expected = line.due - line.closed
        yield _line_finding(
            entry,
            line.number,
            f"調定額は {format_yen(expected)} のはずが {format_yen(line.yen)} です",
            f"{expected:,} yen should be charged, not {line.yen:,}",
        )


def _check_adoption(entry: BookRun, line: LineRecord) -> Iterator[Finding]:
    """A town pays for a town customization only because of its own adoption, by its own consent."""
    if line.layer is not Rank.TOWN or line.due == 0 or line.municipality == UNION:
        return
    record = entry.header.customizations.get(line.key.customization)
    if record is None or not record.adopted_by(line.municipality):
        yield Finding(
            code="C125",
            place=Place(entry.file, line.number, 1),
            scope="register",
            ja=f"{entry.name_of(line.municipality)}は {line.key.customization} を採用していないのに、負担額 {format_yen(line.due)} があります。",
            en=f"{line.municipality} is charged {line.due:,} yen for {line.key.customization}, which it has not adopted.",
            remedy_ja="調定簿を元のファイルに戻してください。元のファイルも同じなら、プログラムの誤りとして報告してください。",
            remedy_en="Restore the file of the book; if the original is the same, report it as a fault of the program.",
        )


def _check_groups(
    latest: dict[Group, tuple[BookRun, CostRecord, Division | None]],
    charged: Mapping[Group, Mapping[str, int]],
) -> Iterator[Finding]:
    """The charges of each cost, corrections included, make exactly its latest division."""
    for group, (entry, cost, division) in latest.items():
        if division is None:
            continue
        expected = dict(division.yen) | ({UNION: division.rest} if division.rest else {})
        found = charged.get(group, {})
        towns = expected.keys() | found.keys()
        gone = not any(
            found.values()
        )  # the cost was struck from the register afterwards and all was given back
        if not gone and any(expected.get(town, 0) != found.get(town, 0) for town in towns):
            what = f"{cost.customization} {cost.label} {cost.month}"
            yield _sum_finding(entry, cost.number, what, what, sum(found.values()))


def _line_finding(entry: BookRun, number: int, ja: str, en: str) -> Finding:
    return Finding(
        code="C123",
        place=Place(entry.file, number, 1),
        scope="register",
        ja=f"{entry.run.label_ja}のこの行は、調定簿にある算定の要素から計算し直した額と合いません。{ja}。",
        en=f"This line of {entry.run} does not follow from the factors in the book: {en}.",
        remedy_ja="調定簿を元のファイルに戻してください（git の履歴か控え）。",
        remedy_en="Restore the file of the book (from git or a copy).",
    )


def _sum_finding(entry: BookRun, number: int, ja: str, en: str, found: int) -> Finding:
    return Finding(
        code="C124",
        place=Place(entry.file, number, 1),
        scope="register",
        ja=f"{ja}: 明細の合計（{format_yen(found)}）が費用の額と合いません。",
        en=f"{en}: the lines add up to {found:,} yen, which is not the cost.",
        remedy_ja="調定簿を元のファイルに戻してください（git の履歴か控え）。",
        remedy_en="Restore the file of the book (from git or a copy).",
    )
