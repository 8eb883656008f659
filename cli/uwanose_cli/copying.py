"""Owns copying the bundled sample into a folder of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

from uwanose.errors import Finding, Place, Refused
from uwanose.workspace import bundled

__all__ = ["FOLDERS", "copy_sample", "require_empty"]

FOLDERS = ("rules", "profiles", "plugins")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "journal.jsonl")


def copy_sample(target: Path) -> None:
    """Copy rules, profiles and plugins. Raises Refused when the folder exists and is not empty."""
    require_empty(target)
    target.mkdir(parents=True, exist_ok=True)
    for folder in FOLDERS:
        shutil.copytree(bundled(folder), target / folder, ignore=_LEFT_OUT)


def require_empty(target: Path) -> None:
    """Raise Refused when a folder exists and holds anything, or when a file has its name."""
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
