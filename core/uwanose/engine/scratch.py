"""Owns the rules of a published example: the national layer with a scratch layer on top, never charged, never adopted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from uwanose.dates import FOREVER, Interval
from uwanose.layers.contributions import known_in, of_point
from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.layers.hashes import digest, plain
from uwanose.layers.model import Rank
from uwanose.points.model import Catalog, Confidence, Value

__all__ = ["scratch_rules"]


def scratch_rules(catalog: Catalog, on: date, overrides: Mapping[str, Value]) -> EffectiveRules:
    """Return the national rules of a day with some values replaced, ``law`` included. Formulas are the national ones."""
    known = known_in(catalog, None)
    values: dict[str, Origin] = {}
    beaten: dict[str, tuple[Origin, ...]] = {}
    for point in catalog.points.values():
        national = (
            next((one for one in of_point(point, known) if on in one.interval), None)
            if not point.owner
            else None
        )
        if point.id in overrides:
            values[point.id] = Origin(
                point=point.id,
                layer=Rank.TOWN,
                value=overrides[point.id],
                interval=Interval(date.min, FOREVER),
                place=point.place,
                source="例の rules:",
                confidence=Confidence.SINGLE_SOURCE,
            )
            beaten[point.id] = (national,) if national else ()
        elif national:
            values[point.id] = national
    return EffectiveRules(
        municipality="",
        legal_date=on,
        release=catalog.latest.id,
        values=values,
        beaten=beaten,
        code={},
        stopped={},
        adopted=(),
        sha256=digest(
            [[point, plain(origin.value), origin.draft] for point, origin in sorted(values.items())]
        ),
    )
