"""Owns searching the register, refused entries included: what was asked for before, who uses it, what it costs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from uwanose.layers.burden import expected_amount
from uwanose.layers.model import Customization, Profile, Setting
from uwanose.points.model import Catalog


@dataclass(frozen=True, slots=True)
class Price:
    """What a customization costs all its payers together, as far as it is known."""

    one_off: int
    yearly: int


@dataclass(frozen=True, slots=True)
class Users:
    """Who has something on one point: free settings, and entries of the register whether adopted or not."""

    settings: tuple[Setting, ...]
    customizations: tuple[Customization, ...]


def find_customizations(profile: Profile, catalog: Catalog, words: Iterable[str]) -> list[Customization]:
    """Return the entries that hold every word in number, title, points, reason, basis or papers; best first."""
    wanted = [folded for word in words if (folded := _fold(word))]
    if not wanted:
        return []
    ranked = []
    for customization in profile.customizations.values():
        title = _fold(f"{customization.id} {customization.title_ja} {customization.title_en}")
        text = f"{title} {_searched(profile, catalog, customization)}"
        if all(word in text for word in wanted):
            ranked.append((not all(word in title for word in wanted), customization.id, customization))
    return [customization for _, _, customization in sorted(ranked, key=lambda entry: entry[:2])]


def users_of(profile: Profile, point: str) -> Users:
    """Return who has something on a point."""
    return Users(
        settings=tuple(setting for setting in profile.settings if setting.point == point),
        customizations=tuple(
            customization
            for customization in profile.customizations.values()
            if point in touched(customization)
        ),
    )


def touched(customization: Customization) -> tuple[str, ...]:
    """Return every point an entry overrides or adds, in any of its versions."""
    overrides = [
        *customization.content,
        *(entry for version in customization.versions for entry in version.content),
    ]
    added = [point.id for point in customization.added_points] + [
        item.id for item in customization.added_items
    ]
    return tuple(dict.fromkeys([*(override.point for override in overrides), *added]))


def price(customization: Customization) -> Price:
    """Return the price of an entry: actual before quoted before budgeted amounts."""
    once = (item for item in customization.costs if item.kind != "recurring")
    yearly = (item for item in customization.costs if item.kind == "recurring")
    return Price(sum(map(expected_amount, once)), sum(map(expected_amount, yearly)))


def _searched(profile: Profile, catalog: Catalog, customization: Customization) -> str:
    business = catalog.businesses.get(customization.business)
    points = [catalog.points[name] for name in touched(customization) if name in catalog.points]
    towns = [
        profile.municipalities[town].name_ja
        for town in customization.request.by
        if town in profile.municipalities
    ]
    parts = [
        business.label_ja if business else customization.business,
        customization.basis,
        customization.reason,
        customization.working_group,
        customization.request.document,
        customization.source,
        *towns,
        *(f"{point.id} {point.label_ja} {point.label_en} {point.basis}" for point in points),
    ]
    return _fold(" ".join(parts))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
