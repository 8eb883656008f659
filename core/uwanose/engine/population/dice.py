"""Owns chance in whole numbers: the same seed gives the same people on every machine and with every NumPy.

Only the raw PCG64 stream is used, which NumPy promises never to change, and no floating point at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from uwanose.engine.arithmetic import Column, Flags
from uwanose.money import Rate

_BITS = 32


class Dice:
    """One stream of chance, named by a seed and words (town, subject); a stream never disturbs another."""

    def __init__(self, seed: int, *words: str) -> None:
        name = [seed, *"/".join(words).encode()]
        self._stream = np.random.PCG64(np.random.SeedSequence(name))

    def _draw(self, count: int) -> Column:
        raw: npt.NDArray[np.uint64] = self._stream.random_raw(count)
        return (raw >> np.uint64(64 - _BITS)).astype(np.int64)

    def below(self, limit: int | Column, count: int) -> Column:
        """Whole numbers from 0 to below *limit* (less than 2**31), each equally likely."""
        return (self._draw(count) * limit) >> _BITS

    def between(self, low: int | Column, high: int | Column, count: int) -> Column:
        """Whole numbers from *low* to *high*, both in."""
        return low + self.below(high - low + 1, count)

    def happens(self, per_10_000: int | Column, count: int) -> Flags:
        """True as often as *per_10_000* says."""
        return self.below(10_000, count) < per_10_000

    def among(self, mask: Flags, per_10_000: int) -> Flags:
        """Of the rows of *mask*, about *per_10_000* in ten thousand."""
        chosen = np.zeros(len(mask), dtype=bool)
        rows = np.flatnonzero(mask)
        chosen[rows] = self.happens(per_10_000, len(rows))
        return chosen

    def choose(self, weights: Sequence[int], count: int) -> Column:
        """Indexes of *weights*, each as likely as its weight."""
        bounds = np.cumsum(np.asarray(weights, dtype=np.int64))
        return np.searchsorted(bounds, self.below(int(bounds[-1]), count), side="right").astype(np.int64)

    def pick(self, values: Sequence[int], count: int) -> Column:
        """Values from a list, each equally likely."""
        return np.asarray(values, dtype=np.int64)[self.below(len(values), count)]

    def spread(self, knots: Sequence[int], count: int) -> Column:
        """Whole numbers spread as the quantiles *knots* (equally likely steps, straight lines between)."""
        points = np.asarray(knots, dtype=np.int64)
        place = self._draw(count) * (len(points) - 1)
        step = place >> _BITS
        part = place & ((1 << _BITS) - 1)
        low = points[step]
        drawn: Column = low + (((points[step + 1] - low) * part) >> _BITS)
        return drawn

    def exactly(self, share: Rate, count: int) -> Flags:
        """True for exactly the whole part of *share* of the rows, each row equally likely."""
        wanted = count * share.numerator // share.denominator
        order = np.argsort(self._stream.random_raw(count), kind="stable")
        chosen = np.zeros(count, dtype=bool)
        chosen[order[:wanted]] = True
        return chosen
