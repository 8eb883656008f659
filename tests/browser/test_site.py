"""Guards the report site as a reader uses it: opened from a folder, searched, sorted, switched, by keyboard, on a phone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.documents.site.made import pages

from .watched import PHONE, Watch, wider_than_the_screen

_COLOURED = {"overview", "customization", "town"}  # between them they use every colour of the one style sheet


def _one_of_each_kind() -> Mapping[str, str]:
    """Return the longest Japanese page of every kind."""
    found: dict[str, str] = {}
    for path, text in sorted(pages().items(), key=lambda one: len(one[1])):
        kind = re.search(r'data-kind="([^"]*)"', text)
        if kind and not path.startswith("en/"):
            found[kind[1]] = path
    return found


def test_a_page_of_every_kind_is_read_on_a_phone_in_the_dark_and_aloud(watch: Watch, site: Path) -> None:
    """No sideways scroll at 375 px, nothing serious for axe-core in light or dark, nothing on the console."""
    kinds = _one_of_each_kind()
    assert set(kinds) >= _COLOURED
    found = {path: watch.judged(site / path, dark=kind in _COLOURED) for kind, path in kinds.items()}
    wrong = {path: said for path, said in found.items() if said}
    assert wrong == {}


def test_a_page_of_every_kind_fits_a_phone_in_english(watch: Watch, site: Path) -> None:
    """English words are longer than Japanese ones."""
    for path in _one_of_each_kind().values():
        page = watch.open(site / "en" / path, PHONE)
        assert wider_than_the_screen(page) == [], path
        assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(("language", "words", "title"), [("", "大井", "大井町"), ("en/", "ＯＩ", "Oi")])
def test_the_search_finds_a_town_and_leads_to_it(
    watch: Watch, site: Path, language: str, words: str, title: str
) -> None:
    """Typed, read, followed; full width and capitals are the same letters."""
    page = watch.open(site / language / "customizations.html")
    page.get_by_role("searchbox").fill(words)
    page.locator("form.search .found").get_by_role("link", name=title, exact=True).click()
    assert page.url == (site / language / "towns" / "oi.html").as_uri()


def test_a_search_without_a_hit_says_so(watch: Watch, site: Path) -> None:
    """In words a screen reader hears."""
    page = watch.open(site / "towns" / "oi.html")
    page.get_by_role("searchbox").fill("大井町 鎌倉幕府")
    assert page.locator("form.search .found a").count() == 0
    assert page.locator("form.search [role=status]").inner_text() == "見つかりません"


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_table_is_sorted_by_its_exact_figures_up_and_down(watch: Watch, site: Path, language: str) -> None:
    """The sum stays below; the heading tells a screen reader the order."""
    page = watch.open(site / language / "index.html")
    table = page.locator("table.sortable").first
    heading = table.locator("thead th").nth(3)
    figures = table.locator("tbody tr > :nth-child(4) data")

    def column() -> list[int]:
        return [int(one) for one in figures.evaluate_all("all => all.map((one) => one.value)")]

    before = column()
    assert before != sorted(before)
    heading.get_by_role("button").click()
    assert (column(), heading.get_attribute("aria-sort")) == (sorted(before), "ascending")
    heading.get_by_role("button").press("Enter")
    assert (column(), heading.get_attribute("aria-sort")) == (sorted(before, reverse=True), "descending")
    assert int(table.locator("tfoot tr > :nth-child(4) data").get_attribute("value") or 0) == sum(before)


def test_the_switch_leads_to_the_same_page_in_the_other_language_and_back(watch: Watch, site: Path) -> None:
    """By a click, on the first page and on one in a folder."""
    for path in ("index.html", "customizations/K-001.html"):
        page = watch.open(site / path)
        page.get_by_role("link", name="English").click()
        assert page.url == (site / "en" / path).as_uri()
        page.get_by_role("link", name="日本語").click()
        assert page.url == (site / path).as_uri()


def test_every_link_of_the_navigation_opens_a_page_with_a_heading(watch: Watch, site: Path) -> None:
    """From a page in a folder, each by its own address."""
    page = watch.open(site / "en" / "customizations" / "K-001.html")
    links = page.locator("nav a").evaluate_all("all => all.map((one) => one.href)")
    assert len(links) >= 5
    for link in links:
        page.goto(link, wait_until="domcontentloaded")
        assert page.locator("h1").count() == 1
        assert page.locator("nav [aria-current=page]").count() == 1


def test_the_keyboard_reaches_everything_and_shows_where_it_is(watch: Watch, site: Path) -> None:
    """The first stop skips to the content; each of the next has an outline one sees, in light and in dark."""
    for scheme in ("light", "dark"):
        page = watch.open(site / "index.html", scheme="dark" if scheme == "dark" else "light")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        assert page.locator(":focus").bounding_box() is not None
        seen = []
        for _ in range(30):
            page.keyboard.press("Tab")
            name, width, style = page.evaluate(
                """() => {
                    const shown = getComputedStyle(document.activeElement);
                    return [document.activeElement.tagName, parseFloat(shown.outlineWidth), shown.outlineStyle];
                }"""
            )
            assert width >= 1 and style != "none", (name, scheme)
            seen.append(name)
        assert {"A", "INPUT", "BUTTON"} <= set(seen), seen
