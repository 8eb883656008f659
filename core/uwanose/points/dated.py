"""Owns dated values: ``2021: 320_000`` and ``2026-04-01: {value: …, source: …}``, with releases, drafts and unknowns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from uwanose.dates import FOREVER, fiscal_year_start, parse_date, parse_year
from uwanose.errors import Finding, Place
from uwanose.points.model import Confidence, DatedValue, Kind, Point, Value
from uwanose.points.typed import parse_value
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping, Node, Scalar
from uwanose.source.nodes import Sequence as List


@dataclass(frozen=True, slots=True)
class Origin:
    """What holds for every value of a block unless the value says otherwise."""

    source: str = ""
    confidence: Confidence = Confidence.SINGLE_SOURCE
    basis: str = ""


def read_dated_values(
    point: Point,
    clock: str,
    node: Mapping,
    findings: list[Finding],
    scope: str = "national",
    *,
    origin: Origin = Origin(),
    releases: Sequence[str] = (),
    may_end: bool = False,
) -> tuple[DatedValue, ...]:
    """Return the values below their dates, earliest first.

    ``clock`` is that of the point's business: under ``year`` a key is a fiscal year (``2021:`` begins on 1 April) or a
    1 April, otherwise a day. ``releases`` are the known ids in order. ``may_end`` allows ``until`` (the last day).
    """
    reader = _Reader(point, clock, findings, scope, origin, releases, may_end)
    values = [value for key, inner in node.entries.items() for value in reader.values(node.keys[key], inner)]
    values.sort(key=lambda value: (value.start, reader.known_from(value)))
    for before, value in pairwise(values):
        if before.start == value.start and reader.known_until(before) > reader.known_from(value):
            findings.append(_twice(value, before.place, scope))
    return tuple(values)


def first_day(text: str, clock: str) -> date:
    """Return the day a key of a values block means under a clock. Raises ValueError when it is no such day."""
    try:
        year = parse_year(text)
    except ValueError:
        return parse_date(text)
    if clock != "year":
        raise ValueError(f"a year is no day: {text!r}")
    return fiscal_year_start(year)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the entries of one block of values."""

    point: Point
    clock: str
    findings: list[Finding]
    scope: str
    origin: Origin
    releases: Sequence[str]
    may_end: bool

    def values(self, key: Scalar, node: Node) -> Iterator[DatedValue]:
        """Yield the value of one date; a list holds what successive releases knew for that date."""
        start = self._start(key)
        inner = node.items if isinstance(node, List) and not self._is_bare_table(node) else (node,)
        for value in inner:
            read = self._value(start or date.min, key, value)
            if start is not None:
                yield read

    def known_from(self, value: DatedValue) -> int:
        """Return the index of the release that knew a value first."""
        return self.releases.index(value.known) if value.known else 0

    def known_until(self, value: DatedValue) -> int:
        """Return the index of the release that no longer holds a value."""
        return self.releases.index(value.withdrawn) if value.withdrawn else len(self.releases) + 1

    def _is_bare_table(self, node: List) -> bool:
        return self.point.kind is Kind.TABLE and not any(
            isinstance(item, Mapping) and ("rows" in item or "value" in item) for item in node.items
        )

    def _start(self, key: Scalar) -> date | None:
        try:
            start = first_day(key.text, self.clock)
        except ValueError:
            self.findings.append(_no_date(key, self.clock, self.scope))
            return None
        if self.clock == "year" and (start.month, start.day) != (4, 1):
            self.findings.append(_not_first(key, "4月1日", "1 April", self.scope))
        elif self.clock == "month" and start.day != 1:
            self.findings.append(_not_first(key, "月の初日", "the first of a month", self.scope))
        return start

    def _value(self, start: date, key: Scalar, node: Node) -> DatedValue:
        origin = self.origin
        if not isinstance(node, Mapping):
            return DatedValue(
                start=start,
                value=parse_value(self.point, node, self.findings, self.scope),
                place=node.place,
                source=origin.source,
                confidence=origin.confidence,
                basis=origin.basis,
            )
        fields = Fields(node, self.findings, self.scope, key.text)
        until = fields.date("until") if self.may_end else None
        if until is not None and until < start:
            _until_before_start(fields, until, start)
            until = None
        dated = DatedValue(
            start=start,
            value=self._inner(node, fields),
            place=node["value"].place if "value" in node else node.place,
            until=FOREVER if until is None else until + timedelta(days=1),
            source=fields.text("source") or origin.source,
            basis=fields.text("basis") or origin.basis,
            confidence=fields.choice("confidence", Confidence, origin.confidence),
            known=fields.word("known", self.releases),
            withdrawn=fields.word("withdrawn", self.releases),
            draft=fields.flag("draft"),
            note=fields.text("note"),
        )
        fields.done()
        if dated.withdrawn and self.known_until(dated) <= self.known_from(dated):
            _withdrawn_too_early(fields, dated)
        return dated

    def _inner(self, node: Mapping, fields: Fields) -> Value | None:
        if self.point.kind is Kind.TABLE and fields.has("rows"):
            return parse_value(self.point, node, self.findings, self.scope)
        inner = fields.raw("value")
        if "value" not in node:
            _no_value(fields, self.point)
        return None if inner is None else parse_value(self.point, inner, self.findings, self.scope)


