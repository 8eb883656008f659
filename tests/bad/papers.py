"""What is said of documents that are declared or worded wrongly, and of addressees that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tests.profiles.sample import sample
from uwanose.documents.notices.addressees import read_addressees
from uwanose.documents.notices.declared import read_documents
from uwanose.documents.notices.wording import document_findings, value_findings
from uwanose.errors import Finding, Place, Refused

__all__ = ["found_in_addressees", "found_in_document", "found_in_wording"]

FOLDER = "rules/resident_tax/documents/"


def found_in_document(laid: Mapping[str, bytes]) -> list[Finding]:
    """Return what is wrong with the ordinary tax notice as files of its folder change it; an empty file is left out."""
    workspace, found = sample(), list[Finding]()
    changed = {f"{FOLDER}{name}": data.decode() for name, data in laid.items()}
    texts = {**workspace.catalog.documents, **changed}
    mine = {
        name: text for name, text in texts.items() if name.startswith(f"{FOLDER}ordinary_notice") and text
    }
    documents = read_documents(replace(workspace.catalog, documents=mine), found)
    for document in documents.values():
        found += document_findings(document, workspace.profile)
    return found


def found_in_wording(path: Path) -> list[Finding]:
    """Return what is wrong with a wording of the ordinary tax notice."""
    document = read_documents(sample().catalog, [])["ordinary_notice"]
    text = path.read_text("utf-8")
    if text.startswith("many "):  # many times the same
        text = text.split("\n", 1)[1] * int(text.split()[1])
    return list(value_findings(document, text, Place(path.name, 1, 1), "oi"))


def found_in_addressees(path: Path) -> list[Finding]:
    """Return why a file of addressees cannot be used."""
    try:
        read_addressees(path, lambda text: "kaisei" if text == "開成町" else None)
    except Refused as refused:
        return [
            replace(one, place=replace(one.place, file=path.name) if one.place else None)
            for one in refused.findings
        ]
    return []
