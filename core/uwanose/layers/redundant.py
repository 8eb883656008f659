"""Owns what changes nothing: content equal to what lies beneath it, which cannot be approved, and once adopted can retire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from uwanose.dates import FOREVER, Interval
from uwanose.errors import Finding, Severity
from uwanose.layers import contributions
from uwanose.layers.beneath import is_compared
from uwanose.layers.effect import Effect, standing
from uwanose.layers.effective import Origin
from uwanose.layers.hashes import value_hash
from uwanose.layers.layering import Layering, is_usable
from uwanose.layers.model import Customization, Outcome, Override, Rank, Version
from uwanose.layers.overlaps import Laid
from uwanose.layers.scopes import REGISTER, scope_of_adoption
from uwanose.layers.wording import named
from uwanose.points.model import DatedValue, Value
from uwanose.points.typed import format_value

__all__ = ["equal_findings", "redundant_findings", "retirable_since", "waiting_equal_findings"]


def waiting_equal_findings(layering: Layering, customization: Customization) -> Iterator[Finding]:
    """Yield what an approval would refuse in the contents of an entry that wait for one."""
    if customization.approval is None:
        yield from equal_findings(layering, customization)
    for version in customization.versions:
        if version.approval is None:
            yield from equal_findings(layering, customization, version)


def equal_findings(
    layering: Layering, customization: Customization, version: Version | None = None
) -> Iterator[Finding]:
    """Yield the values of one content that equal what lies beneath for as long as they hold: nobody should pay for them."""
    for override in version.content if version else customization.content:
        if override.mode != "values" or not is_compared(layering.catalog, customization, override):
            continue
        for span, value in contributions.spans(override.values, layering.known):
            if _equals_throughout(layering, customization, override, span, value):
                yield _refused(layering, customization, override, value)
                break


def redundant_findings(layering: Layering, laid: Iterable[Laid]) -> Iterator[Finding]:
    """Yield a note for each override of an adoption without end that from some day on equals what lies beneath it."""
    reported: set[tuple[str, str, str]] = set()
    for entry in laid:
        key = (entry.customization, entry.effect.municipality, entry.override.point)
        if key in reported or entry.override.mode != "values" or entry.effect.interval.end != FOREVER:
            continue
        reported.add(key)
        if not is_compared(layering.catalog, entry.effect.customization, entry.override):
            continue
        since = _equal_since(layering, entry.effect, entry.override.point)
        if since:
            yield _redundant(layering, entry, since, retirable=bool(_since(layering, entry.effect)))


def retirable_since(layering: Layering, customization: str) -> date | None:
    """Return from which day on an entry changes nothing wherever it is adopted without end; None when it still does."""
    going_on = [
        effect
        for effect in standing(layering.profile)
        if effect.customization.id == customization and effect.interval.end == FOREVER
    ]
    days = [_since(layering, effect) for effect in going_on]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _since(layering: Layering, effect: Effect) -> date | None:
    """Return from which day on one adoption changes nothing: all its content is values, and all of them equal."""
    entry = effect.customization
    overrides = [
        override
        for content in contributions.contents(entry)
        if content.interval.overlap(effect.interval)
        for override in content.overrides
    ]
    if entry.added_points or entry.added_items or any(one.mode != "values" for one in overrides):
        return None
    days = [_equal_since(layering, effect, point) for point in {one.point for one in overrides}]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _equal_since(layering: Layering, effect: Effect, point: str) -> date | None:
    """Return the first day from which to the end of an adoption its values equal what lies beneath them."""
    own = contributions.of_effects([effect], layering.known).get(point, [])
    changes = layering.change_dates(effect.municipality, point, below=effect.layer)
    starts = (effect.interval.start, *(origin.interval.start for origin in own), *changes)
    since = None
    for day in sorted({day for day in starts if day in effect.interval}, reverse=True):
        mine = next((origin for origin in own if day in origin.interval), None)
        if mine is None:
            continue
        if not _equals(layering.stack(effect.municipality, point, day, below=effect.layer), mine.value):
            break
        since = day
    return since


def _equals_throughout(
    layering: Layering, customization: Customization, override: Override, span: Interval, value: DatedValue
) -> bool:
    layer = Rank.PREFECTURE if customization.outcome is Outcome.PREFECTURE else Rank.TOWN
    asked = (town for town in customization.request.by if town in layering.profile.municipalities)
    town = next(asked, "") if layer is Rank.TOWN else ""
    changes = [day for day in layering.change_dates(town, override.point, below=layer) if day in span]
    # undated, it holds as long as its adoption, whose first day is not known yet: only what is to come counts
    days = changes[-1:] if span.start == date.min else [span.start, *changes]
    return bool(days) and all(
        _equals(layering.stack(town, override.point, day, below=layer), value.value) for day in days
    )


def _equals(stack: tuple[Origin, ...], value: Value | None) -> bool:
    return bool(stack) and is_usable(stack[0]) and value_hash(stack[0].value) == value_hash(value)


def _redundant(layering: Layering, entry: Laid, day: date, *, retirable: bool) -> Finding:
    point = layering.catalog.points[entry.override.point]
    stack = layering.stack(entry.effect.municipality, point.id, day, below=entry.effect.layer)
    shown = " ".join(format_value(point, stack[0].value, "ja").split())
    customization = entry.customization
    can_ja, can_en = (
        ("引退できます", "it can be retired") if retirable else ("何も変えません", "it changes nothing")
    )
    remedy = (
        (
            "引退させるなら採用に until を書いてください。年間保守料もその月で終わります。",
            "To retire it write until on the adoption; its upkeep ends with that month.",
        )
        if retirable
        else (
            "ほかの上書きはまだ効いています。次に版（versions）を改めるとき、この上書きを外してください。",
            "Its other overrides still act; leave this one out of the next version.",
        )
    )
    return Finding(
        code="L115",
        severity=Severity.NOTE,
        ja=f"{named(layering.catalog, point)}: {customization} の値は {day} から下の層と同じです（{shown}）。{can_ja}。",
        en=f"{point.id}: from {day} on {customization} equals what lies beneath it; {can_en}.",
        remedy_ja=remedy[0],
        remedy_en=remedy[1],
        place=entry.override.place,
        others=(stack[0].place,),
        scope=scope_of_adoption(entry.effect.adoption),
    )


def _refused(
    layering: Layering, customization: Customization, override: Override, value: DatedValue
) -> Finding:
    point = layering.catalog.points[override.point]
    shown = " ".join(format_value(point, value.value, "ja").split()) if value.value is not None else ""
    since_ja, since_en = (
        ("", "") if value.start == date.min else (f"{value.start} からの", f"from {value.start} on ")
    )
    return Finding(
        code="L115",
        ja=f"{named(layering.catalog, point)}: {customization.id} の{since_ja}値（{shown}）は下の層と同じで、何も変えません。決裁できません。",
        en=f"{point.id}: {since_en}the value of {customization.id} equals what lies beneath it and changes nothing; it cannot be approved.",
        remedy_ja="その値（ほかに何もなければ上書き）を content から外すか、値を確かめてください。",
        remedy_en="Remove the value (or the override, if it has no other) from content, or correct it.",
        place=value.place,
        scope=REGISTER,
    )
