"""Owns what a change of base figures or of the formula does: which figures moved unusually, who pays more and who less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from uwanose.charging.sharing.burdens import Burdens
from uwanose.errors import Finding, Severity
from uwanose.layers.model import Driver, Profile
from uwanose.layers.wording import town_name

__all__ = ["UNUSUAL", "Move", "Shift", "moved", "moves_finding", "renewed", "shifts"]

UNUSUAL = Fraction(5, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One town's base figure then and now."""

    municipality: str
    before: int
    after: int

    @property
    def change(self) -> Fraction:
        """The change as a part of the earlier figure; a figure that was nothing has changed wholly."""
        return Fraction(self.after - self.before, self.before) if self.before else Fraction(bool(self.after))


def moved(before: Driver, after: Driver, beyond: Fraction = UNUSUAL) -> tuple[Move, ...]:
    """Return the towns whose base figure moved by more than five per cent: a slip of the pen looks like that."""
    pairs = (
        Move(municipality=town, before=figure, after=after.values.get(town, 0))
        for town, figure in before.values.items()
    )
    return tuple(move for move in pairs if abs(move.change) > beyond)


def moves_finding(before: Driver, after: Driver, moves: Iterable[Move], profile: Profile) -> Finding:
    """Return the warning that asks about figures that moved unusually."""
    each = "、".join(
        f"{town_name(profile, move.municipality)} {move.before:,}→{move.after:,}（{_percent(move.change)}）"
        for move in moves
    )
    vintages = f"{before.reference_date} → {after.reference_date}"
    return Finding(
        code="C143",
        severity=Severity.WARNING,
        place=after.place,
        scope="register",
        ja=f"基礎数値 {before.label_ja}（{vintages}）が5%を超えて動いた町村があります: {each}",
        en=f"Base figures {before.id} ({vintages}) moved by more than 5 %: {each}",
        remedy_ja=f"桁や町村の取り違えがないか、出典（{after.source}）で確かめてください。正しければ、そのまま使えます。",
        remedy_en=f"See whether a digit or a town was mixed up ({after.source}); if they are right, nothing else is needed.",
    )


def _percent(change: Fraction) -> str:
    return f"{float(change * 100):+.1f}%"


def renewed(known: Mapping[str, Driver], name: str, newer: Driver) -> dict[str, Driver]:
    """Return the base figures with one of them replaced by a newer vintage under its old name."""
    return {**known, name: replace(newer, id=name)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What one town pays before and after a change."""

    municipality: str
    before: int
    after: int

    @property
    def yen(self) -> int:
        """The difference; below nothing, the town pays less."""
        return self.after - self.before

    @property
    def change(self) -> Fraction:
        """The difference as a part of what was paid before."""
        return Fraction(self.yen, self.before) if self.before else Fraction(bool(self.after))


def shifts(before: Burdens, after: Burdens) -> tuple[Shift, ...]:
    """Return who pays more and who less, in the published order."""
    return tuple(
        Shift(municipality=town, before=yen, after=after.yen[town]) for town, yen in before.yen.items()
    )
