"""Owns what customizations add to the catalog: their own points and items, owned and in force only where adopted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from uwanose.layers.model import Profile
from uwanose.points.model import Catalog, Item, Point, formula_point

Additions = tuple[tuple[Point, ...], tuple[Item, ...]]


def with_additions(catalog: Catalog, profile: Profile) -> Catalog:
    """Return the catalog with every point and item the register adds; ``owner`` names the customization.

    Which of them a town has is decided by adoption: see ``EffectiveRules.adopted``.
    """
    entries = profile.customizations.values()
    return extended(catalog, ((entry.added_points, entry.added_items) for entry in entries))


def extended(catalog: Catalog, additions: Iterable[Additions]) -> Catalog:
    """Return the catalog with added points and items; an added item is a formula point at the same time."""
    points, items = dict(catalog.points), dict(catalog.items)
    for added, added_items in additions:
        points.update({point.id: point for point in added})
        points.update({item.id: formula_point(item) for item in added_items})
        items.update({item.id: item for item in added_items})
    return replace(catalog, points=points, items=items)
