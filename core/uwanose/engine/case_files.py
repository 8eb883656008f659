"""Owns reading case files: worked examples a clerk can write, with every slip told by its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from uwanose.dates import fiscal_year_start, parse_date, parse_year
from uwanose.engine.tables import day_number
from uwanose.errors import Finding, Place, nearest
from uwanose.points.cells import Typing, parse_cell
from uwanose.points.model import Business, Catalog, Input, Item, Kind, Point, Read, Value, ValueType
from uwanose.points.typed import parse_value
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping as Entries
from uwanose.source.nodes import Node, Scalar
from uwanose.source.read import read_list

__all__ = ["Case", "CaseRow", "Expected", "read_cases"]

_UNITS = {
    "yen": ValueType.YEN,
    "flag": ValueType.FLAG,
    "choice": ValueType.CHOICE,
    "date": ValueType.DATE,
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One worked example. It runs under the rules of ``town``, or under the national ones with ``overrides`` on top.

    ``on`` is the legal date of its year; None where each row has its own day.
    """

    name: str
    business: str
    town: str
    on: date | None
    source: str
    rows: tuple[CaseRow, ...]
    expected: tuple[Expected, ...]
    place: Place
    overrides: Mapping[str, Value] = field(default_factory=dict)


def read_cases(
    data: bytes,
    name: str,
    catalog: Catalog,
    findings: list[Finding],
    town_of: Callable[[str], str | None] = lambda text: text,
) -> tuple[Case, ...]:
    """Return the cases of a file. A case with a mistake is left out; the findings say why.

    *name* is how messages name the file; *town_of* says which town a text means.
    """
    nodes = read_list(data, name, findings)
    cases = []
    for node in nodes.items if nodes else ():
        if isinstance(node, Entries):
            mine: list[Finding] = []
            case = _Reader(Fields(node, mine, what="例"), catalog, town_of).case()
            findings.extend(mine)
            if case and not mine:
                cases.append(case)
        else:
            findings.append(
                _finding(
                    "K101",
                    node.place,
                    "例は「- name: …」で始まる項目の並びで書きます。",
                    "a case is a list item with names and values.",
                )
            )
    return tuple(cases)


