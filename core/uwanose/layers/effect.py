"""Owns when a customization is in force in a town: its adoption, its life, and the town's participation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from uwanose.dates import Interval
from uwanose.layers.hindrances import hindrances
from uwanose.layers.model import Adoption, Customization, Profile, Rank
from uwanose.layers.participation import participations, system_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One customization in force in one town over one span of days, and the adoption that brings it there.

    ``municipality`` is empty for an adoption of the prefecture that is not looked at in one town.
    """

    customization: Customization
    adoption: Adoption
    municipality: str
    interval: Interval

    @property
    def layer(self) -> Rank:
        """The layer that adopted it."""
        return self.adoption.layer


def standing(profile: Profile) -> tuple[Effect, ...]:
    """Return every adoption that stands, over the days it stands, whoever takes part.

    Without approval, consent or agreement an adoption does not stand; one that another adopted customization of the
    same layer replaces ends where that one begins; retirement ends it with the day of retirement.
    """
    found = [
        _over_its_life(profile, adoption)
        for adoption in profile.adoptions
        if not hindrances(profile, adoption)
    ]
    kept = (_cut_by_replacement(effect, found) for effect in found)
    return tuple(effect for effect in kept if not effect.interval.is_empty)


def effects(profile: Profile) -> tuple[Effect, ...]:
    """Return every customization in force, town by town, lowest layer first, then by identifier and start."""
    found = (
        replace(effect, municipality=town, interval=common)
        for effect in standing(profile)
        for town in ([effect.municipality] if effect.municipality else profile.municipalities)
        for period in participations(
            profile, system_of(profile.consortium, effect.customization.business), town
        )
        if (common := effect.interval.overlap(period))
    )
    return tuple(sorted(found, key=lambda e: (e.layer, e.municipality, e.customization.id, e.interval.start)))


def _over_its_life(profile: Profile, adoption: Adoption) -> Effect:
    customization = profile.customizations[adoption.customization]
    last = customization.retired.on if customization.retired else None
    life = Interval.of(date.min, last)
    interval = adoption.interval.overlap(life) or Interval(adoption.interval.start, adoption.interval.start)
    return Effect(
        customization=customization, adoption=adoption, municipality=adoption.municipality, interval=interval
    )


def _cut_by_replacement(effect: Effect, others: Iterable[Effect]) -> Effect:
    starts = [
        other.interval.start
        for other in others
        if other.customization.replaces == effect.customization.id
        and (other.layer, other.municipality) == (effect.layer, effect.municipality)
        and not other.interval.is_empty
    ]
    end = min([effect.interval.end, *starts])
    return replace(effect, interval=Interval(effect.interval.start, end))
