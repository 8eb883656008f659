"""Owns exact arithmetic on columns: products that cannot wrap, and a rate applied with a named rounding.

Everything here gives the same on one ``int``, on a whole int64 column and on a column of Python integers (the shadow
run), and refuses the same: a product beyond int64 is an ``OverflowError``, never a wrong number.
"""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar, overload

import numpy as np
import numpy.typing as npt

from uwanose.money import Rate

__all__ = ["Column", "Flags", "Whole", "ceil_yen", "floor_yen", "peak", "product"]

Column: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Whole = TypeVar("Whole", int, Column)

LIMIT = 2**63 - 1


def floor_yen(amount: Whole, rate: Rate) -> Whole:
    """Apply a rate; a fraction of a yen is cut."""
    return product(amount, _rate(rate).numerator) // rate.denominator


def ceil_yen(amount: Whole, rate: Rate) -> Whole:
    """Apply a rate; a fraction of a yen is raised to one yen."""
    return -(-product(amount, _rate(rate).numerator) // rate.denominator)


@overload
def product(left: int, right: int) -> int: ...
@overload
def product(left: Column, right: Column | int) -> Column: ...
@overload
def product(left: int, right: Column) -> Column: ...
def product(left: int | Column, right: int | Column) -> int | Column:
    """Multiply exactly. Raises OverflowError where the result would leave int64."""
    first, second = _whole(left), _whole(right)
    if _is_int64(first) or _is_int64(second):
        if not (_is_object(first) or _is_object(second)) and peak(first) * peak(second) > LIMIT:
            _refuse_wrap(first, second)
        return first * second
    result = first * second
    if peak(result) > LIMIT:
        raise OverflowError(_TOO_LARGE)
    return result


def peak(value: int | npt.NDArray[Any]) -> int:
    """Return the largest absolute value of a column (0 when it is empty); one scan when nothing is negative."""
    if isinstance(value, int):
        return abs(value)
    if not value.size:
        return 0
    if value.dtype == np.int64:
        top = int(value.view(np.uint64).max())
        if top <= LIMIT:
            return top
    return max(int(value.max()), -int(value.min()))


_TOO_LARGE = "a product leaves the range of int64 (±9.2 × 10^18)"


def _refuse_wrap(first: int | npt.NDArray[Any], second: int | npt.NDArray[Any]) -> None:
    """Look row by row: the two largest values may stand in different rows."""
    magnitudes = [np.abs(np.asarray(value, dtype=object)) for value in (first, second)]
    if np.any(magnitudes[0] * magnitudes[1] > LIMIT):
        raise OverflowError(_TOO_LARGE)


def _whole(value: int | npt.NDArray[Any]) -> int | npt.NDArray[Any]:
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, np.ndarray):
        if value.dtype == np.int64 or value.dtype == object:
            return value
        if value.dtype == np.bool_:
            return value.astype(np.int64)
        raise TypeError(f"whole numbers are int64, got a column of {value.dtype}")
    raise TypeError(f"an amount is a whole number, got {type(value).__name__}")


def _rate(rate: Rate) -> Rate:
    if not isinstance(rate, Rate):
        raise TypeError(f"a rate is an exact ratio (Rate), got {type(rate).__name__}")
    return rate


def _is_int64(value: int | npt.NDArray[Any]) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == np.int64


def _is_object(value: int | npt.NDArray[Any]) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == object
