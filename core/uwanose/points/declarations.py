"""Owns reading the declaration of one point, with everything that is checked without looking at other files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from uwanose.errors import Finding
from uwanose.points.contradictions import LAW_WITHOUT_VALUES, Contradiction, contradictions
from uwanose.points.dated import Origin, read_dated_values
from uwanose.points.model import Confidence, DatedValue, Kind, MaySet, Point, TableShape, ValueType
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping, Scalar

_LOOKUPS = ("from", "upto", "exact")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What surrounds a declaration: its business and clock, the known releases, the customization that adds it."""

    business: str
    clock: str
    releases: Sequence[str] = ()
    owner: str = ""
    scope: str = "national"
    findings: list[Finding] = field(default_factory=list)


def read_point(identifier: Scalar, node: Mapping, around: Surroundings) -> Point | None:
    """Return a declared point with its dated values; None when its kind is unknown."""
    fields = Fields(node, around.findings, around.scope, identifier.text)
    kind = fields.choice("kind", Kind)
    if kind is None:
        if not fields.has("kind"):
            fields.missing("kind")
        return None
    if kind is Kind.FORMULA:
        _formula_elsewhere(identifier, fields)
        return None
    label_ja, label_en = fields.label()
    point = Point(
        id=identifier.text,
        business=around.business,
        kind=kind,
        label_ja=label_ja,
        label_en=label_en,
        may_set=fields.choice("may_set", MaySet, MaySet.STANDARD),
        place=identifier.place,
        type=_value_type(fields, kind),
        unit=fields.text("unit"),
        by=fields.word("by", ("town", "prefecture"), "town"),
        basis=fields.text("basis"),
        description=fields.text("description"),
        choices=read_choices(fields),
        least=fields.integer("least"),
        most=fields.integer("most"),
        national_value_is=fields.word("national_value_is", ("default", "ceiling", "floor"), "default"),
        table=_shape(fields) if kind is Kind.TABLE else None,
        owner=around.owner,
        renamed_from=fields.texts("renamed_from"),
    )
    point = replace(point, values=_values(point, fields, around))
    fields.done()
    for wrong in contradictions(point):
        _report(point, fields, wrong)
    return point


def _report(point: Point, fields: Fields, wrong: Contradiction) -> None:
    fields.report(
        wrong.code,
        point.place,
        f"{point.label_ja}（{point.id}）: {wrong.ja}",
        f"{point.id}: {wrong.en}",
        wrong.remedy_ja,
        wrong.remedy_en,
    )


def read_choices(fields: Fields) -> dict[str, str]:
    """Return the choices of a declaration: identifier → Japanese label, in the order that gives their codes."""
    choices: dict[str, str] = {}
    for name, label in fields.entries("choices"):
        if isinstance(label, Scalar) and not label.empty:
            choices[name.text] = label.text
        else:
            fields.report(
                "P131",
                name.place,
                f"選択肢「{name.text}」に日本語の名前がありません。",
                f"The choice {name.text!r} has no Japanese label.",
                f"「{name.text}: 名前」を書いてください。",
                f"Write '{name.text}: label'.",
            )
    return choices


def _formula_elsewhere(identifier: Scalar, fields: Fields) -> None:
    fields.report(
        "P132",
        identifier.place,
        "計算式は items.yaml に書きます（計算結果1つが計算式の項目1つです）。",
        "Formulas are declared in items.yaml (each item is a formula point).",
        "この宣言を items.yaml に移し、kind を消してください。",
        "Move the declaration to items.yaml, without 'kind'.",
    )


def _value_type(fields: Fields, kind: Kind) -> ValueType | None:
    declared = fields.choice("type", ValueType)
    if kind is Kind.PARAMETER and declared is None and not fields.has("type"):
        fields.missing("type")
    if kind is Kind.TEMPLATE:
        return ValueType.TEXT
    return declared


def _shape(fields: Fields) -> TableShape:
    types: dict[str, ValueType] = {}
    labels: dict[str, str] = {}
    least = 0
    for name, column in fields.named("columns"):
        first = not types
        types[name] = column.choice("type", ValueType, ValueType.YEN)
        if not column.has("type"):
            column.missing("type")
        labels[name] = column.required_text("label")
        if first:
            least = column.integer("least", 0)
        column.done()
    if not types:
        fields.missing("columns")
    if not fields.has("lookup"):
        fields.missing("lookup")
    return TableShape(
        lookup=fields.word("lookup", _LOOKUPS, "exact"), columns=types, labels=labels, least=least
    )


def _values(point: Point, fields: Fields, around: Surroundings) -> tuple[DatedValue, ...]:
    origin = Origin(
        fields.text("source"), fields.choice("confidence", Confidence, Confidence.SINGLE_SOURCE), point.basis
    )
    node = fields.mapping("values")
    if point.kind is Kind.HOOK:
        if node is not None and len(node):
            fields.report(
                "P133",
                fields.place("values"),
                "収集点（hook）には値がありません。",
                "A hook has no values.",
                "「values」を消してください。",
                "Delete 'values'.",
            )
        return ()
    if "values" not in fields and not around.owner:  # whoever adopts an added point gives it its values
        fields.missing("values")
    if point.may_set is MaySet.LAW and not node and "values" in fields:
        _report(point, fields, LAW_WITHOUT_VALUES)
    if node is None:
        return ()
    return read_dated_values(
        point,
        around.clock,
        node,
        around.findings,
        around.scope,
        origin=origin,
        releases=around.releases,
    )
