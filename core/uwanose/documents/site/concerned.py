"""Owns the shape of whom a customization concerns: the residents of a file for whom its end would change the amount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from uwanose.charging.report_model import CustomizationRow
from uwanose.governance.figures import TownImpact

__all__ = ["Concerned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """What the rows of a file say of a customization's end in the towns that hold it, or why they say nothing.

    ``towns`` are those that could be computed, ``left_out`` those that could not. ``worse`` and ``better`` are heads of all
    of them by what the end would do to them. ``on`` is the day of the rules, None where each row has its own.
    """

    file: str
    on: date | None
    towns: tuple[TownImpact, ...] = ()
    worse: int = 0
    better: int = 0
    rejected: int = 0
    left_out: tuple[str, ...] = ()
    why: tuple[str, str] | None = None

    @property
    def heads(self) -> int:
        """How many residents were looked at."""
        return sum(town.heads for town in self.towns)

    @property
    def changed(self) -> int:
        """For how many of them the amount would change."""
        return sum(town.changed for town in self.towns)

    @property
    def assumed(self) -> frozenset[str]:
        """The points whose assumed value the count rests on."""
        return frozenset(point for town in self.towns for point in town.assumed)

    @property
    def unverified(self) -> frozenset[str]:
        """The points whose unverified value the count rests on."""
        return frozenset(point for town in self.towns for point in town.unverified)

    def per_head(self, row: CustomizationRow) -> int | None:
        """Return the cost of the year in the counted towns for each resident concerned, raised to a whole yen."""
        payers = row.figures.payers
        cost = sum(payers[one.town].this_year for one in self.towns if one.town in payers)
        return -(-cost // self.changed) if self.changed else None
