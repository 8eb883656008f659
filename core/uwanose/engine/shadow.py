"""Owns the shadow run: the same program once more on Python integers, which cannot overflow, compared value by value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from uwanose.engine.model import Columns
from uwanose.engine.program import Program
from uwanose.layers.effective import EffectiveRules

__all__ = ["ShadowDifference", "shadow_differences"]


@dataclass(frozen=True, slots=True)
class ShadowDifference:
    """One value that whole columns and Python integers do not agree on."""

    item: str
    row: int
    column: int
    integer: int


def shadow_differences(
    program: Program, rules: EffectiveRules, columns: Columns, items: Iterable[str] | None = None
) -> tuple[ShadowDifference, ...]:
    """Compute some items (all of them by default) both ways and return where they differ; it should be nowhere."""
    calculation = program.bind(rules, items, hooks=())
    on_columns = calculation.run(columns).items
    on_integers = calculation.run(columns, exact=True).items
    return tuple(
        ShadowDifference(name, int(row), int(column[row]), int(on_integers[name][row]))
        for name, column in on_columns.items()
        for row in np.flatnonzero(column != on_integers[name])
    )
