"""Owns which named rounding steps a formula takes, those of the helpers of its own package included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType, FunctionType
from typing import Any

from uwanose.money import ROUNDINGS

__all__ = ["rounding_steps"]

_NATIONAL = "uwanose.business."


def rounding_steps(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of the steps (``floor_100``, ``ceil_yen`` …), each once, as the text of the formula has them."""
    found: dict[str, None] = {}
    if isinstance(function, FunctionType):
        _collect(function.__code__, function.__globals__, found, {function.__code__})
    return tuple(found)


def _collect(code: CodeType, known: Mapping[str, Any], found: dict[str, None], seen: set[CodeType]) -> None:
    for name in code.co_names:
        held = known.get(name)
        own_name = held.__name__ if isinstance(held, FunctionType) else name
        if own_name in ROUNDINGS:
            found[own_name] = None
        elif isinstance(held, FunctionType) and _is_ours(held, known) and held.__code__ not in seen:
            seen.add(held.__code__)
            _collect(held.__code__, held.__globals__, found, seen)
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and constant not in seen:  # a lambda or a comprehension
            seen.add(constant)
            _collect(constant, known, found, seen)


def _is_ours(helper: FunctionType, known: Mapping[str, Any]) -> bool:
    """Tell whether a helper belongs to the business or to the plugin, so that what it does is the formula's doing."""
    module = helper.__module__ or ""
    return module.startswith(_NATIONAL) or module == known.get("__name__")
