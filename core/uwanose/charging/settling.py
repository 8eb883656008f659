"""Owns the settlement (精算) of a fiscal year: the same due-function on actual amounts, less what the book has charged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.calendar import day_findings
from uwanose.charging.closing import already_written
from uwanose.charging.costs import held_months, is_recurring
from uwanose.charging.due import Due
from uwanose.charging.heading import RunOrder
from uwanose.charging.posting import Posted, post
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import Facts
from uwanose.charging.runs import Run
from uwanose.charging.upkeep import invoices_of, paid_for
from uwanose.charging.working_out import Draft, due_of, work_out
from uwanose.dates import Month, era_year
from uwanose.errors import Finding, Place, Refused, Severity
from uwanose.layers.model import CostItem, Customization, Invoice, Profile

__all__ = ["draft_settlement", "settle"]


def draft_settlement(
    profile: Profile,
    book: Book,
    fiscal_year: int,
    *,
    order: RunOrder,
    rules: str,
    release: str = "",
) -> Draft:
    """Work the settlement of a year out. It needs the four closed quarters and the actual amount of every one-off.

    Raises Refused when a quarter is not closed. A year that is settled already is returned as it stands.
    """
    run = Run.settlement(fiscal_year)
    if entry := book.get(run):
        return Draft(entry=entry, content=b"", findings=(already_written(entry, order.on, order.document),))
    quarters = [Quarter(fiscal_year, number) for number in (1, 2, 3, 4)]
    if open_quarters := [quarter for quarter in quarters if not book.get(Run.close(quarter))]:
        raise Refused([_open_quarters(book, fiscal_year, open_quarters)])
    basis = Basis(profile)
    due = due_of(basis, book)
    return work_out(
        basis,
        book,
        run,
        order,
        Facts(register=profile.sha256, rules=rules, release=release),
        due=due,
        months=run.months,
        findings=(*day_findings(book, order.on), *_without_actual(basis, due, run.months)),
    )


def settle(
    folder: Path,
    profile: Profile,
    fiscal_year: int,
    *,
    on: date,
    document: str,
    due: date | None = None,
    rules: str,
    release: str = "",
    shown: str = "",
    cache: Path | None = None,
) -> Posted:
    """Write the settlement ``draft_settlement`` shows. Raises Refused as it does, and as ``post`` does."""
    order = RunOrder(on=on, document=document, reason=f"{era_year(fiscal_year)}の実績による精算", due=due)

    def drafted(book: Book) -> Draft:
        return draft_settlement(profile, book, fiscal_year, order=order, rules=rules, release=release)

    return post(folder, drafted, shown, cache)


def _without_actual(basis: Basis, due: Due, months: tuple[Month, ...]) -> Iterator[Finding]:
    """Yield the costs of the year that are still charged by an estimate."""
    of_year = {
        (entry.cost.customization, entry.cost.cost_item)
        for entry in due.groups
        if entry.cost and entry.cost.month in months
    }
    for customization in basis.profile.customizations.values():
        for item in customization.costs:
            if (customization.id, item.id) not in of_year:
                continue
            if is_recurring(item):
                year = months[0].fiscal_year
                held = held_months(basis, customization, item, year)
                if held and paid_for(item, held) is None:
                    yield _by_contract(customization, item, year, invoices_of(item, year))
            elif item.actual is None:
                yield _no_actual(customization, item)


def _open_quarters(book: Book, fiscal_year: int, quarters: list[Quarter]) -> Finding:
    names = "、".join(map(str, quarters))
    return Finding(
        code="C119",
        place=Place(book.last.file) if book.last else None,
        scope="register",
        ja=f"{era_year(fiscal_year)}は精算できません。調定していない期があります（{names}）。",
        en=f"Fiscal year {fiscal_year} cannot be settled: {names} not closed.",
        remedy_ja=f"先に uwanose charge close {quarters[0]} を行ってください。",
        remedy_en=f"First run: uwanose charge close {quarters[0]}",
    )


def _no_actual(customization: Customization, item: CostItem) -> Finding:
    return Finding(
        code="C130",
        place=item.place,
        scope="register",
        ja=f"{customization.id} {customization.title_ja} 費用 {item.id}: 実績額（actual）がないため、精算できません。",
        en=f"{customization.id} cost {item.id}: without its actual amount the year cannot be settled.",
        remedy_ja=f"請求書の額を記録してください（見積額どおりでも記録します）: uwanose customization invoice {customization.id} --item {item.id} --amount 金額 --on 日付 --document 請求番号",
        remedy_en=f"Record the invoice, even when it equals the quote: uwanose customization invoice {customization.id} --item {item.id} --amount YEN --on DATE --document NUMBER",
    )


def _by_contract(
    customization: Customization, item: CostItem, fiscal_year: int, invoices: tuple[Invoice, ...]
) -> Finding:
    some = sum(len(one.months) for one in invoices)
    ja = f"請求は{some}か月分しかないので、" if some else ""
    en = f"invoices cover {some} months only; " if some else ""
    return Finding(
        code="C131",
        severity=Severity.NOTE,
        place=item.place,
        scope="register",
        ja=f"{customization.id} {customization.title_ja} 費用 {item.id}: {ja}年額（yearly）どおりに支払ったものとして精算します。",
        en=f"{customization.id} cost {item.id}: {en}it is settled by its yearly amount.",
        remedy_ja=f"支払った額が違うときは、請求を記録してください: uwanose customization invoice {customization.id} --item {item.id} --amount 金額 --from 月 --until 月 --on 日付 --document 請求番号",
        remedy_en=f"If another amount was paid, record the invoices: uwanose customization invoice {customization.id} --item {item.id} --amount YEN --from MONTH --until MONTH --on DATE --document NUMBER",
    )
