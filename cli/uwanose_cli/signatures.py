"""Owns what a plugin author needs to know of a place that takes code: its arguments with units, who uses it, an example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from uwanose.points.model import Catalog, FormulaSource, Item, Kind, Point
from uwanose.points.units import unit_word
from uwanose_cli.text import Text
from uwanose_cli.words import HOOK_CALLS, TYPES, word

__all__ = ["Argument", "Signature", "open_points"]

_RESERVED = {
    "household": Text("世帯（同じグループの合計・最大など）", "the group of rows, for sums and maxima"),
    "year": Text("年度", "the levy year"),
    "legal_date": Text("適用日（yyyymmdd）", "the legal date (yyyymmdd)"),
}


_HOOKS = {  # what a hook gives, by the last word of its name; a Japanese description of the data's own wins
    "record_findings": Text(
        "確認が必要な行を、理由とともに返します。",
        "Gives the rows somebody should look at, each with the reason.",
    ),
    "extra_fields": Text(
        "結果に足す列を、名前とともに返します。", "Gives columns to be added to the results, by name."
    ),
    "document_variables": Text(
        "文書に差し込む値を、名前とともに返します。", "Gives the values a paper may print, by name."
    ),
    "input_findings": Text(
        "計算の前に、確認が必要な入力行を理由とともに返します。",
        "Gives the input rows somebody should look at before the calculation, with the reason.",
    ),
}
_NAMED = 6  # arguments in one sentence


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a formula: what it means and how it arrives."""

    name: str
    label: str
    unit: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One place that takes code. ``formula`` is the newest national formula, None for a hook."""

    point: Point
    unit: str
    formula: FormulaSource | None
    arguments: tuple[Argument, ...]
    used_by: tuple[Item, ...]
    choices: tuple[str, ...] = ()

    @classmethod
    def of(cls, catalog: Catalog, point: Point, language: str) -> Signature:
        """Look a place up in the catalog."""
        sources = catalog.formulas.get(point.id, ())
        formula = max(sources, key=lambda source: source.since) if sources else None
        names = formula.arguments if formula else ()
        item = catalog.items.get(point.id)
        return cls(
            point=point,
            unit=unit_word(item.unit, language) if item else "",
            formula=formula,
            arguments=tuple(_argument(catalog, point.business, name, language) for name in names),
            used_by=tuple(_used_by(catalog, point)),
            choices=tuple(_choices(item, language)) if item else (),
        )

    def description(self, language: str) -> str:
        """Return in one sentence what the place gives: a hook's own words, or what a formula makes of what."""
        point = self.point
        if point.kind is Kind.HOOK:
            said = _HOOKS.get(point.id.rsplit(".", 1)[-1], Text("", "")).of(language)
            return (point.description or said) if language == "ja" else said
        document = self.formula.document.splitlines()[0] if self.formula else ""
        if language == "en" and re.search(
            "[A-Za-z]+ [a-z]+", document
        ):  # a few name nothing but the Japanese term
            return document
        labels = [argument.label for argument in self.arguments]
        more = f" ほか{len(labels) - _NAMED}つ" if len(labels) > _NAMED else ""
        if language == "ja" and labels:
            return f"{'・'.join(labels[:_NAMED])}{more} から、{point.label_ja} を求めます。"
        return Text(f"{point.label_ja} を求めます。", f"Computes {point.label_en}.").of(language)

    def example(self, customization: str, language: str) -> str:
        """Return a few lines to begin with."""
        name, wanted = self.point.name, ", ".join(argument.name for argument in self.arguments[:3])
        findings = self.point.kind is Kind.HOOK and name.endswith("findings")
        imports = "RecordFinding, customizes" if findings else "customizes"
        if findings:
            result = Text(
                '[RecordFinding(条件, "日本語の指摘", "the finding in English")]',
                '[RecordFinding(condition, "日本語の指摘", "the finding in English")]',
            ).of(language)
        elif self.point.kind is Kind.HOOK:
            result = Text('{"名前": 列}', '{"name": column}').of(language)
        else:
            result = "…"
        sentence = Text("一文の説明。根拠の条例。", "One sentence. The article it rests on.").of(language)
        return (
            f"from uwanose import {imports}\n\n\n"
            f'@customizes("{customization}", "{self.point.id}")\n'
            f"def {name}({wanted or '…'}):\n"
            f'    """{sentence}"""\n'
            f"    return {result}"
        )


def open_points(catalog: Catalog, business: str | None) -> Iterator[Point]:
    """Return the places that take code: hooks, and formulas no law closes."""
    for point in catalog:
        takes_code = point.kind is Kind.HOOK or (point.kind is Kind.FORMULA and point.may_set != "law")
        if takes_code and business in (None, point.business):
            yield point


def when_called(point: Point, language: str) -> str:
    """Return when a place is called."""
    if point.kind is Kind.HOOK:
        return word(HOOK_CALLS, point.name, language)
    return Text("計算のたびに、1つの列として1回", "once per calculation, for whole columns").of(language)


def _choices(item: Item, language: str) -> Iterator[str]:
    """Yield each code a choice may take: the number formulas give, its name and its label."""
    for code, (name, label) in enumerate(item.choices.items()):
        yield f"{code} {name}（{label}）" if language == "ja" else f"{code} {name}"


def _used_by(catalog: Catalog, point: Point) -> Iterator[Item]:
    for item in catalog.items.values():
        sources = catalog.formulas.get(item.id, ())
        if item.business == point.business and any(point.name in source.arguments for source in sources):
            yield item


def _argument(catalog: Catalog, business: str, name: str, language: str) -> Argument:
    if name in _RESERVED:
        return Argument(name, _RESERVED[name].of(language), "", "")
    for item in catalog.items.values():
        if item.business == business and item.name == name:
            return Argument(name, _label(item, language), unit_word(item.unit, language), item.id)
    if found := catalog.inputs.get(business, {}).get(name):
        unit = unit_word(found.unit, language) or word(TYPES, found.type, language)
        return Argument(name, _label(found, language), unit, Text("入力列", "input column").of(language))
    for point in catalog.points.values():
        if point.business == business and point.name == name:
            unit = unit_word(point.unit, language) or (
                word(TYPES, point.type, language) if point.type else Text("表", "table").of(language)
            )
            return Argument(name, _label(point, language), unit, point.id)
    for read in catalog.businesses[business].reads:
        if read.name == name:
            label = catalog.items[f"{read.business}.{read.item}"].label_ja
            return Argument(name, label, "", f"{read.business}.{read.item}")
    return Argument(name, "", "", "")


def _label(declared: object, language: str) -> str:
    return str(getattr(declared, "label_ja" if language == "ja" else "label_en"))
