"""Owns tables: reading rows by their declared columns, and the gaps and overlaps rows must not have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from uwanose.errors import Finding, Place, nearest
from uwanose.points.cells import Typing, format_cell, parse_cell
from uwanose.points.model import Cell, Point, Table, TableShape, ValueType
from uwanose.source.nodes import Mapping, Node, Scalar, Sequence

NO_LIMIT = "no_limit"
NO_LIMIT_WORDS = frozenset({NO_LIMIT, "上限なし"})
Report = Callable[[str, Place, str, str, str, str], None]


def parse_table(point: Point, node: Node, findings: list[Finding], scope: str) -> Table | None:
    """Return the table below ``rows:`` (or of a bare list of rows), None when any row cannot stand."""
    shape = point.table
    mine: list[Finding] = []
    report = _reporter(mine, scope)
    rows_node = node.get("rows") if isinstance(node, Mapping) else node
    if shape is None or not isinstance(rows_node, Sequence) or not rows_node.items:
        report(
            "P111",
            node.place,
            "表の行がありません。",
            "The table has no rows.",
            "「rows:」の下に「- {列: 値, …}」を並べてください。",
            "List '- {column: value, …}' below 'rows:'.",
        )
        findings.extend(mine)
        return None
    rows = [_row(point, shape, item, mine, scope) for item in rows_node.items]
    table = Table(tuple(shape.columns), tuple(row for row in rows if row is not None))
    if not mine:
        _check_keys(point, shape, table, [item.place for item in rows_node.items], report)
    findings.extend(mine)
    return None if mine else table


def format_table(point: Point, table: Table, language: str) -> str:
    """Write a table, one row a line: ``合計所得金額（以下） 24,000,000円 → 控除額 430,000円``."""
    shape = point.table
    lines = []
    for row in table.rows:
        cells = []
        for name, cell in zip(table.columns, row, strict=True):
            label = shape.labels.get(name, name) if shape and language == "ja" else name
            typing = Typing(
                shape.columns.get(name, ValueType.TEXT) if shape else ValueType.TEXT, point.choices
            )
            no_limit = "上限なし" if language == "ja" else "no limit"
            cells.append(f"{label} {no_limit if cell is None else format_cell(typing, cell, language)}")
        lines.append(f"{cells[0]} → {'、'.join(cells[1:])}" if len(cells) > 1 else cells[0])
    return "\n".join(lines)


def _row(
    point: Point, shape: TableShape, node: Node, findings: list[Finding], scope: str
) -> tuple[Cell, ...] | None:
    report = _reporter(findings, scope)
    columns = "、".join(shape.columns)
    if not isinstance(node, Mapping):
        report(
            "P111",
            node.place,
            f"表の行が「列: 値」の並びではありません（列: {columns}）。",
            f"A row of the table is no list of 'column: value' (columns: {', '.join(shape.columns)}).",
            f"「- {{{': …, '.join(shape.columns)}: …}}」と書いてください。",
            f"Write '- {{{': …, '.join(shape.columns)}: …}}'.",
        )
        return None
    for name in node:
        if name not in shape.columns:
            near = nearest(name, shape.columns)
            report(
                "P111",
                node.keys[name].place,
                f"表に「{name}」という列はありません（列: {columns}）。",
                f"The table has no column {name!r} (columns: {', '.join(shape.columns)}).",
                f"「{near[0]}」ではありませんか。" if near else "その列を消してください。",
                f"Did you mean {near[0]!r}?" if near else "Delete the column.",
            )
    return tuple(_cell(point, shape, node, name, findings, scope) for name in shape.columns)


def _cell(
    point: Point, shape: TableShape, row: Mapping, name: str, findings: list[Finding], scope: str
) -> Cell:
    node = row.get(name)
    if not isinstance(node, Scalar) or node.empty:
        _reporter(findings, scope)(
            "P112",
            row.place if node is None else node.place,
            f"表の行に「{name}」の値がありません。",
            f"The row has no value for {name!r}.",
            "値を書いてください。0のときも0と書きます。",
            "Write the value; write 0 for nothing.",
        )
        return None
    if name == next(iter(shape.columns)) and shape.lookup == "upto" and node.text in NO_LIMIT_WORDS:
        return None
    return parse_cell(Typing(shape.columns[name], point.choices), node, findings, scope)


def _check_keys(point: Point, shape: TableShape, table: Table, places: list[Place], report: Report) -> None:
    keys = table.column(table.columns[0])
    typing = Typing(next(iter(shape.columns.values())), point.choices)

    def shown(key: Cell) -> str:
        return format_cell(typing, key, "ja")

    if shape.lookup == "exact":
        _check_unique(keys, places, shown, report)
        return
    _check_ascending(keys, places, shown, report)
    if shape.lookup == "upto" and keys[-1] is not None:
        above = f"{shown(keys[-1])}を超える値" if isinstance(keys[-1], int) else shown(keys[-1])
        report(
            "P114",
            places[-1],
            f"表に隙間があります。たとえば {above} に当てはまる行がありません。",
            f"The table has a gap: nothing fits above {keys[-1]}.",
            f"最後の行を「{table.columns[0]}: {NO_LIMIT}」にしてください。",
            f"End with a row '{table.columns[0]}: {NO_LIMIT}'.",
        )
    if shape.lookup == "from" and isinstance(keys[0], int) and keys[0] > shape.least:
        report(
            "P114",
            places[0],
            f"表に隙間があります。たとえば {shown(shape.least)} に当てはまる行がありません（最初の行は {shown(keys[0])} から）。",
            f"The table has a gap: nothing fits {shape.least:,} (the first row begins at {keys[0]:,}).",
            f"最初の行を「{table.columns[0]}: {shape.least}」から始めてください。",
            f"Begin with a row '{table.columns[0]}: {shape.least}'.",
        )


def _check_unique(
    keys: tuple[Cell, ...], places: list[Place], shown: Callable[[Cell], str], report: Report
) -> None:
    seen: dict[Cell, Place] = {}
    for key, place in zip(keys, places, strict=True):
        if key in seen:
            report(
                "P113",
                place,
                f"表の行が重なっています。{shown(key)} の行が {seen[key].line} 行目にもあります。",
                f"Two rows of the table hold {key} (see line {seen[key].line}).",
                "どちらか一方を消してください。",
                "Delete one of them.",
            )
        seen.setdefault(key, place)


def _check_ascending(
    keys: tuple[Cell, ...], places: list[Place], shown: Callable[[Cell], str], report: Report
) -> None:
    for above, key, place in zip(keys, keys[1:], places[1:], strict=False):
        if above is None:
            report(
                "P113",
                place,
                f"「{NO_LIMIT}」（上限なし）の行の後に行があります。この行には誰も当てはまりません。",
                f"A row stands behind '{NO_LIMIT}'; nothing ever fits it.",
                f"「{NO_LIMIT}」の行を最後に移してください。",
                f"Move the row '{NO_LIMIT}' to the end.",
            )
        elif key is not None and _order(key) <= _order(above):
            lower = min(above, key, key=_order)
            report(
                "P113",
                place,
                f"表の行が小さい順に並んでいません（{shown(above)} の次が {shown(key)}）。"
                f"たとえば {shown(lower)} に当てはまる行が2つになります。",
                f"The rows do not ascend ({above} is followed by {key}): two rows fit {lower}.",
                "行を小さい順に並べ、同じ境の行は1つにしてください。",
                "Sort the rows, the smallest bound first, each bound once.",
            )


def _order(key: Cell) -> int:
    """Return the place of a bound in the order of its type; only whole numbers and days can be bounds."""
    return key.toordinal() if isinstance(key, date) else key if isinstance(key, int) else 0


def _reporter(findings: list[Finding], scope: str) -> Report:
    def report(code: str, place: Place, ja: str, en: str, remedy_ja: str, remedy_en: str) -> None:
        findings.append(
            Finding(
                code=code, place=place, scope=scope, ja=ja, en=en, remedy_ja=remedy_ja, remedy_en=remedy_en
            )
        )

    return report
