"""Owns reading case files: worked examples a clerk can write, with every slip told by its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from uwanose.dates import fiscal_year_start, parse_date, parse_year
from uwanose.engine.case_rows import CaseRow, Expected, RowReader, slip
from uwanose.errors import Finding, Place
from uwanose.points.model import Business, Catalog, Kind, Point, Value
from uwanose.points.typed import parse_value
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping as Entries
from uwanose.source.nodes import Scalar
from uwanose.source.read import read_list

__all__ = ["Case", "CaseRow", "Expected", "read_cases"]

TownOf = Callable[[str], str | None]


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
    data: bytes, name: str, catalog: Catalog, findings: list[Finding], town_of: TownOf = lambda text: text
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
            words = (
                "例は「- name: …」で始まる項目の並びで書きます。",
                "a case is a list item with names and values.",
            )
            slip(findings, "K101", node.place, words)
    return tuple(cases)


class _Reader:
    """Reads one case."""

    def __init__(self, fields: Fields, catalog: Catalog, town_of: TownOf) -> None:
        self._fields, self._catalog, self._town_of = fields, catalog, town_of

    def case(self) -> Case | None:
        """Return the case, None when its business is unknown."""
        fields = self._fields
        name, source = fields.required_text("name"), fields.text("source")
        fields.text("note")
        business = self._business()
        if business is None:
            return None
        reader = RowReader(self._catalog, business, fields.findings)
        town, overrides = self._rules(business)
        on = self._legal_date(business)
        before = len(fields.findings)
        rows = tuple(row for one in fields.rows("rows") if (row := reader.row(one)))
        legible = len(fields.findings) == before  # a row with a slip is told once, not missed again below
        if not rows and legible:
            fields.missing("rows")
        expected = tuple(self._expected(reader, {row.key for row in rows}, legible))
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
            words = (f"業務「{name}」はありません。", f"no business {name!r}.")
            slip(self._fields.findings, "K102", self._fields.place("business"), words, (name, known))
        return known.get(name)

    def _rules(self, business: Business) -> tuple[str, dict[str, Value]]:
        """Return the town, or the values a published example of another city needs."""
        fields = self._fields
        text = fields.text("town")
        if fields.has("town") == fields.has("rules"):
            words = ("town: と rules: は、どちらか1つを書きます。", "a case has either town: or rules:.")
            slip(fields.findings, "K103", fields.place(), words)
        town = self._town_of(text) if text else ""
        if town is None:
            words = (f"町村「{text}」はありません。", f"no municipality {text!r}.")
            remedy = (
                "構成町村の名前（開成町）、識別名（kaisei）、団体コードのどれかを書いてください。",
                "Write the name, the identifier (kaisei) or the code of a member.",
            )
            slip(fields.findings, "K102", fields.place("town"), words, remedy=remedy)
        overrides: dict[str, Value] = {}
        for key, node in fields.entries("rules") if fields.has("rules") else ():
            point = self._overridable(key, business)
            value = parse_value(point, node, fields.findings) if point else None
            if point and value is not None:
                overrides[point.id] = value
        return town or "", overrides

    def _overridable(self, key: Scalar, business: Business) -> Point | None:
        points, findings = self._catalog.points, self._fields.findings
        point = points.get(key.text) or points.get(f"{business.id}.{key.text}")
        if point is None:
            words = (f"項目「{key.text}」はありません。", f"no point {key.text!r}.")
            slip(findings, "K102", key.place, words, (key.text, points))
        elif point.kind not in (Kind.PARAMETER, Kind.TABLE):
            slip(
                findings,
                "K104",
                key.place,
                (
                    f"{point.label_ja} ({point.id}) は値ではありません。rules: で変えられるのは値と表だけです。",
                    f"{point.id} is no value; rules: may set parameters and tables only.",
                ),
            )
            return None
        return point

    def _legal_date(self, business: Business) -> date | None:
        fields = self._fields
        if business.clock == "date":
            return None
        words = (f"{business.label_ja}の例には year: が必要です。", f"a case of {business.id} needs year:.")
        try:
            if fields.has("year"):
                return fiscal_year_start(parse_year(fields.text("year")))
            if fields.has("date"):
                return parse_date(fields.text("date"))
        except ValueError:
            words = ("年度または日付と読めません。", "neither a year nor a date.")
        slip(fields.findings, "K105", fields.place("year"), words)
        return None

    def _expected(self, reader: RowReader, rows: set[str], legible: bool) -> list[Expected]:
        fields = self._fields
        found: list[Expected] = []
        before = len(fields.findings)
        for key, results in fields.named("expect"):
            if key not in rows and legible:
                words = (f"expect の「{key}」という行がありません。", f"no row {key!r}.")
                slip(fields.findings, "K108", results.place(), words, (key, rows))
            found.extend(reader.expected(key, results))
        if not found and len(fields.findings) == before:
            fields.missing("expect")
        return found
