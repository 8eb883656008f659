"""Owns the shapes the engine works with: an implementation of an item, and the names a business's formulas may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from uwanose.errors import Place
from uwanose.layers.model import Rank
from uwanose.points.model import Business, Input, Item, Point, Read

NATIONAL = "national"
RESERVED = ("household", "year", "legal_date")
ENGINE_HOOKS = ("record_findings", "extra_fields", "input_findings")
DOCUMENT_HOOKS = ("document_variables",)  # called where papers are made

Array = npt.NDArray[Any]
Columns = Mapping[str, Array]
Text = npt.NDArray[np.str_]


class PluginModule(Protocol):
    """A plugin's module as it was found and hashed."""

    @property
    def data(self) -> bytes:
        """The very bytes that were hashed."""

    @property
    def sha256(self) -> str:
        """The hash of their meaning."""


class PluginModules(Protocol):
    """Where the modules of plugins are found (``layers.plugin_source.PluginIndex``)."""

    def module(self, plugin: str, name: str) -> PluginModule | None:
        """Return one module of a plugin, None when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """One function on one item or hook, as one layer gives it.

    ``layer`` is the customization, or ``national``; it names the pluggy plugin.
    """

    target: str
    function: Callable[..., Any]
    arguments: tuple[str, ...]
    place: Place
    layer: str = NATIONAL
    rank: Rank = Rank.NATIONAL
    wrapper: bool = False
    document: str = ""

    @property
    def is_national(self) -> bool:
        """Whether it belongs to the national package."""
        return self.layer == NATIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the formulas of one business may name, by argument name; the kinds share one namespace."""

    business: Business
    items: Mapping[str, Item]
    inputs: Mapping[str, Input]  # numbers, flags, choices, days
    texts: Mapping[str, Input]  # identifiers, never given to a formula
    reads: Mapping[str, Read]
    read_items: Mapping[str, Item]  # name of a read → the item of the other business, where it is declared
    points: Mapping[str, Point]  # parameters and tables
    hooks: Mapping[str, Point]
    read_businesses: Mapping[str, Business] = field(default_factory=dict)  # those that are read, by id

    @property
    def columns(self) -> tuple[str, ...]:
        """The names that are columns before anything is computed."""
        return (*self.inputs, *self.reads)

    def hooks_of(self, kind: str) -> tuple[str, ...]:
        """Return the hooks of one kind: the last part of their id says it."""
        return tuple(name for name, point in self.hooks.items() if point.id.rsplit(".", 1)[-1] == kind)

    def kind(self, name: str) -> str | None:
        """Return ``item``, ``input``, ``read``, ``point`` or ``reserved``; None for an unknown name."""
        if name in RESERVED:
            return "reserved"
        for kind, known in (
            ("item", self.items),
            ("input", self.inputs),
            ("read", self.reads),
            ("point", self.points),
        ):
            if name in known:
                return kind
        return None

    def identifier(self, name: str) -> str:
        """Return the id of a point, item or hook. Raises KeyError for another name."""
        declared = self.points.get(name) or self.items.get(name) or self.hooks[name]
        return declared.id

    def declared(self, name: str) -> Item | Input | None:
        """Return the declaration of a column: an item, an input, or the item a read stands for."""
        return self.items.get(name) or self.inputs.get(name) or self.read_items.get(name)

    def label(self, name: str, language: str = "ja") -> str:
        """Return the label of a name; the name itself for what has none."""
        if name in RESERVED:
            return _RESERVED_LABELS[name] if language == "ja" else name
        if name in self.read_items:
            item, year = self.read_items[name], _READ_YEARS[self.reads[name].year]
            return f"{item.label_ja}（{year[0]}）" if language == "ja" else f"{item.label_en} ({year[1]})"
        for known in (self.items, self.inputs, self.points, self.hooks, self.texts):
            if name in known:
                return known[name].label_ja if language == "ja" else known[name].label_en
        return name


_RESERVED_LABELS = {"household": "世帯", "year": "年度", "legal_date": "適用日"}
_READ_YEARS = {
    "same": ("同じ年度", "the same year"),
    "previous": ("前年度", "the year before"),
    "year_before_previous": ("前々年度", "two years before"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What an item or hook takes, by kind, in the order of first use."""

    items: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
