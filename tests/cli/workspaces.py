"""Workspaces for typed lines: the repository's own, read only, and a copy that may be written to."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]


def copied(folder: Path) -> Path:
    """Copy the sample into a folder and return it."""
    for name in ("rules", "profiles", "plugins"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "charges"))
    return folder
