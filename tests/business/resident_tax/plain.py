"""Calls one formula with columns written as lists, and with the national values of a levy year for everything else."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from uwanose.dates import fiscal_year_start
from uwanose.engine.tables import day_number
from uwanose.engine.values import Argument, engine_value
from uwanose.points.catalog import load_catalog
from uwanose.points.model import Catalog, in_force
from uwanose.source.files import SourceFolder

RULES = Path(__file__).resolve().parents[3] / "rules"

Cells = Iterable[int | bool | str]


@cache
def catalog() -> Catalog:
    """Return the national package."""
    findings: list[Any] = []
    loaded = load_catalog(SourceFolder.read(RULES, "rules"), None, findings)
    assert findings == []
    return loaded


@cache
def national(argument: str, levy_year: int) -> Argument:
    """Return the national value of a point as a formula gets it on 1 April of the levy year."""
    (point,) = (one for one in catalog() if one.business == "resident_tax" and one.name == argument)
    dated = in_force(point.values, fiscal_year_start(levy_year))
    assert dated is not None and dated.value is not None and not dated.draft, f"{point.id} in {levy_year}"
    return engine_value(point, dated.value)


def compute(formula: Callable[..., Any], levy_year: int, /, **given: Cells | Argument) -> list[Any]:
    """Call a formula: lists are columns (choices by identifier, days as dates), the rest are values that replace the law's.

    The same call is made on Python integers, as the shadow run does, and must agree.
    """
    arguments: dict[str, Any] = {}
    for name in inspect.signature(formula).parameters:
        if name in given:
            value = given[name]
            arguments[name] = _column(name, value) if isinstance(value, list) else value
        else:
            arguments[name] = levy_year if name == "year" else national(name, levy_year)
    assert set(given) <= set(arguments), f"{formula.__name__} does not take {set(given) - set(arguments)}"
    result = formula(**arguments)
    shadow = formula(**{name: _as_objects(value) for name, value in arguments.items()})
    assert np.array_equal(np.asarray(result, dtype=object), np.asarray(shadow, dtype=object))
    return result.tolist() if isinstance(result, np.ndarray) else [result]


def born(*days: str) -> list[int]:
    """Return birth dates as formulas get them."""
    return [day_number(date.fromisoformat(day)) for day in days]


def _column(name: str, cells: list[Any]) -> np.ndarray[Any, Any]:
    inputs, items = catalog().inputs["resident_tax"], catalog().items
    declared = inputs.get(name) or items.get(f"resident_tax.{name}")
    choices = list(declared.choices) if declared else []
    plain = [choices.index(cell) if isinstance(cell, str) else cell for cell in cells]
    return np.array(plain, dtype=np.bool_ if plain and isinstance(plain[0], bool) else np.int64)


def _as_objects(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.dtype == np.int64:
        return np.array(value.tolist(), dtype=object)
    return value
