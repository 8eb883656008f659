"""Owns who pays when: the months in which each town holds a customization, from the effects the layers work out.

A month counts as soon as one of its days does (月割: the month is the smallest unit of charging).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from uwanose.dates import FOREVER, Interval, Month
from uwanose.layers.effect import Effect
from uwanose.layers.members import Membership
from uwanose.layers.model import Profile, Rank

__all__ = ["LAST_MONTH", "Payers", "Span", "payers_of"]

LAST_MONTH = Month.of(FOREVER)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of months, both ends in; ``last`` is ``LAST_MONTH`` when there is no end."""

    first: Month
    last: Month

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last


@dataclass(frozen=True, kw_only=True)
class Payers:
    """The payers of one customization over time, towns in the published order.

    ``spans`` holds, per town that ever is in, its runs of months without overlap. ``shared`` holds the months in which
    an adoption of the prefecture is in force: their cost is shared cost (共通経費).
    """

    customization: str
    spans: Mapping[str, tuple[Span, ...]]
    shared: tuple[Span, ...]
    _known: dict[int, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def _turns(self) -> tuple[Month, ...]:
        """The months from which other towns are in than before, ascending."""
        turns = {
            turn for spans in self.spans.values() for span in spans for turn in (span.first, span.last + 1)
        }
        return tuple(sorted(turns))

    @property
    def first(self) -> Month:
        """The month of the first adoption."""
        return min(spans[0].first for spans in self.spans.values())

    def active(self, month: Month) -> tuple[str, ...]:
        """Return the towns that are in during a month."""
        at = bisect_right(self._turns, month)
        if at not in self._known:
            spans = self.spans.items()
            self._known[at] = tuple(town for town, runs in spans if any(month in span for span in runs))
        return self._known[at]

    def layer(self, month: Month) -> Rank:
        """Return whose adoption carries a month; when nobody is in, who carried it last, or will carry it first."""
        if not self.shared:
            return Rank.TOWN
        if any(month in span for span in self.shared):
            return Rank.PREFECTURE
        if self.active(month):
            return Rank.TOWN
        first = self.shared[0].first
        return Rank.PREFECTURE if month > first or first == self.first else Rank.TOWN

    def joined(self, first: Month) -> dict[str, Month]:
        """Return when each town came in, seen from a cost that begins in ``first``.

        A town that is in during that month was there from the beginning; one that left before is not meant.
        """
        return {
            town: min(max(span.first, first) for span in spans if span.last >= first)
            for town, spans in self.spans.items()
            if spans[-1].last >= first
        }

    def leaves_after(self, town: str, month: Month) -> bool:
        """Tell whether a month is the last one of a run of a town: it is in now and no longer in the next."""
        return any(span.last == month for span in self.spans.get(town, ()))


def payers_of(profile: Profile, members: Membership, customization: str) -> Payers:
    """Return who pays for a customization in which months."""
    effects = members.of(customization)
    spans = {town: _months(_of_town(effects, town)) for town in profile.municipalities}
    return Payers(
        customization=customization,
        spans={town: runs for town, runs in spans.items() if runs},
        shared=_months(effect.interval for effect in effects if effect.layer is Rank.PREFECTURE),
    )


def _of_town(effects: Iterable[Effect], town: str) -> Iterable[Interval]:
    return (effect.interval for effect in effects if effect.municipality == town)


def _months(intervals: Iterable[Interval]) -> tuple[Span, ...]:
    """Return the months touched, runs that meet or overlap made one."""
    runs: list[Span] = []
    for interval in sorted(intervals):
        last = LAST_MONTH if interval.last_day is None else Month.of(interval.last_day)
        span = Span(Month.of(interval.start), last)
        if runs and span.first <= runs[-1].last + 1:
            runs[-1] = Span(runs[-1].first, max(runs[-1].last, span.last))
        else:
            runs.append(span)
    return tuple(runs)
