"""Owns the pluggy manager: the national formulas are its first plugin, then one plugin per customization in force.

Rank decides what is called, never pluggy's own order: each item has a caller that knows only the visible part of its
chain, so that a lower wrap never runs around a higher replacement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import FunctionType
from typing import Any

import pluggy

from uwanose.engine.chains import Chain, visible
from uwanose.engine.model import NATIONAL, Implementation

__all__ = ["Layers"]

_PROJECT = "uwanose"


class _Layer:
    """One pluggy plugin: the functions of one layer, each under the name of its item or hook."""

    def __init__(self, implementations: Iterable[Implementation]) -> None:
        for implementation in implementations:
            setattr(self, implementation.target, implementation.function)


class _Manager(pluggy.PluginManager):
    """Registers exactly the functions a layer was given, whatever marks they bear."""

    def __init__(self, wrappers: frozenset[tuple[str, Callable[..., Any]]]) -> None:
        super().__init__(_PROJECT)
        self._wrappers = wrappers

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        function = vars(plugin).get(name)
        if function is None:
            return None
        return pluggy.HookimplOpts(
            wrapper=(name, function) in self._wrappers,
            hookwrapper=False,
            optionalhook=False,
            tryfirst=False,
            trylast=False,
            specname=None,
        )


class Layers:
    """The plugins of one stack, and a caller for each part of a chain."""

    def __init__(self, items: Mapping[str, Chain], hooks: Mapping[str, Chain], order: Sequence[str]) -> None:
        """Register the layers, the lowest first, then the specifications made from the union of their arguments."""
        chains = {**items, **hooks}
        everything = [implementation for chain in chains.values() for implementation in chain]
        self._manager = _Manager(frozenset((one.target, one.function) for one in everything if one.wrapper))
        self._plugins = {
            layer: _Layer(one for one in everything if one.layer == layer) for layer in (NATIONAL, *order)
        }
        for layer, plugin in self._plugins.items():
            self._manager.register(plugin, layer)
        self._arguments = {
            name: tuple(dict.fromkeys(argument for one in chain for argument in one.arguments))
            for name, chain in chains.items()
        }
        if chains:
            self._manager.add_hookspecs(_specifications(self._arguments, frozenset(items)))
        self._manager.check_pending()
        self._callers = {name: self._caller(name, visible(chain)) for name, chain in items.items()}

    @property
    def plugins(self) -> tuple[str, ...]:
        """The names of the plugins, the lowest layer first."""
        return tuple(self._plugins)

    def call(self, item: str, values: Mapping[str, object]) -> object:
        """Compute an item by the visible part of its chain."""
        arguments = {name: values.get(name) for name in self._arguments[item]}
        return self._callers[item](**arguments)

    def call_part(self, part: Chain, values: Mapping[str, object]) -> object:
        """Compute an item by a given part of its chain (the lowest implementation of a part is plain)."""
        name = part[0].target
        arguments = {argument: values.get(argument) for argument in self._arguments[name]}
        return self._caller(name, part)(**arguments)

    def call_hook(self, implementation: Implementation, values: Mapping[str, object]) -> list[object]:
        """Call one layer's implementation of a hook; the list is empty when it has nothing to say."""
        arguments = {name: values.get(name) for name in self._arguments[implementation.target]}
        results: list[object] = self._caller(implementation.target, (implementation,))(**arguments)
        return results

    def _caller(self, name: str, part: Chain) -> Callable[..., Any]:
        kept = {implementation.layer for implementation in part}
        others = [plugin for layer, plugin in self._plugins.items() if layer not in kept]
        return self._manager.subset_hook_caller(name, others)


def _specifications(arguments: Mapping[str, tuple[str, ...]], firstresult: frozenset[str]) -> type:
    """Return a class of hook specifications. pluggy reads argument names from the code, so each is a real function."""
    mark = pluggy.HookspecMarker(_PROJECT)
    functions: dict[str, object] = {}
    for name, taken in arguments.items():
        made: dict[str, FunctionType] = {}
        exec(f"def {name}({', '.join(taken)}): ...", made)
        functions[name] = staticmethod(mark(firstresult=name in firstresult)(made[name]))
    return type("Specifications", (), functions)
