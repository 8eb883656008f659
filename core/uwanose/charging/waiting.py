"""Owns the notes about what the book does not yet say: differences that wait for a run, and months not recorded."""

from __future__ import annotations

from collections import Counter

from uwanose.charging.differences import Difference
from uwanose.charging.due import UNION
from uwanose.dates import Month
from uwanose.errors import Finding, Severity
from uwanose.layers.model import Profile
from uwanose.layers.wording import town_name
from uwanose.money import format_yen

__all__ = ["pending_findings", "unrecorded_findings"]


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
                remedy_ja="次の期の調定で算定します。すぐに通知するなら uwanose charge correct 期 を行ってください。調定簿は正しいままです。",
                remedy_en="The next close charges it, `uwanose charge correct QUARTER` at once. The book itself is right.",
            )
        )
    return tuple(findings)


def _payer(profile: Profile, municipality: str) -> str:
    return "組合" if municipality == UNION else town_name(profile, municipality)


def unrecorded_findings(profile: Profile, unrecorded: tuple[Difference, ...]) -> tuple[Finding, ...]:
    """Return one note per customization whose adoption covers closed months that have no line yet, not even at 0 yen."""
    months: dict[str, set[tuple[str, Month]]] = {}
    for entry in unrecorded:
        months.setdefault(entry.key.customization, set()).add((entry.key.municipality, entry.key.month))
    findings = []
    for name, found in months.items():
        customization = profile.customizations.get(name)
        first, last = min(month for _, month in found), max(month for _, month in found)
        towns = dict.fromkeys(
            town for town in (*profile.municipalities, UNION) if any(town == one for one, _ in found)
        )
        shown = "、".join(_payer(profile, town) for town in towns)
        findings.append(
            Finding(
                code="C133",
                severity=Severity.NOTE,
                place=customization.place if customization else None,
                scope="register",
                ja=f"{name}: 調定後に採用が記録され、{first}〜{last} の明細（0円）がまだありません（{shown}）。",
                en=f"{name}: adopted for closed months ({first} to {last}) after the close; their 0-yen lines are not written yet ({', '.join(towns)}).",
                remedy_ja="次の期の調定で、0円とその理由の明細が入ります。",
                remedy_en="The next close writes them, each with its reason.",
            )
        )
    return tuple(findings)
