"""Owns the shape of the rules in force for one town on one day: immutable, every value with its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from uwanose.dates import Interval
from uwanose.errors import Finding, Place
from uwanose.layers.model import Rank
from uwanose.points.model import Confidence, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One layer's value of a point (parameter, table or template block) and where it comes from.

    ``interval`` is when this very value holds in its layer. ``owner`` is the customization, empty for a setting or
    the national package. ``value is None`` means the layer leaves it empty (unknown).
    """

    point: str
    layer: Rank
    value: Value | None
    interval: Interval
    place: Place
    owner: str = ""
    municipality: str = ""
    source: str = ""
    basis: str = ""
    confidence: Confidence = Confidence.SINGLE_SOURCE
    release: str = ""
    draft: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLayer:
    """One customization's function on a formula or hook. ``file`` is the module; ``sha256`` what was approved and found."""

    point: str
    customization: str
    layer: Rank
    mode: str  # replace | wrap | collect
    plugin: str
    module: str
    file: str
    sha256: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveRules:
    """The rules of one town on one legal date.

    ``values``  point id → the winning origin (points nobody has set are absent).
    ``beaten``  point id → what the winner beats, from the top down.
    ``code``    item or hook id → code layers from the lowest to the highest (national formulas are not listed).
    ``stopped`` point id → the finding that stops results depending on it (a base changed under an adopted override).
    ``adopted`` customization ids in force, in the order of the layers, then id.
    ``sha256``  hash of everything above that can change a result.
    ``program`` hash of the formulas and the code alone: towns and days of equal program share one graph.
    """

    municipality: str
    legal_date: date
    release: str
    values: Mapping[str, Origin]
    beaten: Mapping[str, tuple[Origin, ...]]
    code: Mapping[str, tuple[CodeLayer, ...]]
    stopped: Mapping[str, Finding]
    adopted: tuple[str, ...]
    sha256: str
    program: str = ""
