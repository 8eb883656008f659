"""Owns the JSON Schemas an editor checks and completes the YAML of a profile with: generated from the points, never written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from uwanose.layers.model import Municipality, Rank
from uwanose.points.model import Catalog, Confidence, Kind, MaySet, Point, ValueType
from uwanose.points.typed import format_value

__all__ = ["MODELINE", "schemas", "settable"]

Schema = dict[str, Any]
MODELINE = "# yaml-language-server: $schema="
_DRAFT = "http://json-schema.org/draft-07/schema#"
_DAY = "^([0-9]{4}-[0-9]{2}-[0-9]{2}|(明治|大正|昭和|平成|令和|[MTSHR]).+)$"
_START = "^([0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|(明治|大正|昭和|平成|令和|[MTSHR]).+)$"
_TEXT: Schema = {"type": ["string", "integer"]}
_CELLS: Mapping[ValueType, Schema] = {
    ValueType.YEN: {"type": ["integer", "string"], "pattern": "^[△▲-]?[0-9][0-9_,]*円?$"},
    ValueType.INTEGER: {"type": ["integer", "string"], "pattern": "^[△▲-]?[0-9][0-9_,]*$"},
    ValueType.RATE: {"type": ["integer", "string"], "pattern": "^[△▲+-]?[0-9].*[/%％]|^[01]$"},
    ValueType.FLAG: {"enum": ["はい", "いいえ", "yes", "no", "true", "false", True, False]},
    ValueType.DATE: {"type": "string", "pattern": _DAY},
    ValueType.AGE: _TEXT,
    ValueType.TEXT: _TEXT,
}


def schemas(catalog: Catalog, municipalities: Iterable[Municipality]) -> dict[str, Schema]:
    """Return the schemas by the name of their file: one for each layer, one for its settings of each business, one for the
    entries of the register. What the law fixes, and what only a customization may change, is no setting and not offered.
    """
    towns = tuple(town.id for town in municipalities)
    found: dict[str, Schema] = {}
    for layer, name in ((Rank.TOWN, "town"), (Rank.PREFECTURE, "prefecture")):
        settings: Schema = {}
        for business in catalog.businesses.values():
            points = [point for point in settable(catalog, layer) if point.business == business.id]
            if points:
                file = f"{name}.{business.id}.schema.json"
                found[file] = _business(business.label_ja, business.clock, points)
                settings |= {point.id: {"$ref": f"{file}#/properties/{point.id}"} for point in points}
        found[f"{name}.schema.json"] = _layer(layer, settings, towns)
    found["customization.schema.json"] = _register(catalog, towns)
    return found


def settable(catalog: Catalog, layer: Rank) -> Iterator[Point]:
    """Yield the points a layer may set without a customization, those that customizations add included."""
    for point in catalog.points.values():
        owner = Rank.PREFECTURE if point.by == "prefecture" else Rank.TOWN
        free = point.may_set in (MaySet.ORDINANCE, MaySet.OPTION) and owner is layer
        if free and point.kind in (Kind.PARAMETER, Kind.TABLE):
            yield point


def _business(label: str, clock: str, points: Iterable[Point]) -> Schema:
    return {
        "$schema": _DRAFT,
        "title": f"{label}の設定",
        "type": "object",
        "properties": {point.id: _point(point, clock) for point in points},
    }


def _point(point: Point, clock: str) -> Schema:
    keys = {"year": "年度（2026）か4月1日", "month": "月の初日（2026-04-01）"}.get(
        clock, "日付（2026-04-01）"
    )
    return {
        "title": point.label_ja,
        "description": "\n".join(_hover(point, keys)),
        "type": "object",
        "patternProperties": {_START: _dated(point)},
        "additionalProperties": False,
    }


def _hover(point: Point, keys: str) -> Iterator[str]:
    yield f"{point.label_ja}　{point.basis}" if point.basis else point.label_ja
    if point.description:
        yield point.description
    if point.choices and point.kind is Kind.PARAMETER:
        yield "選べるもの: " + "、".join(f"{name}（{label}）" for name, label in point.choices.items())
    if point.least is not None or point.most is not None:
        yield f"範囲: {_bound(point, point.least)}〜{_bound(point, point.most)}"
    latest = point.values[-1] if point.values else None
    if latest is not None and latest.value is not None and point.kind is Kind.PARAMETER:
        word = {"ceiling": "国の上限", "floor": "国の下限"}.get(point.national_value_is, "国の標準")
        yield f"{word}: {format_value(point, latest.value)}（{latest.start} から）"
    yield f"書き方: {keys}の下に値を書きます。"


def _bound(point: Point, bound: int | None) -> str:
    return "" if bound is None else format_value(point, bound)


def _dated(point: Point) -> Schema:
    said: Schema = {
        "source": {**_TEXT, "description": "出典（URL や文書番号）"},
        "basis": {**_TEXT, "description": "根拠の条例"},
        "confidence": {
            "enum": [one.value for one in Confidence],
            "description": "確かさ: verified 確認済、single_source 単独出典、unverified 未確認",
        },
        "known": {**_TEXT, "description": "国のこの版を見て定めた"},
        "withdrawn": _TEXT,
        "draft": _CELLS[ValueType.FLAG],
        "until": {"type": "string", "pattern": _DAY, "description": "最後の日（この日まで）"},
        "note": _TEXT,
    }
    if point.kind is Kind.TABLE:
        value = {"rows": _rows(point), "value": {"type": "null"}}
        return {"type": "object", "properties": {**value, **said}, "additionalProperties": False}
    cell = _cell(point.type, point)
    whole = {"type": "object", "properties": {"value": {"anyOf": [cell, {"type": "null"}]}, **said},
             "required": ["value"], "additionalProperties": False}  # fmt: skip
    return {"anyOf": [cell, whole, {"type": "array", "items": whole}]}


def _rows(point: Point) -> Schema:
    shape = point.table
    assert shape is not None
    columns = {
        name: {**_cell(kind, point), "description": shape.labels.get(name, name)}
        for name, kind in shape.columns.items()
    }
    first = next(iter(columns))
    if shape.lookup == "upto":
        columns[first] = {
            "anyOf": [columns[first], {"const": "no_limit"}],
            "description": columns[first]["description"],
        }
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": columns,
            "required": list(columns),
            "additionalProperties": False,
        },
    }


def _cell(kind: ValueType | None, point: Point) -> Schema:
    if kind is ValueType.CHOICE:
        return {"enum": [*point.choices, *dict.fromkeys(point.choices.values())]}
    assert kind is not None
    cell = dict(_CELLS[kind])
    if point.kind is Kind.PARAMETER and kind in (ValueType.YEN, ValueType.INTEGER):
        cell |= {
            name: bound
            for name, bound in (("minimum", point.least), ("maximum", point.most))
            if bound is not None
        }
    return cell


def _layer(layer: Rank, settings: Schema, towns: Iterable[str]) -> Schema:
    properties: Schema = {
        "settings": {"type": "object", "description": "条例・要綱・オプションの設定（無料）", "properties": settings,
                     "additionalProperties": False},
        "adopts": {"type": "array", "description": "採用するカスタマイズ（台帳の番号と最初の日）", "items": _adoption(layer, towns)},
    }  # fmt: skip
    if layer is Rank.TOWN:
        properties["municipality"] = {
            "type": "object", "required": ["code", "name"], "additionalProperties": False,
            "properties": {
                "code": {"type": "string", "pattern": "^[0-9]{6}$", "description": "全国地方公共団体コード（6桁、引用符で囲む）"},
                "name": _names(),
            },
        }  # fmt: skip
    else:
        properties["final"] = {"description": "町村が変えられないようにする項目"}
    return {"$schema": _DRAFT, "type": "object", "properties": properties, "additionalProperties": False}


def _names() -> Schema:
    return {
        "anyOf": [
            _TEXT,
            {"type": "object", "properties": {"ja": _TEXT, "en": _TEXT}, "additionalProperties": False},
        ]
    }


def _adoption(layer: Rank, towns: Iterable[str]) -> Schema:
    day: Schema = {"type": "string", "pattern": _DAY}
    act: Schema = {
        "type": "object",
        "properties": {"on": day, "document": _TEXT},
        "required": ["on", "document"],
    }
    properties: Schema = {
        "id": {"type": "string", "pattern": "^K-[0-9]{3,}$", "description": "台帳の番号"},
        "from": {**day, "description": "効力の最初の日"},
        "until": {**day, "description": "最後の日（この日まで）"},
        "seen": {"type": "array", "description": "確認した下の値（customization adopt が書きます）"},
        "note": _TEXT,
        "document": _TEXT,
    }
    if layer is Rank.TOWN:
        consent = dict.fromkeys(("up_to", "yearly_up_to"), _CELLS[ValueType.YEN])
        properties["consent"] = {
            "type": "object", "description": "負担承諾（上限）", "properties": {"on": day, "document": _TEXT, **consent},
            "required": ["on", "document", "up_to"], "additionalProperties": False,
        }  # fmt: skip
    else:
        properties["agreements"] = {
            "type": "object", "description": "町村の同意", "properties": dict.fromkeys(towns, act), "additionalProperties": False,
        }  # fmt: skip
    return {
        "type": "object",
        "properties": properties,
        "required": ["id", "from"],
        "additionalProperties": False,
    }


def _register(catalog: Catalog, towns: Iterable[str]) -> Schema:
    """An entry of the register: what its content may override is completed; its papers are left to `uwanose check`."""
    offered = [point for point in catalog.points.values() if point.may_set is not MaySet.LAW]
    content = {point.id: {"description": f"{point.label_ja}　{point.basis}"} for point in offered}
    return {
        "$schema": _DRAFT,
        "type": "object",
        "required": ["id", "title", "business"],
        "properties": {
            "id": {"type": "string", "pattern": "^K-[0-9]{3,}$"},
            "title": _names(),
            "business": {"enum": list(catalog.businesses), "description": "業務"},
            "request": {
                "type": "object",
                "properties": {"by": {"type": "array", "items": {"enum": list(towns)}}},
            },
            "content": {"type": "object", "properties": content, "additionalProperties": False},
        },
    }
