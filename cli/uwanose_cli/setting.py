"""Owns one proposed change of a free setting: how it is written in the file, and the value it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from uwanose.dates import era_date, era_year, fiscal_year_start
from uwanose.errors import Finding, Place, Refused
from uwanose.layers.effective import Origin
from uwanose.layers.model import Municipality
from uwanose.money import spoken_yen
from uwanose.points.dated import first_day
from uwanose.points.model import Kind, Point, ValueType
from uwanose.points.typed import format_value, parse_value
from uwanose.source import edit
from uwanose.source.nodes import Mapping as MappingNode
from uwanose.source.nodes import Node, Scalar
from uwanose.source.read import read_yaml
from uwanose.source.scalars import whole
from uwanose.workspace import Workspace
from uwanose_cli.editing import Edit, new_among, tried

__all__ = [
    "CITATION",
    "Proposal",
    "clock_of",
    "dated_entry",
    "in_words",
    "in_yaml",
    "owner_file",
    "removal",
    "replacement",
    "with_value",
]

CITATION = (
    "basis",
    "source",
    "confidence",
    "note",
    "known",
)  # what `set` may say about a value, each by an option of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Edit):
    """A change of a setting.

    ``former`` is the text the date had in the file, with what was said about it; empty when it had none that `set`
    could write again. ``replaces`` says whether anything stood at the date.
    """

    was: Origin | None
    becomes: Origin | None
    former: str
    former_citation: Mapping[str, str]
    replaces: bool
    citation_stays: bool


def replacement(
    workspace: Workspace,
    point: Point,
    town: Municipality | None,
    start: date,
    text: str,
    citation: Mapping[str, str],
    *,
    words: bool = True,
) -> Proposal:
    """Propose a value from a day on; *words* lets its line end with a comment that says it in words.

    Raises Refused for a value that cannot be read by the point's type.
    """
    file, data = owner_file(workspace, town)
    clock = clock_of(workspace, point)
    _, entry = dated_entry(data, file, point, start, clock)
    keeps = isinstance(entry, MappingNode) and not citation
    after = with_value(data, file, point, start, clock, text, citation, words=words)
    return _proposal(workspace, point, town, start, file, data, after, entry, keeps)


def with_value(
    data: bytes,
    file: str,
    point: Point,
    start: date,
    clock: str,
    text: str,
    citation: Mapping[str, str],
    *,
    words: bool = True,
) -> bytes:
    """Return a layer's file with a value from a day on, the rest of it byte for byte.

    Raises Refused for a value that cannot be read by the point's type.
    """
    value = in_yaml(point, text)
    key, entry = dated_entry(data, file, point, start, clock)
    path: list[str | int] = ["settings", point.id, key]
    if isinstance(entry, MappingNode) and not citation:
        path.append("value")
    elif citation:
        value = edit.written_mapping(
            {"value": value, **{name: edit.written(said) for name, said in citation.items()}}
        )
    said = in_words(point, start, clock, text, citation) if words else ""
    return edit.set_value(data, path, value, said, name=file)


def removal(workspace: Workspace, point: Point, town: Municipality | None, start: date) -> Proposal:
    """Propose to take away the value that begins on a day. Raises Refused when there is none."""
    file, data = owner_file(workspace, town)
    key, entry = dated_entry(data, file, point, start, clock_of(workspace, point))
    if entry is None:
        raise Refused([_nothing_there(point, file, start)])
    settings = _settings(data, file)
    dated = settings.entries[point.id]
    last = isinstance(dated, MappingNode) and len(dated.entries) == 1
    path = ["settings", point.id] if last else ["settings", point.id, key]
    return _proposal(
        workspace, point, town, start, file, data, edit.remove_value(data, path, file), entry, False
    )


def _proposal(
    workspace: Workspace,
    point: Point,
    town: Municipality | None,
    start: date,
    file: str,
    before: bytes,
    after: bytes,
    entry: Node | None,
    citation_stays: bool,
) -> Proposal:
    municipality = town.id if town else ""
    resolver, findings = tried(workspace, file, after)
    return Proposal(
        file=file,
        before=before,
        after=after,
        new_findings=new_among(workspace, findings),
        was=next(iter(workspace.resolver.stack(municipality, point.id, start)), None),
        becomes=next(iter(resolver.stack(municipality, point.id, start)), None),
        former=_former(entry),
        former_citation=_citation(entry),
        replaces=entry is not None,
        citation_stays=citation_stays,
    )


def owner_file(workspace: Workspace, town: Municipality | None) -> tuple[str, bytes]:
    """Return the file in which a town, or the prefecture, writes its settings, and what stands in it."""
    file = town.place.file if town else f"{workspace.prefecture}/prefecture.yaml"
    return file, (workspace.root / file).read_bytes()


def _settings(data: bytes, file: str) -> MappingNode:
    findings: list[Finding] = []
    root = read_yaml(data, file, findings)
    found = root.entries.get("settings") if isinstance(root, MappingNode) else None
    return found if isinstance(found, MappingNode) else MappingNode({}, {}, Place(file))


def dated_entry(data: bytes, file: str, point: Point, start: date, clock: str) -> tuple[str, Node | None]:
    """Return how the day is written in the file, or would be, and what stands there."""
    dated = _settings(data, file).entries.get(point.id)
    if isinstance(dated, MappingNode):
        for key, entry in dated.entries.items():
            if _begins(key, clock) == start:
                return key, entry
    in_years = clock == "year" and start == fiscal_year_start(start.year)
    return str(start.year) if in_years else start.isoformat(), None


def _begins(key: str, clock: str) -> date | None:
    try:
        return first_day(key, clock)
    except ValueError:
        return None


def clock_of(workspace: Workspace, point: Point) -> str:
    """Return the clock of a point's business: year, month or date."""
    return workspace.catalog.businesses[point.business].clock


