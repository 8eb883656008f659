"""Owns groups of towns: what each would pay alone, the Shapley value, who could do better by leaving (all 2^n groups).

A group is a bit mask over the towns in their order. All amounts are scaled to whole numbers first, so that 2^14 groups
take a fraction of a second and every comparison is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, lcm

__all__ = ["MOST", "Coalitions", "Objection"]

MOST = 16  # 2^16 groups; a consortium of more towns needs another way
GroupCost = Callable[[tuple[str, ...]], int | Fraction]


@dataclass(frozen=True, slots=True)
class Objection:
    """A group that would pay ``gain`` less on its own than it pays together."""

    towns: tuple[str, ...]
    gain: Fraction


class Coalitions:
    """The cost of every group of towns: ``scaled_costs`` by bit mask, each times ``scale``.

    Raises ValueError for more than sixteen towns.
    """

    def __init__(self, towns: Sequence[str], cost: GroupCost) -> None:
        """Work out the cost of each group; ``cost`` is asked once a group, the towns in their order."""
        if len(towns) > MOST:
            raise ValueError(f"{len(towns)} towns make more groups than can be looked at one by one")
        self.towns = tuple(towns)
        exact = [Fraction(0), *(Fraction(cost(self.members(mask))) for mask in range(1, 1 << len(towns)))]
        self.scale = lcm(*{amount.denominator for amount in exact})
        self.scaled_costs = tuple(amount.numerator * (self.scale // amount.denominator) for amount in exact)

    def members(self, mask: int) -> tuple[str, ...]:
        """Return the towns of a group."""
        return tuple(town for index, town in enumerate(self.towns) if mask >> index & 1)

    def cost(self, towns: Sequence[str]) -> Fraction:
        """Return what a group would pay alone."""
        return self.cost_of(sum(1 << self.towns.index(town) for town in towns))

    def cost_of(self, mask: int) -> Fraction:
        """Return what the group of a bit mask would pay alone."""
        return Fraction(self.scaled_costs[mask], self.scale)

    @property
    def total(self) -> Fraction:
        """What all pay together."""
        return Fraction(self.scaled_costs[-1], self.scale)

    @property
    def stand_alone(self) -> dict[str, Fraction]:
        """What each town would pay alone."""
        return {
            town: Fraction(self.scaled_costs[1 << index], self.scale) for index, town in enumerate(self.towns)
        }

    @property
    def without(self) -> dict[str, Fraction]:
        """What all others would pay without a town."""
        every = len(self.scaled_costs) - 1
        return {
            town: Fraction(self.scaled_costs[every ^ (1 << index)], self.scale)
            for index, town in enumerate(self.towns)
        }

    def shapley(self) -> dict[str, Fraction]:
        """Return the Shapley value: what a town adds to the cost, averaged over all orders of joining."""
        count, costs = len(self.towns), self.scaled_costs
        orders = [factorial(size) * factorial(count - size - 1) for size in range(count)]
        sizes = [0] * len(costs)
        for mask in range(1, len(costs)):
            sizes[mask] = sizes[mask & (mask - 1)] + 1
        found = {}
        for index, town in enumerate(self.towns):
            bit, added = 1 << index, [0] * count
            for mask, cost in enumerate(costs):
                if not mask & bit:
                    added[sizes[mask]] += costs[mask | bit] - cost
            weighted = sum(order * sum_ for order, sum_ in zip(orders, added, strict=True))
            found[town] = Fraction(weighted, factorial(count) * self.scale)
        return found

    def objections(self, shares: Mapping[str, int | Fraction]) -> list[Objection]:
        """Return every group, all together excepted, that would pay less alone, the largest gain first."""
        found = [Objection(self.members(mask), gain) for mask, gain in self._gains(shares) if gain > 0]
        return sorted(found, key=lambda one: (-one.gain, len(one.towns), one.towns))

    def objecting(
        self, shares: Mapping[str, int | Fraction], beyond: int | Fraction = 0
    ) -> tuple[int, Fraction]:
        """Return how many groups would pay less alone by more than ``beyond``, and the largest such gain."""
        gains = [gain for _, gain in self._gains(shares) if gain > beyond]
        return len(gains), max(gains, default=Fraction(0))

    def _gains(self, shares: Mapping[str, int | Fraction]) -> Iterator[tuple[int, Fraction]]:
        exact = [Fraction(shares[town]) for town in self.towns]
        scale = lcm(self.scale, *(share.denominator for share in exact))
        parts = [share.numerator * (scale // share.denominator) for share in exact]
        times = scale // self.scale
        paid = [0] * len(self.scaled_costs)
        for mask in range(1, len(self.scaled_costs) - 1):
            lowest = mask & -mask
            paid[mask] = paid[mask ^ lowest] + parts[lowest.bit_length() - 1]
            gain = paid[mask] - self.scaled_costs[mask] * times
            if gain > 0:
                yield mask, Fraction(gain, scale)
