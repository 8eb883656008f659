"""Owns the sheet of base figures (基礎数値): a new vintage beside the one in use, its sum checked against the published one."""

from __future__ import annotations

from datetime import date

from uwanose.dates import era_date
from uwanose.documents.entry_sheet import EntryColumn, EntrySheet, Limits
from uwanose.errors import Finding, Place
from uwanose.layers.model import Driver
from uwanose.source import edit
from uwanose.source.filled_sheet import FilledCell, FilledSheet, finding
from uwanose.source.scalars import Misread, whole
from uwanose.workspace import Workspace
from uwanose_cli.changes import Changes
from uwanose_cli.sheets.form import cell_of, day_in, missing
from uwanose_cli.sheets.taken import Kind, Taken, mistaken_cells, unknown
from uwanose_cli.text import Text

__all__ = ["DRIVERS", "drivers_sheet", "take_drivers"]

NAME, NEW = "識別名", "新しい値"
DRIVERS = Kind(name="drivers", headings=(NAME, NEW))
_ABOUT = {"reference_date": "基準日", "source": "出典", "total": "公表された合計"}


def drivers_sheet(workspace: Workspace, driver: Driver, on: date) -> EntrySheet:
    """Return the sheet for the next vintage of some base figures."""
    towns = workspace.profile.municipalities
    about = (
        (_ABOUT["reference_date"], "reference_date", driver.reference_date.isoformat(), None),
        (_ABOUT["source"], "source", driver.source, None),
        (_ABOUT["total"], "total", sum(driver.values.values()), None),
    )
    figures = tuple((town.name_ja, town.id, driver.values.get(town.id), None) for town in towns.values())
    return EntrySheet(
        name="基礎数値",
        title=f"基礎数値　{driver.label_ja}",
        notes=(
            f"左は {era_date(driver.reference_date)} 現在の値です。黄色の欄に新しい基準日・出典と、すべての町村の値を記入してください。",
            "公表された合計を書くと、町村の値の合計と照合します。今の負担割合は、算定式が新しい基礎数値を使うと決まるまで変わりません。",
        ),
        columns=(
            EntryColumn(heading="町村", width=22),
            EntryColumn(heading=NAME, width=18),
            EntryColumn(heading="今の値", width=34, whole=True, total=True),
            EntryColumn(heading=NEW, width=34, entry=True, whole=True, total=True, total_is=2),
        ),
        rows=about + figures,
        total_from=len(about),
        limits={
            (number, 3): Limits(least=0, advice="0以上の整数")
            for number in (2, *range(len(about), len(about) + len(figures)))
        },
        facts={
            "kind": ("種類", "drivers"),
            "driver": ("基礎数値", driver.id),
            "on": ("書き出した日", on.isoformat()),
        },
        created=on,
    )


def take_drivers(changes: Changes, sheet: FilledSheet, _: frozenset[str]) -> Taken:
    """Write the new vintage into consortium.yaml beside the others; every town needs a figure, and the sum must be the published one."""
    taken = Taken(findings=mistaken_cells(sheet, (NEW,)))
    workspace = changes.workspace
    drivers = workspace.profile.consortium.drivers
    fact = FilledCell(sheet.facts.get("driver", ""), Place(f"{sheet.file} この調書について"))
    if fact.text not in drivers:
        taken.findings.append(unknown(fact, Text("基礎数値", "base figures"), drivers, locked=True))
        return taken
    cells = {row.text(NAME): row.cells[NEW] for row in sheet.rows if row.text(NAME)}
    towns = workspace.profile.municipalities
    if not any(cell.text for cell in cells.values()):
        return taken
    wanted = {
        **{town: one.name_ja for town, one in towns.items()},
        "reference_date": _ABOUT["reference_date"],
        "source": _ABOUT["source"],
    }
    lacking = [missing(cell_of(cells, name, sheet), label, taken) for name, label in wanted.items()]
    day = day_in(cells["reference_date"], taken) if not any(lacking[-2:]) else None
    figures = {
        town: number for town in towns if (number := _whole(cell_of(cells, town, sheet), taken)) is not None
    }
    total = _whole(cell_of(cells, "total", sheet), taken)
    if len(figures) == len(towns) and total is not None and sum(figures.values()) != total:
        taken.findings.append(_sum_differs(cells["total"], sum(figures.values()), total))
    if taken.findings or day is None:
        return taken
    _lay(changes, drivers[fact.text], day, cells["source"].text, figures, sheet, taken)
    return taken


def _lay(
    changes: Changes,
    driver: Driver,
    day: date,
    source: str,
    figures: dict[str, int],
    sheet: FilledSheet,
    taken: Taken,
) -> None:
    workspace = changes.workspace
    name = f"{driver.id}-{day.isoformat()}"
    file = f"{workspace.prefecture}/consortium.yaml"
    if name in workspace.profile.consortium.drivers:
        taken.findings.append(
            finding(
                "X120",
                sheet.place,
                f"{driver.label_ja}の基準日 {day} の値（{name}）は、もう登録されています。",
                f"The figures of {driver.id} of {day} ({name}) are registered already.",
                (
                    "基準日を確かめてください。登録した値の誤りは consortium.yaml で直します。",
                    "See whether the reference date is right; a registered figure is corrected in consortium.yaml.",
                ),
            )
        )
        return
    values = edit.written_mapping({town: f"{number:_}" for town, number in figures.items()})
    said = edit.written_mapping(
        {
            "label": edit.written(f"{driver.label_ja}（{era_date(day)}）"),
            "reference_date": day.isoformat(),
            "source": edit.written(source),
            "values": values,
        }
    )
    changes.set(file, ["drivers", name], said)
    taken.cells[file, name] = sheet.place
    taken.sentences.append(
        Text(
            f"基礎数値 {name}: {driver.label_ja}（{era_date(day)}、{len(figures)}町村、計{sum(figures.values()):,}、{source}）。"
            f"比べるには: uwanose shares compare --figures {driver.id}={name}",
            f"Base figures {name}: {len(figures)} towns, {sum(figures.values()):,} in all ({source}). "
            f"To compare: uwanose shares compare --figures {driver.id}={name}",
        )
    )


def _whole(cell: FilledCell, taken: Taken) -> int | None:
    if not cell.text:
        return None
    try:
        number = whole(cell.text)
        if number < 0:
            raise Misread(
                f"「{cell.text}」は負の数です。",
                f"{cell.text!r} is negative.",
                "0以上の整数を書いてください。",
                "Write a whole number of 0 or more.",
            )
    except Misread as why:
        taken.findings.append(finding("X121", cell.place, why.ja, why.en, (why.remedy_ja, why.remedy_en)))
        return None
    return number


def _sum_differs(cell: FilledCell, found: int, published: int) -> Finding:
    apart = abs(found - published)
    more, en = ("多い", "more") if found > published else ("少ない", "less")
    return finding(
        "X117",
        cell.place,
        f"町村の値の合計 {found:,} は、公表された合計 {published:,} より {apart:,} {more}です。",
        f"The figures of the towns come to {found:,}, {apart:,} {en} than the published {published:,}.",
        ("打ち間違いがないか、出典と照合してください。", "Compare each figure with the source."),
    )
