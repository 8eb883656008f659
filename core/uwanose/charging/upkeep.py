"""Owns what upkeep costs in a month: a twelfth of its yearly amount, or its part of what was paid for the fiscal year."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from uwanose.charging.shares import Slice
from uwanose.dates import Month
from uwanose.layers.model import CostItem, Invoice

__all__ = ["billed_months", "expected_for", "invoices_of", "is_billed", "paid_for", "twelfth"]


def twelfth(yearly: int, month: Month) -> Slice:
    """Return a month's part of a yearly amount, April first."""
    of_year = (month.month - 4) % 12
    return Slice(yearly, 12, of_year, of_year + 1)


def invoices_of(item: CostItem, fiscal_year: int) -> tuple[Invoice, ...]:
    """Return the invoices of a fiscal year, in the order of their months."""
    found = (one for one in item.invoices if one.first.fiscal_year == fiscal_year)
    return tuple(sorted(found, key=lambda one: one.first))


def billed_months(item: CostItem, fiscal_year: int) -> frozenset[Month]:
    """Return the months of a fiscal year that an invoice covers."""
    return frozenset(month for one in invoices_of(item, fiscal_year) for month in one.months)


def is_billed(item: CostItem, fiscal_year: int) -> bool:
    """Tell whether anything is known of what was paid for a fiscal year."""
    if not (item.settled or item.invoices):
        return False
    return fiscal_year in item.settled or bool(invoices_of(item, fiscal_year))


def paid_for(item: CostItem, months: Collection[Month]) -> int | None:
    """Return what was paid for the months of one fiscal year in which upkeep runs; None while a month has no invoice.

    ``settled`` says it for the whole year; otherwise the invoices do, once they cover every month.
    """
    year = next(iter(months)).fiscal_year
    if year in item.settled:
        return item.settled[year]
    if not billed_months(item, year).issuperset(months):
        return None
    return sum(one.yen for one in invoices_of(item, year))


def expected_for(item: CostItem, months: Sequence[Month]) -> int:
    """Return what the months of one fiscal year come to: what is billed, and twelfths for the months that are not."""
    paid = paid_for(item, months)
    if paid is not None:
        return paid
    year = months[0].fiscal_year
    billed = billed_months(item, year)
    rest = sum(twelfth(item.yearly or 0, month).yen for month in months if month not in billed)
    return sum(one.yen for one in invoices_of(item, year)) + rest
