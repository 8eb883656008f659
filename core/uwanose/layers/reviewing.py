"""Owns what waits to be reviewed beneath an adoption: the `seen` entries that would keep it where it has stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from uwanose.errors import Finding
from uwanose.layers.beneath import beneath, compared_overrides, entry_for, segments
from uwanose.layers.layering import Layering
from uwanose.layers.model import Adoption, Customization, Override, Seen
from uwanose.layers.stops import judge

__all__ = ["Review", "reviews"]

_NEVER_SEEN, _FOLLOWS = "R121", "R123"


@dataclass(frozen=True, slots=True)
class Review:
    """One change beneath an adoption that nobody has decided on: what is said of it, and the entry that would keep it.

    ``seen.decision`` is ``keep``, or empty where nothing was ever recorded.
    """

    finding: Finding
    seen: Seen


def reviews(layering: Layering, adoption: Adoption, customization: Customization) -> tuple[Review, ...]:
    """Return what waits, point by point, each change on the day it begins. A wrap that follows does not wait."""
    return tuple(
        review
        for override in compared_overrides(layering.catalog, customization)
        for review in _of_override(layering, adoption, customization, override)
    )


def _of_override(
    layering: Layering, adoption: Adoption, customization: Customization, override: Override
) -> Iterator[Review]:
    known = adoption
    for day in _days(layering, adoption, override):
        finding = judge(layering, known, customization, override, day)
        if finding is None or finding.code == _FOLLOWS:
            continue
        if finding.code == _NEVER_SEEN:
            entries = tuple(segments(layering, known, override))
        else:
            found = beneath(layering, known.layer, known.municipality, override, day)
            entries = (entry_for(layering, known, override, day, found, decision="keep"),)
        known = replace(known, seen=(*known.seen, *entries))
        yield from (Review(finding, entry) for entry in entries)


def _days(layering: Layering, adoption: Adoption, override: Override) -> list[date]:
    changes = layering.change_dates(adoption.municipality, override.point, below=adoption.layer)
    start = adoption.interval.start
    return sorted({start, *(day for day in changes if day in adoption.interval and day > start)})
