"""Owns what a release is: every point, table, text, formula and hook it declares, each with the hash of what can change a result.

A frozen release is kept as an archive of values and hashes. It can be laid beneath prefecture and towns again without the
program of its day: values are read back, and a formula counts by its hash and its arguments.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from uwanose.money import Rate
from uwanose.points.artefact import tagged
from uwanose.points.model import Catalog, FormulaSource, Item, Point, Release, Table, formula_point
from uwanose.points.release import as_known, release_hash

__all__ = ["Archive", "archive_of", "as_released", "content_part", "declaration_part", "entry_hash"]

_SHORT = 16  # hexadecimal digits of each half


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """One release as it was frozen.

    ``hashes``  point id → ``<declaration>-<content>``: who may set what, and what it is. Comments, spacing, labels and
    citations do not count. ``values`` is the hash of the values alone, ``content`` that of all hashes.
    """

    release: str
    published: date
    applies_from: date
    values: str
    points: Mapping[str, Point]  # without the formula points of the items
    items: Mapping[str, Item]
    formulas: Mapping[str, tuple[FormulaSource, ...]]
    hashes: Mapping[str, str]

    @property
    def content(self) -> str:
        """The hash of everything a result can depend on."""
        return _sha256([[name, self.hashes[name]] for name in sorted(self.hashes)])


def archive_of(catalog: Catalog, release: Release) -> Archive:
    """Return the archive a release would be frozen as now: declarations and formulas as they stand, values as it knows them."""
    known = as_known(catalog, release)
    return Archive(
        release=release.id,
        published=release.published,
        applies_from=release.applies_from,
        values=release_hash(catalog, release),
        points={name: point for name, point in known.points.items() if name not in known.items},
        items=dict(known.items),
        formulas=dict(known.formulas),
        hashes={
            name: entry_hash(point, known.formulas.get(name, ())) for name, point in known.points.items()
        },
    )


def as_released(archive: Archive, catalog: Catalog) -> Catalog:
    """Return the national package as an archive holds it; businesses and input columns are those of *catalog*."""
    formulas = {name: formula_point(item) for name, item in archive.items.items()}
    return replace(
        catalog,
        points={**archive.points, **formulas},
        items=archive.items,
        formulas=archive.formulas,
        sha256=archive.content,
    )


def entry_hash(point: Point, formulas: tuple[FormulaSource, ...] = ()) -> str:
    """Return ``<declaration>-<content>`` of one point: a hook has a declaration only, a formula counts by its code."""
    return f"{_sha256(_declared(point))[:_SHORT]}-{_sha256(_content(point, formulas))[:_SHORT]}"


def declaration_part(found: str) -> str:
    """Return the half of a hash that stands for who may set what."""
    return found.partition("-")[0]


def content_part(found: str) -> str:
    """Return the half of a hash that stands for the values, the text or the code."""
    return found.partition("-")[2]


def _declared(point: Point) -> object:
    table = point.table
    return [
        point.kind.value, point.may_set.value, point.by, point.type.value if point.type else "", point.unit,
        list(point.choices), point.least, point.most, point.national_value_is,
        [table.lookup, table.least, [[name, kind.value] for name, kind in table.columns.items()]] if table else None,
    ]  # fmt: skip


def _content(point: Point, formulas: tuple[FormulaSource, ...]) -> object:
    values: list[list[object]] = []
    for value in point.values:  # one that only repeats the value before it changes nothing
        said = [value.draft, _plain(value.value)]
        if not values or values[-1][1:] != said:
            values.append([str(value.start), *said])
    code = [[str(one.since), str(one.until), sorted(one.arguments), one.sha256] for one in formulas]
    return [values, code]


def _plain(value: object) -> object:
    """Return a value as JSON holds it; the text of a document counts without the spaces at the ends of its lines."""
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.splitlines()).strip("\n")
    if isinstance(value, Rate):  # 4/100 and 1/25 are the same rate
        return {"rate": [value.fraction.numerator, value.fraction.denominator]}
    if isinstance(value, Table):
        return [list(value.columns), [[_plain(cell) for cell in row] for row in value.rows]]
    return tagged(value)


def _sha256(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
