"""Owns reading ``customizations/K-*.yaml``: one entry of the register per file, the file named as the entry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath

from uwanose.errors import Place
from uwanose.layers.additions import Additions
from uwanose.layers.model import Act, Approval, Consent, Customization, Outcome, Override, Version
from uwanose.layers.plugin_source import module_name
from uwanose.layers.points_by_name import PointsByName
from uwanose.layers.read_costs import read_costs, read_sharing
from uwanose.layers.read_layer import read_agreements, read_consent
from uwanose.layers.read_values import ValueReader
from uwanose.layers.reading import read_act, unknown_name
from uwanose.points.model import Kind, Point
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping as MappingNode
from uwanose.source.nodes import Node

IDENTIFIER = re.compile(r"K-\d{3,}")
MULTI_YEAR = ("none", "債務負担行為", "継続費")


class Door(StrEnum):
    """By which door a deviation may enter under the law on standardisation."""

    STANDARD_OPTION = "standard_option"
    LOOSE_COUPLING = "loose_coupling"
    OWN_MEASURE = "own_measure"
    EXCEPTION_8_2 = "exception_8_2"


@dataclass(frozen=True, slots=True)
class RegisterContext:
    """What the entries of a register may name."""

    points: PointsByName
    municipalities: Mapping[str, object]
    formulas: tuple[str, ...]  # of the consortium
    prefecture_formula: str
    additions: Additions = ((), ())


def identifier_of(file: str) -> str:
    """Return the identifier a file of the register must hold: its name."""
    return PurePosixPath(file).stem


def read_customization(
    fields: Fields, file: str, data: bytes, context: RegisterContext
) -> Customization | None:
    """Return one entry of the register; None when it says of itself that it is another one."""
    identifier = _identifier(fields, file)
    if identifier is None:
        return None
    title_ja, title_en = fields.label("title")
    business = fields.required_text("business")
    businesses = context.points.catalog.businesses
    if business and business not in businesses:
        unknown_name(fields, fields.place("business"), business, businesses, "業務", "business")
    decision = fields.nested("decision")
    outcome = decision.choice("outcome", Outcome) if decision else None
    points, items = context.additions
    default = context.prefecture_formula if outcome is Outcome.PREFECTURE else "equal"
    fields.raw("adds")
    if not fields.has("door"):
        fields.missing("door")
    wishes, consents = _wishes(fields, context)
    customization = Customization(
        id=identifier,
        title_ja=title_ja,
        title_en=title_en,
        business=business,
        door=fields.choice("door", Door, Door.OWN_MEASURE).value,
        basis=fields.text("basis"),
        request=_request(fields, context),
        decision=_decision(decision),
        outcome=outcome,
        working_group=decision.text("working_group") if decision else "",
        quote=_act(fields, "quote"),
        approval=_approval(fields),
        order=_act(fields, "order", "multi_year"),
        multi_year=_multi_year(fields),
        accepted=fields.date("accepted"),
        live=fields.date("live"),
        retired=_act(fields, "retired"),
        content=tuple(_content(fields, identifier, business, 1, context)),
        versions=tuple(_versions(fields, identifier, business, context)),
        added_points=points,
        added_items=items,
        sharing=read_sharing(fields, context.formulas, default, context.municipalities),
        costs=tuple(read_costs(fields)),
        replaces=fields.text("replaces"),
        taken_over_by=_taken_over(fields, context),
        illustrative=fields.text("illustrative"),
        reason=fields.text("reason"),
        source=fields.text("source"),
        sha256=hashlib.sha256(data).hexdigest(),
        place=fields.place("id"),
        wishes=wishes,
        consents=consents,
        agreements=read_agreements(fields, context.municipalities),
    )
    fields.done()
    return customization


def _identifier(fields: Fields, file: str) -> str | None:
    written, expected = fields.required_text("id"), identifier_of(file)
    if not IDENTIFIER.fullmatch(expected):
        fields.report(
            "R107",
            Place(file),
            f"台帳のファイル名「{PurePosixPath(file).name}」は番号の形（K-001.yaml）ではありません。",
            f"{PurePosixPath(file).name} is not named as an entry of the register (K-001.yaml).",
            "K- と3桁以上の数字に .yaml を付けた名前にしてください。",
            "Name it K-, three digits or more, .yaml.",
        )
        return None
    if written and written != expected:
        fields.report(
            "R108",
            fields.place("id"),
            f"id は {written} ですが、ファイル名は {expected}.yaml です。どちらの登録か決められません。",
            f"The id is {written}, the file is {expected}.yaml; which entry it is cannot be told.",
            f"id を {expected} に直すか、ファイル名を {written}.yaml に変えてください。",
            f"Write id: {expected} or rename the file to {written}.yaml.",
        )
        return None
    return expected


def _act(fields: Fields, key: str, *others: str) -> Act | None:
    found = fields.nested(key)
    return read_act(found, *others) if found else None


def _request(fields: Fields, context: RegisterContext) -> Act:
    found = fields.nested("request", required=True)
    if found is None:
        return Act(on=None, document="", place=fields.node.place)
    by = found.texts("by")
    for town in by:
        if town not in context.municipalities:
            _unknown_town(found, found.place("by"), town, context)
    act = Act(
        on=found.date("on"),
        document=found.text("document"),
        by=by,
        note=found.text("note"),
        place=found.node.place,
    )
    found.done()
    return act


def _decision(found: Fields | None) -> Act | None:
    if found is None:
        return None
    if not found.has("outcome"):
        found.missing("outcome")
    return read_act(found, "working_group", "outcome")


def _multi_year(fields: Fields) -> str:
    order = fields.mapping("order")
    return (
        Fields(order, fields.findings, fields.scope).word("multi_year", MULTI_YEAR, "none")
        if order
        else "none"
    )


def _approval(fields: Fields) -> Approval | None:
    found = fields.nested("approval")
    if found is None:
        return None
    on, document = found.required_date("on"), found.required_text("document")
    approval = Approval(
        on=on or date.max, document=document, content=found.text("content"), place=found.node.place
    )
    found.text("note")
    found.done()
    return approval if on and document else None


def _content(
    fields: Fields, identifier: str, business: str, version: int, context: RegisterContext
) -> Iterator[Override]:
    reader = ValueReader(context.points.catalog, fields.findings, fields.scope)
    for name, node in fields.entries("content"):
        point = context.points.find(name.text, name.place, fields.findings, fields.scope)
        if point is None:
            continue
        if point.business != business:
            _foreign_point(fields, name.place, point, business)
        elif point.kind in (Kind.FORMULA, Kind.HOOK):
            override = _code(fields, identifier, version, point, node, name.place)
            if override:
                yield override
        else:
            yield Override(
                point=point.id, mode="values", values=reader.content(point, node), place=name.place
            )


def _foreign_point(fields: Fields, place: Place, point: Point, business: str) -> None:
    fields.report(
        "R110",
        place,
        f"{point.id} は業務 {point.business} の項目です。{business} のカスタマイズでは上書きできません。",
        f"{point.id} belongs to {point.business}; a customization of {business} cannot override it.",
        "業務ごとにカスタマイズを分けて登録してください。",
        "Register one customization for each business.",
    )


def _code(
    fields: Fields, identifier: str, version: int, point: Point, node: Node, place: Place
) -> Override | None:
    if not isinstance(node, MappingNode):
        fields.report(
            "R111",
            place,
            f"{point.id} は計算式または収集点です。値ではなくプラグインを書きます。",
            f"{point.id} is a {point.kind.value}: name a plugin, not a value.",
            "{plugin: 名前, mode: replace} または {plugin: 名前, mode: wrap} と書いてください。",
            "Write {plugin: NAME, mode: replace} or {plugin: NAME, mode: wrap}.",
        )
        return None
    found = Fields(node, fields.findings, fields.scope)
    plugin = found.required_text("plugin")
    hook = point.kind is Kind.HOOK
    mode = "collect" if hook else found.word("mode", ("replace", "wrap"))
    after = "" if hook else found.text("after")
    if not hook and not found.has("mode"):
        found.missing("mode")
    found.done()
    if not plugin or not mode:
        return None
    return Override(
        point=point.id,
        mode=mode,
        plugin=plugin,
        module=module_name(identifier, version),
        after=after,
        place=place,
    )


def _versions(fields: Fields, identifier: str, business: str, context: RegisterContext) -> Iterator[Version]:
    for number, row in enumerate(fields.rows("versions"), start=2):
        start, reason = row.required_date("from"), row.word("reason", ("defect", "amendment"))
        row.text("note")
        version = Version(
            start=start or date.max,
            content=tuple(_content(row, identifier, business, number, context)),
            approval=_approval(row),
            place=row.node.place,
            number=number,
            reason=reason,
        )
        row.done()
        if start:
            yield version


def _taken_over(fields: Fields, context: RegisterContext) -> Mapping[str, str]:
    found: dict[str, str] = {}
    entry = fields.nested("taken_over_by")
    if entry is None:
        return found
    for town in entry.node:
        found[town] = entry.required_text(town)
        if town not in context.municipalities:
            _unknown_town(entry, entry.place(town), town, context)
    return found


def _wishes(fields: Fields, context: RegisterContext) -> tuple[Mapping[str, date], Mapping[str, Consent]]:
    """Return the day from which each town wishes the draft, and the consents given so far."""
    wishes: dict[str, date] = {}
    consents: dict[str, Consent] = {}
    for row in fields.rows("wishes"):
        town, start, consent = row.required_text("town"), row.required_date("from"), read_consent(row)
        row.done()
        if town not in context.municipalities:
            _unknown_town(row, row.place("town"), town, context)
        elif start:
            wishes[town] = start
            if consent:
                consents[town] = consent
    return wishes, consents


def _unknown_town(fields: Fields, place: Place, town: str, context: RegisterContext) -> None:
    unknown_name(fields, place, town, context.municipalities, "町村", "municipality")
