"""Owns what has changed in an entry since its approval: yes or no by the hash that was approved, line by line where git keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from uwanose.layers.hashes import content_hash
from uwanose.layers.model import Approval, Customization, Version
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.profile import load_profile
from uwanose.source.files import SourceFolder
from uwanose.workspace import Workspace
from uwanose.workspace.history import Commit, file_at, folder_at, has_history, states_of
from uwanose_cli.editing import difference
from uwanose_cli.text import Text

__all__ = ["SinceApproval", "since_approval", "since_data", "since_lines"]

MOST_STATES = 100  # commits looked at; more say no more


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceApproval:
    """One approved version of an entry. ``state`` is the commit that holds what was approved, None where none is known.

    ``files`` are the files as they were approved and as they are, those that differ.
    """

    version: int
    approval: Approval
    content: bool  # whether what the register declares has changed
    program: bool
    git: bool
    state: Commit | None
    files: dict[str, tuple[bytes, bytes]]

    @property
    def changed(self) -> bool:
        """Whether it is not what was approved."""
        return self.content or self.program


def since_approval(workspace: Workspace, entry: Customization) -> Iterator[SinceApproval]:
    """Yield each approved version of an entry with what has changed since; nothing where nothing was ever approved."""
    versions = [(1, entry.approval, None), *((one.number, one.approval, one) for one in entry.versions)]
    git = has_history(workspace.root)
    for number, approval, version in versions:
        if approval is None:
            continue
        found = content_hash(entry, workspace.plugins, version)
        content = approval.content.partition("-")[0] != found.partition("-")[0]
        program = approval.content.partition("-")[2] != found.partition("-")[2]
        past = _Past(workspace, entry, number)
        state = past.approved(approval.content) if git and (content or program) else None
        yield SinceApproval(
            version=number, approval=approval, content=content, program=program, git=git, state=state,
            files=past.files(state) if state else {},
        )  # fmt: skip


def since_lines(entry: Customization, found: SinceApproval, language: str) -> Iterator[str]:
    """Say whether a version is what was approved, and what differs."""
    act = found.approval
    number_ja, number_en = (
        (f" 第{found.version}版", f" version {found.version}") if found.version > 1 else ("", "")
    )
    if not found.changed:
        yield Text(
            f"{entry.id}{number_ja} {entry.title_ja}: {act.on} の決裁（{act.document}）のままです。",
            f"{entry.id}{number_en} {entry.title_en or entry.title_ja} is what was approved on {act.on} ({act.document}).",
        ).of(language)
        return
    what_ja = "と".join(word for word, yes in (("内容", found.content), ("プログラム", found.program)) if yes)
    what_en = " and ".join(
        word for word, yes in (("content", found.content), ("program", found.program)) if yes
    )
    yield Text(
        f"{entry.id}{number_ja} {entry.title_ja}: {act.on} の決裁（{act.document}）の後に{what_ja}が変わっています。",
        f"{entry.id}{number_en} {entry.title_en or entry.title_ja}: its {what_en} changed after the approval of {act.on} ({act.document}).",
    ).of(language)
    if found.state is None:
        yield (
            Text("  決裁されたときの状態が git の履歴に見つからないので、行の違いは示せません。",
                 "  Git holds no state that was approved, so no lines can be shown.")
            if found.git
            else Text("  git で管理されていないので、行の違いは示せません。", "  Not kept by git, so no lines can be shown.")
        ).of(language)  # fmt: skip
        return
    yield Text(
        f"  決裁された状態: コミット {found.state.short}（{found.state.day}）",
        f"  As approved: commit {found.state.short} of {found.state.day}",
    ).of(language)
    for file, (before, after) in found.files.items():
        yield f"  {file}"
        yield from (f"    {line}" for line in difference(before, after))


def since_data(found: SinceApproval) -> dict[str, object]:
    """Return one version for programs."""
    return {
        "version": found.version,
        "approved": {"on": found.approval.on, "document": found.approval.document, "content": found.approval.content},
        "content_changed": found.content,
        "program_changed": found.program,
        "git": found.git,
        "as_approved": {"commit": found.state.sha, "day": found.state.day} if found.state else None,
        "files": {file: list(difference(*both)) for file, both in found.files.items()},
    }  # fmt: skip


class _Past:
    """Earlier states of one version: the file of its entry and the folder of its plugin, in the commits that changed them."""

    def __init__(self, workspace: Workspace, entry: Customization, number: int) -> None:
        self._workspace, self._entry, self._number = workspace, entry, number
        overrides = self._version(entry).content if number > 1 else entry.content
        self._modules = sorted({(one.plugin, one.module) for one in overrides if one.plugin})
        self._paths = [entry.place.file, *sorted({f"plugins/{plugin}" for plugin, _ in self._modules})]

    def approved(self, content: str) -> Commit | None:
        """Return the newest commit whose state has the hash that was approved."""
        states = states_of(self._workspace.root, self._paths, MOST_STATES)
        return next((state for state in states if self._hash(state) == content), None)

    def files(self, state: Commit) -> dict[str, tuple[bytes, bytes]]:
        """Return the files that differ: as a commit holds them, and as they are."""
        root, plugins = self._workspace.root, self._workspace.plugins
        names = [self._entry.place.file]
        names += [module.file for name in self._modules if (module := plugins.module(*name))]
        found = {}
        for name in names:
            path = root / name
            before, after = (
                file_at(root, state.sha, name) or b"",
                path.read_bytes() if path.is_file() else b"",
            )
            if before != after:
                found[name] = _readable(before), _readable(after)
        return found

    def _hash(self, state: Commit) -> str:
        """Return what would have been approved at a commit, empty where the entry could not be read there."""
        root, file = self._workspace.root, self._entry.place.file
        data = file_at(root, state.sha, file)
        if data is None:
            return ""
        files = SourceFolder.read(root / "profiles", "profiles", findings=[])
        profile = load_profile(SourceFolder.of({**files.contents, file: data}), self._workspace.national, [])
        entry = profile.customizations.get(self._entry.id)
        if entry is None or len(entry.versions) < self._number - 1:
            return ""
        with TemporaryDirectory(prefix="uwanose-") as folder:
            for plugin in sorted({plugin for plugin, _ in self._modules}):
                folder_at(root, state.sha, f"plugins/{plugin}", Path(folder))
            plugins = PluginIndex(Path(folder) / "plugins", installed=False)
            return content_hash(entry, plugins, self._version(entry) if self._number > 1 else None)

    def _version(self, entry: Customization) -> Version:
        return entry.versions[self._number - 2]


def _readable(data: bytes) -> bytes:
    """Return a file as text that can be shown, whatever it is written in."""
    return data.decode("utf-8", "replace").encode()
