"""Owns the shape of an explanation: why one result is what it is, step by step, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Explanation", "LayerValue", "RowPicked", "Step", "Used", "ValueUsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A result or an input a step takes. ``kind`` is ``item``, ``input`` or ``read``; ``shown`` is for people.

    ``unit`` says what the value counts, as items have it: ``yen``, ``flag``, ``months`` …
    """

    name: str
    kind: str
    unit: str
    label_ja: str
    label_en: str
    value: int
    shown_ja: str
    shown_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPicked:
    """The row of a table that was used: ``key`` found it, ``cells`` are its columns with their labels."""

    key: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueUsed:
    """A parameter or table a step takes, with where its value comes from.

    ``layer`` is national, prefecture, assumption or town; ``customization`` is empty for settings. ``type`` is that of the
    value, ``exact`` the value itself as a text (``300``, ``6/100``; empty for a table). ``rows`` are the rows of a table
    that were used for this person.
    """

    point: str
    name: str
    label_ja: str
    label_en: str
    type: str
    exact: str
    shown_ja: str
    shown_en: str
    layer: str
    layer_ja: str
    customization: str
    since: str
    source: str
    basis: str
    confidence: str
    assumed: bool
    place: str
    rows: tuple[RowPicked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerValue:
    """What an item would be with this layer on top; the last one is the result."""

    layer: str
    rank_ja: str
    rank_en: str
    wraps: bool
    value: int
    shown_ja: str
    shown_en: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One item: its value, what it was made from, by which formula, over which layers.

    ``rounding`` names the rounding steps of the topmost formula, in the order of its text. ``together`` tells whether the
    other rows of the group were looked at.
    """

    item: str
    name: str
    label_ja: str
    label_en: str
    unit: str
    value: int
    shown_ja: str
    shown_en: str
    basis: str
    document: str
    function: str
    place: str
    inputs: tuple[Used, ...]
    values: tuple[ValueUsed, ...]
    layers: tuple[LayerValue, ...]
    rounding: tuple[str, ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a result of one row is what it is. ``steps`` come in the order of calculation; the last one is the result.

    ``follows`` holds the explanation of a read, by its name, where the results of the other business are at hand.
    """

    business: str
    municipality: str
    legal_date: str
    release: str
    rules_sha256: str
    row_key: str
    item: str
    value: int
    shown_ja: str
    shown_en: str
    steps: tuple[Step, ...]
    assumed: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    customizations: tuple[str, ...] = ()
    follows: Mapping[str, Explanation] = field(default_factory=dict)

    def step(self, name: str) -> Step:
        """Return the step of an item. Raises KeyError."""
        return next(step for step in self.steps if step.name == name)

    def as_dict(self) -> dict[str, Any]:
        """Return the explanation as plain data, ready for JSON."""
        return asdict(self)
