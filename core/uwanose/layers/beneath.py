"""Owns what lies beneath an override: its hash at a day, its segments over an adoption, and the entries to write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from uwanose.layers import contributions
from uwanose.layers.code_order import topmost_replacement
from uwanose.layers.effective import CodeLayer
from uwanose.layers.hashes import Plain, formula_hash, value_hash
from uwanose.layers.layering import Layering, is_usable
from uwanose.layers.model import Adoption, Customization, Override, Profile, Rank, Seen
from uwanose.layers.plugin_source import PluginIndex
from uwanose.points.model import Catalog, Point
from uwanose.points.typed import format_value
from uwanose.source.writing import written as quoted

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Beneath:
    """What lies beneath a point on a day: its hash and how people read it."""

    sha256: str
    shows: str


def beneath(layering: Layering, layer: Rank, municipality: str, override: Override, on: date) -> Beneath:
    """Return what the layers below *layer* give for the point of an override on a day."""
    point = layering.catalog.points[override.point]
    if override.plugin:
        return _formula_beneath(layering, layer, municipality, point, on)
    return _value_beneath(layering, layer, municipality, point, on)


def is_compared(catalog: Catalog, customization: Customization, override: Override) -> bool:
    """Tell whether an adoption records what lies beneath an override: not for hooks and not for its own additions."""
    point = catalog.points.get(override.point)
    return point is not None and override.mode != "collect" and point.owner != customization.id


def segments(layering: Layering, adoption: Adoption, override: Override) -> Iterator[Seen]:
    """Return what lies beneath an override over its adoption: one entry per day on which it changes."""
    start, end = adoption.interval.start, adoption.interval.end
    changes = layering.change_dates(adoption.municipality, override.point, below=adoption.layer)
    last = ""
    for day in (start, *(change for change in changes if start < change < end)):
        found = beneath(layering, adoption.layer, adoption.municipality, override, day)
        if found.sha256 != last:
            last = found.sha256
            yield entry_for(layering, adoption, override, day, found)


def entry_for(
    layering: Layering,
    adoption: Adoption,
    override: Override,
    start: date,
    found: Beneath,
    decision: str = "",
) -> Seen:
    """Return the entry that records what lies beneath an override from a day on."""
    return Seen(
        point=override.point,
        start=start,
        beneath=found.sha256,
        shows=found.shows,
        release=layering.release.id,
        decision=decision,
        place=adoption.place,
    )


def written(seen: Seen) -> str:
    """Return a ``seen`` entry as it is written in the file of a layer."""
    review = (
        f", decision: {seen.decision}, by: {quoted(seen.by) if seen.by else '…'}, on: {seen.on or '…'}"
        if seen.decision
        else ""
    )
    shows = json.dumps(seen.shows, ensure_ascii=False)
    return (
        f"{{point: {seen.point}, from: {seen.start}, beneath: {seen.beneath}, shows: {shows}, "
        f'release: "{seen.release}"{review}}}'
    )


def seen_entries(
    profile: Profile, catalog: Catalog, plugins: PluginIndex, adoption: Adoption, release: str | None = None
) -> tuple[Seen, ...]:
    """Return the ``seen`` entries that adopting now must record: per point, one for each segment beneath it."""
    customization = profile.customizations[adoption.customization]
    layering = Layering(profile, catalog, plugins, release)
    return tuple(
        entry
        for override in compared_overrides(layering.catalog, customization)
        for entry in segments(layering, adoption, override)
    )


def compared_overrides(catalog: Catalog, customization: Customization) -> tuple[Override, ...]:
    """Return one override per point, of any version, that is compared with what lies beneath."""
    every = (override for content in contributions.contents(customization) for override in content.overrides)
    found = {override.point: override for override in every}
    return tuple(entry for entry in found.values() if is_compared(catalog, customization, entry))


def _value_beneath(layering: Layering, layer: Rank, municipality: str, point: Point, on: date) -> Beneath:
    stack = layering.stack(municipality, point.id, on, below=layer)
    value = stack[0].value if stack and is_usable(stack[0]) else None
    if value is None:
        return Beneath(value_hash(None), "（値なし）")
    text = " ".join(format_value(point, value, "ja").split())
    return Beneath(value_hash(value), text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def _formula_beneath(layering: Layering, layer: Rank, municipality: str, point: Point, on: date) -> Beneath:
    code = layering.code(municipality, on, below=layer, point=point.id).get(point.id, ())
    top = topmost_replacement(code)
    chain = code[max(top, 0) :]
    formulas = layering.formulas(point.id, on) if top < 0 else ()
    arguments = [name for source in formulas for name in source.arguments]
    arguments += [name for entry in chain for name in code_arguments(layering, entry)]
    parts: list[Plain] = [source.sha256 for source in formulas]
    parts += [[entry.customization, entry.mode, entry.sha256] for entry in chain]
    if not parts:
        return Beneath(formula_hash((), ()), "（計算式なし）")
    return Beneath(formula_hash(arguments, parts), f"{point.name}({', '.join(sorted(set(arguments)))})")


def code_arguments(layering: Layering, code: CodeLayer) -> tuple[str, ...]:
    """Return the argument names of a customization's function."""
    module = layering.plugins.module(code.plugin, code.module)
    function = module.function_for(code.point) if module else None
    return function.arguments if function else ()
