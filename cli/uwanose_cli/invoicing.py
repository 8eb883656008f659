"""Owns what an invoice means before it is recorded: against the quote or the yearly amount, and what of a year is billed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from uwanose.charging.basis import Basis
from uwanose.charging.costs import held_months
from uwanose.charging.upkeep import billed_months, expected_for, invoices_of, paid_for, twelfth
from uwanose.dates import Month, era_year
from uwanose.layers.model import CostItem, Customization, Profile
from uwanose.money import format_yen
from uwanose.source.writing import written
from uwanose_cli.changes import Changes, paper
from uwanose_cli.consenting import above_consent
from uwanose_cli.text import Text

__all__ = ["one_off_sentences", "upkeep_sentences", "write_one_off", "write_upkeep"]


def write_one_off(
    changes: Changes, entry: Customization, item: CostItem, amount: int, on: date, document: str
) -> None:
    """Write what a one-off really cost. Raises Refused above a consent."""
    row = _row(changes, entry, item)
    changes.entry(entry, ["costs", row, "actual"], f"{amount:_}")
    changes.entry(entry, ["costs", row, "document"], written(document))
    above_consent(changes, entry.id, on)


def write_upkeep(
    changes: Changes, entry: Customization, item: CostItem, amount: int, months: tuple[Month, Month],
    on: date, document: str,
) -> None:  # fmt: skip
    """Write an invoice for months of upkeep, in the place of one for the same months. Raises Refused above a consent."""
    row, (first, last) = _row(changes, entry, item), months
    value = paper(**{"from": first, "until": last, "yen": amount, "on": on, "document": document})
    same = [index for index, one in enumerate(item.invoices) if (one.first, one.last) == months]
    if same:
        changes.entry(entry, ["costs", row, "invoices", same[0]], value)
    else:
        changes.append(entry.place.file, ["costs", row, "invoices"], value)
    year = first.fiscal_year

    def expected(profile: Profile) -> Profile:
        return _as_expected(profile, entry.id, year)

    above_consent(changes, entry.id, Month(year + 1, 3).last_day, expected)


def _as_expected(profile: Profile, customization: str, fiscal_year: int) -> Profile:
    """Return the profile in which upkeep of a year comes to what is billed, and to twelfths for the rest of its months."""
    basis, entry = Basis(profile), profile.customizations[customization]
    costs = []
    for item in entry.costs:
        held = held_months(basis, entry, item, fiscal_year) if invoices_of(item, fiscal_year) else ()
        settled = {**item.settled, fiscal_year: expected_for(item, held)} if held else item.settled
        costs.append(replace(item, settled=settled))
    changed = replace(entry, costs=tuple(costs))
    return replace(profile, customizations={**profile.customizations, entry.id: changed})


def one_off_sentences(
    entry: Customization, item: CostItem, amount: int, on: date, document: str
) -> Iterator[Text]:
    """Say what is recorded, and how far from the quote."""
    against = _against(Text("見積", "the quote"), item.quoted, amount)
    yield Text(
        f"{entry.id}「{entry.title_ja}」の費用 {item.id} の請求 {format_yen(amount)}（{document}、{on}）を記録します。{against.ja}",
        f"{entry.id}: invoice {document} of {on} for {item.id}, {amount:,} yen.{against.en}",
    )


def upkeep_sentences(
    profile: Profile, entry: Customization, item: CostItem, amount: int, months: tuple[Month, Month],
    on: date, document: str,
) -> Iterator[Text]:  # fmt: skip
    """Say what is recorded, how far from the yearly amount, and what of the fiscal year is billed. ``entry`` as it would be."""
    first, last = months
    agreed = sum(twelfth(item.yearly or 0, first + index).yen for index in range(last - first + 1))
    against = _against(Text("年額の月割", "twelfths of the yearly amount,"), agreed, amount)
    when = str(first) if first == last else f"{first}〜{last}"
    yield Text(
        f"{entry.id}「{entry.title_ja}」の年間保守料 {item.id} の請求 {format_yen(amount)}（{when}分、{document}、{on}）を記録します。{against.ja}",
        f"{entry.id}: invoice {document} of {on} for {item.id}, {when.replace('〜', ' to ')}, {amount:,} yen.{against.en}",
    )
    year, after = first.fiscal_year, next(one for one in entry.costs if one.id == item.id)
    held = held_months(Basis(profile), entry, after, year)
    billed = sum(one.yen for one in invoices_of(after, year))
    open_months = set(held) - billed_months(after, year)
    if held and paid_for(after, held) is not None:
        yield Text(
            f"{era_year(year)}の請求がそろいました（計 {format_yen(billed)}）。負担はこの額になり、調定済みの額との差は次の調定か精算（uwanose charge settle {year}）に入ります。",
            f"All months of fiscal year {year} are billed ({billed:,} yen). That is now shared; the difference to what was closed comes with the next run or the settlement (uwanose charge settle {year}).",
        )
        return
    yield Text(
        f"{era_year(year)}の請求は計 {format_yen(billed)}、残り{len(open_months)}か月です。そろうまでは年額 {format_yen(item.yearly or 0)} で算定します。",
        f"Billed so far for fiscal year {year}: {billed:,} yen, {len(open_months)} months open. Until all are billed the yearly {item.yearly or 0:,} yen count.",
    )


def _row(changes: Changes, entry: Customization, item: CostItem) -> int:
    row = changes.row(entry.place.file, "costs", "id", item.id)
    assert row is not None  # the register names it
    return row


def _against(what: Text, agreed: int | None, amount: int) -> Text:
    if not agreed:
        return Text("", "")
    thousandths = (amount - agreed) * 1000 // agreed
    sign = "+" if thousandths >= 0 else "−"
    percent = f"{sign}{abs(thousandths) // 10}.{abs(thousandths) % 10}%"
    return Text(
        f"{what.ja} {format_yen(agreed)} との差 {percent}。",
        f" Against {what.en} of {agreed:,} yen: {percent}.",
    )
