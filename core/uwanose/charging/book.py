"""Owns the book (調定簿): its closed quarters in order, what they have charged, and reading it with its chain checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from uwanose.charging.codec import link, read_record, unsealed
from uwanose.charging.due import UNION, Key
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import (
    NO_PREVIOUS,
    BookQuarter,
    CostRecord,
    Header,
    LineRecord,
    Reference,
    Totals,
)
from uwanose.dates import Month
from uwanose.errors import Finding, Place, Refused

__all__ = ["Book", "file_name", "read_book", "scan_book"]

_NAME = re.compile(r"\d{4}Q[1-4]\.jsonl")


@dataclass(frozen=True, slots=True)
class Book:
    """The closed quarters, oldest first; immutable.

    ``charged`` is what they charged in all per key, ``first`` the first line of each key.
    """

    quarters: tuple[BookQuarter, ...] = ()
    charged: Mapping[Key, int] = field(init=False)
    first: Mapping[Key, Reference] = field(init=False)

    def __post_init__(self) -> None:
        charged: dict[Key, int] = {}
        first: dict[Key, Reference] = {}
        for entry in self.quarters:
            for line in entry.lines:
                charged[line.key] = charged.get(line.key, 0) + line.yen
                first.setdefault(line.key, Reference(entry.quarter, line.number))
        object.__setattr__(self, "charged", charged)
        object.__setattr__(self, "first", first)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the closed quarters."""
        return tuple(month for entry in self.quarters for month in entry.quarter.months)

    @property
    def last(self) -> BookQuarter | None:
        """The quarter closed last."""
        return self.quarters[-1] if self.quarters else None

    @property
    def head(self) -> str:
        """The hash of the last line of all."""
        return self.quarters[-1].head if self.quarters else NO_PREVIOUS

    def get(self, quarter: Quarter) -> BookQuarter | None:
        """Return a closed quarter, None when it is not closed."""
        return next((entry for entry in self.quarters if entry.quarter == quarter), None)

    def before(self, quarter: Quarter) -> Book:
        """Return the book as it was before a quarter was closed."""
        return Book(tuple(entry for entry in self.quarters if entry.quarter < quarter))


def file_name(quarter: Quarter) -> str:
    """Return the name of a closed quarter's file."""
    return f"{quarter}.jsonl"


def read_book(folder: Path, shown: str = "") -> Book:
    """Read the book; a folder that does not exist is an empty book. Raises Refused with every break of the chain.

    ``shown`` is how messages name the folder (default: as given).
    """
    book, findings = scan_book(folder, shown)
    if findings:
        raise Refused(findings)
    return book


def scan_book(folder: Path, shown: str = "") -> tuple[Book, tuple[Finding, ...]]:
    """Read the book and return it with every break of its chain; a file that cannot be read is left out."""
    quarters: list[BookQuarter] = []
    findings: list[Finding] = []
    previous, expected = NO_PREVIOUS, None
    names = (
        sorted(path.name for path in folder.iterdir() if _NAME.fullmatch(path.name))
        if folder.is_dir()
        else []
    )
    for name in names:
        place = f"{shown or folder.as_posix()}/{name}"
        quarter = Quarter.parse(name.removesuffix(".jsonl"))
        if expected is not None and quarter != expected:
            findings.append(_gap(Place(place), quarter, expected))
        scan = _Scan(place, previous)
        scan.read((folder / name).read_bytes())
        entry = scan.quarter(quarter)
        findings += scan.findings
        if entry:
            quarters.append(entry)
        previous, expected = scan.last, quarter.next
    return Book(tuple(quarters)), tuple(findings)


