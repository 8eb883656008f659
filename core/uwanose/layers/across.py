"""Owns one point in all towns that take part (他の町村は？): what holds in each, since when, what held before, who differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from uwanose.layers.comparison import Side
from uwanose.layers.layering import Layering
from uwanose.layers.model import Rank
from uwanose.layers.timeline import Reign, timeline
from uwanose.points.model import Point

__all__ = ["Across", "across"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """One point on a day: per town its whole history (``timeline``), towns in the published order."""

    point: Point
    on: date
    timelines: Mapping[str, tuple[Reign, ...]]

    def now(self, town: str) -> Reign | None:
        """Return what is in force in a town on the day, None for nothing."""
        found = next((one for one in self.timelines[town] if self.on in one.interval), None)
        return None if found is None or found.is_empty else found

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the towns that have the same, the largest group first; whose value it is makes no difference, code does."""
        found: list[tuple[object, list[str]]] = []
        for town in self.timelines:
            mark = _content(self.now(town))
            group = next((towns for known, towns in found if known == mark), None)
            if group is None:
                found.append((mark, [town]))
            else:
                group.append(town)
        return tuple(tuple(towns) for _, towns in sorted(found, key=lambda one: -len(one[1])))

    @property
    def differs(self) -> bool:
        """Whether not all towns have the same."""
        return len(self.groups()) > 1


def across(layering: Layering, on: date) -> Mapping[str, tuple[Across, ...]]:
    """Return, by business, the points of which some town has something else than the national package on a day."""
    sides = {town: Side(layering, Rank.TOWN, town, on) for town in layering.profile.municipalities}
    towns = {
        business: [town for town, side in sides.items() if side.takes_part(business)]
        for business in layering.catalog.businesses
    }
    found: dict[str, list[Across]] = {business: [] for business in towns}
    for point in layering.catalog.points.values():
        taking_part = towns[point.business]
        if all(_is_national(sides[town].reign(point)) for town in taking_part):
            continue
        timelines = {town: timeline(layering, town, point.id) for town in taking_part}
        found[point.business].append(Across(point=point, on=on, timelines=timelines))
    return {business: tuple(points) for business, points in found.items()}


def _content(found: Reign | None) -> object:
    if found is None:
        return None
    code = tuple((one.customization, one.mode) for one in found.code)
    return code or (found.origin.value if found.origin else None)


def _is_national(found: Reign) -> bool:
    return not found.code and (found.origin is None or found.origin.layer is Rank.NATIONAL)
