"""Owns the weights that the payers of one customization have agreed on: which hold in a month, and as base figures.

To charging they are base figures (基礎数値) like any other: whole numbers in the same ratio, named by entry and month.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import lcm

from uwanose.dates import Month
from uwanose.layers.model import Customization, Driver, Profile, Sharing, Weights
from uwanose.layers.wording import town_name

__all__ = [
    "WEIGHTS", "agreed_by_approval", "agreed_texts", "agreed_texts_en", "driver_of", "drivers_of", "has_weight",
    "ratio_text",
    "weights_by_driver", "weights_in",
]  # fmt: skip

WEIGHTS = "weights"  # the sharing method


def weights_in(sharing: Sharing, month: Month) -> Weights | None:
    """Return the weights in force in a month: those that began last; None before the first ones and without any."""
    begun = [weights for weights in sharing.weights if weights.start <= month]
    return max(begun, key=lambda weights: weights.start, default=None)


def has_weight(sharing: Sharing, town: str, on: date) -> bool:
    """Tell whether a town that adopts on a day can share: it has a weight then, or none is needed."""
    weights = weights_in(sharing, Month.of(on))
    return sharing.formula != WEIGHTS or (weights is not None and town in weights.towns)


def driver_of(customization: Customization, weights: Weights) -> Driver:
    """Return weights as base figures: 1/2, 1/3 and 1/6 count 3, 2 and 1."""
    scale = lcm(*(weight.denominator for weight in weights.towns.values()))
    return Driver(
        id=f"{customization.id}@{weights.start}",
        label_ja=f"{customization.id}の協定による重み（{weights.start}から）",
        reference_date=weights.on,
        source=weights.document,
        values={town: int(weight * scale) for town, weight in weights.towns.items()},
        place=weights.place,
    )


def drivers_of(profile: Profile) -> Mapping[str, Driver]:
    """Return all base figures by name: the consortium's, and the weights of every customization."""
    found = dict(profile.consortium.drivers)
    for customization, weights in _all(profile):
        driver = driver_of(customization, weights)
        found[driver.id] = driver
    return found


def weights_by_driver(profile: Profile, driver: str) -> Weights | None:
    """Return the weights that base figures stand for, None for the consortium's own figures."""
    return next((one for entry, one in _all(profile) if f"{entry.id}@{one.start}" == driver), None)


def ratio_text(profile: Profile, weights: Weights) -> str:
    """Return weights as papers print them: 大井町3：松田町2."""
    return "：".join(f"{town_name(profile, town)}{weight}" for town, weight in weights.towns.items())


def agreed_texts(profile: Profile, sharing: Sharing) -> tuple[str, ...]:
    """Return all weights that were ever agreed on, each with its first month and its paper."""
    return tuple(f"{one.start}から {ratio_text(profile, one)}（{one.document}）" for one in sharing.weights)


def agreed_texts_en(profile: Profile, sharing: Sharing) -> tuple[str, ...]:
    """Return the same in English."""
    names = {town.id: town.name_en for town in profile.municipalities.values()}
    return tuple(
        f"{' : '.join(f'{names.get(town, town)} {weight}' for town, weight in one.towns.items())}"
        f" from {one.start} on ({one.document})"
        for one in sharing.weights
    )


def agreed_by_approval(customization: Customization) -> tuple[Weights, ...]:
    """Return the weights an approval covers: those agreed on by its day. Later ones rest on a paper of their own."""
    approval, weights = customization.approval, customization.sharing.weights
    return tuple(one for one in weights if approval is None or one.on <= approval.on)


def _all(profile: Profile) -> Iterator[tuple[Customization, Weights]]:
    for customization in profile.customizations.values():
        for weights in customization.sharing.weights:
            yield customization, weights
