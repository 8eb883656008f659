"""Owns what each layer puts on each point, and for which days: dated values cut into spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from uwanose.dates import FOREVER, Interval
from uwanose.layers.effect import Effect
from uwanose.layers.effective import Origin
from uwanose.layers.model import Customization, Override, Rank, Setting, Version
from uwanose.points.model import Catalog, DatedValue, Point, known_by

Known = Callable[[DatedValue], bool]


@dataclass(frozen=True, slots=True)
class Content:
    """One version of a customization's content and the days it holds for. ``version is None`` is the first one."""

    overrides: tuple[Override, ...]
    interval: Interval
    version: Version | None


def contents(customization: Customization) -> tuple[Content, ...]:
    """Return the approved versions of a content, each up to the day the next one begins.

    A version without approval has no effect: what was approved before it stays.
    """
    approved = sorted(
        (version for version in customization.versions if version.approval),
        key=lambda version: (version.start, version.number),
    )
    starts = [date.min, *(version.start for version in approved), FOREVER]
    versions = [None, *approved]
    return tuple(
        Content(version.content if version else customization.content, Interval(start, end), version)
        for version, (start, end) in zip(versions, pairwise(starts), strict=True)
        if start < end
    )


def known_in(catalog: Catalog, release: str | None) -> Known:
    """Return the filter of the second clock: what was known, and not withdrawn, in a release (else the newest).

    Raises KeyError for a release nobody has published.
    """
    chosen = {entry.id: entry for entry in catalog.releases}[release or catalog.latest.id]
    return lambda value: known_by(value, chosen, catalog.releases)


def spans(values: Iterable[DatedValue], known: Known) -> Iterator[tuple[Interval, DatedValue]]:
    """Cut dated values into spans: each holds until its own end or until the next one begins."""
    ordered = sorted((value for value in values if known(value)), key=lambda value: value.start)
    for index, value in enumerate(ordered):
        following = ordered[index + 1].start if index + 1 < len(ordered) else FOREVER
        interval = Interval(value.start, min(value.until, following))
        if not interval.is_empty:
            yield interval, value


def of_point(point: Point, known: Known) -> tuple[Origin, ...]:
    """Return the national values of a point."""
    return tuple(_origin(point.id, Rank.NATIONAL, span, value) for span, value in spans(point.values, known))


def of_settings(settings: Iterable[Setting], known: Known) -> dict[str, list[Origin]]:
    """Return the values of free settings by point."""
    found: dict[str, list[Origin]] = {}
    for setting in settings:
        found.setdefault(setting.point, []).extend(
            _origin(setting.point, setting.layer, span, value, municipality=setting.municipality)
            for span, value in spans(setting.values, known)
        )
    return found


def of_effects(effects: Iterable[Effect], known: Known) -> dict[str, list[Origin]]:
    """Return the values customizations put on points, cut to the days they are in force."""
    found: dict[str, list[Origin]] = {}
    for effect in effects:
        for content in contents(effect.customization):
            common = effect.interval.overlap(content.interval)
            if common is None:
                continue
            for override in content.overrides:
                laid = _laid(effect, override.point, override.values, common, known)
                found.setdefault(override.point, []).extend(laid)
    return found


def of_additions(effects: Iterable[Effect], known: Known) -> dict[str, list[Origin]]:
    """Return the values declared with added points: they lie beneath every setting of the layer that adopted them."""
    found: dict[str, list[Origin]] = {}
    for effect in effects:
        for point in effect.customization.added_points:
            laid = _laid(effect, point.id, point.values, effect.interval, known)
            found.setdefault(point.id, []).extend(laid)
    return found


def _laid(
    effect: Effect, point: str, values: Iterable[DatedValue], within: Interval, known: Known
) -> Iterator[Origin]:
    owner, town = effect.customization.id, effect.adoption.municipality
    for span, value in spans(values, known):
        common = span.overlap(within)
        if common:
            yield _origin(point, effect.layer, common, value, owner=owner, municipality=town)


def _origin(
    point: str, layer: Rank, interval: Interval, value: DatedValue, *, owner: str = "", municipality: str = ""
) -> Origin:
    return Origin(
        point=point,
        layer=layer,
        value=value.value,
        interval=interval,
        place=value.place,
        owner=owner,
        municipality=municipality,
        source=value.source,
        basis=value.basis,
        confidence=value.confidence,
        release=value.known,
        draft=value.draft,
        note=value.note,
    )
