"""Owns reading what was invoiced for upkeep, period by period: ``invoices: [{from, until, yen, on, document}]``."""

from __future__ import annotations

from collections.abc import Mapping

from uwanose.dates import Month
from uwanose.layers.model import Invoice
from uwanose.source.fields import Fields

__all__ = ["read_invoices"]


def read_invoices(
    row: Fields, start: Month | None, end: Month | None, settled: Mapping[int, int]
) -> tuple[Invoice, ...]:
    """Return the invoices of one recurring cost. ``start`` and ``end`` (not in) are those of the cost itself."""
    found: list[Invoice] = []
    for one in row.rows("invoices"):
        first, last = one.month("from"), one.month("until")
        for key in ("from", "until", "yen"):
            if not one.has(key):
                one.missing(key)
        yen, on, document = one.yen("yen", least=0), one.required_date("on"), one.required_text("document")
        one.done()
        if first is None or last is None or yen is None or on is None:
            continue
        invoice = Invoice(first=first, last=last, yen=yen, on=on, document=document, place=one.node.place)
        if _sound(one, invoice, start, end, settled) and not _twice(one, invoice, found):
            found.append(invoice)
    return tuple(found)


def _sound(
    row: Fields, invoice: Invoice, start: Month | None, end: Month | None, settled: Mapping[int, int]
) -> bool:
    """Tell whether an invoice is for months of one fiscal year in which the cost runs; report it otherwise."""
    first, last, year = invoice.first, invoice.last, invoice.first.fiscal_year
    if first > last or last.fiscal_year != year:
        row.report(
            "R170",
            row.place("until"),
            f"請求の期間 {first}〜{last} が1つの年度の中の月の順になっていません。",
            f"The months {first} to {last} are not, in their order, months of one fiscal year.",
            "until には最後の月を書いてください。年度をまたぐ請求は、年度ごとの行に分けてください。",
            "until is the last month. An invoice over two fiscal years is written as two rows.",
        )
        return False
    if (start and first < start) or (end and last >= end):
        row.report(
            "R171",
            row.place("from"),
            f"請求の期間 {first}〜{last} に、この費用のない月があります（費用は {start} から{f'、{end} の前の月まで' if end else ''}）。",
            f"The months {first} to {last} are not all months of this cost (from {start}{f', before {end}' if end else ''}).",
            "請求の期間か、費用の start・end を直してください。",
            "Correct the months of the invoice, or start and end of the cost.",
        )
        return False
    if year in settled:
        row.report(
            "R172",
            row.place("from"),
            f"{year}年度に支払った額が、settled と invoices の両方にあります。",
            f"What was paid in fiscal year {year} stands in both settled and invoices.",
            "どちらかを消してください。請求ごとに書くなら settled のその年度を消します。",
            "Remove one of them; to keep invoices, remove that year from settled.",
        )
        return False
    return True


def _twice(row: Fields, invoice: Invoice, others: list[Invoice]) -> bool:
    """Tell whether months are invoiced already; report it."""
    for other in others:
        if invoice.first <= other.last and other.first <= invoice.last:
            row.report(
                "R172",
                row.place("from"),
                f"請求の期間 {invoice.first}〜{invoice.last} が、{other.document} の {other.first}〜{other.last} と重なっています。",
                f"The months {invoice.first} to {invoice.last} are invoiced already by {other.document} ({other.first} to {other.last}).",
                "期間を直してください。請求を改めるときは、前の行の額と文書を書き換えます。",
                "Correct the months. For a corrected invoice, change yen and document of the former row.",
            )
            return True
    return False
