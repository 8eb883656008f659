"""Owns how releases are shown and frozen: the list, what one changes against another, and the files that freeze one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from uwanose.errors import Finding, Place, Refused
from uwanose.points.archive import Archive, archive_of
from uwanose.points.archive_file import archive_for, write_archive
from uwanose.points.model import Business, FormulaSource, Kind, Point, Release, Table, in_force
from uwanose.points.package_files import RELEASES, archive_name
from uwanose.points.release import freeze
from uwanose.points.release_changes import Change, Sort, release_changes
from uwanose.points.typed import format_value
from uwanose.workspace import Workspace
from uwanose_cli.output import Table as Shown
from uwanose_cli.text import Text
from uwanose_cli.words import MAY_SET, word

__all__ = [
    "Comparison", "Freezing", "archive", "change_table", "compare", "comparison_data", "freezing", "head_lines", "list_table",
    "sort_text", "summaries", "summary_data", "value_text",
]  # fmt: skip

SORTS = {
    Sort.ADDED: Text("追加", "added"),
    Sort.REMOVED: Text("削除", "removed"),
    Sort.MOVED: Text("移動", "moved"),
    Sort.DECLARED: Text("宣言の変更", "declared otherwise"),
}
_CONTENT = {
    Kind.FORMULA: Text("計算式の変更", "other formula"),
    Kind.TEMPLATE: Text("文面の変更", "other text"),
    Kind.TABLE: Text("表の変更", "other table"),
}
_VALUE = Text("値の変更", "other value")
_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One release with what it holds."""

    release: Release
    archive: Archive
    changed: int  # points that are not what they were in the release before


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One release against another; ``before`` is None for the first one."""

    release: Release
    archive: Archive
    before: Archive | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Freezing:
    """The files that freeze a release; none when it is frozen as it is."""

    release: Release
    archive: Archive
    files: Mapping[str, tuple[bytes, bytes]]

    def lines(self, language: str) -> Iterator[str]:
        """Yield what is frozen."""
        counts, name = _counted(self.archive), archive_name(self.release.id)
        yield Text(
            f"版 {self.release.id}（{self.release.label_ja}）: {counts.ja}　内容 {self.archive.content[:16]}…",
            f"Release {self.release.id}: {counts.en}; content {self.archive.content[:16]}…",
        ).of(language)
        if self.files:
            yield Text(f"  書くファイル: {name}、{RELEASES}", f"  files: {name}, {RELEASES}").of(language)
        else:
            yield Text(
                "すでにこの内容で確定しています。何も書きません。",
                "It is frozen like this already; nothing is written.",
            ).of(language)


def archive(workspace: Workspace, release: Release) -> Archive:
    """Return a release as it was frozen, else as it stands. Raises Refused for a damaged archive."""
    findings: list[Finding] = []
    found = archive_for(workspace.rules_files, workspace.national, release, findings)
    if found is None:
        raise Refused(findings)
    return found


def summaries(workspace: Workspace) -> tuple[list[Summary], list[Finding]]:
    """Return every release, oldest first, and what is wrong with archives; a damaged one is left out."""
    found: list[Summary] = []
    findings: list[Finding] = []
    for release in workspace.national.releases:
        kept = archive_for(workspace.rules_files, workspace.national, release, findings)
        if kept:
            changed = len(release_changes(found[-1].archive, kept)) if found else 0
            found.append(Summary(release=release, archive=kept, changed=changed))
    return found, findings


def list_table(found: list[Summary], language: str) -> Shown:
    """Return the releases as a table."""
    ja = language == "ja"
    headings = (
        ("版", "名前", "公表", "適用", "項目", "値", "変わった項目", "確定")
        if ja
        else ("release", "label", "published", "applies from", "points", "values", "changed", "frozen")
    )
    rows = [
        (
            one.release.id, one.release.label_ja, str(one.release.published), str(one.release.applies_from),
            f"{len(one.archive.hashes):,}", f"{sum(len(p.values) for p in one.archive.points.values()):,}", f"{one.changed:,}",
            one.archive.content[:12] if one.release.archive else ("未確定" if ja else "no"),
        )
        for one in found
    ]  # fmt: skip
    return Shown(headings, rows, frozenset({4, 5, 6}))


def summary_data(one: Summary) -> Mapping[str, object]:
    """Return a release for programs."""
    return {
        "id": one.release.id,
        "label": one.release.label_ja,
        "published": one.release.published,
        "applies_from": one.release.applies_from,
        "points": len(one.archive.hashes),
        "values": sum(len(point.values) for point in one.archive.points.values()),
        "changed": one.changed,
        "frozen": bool(one.release.archive),
        "values_hash": one.archive.values,
        "content": one.archive.content,
    }


def compare(
    workspace: Workspace, release: Release, against: Release | None, business: Business | None
) -> Comparison:
    """Return a release against another, by default the one before it."""
    every = workspace.national.releases
    at = [one.id for one in every].index(release.id)
    other = against or (every[at - 1] if at else None)
    after = archive(workspace, release)
    before = archive(workspace, other) if other else None
    changes = release_changes(before, after) if before else ()
    if business:
        changes = tuple(one for one in changes if one.point.split(".", 1)[0] == business.id)
    return Comparison(release=release, archive=after, before=before, changes=changes)


def head_lines(found: Comparison, language: str) -> Iterator[str]:
    """Yield what a release is."""
    release, counts = found.release, _counted(found.archive)
    frozen = Text(
        f"確定 {found.archive.content}" if release.archive else "未確定（いまの宣言と計算式による）",
        f"frozen {found.archive.content}"
        if release.archive
        else "not frozen (declarations and formulas as they stand)",
    )
    yield Text(
        f"版 {release.id}（{release.label_ja}）　公表 {release.published}　適用 {release.applies_from}",
        f"Release {release.id}, published {release.published}, applies from {release.applies_from}",
    ).of(language)
    yield Text(f"  {counts.ja}　{frozen.ja}", f"  {counts.en}; {frozen.en}").of(language)
    if found.before is None:
        yield Text("最初の版です。", "It is the first release.").of(language)
    else:
        yield Text(
            f"版 {found.before.release} から変わった項目 {len(found.changes)}件",
            f"{len(found.changes)} points changed since release {found.before.release}",
        ).of(language)


def change_table(found: Comparison, language: str) -> Shown:
    """Return what changed as a table."""
    ja = language == "ja"
    headings = (
        ("項目", "変更", "いつから", "前", "後") if ja else ("point", "change", "from", "before", "after")
    )
    rows = [
        (
            _label(one, language),
            sort_text(one).of(language),
            str(one.since or "-"),
            *(value_text(point, one.since, formulas, language) for point, formulas in _sides(found, one)),
        )
        for one in found.changes
    ]
    return Shown(headings, rows)


def comparison_data(found: Comparison) -> Mapping[str, object]:
    """Return the comparison for programs."""
    return {
        "release": found.release.id,
        "against": found.before.release if found.before else None,
        "frozen": bool(found.release.archive),
        "content": found.archive.content,
        "changes": [
            {
                "point": one.point,
                "change": one.sort.value,
                "moved_from": one.moved_from or None,
                "since": one.since,
                "before": before,
                "after": after,
            }
            for one in found.changes
            for before, after in [
                [value_text(point, one.since, code, "ja") for point, code in _sides(found, one)]
            ]
        ],
    }


def freezing(workspace: Workspace, release: Release, *, force: bool) -> Freezing:
    """Return what freezing a release would write. Raises Refused for one that is frozen otherwise, unless *force*."""
    own = workspace.root / RELEASES
    if not own.is_file():
        raise Refused([_no_rules_of_its_own(workspace)])
    found = archive_of(workspace.national, release)
    if release.archive and release.archive != found.content and not force:
        raise Refused([_frozen_otherwise(release)])
    name, before = archive_name(release.id), own.read_bytes()
    after = freeze(before, workspace.national, release, found.content)
    old = (workspace.root / name).read_bytes() if (workspace.root / name).is_file() else b""
    files = {name: (old, write_archive(found)), RELEASES: (before, after)}
    return Freezing(
        release=release, archive=found, files={one: both for one, both in files.items() if both[0] != both[1]}
    )


def sort_text(change: Change) -> Text:
    """Return what happened to a point, in words."""
    point = change.after or change.before
    return SORTS.get(change.sort) or (_CONTENT.get(point.kind, _VALUE) if point else _VALUE)


def value_text(
    point: Point | None, on: date | None, formulas: tuple[FormulaSource, ...], language: str
) -> str:
    """Return what a point is on a day, in one line; what it is declared as where no day is asked."""
    if point is None:
        return "-"
    if point.kind is Kind.FORMULA:
        code = next((one for one in formulas if on is None or one.since <= on < one.until), None)
        return f"{point.name}({', '.join(code.arguments)})" if code else "-"
    if on is None or point.kind is Kind.HOOK:
        return word(MAY_SET, point.may_set.value, language)
    value = in_force(point.values, on)
    if value is None or value.value is None:
        return Text("（値なし）", "(no value)").of(language)
    draft = Text("（下書き）", " (draft)").of(language) if value.draft else ""
    if isinstance(value.value, Table):
        rows = len(value.value.rows)
        return Text(f"表 {rows}行", f"table of {rows} rows").of(language) + draft
    text = " ".join(format_value(point, value.value, language).split())
    return (text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…") + draft


def _sides(found: Comparison, change: Change) -> Iterator[tuple[Point | None, tuple[FormulaSource, ...]]]:
    before = found.before.formulas.get(change.moved_from or change.point, ()) if found.before else ()
    yield change.before, before
    yield change.after, found.archive.formulas.get(change.point, ())


def _label(change: Change, language: str) -> str:
    point = change.after or change.before
    label = "" if point is None else point.label_ja if language == "ja" else point.label_en or point.label_ja
    moved = f" ← {change.moved_from}" if change.moved_from else ""
    return f"{label}（{change.point}{moved}）" if language == "ja" else f"{label} ({change.point}{moved})"


def _counted(archive: Archive) -> Text:
    kinds = Counter(point.kind for point in archive.points.values())
    values = sum(len(point.values) for point in archive.points.values())
    plain, tables, texts, hooks = (
        kinds[kind] for kind in (Kind.PARAMETER, Kind.TABLE, Kind.TEMPLATE, Kind.HOOK)
    )
    return Text(
        f"値の項目 {plain}、表 {tables}、文面 {texts}、計算式 {len(archive.items)}、差込み口 {hooks}、日付の付いた値 {values:,}",
        f"{plain} parameters, {tables} tables, {texts} texts, {len(archive.items)} formulas, {hooks} hooks, {values:,} dated values",
    )


def _no_rules_of_its_own(workspace: Workspace) -> Finding:
    return Finding(
        code="P163",
        place=Place(str(workspace.root)),
        ja="この作業フォルダには国の版（rules/）がありません。版を確定できるのは、rules/ を持つ作業フォルダだけです。",
        en="This workspace has no rules/ of its own; only a workspace with the national package can freeze a release.",
        remedy_ja="国の標準パッケージの作業フォルダを --workspace で指定してください。",
        remedy_en="Name the workspace of the national package with --workspace.",
    )


def _frozen_otherwise(release: Release) -> Finding:
    return Finding(
        code="P164",
        place=release.place,
        ja=f"版 {release.id}（{release.label_ja}）は、別の内容ですでに確定しています。",
        en=f"Release {release.id} has been frozen with other content.",
        remedy_ja="新しい値は known: を付けて次の版に書いてください。確定し直すなら --force を付けます。",
        remedy_en="Write new values with known: for the next release; to freeze this one again give --force.",
    )
