"""Owns what groups of towns can agree on: the least core, the nucleolus (仁), the largest saving no group objects to. All exact.

A group's complaint is what it pays above its cost alone. The least core makes the largest complaint as small as can be; the
nucleolus then the next one, and so on, until one answer is left (Schmeidler 1969; Maschler, Peleg and Shapley 1979). Where the
core is empty this is the pre-nucleolus: a town may then pay more than alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from uwanose.charging.sharing.coalitions import Coalitions
from uwanose.charging.sharing.exact_program import Constraint, Infeasible, least_value

__all__ = ["Agreement", "agreement", "largest_agreed_saving"]

Vector = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The nucleolus, and the largest complaint at it: no shares make it smaller (the least core's).

    The core is empty when ``complaint`` is above nothing.
    """

    shares: Mapping[str, Fraction]
    complaint: Fraction


def agreement(game: Coalitions) -> Agreement:
    """Return the nucleolus and the complaint of the least core."""
    count = len(game.towns)
    point = tuple(game.total / count for _ in range(count))
    fixed: list[Vector] = [tuple(Fraction(1) for _ in range(count))]
    complaint: Fraction | None = None
    while directions := _free(fixed, count):
        level = _Level(game, point, directions)
        found = least_value(len(directions), level.violated, level.large)
        point = level.shares(found.point)
        complaint = found.value if complaint is None else complaint
        fixed += [_indicator(int(str(mask)), count) for mask in found.multipliers]
    return Agreement(dict(zip(game.towns, point, strict=True)), complaint or Fraction(0))


def largest_agreed_saving(game: Coalitions) -> tuple[Fraction, dict[str, Fraction]] | None:
    """Return the largest saving every town can have at once while no group objects, with shares; None with an empty core."""
    count = len(game.towns)
    start = tuple(game.total / count for _ in range(count))
    directions = _free([tuple(Fraction(1) for _ in range(count))], count)
    level = _Level(game, start, directions)
    alone = [game.stand_alone[town] for town in game.towns]

    def violated(point: Sequence[Fraction], value: Fraction, first: bool) -> Constraint | None:
        shares = level.shares(point)
        over = [
            (share / cost - value, index)
            for index, (share, cost) in enumerate(zip(shares, alone, strict=True))
        ]
        worst, index = max(over) if not first else next((one for one in over if one[0] > 0), over[0])
        if worst > 0:  # a town's own part of its stand-alone cost: share ≤ value × cost
            slope = tuple(direction[index] / alone[index] for direction in directions)
            return Constraint(-1 - index, slope, Fraction(1), -start[index] / alone[index])
        group = level.violated(point, Fraction(0), first)
        return group and Constraint(group.key, group.slope, Fraction(0), group.bound)

    try:
        found = least_value(len(directions), violated, level.large)
    except Infeasible:
        return None
    return 1 - found.value, dict(zip(game.towns, level.shares(found.point), strict=True))


class _Level:
    """The shares that can still be chosen: a point and the directions it may move in; what groups complain of."""

    def __init__(self, game: Coalitions, start: Vector, directions: Sequence[Vector]) -> None:
        self._game, self._start, self._directions = game, start, directions
        self._masks = range(1, (1 << len(start)) - 1)
        moving = [_subset_sums([int(part) for part in direction]) for direction in directions]
        self._open = [mask for mask in self._masks if any(sums[mask] for sums in moving)]
        costs = [abs(game.cost_of(mask)) for mask in (*self._masks, len(self._masks) + 1)]
        self.large = (max(costs, default=Fraction(0)) + 1) * 10**24

    def shares(self, point: Sequence[Fraction]) -> Vector:
        """Return the shares a point stands for."""
        return tuple(
            begin
            + sum(
                (
                    step * direction[index]
                    for step, direction in zip(point, self._directions, strict=True)
                    if step
                ),
                Fraction(0),
            )
            for index, begin in enumerate(self._start)
        )

    def violated(self, point: Sequence[Fraction], value: Fraction, first: bool) -> Constraint | None:
        """Return the group that complains most beyond *value* among those whose burden can still change."""
        shares = self.shares(point)
        scale = lcm(self._game.scale, value.denominator, *(share.denominator for share in shares))
        paid = _subset_sums([share.numerator * (scale // share.denominator) for share in shares])
        times, limit = scale // self._game.scale, value.numerator * (scale // value.denominator)
        costs = self._game.scaled_costs
        if first:
            found = next((mask for mask in self._open if paid[mask] - costs[mask] * times > limit), 0)
        else:
            found = max(self._open, key=lambda mask: paid[mask] - costs[mask] * times, default=0)
        if not found or paid[found] - costs[found] * times <= limit:
            return None
        members = [index for index in range(len(shares)) if found >> index & 1]
        slope = tuple(
            sum((direction[index] for index in members), Fraction(0)) for direction in self._directions
        )
        begin = sum((self._start[index] for index in members), Fraction(0))
        return Constraint(found, slope, Fraction(1), self._game.cost_of(found) - begin)


def _subset_sums(parts: Sequence[int]) -> list[int]:
    sums = [0] * (1 << len(parts))
    for mask in range(1, len(sums)):
        lowest = mask & -mask
        sums[mask] = sums[mask ^ lowest] + parts[lowest.bit_length() - 1]
    return sums


def _indicator(mask: int, count: int) -> Vector:
    return tuple(Fraction(mask >> index & 1) for index in range(count))


def _free(fixed: Sequence[Vector], count: int) -> list[Vector]:
    """Return directions, in whole numbers, that change none of the fixed sums: a basis of their null space."""
    rows = [list(row) for row in fixed]
    pivots: list[int] = []
    for column in range(count):
        place = len(pivots)
        found = next((row for row in range(place, len(rows)) if rows[row][column]), None)
        if found is None:
            continue
        rows[place], rows[found] = rows[found], rows[place]
        lead = rows[place][column]
        rows[place] = [entry / lead for entry in rows[place]]
        for row in range(len(rows)):
            if row != place and (factor := rows[row][column]):
                rows[row] = [
                    entry - factor * other for entry, other in zip(rows[row], rows[place], strict=True)
                ]
        pivots.append(column)
    directions = []
    for column in sorted(set(range(count)) - set(pivots)):
        direction = [Fraction(0)] * count
        direction[column] = Fraction(1)
        for row, pivot in enumerate(pivots):
            direction[pivot] = -rows[row][column]
        scale = lcm(*(part.denominator for part in direction))
        directions.append(tuple(part * scale for part in direction))
    return directions
