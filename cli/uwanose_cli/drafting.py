"""Owns the text of a new entry of the register: a draft without effect, with the wishes and what its content would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from uwanose.layers.model import Customization, Weights
from uwanose.layers.weights import WEIGHTS
from uwanose.points.model import Kind, Point
from uwanose.source.writing import written, written_mapping
from uwanose_cli.changes import paper
from uwanose_cli.weighing import weights_written

__all__ = ["Draft", "content_of", "draft_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is asked for. ``values`` are points with the value wished, ``points`` those whose content is still to be written."""

    id: str
    title_ja: str
    title_en: str
    business: str
    door: str
    towns: tuple[str, ...]
    on: date
    document: str
    start: date
    reason: str = ""
    basis: str = ""
    replaces: str = ""
    anyway: str = ""
    values: Mapping[str, str] = field(default_factory=dict)  # point → value in YAML
    points: tuple[Point, ...] = ()
    copied: tuple[str, ...] = ()  # lines of the content of the entry it replaces
    weights: Weights | None = None


def draft_text(draft: Draft) -> str:
    """Return the file of an entry that has no effect yet."""
    lines = [
        "# 下書き。WGの決定、負担承諾、決裁、採用がそろうまで、効力も負担もありません。",
        f"id: {draft.id}",
        f"title: {_title(draft)}",
        f"business: {draft.business}",
        f"door: {draft.door}",
    ]
    lines += [
        f"{name}: {written(text)}"
        for name, text in (("basis", draft.basis), ("reason", _reason(draft)))
        if text
    ]
    request = paper(on=draft.on, document=draft.document)
    lines.append(f"request: {{by: [{', '.join(draft.towns)}], {request[1:]}")
    if draft.replaces:
        lines.append(f"replaces: {draft.replaces}")
    lines.append("wishes:")
    lines += [f"  - {paper(town=town, **{'from': draft.start})}" for town in draft.towns]
    if draft.weights:
        lines += ["sharing:", f"  method: {WEIGHTS}", "  weights:", f"    - {weights_written(draft.weights)}"]
    lines += _content(draft)
    return "\n".join(lines) + "\n"


def content_of(entry: Customization, text: str) -> tuple[tuple[str, ...], bool]:
    """Return the lines of an entry's content, and whether they can stand in another entry as they are.

    A program carries the number of its entry, and what an entry adds carries its name: both are written anew.
    """
    lines = text.splitlines()
    begins = next((index for index, line in enumerate(lines) if line.startswith("content:")), None)
    if begins is None:
        return (), True
    found = []
    for line in lines[begins + 1 :]:
        if line.strip() and not line.startswith((" ", "#")):
            break
        found.append(line)
    own = any(override.plugin for override in entry.content) or entry.added_points or entry.added_items
    return tuple(found), not own


def _title(draft: Draft) -> str:
    if not draft.title_en:
        return written(draft.title_ja)
    return written_mapping({"ja": written(draft.title_ja), "en": written(draft.title_en)})


def _reason(draft: Draft) -> str:
    anyway = f"設定では足りない理由: {draft.anyway}" if draft.anyway else ""
    return "。".join(filter(None, (draft.reason.rstrip("。"), anyway)))


def _content(draft: Draft) -> Iterator[str]:
    if draft.values or draft.copied:
        yield "content:"
        yield from draft.copied
        yield from (f"  {point}: {value}" for point, value in draft.values.items())
    if draft.points:
        yield "# 内容を書いたら、行頭の「# 」を消して uwanose check を実行してください。"
        yield from (f"# {line}" for line in _skeleton(draft.points, begun=bool(draft.values or draft.copied)))


def _skeleton(points: Iterable[Point], *, begun: bool) -> Iterator[str]:
    if not begun:
        yield "content:"
    for point in points:
        match point.kind:
            case Kind.FORMULA:
                value = "{plugin: 町村の名前, mode: replace}    # replace か wrap"
            case Kind.HOOK:
                value = "{plugin: 町村の名前}"
            case Kind.TABLE:
                value = "{rows: [ … ]}    # 表の全部の行"
            case _:
                value = "値"
        yield f"  {point.id}: {value}    # {point.label_ja}"
