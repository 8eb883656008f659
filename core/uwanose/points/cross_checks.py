"""Owns what must agree between the files of the national package: names, labels, formulas, rows and what is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from uwanose.errors import Finding, Place, Severity, nearest
from uwanose.points.model import Business, Catalog, FormulaSource, Input, Item, Kind, Point, ValueType
from uwanose.points.units import ITEM_UNITS
from uwanose.source.nodes import Scalar


def check(catalog: Catalog, findings: list[Finding]) -> None:
    """Report everything that does not agree across files."""
    for business in catalog.businesses.values():
        findings.extend(_row_columns(business, catalog.inputs[business.id]))
        findings.extend(_reads(business, catalog))
        findings.extend(_stake(business, catalog))
        findings.extend(_argument_names(business, catalog))
        findings.extend(_labels(business, catalog))
    findings.extend(_overlapping_formulas(catalog))
    findings.extend(_old_names(catalog))


def missing_file(name: str) -> Finding:
    """A business without one of its three files."""
    return _finding(
        "P141",
        Place(name),
        "業務のファイルがありません。",
        "The business lacks this file.",
        "business.yaml・items.yaml・inputs.yaml の3つを置いてください。",
        "A business has business.yaml, items.yaml and inputs.yaml.",
    )


def stray_file(name: str) -> Finding:
    """A YAML file nothing reads."""
    return _finding(
        "P150",
        Place(name),
        "このファイルはどこからも読まれません。",
        "Nothing reads this file.",
        "項目は rules/業務/*.yaml に、事例は rules/業務/cases/ に置いてください。",
        "Points belong to rules/BUSINESS/*.yaml, cases to rules/BUSINESS/cases/.",
        severity=Severity.WARNING,
    )


def no_release(name: str) -> Finding:
    """A package without a single release."""
    return _finding(
        "P151",
        Place(name),
        "版が1つもありません。",
        "There is no release.",
        '「- {id: "2026.04", label: {ja: …}, published: 日付, applies_from: 日付}」を書いてください。',
        "Write '- {id: \"2026.04\", label: {ja: …}, published: date, applies_from: date}'.",
    )


def no_declaration(key: Scalar) -> Finding:
    """A name with a single value where a declaration should stand."""
    return _finding(
        "P142",
        key.place,
        f"「{key.text}」の宣言がありません（「名前: 値」の並びではありません）。",
        f"{key.text!r} is not declared (names with values should stand below it).",
        "label などを、字下げして書いてください。",
        "Write 'label' and the rest below it, indented.",
    )


def foreign_name(key: Scalar, business: str) -> Finding:
    """A name outside its business, or one formulas cannot use."""
    return _finding(
        "P136",
        key.place,
        f"「{key.text}」: この業務の項目の名前は「{business}.」で始まり、英小文字・数字・_ の語を「.」でつないだものです。",
        f"{key.text!r}: names of this business begin with '{business}.' and consist of identifiers joined by dots.",
        f"「{business}.…」に直すか、その業務のフォルダに移してください。",
        f"Write '{business}.…', or move it to the folder of its business.",
    )


def unusable_column(key: Scalar) -> Finding:
    """An input column formulas cannot name."""
    return _finding(
        "P136",
        key.place,
        f"「{key.text}」: 入力列の名前は英小文字・数字・_ の1語です。日本語の見出しは label に書きます。",
        f"{key.text!r}: the name of an input column is one identifier; its Japanese header is the label.",
        "名前を直してください。",
        "Correct the name.",
    )


def declared_twice(key: Scalar, first: object) -> Finding:
    """One name, two files."""
    place = getattr(first, "place", None)
    return _finding(
        "P143",
        key.place,
        f"「{key.text}」が2回宣言されています。",
        f"{key.text!r} is declared twice.",
        "どちらか一方を消してください。",
        "Delete one of them.",
        others=(place,) if isinstance(place, Place) else (),
    )


def formula_without_item(formula: FormulaSource, items: Iterable[str]) -> Finding:
    """A formula nobody declared."""
    near = nearest(formula.item, items)
    return _finding(
        "P144",
        Place(formula.file, formula.line, 1),
        f"計算式 {formula.function} の項目「{formula.item}」が items.yaml にありません。",
        f"The item {formula.item!r} of formula {formula.function} is not in items.yaml.",
        f"「{near[0]}」ではありませんか。" if near else "items.yaml に項目を書いてください。",
        f"Did you mean {near[0]!r}?" if near else "Declare the item in items.yaml.",
    )


def item_without_formula(item: Item, business: str) -> Finding:
    """An item nothing computes."""
    return _finding(
        "P144",
        item.place,
        f"{item.label_ja}（{item.id}）の計算式がありません。",
        f"Nothing computes {item.id}.",
        f"core/uwanose/business/{business}/ に同じ名前の関数（{item.name}）を書くか、項目を消してください。",
        f"Write the function {item.name} in core/uwanose/business/{business}/, or delete the item.",
    )


def _row_columns(business: Business, inputs: Mapping[str, Input]) -> Iterator[Finding]:
    wanted = {"key": (business.key, ValueType.TEXT), "group": (business.group, ValueType.TEXT)}
    if business.clock != "year":
        wanted["clock_column"] = (business.clock_column, ValueType.DATE)
    for field, (column, kind) in wanted.items():
        declared = inputs.get(column)
        if declared is None or declared.type is not kind:
            yield _finding(
                "P145",
                business.place,
                f"{business.label_ja}: {field} の「{column}」は、inputs.yaml に type: {kind} の列として必要です。",
                f"{business.id}: {field} {column!r} must be an input column of type {kind}.",
                "inputs.yaml に列を書くか、業務の宣言を直してください。",
                "Declare the column in inputs.yaml, or correct business.yaml.",
            )


def _stake(business: Business, catalog: Catalog) -> Iterator[Finding]:
    """Yield a stake whose item is no result in yen of the business."""
    stake = business.stake
    if stake is None:
        return
    mine = {item.name: item.unit for item in catalog.items.values() if item.business == business.id}
    amounts = [name for name, unit in mine.items() if unit == "yen"]
    if stake.item in amounts or mine.get(stake.item, "yen") not in ITEM_UNITS:
        return  # a unit nobody knows has a finding of its own
    near = nearest(stake.item, amounts)
    yield _finding(
        "P156",
        business.place,
        f"impact の item「{stake.item}」は、この業務の金額（unit: yen）の計算結果ではありません。",
        f"impact: {stake.item!r} is no result in yen of this business.",
        f"「{near[0]}」ではありませんか。" if near else "items.yaml にある金額の名前を書いてください。",
        f"Did you mean {near[0]!r}?" if near else "Name a result in yen of items.yaml.",
    )


def _reads(business: Business, catalog: Catalog) -> Iterator[Finding]:
    inputs = catalog.inputs[business.id]
    for read in business.reads:
        source = catalog.businesses.get(read.business)
        items = [item.name for item in catalog.items.values() if item.business == read.business]
        if source is None or read.item not in items:
            near = nearest(read.item if source else read.business, items if source else catalog.businesses)
            yield _finding(
                "P146",
                business.place,
                f"{business.label_ja}: 「{read.name}」が読む {read.business} の「{read.item}」はありません。",
                f"{business.id}: {read.name} reads {read.item!r} of {read.business!r}, which does not exist.",
                f"「{near[0]}」ではありませんか。" if near else "業務と項目の名前を確かめてください。",
                f"Did you mean {near[0]!r}?" if near else "Look at the names of business and item.",
            )
        if read.key not in inputs:
            yield _finding(
                "P146",
                business.place,
                f"{business.label_ja}: 「{read.name}」の key「{read.key}」という入力列はありません。",
                f"{business.id}: {read.name} names the key {read.key!r}, which is no input column.",
                "inputs.yaml の列の名前を書いてください。",
                "Name a column of inputs.yaml.",
            )


def _argument_names(business: Business, catalog: Catalog) -> Iterator[Finding]:
    """Points, items, inputs and reads share the names of a formula's arguments."""
    seen: dict[str, tuple[str, Place]] = {}
    for name, shown, place in _arguments(business, catalog):
        if name in seen and seen[name][0] != shown:
            yield _finding(
                "P147",
                place,
                f"{shown} と {seen[name][0]} は、計算式の中で同じ名前（{name}）になります。",
                f"{shown} and {seen[name][0]} both become the argument {name} of formulas.",
                "どちらかの名前を変えてください。",
                "Rename one of them.",
                others=(seen[name][1],),
            )
        seen.setdefault(name, (shown, place))


