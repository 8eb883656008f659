"""Owns the frame around every page: head, navigation, language switch, search, legend of marks, what the page rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from uwanose.documents import labels
from uwanose.documents.pages import environment
from uwanose.documents.site.model import SiteModel
from uwanose.documents.site.writer import Mark, Writer

__all__ = ["Page", "PageKind", "Section", "make_page", "page_html"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page in one language.

    ``path`` is its place below the language (``towns/oi.html``), ``found_by`` are words the search finds it by besides its
    title. ``writer`` has written the body and knows which marks need a legend.
    """

    path: str
    title: str
    body: Markup
    writer: Writer
    kind: str  # the name of its PageKind
    summary: str = ""
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class PageKind:
    """One type of page: how its pages are made, and what the navigation calls the page it leads to (nothing: not in it)."""

    name: str
    pages: Callable[[SiteModel, str], Iterable[Page]]
    leads_to: str = ""
    title_ja: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation of a page."""

    url: str
    title: str
    here: bool


def make_page(
    writer: Writer,
    template: str,
    kind: str,
    title: str,
    *,
    summary: str = "",
    found_by: str = "",
    **context: object,
) -> Page:
    """Return a page whose body is a template of ``templates/site``; ``w`` is the writer there, ``model`` what it shows."""
    body = (
        environment()
        .get_template(f"site/{template}")
        .render(w=writer, model=writer.model, labels=labels, mark=Mark, **context)
    )
    return Page(
        path=writer.path,
        title=title,
        body=Markup(body),
        writer=writer,
        kind=kind,
        summary=summary,
        found_by=found_by,
    )


def page_html(page: Page, kinds: Iterable[PageKind]) -> str:
    """Return a page within its frame; the navigation names the given kinds."""
    writer = page.writer
    sections = [
        Section(writer.url(kind.leads_to), writer.t(kind.title_ja, kind.title_en), kind.leads_to == page.path)
        for kind in kinds
    ]
    return (
        environment()
        .get_template("site/frame.html")
        .render(page=page, w=writer, model=writer.model, labels=labels, sections=sections)
    )
