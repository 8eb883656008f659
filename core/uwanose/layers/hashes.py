"""Owns what "the same" means: canonical writing of values and content, and the hashes taken of it.

A hash never depends on comments, spacing, key order, labels or citations, only on what can change a result or a share.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from uwanose.layers.model import Customization, Override, Version, Weights
from uwanose.layers.weights import agreed_by_approval
from uwanose.money import Rate
from uwanose.points.model import Age, Cell, DatedValue, Item, Point, Table, Value

if TYPE_CHECKING:
    from uwanose.layers.plugin_source import PluginIndex

Plain = None | bool | int | str | Sequence["Plain"] | Mapping[str, "Plain"]

_SHORT = 32  # hexadecimal digits: 128 bits
_NO_MODULE = "missing"


def digest(content: Plain, length: int = 64) -> str:
    """Return the SHA-256 of plain data, written canonically, as *length* hexadecimal digits."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def plain(value: Value | Cell) -> Plain:
    """Return a value as plain data that keeps its type: 6/100 and 3/50 are the same rate, 1 and true are not the same."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return value.replace("\r\n", "\n")
        case Rate():
            return ["rate", value.fraction.numerator, value.fraction.denominator]
        case date():
            return ["date", value.isoformat()]
        case Age():
            return ["age", value.years, value.form.value]
        case Table():
            return ["table", list(value.columns), [[plain(cell) for cell in row] for row in value.rows]]


def value_hash(value: Value | None) -> str:
    """Return the hash of one value beneath an override; an unknown value has one, too."""
    return digest(plain(value), _SHORT)


def formula_hash(arguments: Iterable[str], parts: Sequence[Plain]) -> str:
    """Return ``<signature>-<body>``: a wrap is concerned by the first half only, a replacement by both."""
    return f"{digest(sorted(set(arguments)), 16)}-{digest(list(parts), _SHORT)}"


def signature_part(beneath: str) -> str:
    """Return the half of a formula's hash that stands for its argument list."""
    return beneath.split("-", 1)[0]


def content_hash(customization: Customization, plugins: PluginIndex, version: Version | None = None) -> str:
    """Return what an approval pins: ``<declared content>`` or ``<declared content>-<code>``.

    The first half covers the overrides, what is added, how it is shared and what it replaces; the second half the whole
    of each plugin module. So a difference says at once whether the file or the program was changed.
    """
    overrides = version.content if version else customization.content
    declared = digest(_declared(customization, overrides), _SHORT)
    modules = sorted({(override.plugin, override.module) for override in overrides if override.plugin})
    if not modules:
        return declared
    return f"{declared}-{digest([_module(plugins, *module) for module in modules], _SHORT)}"


def _module(plugins: PluginIndex, plugin: str, name: str) -> Plain:
    module = plugins.module(plugin, name)
    return [plugin, name, module.sha256 if module else _NO_MODULE]


def _declared(customization: Customization, overrides: Sequence[Override]) -> Plain:
    sharing = customization.sharing
    return {
        "id": customization.id,
        "business": customization.business,
        "replaces": customization.replaces,
        "content": {override.point: _override(override) for override in overrides},
        "adds": {
            **{point.id: _point(point) for point in customization.added_points},
            **{item.id: _item(item) for item in customization.added_items},
        },
        "sharing": [
            *(sharing.formula, sharing.late_join, sharing.window_months, sharing.on_leave),
            *(_weights(weights) for weights in agreed_by_approval(customization)),
        ],
    }


def _weights(weights: Weights) -> Plain:
    return [str(weights.start), {town: str(weight) for town, weight in weights.towns.items()}]


def _override(override: Override) -> Plain:
    return {
        "mode": override.mode,
        "plugin": override.plugin,
        "module": override.module,
        "after": override.after,
        "values": _values(override.values),
    }


def _values(values: Iterable[DatedValue]) -> Plain:
    ordered = sorted(values, key=lambda value: (value.start, value.until))
    return [
        [value.start.isoformat(), value.until.isoformat(), value.draft, plain(value.value)]
        for value in ordered
    ]


def _point(point: Point) -> Plain:
    table = point.table
    return {
        "kind": point.kind.value,
        "type": point.type.value if point.type else "",
        "unit": point.unit,
        "may_set": point.may_set.value,
        "by": point.by,
        "choices": list(point.choices),
        "range": [point.least, point.most, point.national_value_is],
        "table": [table.lookup, [[name, kind.value] for name, kind in table.columns.items()]]
        if table
        else None,
        "values": _values(point.values),
    }


def _item(item: Item) -> Plain:
    declared: dict[str, Plain] = {
        "unit": item.unit,
        "may_set": item.may_set.value,
        "choices": list(item.choices),
    }
    return declared | ({"refuses": True} if item.refuses_ja else {})
