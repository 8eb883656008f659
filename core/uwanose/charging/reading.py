"""Owns reading the book from its folder: every line's hash checked against the chain, every break found with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from uwanose.charging.book import Book
from uwanose.charging.codec import Record, parse_record
from uwanose.charging.due import UNION
from uwanose.charging.proven import Proven
from uwanose.charging.records import NO_PREVIOUS, Body, BookRun, CostRecord, Header, LineRecord, Made, Totals
from uwanose.charging.runs import Run, RunKind
from uwanose.charging.sealing import link, unsealed
from uwanose.charging.stored import stored
from uwanose.cycles import uncollected
from uwanose.errors import Finding, Place, Refused

__all__ = ["read_book", "scan_book"]

_NAME = re.compile(r"\d{4}(Q[1-4](-[1-9]\d*)?|S)\.jsonl")
_SEQUENCE = re.compile(rb'"sequence":(\d+)')
_LAST = 10**9  # where a file whose place in the chain cannot be told is looked at


def read_book(folder: Path, shown: str = "", cache: Path | None = None) -> Book:
    """Read the book; a folder that does not exist is an empty book. Raises Refused with every break of the chain.

    ``shown`` is how messages name the folder (default: as given). With a *cache* folder, files that were proven before and
    have not changed are not proven again.
    """
    book, findings = scan_book(folder, shown, cache)
    if findings:
        raise Refused(findings)
    return book


@uncollected()  # lines are made by the ten thousand
def scan_book(folder: Path, shown: str = "", cache: Path | None = None) -> tuple[Book, tuple[Finding, ...]]:
    """Read the book and return it with every break of its chain; a file that cannot be read is left out."""
    proven = Proven(cache)
    runs: list[BookRun] = []
    findings: list[Finding] = []
    previous: str | None = NO_PREVIOUS
    expected = None
    for position, file in enumerate(_files(folder), start=1):
        place = f"{shown or folder.as_posix()}/{file.name}"
        run = Run.parse(file.name.removesuffix(".jsonl"))
        if run.kind is RunKind.CLOSE:
            if expected is not None and run.quarter != expected:
                findings.append(_gap(Place(place), str(run), str(expected)))
            expected = run.quarter.next
        scan = _Scan(place, previous)
        if not scan.take(file.content, proven):
            scan.read(file.content)
        entry = scan.entry(run, position)
        findings += scan.findings
        if entry:
            runs.append(entry)
        previous = scan.last
    proven.tidy()
    return Book(tuple(runs)), tuple(findings)


class _File(NamedTuple):
    """One file of the book; ``sequence`` is where its header says it stands in the chain."""

    sequence: int
    name: str
    content: bytes


def _files(folder: Path) -> list[_File]:
    """Return the files in the order of the chain."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        if _NAME.fullmatch(path.name):
            content = path.read_bytes()
            sequence = _SEQUENCE.search(content.partition(b"\n")[0])
            found.append(_File(int(sequence[1]) if sequence else _LAST, path.name, content))
    return sorted(found)


class _Scan:
    """Reads one file line by line, checking each link of the chain.

    ``last`` is the hash the next line must hang on, None after a line whose hash cannot be read: nothing is said of the
    line that follows it, so that one damaged line is told once and where it is.
    """

    def __init__(self, file: str, previous: str | None) -> None:
        self.file, self.last = file, previous
        self.findings: list[Finding] = []
        self._records: list[Record] = []
        self._whole: tuple[Header, Body, Totals] | None = None

    def take(self, content: bytes, proven: Proven) -> bool:
        """Take the file as a whole when its chain holds and its lines are as they are written; tell whether it was."""
        found = stored(content, self.last, proven) if self.last is not None else None
        if found:
            self._whole, self.last = found[:3], found[3]
        return bool(found)

    def read(self, content: bytes) -> None:
        previous, last, records = self.last, self.last, self._records
        for number, line in enumerate(_lines(content), start=1):
            place, hung_on, last = Place(self.file, number, 1), last, None
            try:
                text, last = unsealed(line)
                record = parse_record(text, number)
            except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
                self.findings.append(_unreadable(place, error))
                continue
            changed = hung_on is not None and last != link(hung_on, text)
            elsewhere = number == 1 and isinstance(record, Header) and previous not in (None, record.previous)
            if changed or elsewhere:
                self.findings.append(_changed(place, record, self._name_of))
            records.append(record)
        self.last = last

    def entry(self, run: Run, position: int) -> BookRun | None:
        """Return the run the lines make, None (with a finding) when they make none."""
        whole = self._whole or self._read_whole()
        if not whole:
            if not self.findings:
                self.findings.append(_incomplete(Place(self.file, len(self._records), 1)))
            return None
        header, body, totals = whole
        if header.run != run:
            self.findings.append(_gap(Place(self.file, 1, 1), str(header.run), str(run)))
        if header.sequence != position:
            self.findings.append(_missing(Place(self.file, 1, 1), header.sequence, position))
        return BookRun(header=header, body=body, totals=totals, head=self.last or "", file=self.file)

    def _read_whole(self) -> tuple[Header, Body, Totals] | None:
        """Return what was read record by record; None when header, totals or anything between them is no such thing."""
        records = self._records
        header, totals = (records[0], records[-1]) if len(records) > 1 else (None, None)
        costs = {record.number: record for record in records if isinstance(record, CostRecord)}
        lines = tuple(record for record in records if isinstance(record, LineRecord))
        whole = len(costs) + len(lines) + 2 == len(records)
        if whole and isinstance(header, Header) and isinstance(totals, Totals):
            return header, Made(costs, lines), totals
        return None

    def _name_of(self, municipality: str) -> str:
        """Return a town's name as the header recorded it; its id where the header names no such town."""
        if municipality == UNION:
            return "組合"
        header = self._records[0] if self._records else None
        names = header.municipalities if isinstance(header, Header) else {}
        return names.get(municipality, (municipality,))[0]


def _lines(content: bytes) -> list[str]:
    """Return the lines; a carriage return that an editor or git added is no change."""
    text = content.decode("utf-8", errors="replace").replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n") if text else []


_RESTORE_JA = "調定簿は書き換えられません。git の履歴か控えから元のファイルに戻してください。誤りの訂正は次の調定で差額として行います。"
_RESTORE_EN = (
    "The book is never edited: restore the file from git or a copy. Mistakes are corrected by the next close."
)


def _changed(place: Place, record: Record, name_of: Callable[[str], str]) -> Finding:
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


def _gap(place: Place, found: str, expected: str) -> Finding:
    return Finding(
        code="C122",
        place=place,
        scope="register",
        ja=f"調定簿の期が続いていません。{expected} があるはずのところに {found} があります。",
        en=f"The quarters of the book do not follow each other: {found} stands where {expected} should.",
        remedy_ja=_RESTORE_JA,
        remedy_en=_RESTORE_EN,
    )


def _missing(place: Place, sequence: int, position: int) -> Finding:
    return Finding(
        code="C122",
        place=place,
        scope="register",
        ja=f"調定簿の{sequence}番目のファイルが{position}番目にあります。その前のファイルが欠けています。",
        en=f"File {sequence} of the book stands in place {position}: one before it is missing.",
        remedy_ja=_RESTORE_JA,
        remedy_en=_RESTORE_EN,
    )
