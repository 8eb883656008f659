"""Owns which files of rules/ mean what: releases, the files of a business, topic files, documents, cases, registers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from uwanose.source.files import SourceFolder

RELEASES = "rules/releases.yaml"
ARCHIVES = "rules/releases"  # the frozen releases, one file each
COPIED_FROM = "rules/copied-from.txt"  # only in a copy: the program that made it
BUSINESS, ITEMS, INPUTS = "business.yaml", "items.yaml", "inputs.yaml"
_YAML = (".yaml", ".yml")
_OTHER_FOLDERS = ("cases", "documents", "register")


def archive_name(release: str) -> str:
    """Return the name of the file a frozen release is kept in."""
    return f"{ARCHIVES}/{release}.json"


def is_declaration(name: str) -> bool:
    """Tell whether a file takes part in the catalog: the releases, and YAML directly in the folder of a business."""
    path = PurePosixPath(name)
    return name == RELEASES or (len(path.parts) == 3 and path.suffix in _YAML)


def is_document(name: str) -> bool:
    """Tell whether a file is the text of a document."""
    path = PurePosixPath(name)
    return len(path.parts) > 3 and path.parts[2] == "documents"


def is_stray(name: str) -> bool:
    """Tell whether a YAML file stands where nothing reads it."""
    path = PurePosixPath(name)
    if path.suffix not in _YAML or is_declaration(name):
        return False
    return len(path.parts) < 3 or path.parts[2] not in _OTHER_FOLDERS


def businesses(files: SourceFolder) -> list[str]:
    """Return the businesses that have a folder, in the order of their names."""
    found = [PurePosixPath(name).parts[1] for name, _ in files if is_declaration(name) and name != RELEASES]
    return list(dict.fromkeys(found))


def topic_files(files: SourceFolder, business: str) -> Iterator[str]:
    """Yield the names of the files that declare the points of a business."""
    for name, _ in files:
        path = PurePosixPath(name)
        if is_declaration(name) and path.parts[1] == business and path.name not in (BUSINESS, ITEMS, INPUTS):
            yield path.name


def declarations(files: SourceFolder) -> SourceFolder:
    """Return what the catalog depends on, cases and everything else left out."""
    return SourceFolder.of({name: data for name, data in files if not is_case(name)})


def is_case(name: str) -> bool:
    """Tell whether a file holds cases."""
    path = PurePosixPath(name)
    return len(path.parts) > 3 and path.parts[2] == "cases"
