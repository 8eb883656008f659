"""The site of the sample with its first quarter closed, made once for all tests, and what its pages say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

from uwanose.charging.book import Book
from uwanose.charging.closing import draft
from uwanose.charging.quarters import Quarter
from uwanose.documents.site.files import site_files
from uwanose.documents.site.model import SiteModel, site_model
from uwanose.workspace import Workspace
from uwanose_cli.site_folder import upgrade_of

ROOT = Path(__file__).resolve().parents[3]
ON = date(2026, 11, 27)

_FIGURE = re.compile(r'<data value="([^"]*)" data-source="([^"]*)">([^<]*)</data>')
_VALUE = re.compile(r'<span class="value" data-source="([^"]*)">([^<]*)</span>')


@cache
def workspace() -> Workspace:
    return Workspace.open(ROOT)


@cache
def book() -> Book:
    drafted = draft(
        workspace().profile, Book(), Quarter(2026, 1), on=date(2026, 4, 20), document="第12号", rules="rules"
    )
    return Book((drafted.entry,))


@cache
def model() -> SiteModel:
    layering, studies = workspace().resolver.layering(), workspace().studies[0]
    return site_model(layering, book(), studies, ON, upgrade=upgrade_of(workspace()))


@cache
def files() -> Mapping[str, bytes]:
    return site_files(model())


@cache
def pages() -> Mapping[str, str]:
    """Return every page by its path."""
    return {name: data.decode() for name, data in files().items() if name.endswith(".html")}


def figures(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield the exact value, the source and the text of every figure of a page."""
    return (
        (unescape(value), unescape(source), unescape(shown)) for value, source, shown in _FIGURE.findall(page)
    )


def values(page: str) -> Iterator[tuple[str, str]]:
    """Yield the source and the text of every value of a point."""
    return ((unescape(source), unescape(shown)) for source, shown in _VALUE.findall(page))


def main_text(page: str) -> str:
    """Return what a reader reads of a page's own part, one block a line."""
    body = page[page.index("<h1>") : page.index("</main>")]
    body = re.sub(r"<(?:svg|summary)\b.*?</(?:svg|summary)>", "", body, flags=re.S)
    body = re.sub(r"</?(?:a|abbr|b|br|data|span|strong|time|code)\b[^>]*>", " ", body)
    body = re.sub(r"</t[hd]>", "\t", body)
    body = re.sub(r"<(?:td|th|tr|tbody|thead|tfoot)\b[^>]*>|</(?:tbody|thead|tfoot)>", "", body)
    lines = unescape(re.sub(r"<[^>]*>", "\n", body)).splitlines()
    return (
        "\n".join(line for line in (re.sub(r"[ \u3000]+", " ", line).strip() for line in lines) if line)
        + "\n"
    )
