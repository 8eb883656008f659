"""Owns what one filled-in sheet leads to before anything is written, and what can be wrong with any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from uwanose.errors import Finding, Place, nearest
from uwanose.source.filled_sheet import FilledCell, FilledRow, FilledSheet, finding, formula_error
from uwanose_cli.text import Text

__all__ = [
    "KINDS",
    "Kind",
    "Taken",
    "blank",
    "mistaken_cells",
    "there_already",
    "twice",
    "unknown",
    "unsaid",
]

KINDS: Mapping[str, Text] = {
    "settings": Text("設定調書", "settings sheet"),
    "drivers": Text("基礎数値", "base figures"),
    "poll": Text("意向照会票", "poll sheet"),
    "request": Text("要望書", "request"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of sheet: the columns that are read."""

    name: str
    headings: tuple[str, ...]


@dataclass(slots=True)
class Taken:
    """What one sheet leads to: sentences about each change, findings, and the cell each changed place came from.

    ``cells`` is (file, path of names) → cell, so that a later finding about that place can name the cell.
    """

    sentences: list[Text] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cells: dict[tuple[str, str], Place] = field(default_factory=dict)


def unknown(cell: FilledCell, what: Text, known: Iterable[str], *, locked: bool = False) -> Finding:
    """Return [X107]: a name nobody has declared, in a cell that is filled in or in one that is *locked*."""
    near = nearest(cell.text, known)
    return finding(
        "X107",
        cell.place,
        f"「{cell.text}」という{what.ja}はありません。" + (f"近いもの: {near[0]}" if near else ""),
        f"There is no {what.en} {cell.text!r}." + (f" Nearest: {near[0]}" if near else ""),
        (
            "この欄は書き換えず、書き出し直した調書に記入してください。",
            "Leave that cell as it is, and fill in a sheet that was exported anew.",
        )
        if locked
        else ("名前を確かめて書き直してください。", "Correct the name."),
    )


def unsaid(cell: FilledCell, heading: str, because: str) -> Finding:
    """Return [X108]: one of two cells that belong together is empty."""
    return finding(
        "X108",
        cell.place,
        f"「{because}」に記入があるのに「{heading}」が空です。",
        f"{because} is filled in, but {heading} is empty.",
        (
            f"「{heading}」に記入するか、「{because}」を消してください。",
            f"Fill in {heading}, or empty {because}.",
        ),
    )


def twice(cell: FilledCell, former: Place, what: str) -> Finding:
    """Return [X112]: the same thing is filled in twice."""
    return finding(
        "X112",
        cell.place,
        f"{what}が2か所に記入されています（もう1つは {former}）。どちらも取り込みません。",
        f"{what} is filled in twice (the other one: {former}); neither is taken.",
        ("1か所だけに記入してください。", "Fill in one of them only."),
    )


def mistaken_cells(sheet: FilledSheet, headings: Iterable[str]) -> list[Finding]:
    """Return [X114] for each cell beneath the headings that holds an error of the spreadsheet."""
    wanted = tuple(headings)
    return [told for row in sheet.rows for one in wanted if (told := formula_error(row.cells[one]))]


def blank(row: FilledRow, headings: Iterable[str]) -> bool:
    """Tell whether nothing is filled in beneath any of the headings."""
    return not any(row.text(heading) for heading in headings)


def there_already(path: Path) -> Finding:
    """Return [X116]: a file of that name is there, perhaps filled in."""
    return finding(
        "X116",
        Place(str(path)),
        f"{path} は既にあります。記入された調書かもしれないため、置き換えません。",
        f"{path} is there already and may be filled in; it is not replaced.",
        (
            "-o で別の名前にするか、要らなければ --force を付けてください。",
            "Name another file with -o, or give --force if it is not needed.",
        ),
    )
