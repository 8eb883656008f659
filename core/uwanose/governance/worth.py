"""Owns what a customization costs beside what it does: yen of its payers, and per resident it helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from uwanose.charging.prospects import Burden, burdens
from uwanose.dates import Month
from uwanose.governance.figures import Impact
from uwanose.governance.proposal import Proposed
from uwanose.layers.as_approved import waiting_version
from uwanose.layers.model import Profile

__all__ = ["Worth", "worth_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one entry of the register costs the towns asked for, and the heads better off with it than without.

    ``yearly`` is the upkeep of a full fiscal year, ``one_off`` all one-offs over their life, as the towns' shares add up.
    """

    entry: str
    title_ja: str
    title_en: str
    towns: Mapping[str, Burden]
    helped: int
    effect: int  # the yen by which they are better off, together
    illustrative: bool
    known: bool  # whether the register holds any cost

    @property
    def one_off(self) -> int:
        """All one-offs."""
        return sum(burden.one_off for burden in self.towns.values())

    @property
    def yearly(self) -> int:
        """The upkeep of a year."""
        return sum(burden.yearly for burden in self.towns.values())

    @property
    def one_off_per_head(self) -> int | None:
        """Yen of the one-offs for each resident helped, rounded up; None when nobody is."""
        return -(-self.one_off // self.helped) if self.helped else None

    @property
    def yearly_per_head(self) -> int | None:
        """Yen of a year's upkeep for each resident helped, rounded up; None when nobody is."""
        return -(-self.yearly // self.helped) if self.helped else None


def worth_of(impact: Impact, proposed: Proposed, profile: Profile) -> Worth | None:
    """Return what the one entry of a proposal costs; None for several entries, for values, and where nobody pays or receives.

    For an entry that would end, its cost today stands beside those who would lose by it. Raises Refused when the sharing
    cannot be worked out.
    """
    name = proposed.entry
    if not name or impact.question.stake is None:
        return None
    held = bool(proposed.proposal.held)
    entry = profile.customizations[name]
    if held and waiting_version(entry) is not None:
        return None  # of a version the register's costs say nothing: it is quoted by itself, a repair costs nothing
    shares = burdens(proposed.profile if held else profile, name, Month.of(proposed.proposal.start))
    told = {town.town for town in impact.towns if not town.refused}
    moved = impact.helped if held else impact.burdened
    return Worth(
        entry=name,
        title_ja=entry.title_ja,
        title_en=entry.title_en,
        towns={town: share for town, share in shares.items() if town in told},
        helped=moved.heads,
        effect=abs(moved.yen),
        illustrative=bool(entry.illustrative),
        known=bool(entry.costs),
    )
