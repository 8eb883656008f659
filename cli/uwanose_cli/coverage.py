"""Owns which values the towns must decide and have not: the coverage `check --coverage` shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from uwanose.layers.layering import Layering, is_usable
from uwanose.layers.model import Municipality
from uwanose.points.model import Kind, MaySet, Point

__all__ = ["Gap", "gaps"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A point without a value, and the towns that have none."""

    point: Point
    towns: tuple[Municipality, ...]


def gaps(layering: Layering, towns: Sequence[Municipality], on: date) -> list[Gap]:
    """Return the points left to an ordinance for which a town has no value on a day, in the order of the catalog."""
    without: dict[str, list[Municipality]] = {}
    for town in towns:
        adopted = {effect.customization.id for effect in layering.effects(town.id, on)}
        for point in _decided_by_towns(layering):
            concerned = not point.owner or point.owner in adopted
            if concerned and not any(map(is_usable, layering.stack(town.id, point.id, on))):
                without.setdefault(point.id, []).append(town)
    return [Gap(point, tuple(without[point.id])) for point in layering.catalog if point.id in without]


def _decided_by_towns(layering: Layering) -> list[Point]:
    valued = (Kind.PARAMETER, Kind.TABLE)
    return [point for point in layering.catalog if point.may_set is MaySet.ORDINANCE and point.kind in valued]
