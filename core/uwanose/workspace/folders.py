"""Owns where things lie: the bundled data, the workspace a command works on, the place for the compiled package."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from uwanose.errors import Finding, Place, Refused

_PACKAGE = Path(__file__).resolve().parents[1]


def bundled(folder: str) -> Path:
    """Return a bundled folder (rules, profiles, plugins, docs): inside the package when installed, beside it in a checkout."""
    packed = _PACKAGE / "_bundled" / folder
    return packed if packed.is_dir() else _PACKAGE.parents[1] / folder


def is_bundled(root: Path) -> bool:
    """Tell whether a folder is the data that came with the installed package."""
    return root.resolve() == (_PACKAGE / "_bundled").resolve()


def workspace_root(path: Path | None, start: Path | None = None) -> tuple[Path, bool]:
    """Return the folder to work on, and whether it may be written to.

    The given folder; else the nearest parent of *start* (the current folder) with ``profiles/``; else the bundled data,
    which are never written to. Raises Refused when the given folder is no workspace.
    """
    if path is not None:
        return _given(path)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "profiles").is_dir():
            return folder, _may_write(folder)
    return bundled("profiles").parent, False


def cache_folder(root: Path, writable: bool) -> Path | None:
    """Return where the compiled national package is kept: in the workspace, else in the user's cache, else nowhere."""
    if writable:
        return root / ".uwanose" / "cache"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
        return (Path(base) if base else home / "AppData" / "Local") / "uwanose" / "cache"
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else home / ".cache") / "uwanose"


def _given(path: Path) -> tuple[Path, bool]:
    root = path.expanduser().resolve()
    if not (root / "profiles").is_dir():
        raise Refused([_no_workspace(path)])
    return root, _may_write(root)


def _may_write(root: Path) -> bool:
    return not is_bundled(root) and os.access(root / "profiles", os.W_OK)


def _no_workspace(path: Path) -> Finding:
    exists = path.expanduser().is_dir()
    return Finding(
        code="W101",
        ja=f"{path} は作業フォルダではありません（profiles/ がありません）。"
        if exists
        else f"フォルダ {path} がありません。",
        en=f"{path} is no workspace: it has no profiles/." if exists else f"There is no folder {path}.",
        remedy_ja=f"uwanose init {path} で見本から作るか、--workspace に正しいフォルダを指定してください。",
        remedy_en=f"Make one with: uwanose init {path}, or name another folder with --workspace.",
        place=Place(str(path)),
    )
