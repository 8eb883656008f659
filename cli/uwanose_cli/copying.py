"""Owns copying the bundled sample into a folder of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

from uwanose.errors import Finding, Place, Refused
from uwanose.points.origin import copied_from
from uwanose.points.package_files import COPIED_FROM
from uwanose.workspace import bundled

__all__ = ["FOLDERS", "SITE", "clear_former", "copy_sample", "copy_workspace"]

FOLDERS = ("rules", "profiles", "plugins")
MARK = "summary.json"  # what tells a folder of the demonstration from anybody else's
COMPILED = ".uwanose"
SITE = "site"
MADE = ("workspace", "inputs", "results", "statements", "report", SITE)
_NAMES = ("__pycache__", "*.pyc", ".*", "journal.jsonl")
_LEFT_OUT = shutil.ignore_patterns(*_NAMES)


def copy_sample(target: Path) -> None:
    """Copy rules, profiles and plugins. Raises Refused when the folder exists and is not empty."""
    _require_empty(target)
    target.mkdir(parents=True, exist_ok=True)
    for folder in FOLDERS:
        shutil.copytree(bundled(folder), target / folder, ignore=_LEFT_OUT)
    (target / COPIED_FROM).write_text(copied_from(), encoding="utf-8")


def copy_workspace(root: Path, target: Path) -> None:
    """Copy a workspace, its closed quarters left out; a folder it lacks is taken from the sample."""
    for folder in FOLDERS:
        own = root / folder
        source = own if own.is_dir() else bundled(folder)
        shutil.copytree(source, target / folder, ignore=shutil.ignore_patterns(*_NAMES, "charges"))
    if not (root / COPIED_FROM).exists():
        (target / COPIED_FROM).write_text(copied_from(), encoding="utf-8")
    if (root / COMPILED).is_dir():  # it is keyed by content, so it fits the copy
        shutil.copytree(root / COMPILED, target / COMPILED)


def clear_former(out: Path) -> None:
    """Make room for a demonstration: what a former one left in the folder is removed, anything else refuses."""
    if (out / MARK).is_file():
        for name in MADE:
            shutil.rmtree(out / name, ignore_errors=True)
        (out / MARK).unlink()
    else:
        _require_empty(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).write_text("{}\n", encoding="utf-8")


def _require_empty(target: Path) -> None:
    if target.is_dir() and not any(target.iterdir()):
        return
    if target.exists():
        raise Refused([_not_empty(target)])


def _not_empty(target: Path) -> Finding:
    return Finding(
        code="U101",
        place=Place(str(target)),
        scope="register",
        ja=f"{target} は空のフォルダではありません。中のものを壊さないよう、何も書きませんでした。",
        en=f"{target} is not an empty folder; nothing was written, so that nothing in it is lost.",
        remedy_ja="まだないフォルダの名前を指定してください。",
        remedy_en="Name a folder that does not exist yet.",
    )
