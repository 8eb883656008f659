"""Owns the check of what lies beneath overrides: never seen, or changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from uwanose.errors import Finding, Severity
from uwanose.layers.beneath import compared_overrides
from uwanose.layers.layering import Layering
from uwanose.layers.overlaps import Laid
from uwanose.layers.scopes import scope_of_adoption
from uwanose.layers.stops import judge


def beneath_findings(layering: Layering, laid: Iterable[Laid]) -> Iterator[Finding]:
    """Yield, for every day on which something beneath an override changes, what that means.

    What stops a run is a warning here: everything else of that town runs.
    """
    for entry in laid:
        adoption = entry.effect.adoption
        for day in _days(layering, entry):
            finding = judge(layering, adoption, entry.effect.customization, entry.override, day)
            if finding and finding.code == "R122":
                finding = replace(finding, severity=Severity.WARNING)
            if finding:
                yield finding


def stray_findings(layering: Layering) -> Iterator[Finding]:
    """Yield the ``seen`` entries for points their customization does not override: nobody compares them."""
    for adoption in layering.profile.adoptions:
        customization = layering.profile.customizations.get(adoption.customization)
        if customization is None:
            continue
        points = {override.point for override in compared_overrides(layering.catalog, customization)}
        for seen in adoption.seen:
            if seen.point not in points:
                yield Finding(
                    code="R134",
                    severity=Severity.WARNING,
                    ja=f"seen の {seen.point} は、{customization.id} が上書きする項目ではありません。何とも比べられません。",
                    en=f"seen names {seen.point}, which {customization.id} does not override; nothing is compared.",
                    remedy_ja="項目の名前を確かめるか、行を消してください。",
                    remedy_en="Correct the name or delete the entry.",
                    place=seen.place,
                    scope=scope_of_adoption(adoption),
                )


def _days(layering: Layering, entry: Laid) -> Iterator[date]:
    changes = layering.change_dates(entry.effect.municipality, entry.override.point, below=entry.effect.layer)
    seen = (seen.start for seen in entry.effect.adoption.seen if seen.point == entry.override.point)
    days = {entry.interval.start, *(day for day in (*changes, *seen) if day in entry.interval)}
    return iter(sorted(days))
