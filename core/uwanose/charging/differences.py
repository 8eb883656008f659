"""Owns the difference between what is due today and what the book has charged: the one source of every charge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from uwanose.charging.book import Book
from uwanose.charging.due import DueGroup, DueLine, Group, Key
from uwanose.dates import Month

__all__ = ["Difference", "differences"]

_NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Difference:
    """Today's due of one key less what was charged for it. ``line`` is None when nothing is due any more."""

    key: Key
    line: DueLine | None
    closed: int

    @property
    def due(self) -> int:
        """The yen due today."""
        return self.line.yen if self.line else 0

    @property
    def yen(self) -> int:
        """The yen to charge or, when negative, to give back."""
        return self.due - self.closed


def differences(
    groups: Iterable[DueGroup], book: Book, months: Collection[Month] | None = None
) -> tuple[Difference, ...]:
    """Return every key that is new to the book or whose due has changed, and every key that is no longer due.

    ``groups`` is what is due; only keys of the given months are returned (default: all). A key that is new and costs
    nothing is a reasoned zero: it is returned once, so that each month is accounted for.
    """
    due = {entry.group: entry for entry in groups}
    wanted = None if months is None else frozenset(months)
    changed: list[Difference] = []
    gone: list[Difference] = []
    for group, entry in due.items():
        if wanted is None or group[2] in wanted:
            charged = book.groups.get(group, _NOTHING)
            if charged != entry.yen:
                changed += _changed(entry, charged)
                gone += _gone(group, charged, entry.yen)
    for group, charged in book.groups.items():
        if group not in due and (wanted is None or group[2] in wanted):
            gone += _gone(group, charged, _NOTHING)
    return (*changed, *gone)


def _gone(group: Group, charged: Mapping[str, int], due: Mapping[str, int]) -> Iterator[Difference]:
    for town, yen in charged.items():
        if yen and town not in due:
            yield Difference(Key(*group, town), None, yen)


def _changed(entry: DueGroup, charged: Mapping[str, int]) -> Iterator[Difference]:
    for town, yen in entry.yen.items():
        if town not in charged or charged[town] != yen:
            line = entry.line(town)
            yield Difference(line.key, line, charged.get(town, 0))
