"""Owns how messages name points, layers and towns: business and label first, the identifier in brackets."""

from __future__ import annotations

from uwanose.layers.model import Profile
from uwanose.points.model import Catalog, Point


def named(catalog: Catalog, point: Point) -> str:
    """Return a point as messages name it: 個人住民税 均等割（resident_tax.per_capita_levy）."""
    business = catalog.businesses.get(point.business)
    label = f"{business.label_ja} {point.label_ja}" if business else point.label_ja
    return f"{label}（{point.id}）"


def town_name(profile: Profile, municipality: str) -> str:
    """Return 大井町 for ``oi``, 県 for the prefecture's own acts."""
    if not municipality:
        return "県"
    town = profile.municipalities.get(municipality)
    return town.name_ja if town else municipality
