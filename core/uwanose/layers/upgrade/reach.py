"""Owns how far the changes of a release reach: which results of a town's program are computed from something that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from uwanose.layers.beneath import code_arguments
from uwanose.layers.layering import Layering
from uwanose.points.model import Catalog

__all__ = ["Reach"]

_LATER = {"same": 0, "previous": 1, "year_before_previous": 2}


class Reach:
    """What a changed value or formula reaches in one town, by way of the arguments of formulas, business by business."""

    def __init__(self, layering: Layering, municipality: str, on: date, changes: Mapping[str, date]) -> None:
        """*changes* are the points that are not what they were in this town, each with the first day."""
        self._catalog = layering.catalog
        self._names = _names(layering.catalog)
        self._arguments = _arguments(layering, municipality, on)
        self.since: dict[str, date] = dict(changes)
        self._spread()

    def through(self, business: str, arguments: Iterable[str]) -> tuple[date | None, tuple[str, ...]]:
        """Return from which day arguments are not what they were, and which, the earliest first."""
        found = sorted(
            (since, name) for name in set(arguments) for since in [self._since_of(business, name)] if since
        )
        return (found[0][0], tuple(name for _, name in found)) if found else (None, ())

    def label(self, business: str, name: str) -> tuple[str, str]:
        """Return what an argument is called, in Japanese and in English."""
        point = self._catalog.points[self._names[business, name][0]]
        return point.label_ja, point.label_en or point.label_ja

    def _since_of(self, business: str, name: str) -> date | None:
        identifier, later = self._names.get((business, name), ("", 0))
        since = self.since.get(identifier)
        if since is None or not later:
            return since
        return date(since.year + later, since.month, 28 if (since.month, since.day) == (2, 29) else since.day)

    def _spread(self) -> None:
        users: dict[str, set[str]] = defaultdict(set)
        for item, arguments in self._arguments.items():
            business = item.split(".", 1)[0]
            for name in arguments:
                if (business, name) in self._names:
                    users[self._names[business, name][0]].add(item)
        waiting = list(self.since)
        while waiting:
            for item in users[waiting.pop()]:
                reached, _ = self.through(item.split(".", 1)[0], self._arguments[item])
                if reached and reached < self.since.get(item, date.max):
                    self.since[item] = reached
                    waiting.append(item)


def _names(catalog: Catalog) -> Mapping[tuple[str, str], tuple[str, int]]:
    """Return what the arguments of each business stand for: a point or an item, and how many years later it counts."""
    found = {(point.business, point.name): (point.id, 0) for point in catalog.points.values()}
    for business in catalog.businesses.values():
        for read in business.reads:
            item, _ = found.get((read.business, read.item), ("", 0))
            found[business.id, read.name] = (item, _LATER[read.year])
    return found


def _arguments(layering: Layering, municipality: str, on: date) -> Mapping[str, set[str]]:
    """Return the arguments of every formula on any day from a day on, customizations of the town included."""
    found: dict[str, set[str]] = defaultdict(set)
    for item, sources in layering.catalog.formulas.items():
        for source in sources:
            if source.until > on:
                found[item] |= set(source.arguments)
    for point, names in _code_arguments(layering, municipality, on):
        found[point] |= set(names)
    return found


def _code_arguments(layering: Layering, municipality: str, on: date) -> Iterator[tuple[str, tuple[str, ...]]]:
    days = {on, *(effect.interval.start for effect in layering.effects(municipality))}
    for day in sorted(day for day in days if day >= on):
        for point, layers in layering.code(municipality, day).items():
            for layer in layers:
                yield point, code_arguments(layering, layer)
