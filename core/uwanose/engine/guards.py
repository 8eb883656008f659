"""Owns what a formula may give: one whole number or truth value per row, inside the range that keeps products exact."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from uwanose.engine.arithmetic import peak

__all__ = ["RANGE", "BadResult", "OutOfRange", "checked", "read_only"]

RANGE = 10**13


class BadResult(TypeError):
    """A formula gave something that is not one whole number or truth value per row."""


class OutOfRange(ValueError):
    """A value beyond ±10^13, where products with rates would no longer be safe."""


def checked(value: object, rows: int, *, flag: bool, exact: bool = False) -> npt.NDArray[Any]:
    """Return a formula's result as a read-only column. Raises BadResult or OutOfRange.

    One Python number for all rows is spread; one of numpy is refused, since it is a sum or the like over everybody.
    With *exact* (the shadow run) whole numbers are Python integers.
    """
    if isinstance(value, (bool, int)):
        value = np.full(rows, value, dtype=np.bool_ if isinstance(value, bool) else np.int64)
    if not isinstance(value, np.ndarray):
        raise BadResult(f"one value per row is expected, got {type(value).__name__}")
    if value.shape != (rows,):
        raise BadResult(f"one value per row is expected ({rows} rows), got the shape {value.shape}")
    if flag:
        if value.dtype != np.bool_:
            raise BadResult(f"true or false is expected (unit: flag), got {value.dtype}")
        return read_only(value)
    if exact:
        value = _python_integers(value)
    elif value.dtype != np.int64:
        raise BadResult(f"whole numbers (int64) are expected, got {value.dtype}")
    if peak(value) > RANGE:
        raise OutOfRange(f"a value of {peak(value):,} leaves the range of ±10^13")
    return read_only(value)


def read_only(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a view nobody can write through."""
    view = column.view()
    view.flags.writeable = False
    return view


def _python_integers(value: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if value.dtype == np.int64:
        return value.astype(object)
    if value.dtype != object or not all(isinstance(one, (int, np.int64)) for one in value.tolist()):
        raise BadResult(f"whole numbers are expected, got {value.dtype}")
    whole = np.empty(len(value), dtype=object)
    whole[:] = [int(one) for one in value.tolist()]
    return whole
