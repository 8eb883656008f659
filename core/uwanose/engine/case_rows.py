"""Owns reading the rows and the expected results of a case, typed as the inputs and items are declared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from uwanose.engine.tables import day_number
from uwanose.errors import Finding, Place, nearest
from uwanose.points.cells import Typing, parse_cell
from uwanose.points.model import Business, Catalog, Input, Item, Read, ValueType
from uwanose.points.typed import parse_value
from uwanose.source.fields import Fields
from uwanose.source.nodes import Node, Scalar

__all__ = ["CaseRow", "Expected", "RowReader", "slip"]

_MUNICIPALITY = "municipality"  # a case names its town once, not in each row
_PATTERN = (
    "rules/ の cases/ にある例を手本にしてください。",
    "Take the cases in rules/*/cases/ as a pattern.",
)
_UNITS = {"yen": ValueType.YEN, "flag": ValueType.FLAG, "choice": ValueType.CHOICE, "date": ValueType.DATE}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of a case: its identifiers and its typed columns (those that are written)."""

    key: str
    texts: Mapping[str, str]
    numbers: Mapping[str, int]
    place: Place


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected result."""

    row: str
    item: str
    value: int
    place: Place


class RowReader:
    """Reads the rows and expected results of cases of one business, collecting findings."""

    def __init__(self, catalog: Catalog, business: Business, findings: list[Finding]) -> None:
        self._business, self._findings = business, findings
        self._inputs = catalog.inputs.get(business.id, {})
        self._reads = {read.name: read for read in business.reads}
        self._items = {item.name: item for item in catalog.items.values() if item.business == business.id}

    def row(self, fields: Fields) -> CaseRow | None:
        """Return a row, None when nothing names it. A row without its group is a group of its own."""
        texts: dict[str, str] = {}
        numbers: dict[str, int] = {}
        for name, scalar in fields.node.keys.items():
            declared, node = self._declared(name), fields.node[name]
            if declared is None:
                known = [*self._inputs, *self._reads, *(entry.label_ja for entry in self._inputs.values())]
                slip(
                    self._findings,
                    "K106",
                    scalar.place,
                    (f"入力列「{name}」はありません。", f"no input column {name!r}."),
                    (name, known),
                )
            elif isinstance(declared, Input) and declared.type is ValueType.TEXT:
                texts[declared.name] = node.text if isinstance(node, Scalar) else ""
            elif (value := self._number(declared, node)) is not None:
                numbers[declared.name] = value
        key = texts.get(self._business.key, "")
        for name in self._absent({*texts, *numbers, self._business.group}):
            label = self._inputs[name].label_ja
            ja = f"行に必要な列 {label} ({name}) がありません。"
            slip(self._findings, "K107", fields.place(), (ja, f"a row lacks the required column {name}."))
        texts.setdefault(self._business.group, key)
        return CaseRow(key, texts, numbers, fields.place()) if key else None

    def expected(self, key: str, results: Fields) -> Iterator[Expected]:
        """Yield the expected results of a row."""
        for name, scalar in results.node.keys.items():
            item = self._item(name)
            if item is None:
                known = [*self._items, *(one.label_ja for one in self._items.values())]
                slip(
                    self._findings,
                    "K109",
                    scalar.place,
                    (f"結果の項目「{name}」はありません。", f"no item {name!r}."),
                    (name, known),
                )
            elif (value := self._result(item, results.node[name])) is not None:
                yield Expected(key, item.name, value, scalar.place)

    def _declared(self, name: str) -> Input | Read | None:
        labelled = (entry for entry in self._inputs.values() if entry.label_ja == name)
        return self._inputs.get(name) or self._reads.get(name) or next(labelled, None)

    def _absent(self, given: Collection[str]) -> Iterator[str]:
        for name, declared in self._inputs.items():
            if declared.default is None and name not in given and name != _MUNICIPALITY:
                yield name

    def _number(self, declared: Input | Read, node: Node) -> int | None:
        if isinstance(node, Scalar) and node.empty:
            ja = f"{declared.name} の値がありません。"
            slip(self._findings, "K107", node.place, (ja, f"{declared.name} is empty."))
            return None
        kind = declared if isinstance(declared, Input) else ValueType.YEN
        choices = declared.choices if isinstance(declared, Input) else {}
        return _code(parse_value(kind, node, self._findings), choices)

    def _item(self, name: str) -> Item | None:
        named = (item for item in self._items.values() if name in (item.label_ja, item.id))
        return self._items.get(name) or next(named, None)

    def _result(self, item: Item, node: Node) -> int | None:
        if not isinstance(node, Scalar) or node.empty:
            words = (f"{item.name} には1つの値を書きます。", f"{item.name} takes one value.")
            slip(self._findings, "K109", node.place, words)
            return None
        typing = Typing(_UNITS.get(item.unit, ValueType.INTEGER), item.choices)
        return _code(parse_cell(typing, node, self._findings, "national"), item.choices)


def slip(
    findings: list[Finding],
    code: str,
    place: Place,
    words: tuple[str, str],
    meant: tuple[str, Collection[str]] = ("", ()),
    remedy: tuple[str, str] = _PATTERN,
) -> None:
    """Add a finding in Japanese and English; *meant* is a word and the known ones it may have been."""
    word, known = meant
    near = nearest(word, known) if word else []
    findings.append(
        Finding(
            code=code,
            place=place,
            ja=words[0],
            en=words[1],
            remedy_ja=f"「{near[0]}」ではありませんか。" if near else remedy[0],
            remedy_en=f"Did you mean {near[0]!r}?" if near else remedy[1],
        )
    )


def _code(value: object, choices: Mapping[str, str]) -> int | None:
    """Return a value as formulas have it."""
    if isinstance(value, str):
        return list(choices).index(value)
    if isinstance(value, date):
        return day_number(value)
    return int(value) if isinstance(value, int) else None