def in_yaml(point: Point, text: str) -> str:
    """Return a typed value as it is written in a file: amounts with underscores, words as they are."""
    if point.kind is Kind.TABLE:
        raise Refused([_table(point)])
    findings: list[Finding] = []
    parse_value(point, Scalar(text, True, Place("")), findings)
    if findings or not text.strip():
        raise Refused([_typed(point, finding) for finding in findings] or [_empty(point)])
    if point.type in (ValueType.YEN, ValueType.INTEGER):
        return f"{whole(text, yen=point.type is ValueType.YEN):_}"
    return edit.written(text.strip())


def in_words(point: Point, start: date, clock: str, text: str, citation: Mapping[str, str]) -> str:
    """Return a setting as somebody would say it: ``令和3年度から・32万円・町税条例``."""
    value = parse_value(point, Scalar(text, True, Place("")), [])
    in_years = clock == "year" and start == fiscal_year_start(start.year)
    begins = era_year(start.year) if in_years else era_date(start)
    shown = (
        spoken_yen(value)
        if point.type is ValueType.YEN and isinstance(value, int)
        else format_value(point, value)
    )
    return "・".join(part for part in (f"{begins}から", shown, citation.get("basis", "")) if part)


def _typed(point: Point, finding: Finding) -> Finding:
    """Return a finding about a value that stands in no file yet: it names the point instead of a place."""
    return replace(
        finding,
        place=None,
        ja=f"{point.label_ja}（{point.id}）: {finding.ja}",
        en=f"{point.id}: {finding.en}",
    )


def _former(entry: Node | None) -> str:
    """Return the text of a value that `set` could write again, empty for tables and for what it has no option for."""
    if isinstance(entry, MappingNode) and not entry.entries.keys() <= {"value", *CITATION}:
        return ""
    value = entry.entries.get("value") if isinstance(entry, MappingNode) else entry
    return value.text if isinstance(value, Scalar) else ""


def _citation(entry: Node | None) -> dict[str, str]:
    said = entry.entries if isinstance(entry, MappingNode) else {}
    texts = {name: said[name] for name in CITATION if name in said}
    return {name: text.text for name, text in texts.items() if isinstance(text, Scalar)}


def _finding(code: str, place: str, ja: str, en: str, remedy_ja: str, remedy_en: str) -> Finding:
    return Finding(
        code=code,
        place=Place(place),
        scope="register",
        ja=ja,
        en=en,
        remedy_ja=remedy_ja,
        remedy_en=remedy_en,
    )


def _nothing_there(point: Point, file: str, start: date) -> Finding:
    return _finding(
        "U102",
        file,
        f"{point.label_ja}（{point.id}）に {start} から始まる設定はありません。",
        f"{point.id} has no setting that begins on {start}.",
        f"uwanose show {point.id} --town 町村 --history で、いつから始まる値があるか見てください。",
        f"See when its values begin: uwanose show {point.id} --town TOWN --history.",
    )


def _table(point: Point) -> Finding:
    return _finding(
        "U103",
        point.place.file,
        f"{point.label_ja}（{point.id}）は表です。set では1つの値だけを書けます。",
        f"{point.id} is a table; set writes one value only.",
        "町村のファイルの settings に rows: の形で書いて、uwanose check で確かめてください。",
        "Write its rows in the town's file below settings and run uwanose check.",
    )


def _empty(point: Point) -> Finding:
    return _finding(
        "U104",
        point.place.file,
        f"{point.label_ja}（{point.id}）の値が空です。空の値は下の層の値に戻りません。",
        f"The value of {point.id} is empty; an empty value does not fall back to the layer beneath.",
        "下の層の値に戻すには uwanose unset を使ってください。",
        "Use uwanose unset to fall back to the layer beneath.",
    )
