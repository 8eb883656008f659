"""Owns the towns by name: finding one by identifier, Japanese name or code, and the check digit of a code."""

from __future__ import annotations

import unicodedata

from uwanose.errors import UnknownName, nearest
from uwanose.layers.model import Municipality, Profile

_WEIGHTS = (6, 5, 4, 3, 2)


def is_municipality_code(code: str) -> bool:
    """Tell whether six digits are a code of 全国地方公共団体コード: five digits and their check digit."""
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=False))
    return (11 - total % 11) % 10 == int(code[-1])


def find_municipality(profile: Profile, text: str) -> Municipality:
    """Return the town named by its identifier, Japanese name (町 or 村 may be left out), English name or code.

    Raises UnknownName with the nearest names.
    """
    wanted = _fold(text)
    for municipality in profile.municipalities.values():
        if wanted in map(_fold, _names(municipality)):
            return municipality
    known = {name: town for town in profile.municipalities.values() for name in _names(town)}
    towns = dict.fromkeys(known[name].name_ja for name in nearest(text, known, 3))
    raise UnknownName("町村", "municipality", text, tuple(towns))


def _names(municipality: Municipality) -> tuple[str, ...]:
    return (
        municipality.id,
        municipality.name_ja,
        municipality.name_ja.rstrip("町村"),
        municipality.name_en,
        municipality.code,
    )


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
