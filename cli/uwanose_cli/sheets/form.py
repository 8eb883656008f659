"""Owns sheets that are filled in from top to bottom: one thing a row, its name, what is meant, and the cell to write in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from uwanose.dates import parse_date
from uwanose.documents.entry_sheet import EntryColumn, EntrySheet, Limits
from uwanose.errors import Place
from uwanose.source.filled_sheet import FilledCell, FilledSheet, finding
from uwanose_cli.sheets.taken import Taken

__all__ = [
    "ENTRY",
    "FORM_HEADINGS",
    "NAME",
    "FormRow",
    "cell_of",
    "day_in",
    "form_cells",
    "form_sheet",
    "missing",
]

NAME, ENTRY = "識別名", "記入"
FORM_HEADINGS = (NAME, ENTRY)


class FormRow(NamedTuple):
    """One row of a form."""

    name: str
    label: str
    advice: str
    choices: tuple[str, ...] = ()
    filled: str = ""


def form_sheet(
    name: str,
    title: str,
    notes: Sequence[str],
    rows: Sequence[FormRow],
    facts: Mapping[str, tuple[str, str]],
    created: date,
) -> EntrySheet:
    """Return a form."""
    return EntrySheet(
        name=name,
        title=title,
        notes=tuple(notes),
        columns=(
            EntryColumn(heading="項目", width=24),
            EntryColumn(heading=NAME, width=14),
            EntryColumn(heading=ENTRY, width=52, entry=True),
            EntryColumn(heading="書き方", width=46),
        ),
        rows=tuple((row.label, row.name, row.filled, row.advice) for row in rows),
        limits={
            (number, 2): Limits(choices=row.choices, advice=row.advice) for number, row in enumerate(rows)
        },
        facts=facts,
        created=created,
    )


def form_cells(sheet: FilledSheet) -> dict[str, FilledCell]:
    """Return name → the cell that was filled in; a name that is not there stands for an empty cell."""
    return {row.text(NAME): row.cells[ENTRY] for row in sheet.rows if row.text(NAME)}


def cell_of(cells: Mapping[str, FilledCell], name: str, sheet: FilledSheet) -> FilledCell:
    """Return a cell; one that is not there is empty and lies in the sheet as a whole."""
    return cells.get(name, FilledCell("", Place(sheet.file)))


def missing(cell: FilledCell, label: str, taken: Taken) -> bool:
    """Add [X118] when a cell that must be filled in is empty, and tell so."""
    if cell.text:
        return False
    taken.findings.append(
        finding(
            "X118",
            cell.place,
            f"「{label}」が空です。",
            f"{label} is empty.",
            (f"「{label}」に記入してください。", f"Fill in {label}."),
        )
    )
    return True


def day_in(cell: FilledCell, taken: Taken) -> date | None:
    """Return the day a cell names, None with [X109] when it names none."""
    try:
        return parse_date(cell.text)
    except ValueError:
        taken.findings.append(
            finding(
                "X109",
                cell.place,
                f"「{cell.text}」を日付として読めません。",
                f"{cell.text!r} is not a day.",
                ("2026-10-30・R8.10.30 のように書いてください。", "Write 2026-10-30 or R8.10.30."),
            )
        )
        return None
