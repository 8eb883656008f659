"""Owns reading ``adds:`` of a customization: the points and items it brings along, in its own part of the names."""

from __future__ import annotations

from uwanose.errors import Place
from uwanose.layers.additions import Additions
from uwanose.layers.plugin_source import module_name
from uwanose.points.business_files import read_item
from uwanose.points.declarations import Surroundings, read_point
from uwanose.points.model import Catalog, Item, Point
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping


def read_additions(fields: Fields, identifier: str, catalog: Catalog) -> Additions:
    """Return what an entry adds: a declaration with ``kind`` is a point, one without is an item (a result)."""
    business = fields.text("business")
    around = Surroundings(
        business=business,
        clock=catalog.businesses[business].clock if business in catalog.businesses else "date",
        releases=[release.id for release in catalog.releases],
        owner=identifier,
        scope=fields.scope,
        findings=fields.findings,
    )
    prefix = f"{business}.{module_name(identifier)}."
    points: list[Point] = []
    items: list[Item] = []
    for name, node in fields.entries("adds"):
        if not name.text.startswith(prefix):
            _foreign_name(fields, name.place, name.text, prefix)
        elif not isinstance(node, Mapping):
            _no_declaration(fields, name.place, name.text)
        elif "kind" in node:
            point = read_point(name, node, around)
            points += [point] if point else []
        else:
            items.append(read_item(name, node, around))
    return tuple(points), tuple(items)


def _foreign_name(fields: Fields, place: Place, name: str, prefix: str) -> None:
    fields.report(
        "R113",
        place,
        f"追加する項目「{name}」の名前は「{prefix}」で始まらなければなりません。他の項目と衝突するおそれがあります。",
        f"The added name {name!r} must begin with {prefix!r}; it could clash with others.",
        f"{prefix}{name.rsplit('.', 1)[-1]} のように直してください。",
        f"Write {prefix}{name.rsplit('.', 1)[-1]}.",
    )


def _no_declaration(fields: Fields, place: Place, name: str) -> None:
    fields.report(
        "R114",
        place,
        f"追加する項目「{name}」に宣言（label・unit など）がありません。",
        f"The added name {name!r} has no declaration (label, unit, …).",
        "計算結果なら label・unit・basis を、値なら kind・type・may_set も書いてください。",
        "Write label, unit and basis of a result; kind, type and may_set, too, of a value.",
    )
