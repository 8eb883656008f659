"""Owns the cost file in the columns of FOCUS 1.2 (FinOps Open Cost and Usage Specification): one row for each line.

What a one-off at payment buys is not spread: ``EffectiveCost`` is what is billed. There is no list price and no contracted
price, hence both are what is billed too. Days are calendar days of Japan; periods end with the first day after them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

from uwanose.charging.due import UNION
from uwanose.charging.records import Kind
from uwanose.documents import labels
from uwanose.documents.exports.extract import ExportLine, Extract
from uwanose.documents.sheets import Cell, Column, Field, Sheet, sheet
from uwanose.layers.model import Rank

__all__ = ["FOCUS_VERSION", "LEFT_OUT", "focus_sheet"]

FOCUS_VERSION = "1.2"
LEFT_OUT = (
    "AvailabilityZone", "BillingAccountType", "CapacityReservationId", "CapacityReservationStatus",
    "CommitmentDiscountCategory", "CommitmentDiscountId", "CommitmentDiscountName", "CommitmentDiscountQuantity",
    "CommitmentDiscountStatus", "CommitmentDiscountType", "CommitmentDiscountUnit", "ConsumedQuantity", "ConsumedUnit",
    "ContractedUnitPrice", "ListUnitPrice", "PricingCategory", "PricingCurrency", "PricingCurrencyContractedUnitPrice",
    "PricingCurrencyEffectiveCost", "PricingCurrencyListUnitPrice", "PricingQuantity", "PricingUnit", "RegionId",
    "RegionName", "SkuId", "SkuMeter", "SkuPriceDetails", "SkuPriceId", "SubAccountType",
)  # fmt: skip
"""Columns of FOCUS 1.2 that say nothing here: no resources by region, no units, no price list, one currency."""

_CORRECTIONS = (Kind.CORRECTION, Kind.SETTLEMENT)


def focus_sheet(extract: Extract) -> Sheet:
    """Return the rows: BilledCost adds up to the book."""
    fields = [Field(Column(name), cell) for name, cell in _COLUMNS.items()]
    return sheet("focus", f"FOCUS {FOCUS_VERSION}", (), fields, extract.lines())


def _day(value: date) -> str:
    return f"{value.isoformat()}T00:00:00Z"


def _billing_start(one: ExportLine) -> str:
    return _day(one.entry.run.months[0].first_day)


def _billing_end(one: ExportLine) -> str:
    return _day((one.entry.run.months[-1] + 1).first_day)


def _yen(one: ExportLine) -> int:
    return one.line.yen


def _category(one: ExportLine) -> str:
    """Return what FOCUS calls the charge; moving a paid one-off to a late joiner is an adjustment."""
    return "Adjustment" if one.line.kind is Kind.LATE_JOIN else "Purchase"


def _frequency(one: ExportLine) -> str:
    """Return how often it comes; a part of a one-off that is spread returns every month."""
    recurring = one.cost is not None and (one.cost.cost_kind == "recurring" or one.cost.amount.parts > 1)
    return "Recurring" if recurring and one.line.kind is Kind.REGULAR else "One-Time"


def _class(one: ExportLine) -> str:
    return "Correction" if one.line.kind in _CORRECTIONS else ""


def _describe(one: ExportLine) -> str:
    return " ".join(part for part in (_title(one), one.cost.label if one.cost else "", one.line.note) if part)


def _title(one: ExportLine) -> str:
    return one.entry.header.customizations[one.line.key.customization].title


def _tags(one: ExportLine) -> str:
    key = one.line.key
    tags = {
        "customization": key.customization,
        "cost_item": key.cost_item,
        "layer": "shared" if one.line.layer is Rank.PREFECTURE else "own",
        "kind": one.line.kind.value,
        "share": str(one.line.share),
        "reason": one.line.reason,
        "route": one.line.route,
    }
    return json.dumps({name: text for name, text in tags.items() if text}, ensure_ascii=False)


_COLUMNS: Mapping[str, Callable[[ExportLine], Cell]] = {
    "BilledCost": _yen,
    "BillingAccountId": lambda one: UNION,
    "BillingAccountName": lambda one: one.entry.header.union,
    "BillingCurrency": lambda one: "JPY",
    "BillingPeriodEnd": _billing_end,
    "BillingPeriodStart": _billing_start,
    "ChargeCategory": _category,
    "ChargeClass": _class,
    "ChargeDescription": _describe,
    "ChargeFrequency": _frequency,
    "ChargePeriodEnd": lambda one: _day((one.line.key.month + 1).first_day),
    "ChargePeriodStart": lambda one: _day(one.line.key.month.first_day),
    "ContractedCost": _yen,
    "EffectiveCost": _yen,
    "InvoiceId": lambda one: one.statement,
    "InvoiceIssuerName": lambda one: one.entry.header.union,
    "ListCost": _yen,
    "ProviderName": lambda one: one.entry.header.union,
    "PublisherName": lambda one: one.entry.header.union,
    "ResourceId": lambda one: one.line.key.customization,
    "ResourceName": _title,
    "ResourceType": lambda one: labels.cost_layer(one.line.layer),
    "ServiceCategory": lambda one: "Business Applications",
    "ServiceName": _title,
    "ServiceSubcategory": lambda one: "Other (Business Applications)",
    "SubAccountId": lambda one: one.line.municipality,
    "SubAccountName": lambda one: one.entry.name_of(one.line.municipality),
    "Tags": _tags,
    "x_BookLine": lambda one: f"{one.entry.run}:{one.line.number}",
    "x_BookHead": lambda one: one.entry.head,
}
