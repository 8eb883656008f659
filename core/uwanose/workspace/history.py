"""Owns the past of a workspace that git keeps: one commit opened as a workspace, earlier states of single files.

Nothing needs git: without it, or outside a repository, only what asks for a commit is refused.
"""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from uwanose.errors import Finding, Place, Refused
from uwanose.workspace.opened import Workspace

__all__ = ["Commit", "commit_of", "file_at", "folder_at", "has_history", "states_of", "workspace_at"]

_FOLDERS = ("rules", "profiles", "plugins")


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its name as it was typed, its hash, and the day it was made (ISO 8601)."""

    typed: str
    sha: str
    day: str

    @property
    def short(self) -> str:
        """The hash as people write it."""
        return self.sha[:8]


def has_history(root: Path) -> bool:
    """Tell whether git is at hand and keeps the workspace."""
    try:
        return _git(root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except Refused:
        return False


def commit_of(root: Path, typed: str) -> Commit:
    """Return the commit somebody names: a hash, a branch, a tag, ``HEAD~3``. Raises Refused without git, or for no commit."""
    try:
        said = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{typed}^{{commit}}")
    except Refused:
        if not has_history(root):
            raise
        raise Refused([_no_commit(root, typed)]) from None
    sha = said.decode().strip()
    day = _git(root, "show", "--no-patch", "--format=%cs", sha).decode().strip()
    return Commit(typed, sha, day)


def workspace_at(root: Path, commit: Commit, folder: Path) -> Workspace:
    """Return the workspace as a commit holds it, laid out in an empty *folder* and never written to.

    Installed plugins do not count: nobody knows what was installed then. Raises Refused when it holds no profile.
    """
    listed = _git(root, "ls-tree", "--name-only", commit.sha).decode().splitlines()
    kept = [name for name in _FOLDERS if name in listed]
    if "profiles" not in kept:
        raise Refused([_no_profile(root, commit)])
    _unpack(_git(root, "archive", "--format=tar", commit.sha, "--", *kept), folder)
    return Workspace(folder, writable=False, installed=False)


def folder_at(root: Path, sha: str, name: str, target: Path) -> None:
    """Lay out one folder of the workspace as a commit holds it; nothing when the commit has none of that name."""
    if _git(root, "ls-tree", "-d", "--name-only", sha, "--", name).strip():
        _unpack(_git(root, "archive", "--format=tar", sha, "--", name), target)


def file_at(root: Path, sha: str, name: str) -> bytes | None:
    """Return a file of the workspace as a commit holds it, None when it holds none of that name."""
    try:
        return _git(root, "show", f"{sha}:./{name}")
    except Refused:
        return None


def states_of(root: Path, names: Iterable[str], most: int) -> Iterator[Commit]:
    """Yield the commits in which any of some files or folders changed, the newest first, at most *most* of them."""
    told = _git(root, "log", f"--max-count={most}", "--format=%H %cs", "HEAD", "--", *names)
    for line in told.decode().splitlines():
        sha, _, day = line.partition(" ")
        yield Commit(sha[:8], sha, day)


def _git(root: Path, *words: str) -> bytes:
    """Run git in the workspace and return what it says. Raises Refused when it cannot be run or says no."""
    try:
        told = subprocess.run(
            ["git", "-C", str(root), *words],
            capture_output=True, check=True, stdin=subprocess.DEVNULL, timeout=60, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise Refused([_no_git(root)]) from error
    return told.stdout


def _unpack(archive: bytes, folder: Path) -> None:
    """Lay out an archive; only plain files and folders below it, whatever names the archive holds."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            target = (folder / member.name).resolve()
            source = tar.extractfile(member) if member.isfile() else None
            if source and target.is_relative_to(folder.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read())


def _no_git(root: Path) -> Finding:
    return Finding(
        code="W110",
        place=Place(str(root)),
        scope="register",
        ja=f"{root} は git で管理されていないか、git が使えません。過去のコミットとは比べられません。",
        en=f"{root} is not kept by git, or there is no git; it cannot be compared with a commit.",
        remedy_ja="日付（R7.4.1）や版（2025.04）とは、git がなくても比べられます。",
        remedy_en="Dates (2025-04-01) and releases (2025.04) can be compared without git.",
    )


def _no_commit(root: Path, typed: str) -> Finding:
    return Finding(
        code="W111",
        place=Place(str(root)),
        scope="register",
        ja=f"「{typed}」というコミットはありません。",
        en=f"There is no commit {typed!r}.",
        remedy_ja="git log で確かめ、ハッシュ・ブランチ・タグの名前か HEAD~1 の形で書いてください。",
        remedy_en="See git log; name a hash, a branch, a tag, or write HEAD~1.",
    )


def _no_profile(root: Path, commit: Commit) -> Finding:
    return Finding(
        code="W112",
        place=Place(str(root)),
        scope="register",
        ja=f"コミット {commit.short}（{commit.day}）には、この作業フォルダの profiles/ がありません。",
        en=f"Commit {commit.short} of {commit.day} holds no profiles/ of this workspace.",
        remedy_ja="profiles/ を加えた後のコミットを選んでください。",
        remedy_en="Choose a commit made after profiles/ was added.",
    )