def _no_value(fields: Fields, point: Point) -> None:
    name = "rows" if point.kind is Kind.TABLE else "value"
    fields.report(
        "P122",
        fields.node.place,
        f"「{name}」がありません。",
        f"There is no {name!r}.",
        f"「{name}: …」を書いてください。まだ分からない値は「value:」の後を空けておきます。",
        f"Write '{name}: …'; leave the place behind 'value:' empty for a value not yet known.",
    )


def _until_before_start(fields: Fields, until: date, start: date) -> None:
    fields.report(
        "P125",
        fields.place("until"),
        f"until（{until}）が始まり（{start}）より前です。",
        f"'until' ({until}) lies before the beginning ({start}).",
        "until には最後の日（この日まで）を書いてください。",
        "Write the last day as 'until'.",
    )


def _withdrawn_too_early(fields: Fields, value: DatedValue) -> None:
    fields.report(
        "P124",
        fields.place("withdrawn"),
        f"取り下げた版（{value.withdrawn}）が、知られた版（{value.known or '最初の版'}）より後ではありません。",
        f"Withdrawn in {value.withdrawn}, which does not come after the release it was known in "
        f"({value.known or 'the first'}).",
        "withdrawn には known より後の版を書いてください。",
        "Withdraw a value in a later release than the one it was known in.",
    )


def _no_date(key: Scalar, clock: str, scope: str) -> Finding:
    example = "2026（年度）または 2026-04-01" if clock == "year" else "2026-04-01"
    return Finding(
        code="P121",
        place=key.place,
        scope=scope,
        ja=f"「{key.text}」は、いつからの値かを示す{'年度や日付' if clock == 'year' else '日付'}と読めません。",
        en=f"{key.text!r} does not tell from when the value holds.",
        remedy_ja=f"{example} のように書いてください。",
        remedy_en=f"Write {'a year such as 2026 or a date' if clock == 'year' else 'a date'} such as 2026-04-01.",
    )


def _not_first(key: Scalar, ja: str, en: str, scope: str) -> Finding:
    return Finding(
        code="P123",
        place=key.place,
        scope=scope,
        ja=f"「{key.text}」から始まる値は使われません。この業務の値は{ja}から始まります。",
        en=f"A value from {key.text!r} is never used: values of this business begin on {en}.",
        remedy_ja=f"{ja}の日付に直してください。",
        remedy_en=f"Write a date that is {en}.",
    )


def _twice(value: DatedValue, first: Place, scope: str) -> Finding:
    return Finding(
        code="P123",
        place=value.place,
        others=(first,),
        scope=scope,
        ja=f"{value.start} からの値が2つあり、どちらも同じ版で有効です。",
        en=f"Two values begin on {value.start} and hold in the same release.",
        remedy_ja="どちらか一方を消すか、known と withdrawn で版を分けてください。",
        remedy_en="Delete one, or tell the releases apart with 'known' and 'withdrawn'.",
    )
