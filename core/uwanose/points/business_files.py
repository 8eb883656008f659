"""Owns reading business.yaml, items.yaml and inputs.yaml of one business."""

from __future__ import annotations

from datetime import date

from uwanose.errors import Finding, Place
from uwanose.points.cells import Typing, parse_cell
from uwanose.points.contradictions import REFUSES_WITHOUT_FLAG, Contradiction, wrong_choices, wrong_unit
from uwanose.points.declarations import Surroundings, read_choices
from uwanose.points.model import Business, Input, Item, MaySet, Read, Stake, ValueType
from uwanose.points.units import COUNTED, ITEM_UNITS
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping, Node, Scalar

CLOCKS = ("year", "month", "date")
READ_YEARS = ("same", "previous", "year_before_previous")
_INPUT_TYPES = (
    ValueType.YEN,
    ValueType.INTEGER,
    ValueType.FLAG,
    ValueType.CHOICE,
    ValueType.DATE,
    ValueType.TEXT,
)


def read_business(identifier: str, node: Mapping, findings: list[Finding]) -> Business:
    """Return what business.yaml says."""
    fields = Fields(node, findings)
    label_ja, label_en = fields.label()
    row = fields.required_text("row")
    clock = fields.word("clock", CLOCKS, "year")
    if not fields.has("clock"):
        fields.missing("clock")
    business = Business(
        id=identifier,
        label_ja=label_ja,
        label_en=label_en,
        row=row,
        row_label_ja=fields.label("row_label")[0],
        group=fields.required_text("group"),
        key=fields.required_text("key"),
        system=fields.required_text("system"),
        clock=clock,
        clock_column=fields.text("clock_column"),
        reads=tuple(_read(name, inner) for name, inner in fields.named("reads")),
        place=node.place,
        stake=_stake(fields.nested("impact")),
    )
    fields.done()
    return business


def _stake(fields: Fields | None) -> Stake | None:
    if fields is None:
        return None
    stake = Stake(
        item=fields.required_text("item"),
        residents=fields.word("residents", ("pay", "receive"), "pay"),
        heads=fields.word("heads", ("row", "group"), "row"),
    )
    if not fields.has("residents"):
        fields.missing("residents")
    fields.done()
    return stake


def _read(name: str, fields: Fields) -> Read:
    read = Read(
        name=name,
        item=fields.required_text("item"),
        business=fields.required_text("from"),
        year=fields.word("year", READ_YEARS, "same"),
        key=fields.required_text("key"),
    )
    fields.done()
    return read


def read_item(identifier: Scalar, node: Mapping, around: Surroundings) -> Item:
    """Return one declared result."""
    fields = Fields(node, around.findings, around.scope, identifier.text)
    label_ja, label_en = fields.label()
    refuses_ja, refuses_en = fields.label("refuses") if fields.has("refuses") else ("", "")
    item = Item(
        id=identifier.text,
        business=around.business,
        label_ja=label_ja,
        label_en=label_en,
        unit=fields.required_text("unit"),
        basis=fields.text("basis"),
        place=identifier.place,
        may_set=MaySet(fields.word("may_set", (MaySet.LAW, MaySet.STANDARD), MaySet.STANDARD)),
        choices=read_choices(fields),
        owner=around.owner,
        main=fields.flag("main", False)
        or bool(around.owner),  # what a customization adds was ordered to be seen
        refuses_ja=refuses_ja,
        refuses_en=refuses_en,
    )
    fields.done()
    if refuses_ja and item.unit != "flag":
        _report(fields, identifier, label_ja, REFUSES_WITHOUT_FLAG)
    if item.unit and item.unit not in ITEM_UNITS:
        _report(fields, identifier, label_ja, wrong_unit(item.unit, ITEM_UNITS))
    if (item.unit == "choice") != bool(item.choices):
        _report(fields, identifier, label_ja, wrong_choices("unit: choice"))
    return item


def read_input(name: Scalar, node: Mapping, business: str, findings: list[Finding]) -> Input:
    """Return one declared input column."""
    fields = Fields(node, findings, what=name.text)
    label_ja, label_en = fields.label()
    kind = fields.choice("type", ValueType)
    if kind is None or kind not in _INPUT_TYPES:
        _wrong_input_type(fields, name.place)
        kind = ValueType.TEXT
    choices = read_choices(fields)
    least, most = fields.integer("least"), fields.integer("most")
    declared = Input(
        name=name.text,
        business=business,
        label_ja=label_ja,
        label_en=label_en,
        type=kind,
        place=name.place,
        unit=fields.text("unit"),
        default=_default(Typing(kind, choices, least, most), fields.raw("default"), findings),
        choices=choices,
        least=least,
        most=most,
        description=fields.text("description"),
    )
    fields.done()
    if declared.unit and declared.unit not in COUNTED:
        _report(fields, name, label_ja, wrong_unit(declared.unit, COUNTED))
    if (kind is ValueType.CHOICE) != bool(choices):
        _report(fields, name, label_ja, wrong_choices("type: choice"))
    return declared


def _default(typing: Typing, node: Node | None, findings: list[Finding]) -> int | None:
    """Return the default as formulas get it: a choice as its code, a day as yyyymmdd.

    A text left empty and a day that may be missing (``none``) are 0.
    """
    if not isinstance(node, Scalar):
        return None
    if typing.type is ValueType.TEXT or (typing.type is ValueType.DATE and node.text == "none"):
        return 0
    value = parse_cell(typing, node, findings, "national")
    if isinstance(value, str):
        return list(typing.choices).index(value)
    if isinstance(value, date):
        return value.year * 10000 + value.month * 100 + value.day
    return int(value) if isinstance(value, int) else None


def _report(fields: Fields, name: Scalar, label: str, wrong: Contradiction) -> None:
    fields.report(
        wrong.code,
        name.place,
        f"{label}（{name.text}）: {wrong.ja}",
        f"{name.text}: {wrong.en}",
        wrong.remedy_ja,
        wrong.remedy_en,
    )


def _wrong_input_type(fields: Fields, place: Place) -> None:
    known = "、".join(_INPUT_TYPES)
    if not fields.has("type"):
        fields.missing("type")
        return
    if fields.text("type") in tuple(ValueType):
        fields.report(
            "P138",
            place,
            f"入力列の型は {known} のどれかです。",
            f"The type of an input column is one of {', '.join(_INPUT_TYPES)}.",
            "type を直してください。",
            "Correct 'type'.",
        )
