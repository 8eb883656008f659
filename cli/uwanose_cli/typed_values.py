"""Owns how proposed values are typed: ``POINT=VALUE`` and, for one cell of a table, ``POINT[ROW].COLUMN=VALUE``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from uwanose.errors import Finding, Refused, UnknownName, nearest
from uwanose.governance.cells import CellChange, Cells
from uwanose.governance.proposal import PLACE, no_single_value
from uwanose.points.cells import Typing, parse_cell
from uwanose.points.lookup import Lookup, folded
from uwanose.points.model import Catalog, Cell, Kind, Point, TableShape, Value
from uwanose.points.tables import NO_LIMIT_WORDS
from uwanose.points.typed import parse_value
from uwanose.source.nodes import Scalar

__all__ = ["typed_values"]

_CELL = re.compile(r"(?P<point>[^\[=]+)\[(?P<key>[^\]]+)\][.．](?P<column>[^=]+)=(?P<value>.*)", re.DOTALL)


def typed_values(catalog: Catalog, business: str, texts: Sequence[str]) -> dict[str, Value | Cells]:
    """Return what is proposed by point. Raises Refused for what cannot be read, UnknownName for unknown names."""
    found: dict[str, Value | Cells] = {}
    for text in texts:
        point, value = _typed(Lookup(catalog), business, text)
        former = found.get(point.id)
        found[point.id] = former + value if isinstance(former, Cells) and isinstance(value, Cells) else value
    return found


def _typed(lookup: Lookup, business: str, text: str) -> tuple[Point, Value | Cells]:
    cell = _CELL.fullmatch(text)
    if cell:
        point = lookup.point(cell["point"].strip(), business)
        if point.kind is not Kind.TABLE or point.table is None:
            raise Refused([_no_table(point)])
        return point, Cells((_cell(point, point.table, cell["key"], cell["column"], cell["value"], text),))
    name, sign, written = text.partition("=")
    if not sign or not written.strip():
        raise Refused([_no_sign(text)])
    point = lookup.point(name.strip(), business)
    if point.kind not in (Kind.PARAMETER, Kind.TEMPLATE):
        raise Refused([no_single_value(point)])
    findings: list[Finding] = []
    value = parse_value(point, Scalar(written.strip(), True, PLACE), findings)
    if findings or value is None:
        raise Refused(findings or [_no_sign(text)])
    return point, value


def _cell(point: Point, shape: TableShape, key: str, column: str, value: str, text: str) -> CellChange:
    first, *others = shape.columns
    names = {folded(name): name for name in others} | {
        folded(shape.labels.get(name, name)): name for name in others
    }
    chosen = names.get(folded(column))
    if chosen is None:
        known = [shape.labels.get(name, name) for name in others]
        raise UnknownName("列", "column", column.strip(), nearest(column.strip(), known, 3) or known)
    if not value.strip():
        raise Refused([_no_sign(text)])
    findings: list[Finding] = []
    row = None if key.strip() in NO_LIMIT_WORDS else _read(point, shape, first, key, findings)
    content = _read(point, shape, chosen, value, findings)
    if findings:
        raise Refused(findings)
    return CellChange(row, chosen, content)


def _read(point: Point, shape: TableShape, column: str, text: str, findings: list[Finding]) -> Cell:
    return parse_cell(
        Typing(shape.columns[column], point.choices), Scalar(text.strip(), True, PLACE), findings, "register"
    )


def _no_sign(text: str) -> Finding:
    return Finding(
        code="U132",
        place=PLACE,
        scope="register",
        ja=f"--set は「項目=値」か、表なら「項目[行].列=値」の形で書きます（{text}）。",
        en=f"Write --set POINT=VALUE, or for a table --set 'POINT[ROW].COLUMN=VALUE', not {text}.",
        remedy_ja="例: --set 均等割の非課税限度の基本額=330,000",
        remedy_en="For example: --set exemption_per_capita_base=330,000",
    )


def _no_table(point: Point) -> Finding:
    return Finding(
        code="U133",
        place=point.place,
        scope="register",
        ja=f"{point.label_ja}（{point.id}）は表ではないので、行と列は選べません。",
        en=f"{point.id} is no table; it has no rows and columns.",
        remedy_ja="--set 項目=値 の形で書いてください。",
        remedy_en="Write --set POINT=VALUE.",
    )
