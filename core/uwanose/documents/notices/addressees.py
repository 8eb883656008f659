"""Owns the addressees (宛名) of notices: who is called what and lives where, and whose address no paper may show."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from uwanose.engine.columns.csv_reader import encoding_of
from uwanose.errors import Finding, Place, Refused, nearest
from uwanose.source import scalars

__all__ = ["COLUMNS", "Addressee", "Addressees", "addressees_file", "read_addressees"]

COLUMNS = {
    "resident_id": "住民コード",
    "name": "氏名",
    "postal_code": "郵便番号",
    "address": "住所",
    "address_withheld": "住所を印字しない",
    "municipality": "町村",
}
_OPTIONAL = frozenset({"municipality"})


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a notice goes to. Postal code and address are empty for whoever's address may not be printed (*withheld*)."""

    name: str
    postal_code: str
    address: str
    withheld: bool


class Addressees:
    """The addressees of a file, by town and resident id."""

    def __init__(self, rows: Mapping[tuple[str, str], Addressee]) -> None:
        """Take them; a town of '' stands for every town."""
        self._rows = rows

    def get(self, town: str, row: str) -> Addressee | None:
        """Return somebody, None when the file does not name them."""
        return self._rows.get((town, row)) or self._rows.get(("", row))


def read_addressees(path: Path, town_of: Callable[[str], str | None]) -> Addressees:
    """Return the addressees of a CSV file (UTF-8 or CP932; headings in Japanese or by identifier).

    The mark 住所を印字しない must stand in every row: an address is printed only where somebody has said that it may be.
    Raises Refused [D120] for a file or headings that do not fit and [D121] for rows that cannot be used, all of them.
    """
    try:
        encoding = encoding_of(path)
        if encoding is None:
            raise Refused([_unreadable(path, "UTF-8 / CP932")])
        with path.open(encoding=encoding, newline="") as stream:
            reader = csv.reader(stream)
            heads = _heads(next(reader, []), path)
            return Addressees(_rows(((reader.line_num, cells) for cells in reader), heads, path, town_of))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused([_unreadable(path, str(error))]) from error


def addressees_file(rows: Iterable[tuple[str, str, Addressee]]) -> bytes:
    """Return a file of addressees, each with town and resident id, as `read_addressees` reads it back."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    for town, row, to in rows:
        writer.writerow([row, to.name, to.postal_code, to.address, "はい" if to.withheld else "いいえ", town])
    return text.getvalue().encode("utf-8-sig")


def _heads(written: list[str], path: Path) -> dict[str, int]:
    names = {ja: name for name, ja in COLUMNS.items()} | {name: name for name in COLUMNS}
    heads = {
        names[head.strip()]: index for index, head in enumerate(written) if head.strip() in names
    }  # others are not looked at
    missing = [name for name in COLUMNS if name not in heads and name not in _OPTIONAL]
    if missing:
        raise Refused([_no_column(path, COLUMNS[name], name, written) for name in missing])
    return heads


def _rows(
    lines: Iterable[tuple[int, list[str]]],
    heads: Mapping[str, int],
    path: Path,
    town_of: Callable[[str], str | None],
) -> dict[tuple[str, str], Addressee]:
    found: dict[tuple[str, str], Addressee] = {}
    wrong: list[Finding] = []
    for line, cells in lines:
        if not any(cells):
            continue
        place = Place(str(path), line, 1)
        if len(cells) <= max(heads.values()):
            wrong.append(_wrong_row(place, f"{len(cells)}", "列が足りません", "has too few cells"))
            continue
        row = {name: cells[index].strip() for name, index in heads.items()}
        town = town_of(row["municipality"]) if "municipality" in row else ""
        reason = _reason(row, town, found)
        if reason:
            wrong.append(_wrong_row(place, *reason))
            continue
        assert town is not None
        withheld = scalars.flag(row["address_withheld"])
        found[town, row["resident_id"]] = Addressee(
            row["name"],
            "" if withheld else row["postal_code"],
            "" if withheld else row["address"],
            withheld,
        )
    if wrong:
        raise Refused(wrong)
    return found


def _reason(
    row: Mapping[str, str], town: str | None, found: Mapping[tuple[str, str], Addressee]
) -> tuple[str, str, str] | None:
    """Return the value that is wrong and why, None when a row can be used."""
    if town is None:
        return row["municipality"], "という町村はありません", "is no town"
    if not row["resident_id"] or not row["name"]:
        return (
            row["resident_id"] or row["name"],
            "の行に住民コードか氏名がありません",
            "lacks a resident id or a name",
        )
    if (town, row["resident_id"]) in found:
        return row["resident_id"], "が2行あります", "stands in two rows"
    try:
        withheld = scalars.flag(row["address_withheld"])
    except scalars.Misread:
        return (
            row["address_withheld"],
            "を「住所を印字しない」の はい・いいえ として読めません",
            "is not はい or いいえ (address withheld)",
        )
    if not withheld and not row["address"]:
        return row["resident_id"], "の行に住所がありません", "has no address"
    return None


def _unreadable(path: Path, why: str) -> Finding:
    return Finding(
        code="D120",
        place=Place(str(path)),
        scope="register",
        ja=f"宛名のファイルを読めません（{why}）。",
        en=f"The file of addressees cannot be read ({why}).",
        remedy_ja="CSV（UTF-8 か CP932）のファイルを指定してください。",
        remedy_en="Name a CSV file (UTF-8 or CP932).",
    )


def _no_column(path: Path, ja: str, name: str, written: list[str]) -> Finding:
    near = nearest(ja, written) or nearest(name, written)
    return Finding(
        code="D120",
        place=Place(str(path), 1, 1),
        scope="register",
        ja=f"宛名のファイルに列「{ja}」（{name}）がありません。",
        en=f"The file of addressees has no column {name!r} ({ja}).",
        remedy_ja=(f"「{near[0]}」の見出しを直してください。" if near else "")
        + f"要る列は {'、'.join(label for key, label in COLUMNS.items() if key not in _OPTIONAL)} です。",
        remedy_en=(f"Correct the heading {near[0]!r}. " if near else "")
        + f"Needed: {', '.join(key for key in COLUMNS if key not in _OPTIONAL)}.",
    )


def _wrong_row(place: Place, value: str, ja: str, en: str) -> Finding:
    return Finding(
        code="D121",
        place=place,
        scope="register",
        ja=f"宛名の行を使えません: 「{value}」{ja}。",
        en=f"The row of an addressee cannot be used: {value!r} {en}.",
        remedy_ja="行を直してください。1行でも使えないうちは、何も作りません。",
        remedy_en="Correct the row; nothing is made while one of them is wrong.",
    )
