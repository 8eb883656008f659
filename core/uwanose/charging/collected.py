"""Owns the comparison of what a year's closed months cost the union with what they collect from the towns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.costs import amount_of, begins, held_months, is_recurring
from uwanose.charging.due import UNION
from uwanose.charging.shares import Slice
from uwanose.charging.upkeep import is_billed, paid_for, twelfth
from uwanose.dates import Month, era_year
from uwanose.errors import Finding, Place, Severity
from uwanose.layers.model import CostItem, Customization, Profile

__all__ = ["collected_findings"]

_NAMED = 3


def collected_findings(profile: Profile, book: Book) -> Iterator[Finding]:
    """Yield a warning for each year whose closed months collect less from the towns than they cost.

    A one-off is paid in the month in which it begins, upkeep month by month; a spread one-off comes in later, and what the
    floor rule leaves never does. Somebody must advance it: the union has no fund.
    """
    basis = Basis(profile)
    for year in dict.fromkeys(month.fiscal_year for month in book.months):
        months = [month for month in book.months if month.fiscal_year == year]
        paid = _paid(basis, months)
        collected = _collected(book, months)
        missing = {name: paid[name] - collected[name] for name in paid if paid[name] > collected[name]}
        short = sum(paid.values()) - sum(collected.values())
        if short > 0:
            yield _short(profile, book, year, months, sum(paid.values()), short, missing)


def _paid(basis: Basis, months: Sequence[Month]) -> Counter[str]:
    """Return what each customization that anybody holds costs the union in the months."""
    paid: Counter[str] = Counter()
    for entry in basis.profile.customizations.values():
        if not basis.payers(entry.id).spans:
            continue
        for item in entry.costs:
            paid[entry.id] += sum(_cost(basis, entry, item, month) for month in months)
    return paid


def _cost(basis: Basis, entry: Customization, item: CostItem, month: Month) -> int:
    first, amount = begins(item, entry), amount_of(item)
    if first is None or amount is None or month < first:
        return 0
    if not is_recurring(item):
        return amount[0] if month == first else 0
    if (item.end is not None and month >= item.end) or not basis.payers(entry.id).active(month):
        return 0
    held = held_months(basis, entry, item, month.fiscal_year) if is_billed(item, month.fiscal_year) else ()
    paid = paid_for(item, held) if held else None
    if paid is None:
        return twelfth(amount[0], month).yen
    at = held.index(month)
    return Slice(paid, len(held), at, at + 1).yen


def _collected(book: Book, months: Sequence[Month]) -> Counter[str]:
    collected: Counter[str] = Counter()
    for (name, _, month, _), towns in book.groups.items():
        if month in months:
            collected[name] += sum(yen for town, yen in towns.items() if town != UNION)
    return collected


def _short(
    profile: Profile,
    book: Book,
    year: int,
    months: Sequence[Month],
    paid: int,
    short: int,
    missing: dict[str, int],
) -> Finding:
    largest = sorted(missing, key=lambda name: (-missing[name], name))[:_NAMED]
    causes_ja = "、".join(f"{name} {missing[name]:,}円" for name in largest) + (
        "ほか" if len(missing) > _NAMED else ""
    )
    causes_en = ", ".join(f"{name} {missing[name]:,}" for name in largest) + (
        " and others" if len(missing) > _NAMED else ""
    )
    entry = profile.customizations.get(largest[0]) if largest else None
    return Finding(
        code="C134",
        severity=Severity.WARNING,
        place=entry.place if entry else Place(book.last.file) if book.last else None,
        scope="register",
        ja=f"{era_year(year)}（調定した{months[0]}〜{months[-1]}）は、支払う額 {paid:,}円に対し、町村から集める額が {short:,}円 足りません（{causes_ja}）。",
        en=f"In fiscal year {year} ({months[0]} to {months[-1]}, closed) {paid:,} yen are paid and {short:,} fewer collected ({causes_en}).",
        remedy_ja="分割負担（charge: spread）や切捨ての残額を組合が立て替えることになります。財源を確かめるか、台帳の charge を at_payment にしてください。",
        remedy_en="The union advances spread costs and what the floor rule leaves: make sure of the money, or charge at_payment.",
    )
