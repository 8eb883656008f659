"""Workspaces for typed lines: the repository's own, read only, and a copy that may be written to."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]


def copied(folder: Path, parts: tuple[str, ...] = ("rules", "profiles", "plugins")) -> Path:
    """Copy the sample into a folder and return it, with what has been compiled of it so far (keyed by content)."""
    compiled = ROOT / ".uwanose"
    if compiled.is_dir():
        # a file that begins with a point is still being written by a test beside this one
        shutil.copytree(compiled, folder / compiled.name, ignore=shutil.ignore_patterns(".*"))
    for name in parts:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "charges"))
    return folder
