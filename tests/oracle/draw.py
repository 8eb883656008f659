"""Owns drawing the amounts and days of invented rows: mostly on a border, one yen or one day beside it, else anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from tests.oracle.days import birthday, digits


class Draw:
    """Draws with a fixed seed."""

    def __init__(self, *seed: object) -> None:
        self.random = Random(" ".join(map(str, seed)))

    def happens(self, percent: int) -> int:
        """1 in so many per cent of the draws."""
        return int(self.random.randrange(100) < percent)

    def amount(self, borders: Sequence[int], most: int) -> int:
        """An amount of yen, four times in five at a border or one yen beside it; never below 0."""
        if self.happens(20):
            return self.random.randrange(most)
        return max(0, self.random.choice(borders) + self.random.choice((-1, 0, 0, 1)))

    def near(self, days: Sequence[date]) -> date:
        """A day at one of some days or one beside it."""
        return self.random.choice(days) + timedelta(days=self.random.choice((-1, 0, 0, 1)))

    def born(self, ages: Sequence[int], at: Sequence[date]) -> int:
        """A date of birth whose birthday of such an age falls near a day, or anywhere in the year before it."""
        on = self.near(at)
        if self.happens(30):
            on -= timedelta(days=self.random.randrange(365))
        return digits(birthday(on, -self.random.choice(ages)))
