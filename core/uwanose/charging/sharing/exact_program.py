"""Owns one exact linear program: the least value under very many constraints, of which a few are ever looked at.

    least `value` such that  slope·point − weight·value ≤ bound  for every constraint

The dual is solved by the revised simplex method in fractions; a constraint joins when it is asked for and violated most. No
solver is needed, and the answer is the answer, not a neighbour of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Constraint", "Infeasible", "Least", "least_value"]

_PATIENCE = 40  # steps without progress before the slower rule that cannot go round in circles


class Infeasible(ValueError):
    """No point keeps all constraints, whatever the value."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """``slope``·point − ``weight``·value ≤ ``bound``. ``key`` names it; keys order constraints where a tie must end."""

    key: Hashable
    slope: tuple[Fraction, ...]
    weight: Fraction
    bound: Fraction


@dataclass(frozen=True, slots=True)
class Least:
    """The least value, a point that has it, and the multipliers (above nothing) of the constraints that hold it there."""

    value: Fraction
    point: tuple[Fraction, ...]
    multipliers: Mapping[Hashable, Fraction]


Oracle = Callable[[Sequence[Fraction], Fraction, bool], Constraint | None]


def least_value(size: int, violated: Oracle, large: Fraction) -> Least:
    """Return the least value over points of ``size`` coordinates.

    ``violated(point, value, first)`` returns a constraint the point breaks at that value - the most violated one, or with
    ``first`` the first one in the order of keys - or None when there is none. ``large`` is above any bound that can matter.
    Raises Infeasible.
    """
    basis = _Basis(size + 1, large)
    stalled = 0
    while True:
        point, value = basis.point
        entering = violated(point, value, stalled > _PATIENCE)
        if entering is None:
            return Least(value, tuple(point), basis.multipliers())
        stalled = 0 if basis.enter(entering) else stalled + 1


class _Basis:
    """The constraints that hold the value now, with the inverse of their columns; artificial ones (None) at first."""

    def __init__(self, rows: int, large: Fraction) -> None:
        zero, one = Fraction(0), Fraction(1)
        self._held: list[Constraint | None] = [None] * rows
        self._worth = [-large] * rows  # an artificial constraint costs more than any real one
        self._inverse = [[one if row == column else zero for column in range(rows)] for row in range(rows)]
        self._level = [zero] * (rows - 1) + [one]

    @property
    def point(self) -> tuple[list[Fraction], Fraction]:
        """The point and the value the held constraints determine."""
        rows = range(len(self._held))
        prices = [
            sum((self._worth[row] * self._inverse[row][column] for row in rows), Fraction(0))
            for column in rows
        ]
        return [-price for price in prices[:-1]], prices[-1]

    def multipliers(self) -> dict[Hashable, Fraction]:
        """Return the multipliers of the real constraints. Raises Infeasible when an artificial one still holds."""
        found: dict[Hashable, Fraction] = {}
        for held, level in zip(self._held, self._level, strict=True):
            if level and held is None:
                raise Infeasible
            if level and held is not None:
                found[held.key] = level
        return found

    def enter(self, constraint: Constraint) -> bool:
        """Let a constraint in and the one it replaces out; tell whether the value changed."""
        column = (*constraint.slope, constraint.weight)
        moved = [
            sum((a * b for a, b in zip(row, column, strict=True) if a and b), Fraction(0))
            for row in self._inverse
        ]
        steps = [
            (
                self._level[row] / moved[row],
                self._held[row] is not None,
                repr(getattr(self._held[row], "key", row)),
                row,
            )
            for row in range(len(moved))
            if moved[row] > 0
        ]
        if not steps:
            raise Infeasible
        step, *_, out = min(steps)
        pivot = moved[out]
        self._inverse[out] = [entry / pivot for entry in self._inverse[out]]
        for row, factor in enumerate(moved):
            if row != out and factor:
                self._inverse[row] = [
                    entry - factor * pivoted if pivoted else entry
                    for entry, pivoted in zip(self._inverse[row], self._inverse[out], strict=True)
                ]
                self._level[row] -= factor * step
        self._level[out] = step
        self._held[out], self._worth[out] = constraint, -constraint.bound
        return step > 0
