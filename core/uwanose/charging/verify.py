"""Owns the proof of the book: each closed line recomputed from the book's own factors, all sums, and what is pending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from uwanose.charging.book import Book, scan_book
from uwanose.charging.closing import pending
from uwanose.charging.compose import totals_of
from uwanose.charging.differences import Difference
from uwanose.charging.division import Division, divide
from uwanose.charging.due import UNION, Group, Key
from uwanose.charging.records import BookQuarter, CostRecord, Header, LineRecord
from uwanose.errors import Finding, Place, Severity, sort_findings
from uwanose.layers.model import Profile, Rank
from uwanose.layers.wording import town_name
from uwanose.money import format_yen

__all__ = ["Verification", "pending_findings", "verify", "verify_book"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was proven. ``breaks`` is empty when the book is whole; ``pending`` never is a break."""

    book: Book
    breaks: tuple[Finding, ...]
    pending: tuple[Difference, ...]
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
    waiting = () if breaks or profile is None else pending(profile, book)
    return Verification(
        book=book, breaks=breaks, pending=waiting, lines=sum(len(entry.lines) for entry in book.quarters)
    )


def verify_book(book: Book) -> Iterator[Finding]:
    """Yield every line that does not follow from its own factors and the lines before it, and every wrong sum."""
    charged: Counter[Key] = Counter()
    latest: dict[Group, tuple[BookQuarter, CostRecord, Division | None]] = {}
    for entry in book.quarters:
        divisions = {number: _division(entry.header, cost) for number, cost in entry.costs.items()}
        for number, cost in entry.costs.items():
            latest[cost.group] = (entry, cost, divisions[number])
            yield from _check_cost(entry, cost, divisions[number])
        for line in entry.lines:
            yield from _check_line(entry, line, divisions.get(line.cost), charged[line.key])
            yield from _check_adoption(entry, line)
            charged[line.key] += line.yen
        if entry.totals != totals_of(entry.lines):
            yield _sum_finding(
                entry, len(entry.costs) + len(entry.lines) + 2, "合計の行", "the totals", entry.totals.yen
            )
    yield from _check_groups(latest, charged)


def _division(header: Header, cost: CostRecord) -> Division | None:
    """Return the division of a cost by the header's formula and figures, None when it cannot be made."""
    formula = header.formulas.get(cost.formula)
    if formula is None:
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
        )
    except (ValueError, ZeroDivisionError):
        return None


def _check_cost(entry: BookQuarter, cost: CostRecord, division: Division | None) -> Iterator[Finding]:
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
    entry: BookQuarter, line: LineRecord, division: Division | None, charged: int
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


def _check_adoption(entry: BookQuarter, line: LineRecord) -> Iterator[Finding]:
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
    latest: dict[Group, tuple[BookQuarter, CostRecord, Division | None]], charged: Counter[Key]
) -> Iterator[Finding]:
    """The charges of each cost, corrections included, make exactly its latest division."""
    by_group: dict[Group, dict[str, int]] = {}
    for key, yen in charged.items():
        by_group.setdefault(key.group, {})[key.municipality] = yen
    for group, (entry, cost, division) in latest.items():
        if division is None:
            continue
        expected = dict(division.yen) | ({UNION: division.rest} if division.rest else {})
        found = by_group.get(group, {})
        towns = expected.keys() | found.keys()
        gone = not any(
            found.values()
        )  # the cost was struck from the register afterwards and all was given back
        if not gone and any(expected.get(town, 0) != found.get(town, 0) for town in towns):
            what = f"{cost.customization} {cost.label} {cost.month}"
            yield _sum_finding(entry, cost.number, what, what, sum(found.values()))


def _line_finding(entry: BookQuarter, number: int, ja: str, en: str) -> Finding:
    return Finding(
        code="C123",
        place=Place(entry.file, number, 1),
        scope="register",
        ja=f"{entry.quarter.label_ja}のこの行は、調定簿にある算定の要素から計算し直した額と合いません。{ja}。",
        en=f"This line of {entry.quarter} does not follow from the factors in the book: {en}.",
        remedy_ja="調定簿を元のファイルに戻してください（git の履歴か控え）。",
        remedy_en="Restore the file of the book (from git or a copy).",
    )


def _sum_finding(entry: BookQuarter, number: int, ja: str, en: str, found: int) -> Finding:
    return Finding(
        code="C124",
        place=Place(entry.file, number, 1),
        scope="register",
        ja=f"{ja}: 明細の合計（{format_yen(found)}）が費用の額と合いません。",
        en=f"{en}: the lines add up to {found:,} yen, which is not the cost.",
        remedy_ja="調定簿を元のファイルに戻してください（git の履歴か控え）。",
        remedy_en="Restore the file of the book (from git or a copy).",
    )


def pending_findings(profile: Profile, waiting: tuple[Difference, ...]) -> tuple[Finding, ...]:
    """Return one note per customization that the next close will correct."""
    by_customization: dict[str, Counter[str]] = {}
    for entry in waiting:
        by_customization.setdefault(entry.key.customization, Counter())[entry.key.municipality] += entry.yen
    findings = []
    for name, towns in by_customization.items():
        shown = "、".join(f"{_payer(profile, town)} {format_yen(yen)}" for town, yen in towns.items())
        customization = profile.customizations.get(name)
        findings.append(
            Finding(
                code="C126",
                severity=Severity.NOTE,
                place=customization.place if customization else None,
                scope="register",
                ja=f"{name}: 調定後に台帳が変わり、調定済みの月に差額があります（{shown}）。",
                en=f"{name}: the register changed after closing; the closed months differ ("
                + ", ".join(f"{town} {yen:,}" for town, yen in towns.items())
                + ").",
                remedy_ja="次の期の調定で、変更調定として算定します。調定簿は正しいままです。",
                remedy_en="The next close charges the difference. The book itself is right.",
            )
        )
    return tuple(findings)


def _payer(profile: Profile, municipality: str) -> str:
    return "組合" if municipality == UNION else town_name(profile, municipality)
