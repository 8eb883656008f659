"""Owns putting the national package together: all files of rules/ and the formulas of the source, checked across."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from uwanose.errors import Finding
from uwanose.points import cross_checks
from uwanose.points.artefact import meaning_hash
from uwanose.points.business_files import read_business, read_input, read_item
from uwanose.points.code_hash import package_formulas
from uwanose.points.contradictions import is_usable
from uwanose.points.declarations import Surroundings, read_point
from uwanose.points.model import (
    Business,
    Catalog,
    FormulaSource,
    Input,
    Item,
    Point,
    Release,
    argument_name,
    formula_point,
)
from uwanose.points.package_files import (
    BUSINESS,
    INPUTS,
    ITEMS,
    RELEASES,
    businesses,
    is_document,
    is_stray,
    topic_files,
)
from uwanose.points.release import changed_releases, read_releases
from uwanose.source.files import SourceFolder
from uwanose.source.nodes import Mapping, Node, Scalar
from uwanose.source.read import read_list, read_mapping

Declared = TypeVar("Declared")


def assemble(files: SourceFolder, code: SourceFolder, findings: list[Finding]) -> Catalog:
    """Return the catalog of a rules folder and the source of the national formulas."""
    releases = _releases(files, findings)
    parts = [_Business(identifier, files, releases, findings) for identifier in businesses(files)]
    for part in parts:
        part.read()
    catalog = Catalog(
        businesses={part.id: part.business for part in parts if part.business},
        points={
            point.id: point for part in parts for point in (*part.points.values(), *part.formula_points())
        },
        items={item.id: item for part in parts for item in part.items.values()},
        inputs={part.id: part.inputs for part in parts},
        formulas=_formulas(parts, code, findings),
        releases=releases,
        sha256="",
        documents=_documents(files),
    )
    findings.extend(map(cross_checks.stray_file, filter(is_stray, files.contents)))
    cross_checks.check(catalog, findings)
    findings.extend(changed_releases(catalog))
    return replace(catalog, sha256=meaning_hash(catalog))


def _releases(files: SourceFolder, findings: list[Finding]) -> tuple[Release, ...]:
    data = files.get(RELEASES)
    node = read_list(data, RELEASES, findings) if data is not None else None
    releases = read_releases(node, findings) if node is not None else ()
    if not releases:
        findings.append(cross_checks.no_release(RELEASES))
    return releases


def _documents(files: SourceFolder) -> dict[str, str]:
    return {name: data.decode("utf-8", "replace") for name, data in files if is_document(name)}


@dataclass(slots=True)
class _Business:
    """The files of one business while they are read."""

    id: str
    files: SourceFolder
    releases: tuple[Release, ...]
    findings: list[Finding]
    business: Business | None = None
    items: dict[str, Item] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)

    def read(self) -> None:
        """Read all files of the business's folder."""
        for name in (BUSINESS, ITEMS, INPUTS):
            if self._path(name) not in self.files:
                self.findings.append(cross_checks.missing_file(self._path(name)))
        node = self._mapping(BUSINESS)
        if node is not None:
            self.business = read_business(self.id, node, self.findings)
        around = Surroundings(
            self.id,
            self.business.clock if self.business else "date",
            tuple(release.id for release in self.releases),
            findings=self.findings,
        )
        self._collect(ITEMS, self.items, lambda key, inner: read_item(key, inner, around))
        for name in topic_files(self.files, self.id):
            self._collect(name, self.points, lambda key, inner: read_point(key, inner, around))
        self._collect(INPUTS, self.inputs, lambda key, inner: read_input(key, inner, self.id, self.findings))

    def formula_points(self) -> Iterator[Point]:
        """Yield each item as the formula point it is."""
        yield from map(formula_point, self.items.values())

    def _path(self, name: str) -> str:
        return f"rules/{self.id}/{name}"

    def _mapping(self, name: str) -> Mapping | None:
        data = self.files.get(self._path(name))
        return None if data is None else read_mapping(data, self._path(name), self.findings)

    def _collect(
        self,
        name: str,
        into: dict[str, Declared],
        read: Callable[[Scalar, Mapping], Declared | None],
    ) -> None:
        """Read each entry of a file into a dictionary, reporting what is declared twice or is no declaration."""
        node = self._mapping(name)
        if node is not None:
            for key, inner in node.entries.items():
                self._declaration(node.keys[key], inner, into, read)

    def _may_be_named(self, key: Scalar, is_input: bool) -> bool:
        if is_input:
            return "." not in key.text and is_usable(key.text)
        return key.text.startswith(f"{self.id}.") and is_usable(key.text)

    def _declaration(
        self,
        key: Scalar,
        node: Node,
        into: dict[str, Declared],
        read: Callable[[Scalar, Mapping], Declared | None],
    ) -> None:
        if not isinstance(node, Mapping):
            self.findings.append(cross_checks.no_declaration(key))
        elif not self._may_be_named(key, into is self.inputs):
            self.findings.append(
                cross_checks.unusable_column(key)
                if into is self.inputs
                else cross_checks.foreign_name(key, self.id)
            )
        elif first := into.get(key.text) or self.items.get(key.text) or self.points.get(key.text):
            self.findings.append(cross_checks.declared_twice(key, first))
        elif (declared := read(key, node)) is not None:
            into[key.text] = declared


def _formulas(
    parts: list[_Business], code: SourceFolder, findings: list[Finding]
) -> dict[str, tuple[FormulaSource, ...]]:
    """Match formulas and items by name, both ways."""
    found: dict[str, list[FormulaSource]] = {}
    for part in parts:
        items = {argument_name(identifier): identifier for identifier in part.items if "." in identifier}
        for formula in package_formulas(code.contents, f"business/{part.id}/"):
            identifier = items.get(formula.item)
            if identifier is None:
                findings.append(cross_checks.formula_without_item(formula, items))
            else:
                found.setdefault(identifier, []).append(replace(formula, item=identifier))
    for part in parts:
        for identifier, item in part.items.items():
            if identifier not in found:
                findings.append(cross_checks.item_without_formula(item, part.id))
    return {
        identifier: tuple(sorted(group, key=lambda one: one.since)) for identifier, group in found.items()
    }
