"""Owns the folder of JSON Schemas of a workspace: written together, each whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from uwanose.layers.schemas import schemas
from uwanose.source.files import write_atomically
from uwanose.workspace import Workspace

__all__ = ["SCHEMAS", "write_schemas"]

SCHEMAS = "schemas"  # where the yaml-language-server line of the sample's files points


def write_schemas(workspace: Workspace, folder: Path) -> list[Path]:
    """Write every schema of a workspace to a folder and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas(workspace.catalog, workspace.profile.municipalities.values()).items():
        path = folder / name
        write_atomically(
            path, (json.dumps(schema, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
        )
        written.append(path)
    return written
