"""Owns the history of one point in one town: which value or code was, is and will be in force, span by span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from uwanose.dates import FOREVER, Interval
from uwanose.layers.effective import CodeLayer, Origin
from uwanose.layers.layering import Layering, is_usable
from uwanose.points.model import FormulaSource


@dataclass(frozen=True, slots=True)
class Reign:
    """What is in force over a span of days.

    ``origin`` is the winning value (None: no layer gives one), ``beaten`` the value right beneath it, ``formula`` the
    national formula, ``code`` the customizations on it, lowest first.
    """

    interval: Interval
    origin: Origin | None
    beaten: Origin | None
    formula: FormulaSource | None
    code: tuple[CodeLayer, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is in force."""
        return self.origin is None and self.formula is None and not self.code


def reign(layering: Layering, municipality: str, point: str, on: date) -> Reign:
    """Return what is in force on a day, as a span of that day alone."""
    stack = layering.stack(municipality, point, on)
    usable = bool(stack) and is_usable(stack[0])
    formulas = layering.formulas(point, on)
    return Reign(
        interval=Interval.of(on, on),
        origin=stack[0] if usable else None,
        beaten=next((one for one in stack[1:] if is_usable(one)), None) if usable else None,
        formula=formulas[0] if formulas else None,
        code=layering.code(municipality, on, point=point).get(point, ()),
    )


def timeline(layering: Layering, municipality: str, point: str) -> tuple[Reign, ...]:
    """Return everything that has been or will be in force, in order; each differs from the one before it.

    A change in a layer that another one hides makes no new span. A span without anything stands between two values, and
    after the last one, never before the first.
    """
    kept: list[Reign] = []
    for found in _each(layering, municipality, point):
        if kept and _same(kept[-1], found):
            found = _joined(kept.pop(), found)
        elif not kept and found.is_empty:
            continue
        kept.append(found)
    return tuple(kept)


def _each(layering: Layering, municipality: str, point: str) -> Iterator[Reign]:
    days = [*layering.change_dates(municipality, point), FOREVER]
    for start, end in pairwise(days):
        found = reign(layering, municipality, point, start)
        yield Reign(Interval(start, end), found.origin, found.beaten, found.formula, found.code)


def _joined(former: Reign, found: Reign) -> Reign:
    interval = Interval(former.interval.start, found.interval.end)
    return Reign(interval, former.origin, former.beaten, former.formula, former.code)


def _same(one: Reign, other: Reign) -> bool:
    return _mark(one) == _mark(other)


def _mark(found: Reign) -> tuple[object, ...]:
    return (
        found.origin,
        found.formula,
        tuple((code.customization, code.mode, code.sha256) for code in found.code),
    )
