"""Owns which overrides there are: every setting and every adopted customization, point by point, in the order of the layers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from uwanose.layers import contributions
from uwanose.layers.effect import Effect, standing
from uwanose.layers.layering import Layering
from uwanose.layers.model import Override, Rank, Setting
from uwanose.layers.upgrade.model import Overlay, Stretch, Stretches
from uwanose.layers.upgrade.strata import mark_of, stretches_of

__all__ = ["Standing", "of_setting", "overlays"]

Standing = tuple[
    Overlay, Effect | None
]  # an override, and the adoption that brings it in when it is a customization


def overlays(layering: Layering) -> Iterator[Standing]:
    """Yield every override that stands: settings first, then customizations, prefecture before towns."""
    for setting in layering.profile.settings:
        if setting.layer in (Rank.PREFECTURE, Rank.TOWN):
            yield of_setting(setting, layering.known), None
    for effect in standing(layering.profile):
        for override in _last_of_each_point(effect):
            own = _own(layering, effect, override)
            if own:
                yield _of_effect(effect, override, own), effect


def of_setting(setting: Setting, known: contributions.Known | None = None) -> Overlay:
    """Return a setting as an override."""
    own = stretches_of(setting.values, known)
    return Overlay(setting.point, setting.layer, setting.municipality, own, setting.place)


def _of_effect(effect: Effect, override: Override, own: Stretches) -> Overlay:
    return Overlay(
        override.point, effect.layer, effect.municipality, own, override.place, effect.customization.id, override.mode
    )  # fmt: skip


def _last_of_each_point(effect: Effect) -> Iterable[Override]:
    """Return one override for each point of any version that is in force in an adoption: that of its last version."""
    found = {
        override.point: override
        for content in contributions.contents(effect.customization)
        if content.interval.overlap(effect.interval)
        for override in content.overrides
    }
    return found.values()


def _own(layering: Layering, effect: Effect, override: Override) -> Stretches:
    if override.mode == "values":
        laid = contributions.of_effects([effect], layering.known).get(override.point, ())
        return tuple(
            Stretch(one.interval.start, one.interval.end, mark_of(one.value, one.draft), one) for one in laid
        )
    return tuple(
        Stretch(common.start, common.end, override.mode, override)
        for content in contributions.contents(effect.customization)
        if any(one.point == override.point for one in content.overrides)
        and (common := content.interval.overlap(effect.interval))
    )
