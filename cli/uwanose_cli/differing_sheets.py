"""Owns the sheets of a comparison: every difference, row by row, and the fit of each side in each business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from uwanose.documents.sheets import Cell, Column, Form, Sheet
from uwanose.documents.tables import csv_of
from uwanose.documents.workbook import workbook
from uwanose.layers.comparison import Difference, Side
from uwanose.layers.fit import Fit, format_share
from uwanose.points.model import Catalog, Table
from uwanose.points.typed import format_value
from uwanose.source.files import write_atomically
from uwanose_cli.differing import shown
from uwanose_cli.reigning import whose
from uwanose_cli.words import KINDS, MAY_SET, word

__all__ = ["write_sheets"]

_FIT = "適合率は、国標準の項目（値・表・計算式・文面）のうち、カスタマイズが変えていないものの割合（0.1%未満は切捨て）。設定は変えたことになりません。"


def write_sheets(
    catalog: Catalog,
    base: Side,
    found: Mapping[str, Sequence[Difference]],
    fits: Mapping[str, Mapping[str, Fit]],
    names: Mapping[str, str],
    xlsx: Path | None,
    csv: Path | None,
) -> list[Path]:
    """Write the sheets in the forms that were asked for, and return the files."""
    sheets = (_differences(catalog, found, names), _fits(catalog, fits, names))
    contents: dict[Path, bytes] = {}
    if xlsx:
        contents[xlsx] = workbook(sheets, base.on)
    if csv:
        contents |= {csv / f"{sheet.name}.csv": csv_of(sheet) for sheet in sheets}
    for path, data in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    return list(contents)


def _differences(
    catalog: Catalog, found: Mapping[str, Sequence[Difference]], names: Mapping[str, str]
) -> Sheet:
    headings = (("右", 24), ("業務", 16), ("項目", 30), ("識別名", 40), ("種類", 8), ("決め方", 22), ("左の値", 30), ("左はだれの", 16),
                ("右の値", 30), ("右はだれの", 16), ("場所", 40), ("根拠", 30))  # fmt: skip
    return Sheet(
        name="違い",
        title="規則の違い",
        notes=(f"左: {names[next(iter(names))]}",),
        columns=tuple(Column(heading, width=width) for heading, width in headings),
        rows=tuple(
            row
            for who, changes in found.items()
            for one in changes
            for row in _rows(catalog, names[who], one)
        ),
    )


def _rows(catalog: Catalog, who: str, one: Difference) -> Iterator[tuple[Cell, ...]]:
    """Return one row, or one for each row of a table that differs."""
    point = one.point
    head = (who, catalog.businesses[point.business].label_ja, point.label_ja, point.id, word(KINDS, point.kind, "ja"),
            word(MAY_SET, point.may_set, "ja"))  # fmt: skip
    left, right = (whose(reign, "ja") for reign in (one.left, one.right))
    origin = one.right.origin
    place = str(origin.place) if origin else "、".join(layer.file for layer in one.right_chain)
    basis = (
        origin.basis
        if origin
        else "、".join(dict.fromkeys(layer.basis for layer in one.right_chain if layer.basis))
    )
    if not one.rows:
        values = shown(point, one.left, one.left_chain, "ja"), shown(point, one.right, one.right_chain, "ja")
        yield (*head, values[0], left, values[1], right, place, basis)
    table = origin.value if origin else None
    columns = table.columns if isinstance(table, Table) else ()
    for row in one.rows:
        before, after = (
            format_value(point, Table(columns, (cells,)), "ja") if cells else ""
            for cells in (row.left, row.right)
        )
        yield (*head, before, left, after, right, place, basis)


def _fits(catalog: Catalog, fits: Mapping[str, Mapping[str, Fit]], names: Mapping[str, str]) -> Sheet:
    counts = ("項目数", "県仕様が変えた", "個別が変えた", "設定", "追加")
    return Sheet(
        name="適合率",
        title="国標準への適合率",
        notes=(_FIT,),
        columns=(
            Column("だれの", width=30), Column("業務", width=20), Column("適合率", width=10),
            *(Column(heading, Form.COUNT, 12) for heading in counts),
        ),
        rows=tuple(
            (names[who], catalog.businesses[business].label_ja, format_share(one.share), one.points, one.prefecture,
             one.own, one.settings, one.added)
            for who, found in fits.items()
            for business, one in found.items()
        ),
    )  # fmt: skip
