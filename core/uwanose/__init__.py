"""Uwanose (上乗せ): layered customization of municipal business rules, with every override priced and charged.

The names below are all a plugin author needs; nothing else is public. They are loaded on first use, so that commands
which only look things up import neither numpy nor jinja2.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from uwanose.version import __version__

if TYPE_CHECKING:
    from uwanose.engine.arithmetic import Column, Flags, ceil_yen, floor_yen, product
    from uwanose.engine.formulas import RecordFinding, customizes
    from uwanose.engine.tables import AgeLimit, Household, LookupTable
    from uwanose.money import Rate, ceil_div, floor_100, floor_1000

_HOMES = {
    "AgeLimit": "uwanose.engine.tables",
    "Column": "uwanose.engine.arithmetic",
    "Flags": "uwanose.engine.arithmetic",
    "Household": "uwanose.engine.tables",
    "LookupTable": "uwanose.engine.tables",
    "Rate": "uwanose.money",
    "RecordFinding": "uwanose.engine.formulas",
    "ceil_div": "uwanose.money",
    "ceil_yen": "uwanose.engine.arithmetic",
    "customizes": "uwanose.engine.formulas",
    "floor_100": "uwanose.money",
    "floor_1000": "uwanose.money",
    "floor_yen": "uwanose.engine.arithmetic",
    "product": "uwanose.engine.arithmetic",
}

__all__ = [
    "AgeLimit",
    "Column",
    "Flags",
    "Household",
    "LookupTable",
    "Rate",
    "RecordFinding",
    "__version__",
    "ceil_div",
    "ceil_yen",
    "customizes",
    "floor_100",
    "floor_1000",
    "floor_yen",
    "product",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'uwanose' has no attribute {name!r}")
