"""Owns the check of what lies beneath overrides: never seen, changed since, or equal to the override itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from uwanose.errors import Finding, Severity
from uwanose.layers import contributions
from uwanose.layers.beneath import compared_overrides, is_compared
from uwanose.layers.hashes import value_hash
from uwanose.layers.layering import Layering, is_usable
from uwanose.layers.model import Customization, Override, Rank
from uwanose.layers.overlaps import Laid
from uwanose.layers.scopes import REGISTER, scope_of_adoption
from uwanose.layers.stops import judge
from uwanose.layers.wording import named
from uwanose.points.typed import format_value


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


def redundant_findings(layering: Layering, laid: Iterable[Laid]) -> Iterator[Finding]:
    """Yield the values of customizations that equal what lies beneath them: they could be retired."""
    for entry in laid:
        if entry.override.mode != "values" or not is_compared(
            layering.catalog, entry.effect.customization, entry.override
        ):
            continue
        day = _first_equal_day(layering, entry)
        if day:
            yield _redundant(layering, entry, day)


def pending_redundant_findings(layering: Layering, customization: Customization) -> Iterator[Finding]:
    """Yield the values of an entry not yet approved that equal the national value: an approval would refuse them."""
    for override in customization.content:
        if override.mode != "values" or not is_compared(layering.catalog, customization, override):
            continue
        for value in override.values:
            beneath = layering.stack(
                "", override.point, _some_day(layering, override, value.start), Rank.TOWN
            )
            if beneath and is_usable(beneath[0]) and value_hash(beneath[0].value) == value_hash(value.value):
                yield _pending(layering, customization, override)


def _some_day(layering: Layering, override: Override, start: date) -> date:
    """Return the first day of a value, the newest national day for one that holds as long as its adoption."""
    newest = max((origin.interval.start for origin in layering.national(override.point)), default=start)
    return newest if start == date.min else start


def _days(layering: Layering, entry: Laid) -> Iterator[date]:
    changes = layering.change_dates(entry.effect.municipality, entry.override.point, below=entry.effect.layer)
    seen = (seen.start for seen in entry.effect.adoption.seen if seen.point == entry.override.point)
    days = {entry.interval.start, *(day for day in (*changes, *seen) if day in entry.interval)}
    return iter(sorted(days))


def _first_equal_day(layering: Layering, entry: Laid) -> date | None:
    spans = list(contributions.spans(entry.override.values, layering.known))
    for day in _days(layering, entry):
        own = next((value for span, value in spans if day in span), None)
        beneath = layering.stack(
            entry.effect.municipality, entry.override.point, day, below=entry.effect.layer
        )
        if own is None or not beneath or not is_usable(beneath[0]):
            continue
        if value_hash(own.value) == value_hash(beneath[0].value):
            return day
    return None


def _redundant(layering: Layering, entry: Laid, day: date) -> Finding:
    point = layering.catalog.points[entry.override.point]
    stack = layering.stack(entry.effect.municipality, point.id, day, below=entry.effect.layer)
    shown = " ".join(format_value(point, stack[0].value, "ja").split())
    return Finding(
        code="L115",
        severity=Severity.WARNING,
        ja=f"{named(layering.catalog, point)}: {entry.customization} の値は {day} から下の層と同じです（{shown}）。引退できます。",
        en=f"{point.id}: from {day} on {entry.customization} equals what lies beneath it; it can be retired.",
        remedy_ja="引退させるなら採用に until を書いてください。年間保守料もその月で終わります。",
        remedy_en="To retire it write until on the adoption; its upkeep ends with that month.",
        place=entry.override.place,
        others=(stack[0].place,),
        scope=scope_of_adoption(entry.effect.adoption),
    )


def _pending(layering: Layering, customization: Customization, override: Override) -> Finding:
    point = layering.catalog.points[override.point]
    return Finding(
        code="L115",
        ja=f"{named(layering.catalog, point)}: {customization.id} の値は下の層と同じです。決裁できません。",
        en=f"{point.id}: the value of {customization.id} equals what lies beneath it; it cannot be approved.",
        remedy_ja="上書きを content から外すか、値を確かめてください。",
        remedy_en="Remove the override from content, or correct its value.",
        place=override.place,
        scope=REGISTER,
    )
