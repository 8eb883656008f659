"""Owns reading a settings sheet (設定調書): each filled-in row becomes one value in the layer's file, or a finding at its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from uwanose.dates import fiscal_year_start, parse_date, parse_year
from uwanose.errors import Finding, Place, Refused, UnknownName
from uwanose.points.catalog import Lookup
from uwanose.points.model import Kind as PointKind
from uwanose.points.model import Point, ValueType
from uwanose.points.typed import format_value, parse_value
from uwanose.source.filled_sheet import FilledCell, FilledRow, FilledSheet, finding
from uwanose.source.nodes import Scalar
from uwanose_cli.changes import Changes
from uwanose_cli.setting import clock_of, owner_file, with_value
from uwanose_cli.sheets.settings_out import BASIS, HEADINGS, NEW, NOTE, NOW, POINT, START, now_of
from uwanose_cli.sheets.taken import Kind, Taken, blank, mistaken_cells, twice, unknown, unsaid
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Municipality

__all__ = ["SETTINGS", "take_settings"]

SETTINGS = Kind(name="settings", headings=HEADINGS)
_FAR = 5  # times as much, or as little, as the value before: more often a slip of the hand than a decision


def take_settings(changes: Changes, sheet: FilledSheet, accepted: frozenset[str]) -> Taken:
    """Lay the filled-in values into the file of the sheet's town; *accepted* are the cells whose distance is meant.

    What cannot stand is in the findings, each at its cell; the changes hold what can.
    """
    taken = Taken(findings=mistaken_cells(sheet, (NEW, START)))
    town = _town(changes, sheet, taken)
    if taken.findings:
        return taken
    seen: dict[tuple[str, date], Place] = {}
    on = date.fromisoformat(sheet.facts["on"])
    for row in sheet.rows:
        if blank(row, (NEW, START, BASIS, NOTE)):
            continue
        read = _Row.read(changes, row, taken)
        if read is None or not read.stands(changes, town, on, accepted, taken):
            continue
        key = (read.point.id, read.start)
        if key in seen:
            taken.findings.append(
                twice(row.cells[NEW], seen[key], f"{read.point.label_ja}（{read.start}から）")
            )
            continue
        seen[key] = row.cells[NEW].place
        read.lay(changes, town, taken)
    return taken


def _town(changes: Changes, sheet: FilledSheet, taken: Taken) -> Municipality | None:
    identifier = sheet.facts.get("town", "")
    towns = changes.workspace.profile.municipalities
    try:
        date.fromisoformat(sheet.facts.get("on", ""))
    except ValueError:
        taken.findings.append(_bad_fact(sheet, "基準日", sheet.facts.get("on", "")))
    if identifier and identifier not in towns:
        taken.findings.append(_bad_fact(sheet, "町村", identifier))
    return towns.get(identifier)


class _Row:
    """One filled-in row that names a setting and a day."""

    def __init__(self, row: FilledRow, point: Point, start: date) -> None:
        self.row, self.point, self.start = row, point, start
        self.cell = row.cells[NEW]

    @classmethod
    def read(cls, changes: Changes, row: FilledRow, taken: Taken) -> _Row | None:
        """Return the row, or None with findings when a cell is missing or cannot be read."""
        workspace = changes.workspace
        before = len(taken.findings)
        point: Point | None = None
        try:
            point = Lookup(workspace.catalog).point(row.text(POINT))
        except UnknownName:
            taken.findings.append(
                unknown(row.cells[POINT], Text("項目", "point"), workspace.catalog.points, locked=True)
            )
        taken.findings.extend(
            unsaid(row.cells[heading], heading, NEW if heading == START else _first_said(row))
            for heading in (NEW, START)
            if not row.text(heading)
        )
        start = _start(row.cells[START], clock_of(workspace, point) if point else "year", taken)
        if point is None or start is None or len(taken.findings) > before:
            return None
        return cls(row, point, start)

    def stands(
        self,
        changes: Changes,
        town: Municipality | None,
        on: date,
        accepted: frozenset[str],
        taken: Taken,
    ) -> bool:
        """Tell whether the value can stand: read by its type, not stale, not far from the one before unless meant."""
        before = len(taken.findings)
        found: list[Finding] = []
        value = None
        if self.point.kind is PointKind.PARAMETER:
            value = parse_value(self.point, Scalar(self.cell.text, True, self.cell.place), found)
        taken.findings.extend(replace(one, scope="register", place=self.cell.place) for one in found)
        now = now_of(changes.workspace, self.point, town.id if town else "", on)
        if now != self.row.text(NOW):
            taken.findings.append(_stale(self.row.cells[NOW], self.point, self.row.text(NOW), now))
        former = self._former(changes, town)
        far = _times(former, value) if self.point.type in (ValueType.YEN, ValueType.INTEGER) else None
        where = str(self.cell.place).rsplit(" ", 1)[-1]
        if far and not found and not accepted & {where, str(self.cell.place)}:
            taken.findings.append(_far(self.cell, self.point, former, value, far, where))
        return len(taken.findings) == before

    def lay(self, changes: Changes, town: Municipality | None, taken: Taken) -> None:
        """Write the value into the file it belongs to, in memory."""
        file, _ = owner_file(changes.workspace, town)
        citation = {"basis": self.row.text(BASIS), "note": self.row.text(NOTE)}
        said = {name: text for name, text in citation.items() if text}
        clock = clock_of(changes.workspace, self.point)
        try:
            changes.put(
                file,
                with_value(changes.read(file), file, self.point, self.start, clock, self.cell.text, said),
            )
        except Refused as refused:
            taken.findings.extend(replace(one, place=self.cell.place) for one in refused.findings)
            return
        taken.cells[file, self.point.id] = self.cell.place
        value = parse_value(self.point, Scalar(self.cell.text, True, self.cell.place), [])
        whose = town.name_ja if town else "県"
        taken.sentences.append(
            Text(
                f"{whose}　{self.point.label_ja}（{self.point.id}）　{self.start}から: "
                f"{self._shown_former(changes, town)} → {format_value(self.point, value)}",
                f"{town.name_en if town else 'prefecture'}: {self.point.label_en} ({self.point.id}) from {self.start}: "
                f"{self._shown_former(changes, town)} -> {format_value(self.point, value, 'en')}",
            )
        )

    def _former(self, changes: Changes, town: Municipality | None) -> object:
        """Return the value that would hold on the first day without this row."""
        stack = changes.workspace.resolver.stack(town.id if town else "", self.point.id, self.start)
        return stack[0].value if stack else None

    def _shown_former(self, changes: Changes, town: Municipality | None) -> str:
        return now_of(changes.workspace, self.point, town.id if town else "", self.start)


def _first_said(row: FilledRow) -> str:
    return next(heading for heading in (START, BASIS, NOTE, NEW) if row.text(heading))


def _start(cell: FilledCell, clock: str, taken: Taken) -> date | None:
    """Return the first day a cell names: a day, or a year where the business goes by years."""
    if not cell.text:
        return None
    try:
        return parse_date(cell.text)
    except ValueError:
        pass
    try:
        year = parse_year(cell.text)
    except ValueError:
        taken.findings.append(
            finding(
                "X109",
                cell.place,
                f"「{cell.text}」を日付・年度として読めません。",
                f"{cell.text!r} is neither a day nor a year.",
                (
                    "令和9年度・R9・R9.4.1・2027-04-01 のように書いてください。",
                    "Write 令和9年度, R9, R9.4.1 or 2027-04-01.",
                ),
            )
        )
        return None
    if clock != "year":
        taken.findings.append(
            finding(
                "X109",
                cell.place,
                f"「{cell.text}」: 日付で決まる項目なので、年度では書けません。",
                f"{cell.text!r}: this setting goes by days, so a year will not do.",
                (f"{year}-04-01 のように日付で書いてください。", f"Write a day, such as {year}-04-01."),
            )
        )
        return None
    return fiscal_year_start(year)


def _times(former: object, value: object) -> str | None:
    """Return how far two amounts lie apart when that is suspicious: ``約1/10``, ``約12倍``."""
    if isinstance(former, bool) or isinstance(value, bool):
        return None
    if not isinstance(former, int) or not isinstance(value, int) or former <= 0 or value <= 0:
        return None
    if value >= former * _FAR:
        return f"約{(2 * value + former) // (2 * former)}倍"
    if former >= value * _FAR:
        return f"約1/{(2 * former + value) // (2 * value)}"
    return None


def _far(cell: FilledCell, point: Point, former: object, value: object, far: str, where: str) -> Finding:
    was, becomes = (format_value(point, one) if isinstance(one, int) else "" for one in (former, value))
    times = (
        far.removeprefix("約").replace("倍", " times")
        if far.endswith("倍")
        else f"{far.removeprefix('約')} of"
    )
    return finding(
        "X111",
        cell.place,
        f"{point.label_ja}: {becomes}は前の値 {was} の{far}です。",
        f"{point.id}: {becomes} is about {times} the value before, {was}.",
        (
            f"打ち間違いなら直してください。正しければ --accept {where} を付けて取り込んでください。",
            f"Correct a slip; import with --accept {where} if it is meant.",
        ),
    )


def _stale(cell: FilledCell, point: Point, shown: str, now: str) -> Finding:
    return finding(
        "X110",
        cell.place,
        f"{point.label_ja} は、調書を書き出した後に変わりました（調書: {shown or '空'}、いま: {now}）。",
        f"{point.id} has changed since the sheet was exported (sheet: {shown or 'empty'}, now: {now}).",
        (
            "調書を書き出し直して、いまの値を見てから記入してください。",
            "Export the sheet anew and fill it in beside the present value.",
        ),
    )


def _bad_fact(sheet: FilledSheet, label: str, found: str) -> Finding:
    return finding(
        "X115",
        Place(f"{sheet.file} この調書について"),
        f"{label}「{found}」を読めません。シート「この調書について」が書き換えられています。",
        f"{label} {found!r} cannot be read: the sheet この調書について has been changed.",
        (
            "調書を書き出し直し、記入した欄を写してください。",
            "Export the sheet anew and copy what was filled in.",
        ),
    )
