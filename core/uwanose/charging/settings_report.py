"""Owns the list of free settings in force in a fiscal year: each value of the prefecture and of each town, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from uwanose.charging.changes import NOTHING_BENEATH, Reporter
from uwanose.errors import Place
from uwanose.layers.contributions import of_settings
from uwanose.layers.effective import Origin
from uwanose.layers.layering import is_usable
from uwanose.layers.model import Rank, Setting
from uwanose.layers.wording import town_name

__all__ = ["SettingRow", "setting_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One value of one free setting. ``municipality`` is empty for the prefecture; ``until`` None without an end.

    ``pinned`` is True when it equals the value beneath: the ordinance restates the standard (条例で固定).
    """

    point: str
    label: str
    may_set: str
    layer: Rank
    municipality: str
    name: str
    value: str
    beneath: str
    pinned: bool
    since: date
    until: date | None
    basis: str
    source: str
    confidence: str
    note: str
    place: Place


def setting_rows(reporter: Reporter) -> tuple[SettingRow, ...]:
    """Return every usable value of a setting that holds on a day of the reporter's year, in the order of the points, then towns."""
    profile = reporter.layering.profile
    points = {point: index for index, point in enumerate(reporter.catalog.points)}
    towns = {town: index for index, town in enumerate(("", *profile.municipalities))}
    rows = [row for setting in (*profile.settings, *profile.assumptions) for row in _rows(reporter, setting)]
    last = len(points)
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                points.get(row.point, last),
                row.point,
                row.layer,
                towns.get(row.municipality, 0),
                row.since,
            ),
        )
    )


def _rows(reporter: Reporter, setting: Setting) -> Iterator[SettingRow]:
    for origins in of_settings([setting], reporter.layering.known).values():
        for origin in origins:
            if is_usable(origin) and origin.interval.overlap(reporter.year):
                yield _row(reporter, origin)


def _row(reporter: Reporter, origin: Origin) -> SettingRow:
    layering = reporter.layering
    declared = reporter.catalog.points.get(origin.point)
    stack = layering.stack(origin.municipality, origin.point, origin.interval.start, below=origin.layer)
    beneath = next(filter(is_usable, stack), None)
    return SettingRow(
        point=origin.point,
        label=reporter.label(origin.point),
        may_set=declared.may_set.value if declared else "",
        layer=origin.layer,
        municipality=origin.municipality,
        name=town_name(layering.profile, origin.municipality),
        value=reporter.shown(origin.point, origin.value),
        beneath=reporter.shown(origin.point, beneath.value) if beneath else NOTHING_BENEATH,
        pinned=beneath is not None and beneath.value == origin.value,
        since=origin.interval.start,
        until=origin.interval.last_day,
        basis=origin.basis or (declared.basis if declared else ""),
        source=origin.source,
        confidence=origin.confidence.value,
        note=origin.note,
        place=origin.place,
    )
