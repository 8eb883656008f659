"""A maintainers' tool: pin the sample after a deliberate change, as approving and adopting afresh would.

``PYTHONPATH=core .venv/bin/python -m tests.profiles.pin`` writes the content hash of each approval and the ``seen``
entries of each adoption into ``profiles/kanagawa``. It is for the invented register of this repository: anywhere else a
changed hash is a change nobody approved. A frozen release stays what it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from uwanose.layers.beneath import seen_entries
from uwanose.layers.hashes import content_hash
from uwanose.layers.model import Adoption, Rank, Seen
from uwanose.source.edit import append_item, remove_value, set_value
from uwanose.workspace import Workspace

FOLDER = "profiles/kanagawa"
ROOT = Path(__file__).parents[2]


def pinned(root: Path) -> Mapping[str, bytes]:
    """Return the files of the register and the layers as they must read: name → content."""
    return {**_approvals(root), **_adoptions(root)}


def _approvals(root: Path) -> Mapping[str, bytes]:
    workspace = Workspace(root, writable=False, installed=False)
    files: dict[str, bytes] = {}
    for entry in workspace.profile.customizations.values():
        name = f"{FOLDER}/customizations/{entry.id}.yaml"
        data = (root / name).read_bytes()
        if entry.approval:
            data = set_value(data, ["approval", "content"], content_hash(entry, workspace.plugins))
        for index, version in enumerate(entry.versions):
            if version.approval:
                found = content_hash(entry, workspace.plugins, version)
                data = set_value(data, ["versions", index, "approval", "content"], found)
        files[name] = data
    return files


def _adoptions(root: Path) -> Mapping[str, bytes]:
    workspace = Workspace(root, writable=False, installed=False)
    by_file: dict[str, list[Adoption]] = {}
    for adoption in workspace.profile.adoptions:
        layer = "prefecture" if adoption.layer is Rank.PREFECTURE else f"towns/{adoption.municipality}"
        by_file.setdefault(f"{FOLDER}/{layer}.yaml", []).append(adoption)
    files: dict[str, bytes] = {}
    for name, adoptions in by_file.items():
        data = (root / name).read_bytes()
        for index, adoption in enumerate(adoptions):
            entries = seen_entries(workspace.profile, workspace.catalog, workspace.plugins, adoption)
            if [_line(entry) for entry in entries] != [_line(entry) for entry in adoption.seen]:
                data = remove_value(data, ["adopts", index, "seen"])
                for entry in entries:
                    data = append_item(data, ["adopts", index, "seen"], _line(entry))
        files[name] = data
    return files


def _line(entry: Seen) -> str:
    shows = json.dumps(entry.shows, ensure_ascii=False)
    return (
        f"{{point: {entry.point}, from: {entry.start}, beneath: {entry.beneath}, "
        f'shows: {shows}, release: "{entry.release}"}}'
    )


if __name__ == "__main__":
    for file, content in pinned(ROOT).items():
        (ROOT / file).write_bytes(content)
