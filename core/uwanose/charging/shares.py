"""Owns the division of whole yen: by weights among payers, by months without drift, into instalments by law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

__all__ = ["Allocation", "Slice", "allocate", "instalments"]

REMAINDER_RULES = ("largest_remainder", "floor")


@dataclass(frozen=True, slots=True)
class Allocation:
    """One total divided among payers: ``sum(yen.values()) + rest`` is the total, always.

    ``odd`` names who got one yen of the remainder, in the order in which it was given out. ``rest`` is what the
    ``floor`` rule leaves with the union; ``largest_remainder`` leaves nothing.
    """

    yen: Mapping[str, int]
    rest: int
    odd: tuple[str, ...]


def allocate(
    total: int, weights: Mapping[str, Fraction], order: Sequence[str], remainder: str = "largest_remainder"
) -> Allocation:
    """Divide whole yen by exact weights, which need not add up to one.

    Each payer first gets the whole yen of its exact share. ``largest_remainder`` then gives the yen left over, one each,
    to the largest fractions; equal fractions go by ``order`` (a payer it does not name comes last, in the order of the
    weights). A negative total is the exact mirror of the positive one, so that a reversal cancels to the yen.
    Raises ValueError when nobody has a positive weight.
    """
    if remainder not in REMAINDER_RULES:
        raise ValueError(f"no such remainder rule: {remainder!r}")
    scale = lcm(*(weight.denominator for weight in weights.values()))
    parts = {payer: weight.numerator * (scale // weight.denominator) for payer, weight in weights.items()}
    whole = sum(parts.values())
    if whole <= 0 or min(parts.values()) < 0:
        raise ValueError("weights must not be negative, and one must be positive")
    sign, amount = (-1, -total) if total < 0 else (1, total)
    shares = {payer: divmod(amount * part, whole) for payer, part in parts.items()}
    left = amount - sum(floor for floor, _ in shares.values())
    odd: tuple[str, ...] = ()
    if remainder == "largest_remainder":
        place = {payer: index for index, payer in reversed(list(enumerate((*order, *weights))))}
        ranked = sorted(shares, key=lambda payer: (-shares[payer][1], place[payer]))
        odd, left = tuple(ranked[:left]), 0
    yen = {payer: sign * (floor + (payer in odd)) for payer, (floor, _) in shares.items()}
    return Allocation(yen, sign * left, odd)


class Slice(NamedTuple):
    """The parts ``start`` up to (not including) ``stop`` of an amount cut into ``parts`` equal months.

    Month k is ⌊T(k+1)/n⌋ − ⌊Tk/n⌋, so any run of months is exact and all of them make the amount. The whole amount is
    ``Slice(T)``; what is left from month k on is ``Slice(T, n, k, n)``. Negative amounts are mirrored.
    """

    of: int
    parts: int = 1
    start: int = 0
    stop: int = 1

    @property
    def yen(self) -> int:
        """The whole yen of the slice."""
        sign, amount = (-1, -self.of) if self.of < 0 else (1, self.of)
        return sign * (amount * self.stop // self.parts - amount * self.start // self.parts)


def instalments(total: int, parts: int) -> tuple[int, ...]:
    """Divide a fixed claim into instalments, all fractions in the first one (端数計算法第3条).

    It is for one determined amount that is paid in several instalments, not for the months of a cost.
    """
    each = total // parts
    return (total - each * (parts - 1), *[each] * (parts - 1))
