"""Owns reading files of events, CSV or JSON Lines: one event at a time, every slip with its field, nothing normalised."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from uwanose.dates import parse_date
from uwanose.errors import Finding, Place, Refused, nearest
from uwanose.points.model import Catalog, Input, ValueType
from uwanose.records.forbidden import named_in
from uwanose.records.model import PERSON_FIELDS, Event, Handed, Problem
from uwanose.records.record_dates import UNKNOWN_ALLOWED, read_record_date
from uwanose.records.standard import BUSINESS, Forbidden, Standard
from uwanose.source.scalars import Misread, flag, folded

__all__ = ["EventFields", "read_events"]

_PERSON = frozenset({*PERSON_FIELDS, "person_number", "household_number"})
_CONTEXT = frozenset({"members_before", "members_left", "days_late", "is_head"})
_REMEMBERED = 20_000
_NOTHING_SAID = frozenset({"unsaid", "none"})  # choices that are the same as leaving the cell empty
_NUMBERS_NOT_HELD = ("個人番号", "マイナンバー", "mynumber", "在留カード", "基礎年金番号", "individualnumber")
# control characters (tab and line ends too) and lone surrogates; variation selectors and joiners are left alone
_UNKEPT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class EventFields:
    """The fields an event may have, by identifier or Japanese label, with how their text is read."""

    def __init__(self, catalog: Catalog, standard: Standard, town_of: Callable[[str], str | None]) -> None:
        declared = catalog.inputs[BUSINESS]
        self.declared: Mapping[str, Input] = {
            name: one for name, one in declared.items() if name not in _CONTEXT
        }
        self.standard, self.town_of = standard, town_of
        self._known = {_key(one.label_ja): one for one in self.declared.values()}
        self._known |= {_key(name): one for name, one in self.declared.items()}
        self._headers: dict[str, Input | None] = {}
        self._words: dict[tuple[str, str], str] = {}  # days and choices come again and again

    def find(self, name: str) -> Input | None:
        """Return the field a header names."""
        if name not in self._headers:
            self._headers[name] = self._known.get(_key(name))
        return self._headers[name]

    def nearest(self, name: str) -> str:
        """Return the label nearest to an unknown header, empty when none is near."""
        near = nearest(name, [label for one in self.declared.values() for label in (one.label_ja, one.name)])
        return near[0] if near else ""

    def typed(self, declared: Input, text: str) -> str:
        """Return the text of a cell as the register keeps it. Raises ValueError (Misread says more)."""
        if declared.type is ValueType.TEXT:
            return text
        key = declared.name, text
        if key not in self._words:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            self._words[key] = self._word(declared, text)
        return self._words[key]

    def _word(self, declared: Input, text: str) -> str:
        if declared.type is ValueType.CHOICE:
            word = _choice(declared, text)
            return "" if word in _NOTHING_SAID else word
        if declared.type is ValueType.FLAG:
            return "1" if flag(text) else ""
        if declared.name in UNKNOWN_ALLOWED:
            return read_record_date(text, unknown=True)
        if declared.type is ValueType.DATE:
            return parse_date(text).isoformat()
        return str(int(folded(text)))


def read_events(path: Path, fields: EventFields, town: str = "") -> Iterator[Handed]:
    """Yield the events of a file in its order; *town* is the municipality of events that name none.

    Raises Refused for a file that is neither CSV nor JSON Lines, or not text.
    """
    data = path.read_bytes()
    text = _decoded(data, path)
    rows = (
        _json_rows(text) if path.suffix.lower() in (".jsonl", ".ndjson", ".json") else _csv_rows(text, path)
    )
    reader = _EventReader(fields, town)
    for _, lines in groupby(rows, key=lambda row: row[0]):
        yield reader.event(list(lines))


Row = tuple[str, int, Mapping[str, Any], str]  # event id, line, cells by header, why the line cannot be read


def _json_rows(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            yield f"（{number}行目）", number, {}, str(error)
            continue
        if not isinstance(found, dict):
            yield f"（{number}行目）", number, {}, "{ } の形ではありません"
            continue
        identifier = str(found.get("event_id", found.get("異動番号", "")))
        yield identifier or f"（{number}行目）", number, found, ""


def _csv_rows(text: str, path: Path) -> Iterator[Row]:
    reader = csv.reader(text.split("\n"), strict=True)
    try:
        headers = [header.strip() for header in next(reader, [])]
        if not headers:
            raise Refused([_no_events(path, "見出しがありません", "it has no header")])
        at = next((place for place, one in enumerate(headers) if _key(one) in ("eventid", "異動番号")), None)
        if at is None:
            raise Refused([_no_events(path, "異動番号の列がありません", "it has no column event_id")])
        for cells in reader:
            if not any(cells):
                continue
            number = reader.line_num
            if len(cells) != len(headers):
                yield (
                    f"（{number}行目）",
                    number,
                    {},
                    f"列の数が見出しと違います（{len(cells)} ／ {len(headers)}）",
                )
                continue
            yield (
                cells[at] or f"（{number}行目）",
                number,
                {header: cell for header, cell in zip(headers, cells, strict=True) if cell},
                "",
            )
    except csv.Error as error:
        raise Refused(
            [_no_events(path, f"CSVとして読めません（{error}）", f"it is no CSV ({error})")]
        ) from None


class _EventReader:
    """Puts the lines of one id together and types their cells."""

    def __init__(self, fields: EventFields, town: str) -> None:
        self.fields, self.town = fields, town

    def event(self, lines: Sequence[Row]) -> Handed:
        problems: list[Problem] = []
        whole: dict[str, str] = {}
        persons: list[Mapping[str, str]] = []
        for identifier, number, cells, wrong in lines:
            if wrong:
                problems.append(Problem("J107", value=identifier, detail_ja=wrong, detail_en=wrong))
            nested = cells.get("persons", cells.get("異動者"))
            if isinstance(nested, list):
                cells = {name: cell for name, cell in cells.items() if name not in ("persons", "異動者")}
            else:
                nested = []
            own, alone = self._split(cells, problems)
            for name, value in own.items():
                if whole.setdefault(name, value) != value:
                    problems.append(
                        Problem(
                            "J107",
                            name,
                            value,
                            detail_ja=f"{number}行目が前の行と違います",
                            detail_en=f"line {number} differs from the one before",
                        )
                    )
            inner = [self._person(one, problems) for one in nested]
            persons.extend(inner or ([alone] if alone else []))
            if inner and alone:
                whole.update(alone)  # a move's new address stands once, beside its persons
        return self._event(lines[0], whole, persons, problems)

    def _event(
        self,
        first: Row,
        whole: dict[str, str],
        persons: list[Mapping[str, str]],
        problems: list[Problem],
    ) -> Handed:
        identifier, line, _, wrong = first
        kind = whole.pop("event", "")
        named = whole.pop("municipality", "")
        town = self.fields.town_of(named) if named else self.town
        whole.pop("event_id", None)
        if not wrong and identifier.startswith("（"):
            problems.append(Problem("J103", "event_id"))
        if not kind and not wrong and not any(one.field == "event" for one in problems):
            problems.append(Problem("J103", "event"))
        if not town:
            problems.append(Problem("J110", "municipality", named))
        shared = {name: whole.pop(name) for name in list(whole) if name in _PERSON}
        merged = tuple({**shared, **one} for one in persons)
        event = Event(
            event_id=identifier,
            kind=kind,
            municipality=town or "",
            fields=whole,
            persons=merged,
            line=line,
        )
        return Handed(event, tuple(problems))

    def _split(
        self, cells: Mapping[str, Any], problems: list[Problem]
    ) -> tuple[dict[str, str], dict[str, str]]:
        typed = self._typed(cells, problems)
        return (
            {name: value for name, value in typed.items() if name not in _PERSON},
            {name: value for name, value in typed.items() if name in _PERSON},
        )

    def _person(self, one: object, problems: list[Problem]) -> dict[str, str]:
        if not isinstance(one, dict):
            problems.append(Problem("J107", "persons", str(one)))
            return {}
        whole, person = self._split(one, problems)
        problems.extend(Problem("J101", name, value) for name, value in whole.items())
        return person

    def _typed(self, cells: Mapping[str, Any], problems: list[Problem]) -> dict[str, str]:
        values: dict[str, str] = {}
        for header, cell in cells.items():
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                continue  # blanks alone say nothing: an item that may never be blank is missing
            declared = self.fields.find(header)
            if declared is None:
                problems.append(self._unknown(header))
                continue
            value = self._cell(declared, cell, problems)
            if value:
                values[declared.name] = value
        return values

    def _cell(self, declared: Input, cell: object, problems: list[Problem]) -> str:
        text = ("1" if cell else "0") if isinstance(cell, bool) else str(cell)
        if not isinstance(cell, (str, int)):
            problems.append(Problem("J102", declared.name, text))
            return ""
        if _UNKEPT.search(text):
            problems.append(Problem("J108", declared.name, _UNKEPT.sub("\ufffd", text)))
            return ""
        try:
            return self.fields.typed(declared, text)
        except Misread as why:
            problems.append(Problem("J102", declared.name, text, detail_ja=why.ja, detail_en=why.en))
        except ValueError:
            problems.append(self._unreadable(declared, text))
        return ""

    def _unreadable(self, declared: Input, text: str) -> Problem:
        forbidden = named_in(text, self.fields.standard.forbidden)
        if forbidden:
            return _forbidden(forbidden, declared.name, text)
        if declared.name == "event":
            refused = self.fields.standard.not_accepted.get(text)
            if refused:
                return Problem("J106", "event", text, "", refused.basis, refused.ja, refused.en)
            return Problem("J106", "event", text, detail_ja=self._near_choice(declared, text))
        return Problem("J102", declared.name, text, detail_ja=self._near_choice(declared, text))

    def _near_choice(self, declared: Input, text: str) -> str:
        near = nearest(text, [*declared.choices, *declared.choices.values()])
        return f"「{near[0]}」ではありませんか。" if near else ""

    def _unknown(self, header: str) -> Problem:
        if any(word in _key(header) for word in _NUMBERS_NOT_HELD):
            return Problem("J109", header)
        forbidden = named_in(header, self.fields.standard.forbidden)
        if forbidden:
            return _forbidden(forbidden, header, "")
        near = self.fields.nearest(header)
        return Problem("J101", header, detail_ja=f"「{near}」ではありませんか。" if near else "")


def _forbidden(found: Forbidden, field: str, value: str) -> Problem:
    return Problem("J104", field, value, "", f"標準仕様書 第1.0版 {found.item}", found.what.ja, found.what.en)


def _choice(declared: Input, text: str) -> str:
    """Return the choice a word names: identifier, label, or the label without what stands in brackets."""
    if text in declared.choices:
        return text
    wanted = folded(text)
    short: list[str] = []
    for name, label in declared.choices.items():
        if wanted in (name, folded(label)):
            return name
        if wanted == folded(label.split("（")[0]):
            short.append(name)
    if len(short) == 1:
        return short[0]
    raise ValueError(text)


def _key(header: str) -> str:
    return "".join(folded(header).strip("\ufeff").casefold().replace("_", "").replace("-", "").split())


def _decoded(data: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise Refused(
        [_no_events(path, "文字コードが UTF-8 でも CP932 でもありません", "it is neither UTF-8 nor CP932")]
    )


def _no_events(path: Path, ja: str, en: str) -> Finding:
    return Finding(
        code="J302",
        ja=f"{path.name} を異動ファイルとして読めません。{ja}。",
        en=f"{path.name} cannot be read as events: {en}.",
        remedy_ja="見出しのあるCSVか、1行に1つの異動のJSON（.jsonl）を渡してください。項目は uwanose inputs resident_records で見られます。",
        remedy_en="Give a CSV with headers or JSON Lines (.jsonl). `uwanose inputs resident_records` lists the fields.",
        place=Place(str(path)),
        scope="register",
    )
