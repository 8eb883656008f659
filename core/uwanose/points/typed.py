"""Owns what stands in a file as the value of a point, by its declared type, and how values are shown to people."""

from __future__ import annotations

from uwanose.errors import Finding
from uwanose.points.cells import Typing, format_cell, format_result, parse_cell
from uwanose.points.model import Input, Kind, Point, Table, Value, ValueType
from uwanose.points.tables import format_table, parse_table
from uwanose.source.nodes import Node, Scalar

__all__ = ["Typing", "format_result", "format_value", "parse_value"]


def parse_value(
    declared: Point | Input | ValueType, node: Node, findings: list[Finding], scope: str = "national"
) -> Value | None:
    """Return the value a node stands for by the declared type; a choice is its identifier.

    None without a finding: the place was left empty (unknown). None with a finding: it cannot stand.
    """
    if isinstance(node, Scalar):
        if node.empty:
            return None
        if not (isinstance(declared, Point) and declared.kind is Kind.TABLE):
            return parse_cell(Typing.of(declared), node, findings, scope)
    elif isinstance(declared, Point) and declared.kind is Kind.TABLE:
        return parse_table(declared, node, findings, scope)
    findings.append(_wrong_shape(declared, node, scope))
    return None


def format_value(declared: Point | Input | ValueType, value: Value | None, language: str = "ja") -> str:
    """Write a value for people: ``320,000円``, ``6%``, ``18歳年度末``, ``はい``, a choice's label, a table's rows."""
    if isinstance(value, Table):
        return format_table(declared, value, language) if isinstance(declared, Point) else str(value)
    unit = "" if isinstance(declared, ValueType) else declared.unit
    return format_cell(Typing.of(declared), value, language, unit)


def _wrong_shape(declared: Point | Input | ValueType, node: Node, scope: str) -> Finding:
    is_table = isinstance(declared, Point) and declared.kind is Kind.TABLE
    return Finding(
        code="P102",
        place=node.place,
        scope=scope,
        ja="ここには表を書きます。"
        if is_table
        else "ここには1つの値を書きます。一覧や「名前: 値」の並びは書けません。",
        en="A table belongs here."
        if is_table
        else "One value belongs here, not a list or names with values.",
        remedy_ja="「rows:」の下に行を並べてください。"
        if is_table
        else "「value: 値」の形で書いてください。",
        remedy_en="List the rows below 'rows:'." if is_table else "Write 'value: …'.",
    )
