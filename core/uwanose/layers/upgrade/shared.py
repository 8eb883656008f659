"""Owns what several towns have in common: overrides that could be the prefecture's, and prefecture overrides no town uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from uwanose.dates import FOREVER
from uwanose.layers.layering import Layering
from uwanose.layers.model import Rank
from uwanose.layers.participation import participations, system_of
from uwanose.layers.upgrade.model import Overlay, Stretches
from uwanose.layers.upgrade.strata import mark_on

__all__ = ["Holding", "Shared", "holdings", "is_shadowed", "participants_of", "shared"]


class Holding(NamedTuple):
    """That a town holds something: the same key of two towns is the same thing."""

    key: Hashable
    town: str


class Shared(NamedTuple):
    """One thing several towns hold."""

    key: Hashable
    towns: tuple[str, ...]


def shared(held: Iterable[Holding], least: int) -> Iterator[Shared]:
    """Yield what at least *least* towns hold."""
    towns: dict[Hashable, list[str]] = defaultdict(list)
    for key, town in held:
        towns[key].append(town)
    return (Shared(key, tuple(found)) for key, found in towns.items() if len(found) >= least)


def holdings(overlays: Iterable[Overlay], on: date) -> Iterator[Holding]:
    """Yield what each town holds of its own on a day: a customization on a point, or a value it has set."""
    for overlay in overlays:
        mark = mark_on(overlay.own, on) if overlay.layer is Rank.TOWN else None
        if mark is None:
            continue
        if overlay.customization:
            yield Holding((overlay.point, "customization", overlay.customization), overlay.municipality)
        else:
            yield Holding((overlay.point, "value", mark), overlay.municipality)


def participants_of(layering: Layering, business: str, on: date) -> tuple[str, ...]:
    """Return the towns that take part in the system of a business on a day."""
    system = system_of(layering.profile.consortium, business)
    return tuple(
        town
        for town in layering.profile.municipalities
        if any(on in period for period in participations(layering.profile, system, town))
    )


def is_shadowed(
    layering: Layering, overlay: Overlay, on: date, own: Mapping[str, Collection[Overlay]]
) -> bool:
    """Tell whether from a day on every town that takes part hides an override of the prefecture behind its own.

    *own* are the overrides of towns by point. A wrap hides nothing, a hook never is hidden.
    """
    business = overlay.point.split(".", 1)[0]
    towns = participants_of(layering, business, on)
    if overlay.layer is not Rank.PREFECTURE or overlay.mode == "collect" or not towns:
        return False
    hiding = {
        one.municipality
        for one in own.get(overlay.point, ())
        if one.mode in ("values", "replace") and _covers(one.own, on)
    }
    return hiding >= set(towns) and on in overlay.interval


def _covers(own: Stretches, on: date) -> bool:
    """Tell whether something stands from a day on for good, without a hole."""
    at = on
    for one in own:
        if one.end <= at:
            continue
        if one.start > at or one.mark is None:
            return False
        at = one.end
    return at == FOREVER