def _arguments(business: Business, catalog: Catalog) -> Iterator[tuple[str, str, Place]]:
    for point in catalog.points.values():
        if point.business == business.id and point.kind is not Kind.HOOK and "." in point.id:
            yield point.name, point.id, point.place
    for column in catalog.inputs[business.id].values():
        yield column.name, f"inputs.yaml {column.name}", column.place
    for read in business.reads:
        yield read.name, f"reads {read.name}", business.place


def _labels(business: Business, catalog: Catalog) -> Iterator[Finding]:
    seen: dict[str, Point] = {}
    for point in catalog.points.values():
        if point.business != business.id or not point.label_ja:
            continue
        first = seen.setdefault(point.label_ja, point)
        if first is not point:
            yield _finding(
                "P148",
                point.place,
                f"「{point.label_ja}」という名前の項目が2つあります（{first.id}、{point.id}）。名前では探せません。",
                f"Two points bear the label {point.label_ja!r} ({first.id}, {point.id}); it names neither of them.",
                "どちらかの label を変えてください。",
                "Change one of the labels.",
                others=(first.place,),
                severity=Severity.WARNING,
            )


def _overlapping_formulas(catalog: Catalog) -> Iterator[Finding]:
    for identifier, formulas in catalog.formulas.items():
        for before, formula in pairwise(formulas):
            if formula.since < before.until:
                yield _finding(
                    "P149",
                    Place(formula.file, formula.line, 1),
                    f"{identifier} の計算式が、同じ日に2つあります（{before.function}、{formula.function}）。",
                    f"Two formulas compute {identifier} on one and the same day ({before.function}, {formula.function}).",
                    "前の式に until（最後の日）を、後の式に since（最初の日）を書いてください。",
                    "Give the earlier one 'until' (its last day) and the later one 'since' (its first).",
                    others=(Place(before.file, before.line, 1),),
                )


def _old_names(catalog: Catalog) -> Iterator[Finding]:
    for point in catalog.points.values():
        for old in point.renamed_from:
            if old in catalog.points:
                yield _finding(
                    "P143",
                    point.place,
                    f"{point.id} の以前の名前「{old}」は、今も別の項目の名前です。",
                    f"{point.id} was renamed from {old!r}, which is still the id of a point.",
                    "renamed_from から消してください。",
                    "Take it out of 'renamed_from'.",
                    others=(catalog.points[old].place,),
                )


def _finding(
    code: str,
    place: Place,
    ja: str,
    en: str,
    remedy_ja: str,
    remedy_en: str,
    others: tuple[Place, ...] = (),
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(
        code=code,
        place=place,
        ja=ja,
        en=en,
        remedy_ja=remedy_ja,
        remedy_en=remedy_en,
        others=others,
        severity=severity,
    )
