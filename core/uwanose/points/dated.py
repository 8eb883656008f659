"""Owns dated values: ``2021: 320_000`` and ``2026-04-01: {value: …, source: …}``, with releases, drafts and unknowns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from uwanose.dates import FOREVER, fiscal_year_start, parse_date, parse_year
from uwanose.errors import Finding, Place
from uwanose.points.model import Confidence, DatedValue, Kind, Point, Value
from uwanose.points.typed import parse_value
from uwanose.source.fields import Fields
from uwanose.source.nodes import Mapping, Node, Scalar

_DETAILS = frozenset(
    {"value", "rows", "source", "basis", "confidence", "known", "withdrawn", "draft", "note", "until"}
)


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
    values: dict[date, DatedValue] = {}
    for key, inner in node.entries.items():
        name = node.keys[key]
        start = _start(name, clock, findings, scope)
        value = _value(point, start or date.min, name, inner, findings, scope, origin, releases, may_end)
        if start is None:
            continue
        if start in values:
            findings.append(_twice(start, name.place, values[start].place, scope))
        else:
            values[start] = value
    return tuple(values[start] for start in sorted(values))


def first_day(text: str, clock: str) -> date:
    """Return the day a key of a values block means under a clock. Raises ValueError when it is no such day."""
    try:
        year = parse_year(text)
    except ValueError:
        return parse_date(text)
    if clock != "year":
        raise ValueError(f"a year is no day: {text!r}")
    return fiscal_year_start(year)


def _start(key: Scalar, clock: str, findings: list[Finding], scope: str) -> date | None:
    try:
        start = first_day(key.text, clock)
    except ValueError:
        findings.append(_no_date(key, clock, scope))
        return None
    if clock == "year" and (start.month, start.day) != (4, 1):
        findings.append(_not_first(key, "4月1日", "1 April", scope))
    elif clock == "month" and start.day != 1:
        findings.append(_not_first(key, "月の初日", "the first of a month", scope))
    return start


def _value(
    point: Point,
    start: date,
    key: Scalar,
    node: Node,
    findings: list[Finding],
    scope: str,
    origin: Origin,
    releases: Sequence[str],
    may_end: bool,
) -> DatedValue:
    if not isinstance(node, Mapping):
        value = parse_value(point, node, findings, scope)
        return DatedValue(
            start=start,
            value=value,
            place=node.place,
            source=origin.source,
            confidence=origin.confidence,
            basis=origin.basis,
        )
    fields = Fields(node, findings, scope, key.text)
    until = fields.date("until") if may_end else None
    dated = DatedValue(
        start=start,
        value=_inner_value(point, node, fields, findings, scope),
        place=node["value"].place if "value" in node else node.place,
        until=FOREVER if until is None else until + timedelta(days=1),
        source=fields.text("source") or origin.source,
        basis=fields.text("basis") or origin.basis,
        confidence=fields.choice("confidence", Confidence, origin.confidence),
        known=fields.text("known"),
        withdrawn=fields.text("withdrawn"),
        draft=fields.flag("draft"),
        note=fields.text("note"),
    )
    fields.done()
    _check_releases(dated, fields, releases)
    if dated.until <= start:
        fields.report(
            "P125",
            fields.place("until"),
            f"until（{until}）が始まり（{start}）より前です。",
            f"'until' ({until}) lies before the beginning ({start}).",
            "until には最後の日（この日まで）を書いてください。",
            "Write the last day as 'until'.",
        )
    return dated


def _inner_value(
    point: Point, node: Mapping, fields: Fields, findings: list[Finding], scope: str
) -> Value | None:
    if point.kind is Kind.TABLE:
        fields.raw("rows")
        inner = fields.raw("value")
        if "rows" in node:
            return parse_value(point, node, findings, scope)
        return None if inner is None else parse_value(point, inner, findings, scope)
    inner = fields.raw("value")
    if "value" not in node:
        fields.report(
            "P122",
            node.place,
            "「value」がありません。",
            "There is no 'value'.",
            "「value: 値」を書いてください。まだ分からない値は「value:」の後を空けておきます。",
            "Write 'value: …'; leave the place behind 'value:' empty for a value not yet known.",
        )
    return None if inner is None else parse_value(point, inner, findings, scope)


def _check_releases(dated: DatedValue, fields: Fields, releases: Sequence[str]) -> None:
    for key, release in (("known", dated.known), ("withdrawn", dated.withdrawn)):
        if release and release not in releases:
            fields.report(
                "P124",
                fields.place(key),
                f"「{key}」の「{release}」という版はありません。",
                f"{key}: there is no release {release!r}.",
                f"releases.yaml にある版（{'、'.join(releases)}）を書いてください。",
                f"Write a release of releases.yaml ({', '.join(releases)}).",
            )
            return
    order = {release: index for index, release in enumerate(releases)}
    if dated.withdrawn and order[dated.withdrawn] <= order.get(dated.known, -1):
        fields.report(
            "P124",
            fields.place("withdrawn"),
            f"取り下げた版（{dated.withdrawn}）が、知られた版（{dated.known}）より後ではありません。",
            f"The release of withdrawal ({dated.withdrawn}) does not come after the one it was known in "
            f"({dated.known}).",
            "withdrawn には known より後の版を書いてください。",
            "Withdraw in a later release.",
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


def _twice(start: date, place: Place, first: Place, scope: str) -> Finding:
    return Finding(
        code="P123",
        place=place,
        others=(first,),
        scope=scope,
        ja=f"{start} からの値が2つあります。",
        en=f"Two values begin on {start}.",
        remedy_ja="どちらか一方を消してください。",
        remedy_en="Delete one of them.",
    )
