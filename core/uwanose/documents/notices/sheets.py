"""Owns putting papers into files: so many in one page, each on a sheet of its own, as HTML that also prints as PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from uwanose.documents.notices.declared import Document
from uwanose.documents.notices.papers import Paper
from uwanose.documents.pages import environment

__all__ = ["in_files", "page", "safe"]

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]')


def in_files(papers: Iterable[Paper], each: int) -> Iterator[list[Paper]]:
    """Yield the papers in parts of *each*; papers that could not be made come along, and do not count."""
    waiting = iter(papers)
    while part := list(islice(waiting, each)):
        yield part


def page(document: Document, papers: Sequence[Paper], town_name: str, assumed: bool = False) -> str:
    """Return one HTML page with these papers, each on its own sheet of A4; *assumed* marks each as a specimen."""
    return (
        environment()
        .get_template("notice.html")
        .render(
            title=f"{document.label_ja} {town_name}",
            articles=[paper.html for paper in papers],
            assumed=assumed,
        )
    )


def safe(name: str) -> str:
    """Return a word for the name of a file on every system."""
    return _UNSAFE.sub("_", name)
