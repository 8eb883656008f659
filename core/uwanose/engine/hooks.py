"""Owns what the hooks of customizations give: findings on rows and extra fields, collected in the order of the layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from uwanose.engine.faults import failed
from uwanose.engine.formulas import RecordFinding
from uwanose.engine.guards import BadResult, checked
from uwanose.engine.model import Array, Implementation
from uwanose.errors import Refused

if TYPE_CHECKING:
    from uwanose.engine.calculation import Calculation

__all__ = ["RowFinding", "extra_fields", "field_prefix", "row_findings"]


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What one customization says about some rows (positions in the columns)."""

    hook: str
    customization: str
    rows: npt.NDArray[np.intp]
    ja: str
    en: str


def field_prefix(customization: str) -> str:
    """Return how the names of a customization's extra fields begin: ``k_007_`` for K-007."""
    return customization.lower().replace("-", "_") + "_"


def row_findings(
    calculation: Calculation, hook: str, values: Mapping[str, object], rows: int
) -> tuple[RowFinding, ...]:
    """Return what a hook says about the rows. Raises Refused when an implementation fails."""
    return tuple(
        RowFinding(hook, implementation.layer, np.flatnonzero(found.mask), found.ja, found.en)
        for implementation, given in _called(calculation, hook, values)
        for found in _found(calculation, implementation, given, rows)
        if found.mask.any()
    )


def extra_fields(calculation: Calculation, values: Mapping[str, object], rows: int) -> dict[str, Array]:
    """Return the extra columns of customizations. Raises Refused when an implementation fails."""
    fields: dict[str, Array] = {}
    for implementation, given in _called(calculation, "extra_fields", values):
        prefix = field_prefix(implementation.layer)
        try:
            if not isinstance(given, Mapping):
                raise BadResult(f"a mapping of names to columns is expected, got {type(given).__name__}")
            for name, column in given.items():
                if not str(name).startswith(prefix):
                    raise BadResult(f"the name of an extra field begins with {prefix}, got {name!r}")
                if name in calculation.program.names.items or name in fields:
                    raise BadResult(f"{name} is the name of an item or of another field")
                flag = getattr(column, "dtype", type(column)) in (np.bool_, bool)
                fields[str(name)] = checked(column, rows, flag=flag)
        except Exception as error:
            raise Refused([failed(calculation, implementation, error)]) from error
    return fields


def _called(
    calculation: Calculation, hook: str, values: Mapping[str, object]
) -> Iterator[tuple[Implementation, Any]]:
    """Yield each implementation of a hook and what it gave; nothing when it gave nothing."""
    program = calculation.program
    named = [name for name in program.names.hooks_of(hook) if name in calculation.hooks]
    for implementation in (one for name in named for one in program.hooks[name]):
        try:
            results = program.layers.call_hook(implementation, values)
        except Exception as error:
            raise Refused([failed(calculation, implementation, error)]) from error
        for result in results:
            yield implementation, result


def _found(
    calculation: Calculation, implementation: Implementation, given: object, rows: int
) -> Iterator[RecordFinding]:
    for found in given if isinstance(given, Sequence) else (given,):
        try:
            if not isinstance(found, RecordFinding):
                raise BadResult(f"a RecordFinding is expected, got {type(found).__name__}")
            checked(found.mask, rows, flag=True)
        except BadResult as error:
            raise Refused([failed(calculation, implementation, error)]) from error
        yield found
