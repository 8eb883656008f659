"""Owns reading the declaration of one point, with everything that is checked without looking at other files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from uwanose.errors import Finding
from uwanose.points.dated import Origin, read_dated_values
from uwanose.points.model import Confidence, DatedValue, Kind, MaySet, Point, TableShape, ValueType
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping, Scalar

HOOKS = ("record_findings", "extra_fields", "document_variables", "input_findings")
_LOOKUPS = ("from", "upto", "exact")
_BOUND_TYPES = (ValueType.YEN, ValueType.INTEGER, ValueType.DATE)
_BOUNDED = (ValueType.YEN, ValueType.INTEGER)


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
    _check(point, fields)
    return point


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
        types[name] = column.choice("type", ValueType, ValueType.TEXT)
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


def _check(point: Point, fields: Fields) -> None:
    _check_id(point, fields)
    if point.kind is Kind.HOOK:
        _check_hook(point, fields)
    if point.may_set is MaySet.LAW and not point.basis:
        _report(point, fields, "P134", "法律で決まる項目（may_set: law）に根拠の条文（basis）がありません。",
                "A point fixed by law needs its article ('basis').",
                "「basis: ○○法第○条」を書いてください。", "Write 'basis: …'.")  # fmt: skip
    holds_choice = point.type is ValueType.CHOICE or (
        point.table is not None and ValueType.CHOICE in point.table.columns.values()
    )
    if holds_choice != bool(point.choices):
        _report(point, fields, "P131", "選択肢（choices）は type: choice のときに、そのときだけ書きます。",
                "'choices' belongs to type choice, and to nothing else.",
                "choices に「識別名: 日本語の名前」を並べるか、type を直してください。",
                "List 'identifier: label' below 'choices', or correct 'type'.")  # fmt: skip
    if point.least is not None and point.most is not None and point.least > point.most:
        _report(point, fields, "P135", f"範囲が逆です（least {point.least:,} ＞ most {point.most:,}）。",
                f"The range is upside down (least {point.least:,} > most {point.most:,}).",
                "least に小さい方、most に大きい方を書いてください。", "Write the smaller one as 'least'.")  # fmt: skip
    elif (point.least is not None or point.most is not None) and point.type not in _BOUNDED:
        _report(point, fields, "P135", "範囲（least・most）は円と整数にだけ書けます。",
                "'least' and 'most' belong to yen and integers only.",
                "least と most を消してください。", "Delete them.")  # fmt: skip
    if point.table is not None and point.table.columns:
        _check_key_column(point, fields)


def _check_id(point: Point, fields: Fields) -> None:
    prefix = f"{point.business}."
    if point.id.startswith(prefix) and all(part.isidentifier() for part in point.id.split(".")):
        return
    _report(point, fields, "P136",
            f"項目の名前は「{prefix}」で始まり、英小文字・数字・_ を「.」でつないだものです。",
            f"The id of a point begins with {prefix!r}; its parts are identifiers joined by dots.",
            f"「{prefix}…」に直すか、その業務のフォルダーに移してください。",
            f"Write '{prefix}…', or move it to the folder of its business.")  # fmt: skip


def _check_hook(point: Point, fields: Fields) -> None:
    if point.id.rsplit(".", 1)[-1] not in HOOKS:
        _report(point, fields, "P133", f"収集点の名前（最後の部分）は {'、'.join(HOOKS)} のどれかです。",
                f"The last part of a hook's id is one of {', '.join(HOOKS)}.",
                "名前を直してください。", "Correct the id.")  # fmt: skip


def _check_key_column(point: Point, fields: Fields) -> None:
    shape = point.table
    assert shape is not None
    key, kind = next(iter(shape.columns.items()))
    if shape.lookup != "exact" and kind not in _BOUND_TYPES:
        _report(point, fields, "P137", f"lookup: {shape.lookup} の最初の列（{key}）は yen・integer・date のどれかです。",
                f"With lookup {shape.lookup!r} the first column ({key}) is yen, integer or date.",
                "列の type を直すか、lookup: exact にしてください。",
                "Correct the type of the column, or write 'lookup: exact'.")  # fmt: skip


def _report(
    point: Point, fields: Fields, code: str, ja: str, en: str, remedy_ja: str, remedy_en: str
) -> None:
    fields.report(
        code, point.place, f"{point.label_ja}（{point.id}）: {ja}", f"{point.id}: {en}", remedy_ja, remedy_en
    )
