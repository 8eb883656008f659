"""Owns where two adopted customizations of one layer meet on one point, and on which days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from uwanose.dates import Interval
from uwanose.layers import contributions
from uwanose.layers.effect import Effect
from uwanose.layers.model import Override


@dataclass(frozen=True, slots=True)
class Laid:
    """An override that stands in a layer, over the days it puts something on its point."""

    effect: Effect
    override: Override
    interval: Interval

    @property
    def customization(self) -> str:
        """The entry of the register it belongs to."""
        return self.effect.customization.id

    @property
    def layer(self) -> tuple[int, str]:
        """Rank and town of the layer."""
        return self.effect.layer, self.effect.municipality


def laid_overrides(effects: Iterable[Effect], known: contributions.Known) -> tuple[Laid, ...]:
    """Return every override of some effects with the days on which it puts something on its point."""
    return tuple(entry for effect in effects for entry in _laid(effect, known))


def _laid(effect: Effect, known: contributions.Known) -> Iterator[Laid]:
    for content in contributions.contents(effect.customization):
        common = effect.interval.overlap(content.interval)
        for override in content.overrides if common else ():
            spans = (
                [span for span, _ in contributions.spans(override.values, known)]
                if override.mode == "values"
                else [effect.interval]
            )
            for span in spans:
                both = common.overlap(span) if common else None
                if both:
                    yield Laid(effect, override, both)


def meetings(laid: Iterable[Laid]) -> Iterator[tuple[Laid, Laid, Interval]]:
    """Yield the pairs of different customizations that meet on a point of one layer, and their first common days."""
    groups: dict[tuple[tuple[int, str], str], list[Laid]] = {}
    for entry in laid:
        groups.setdefault((entry.layer, entry.override.point), []).append(entry)
    for group in groups.values():
        ordered = sorted(group, key=lambda entry: (entry.customization, entry.interval.start))
        reported: set[tuple[str, str]] = set()
        for one, other in combinations(ordered, 2):
            pair = one.customization, other.customization
            common = one.interval.overlap(other.interval)
            if common and pair[0] != pair[1] and pair not in reported:
                reported.add(pair)
                yield one, other, common
