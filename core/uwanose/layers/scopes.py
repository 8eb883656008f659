"""Owns whose runs a finding touches: the prefecture, the towns that adopt a customization, or nobody."""

from __future__ import annotations

from collections.abc import Iterable

from uwanose.layers.model import Adoption, Profile, Rank

PREFECTURE = "prefecture"
REGISTER = "register"  # an entry nobody has adopted


def scope_of_adoption(adoption: Adoption) -> str:
    """Return whose runs an adoption touches."""
    return adoption.municipality or PREFECTURE


def scope_of_customization(profile: Profile, customization: str) -> str:
    """Return whose runs an entry of the register touches."""
    return scope_of_adoptions(profile.adoptions, customization)


def scope_of_adoptions(adoptions: Iterable[Adoption], customization: str) -> str:
    """Return whose runs an entry touches: the prefecture, the towns that adopt it, or nobody (``register``)."""
    adopters = [entry for entry in adoptions if entry.customization == customization]
    if any(entry.layer is Rank.PREFECTURE for entry in adopters):
        return PREFECTURE
    return " ".join(sorted({entry.municipality for entry in adopters})) or REGISTER
