"""Owns the children's scheme of each town on a day, typed in from its pages; what nobody has seen as the demonstration assumes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.oracle.medical_subsidy import Scheme

TO_15, TO_18 = Scheme(15, 15), Scheme(18, 18)
TOWNS = (
    "hayama", "samukawa", "oiso", "ninomiya", "nakai", "oi", "matsuda", "yamakita", "kaisei", "hakone", "manazuru",
    "yugawara", "aikawa", "kiyokawa",
)  # fmt: skip
EXTENDED_TO_18 = {
    "hayama": date(2023, 10, 1), "samukawa": date(2023, 10, 1), "oiso": date(2023, 4, 1), "nakai": date(2023, 7, 1),
    "oi": date(2019, 4, 1), "kaisei": date(2023, 10, 1), "manazuru": date(2023, 10, 1), "yugawara": date(2025, 1, 1),
    "aikawa": date(2023, 9, 1),
}  # fmt: skip


def scheme_of(town: str, on: date) -> Scheme:
    """What the town's ordinance, and the customizations it adopts, say on a day since April 2021."""
    scheme = TO_18 if on >= EXTENDED_TO_18.get(town, date.max) else TO_15
    if town == "samukawa" and on < date(2023, 10, 1):
        return replace(scheme, income_limit=True)
    if town == "ninomiya" and on == date(2022, 9, 30):  # its last day; when it began was not found
        return replace(scheme, income_limit=True, limit_from_school=True)
    if town in ("oi", "aikawa"):
        return replace(scheme, tells_outside=on >= date(2024, 4, 1))
    if town == "hakone":
        return replace(scheme, before_single_parent=on >= date(2026, 1, 1))
    if town == "manazuru":
        return replace(scheme, before_single_parent=on >= date(2024, 7, 1))
    if town == "yugawara":
        return _yugawara(scheme, on)
    if town == "kiyokawa" and on >= date(2021, 10, 22):
        return replace(scheme, inpatient_until=18, refund_only_after=15)
    return scheme


def _yugawara(scheme: Scheme, on: date) -> Scheme:
    if on < date(2022, 4, 1):
        return replace(scheme, outpatient_until=12)
    return replace(scheme, claim_years=5, claim_from_next_month=False, card_outside=on >= date(2025, 10, 1))
