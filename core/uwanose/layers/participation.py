"""Owns who takes part in which shared system when: a table town × system × period, never "the fourteen"."""

from __future__ import annotations

from uwanose.dates import Interval
from uwanose.layers.model import Consortium, Profile


def system_of(consortium: Consortium, business: str) -> str:
    """Return the shared system a business belongs to, empty when the consortium runs none for it."""
    return next((system for system, held in consortium.systems.items() if business in held), "")


def participations(profile: Profile, system: str, municipality: str) -> tuple[Interval, ...]:
    """Return the periods in which a town takes part in a system, in order."""
    return tuple(
        sorted(
            entry.interval
            for entry in profile.consortium.participation
            if entry.system == system and entry.municipality == municipality
        )
    )
