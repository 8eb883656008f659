"""Owns who takes part, who has adopted and who pays: towns by system, customization, day and month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from uwanose.dates import Interval, Month
from uwanose.layers.effect import Effect, effects
from uwanose.layers.model import Customization, Profile
from uwanose.layers.participation import participations, system_of


def participants(profile: Profile, system: str, when: date | Month) -> tuple[str, ...]:
    """Return the towns that take part in a system on a day, or on any day of a month, in the published order."""
    span = _span(when)
    return tuple(
        town
        for town in profile.municipalities
        if any(period.overlap(span) for period in participations(profile, system, town))
    )


def takes_part(profile: Profile, business: str, municipality: str, on: date) -> bool:
    """Tell whether a town takes part in the system of a business on a day; a run is refused otherwise."""
    system = system_of(profile.consortium, business)
    return any(on in period for period in participations(profile, system, municipality))


class Membership:
    """Who holds which customization, with the effects of the whole profile worked out once."""

    def __init__(self, profile: Profile) -> None:
        self.effects: tuple[Effect, ...] = effects(profile)
        self._order = {town: index for index, town in enumerate(profile.municipalities)}
        self._by_customization: dict[str, list[Effect]] = {}
        self._by_town: dict[str, list[Effect]] = {}
        for effect in self.effects:
            self._by_customization.setdefault(effect.customization.id, []).append(effect)
            self._by_town.setdefault(effect.municipality, []).append(effect)

    def of(self, customization: str) -> tuple[Effect, ...]:
        """Return every period a customization is in force in a town."""
        return tuple(self._by_customization.get(customization, ()))

    def in_town(self, municipality: str) -> tuple[Effect, ...]:
        """Return every customization in force in a town at any time, lowest layer first, then by identifier."""
        return tuple(self._by_town.get(municipality, ()))

    def adopters(self, customization: str, when: date | Month) -> tuple[str, ...]:
        """Return the towns in which a customization is in force on a day, or on any day of a month."""
        span = _span(when)
        return self._towns(effect for effect in self.of(customization) if effect.interval.overlap(span))

    def payers(self, customization: str, month: Month) -> tuple[str, ...]:
        """Return the towns that pay for a month: every town in which it is in force on any of its days."""
        return self.adopters(customization, month)

    def joined_by(self, customization: str, month: Month) -> tuple[str, ...]:
        """Return the towns that have adopted by the end of a month, whether or not they have left since."""
        return self._towns(
            effect for effect in self.of(customization) if effect.interval.start <= month.last_day
        )

    def _towns(self, found: Iterable[Effect]) -> tuple[str, ...]:
        return tuple(sorted({effect.municipality for effect in found}, key=self._order.__getitem__))


def payers(profile: Profile, customization: str | Customization, month: Month) -> tuple[str, ...]:
    """Return the towns that pay for a customization in a month. For many months use one ``Membership``."""
    return Membership(profile).payers(_identifier(customization), month)


def adopters(profile: Profile, customization: str | Customization, when: date | Month) -> tuple[str, ...]:
    """Return the towns in which a customization is in force. For many questions use one ``Membership``."""
    return Membership(profile).adopters(_identifier(customization), when)


def affected_towns(profile: Profile, customization: str | Customization) -> tuple[str, ...]:
    """Return every town in which a customization is, was or will be in force, in the published order."""
    identifier = _identifier(customization)
    touched = {effect.municipality for effect in Membership(profile).of(identifier)}
    return tuple(town for town in profile.municipalities if town in touched)


def _identifier(customization: str | Customization) -> str:
    return customization if isinstance(customization, str) else customization.id


def _span(when: date | Month) -> Interval:
    return Interval.of(when.first_day, when.last_day) if isinstance(when, Month) else Interval.of(when, when)
