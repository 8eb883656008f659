"""Owns handing out the catalog of the national package: compiled when its content is known, assembled otherwise."""

from __future__ import annotations

import hashlib
from pathlib import Path

from uwanose.errors import Finding, Severity
from uwanose.points import artefact
from uwanose.points.lookup import Lookup
from uwanose.points.model import Catalog
from uwanose.points.national_code import national_code, program_hash
from uwanose.points.package_files import declarations
from uwanose.source.files import SourceFolder

__all__ = ["Lookup", "load_catalog"]


def load_catalog(
    files: SourceFolder, cache: Path | None, findings: list[Finding], code: SourceFolder | None = None
) -> Catalog:
    """Return the catalog of a rules folder (names begin with ``rules/``).

    *cache* is a folder for the compiled catalog; a cache that is missing, foreign, damaged or cannot be written changes
    nothing but the time it takes. *code* is the source of the national formulas, by default that of this package.
    A catalog with errors is returned as far as it goes; the findings say what is wrong.
    """
    source = national_code() if code is None else code
    key = _key(files, source)
    if cache is not None and (stored := artefact.load(cache, key)):
        catalog, noted = stored
        findings.extend(noted)
        return catalog
    from uwanose.points.assembly import assemble  # only here: it brings the YAML parser
    from uwanose.points.origin import gathered

    mine: list[Finding] = []
    catalog = assemble(files, source, mine)
    findings.extend(gathered(mine, files, source))
    if cache is not None and not any(finding.severity is Severity.ERROR for finding in mine):
        artefact.store(cache, key, catalog, mine)
    return catalog


def _key(files: SourceFolder, code: SourceFolder) -> str:
    """Return the hash of everything the catalog depends on: rules, formulas and the code that reads them."""
    head = f"{artefact.FORMAT} {declarations(files).sha256} {program_hash(code)}"
    return hashlib.sha256(head.encode()).hexdigest()
