"""Owns the one namespace of a business: items, inputs, reads, parameters and tables under their argument names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from keyword import iskeyword

from uwanose.engine.model import ENGINE_HOOKS, RESERVED, Names
from uwanose.errors import Finding, Place
from uwanose.points.model import Business, Catalog, Input, Item, Kind, Point, Read, ValueType

__all__ = ["names_of"]

Declared = Item | Input | Read | Point


def names_of(catalog: Catalog, business: str, adopted: Collection[str], findings: list[Finding]) -> Names:
    """Return the names of a business; what a customization adds is there only where it is adopted.

    A name that stands for two things is a finding.
    """
    declared = catalog.businesses[business]
    inputs = catalog.inputs.get(business, {})
    points = [point for point in catalog.points.values() if _held(point, business, adopted)]
    names = Names(
        business=declared,
        items={item.name: item for item in catalog.items.values() if _held(item, business, adopted)},
        inputs={name: entry for name, entry in inputs.items() if entry.type is not ValueType.TEXT},
        texts={name: entry for name, entry in inputs.items() if entry.type is ValueType.TEXT},
        reads={read.name: read for read in declared.reads},
        read_items={
            read.name: item
            for read in declared.reads
            if (item := catalog.items.get(f"{read.business}.{read.item}"))
        },
        read_businesses={
            read.business: catalog.businesses[read.business]
            for read in declared.reads
            if read.business in catalog.businesses
        },
        points={point.name: point for point in points if point.kind in (Kind.PARAMETER, Kind.TABLE)},
        hooks={
            point.name: point
            for point in points
            if point.kind is Kind.HOOK and point.id.rsplit(".", 1)[-1] in ENGINE_HOOKS
        },
    )
    findings.extend(_clashes(catalog, names, adopted))
    return names


def _held(entry: Item | Point, business: str, adopted: Collection[str]) -> bool:
    return entry.business == business and (not entry.owner or entry.owner in adopted)


def _clashes(catalog: Catalog, names: Names, adopted: Collection[str]) -> Iterator[Finding]:
    business = names.business.id
    seen: dict[str, tuple[str, Place]] = {
        name: (f"{name}（予約語）", names.business.place) for name in RESERVED
    }
    for entry in _declarations(catalog, names, adopted):
        shown, place = _shown(entry, names.business)
        if not entry.name.isidentifier() or iskeyword(entry.name):
            yield Finding(
                code="E101",
                ja=f"{shown} は計算式の引数名にできません。",
                en=f"{shown} cannot be the name of an argument.",
                remedy_ja="英小文字・数字・下線だけの名前にしてください。",
                remedy_en="Use lower-case letters, digits and underscores.",
                place=place,
            )
        if entry.name in seen:
            other, other_place = seen[entry.name]
            yield Finding(
                code="E101",
                ja=f"{shown} と {other} は、{business} の計算式の中で同じ引数名 {entry.name} になります。",
                en=f"{shown} and {other} both become the argument {entry.name} in the formulas of {business}.",
                remedy_ja="どちらかの名前を変えてください。",
                remedy_en="Rename one of them.",
                place=place,
                others=(other_place,),
            )
        seen[entry.name] = (shown, place)


def _declarations(catalog: Catalog, names: Names, adopted: Collection[str]) -> Iterator[Declared]:
    """Every declaration of the business, with repeats of one argument name still in."""
    yield from (item for item in catalog.items.values() if _held(item, names.business.id, adopted))
    yield from names.inputs.values()
    yield from names.texts.values()
    yield from names.reads.values()
    for point in catalog.points.values():
        if _held(point, names.business.id, adopted) and point.kind in (Kind.PARAMETER, Kind.TABLE):
            yield point


def _shown(entry: Declared, business: Business) -> tuple[str, Place]:
    if isinstance(entry, (Item, Point)):
        return f"{entry.label_ja} ({entry.id})", entry.place
    if isinstance(entry, Input):
        return f"入力列 {entry.label_ja} ({entry.name})", entry.place
    return f"reads の {entry.name}", business.place
