"""Owns the difference between what is due today and what the book has charged: the one source of every charge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from uwanose.charging.book import Book
from uwanose.charging.due import DueLine, Key

__all__ = ["Difference", "differences"]


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


def differences(lines: Iterable[DueLine], book: Book) -> tuple[Difference, ...]:
    """Return every key that is new to the book or whose due has changed, and every key that is no longer due.

    A key that is new and costs nothing is a reasoned zero: it is returned once, so that each month is accounted for.
    """
    due = {line.key: line for line in lines}
    changed = [
        Difference(key, line, book.charged.get(key, 0))
        for key, line in due.items()
        if key not in book.charged or line.yen != book.charged[key]
    ]
    gone = [Difference(key, None, yen) for key, yen in book.charged.items() if yen and key not in due]
    return (*changed, *gone)
