"""Owns the shapes of an upgrade's analysis: the overrides that are judged, the statuses, and what is said of each. Data only."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from uwanose.dates import FOREVER, Interval
from uwanose.errors import Place
from uwanose.layers.model import Rank


class Status(Enum):
    """What a new release does to one override. The gravest comes first; each override has exactly one."""

    BROKEN = "broken"
    FORBIDDEN = "forbidden"
    MOVED = "moved"
    FREED = "freed"
    REVIEW = "review"
    RETIRE = "retire"
    REDUNDANT = "redundant"
    SHADOWED = "shadowed"
    PROMOTE = "promote"
    FOLLOWS = "follows"
    UNAFFECTED = "unaffected"


STATUS_LABELS = {
    Status.BROKEN: ("破損", "broken"),
    Status.FORBIDDEN: ("禁止", "forbidden"),
    Status.MOVED: ("移動", "moved"),
    Status.FREED: ("無償化", "freed"),
    Status.REVIEW: ("要確認", "review"),
    Status.RETIRE: ("引退可", "retire"),
    Status.REDUNDANT: ("無効果", "redundant"),
    Status.SHADOWED: ("埋没", "shadowed"),
    Status.PROMOTE: ("昇格候補", "promote"),
    Status.FOLLOWS: ("追従", "follows"),
    Status.UNAFFECTED: ("影響なし", "unaffected"),
}


class Stretch(NamedTuple):
    """What stands over some days: ``start`` is in, ``end`` is not. Two stretches are the same when their marks are.

    ``mark is None`` means that the value is unknown. ``source`` says where it comes from; it does not count.
    """

    start: date
    end: date
    mark: Hashable
    source: object = None


Stretches = tuple[Stretch, ...]  # in order, without overlap; where there is none, nothing stands


class Overlay(NamedTuple):
    """One override of one layer on one point: a setting, or what an adopted customization does to it.

    ``own`` are its values, or for code one stretch over its days. ``mode`` is ``values``, ``replace``, ``wrap`` or
    ``collect``. ``municipality`` is empty for the prefecture, ``customization`` for a setting.
    """

    point: str
    layer: Rank
    municipality: str
    own: Stretches
    place: Place
    customization: str = ""
    mode: str = "values"

    @property
    def interval(self) -> Interval:
        """The days from its first value to the end of its last one; none where it has no value."""
        if not self.own:
            return Interval(FOREVER, FOREVER)
        return Interval(self.own[0].start, self.own[-1].end)


class Decision(NamedTuple):
    """That somebody has decided to keep an override over what is beneath it now.

    ``decision`` is ``keep`` when it was recorded after the change, empty when the override was adopted over it; a free
    setting is written with the knowledge of the release (``setting``).
    """

    decision: str = ""
    by: str = ""
    on: date | None = None
    setting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a release does to one override.

    ``since`` is the first day it matters, None when it never does. ``was``, ``now`` and ``own`` are where that day's values come
    from: beneath the override in either release, and its own (``shown`` makes text of them). ``why`` is one clause.
    ``decided`` tells that somebody has kept the override over what is beneath it now.
    """

    overlay: Overlay
    status: Status
    since: date | None = None
    was: object = None
    now: object = None
    own: object = None
    why_ja: str = ""
    why_en: str = ""
    moved_to: str = ""
    decided: Decision | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody must act before the release may be used: a solution, or a decision that is not recorded."""
        grave = self.status in (Status.BROKEN, Status.FORBIDDEN, Status.MOVED)
        return grave or (self.status is Status.REVIEW and self.decided is None)
