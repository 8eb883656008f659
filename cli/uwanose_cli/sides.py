"""Owns how a side of a comparison is typed: 国, 県, a town, a date, a release, a commit, or several of them joined by ``@``."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from uwanose.dates import parse_date
from uwanose.errors import Finding, Refused, UnknownName
from uwanose.layers.model import Municipality, Rank
from uwanose_cli.names import RELEASE, TOWN
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.comparison import Side
    from uwanose.layers.layering import Layering
    from uwanose.points.model import Release
    from uwanose.workspace import Workspace
    from uwanose.workspace.history import Commit
    from uwanose_cli.session import Session

__all__ = ["COMMIT", "Named", "Past", "named_side", "side_of", "side_words"]

COMMIT = "git:"

_LAYERS = {
    Rank.NATIONAL: ("国", "国標準", "national"),
    Rank.PREFECTURE: ("県", "県仕様", "prefecture"),
}
_EVERYBODY = ("all", "全町村", "すべて")


@dataclass(frozen=True, slots=True)
class Named:
    """What a side names; what it leaves out is None."""

    layer: Rank | None = None
    towns: tuple[Municipality, ...] = ()
    on: date | None = None
    release: Release | None = None
    commit: str = ""


class Past:
    """The commits one line compares, each laid out once and cleared away at the end."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stack = ExitStack()
        self._opened: dict[str, tuple[Commit, Workspace]] = {}

    def __enter__(self) -> Past:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def at(self, typed: str) -> Workspace:
        """Return the workspace as a commit holds it. Raises Refused without git, or for no such commit."""
        from uwanose.workspace.history import commit_of, workspace_at

        if typed not in self._opened:
            root = self._session.workspace.root
            commit = commit_of(root, typed)
            folder = self._stack.enter_context(TemporaryDirectory(prefix="uwanose-"))
            self._opened[typed] = commit, workspace_at(root, commit, Path(folder))
        return self._opened[typed][1]

    def words(self, side: Side, language: str) -> str:
        """Say a side, and the commit it was taken from."""
        commit, said = self._commit(side), side_words(side, language)
        if commit is None:
            return said
        at = Text(f" コミット {commit.short}（{commit.day}）", f" at commit {commit.short} of {commit.day}")
        return said + at.of(language)

    def mark(self, side: Side) -> str:
        """Return what tells a side apart from the same one of today."""
        commit = self._commit(side)
        return f"@{COMMIT}{commit.short}" if commit else ""

    def _commit(self, side: Side) -> Commit | None:
        opened = self._opened.values()
        return next((one for one, workspace in opened if side.layering.profile is workspace.profile), None)

    @property
    def unread(self) -> tuple[Finding, ...]:
        """What of the commits could not be read."""
        return tuple(finding for _, workspace in self._opened.values() for finding in workspace.unread)


def named_side(session: Session, text: str) -> Named:
    """Read a side; an empty one leaves everything out. Raises UsageError for a part that is none of them, or two of one sort."""
    found: dict[str, Any] = {}
    if not text:
        return Named()
    for part in text.split("@"):
        key, value = _part(session, part.strip())
        if key in found:
            raise click.UsageError(
                session.text(
                    f"「{text}」には同じ種類のものが2つあります。", f"{text!r} names two of one sort"
                )
            )
        found[key] = value
    if "towns" in found and found.get("layer") is None:
        found["layer"] = Rank.TOWN
    return Named(**found)


def side_of(session: Session, named: Named, common: Named, past: Past) -> Side:
    """Return a side with what it leaves out taken from *common*: the nation, today, the newest release.

    Raises Refused for a commit that cannot be opened, and for the damaged archive of a release.
    """
    from uwanose.layers.comparison import Side

    release = named.release or common.release
    workspace = past.at(named.commit) if named.commit else session.workspace
    layer, towns = (named.layer, named.towns) if named.layer is not None else (common.layer, common.towns)
    return Side(
        layering=_layering(workspace, release),
        layer=Rank.NATIONAL if layer is None else layer,
        municipality=towns[0].id if towns else "",
        on=named.on or common.on or session.today,
    )


def _layering(workspace: Workspace, release: Release | None) -> Layering:
    """Return the layers in the knowledge of a release; one that was frozen is what its archive holds, formulas included."""
    known = {one.id: one for one in workspace.national.releases}
    if release and release.id not in known:
        raise UnknownName("版", "release", release.id, known)
    if release is None or not known[release.id].archive:
        return workspace.resolver.layering(release.id if release else None)
    from uwanose.layers.additions import with_additions
    from uwanose.layers.layering import Layering
    from uwanose.points.archive import as_released
    from uwanose.points.archive_file import load_archive

    findings: list[Finding] = []
    archive = load_archive(workspace.rules_files, known[release.id], findings)
    if archive is None:
        raise Refused(findings)
    catalog = with_additions(as_released(archive, workspace.national), workspace.profile)
    return Layering(workspace.profile, catalog, workspace.plugins, release.id)


def side_words(side: Side, language: str) -> str:
    """Say a side: whose rules, on which day, in which release."""
    if side.layer is Rank.TOWN:
        town = side.layering.profile.municipalities[side.municipality]
        whose = town.name_ja if language == "ja" else town.name_en
    else:
        whose = Text(*_SAID[side.layer]).of(language)
    release = Text("版", "release").of(language)
    return f"{whose} {side.on}（{release} {side.layering.release.id}）"


_SAID = {Rank.NATIONAL: ("国標準", "national standard"), Rank.PREFECTURE: ("県仕様", "prefecture")}


def _part(session: Session, text: str) -> tuple[str, object]:
    if text.startswith(COMMIT):
        return "commit", text.removeprefix(COMMIT)
    for layer, words in _LAYERS.items():
        if text.casefold() in words:
            return "layer", layer
    if text.casefold() in _EVERYBODY:
        return "towns", tuple(session.workspace.profile.municipalities.values())
    try:
        return "release", RELEASE.find(session.workspace, text)
    except UnknownName:
        pass
    try:
        return "on", parse_date(text)
    except ValueError:
        pass
    try:
        return "towns", (TOWN.find(session.workspace, text),)
    except UnknownName as unknown:
        raise click.UsageError(_not_a_side(session, text, unknown.candidates)) from None


def _not_a_side(session: Session, text: str, near: Sequence[str]) -> str:
    releases = "・".join(release.id for release in session.workspace.catalog.releases)
    ja = f"「{text}」は比べられません。国・県・町村の名前、日付（R8.4.1）、版（{releases}）、コミット（git:HEAD~1）を書きます。つなぐときは 開成町@R8.4.1 のように書きます。"
    en = f"{text!r} cannot be compared: name national, prefecture, a town, a date, a release ({releases}) or a commit (git:HEAD~1); join them as kaisei@2026-04-01."
    return session.text(
        ja + (f"近いもの: {'、'.join(near)}" if near else ""),
        en + (f"; did you mean {', '.join(near)}?" if near else ""),
    )
