"""Owns the findings about the calendar of runs: the order of quarters, the due date, the year the money belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from uwanose.charging.book import Book, file_name
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import BookRun, Header
from uwanose.charging.runs import Run
from uwanose.dates import era_year, fiscal_year_start
from uwanose.errors import Finding, Place, Severity
from uwanose.layers.model import Profile

__all__ = ["calendar_findings", "day_findings", "first_findings", "order_findings", "unsettled_findings"]


def order_findings(book: Book, quarter: Quarter, on: date | None) -> Iterator[Finding]:
    """Yield what stands against closing a quarter now: another one comes first, or the day lies before the last close."""
    if on is not None and on < fiscal_year_start(quarter.fiscal_year):
        yield _before_its_year(quarter, on)
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


def first_findings(profile: Profile, book: Book, run: Run) -> Iterator[Finding]:
    """Yield that a book cannot begin before anything in the register costs anything: only the next quarter could follow."""
    starts = [cost.start for entry in profile.customizations.values() for cost in entry.costs if cost.start]
    quarter = run.quarter
    if book.last is None and starts and quarter.months[-1] < min(starts):
        first = Quarter.of(min(starts))
        yield Finding(
            code="C136",
            place=Place(file_name(run)),
            scope="register",
            ja=f"{quarter.label_ja}（{quarter}）は、台帳の最初の費用が始まる {min(starts)} より前です。"
            "調定簿は最初の期から1期ずつ続くので、この期からは始められません。",
            en=f"{quarter} lies before {min(starts)}, when the first cost of the register starts. A book goes on quarter by "
            "quarter from the first one closed, so it cannot begin there.",
            remedy_ja=f"期の年度を確かめてください（{first} 以後の期から始められます）。",
            remedy_en=f"See whether the year is right; a book can begin from {first} on.",
        )


def _before_its_year(quarter: Quarter, on: date) -> Finding:
    first, year = fiscal_year_start(quarter.fiscal_year), era_year(quarter.fiscal_year)
    return Finding(
        code="C135",
        place=Place(f"{quarter}.jsonl"),
        scope="register",
        ja=f"調定日 {on} が、{quarter.label_ja}（{quarter}）の会計年度が始まる {first} より前です（地方自治法第208条）。",
        en=f"The closing day {on} lies before {first}, when the fiscal year of {quarter} begins (Local Autonomy Act art. 208).",
        remedy_ja=f"期の年度（{year}）と --on のどちらが正しいか確かめてください。年度の前に町村へ知らせるには、算定案（uwanose charge draft {quarter}）を渡し、{first} に調定してください。",
        remedy_en=f"See which is right, the year of the quarter or --on. To tell the towns before the year begins, hand out the draft (uwanose charge draft {quarter}) and close on {first}.",
    )


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
