"""Owns the files of the site: every page in both languages, its style, its script, and what the search looks in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files

from uwanose.documents.site.model import LANGUAGES, SiteModel
from uwanose.documents.site.page import Page, page_html
from uwanose.documents.site.registry import KINDS

__all__ = ["site_files"]

_ASSETS = ("site.css", "site.js")


def site_files(model: SiteModel) -> Mapping[str, bytes]:
    """Return every file of the site by its path; ``index.html`` is the overview in Japanese, English lies below ``en/``."""
    found: dict[str, bytes] = {}
    for language in LANGUAGES:
        pages = [page for kind in KINDS for page in kind.pages(model, language)]
        folder = "" if language == "ja" else f"{language}/"
        paths = {page.path for page in pages}
        named = [kind for kind in KINDS if kind.leads_to in paths]
        for page in pages:
            found[folder + page.path] = page_html(page, named).encode()
        found[f"assets/search.{language}.js"] = _searched(pages).encode()
    templates = files("uwanose.documents") / "templates" / "site"
    for name in _ASSETS:
        found[f"assets/{name}"] = (templates / name).read_bytes()
    return found


def _searched(pages: Sequence[Page]) -> str:
    """Return what the search looks in, as a script: a page opened from a file may not read another file."""
    entries = [
        {"path": page.path, "title": page.title, "text": f"{page.summary} {page.found_by}".strip()}
        for page in pages
    ]
    return f"window.uwanosePages = {json.dumps(entries, ensure_ascii=False, separators=(',', ':'))};\n"
