"""Owns the file of a release archive (``rules/releases/<id>.json``): written once when a release is frozen, read back whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from uwanose.dates import FOREVER
from uwanose.errors import Finding, Place
from uwanose.points.archive import Archive, archive_of, entry_hash
from uwanose.points.artefact import tagged, untagged
from uwanose.points.model import (
    Catalog,
    DatedValue,
    FormulaSource,
    Item,
    Kind,
    MaySet,
    Point,
    Release,
    TableShape,
    ValueType,
    formula_point,
)
from uwanose.points.package_files import archive_name
from uwanose.source.files import SourceFolder

__all__ = ["archive_for", "load_archive", "read_archive", "write_archive"]

FORMAT = 1
Json = Any  # what json.loads gives


def write_archive(archive: Archive) -> bytes:
    """Return the file of an archive: JSON with one line for each point, item and formula, so that a difference can be read."""
    head = {
        "format": FORMAT,
        "release": archive.release,
        "published": str(archive.published),
        "applies_from": str(archive.applies_from),
        "values": archive.values,
        "content": archive.content,
    }
    parts: Mapping[str, Mapping[str, object]] = {
        "points": {name: _point_row(point, archive.hashes[name]) for name, point in archive.points.items()},
        "items": {name: _item_row(item, archive.hashes[name]) for name, item in archive.items.items()},
        "formulas": {
            name: [_formula_row(source) for source in found] for name, found in archive.formulas.items()
        },
    }
    lines = [f" {_dumped(name)}: {_dumped(value)}" for name, value in head.items()]
    lines += [f" {_dumped(name)}: {_lines(rows)}" for name, rows in parts.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def read_archive(data: bytes, name: str, findings: list[Finding]) -> Archive | None:
    """Return the archive of a file. One that is damaged, or no longer what was frozen, is a finding and None."""
    archive, found = _read(data, name)
    findings.extend(found)
    return archive


@lru_cache(maxsize=8)  # an act reads it twice: with the workspace as it is, and as it would be
def _read(data: bytes, name: str) -> tuple[Archive | None, tuple[Finding, ...]]:
    try:
        archive, content = _archive(json.loads(data.decode("utf-8")))
    except json.JSONDecodeError as error:
        return None, (_unreadable(Place(name, error.lineno, error.colno), "JSONではありません", "no JSON"),)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None, (
            _unreadable(Place(name), "版の保存ファイルの形ではありません", "not an archive's shape"),
        )
    if archive.content != content or _changed(archive):
        return None, (_not_as_frozen(Place(name), archive.release, _changed(archive)),)
    return archive, ()


def archive_for(
    files: SourceFolder, catalog: Catalog, release: Release, findings: list[Finding]
) -> Archive | None:
    """Return a release as it was frozen; one that was not, as it would be frozen now. None for a damaged archive."""
    if not release.archive:
        return archive_of(catalog, release)
    return load_archive(files, release, findings)


def load_archive(files: SourceFolder, release: Release, findings: list[Finding]) -> Archive | None:
    """Return the archive of a frozen release, None for one that was never frozen.

    A missing archive, or another one than was frozen, is a finding.
    """
    if not release.archive:
        return None
    name = archive_name(release.id)
    data = files.get(name)
    if data is None:
        findings.append(_missing(release, name))
        return None
    archive = read_archive(data, name, findings)
    if archive is not None and (archive.content, archive.release) != (release.archive, release.id):
        findings.append(_not_as_frozen(Place(name), release.id, ()))
        return None
    return archive


def _lines(rows: Mapping[str, object]) -> str:
    inner = ",\n".join(f"  {_dumped(name)}: {_dumped(row)}" for name, row in rows.items())
    return "{\n" + inner + "\n }" if inner else "{}"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _changed(archive: Archive) -> tuple[str, ...]:
    """Return the entries whose content is not what their own hash says."""
    points = {**archive.points, **{name: formula_point(item) for name, item in archive.items.items()}}
    return tuple(
        name
        for name, point in points.items()
        if archive.hashes[name] != entry_hash(point, archive.formulas.get(name, ()))
    )


def _point_row(point: Point, sha256: str) -> Mapping[str, object]:
    table = point.table
    row: dict[str, object] = {
        "hash": sha256, "kind": point.kind.value, "ja": point.label_ja, "en": point.label_en,
        "may_set": point.may_set.value, "by": point.by, "type": point.type.value if point.type else None,
        "unit": point.unit, "basis": point.basis, "choices": dict(point.choices),
        "range": [point.least, point.most, point.national_value_is],
        "table": [table.lookup, {name: kind.value for name, kind in table.columns.items()}, dict(table.labels), table.least]
        if table else None,
        "renamed_from": list(point.renamed_from),
        "at": [point.place.file, point.place.line, point.place.column],
        "values": [_value_row(value) for value in point.values],
    }  # fmt: skip
    return {name: value for name, value in row.items() if value not in (None, "", [], {})}


def _value_row(value: DatedValue) -> Mapping[str, object]:
    row: dict[str, object] = {"from": str(value.start), "value": tagged(value.value)}
    if value.draft:
        row["draft"] = True
    return row | {"at": [value.place.line, value.place.column]}


def _item_row(item: Item, sha256: str) -> Mapping[str, object]:
    row: dict[str, object] = {
        "hash": sha256, "ja": item.label_ja, "en": item.label_en, "unit": item.unit, "basis": item.basis,
        "may_set": item.may_set.value, "choices": dict(item.choices),
        "at": [item.place.file, item.place.line, item.place.column],
    }  # fmt: skip
    return {name: value for name, value in row.items() if value not in ("", {})}


def _formula_row(source: FormulaSource) -> Mapping[str, object]:
    return {
        "since": str(source.since), "until": str(source.until), "arguments": list(source.arguments),
        "sha256": source.sha256, "at": [source.file, source.line],
    }  # fmt: skip


def _archive(document: Json) -> tuple[Archive, str]:
    if document["format"] != FORMAT:
        raise ValueError(f"format {document['format']!r}")
    points = {name: _point(name, row) for name, row in document["points"].items()}
    items = {name: _item(name, row) for name, row in document["items"].items()}
    formulas = {
        name: tuple(_formula(name, row) for row in rows) for name, rows in document["formulas"].items()
    }
    archive = Archive(
        release=document["release"],
        published=date.fromisoformat(document["published"]),
        applies_from=date.fromisoformat(document["applies_from"]),
        values=document["values"],
        points=points,
        items=items,
        formulas=formulas,
        hashes={name: row["hash"] for part in ("points", "items") for name, row in document[part].items()},
    )
    return archive, document["content"]


def _point(name: str, row: Json) -> Point:
    place = Place(*row["at"])
    least, most, national = row["range"]
    shape = row.get("table")
    return Point(
        id=name, business=name.split(".", 1)[0], kind=Kind(row["kind"]), label_ja=row["ja"], label_en=row.get("en", ""),
        may_set=MaySet(row["may_set"]), place=place, type=ValueType(row["type"]) if "type" in row else None,
        unit=row.get("unit", ""), by=row["by"], basis=row.get("basis", ""), choices=row.get("choices", {}), least=least,
        most=most, national_value_is=national, table=_shape(shape) if shape else None,
        values=tuple(_value(value, place.file) for value in row.get("values", ())),
        renamed_from=tuple(row.get("renamed_from", ())),
    )  # fmt: skip


def _shape(row: Json) -> TableShape:
    lookup, columns, labels, least = row
    kinds = {name: ValueType(kind) for name, kind in columns.items()}
    return TableShape(lookup=lookup, columns=kinds, labels=labels, least=least)


def _value(row: Json, file: str) -> DatedValue:
    return DatedValue(
        start=date.fromisoformat(row["from"]), value=untagged(row["value"]), place=Place(file, *row["at"]),
        until=FOREVER, draft=row.get("draft", False),
    )  # fmt: skip


def _item(name: str, row: Json) -> Item:
    return Item(
        id=name, business=name.split(".", 1)[0], label_ja=row["ja"], label_en=row.get("en", ""), unit=row["unit"],
        basis=row.get("basis", ""), place=Place(*row["at"]), may_set=MaySet(row["may_set"]), choices=row.get("choices", {}),
    )  # fmt: skip


def _formula(name: str, row: Json) -> FormulaSource:
    file, line = row["at"]
    return FormulaSource(
        item=name, function=name.rsplit(".", 1)[-1], arguments=tuple(row["arguments"]), file=file, line=line,
        since=date.fromisoformat(row["since"]), until=date.fromisoformat(row["until"]), sha256=row["sha256"], document="",
    )  # fmt: skip


def _unreadable(place: Place, ja: str, en: str) -> Finding:
    return Finding(
        code="P160",
        place=place,
        ja=f"版の保存ファイルを読めません（{ja}）。",
        en=f"The archive of the release cannot be read ({en}).",
        remedy_ja="国の版（rules/）を配られたものに戻してください。手で書き直すファイルではありません。",
        remedy_en="Restore rules/ as it was distributed; this file is not written by hand.",
    )


def _not_as_frozen(place: Place, release: str, names: tuple[str, ...]) -> Finding:
    which_ja = f"（{'、'.join(names[:3])}{' ほか' if len(names) > 3 else ''}）" if names else ""
    which_en = f" ({', '.join(names[:3])}{', …' if len(names) > 3 else ''})" if names else ""
    return Finding(
        code="P161",
        place=place,
        ja=f"確定した版 {release} の保存ファイルが、確定したときの内容ではありません{which_ja}。",
        en=f"The archive of the frozen release {release} is not what was frozen{which_en}.",
        remedy_ja="国の版（rules/）を配られたものに戻してください。",
        remedy_en="Restore rules/ as it was distributed.",
    )


def _missing(release: Release, name: str) -> Finding:
    return Finding(
        code="P162",
        place=release.place,
        ja=f"確定した版 {release.id}（{release.label_ja}）の保存ファイル {name} がありません。",
        en=f"The archive {name} of the frozen release {release.id} is missing.",
        remedy_ja="国の版（rules/）を配られたものに戻してください。",
        remedy_en="Restore rules/ as it was distributed.",
    )
