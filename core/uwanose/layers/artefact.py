"""Owns the compiled profile: one JSON file, keyed by what it was made from, that is loaded in milliseconds.

Each dataclass is a list of its fields; ``_MADE`` and ``_Decoder`` say, by the annotation of a field, what becomes of
what JSON cannot hold. A file that is missing, foreign or damaged is never trusted: the profile is read anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from uwanose.dates import Interval, Month
from uwanose.errors import Place
from uwanose.layers import model
from uwanose.money import Rate
from uwanose.points import model as points
from uwanose.source.files import write_atomically

FORMAT = 1
FILE = "profile.json"
FILE_ASSUMED = "profile-assumed.json"  # with assumptions beneath the towns: neither pushes the other out
_MADE: tuple[type, ...] = (
    model.Act, model.Adoption, model.Approval, model.Consent, model.Consortium, model.CostItem, model.Customization,
    model.Driver, model.Invoice, model.Municipality, model.Override, model.Participation, model.Profile, model.Seen, model.Setting,
    model.Sharing, model.SharingFormula, model.Term, model.Version, model.Weights, points.DatedValue, points.Item,
    points.Point, points.TableShape,
)  # fmt: skip
_ENUMS: tuple[type[Enum], ...] = (
    model.Outcome, model.Rank, points.Confidence, points.Kind, points.MaySet, points.ValueType,
)  # fmt: skip

Json = Any  # what json.loads gives
Decode = Callable[[Json], Any]


def load(cache: Path, key: str, name: str = FILE) -> model.Profile | None:
    """Return the profile stored in *name* under *key*; None when there is none, or the file is not whole or not ours."""
    try:
        head, _, body = (cache / name).read_bytes().partition(b"\n")
        if head != _head(key, body):
            return None
        document = json.loads(body)
        found: model.Profile = _Decoder(document["files"]).made(model.Profile)(document["profile"])
        return found
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def store(cache: Path, key: str, profile: model.Profile, name: str = FILE) -> None:
    """Store a profile. A cache that cannot be written is no mistake."""
    files: dict[str, int] = {}
    document = {"profile": _encoded(profile, files), "files": list(files)}
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        write_atomically(cache / name, _head(key, body) + b"\n" + body)
    except OSError:
        return


def _head(key: str, body: bytes) -> bytes:
    return f"uwanose profile {FORMAT} {key} {hashlib.sha256(body).hexdigest()}".encode()


def _encoded(value: object, files: dict[str, int]) -> Json:
    match value:
        case Enum():
            return value.value
        case Place():
            return [files.setdefault(value.file, len(files)), value.line, value.column]
        case date():
            return value.toordinal()
        case Fraction():
            return [value.numerator, value.denominator]
        case tuple():
            return [_encoded(part, files) for part in value]
        case Mapping():
            return {str(name): _encoded(part, files) for name, part in value.items()}
        case points.DatedValue():
            return [
                _tagged(value.value) if part.name == "value" else _encoded(getattr(value, part.name), files)
                for part in fields(value)
            ]
    if is_dataclass(value) and not isinstance(value, type):
        return [_encoded(getattr(value, part.name), files) for part in fields(value)]
    return value


def _tagged(value: object) -> Json:
    """Write a value so that its type can be told without the declaration of its point."""
    match value:
        case Rate():
            return {"rate": [value.numerator, value.denominator]}
        case date():
            return {"date": value.toordinal()}
        case points.Age():
            return {"age": [value.years, value.form.value]}
        case points.Table():
            return {"table": [list(value.columns), [[_tagged(cell) for cell in row] for row in value.rows]]}
    return value


def _untagged(value: Json) -> Any:
    if not isinstance(value, dict):
        return value
    ((tag, inner),) = value.items()
    match tag:
        case "rate":
            return Rate(*inner)
        case "date":
            return date.fromordinal(inner)
        case "age":
            return points.Age(inner[0], points.AgeForm(inner[1]))
    columns, rows = inner
    return points.Table(tuple(columns), tuple(tuple(_untagged(cell) for cell in row) for row in rows))


class _Decoder:
    """Makes the dataclasses again: the annotation of each field, as it is written, names what it is made of."""

    def __init__(self, files: list[str]) -> None:
        self._files = files
        self._named: dict[str, Decode] = {
            **dict.fromkeys(("str", "int", "bool"), _same),
            "date": date.fromordinal,
            "Fraction": lambda row: Fraction(*row),
            "Month": lambda row: Month(*row),
            "Interval": lambda row: Interval(date.fromordinal(row[0]), date.fromordinal(row[1])),
            "Place": lambda row: Place(files[row[0]], row[1], row[2]),
            "Value | None": _untagged,
            **{kind.__name__: kind for kind in _ENUMS},
        }
        self._made: dict[type, Decode] = {}

    def made(self, kind: type) -> Decode:
        """Return how one dataclass is made from the list of its fields."""
        if kind not in self._made:
            parts = [(part.name, self._decode(str(part.type))) for part in fields(kind)]

            def make(row: Json) -> Any:
                return kind(**{name: decode(part) for (name, decode), part in zip(parts, row, strict=True)})

            self._made[kind] = make
        return self._made[kind]

    def _decode(self, annotation: str) -> Decode:
        if annotation not in self._named:
            self._named[annotation] = self._compound(annotation)
        return self._named[annotation]

    def _compound(self, annotation: str) -> Decode:
        if annotation.endswith(" | None"):
            present = self._decode(annotation.removesuffix(" | None"))
            return lambda row: None if row is None else present(row)
        if annotation.startswith("tuple[") and annotation.endswith(", ...]"):
            each = self._decode(annotation[len("tuple[") : -len(", ...]")])
            return lambda rows: tuple(map(each, rows))
        if annotation.startswith("tuple["):
            parts = [self._decode(part) for part in _arguments(annotation[len("tuple[") : -1])]
            return lambda row: tuple(decode(part) for decode, part in zip(parts, row, strict=True))
        if annotation.startswith("Mapping["):
            key, _, inner = annotation[len("Mapping[") : -1].partition(", ")
            of_key, of_value = int if key == "int" else str, self._decode(inner)
            return lambda rows: {of_key(name): of_value(row) for name, row in rows.items()}
        return self.made({kind.__name__: kind for kind in _MADE}[annotation])


def _arguments(text: str) -> list[str]:
    """Split the arguments of an annotation at the commas outside brackets."""
    found, depth = [""], 0
    for letter in text:
        depth += (letter == "[") - (letter == "]")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found]


def _same(value: Json) -> Any:
    return value
