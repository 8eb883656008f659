"""Owns reading newer base figures from a CSV file (町村, 数値), as a spreadsheet writes it."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from datetime import date

from uwanose.errors import Finding, Place, Refused, UnknownName
from uwanose.layers.model import Driver, Profile
from uwanose.layers.towns import find_municipality

__all__ = ["read_figures"]

Line = tuple[int, list[str]]


def read_figures(
    data: bytes, name: str, like: Driver, profile: Profile, *, reference_date: date, source: str
) -> Driver:
    """Return base figures like *like* from a file with one town and one whole number a line.

    UTF-8 (with or without mark) or CP932; a heading and lines without a number for no town (合計) are passed over. Raises
    Refused with every line that cannot be read, every town that is missing or named twice.
    """
    figures: dict[str, int] = {}
    findings: list[Finding] = []
    for number, cells in _lines(data):
        town, figure = cells[0].strip(), cells[1].strip() if len(cells) > 1 else ""
        place = Place(name, number, 1)
        try:
            municipality = find_municipality(profile, town).id
        except UnknownName as unknown:
            if number > 1 and town not in ("計", "合計"):
                findings.append(_unread(place, unknown.text("ja"), unknown.text("en")))
            continue
        count = _whole(figure)
        if count is None:
            findings.append(
                _unread(place, f"「{figure}」は整数ではありません。", f"{figure!r} is no whole number.")
            )
        elif municipality in figures:
            findings.append(_unread(place, f"{town}が2度あります。", f"{town} stands there twice."))
        else:
            figures[municipality] = count
    missing = [town.name_ja for town in profile.municipalities.values() if town.id not in figures]
    if missing and not findings:
        text = "、".join(missing)
        findings.append(_unread(Place(name), f"{text} の数値がありません。", f"{text} have no figure."))
    if findings:
        raise Refused(findings)
    ordered = {town: figures[town] for town in profile.municipalities}
    return Driver(
        id=like.id, label_ja=like.label_ja, reference_date=reference_date, source=source or name, values=ordered,
        place=Place(name),
    )  # fmt: skip


def _lines(data: bytes) -> Iterator[Line]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp932", "replace")
    rows = csv.reader(text.splitlines())
    for number, cells in enumerate(rows, start=1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _whole(text: str) -> int | None:
    folded = unicodedata.normalize("NFKC", text).replace(",", "").removesuffix("人")
    return int(folded) if folded.isascii() and folded.isdigit() else None


def _unread(place: Place, ja: str, en: str) -> Finding:
    return Finding(
        code="C144",
        place=place,
        scope="register",
        ja=ja,
        en=en,
        remedy_ja="1行に「町村名,数値」を、すべての構成町村について1度ずつ書いてください。",
        remedy_en="Write one line 'town,figure' for every member, once.",
    )
