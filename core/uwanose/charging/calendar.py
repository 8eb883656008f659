"""Owns the findings about the calendar of runs: the order of quarters, the due date, the year the money belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from uwanose.charging.book import Book
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import BookRun, Header
from uwanose.charging.runs import Run
from uwanose.dates import era_year
from uwanose.errors import Finding, Place, Severity

__all__ = ["calendar_findings", "day_findings", "order_findings", "unsettled_findings"]


def order_findings(book: Book, quarter: Quarter, on: date | None) -> Iterator[Finding]:
    """Yield what stands against closing a quarter now: another one comes first, or the day lies before the last close."""
    last = book.last
    if last is None:
        return
    place = Place(last.file)
    if quarter != last.quarter.next:
        expected = last.quarter.next
        yield Finding(
            code="C110",
            place=place,
            scope="register",
            ja=f"{quarter.label_ja}（{quarter}）は調定できません。調定簿は {last.quarter} まであり、次は {expected} です。",
            en=f"{quarter} cannot be closed: the book ends with {last.quarter}, the next quarter is {expected}.",
            remedy_ja=f"先に uwanose charge close {expected} を行ってください。",
            remedy_en=f"First run: uwanose charge close {expected}",
        )
    yield from day_findings(book, on)


def day_findings(book: Book, on: date | None) -> Iterator[Finding]:
    """Yield that a day lies before the run written last."""
    if not book.runs or on is None:
        return
    last = book.runs[-1]
    closed_on = last.header.closed_on
    if closed_on is not None and on < closed_on:
        yield Finding(
            code="C112",
            place=Place(last.file),
            scope="register",
            ja=f"調定日 {on} が、前の調定（{last.run}）の日 {closed_on} より前です。",
            en=f"The closing day {on} lies before that of {last.run}, {closed_on}.",
            remedy_ja=f"--on に {closed_on} 以後の日を指定してください。",
            remedy_en=f"Give a day from {closed_on} on with --on.",
        )


def unsettled_findings(book: Book, entry: BookRun) -> Iterator[Finding]:
    """Yield a warning when a quarter takes in differences of a former year that could still be settled."""
    years = sorted(
        {
            line.key.month.fiscal_year
            for line in entry.lines
            if line.yen and line.key.month.fiscal_year < entry.run.fiscal_year
        }
    )
    for year in years:
        if book.get(Run.settlement(year)):
            continue
        yen = sum(line.yen for line in entry.lines if line.key.month.fiscal_year == year)
        yield Finding(
            code="C132",
            severity=Severity.WARNING,
            place=Place(entry.file),
            scope="register",
            ja=f"{era_year(year)}の月の差額（差し引き {yen:,}円）が、この期に入ります。{era_year(year)}はまだ精算していません。",
            en=f"Differences of fiscal year {year} ({yen:,} yen in all) fall into this quarter; that year is not settled yet.",
            remedy_ja=f"精算として別の通知書にするなら、先に uwanose charge settle {year} を行ってください。",
            remedy_en=f"To give them notices of their own, first run: uwanose charge settle {year}",
        )


def calendar_findings(header: Header) -> Iterator[Finding]:
    """Yield a warning when the money belongs to another year than its quarter, or the due date has passed."""
    quarter, on, due = header.run.quarter, header.closed_on, header.due_date
    place = Place(f"{quarter}.jsonl")
    if on is None and quarter.number == 4:
        yield _last_quarter(quarter, place)
    if on is not None and header.revenue_year != quarter.fiscal_year:
        wrong, right = era_year(quarter.fiscal_year), era_year(header.revenue_year)
        yield Finding(
            code="C113",
            severity=Severity.WARNING,
            place=place,
            scope="register",
            ja=f"{quarter.label_ja}を {on} に調定・通知すると、{wrong}ではなく{right}の歳入になります"
            f"（地方自治法施行令第142条。納期限 {due or '定めなし'}）。",
            en=f"{quarter}, notified on {on}, is revenue of fiscal year {header.revenue_year}, not {quarter.fiscal_year}"
            f" (Local Autonomy Act Enforcement Order art. 142; due date {due or 'not fixed'}).",
            remedy_ja=f"{wrong}の歳入とするには、{quarter.fiscal_year + 1}-03-31 までに調定し通知してください（実績との差は後の期で調整されます）。",
            remedy_en=f"To be revenue of {quarter.fiscal_year}, close and notify by {quarter.fiscal_year + 1}-03-31; actual amounts are corrected later.",
        )
    if on is not None and due is not None and due < on:
        yield Finding(
            code="C114",
            severity=Severity.WARNING,
            place=place,
            scope="register",
            ja=f"納期限 {due} が調定日 {on} より前です。",
            en=f"The due date {due} lies before the closing day {on}.",
            remedy_ja="納入通知書の納期限を確かめてください（consortium.yaml の due_dates）。",
            remedy_en="See due_dates in consortium.yaml before the notices go out.",
        )


def _last_quarter(quarter: Quarter, place: Place) -> Finding:
    last_day, year = f"{quarter.fiscal_year + 1}-03-31", era_year(quarter.fiscal_year)
    return Finding(
        code="C113",
        severity=Severity.NOTE,
        place=place,
        scope="register",
        ja=f"{quarter.label_ja}は、{last_day} までに調定し通知しないと{year}の歳入になりません（地方自治法施行令第142条）。",
        en=f"{quarter} becomes revenue of {quarter.fiscal_year} only if it is closed and notified by {last_day}"
        " (Local Autonomy Act Enforcement Order art. 142).",
        remedy_ja="調定日が決まっているときは --on で確かめられます。",
        remedy_en="Give the day of closing with --on to see which year it belongs to.",
    )
