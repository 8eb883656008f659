"""Owns 適合率, the fit to the package: how much of the national package a side leaves as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from uwanose.layers.comparison import Side
from uwanose.layers.model import Rank
from uwanose.layers.timeline import Reign
from uwanose.points.model import Kind, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How one business fits the package on one side.

    ``points`` are the values, tables, formulas and texts the national package declares. ``prefecture`` and ``own`` of
    them are changed by a customization of the prefecture or of the town; a setting changes nothing of the package and
    is counted in ``settings`` only. ``added`` are what customizations in force add: points of their own and hooks used.
    """

    business: str
    points: int
    prefecture: int
    own: int
    settings: int
    added: int

    @property
    def share(self) -> Fraction:
        """The points no customization changes over all points; one where there is none."""
        return Fraction(self.points - self.prefecture - self.own, self.points) if self.points else Fraction(1)


def fit(side: Side, business: str) -> Fit | None:
    """Return how a business fits, None where the side takes no part in it."""
    if not side.takes_part(business):
        return None
    points = [point for point in side.layering.catalog.points.values() if point.business == business]
    changed = {Rank.PREFECTURE: 0, Rank.TOWN: 0}
    counted = settings = added = 0
    for point in points:
        found = side.reign(point)
        if point.owner or point.kind is Kind.HOOK:
            added += _in_force(point, found)
            continue
        counted += 1
        layer = _changed_in(found)
        if layer is not None:
            changed[layer] += 1
        elif found.origin and found.origin.layer is not Rank.NATIONAL:
            settings += 1
    return Fit(
        business=business,
        points=counted,
        prefecture=changed[Rank.PREFECTURE],
        own=changed[Rank.TOWN],
        settings=settings,
        added=added,
    )


def together(fits: Iterable[Fit]) -> Fit:
    """Return several businesses counted as one."""
    every = list(fits)
    return Fit(
        business="",
        points=sum(one.points for one in every),
        prefecture=sum(one.prefecture for one in every),
        own=sum(one.own for one in every),
        settings=sum(one.settings for one in every),
        added=sum(one.added for one in every),
    )


def format_share(share: Fraction) -> str:
    """Write a fit in per cent, cut to a tenth, so that 100.0% is said only where nothing is changed."""
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}.{tenths % 10}%"


def _changed_in(found: Reign) -> Rank | None:
    """Return the topmost layer whose customization changes a point, None when none does."""
    if found.code:
        return max(code.layer for code in found.code)
    return found.origin.layer if found.origin and found.origin.owner else None


def _in_force(point: Point, found: Reign) -> bool:
    if point.kind is Kind.HOOK and not point.owner:
        return bool(found.code)
    return bool(found.code or (found.origin and found.origin.layer is not Rank.NATIONAL))
