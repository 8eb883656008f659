"""Owns how a page is opened and judged in the browser: width, light and dark, what the console says, what axe-core finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
PHONE, DESK = 375, 1280
_ROWS, _TABLES = 1, 3
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_AXE = Axe()


class Watch:
    """Opens files in the browser. ``complaints`` collects errors of scripts and every address that is no file."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context()
        self._page = self._context.new_page()
        self.complaints: list[str] = []
        self._page.on("pageerror", lambda error: self.complaints.append(f"{self._page.url}: {error}"))
        self._page.on("console", self._heard)
        self._page.on("request", self._asked)
        self._page.on("requestfailed", self._failed)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{self._page.url}: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.complaints.append(f"{self._page.url} asks the network for {request.url}")

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before the page had read everything
            self.complaints.append(f"{request.url}: {request.failure}")

    def open(self, path: Path, width: int = DESK, scheme: Scheme = "light") -> Page:
        """Return the page of a file as a screen of that width shows it."""
        self._page.set_viewport_size({"width": width, "height": 800})
        self._page.emulate_media(color_scheme=scheme)
        self._page.goto(path.as_uri())
        return self._page

    def judged(self, path: Path, *, dark: bool) -> list[str]:
        """Return what is wrong with a page: wider than a phone, or serious for axe-core; its colours in the dark too if asked.

        axe-core looks at the first rows of each table and at the first tables and entries of a page only; the others are
        made by the same lines of a template, and it would look at them for minutes.
        """
        page = self.open(path, PHONE)
        wrong = wider_than_the_screen(page)
        page.evaluate(
            """([rows, tables]) => {
                for (const one of document.querySelectorAll(`tbody > tr:nth-child(n + ${rows + 1})`)) one.remove();
                for (const kind of ["table", ".entry"])
                    for (const one of [...document.querySelectorAll(kind)].slice(tables)) one.remove();
            }""",
            [_ROWS, _TABLES],
        )
        wrong += violations(page)
        if dark:
            page.emulate_media(color_scheme="dark")
            wrong += [f"dark: {one}" for one in violations(page, ["color-contrast"])]
        return wrong

    def close(self) -> None:
        """Close what was opened."""
        self._context.close()


def wider_than_the_screen(page: Page) -> list[str]:
    """Return how far a reader would have to scroll sideways, and what reaches out furthest; nothing if all fits."""
    wide, shown = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    if wide <= shown:
        return []
    culprits = page.evaluate(
        """(shown) => [...document.body.querySelectorAll("*")]
            .filter((one) => !one.parentElement.closest(".scroll, svg") && one.getBoundingClientRect().right > shown + 1)
            .slice(0, 3).map((one) => one.outerHTML.slice(0, 80))""",
        shown,
    )
    return [f"{wide} px wide where {shown} are shown: {culprits}"]


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe-core calls serious or critical, each with the first elements; ``rules`` names a few of its rules."""
    options: dict[str, object] = {
        "resultTypes": ["violations"],
        "preload": False,  # of style sheets by a request, which a page opened from a file may not make
    }
    options["runOnly"] = (
        {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": _WCAG}
    )
    found = _AXE.run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {one['help']} {[node['html'][:120] for node in one['nodes'][:3]]} ({len(one['nodes'])} times)"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
