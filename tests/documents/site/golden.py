"""The page of 大井町 as text, and how it is written anew: ``python -m tests.documents.site.golden``."""

from __future__ import annotations

from pathlib import Path

from .made import main_text, pages

HERE = Path(__file__).parent
GOLDEN = {language: HERE / f"oi.{language}.txt" for language in ("ja", "en")}
_PAGES = {"ja": "towns/oi.html", "en": "en/towns/oi.html"}


def golden_text(language: str) -> str:
    """Return the page as text, down to what counts points, which changes with every release."""
    page = pages()[_PAGES[language]]
    counted = page.index('<section id="fit">')
    return main_text(page[:counted] + "</main>")


if __name__ == "__main__":
    for language, path in GOLDEN.items():
        path.write_text(golden_text(language), encoding="utf-8")
