"""Owns handing out the profile: compiled when nothing it was made from has changed, read from its files otherwise."""

from __future__ import annotations

import hashlib
from pathlib import Path

from uwanose.errors import Finding
from uwanose.layers import artefact
from uwanose.layers.model import Profile
from uwanose.points.model import Catalog
from uwanose.source.files import SourceFolder

_PACKAGE = Path(__file__).resolve().parents[1]
_READERS = ("layers", "points", "source")  # the rooms whose code decides what a file means


def load_or_read_profile(
    files: SourceFolder,
    catalog: Catalog,
    cache: Path | None,
    findings: list[Finding],
    assume: bool | bytes = False,
    assume_name: str = "",
) -> Profile:
    """Return the profile as ``load_profile`` does; *cache* is a folder for the compiled one.

    Only a profile without any finding is kept, so that a compiled one never hides what reading would have told.
    """
    key = _key(files, catalog, assume, assume_name) if cache else ""
    name = artefact.FILE_ASSUMED if assume else artefact.FILE
    if cache is not None and (stored := artefact.load(cache, key, name)):
        return stored
    from uwanose.layers.profile import load_profile  # only here: it brings the YAML parser

    mine: list[Finding] = []
    profile = load_profile(files, catalog, mine, assume, assume_name)
    findings.extend(mine)
    if cache is not None and not mine:
        artefact.store(cache, key, profile, name)
    return profile


def _key(files: SourceFolder, catalog: Catalog, assume: bool | bytes, assume_name: str) -> str:
    """Return the hash of everything a profile depends on: its files, the declarations, the code that reads them."""
    assumed = hashlib.sha256(assume).hexdigest() if isinstance(assume, bytes) else str(assume)
    parts = [str(artefact.FORMAT), files.sha256, catalog.sha256, assumed, assume_name]
    parts += [SourceFolder.read(_PACKAGE / room, room, suffixes=(".py",)).sha256 for room in _READERS]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()
