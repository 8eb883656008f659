"""Owns drafting a new version of an approved entry: an amendment from a day on, or the repair of a defect on the same days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from uwanose.errors import Finding, Refused
from uwanose.layers.as_approved import waiting_version
from uwanose.layers.contributions import Content, contents
from uwanose.layers.model import Customization, Profile
from uwanose.layers.plugin_source import PluginIndex, module_name, package_name
from uwanose.source.edit import written, written_mapping
from uwanose.source.nodes import Mapping as MappingNode
from uwanose.source.nodes import Node, Scalar
from uwanose.source.nodes import Sequence as SequenceNode
from uwanose.source.read import read_mapping

__all__ = ["VersionDraft", "version_draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDraft:
    """A version to be registered: its number, its first day, the row for ``versions``, and the program it begins with.

    ``program`` is file and bytes of the module, None when the content needs none. ``repairs`` is the number of the version
    whose days it takes over or begins in.
    """

    number: int
    start: date
    repairs: int
    row: str
    program: tuple[str, bytes] | None


def version_draft(
    profile: Profile,
    entry: Customization,
    plugins: PluginIndex,
    file: bytes,
    start: date | None,
    *,
    defect: bool,
) -> VersionDraft:
    """Return the next version of an entry, with content and program as they stand today.

    *file* is the entry's file; *start* None means, for a defect, the first day of the content in force. Raises Refused when
    the entry has no approved content yet, when a version waits already, or when a repair would not begin where what it
    repairs begins.
    """
    if entry.approval is None or not entry.approval.content:
        raise Refused([_nothing_approved(entry)])
    if (waits := waiting_version(entry)) is not None:
        raise Refused([_waits(entry, waits.number)])
    known = contents(entry)
    found = known[-1] if start is None else next(one for one in known if start in one.interval)
    first = _first_day(profile, entry, found)
    begins = start or first
    if defect and begins != first:
        raise Refused([_begins_elsewhere(entry, begins, first)])
    number, repaired = len(entry.versions) + 2, found.version.number if found.version else 1
    content = _written_content(file, entry, repaired)
    reason = "defect" if defect else "amendment"
    row = written_mapping({"from": begins.isoformat(), "reason": reason, "content": content})
    return VersionDraft(
        number=number,
        start=begins,
        repairs=repaired,
        row=row,
        program=_program(entry, plugins, found, number),
    )


def _first_day(profile: Profile, entry: Customization, content: Content) -> date:
    """The first content has no day of its own: it begins with the first adoption."""
    if content.version:
        return content.version.start
    days = [one.interval.start for one in profile.adoptions if one.customization == entry.id]
    assert entry.approval is not None
    return min(days, default=entry.approval.on)


def _program(
    entry: Customization, plugins: PluginIndex, content: Content, number: int
) -> tuple[str, bytes] | None:
    named = next(((one.plugin, one.module) for one in content.overrides if one.plugin), None)
    module = plugins.module(*named) if named else None
    if named is None or module is None:
        return None
    return f"plugins/{named[0]}/{package_name(named[0])}/{module_name(entry.id, number)}.py", module.data


def _written_content(file: bytes, entry: Customization, number: int) -> str:
    """Return the content of a version as its file has it, on one line."""
    root = read_mapping(file, entry.place.file, [])
    assert root is not None, "an approved entry has been read"
    holder: Node | None = root
    if number > 1:
        versions = root.get("versions")
        holder = versions.items[number - 2] if isinstance(versions, SequenceNode) else None
    found = holder.get("content") if isinstance(holder, MappingNode) else None
    return _on_one_line(found) if found is not None else "{}"


def _on_one_line(node: Node) -> str:
    if isinstance(node, Scalar):
        return written(node.text) if node.text or node.quoted else ""
    if isinstance(node, SequenceNode):
        return "[" + ", ".join(map(_on_one_line, node.items)) + "]"
    return written_mapping({name: _on_one_line(value) for name, value in node.entries.items()})


def _nothing_approved(entry: Customization) -> Finding:
    return Finding(
        code="R158",
        scope="register",
        place=entry.place,
        ja=f"{entry.id} {entry.title_ja} はまだ決裁されていません。版を分けずに、内容をそのまま直せます。",
        en=f"{entry.id} has not been approved yet: its content may simply be changed; it needs no version.",
        remedy_ja="台帳の content とプログラムを直してから uwanose customization approve で決裁を記録してください。",
        remedy_en="Change content and program, then record the approval.",
    )


def _waits(entry: Customization, number: int) -> Finding:
    return Finding(
        code="R159",
        scope="register",
        place=entry.place,
        ja=f"{entry.id} {entry.title_ja} の第{number}版が決裁を待っています。次の版はその後です。",
        en=f"Version {number} of {entry.id} waits for its approval; the next one comes after it.",
        remedy_ja=f"第{number}版を直すか、決裁を記録してください: uwanose customization approve {entry.id}",
        remedy_en=f"Change that version, or record its approval: uwanose customization approve {entry.id}",
    )


def _begins_elsewhere(entry: Customization, asked: date, first: date) -> Finding:
    return Finding(
        code="R160",
        scope="register",
        place=entry.place,
        ja=f"{entry.id} {entry.title_ja}: 誤りの修正は、直す版と同じ日（{first}）から始まります。{asked} からでは、それより前の誤りが残ります。",
        en=f"{entry.id}: a repair begins on the day of what it repairs ({first}); from {asked} on, earlier results would stay wrong.",
        remedy_ja=f"--from {first} とするか、その日からの改正なら --reason amendment としてください。",
        remedy_en=f"Give --from {first}, or --reason amendment for a change from that day on.",
    )
