"""Owns what lies beneath one override over its days, in the knowledge of one release."""

from __future__ import annotations

from itertools import pairwise

from uwanose.dates import FOREVER
from uwanose.layers.beneath import Beneath, beneath
from uwanose.layers.layering import Layering, is_usable
from uwanose.layers.model import Override
from uwanose.layers.upgrade.model import Overlay, Stretch, Stretches
from uwanose.layers.upgrade.strata import mark_of, within

__all__ = ["ground"]


def ground(layering: Layering, overlay: Overlay) -> Stretches:
    """Return what lies beneath an override on its days. Code is known by ``<signature>-<body>``, values by their mark."""
    gone = overlay.point not in layering.catalog.points
    if gone or not overlay.own or (overlay.mode != "values" and not _is_code(overlay)):
        return ()
    days = [
        overlay.interval.start,
        *(
            day
            for day in layering.change_dates(overlay.municipality, overlay.point, below=overlay.layer)
            if overlay.interval.start < day < overlay.interval.end
        ),
        overlay.interval.end,
    ]
    found: list[Stretch] = []
    for start, end in pairwise(days):
        one = _on(layering, overlay, Stretch(start, end, None))
        if found and found[-1].mark == one.mark:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(one)
    return within(tuple(found), overlay.interval.start, FOREVER)


def _is_code(overlay: Overlay) -> bool:
    """Tell whether an override's code still stands on its own point: one that has moved is not looked beneath."""
    override = overlay.own[-1].source
    return isinstance(override, Override) and override.point == overlay.point


def _on(layering: Layering, overlay: Overlay, empty: Stretch) -> Stretch:
    if overlay.mode == "values":
        stack = layering.stack(overlay.municipality, overlay.point, empty.start, below=overlay.layer)
        if not stack or not is_usable(stack[0]):
            return empty
        return empty._replace(mark=mark_of(stack[0].value), source=stack[0])
    override = overlay.own[-1].source
    assert isinstance(override, Override)
    found: Beneath = beneath(layering, overlay.layer, overlay.municipality, override, empty.start)
    return empty._replace(mark=found.sha256, source=found)