class _Reader:
    """Reads one case."""

    def __init__(self, fields: Fields, catalog: Catalog, town_of: Callable[[str], str | None]) -> None:
        self._fields, self._catalog, self._town_of = fields, catalog, town_of

    def case(self) -> Case | None:
        """Return the case, None when its business is unknown."""
        fields = self._fields
        name, source = fields.required_text("name"), fields.text("source")
        fields.text("note")
        business = self._business()
        if business is None:
            return None
        town, overrides = self._rules(business)
        on = self._legal_date(business)
        rows = tuple(row for one in fields.rows("rows") if (row := self._row(one, business)))
        if not rows:
            fields.missing("rows")
        expected = self._expected(business, {row.key for row in rows})
        fields.done()
        return Case(
            name=name,
            business=business.id,
            town=town,
            on=on,
            source=source,
            rows=rows,
            expected=expected,
            place=fields.place(),
            overrides=overrides,
        )

    def _business(self) -> Business | None:
        name = self._fields.required_text("business")
        known = self._catalog.businesses
        if name and name not in known:
            self._report(
                "K102",
                self._fields.place("business"),
                f"業務「{name}」はありません。",
                f"no business {name!r}.",
                name,
                known,
            )
        return known.get(name)

    def _rules(self, business: Business) -> tuple[str, dict[str, Value]]:
        fields = self._fields
        text = fields.text("town")
        if fields.has("town") == fields.has("rules"):
            self._report(
                "K103",
                fields.place(),
                "town: と rules: は、どちらか1つを書きます。",
                "a case has either town: or rules:.",
            )
        town = self._town_of(text) if text else ""
        if text and not town:
            self._report(
                "K102", fields.place("town"), f"町村「{text}」はありません。", f"no municipality {text!r}."
            )
        overrides: dict[str, Value] = {}
        for key, node in fields.entries("rules") if fields.has("rules") else ():
            point = self._overridable(key, business)
            value = parse_value(point, node, fields.findings) if point else None
            if point and value is not None:
                overrides[point.id] = value
        return town or "", overrides

    def _overridable(self, key: Scalar, business: Business) -> Point | None:
        points = self._catalog.points
        point = points.get(key.text) or points.get(f"{business.id}.{key.text}")
        if point is None:
            self._report(
                "K102",
                key.place,
                f"項目「{key.text}」はありません。",
                f"no point {key.text!r}.",
                key.text,
                points,
            )
        elif point.kind not in (Kind.PARAMETER, Kind.TABLE):
            self._report(
                "K104",
                key.place,
                f"{point.label_ja} ({point.id}) は値ではありません。rules: で変えられるのは値と表だけです。",
                f"{point.id} is no value; rules: may set parameters and tables only.",
            )
            return None
        return point

    def _legal_date(self, business: Business) -> date | None:
        fields = self._fields
        if business.clock == "date":
            return None
        try:
            if fields.has("year"):
                return fiscal_year_start(parse_year(fields.text("year")))
            if fields.has("date"):
                return parse_date(fields.text("date"))
        except ValueError:
            self._report(
                "K105", fields.place("year"), "年度または日付と読めません。", "neither a year nor a date."
            )
            return None
        self._report(
            "K105",
            fields.place(),
            f"{business.label_ja}の例には year: が必要です。",
            f"a case of {business.id} needs year:.",
        )
        return None

    def _row(self, fields: Fields, business: Business) -> CaseRow | None:
        inputs = self._catalog.inputs.get(business.id, {})
        reads = {read.name: read for read in business.reads}
        texts: dict[str, str] = {}
        numbers: dict[str, int] = {}
        for key, scalar in fields.node.keys.items():
            declared = inputs.get(key) or reads.get(key) or _by_label(inputs, key)
            node = fields.node[key]
            if declared is None:
                known = [*inputs, *reads, *(entry.label_ja for entry in inputs.values())]
                self._report(
                    "K106",
                    scalar.place,
                    f"入力列「{key}」はありません。",
                    f"no input column {key!r}.",
                    key,
                    known,
                )
            elif isinstance(declared, Input) and declared.type is ValueType.TEXT:
                texts[declared.name] = node.text if isinstance(node, Scalar) else ""
            elif (value := self._number(declared, node)) is not None:
                numbers[declared.name] = value
        key = texts.get(business.key, "")
        if not key:
            self._report(
                "K107", fields.place(), f"行に {business.key} がありません。", f"a row has no {business.key}."
            )
            return None
        texts.setdefault(business.group, key)
        self._missing_columns(fields, inputs, {*texts, *numbers})
        return CaseRow(key, texts, numbers, fields.place())

    def _missing_columns(self, fields: Fields, inputs: Mapping[str, Input], given: set[str]) -> None:
        for name, declared in inputs.items():
            if declared.default is None and name not in given and name != "municipality":
                self._report(
                    "K107",
                    fields.place(),
                    f"行に必要な列 {declared.label_ja} ({name}) がありません。",
                    f"a row lacks the required column {name}.",
                )

    def _number(self, declared: Input | Read, node: Node) -> int | None:
        kind = declared if isinstance(declared, Input) else ValueType.YEN
        value = parse_value(kind, node, self._fields.findings)
        if value is None and isinstance(node, Scalar) and node.empty:
            self._report(
                "K107", node.place, f"{declared.name} の値がありません。", f"{declared.name} is empty."
            )
        return (
            None if value is None else _code(value, declared.choices if isinstance(declared, Input) else {})
        )

    def _expected(self, business: Business, rows: set[str]) -> tuple[Expected, ...]:
        fields = self._fields
        found: list[Expected] = []
        for key, results in fields.named("expect"):
            if key not in rows:
                self._report(
                    "K108",
                    results.place(),
                    f"expect の「{key}」という行がありません。",
                    f"no row {key!r}.",
                    key,
                    rows,
                )
            for name, scalar in results.node.keys.items():
                item = self._item(business, name, scalar)
                value = self._result(item, results.node[name]) if item else None
                if item and value is not None:
                    found.append(Expected(key, item.name, value, scalar.place))
        if not found:
            fields.missing("expect")
        return tuple(found)

    def _item(self, business: Business, name: str, scalar: Scalar) -> Item | None:
        items = {item.name: item for item in self._catalog.items.values() if item.business == business.id}
        item = items.get(name) or next(
            (one for one in items.values() if name in (one.label_ja, one.id)), None
        )
        if item is None:
            known = [*items, *(one.label_ja for one in items.values())]
            self._report(
                "K109", scalar.place, f"結果の項目「{name}」はありません。", f"no item {name!r}.", name, known
            )
        return item

    def _result(self, item: Item, node: Node) -> int | None:
        if not isinstance(node, Scalar) or node.empty:
            self._report(
                "K109", node.place, f"{item.name} には1つの値を書きます。", f"{item.name} takes one value."
            )
            return None
        typing = Typing(_UNITS.get(item.unit, ValueType.INTEGER), item.choices)
        value = parse_cell(typing, node, self._fields.findings, "national")
        return None if value is None else _code(value, item.choices)

    def _report(self, code: str, place: Place, ja: str, en: str, word: str = "", known: object = ()) -> None:
        near = nearest(word, list(known)) if word and isinstance(known, (dict, set, list)) else []
        self._fields.findings.append(_finding(code, place, ja, en, near))


def _finding(code: str, place: Place, ja: str, en: str, near: list[str] | None = None) -> Finding:
    return Finding(
        code=code,
        place=place,
        ja=ja,
        en=en,
        remedy_ja=f"「{near[0]}」ではありませんか。" if near else "docs の「例の書き方」を見てください。",
        remedy_en=f"Did you mean {near[0]!r}?" if near else "See 'how to write a case' in docs.",
    )


def _by_label(inputs: Mapping[str, Input], label: str) -> Input | None:
    return next((entry for entry in inputs.values() if entry.label_ja == label), None)


def _code(value: object, choices: Mapping[str, str]) -> int | None:
    """Return a value as formulas have it."""
    if isinstance(value, str):
        return list(choices).index(value)
    if isinstance(value, date):
        return day_number(value)
    return int(value) if isinstance(value, int) else None