class _Scan:
    """Reads one file line by line, checking each link of the chain."""

    def __init__(self, file: str, previous: str) -> None:
        self.file, self.last = file, previous
        self.findings: list[Finding] = []
        self._records: list[Header | CostRecord | LineRecord | Totals] = []

    def read(self, content: bytes) -> None:
        previous = self.last
        for number, line in enumerate(_lines(content), start=1):
            place = Place(self.file, number, 1)
            try:
                text, stored = unsealed(line)
                record = read_record(json.loads(text), number)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                self.findings.append(_unreadable(place, error))
                continue
            changed = stored != link(self.last, text)
            if changed or (isinstance(record, Header) and record.previous != previous):
                self.findings.append(_changed(place, record, self._name_of))
            self.last = stored
            self._records.append(record)

    def quarter(self, quarter: Quarter) -> BookQuarter | None:
        """Return the quarter the lines make, None (with a finding) when they make none."""
        if not self._records and not self.findings:
            self.findings.append(_incomplete(Place(self.file)))
        if self.findings and not self._whole:
            return None
        if not self._whole:
            self.findings.append(_incomplete(Place(self.file, len(self._records), 1)))
            return None
        header, *between, totals = self._records
        assert isinstance(header, Header) and isinstance(totals, Totals)
        if header.quarter != quarter:
            self.findings.append(_gap(Place(self.file, 1, 1), header.quarter, quarter))
        return BookQuarter(
            header=header,
            costs={record.number: record for record in between if isinstance(record, CostRecord)},
            lines=tuple(record for record in between if isinstance(record, LineRecord)),
            totals=totals,
            head=self.last,
            file=self.file,
        )

    def _name_of(self, municipality: str) -> str:
        """Return a town's name as the header recorded it; its id where the header names no such town."""
        if municipality == UNION:
            return "組合"
        header = self._records[0] if self._records else None
        names = header.municipalities if isinstance(header, Header) else {}
        return names.get(municipality, (municipality,))[0]

    @property
    def _whole(self) -> bool:
        if len(self._records) < 2:
            return False
        first, *between, last = self._records
        inner = all(isinstance(record, CostRecord | LineRecord) for record in between)
        return isinstance(first, Header) and isinstance(last, Totals) and inner


def _lines(content: bytes) -> Iterable[str]:
    """Return the lines; a carriage return that an editor or git added is no change."""
    text = content.decode("utf-8", errors="replace")
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []


_RESTORE_JA = "調定簿は書き換えられません。git の履歴か控えから元のファイルに戻してください。誤りの訂正は次の調定で差額として行います。"
_RESTORE_EN = (
    "The book is never edited: restore the file from git or a copy. Mistakes are corrected by the next close."
)


def _changed(
    place: Place, record: Header | CostRecord | LineRecord | Totals, name_of: Callable[[str], str]
) -> Finding:
    what_ja, what_en = "", ""
    if isinstance(record, LineRecord):
        key = record.key
        what_ja = f"（{name_of(key.municipality)} {key.customization} {key.month} {record.yen:,}円）"
        what_en = f" ({key.municipality} {key.customization} {key.month} {record.yen:,} yen)"
    if isinstance(record, Header) and place.line == 1:
        what_ja = "（見出し。前の期の調定簿が書き換えられた場合もここで切れます）"
        what_en = " (the header; it breaks here too when the quarter before was changed)"
    return Finding(
        code="C121",
        place=place,
        scope="register",
        ja=f"調定簿のこの行{what_ja}のハッシュが合いません。調定の後に書き換えられています。",
        en=f"The hash of this line of the book{what_en} does not fit: it was changed after the quarter was closed.",
        remedy_ja=_RESTORE_JA,
        remedy_en=_RESTORE_EN,
    )


def _unreadable(place: Place, error: Exception) -> Finding:
    return Finding(
        code="C120",
        place=place,
        scope="register",
        ja=f"調定簿のこの行を読めません（{error}）。",
        en=f"This line of the book cannot be read ({error}).",
        remedy_ja=_RESTORE_JA,
        remedy_en=_RESTORE_EN,
    )


def _incomplete(place: Place) -> Finding:
    return Finding(
        code="C120",
        place=place,
        scope="register",
        ja="調定簿のファイルが途中で切れています（見出しと合計の行がそろっていません）。",
        en="The file of the book is cut short: header and totals do not both stand in it.",
        remedy_ja=_RESTORE_JA,
        remedy_en=_RESTORE_EN,
    )


def _gap(place: Place, found: Quarter, expected: Quarter) -> Finding:
    return Finding(
        code="C122",
        place=place,
        scope="register",
        ja=f"調定簿の期が続いていません。{expected} があるはずのところに {found} があります。",
        en=f"The quarters of the book do not follow each other: {found} stands where {expected} should.",
        remedy_ja=_RESTORE_JA,
        remedy_en=_RESTORE_EN,
    )
