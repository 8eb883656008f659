"""Owns the months of withholding from pay as a whole: their places from June to May, and what some of them take together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from uwanose.engine.arithmetic import Column, Flags


@dataclass(frozen=True, slots=True)
class Schedule:
    """A first and a later monthly amount, from June on, or from July on (the special credit of 2024)."""

    first: Column
    later: Column
    from_july: Flags

    @staticmethod
    def place(month: Column) -> Column:
        """Return the place of a month: June 0, May 11. A month that is not given (0) takes the place of June."""
        return (month + 6) % 12 * (month > 0)

    def begins(self, change_month: Column) -> Column:
        """Return the place from which a change takes effect: June is never withheld from those who begin in July."""
        return np.maximum(self.place(change_month), self.from_july)

    def month(self, place: int) -> Column:
        """Return the amount of one month."""
        if place == 0:
            return np.where(self.from_july, 0, self.first)
        return np.where(self.from_july, self.first, self.later) if place == 1 else self.later

    def through(self, last: Column) -> Column:
        """Return what the months up to the place *last* take together; nothing before June (-1)."""
        count = np.where(self.from_july, last, last + 1)
        return np.where(count > 0, self.first + self.later * (count - 1), 0)
