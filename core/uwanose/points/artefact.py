"""Owns the compiled catalog: one JSON file that is loaded in milliseconds, keyed by the content it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from uwanose.errors import Finding, Place, Severity
from uwanose.money import Rate
from uwanose.points.model import (
    Age,
    AgeForm,
    Business,
    Catalog,
    Confidence,
    DatedValue,
    FormulaSource,
    Input,
    Item,
    Kind,
    MaySet,
    Point,
    Read,
    Release,
    Stake,
    Table,
    TableShape,
    ValueType,
)
from uwanose.source.files import write_atomically

FORMAT = 1
_FILE = "catalog.json"

Made = TypeVar("Made")
Json = Any  # what json.loads gives


def load(cache: Path, key: str) -> tuple[Catalog, list[Finding]] | None:
    """Return what was stored under *key*; None when nothing was, or when the file is not whole or not ours."""
    try:
        head, _, body = (cache / _FILE).read_bytes().partition(b"\n")
        if head != _head(key, body):
            return None
        return _Decoder().document(json.loads(body))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def store(cache: Path, key: str, catalog: Catalog, findings: Iterable[Finding]) -> None:
    """Store a catalog with its warnings and notes. A cache that cannot be written is no mistake."""
    encoder = _Encoder()
    document = {
        "catalog": encoder.encode(catalog),
        "findings": [encoder.encode(finding) for finding in findings],
        "files": list(encoder.files),
    }
    body = _dumped(document)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        write_atomically(cache / _FILE, _head(key, body) + b"\n" + body)
    except OSError:
        return


def meaning_hash(catalog: Catalog) -> str:
    """Return the hash of everything declared, blind to places, comments and layout."""
    return hashlib.sha256(_dumped(_Encoder(places=False).encode(catalog))).hexdigest()


def values_hash(points: Iterable[Point]) -> str:
    """Return the hash of values and of what decides their meaning; labels, sources and notes do not count."""
    encoder = _Encoder(places=False)
    meaning = {
        point.id: [
            encoder.encode((point.kind, point.type, tuple(point.choices), point.table and _shape(point.table))),
            [[encoder.encode(value.start), encoder.encode(value.until), value.draft, tagged(value.value)]
             for value in point.values],
        ]
        for point in points
    }  # fmt: skip
    return hashlib.sha256(_dumped(dict(sorted(meaning.items())))).hexdigest()


def _shape(shape: TableShape) -> tuple[object, ...]:
    return shape.lookup, tuple(shape.columns.items()), shape.least


def _head(key: str, body: bytes) -> bytes:
    return f"uwanose catalog {FORMAT} {key} {hashlib.sha256(body).hexdigest()}".encode()


def _dumped(document: Json) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


class _Encoder:
    """Writes dataclasses as lists of their fields; places as numbers into a list of files."""

    def __init__(self, *, places: bool = True) -> None:
        self.files: dict[str, int] = {}
        self._places = places

    def encode(self, value: object) -> Json:
        """Return what JSON can hold."""
        if isinstance(value, Place):
            return self._place(value)
        if isinstance(value, DatedValue):
            return [
                tagged(value.value) if part.name == "value" else self.encode(getattr(value, part.name))
                for part in fields(value)
            ]
        if isinstance(value, FormulaSource) and not self._places:
            return [value.item, value.since.toordinal(), value.until.toordinal(), value.sha256]
        if is_dataclass(value) and not isinstance(value, type):
            return [self.encode(getattr(value, part.name)) for part in fields(value)]
        if isinstance(value, date):
            return value.toordinal()
        if isinstance(value, StrEnum):
            return value.value
        if isinstance(value, tuple):
            return [self.encode(part) for part in value]
        if isinstance(value, Mapping):
            return {name: self.encode(part) for name, part in value.items()}
        return value

    def _place(self, place: Place) -> Json:
        if not self._places:
            return None
        return [self.files.setdefault(place.file, len(self.files)), place.line, place.column]


def tagged(value: object) -> Json:
    """Write a value so that its type can be told without the declaration."""
    if isinstance(value, Rate):
        return {"rate": [value.numerator, value.denominator]}
    if isinstance(value, date):
        return {"date": value.toordinal()}
    if isinstance(value, Age):
        return {"age": [value.years, value.form.value]}
    if isinstance(value, Table):
        return {"table": [list(value.columns), [[tagged(cell) for cell in row] for row in value.rows]]}
    return value


def untagged(value: Json) -> Json:
    if not isinstance(value, dict):
        return value
    ((tag, inner),) = value.items()
    if tag == "rate":
        return Rate(*inner)
    if tag == "date":
        return date.fromordinal(inner)
    if tag == "age":
        return Age(inner[0], AgeForm(inner[1]))
    columns, rows = inner
    return Table(tuple(columns), tuple(tuple(untagged(cell) for cell in row) for row in rows))


class _Decoder:
    """Makes the dataclasses again; ``_plain`` says what becomes of the fields that JSON cannot hold as they are."""

    def __init__(self) -> None:
        self._files: list[str] = []
        day, place = date.fromordinal, self._place
        converted: Mapping[type, Mapping[str, Callable[[Json], object]]] = {
            Release: {"published": day, "applies_from": day, "place": place},
            Business: {
                "reads": self._each(Read),
                "place": place,
                "stake": lambda value: None if value is None else self.make(Stake, value),
            },
            Read: {},
            Stake: {},
            Item: {"place": place, "may_set": MaySet},
            Input: {"type": ValueType, "place": place},
            FormulaSource: {"arguments": tuple, "since": day, "until": day},
            TableShape: {"columns": _value_types},
            Finding: {"severity": Severity, "place": self._maybe_place, "others": self._places},
            DatedValue: {
                "start": day,
                "value": untagged,
                "place": place,
                "until": day,
                "confidence": Confidence,
            },
            Point: {
                "kind": Kind,
                "may_set": MaySet,
                "place": place,
                "type": lambda value: None if value is None else ValueType(value),
                "table": lambda value: None if value is None else self.make(TableShape, value),
                "values": self._each(DatedValue),
                "renamed_from": tuple,
            },
        }
        self._parts = {made: _parts(made, named) for made, named in converted.items()}

    def document(self, document: Json) -> tuple[Catalog, list[Finding]]:
        """Return the catalog and the findings of a stored document."""
        self._files = document["files"]
        stored = dict(zip([part.name for part in fields(Catalog)], document["catalog"], strict=True))
        catalog = Catalog(
            businesses=self._named(Business, stored["businesses"]),
            points=self._named(Point, stored["points"]),
            items=self._named(Item, stored["items"]),
            inputs={name: self._named(Input, columns) for name, columns in stored["inputs"].items()},
            formulas={name: self._each(FormulaSource)(found) for name, found in stored["formulas"].items()},
            releases=self._each(Release)(stored["releases"]),
            sha256=stored["sha256"],
            documents=stored["documents"],
        )
        return catalog, [self.make(Finding, finding) for finding in document["findings"]]

    def make(self, made: type[Made], row: Json) -> Made:
        """Return one dataclass from the list of its fields.

        The fields are put into their slots directly: a frozen dataclass's own ``__init__`` takes three times as long,
        and it is most of the time of a start.
        """
        instance = object.__new__(made)
        for (put, convert), value in zip(self._parts[made], row, strict=True):
            put(instance, value if convert is None else convert(value))
        return instance

    def _each(self, made: type[Made]) -> Callable[[Json], tuple[Made, ...]]:
        return lambda rows: tuple(self.make(made, row) for row in rows)

    def _named(self, made: type[Made], rows: Json) -> dict[str, Made]:
        return {name: self.make(made, row) for name, row in rows.items()}

    def _place(self, row: Json) -> Place:
        return Place(self._files[row[0]], row[1], row[2])

    def _maybe_place(self, row: Json) -> Place | None:
        return None if row is None else self._place(row)

    def _places(self, rows: Json) -> tuple[Place, ...]:
        return tuple(self._place(row) for row in rows)


def _parts(
    made: type, converted: Mapping[str, Callable[[Json], object]]
) -> list[tuple[Callable[[object, object], None], Callable[[Json], object] | None]]:
    """Return what puts each field into its slot, and what converts it first."""
    return [(getattr(made, part.name).__set__, converted.get(part.name)) for part in fields(made)]


def _value_types(columns: Json) -> dict[str, ValueType]:
    return {name: ValueType(kind) for name, kind in columns.items()}
