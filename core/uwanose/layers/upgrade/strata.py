"""Owns values over time in layers, light enough for every municipality of the country: resolved, each with its source."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Hashable, Iterable, MutableMapping
from datetime import date

from uwanose.dates import FOREVER
from uwanose.layers.contributions import Known
from uwanose.layers.hashes import value_hash
from uwanose.layers.upgrade.model import Stretch, Stretches
from uwanose.points.model import DatedValue, Value

__all__ = [
    "Layer",
    "laid_over",
    "mark_of",
    "mark_on",
    "resolved",
    "same",
    "source_on",
    "stretches_of",
    "within",
]

Layer = MutableMapping[str, Stretches]  # point → its values in one layer


def mark_of(value: Value | None, draft: bool = False) -> Hashable:
    """Return what a value is known by: equal marks, equal results. A whole number stands for itself."""
    if value is None or draft:
        return None
    return value if type(value) is int else value_hash(value)


def stretches_of(values: Iterable[DatedValue], known: Known | None = None) -> Stretches:
    """Return dated values as stretches, each up to its own end or to the next one."""
    kept = [value for value in values if known is None or known(value)]
    if len(kept) == 1:
        only = kept[0]
        return (Stretch(only.start, only.until, mark_of(only.value, only.draft), only),)
    kept.sort(key=lambda value: value.start)
    ends = [*(value.start for value in kept[1:]), FOREVER]
    return tuple(
        Stretch(value.start, min(value.until, end), mark_of(value.value, value.draft), value)
        for value, end in zip(kept, ends, strict=True)
        if value.start < end
    )


def resolved(*layers: Layer) -> Layer:
    """Return what stands on every point, the topmost layer first: whole days of a layer hide what lies beneath them.

    Nothing is copied: a point that one layer alone has is that layer's own, source and all.
    """
    top, *others = layers
    if not others:
        return top
    below = resolved(*others)
    merged = {point: laid_over(own, below[point]) if point in below else own for point, own in top.items()}
    under = below.maps if isinstance(below, ChainMap) else [below]
    return ChainMap(merged, *under)


def laid_over(top: Stretches, below: Stretches) -> Stretches:
    """Return one layer's values over another's."""
    if not top or not below:
        return top or below
    if len(top) == 1 and top[0].end == FOREVER:  # the common case: one value from a day on
        first = top[0].start
        kept = [
            one if one[1] <= first else Stretch(one[0], first, one[2], one[3])
            for one in below
            if one[0] < first
        ]
        return (*kept, top[0])
    found: list[Stretch] = []
    at = date.min
    for own in top:
        found += within(below, at, own.start)
        found.append(own)
        at = own.end
    return (*found, *within(below, at, FOREVER))


def within(stretches: Stretches, start: date, end: date) -> Stretches:
    """Return the part of some stretches that lies between two days."""
    return tuple(
        one if one.start >= start and one.end <= end else one._replace(start=max(one.start, start), end=min(one.end, end))
        for one in stretches
        if one.start < end and one.end > start
    )  # fmt: skip


def same(one: Stretches, other: Stretches) -> bool:
    """Tell whether two courses of values are the same, wherever they come from."""
    return one is other or (
        len(one) == len(other)
        and all(a[0] == b[0] and a[1] == b[1] and a[2] == b[2] for a, b in zip(one, other, strict=True))
    )


def mark_on(stretches: Stretches, day: date) -> Hashable:
    """Return the mark that stands on a day, None where nothing does."""
    for one in stretches:
        if one[0] <= day < one[1]:
            return one[2]
    return None


def source_on(stretches: Stretches, day: date) -> object:
    """Return where what stands on a day comes from, None where nothing does."""
    return next((one.source for one in stretches if one.start <= day < one.end), None)
