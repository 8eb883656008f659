"""Guards the pages of the report site: what is assumed is marked, both languages lead to each other, nothing from outside."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from uwanose.documents.site.model import LANGUAGES
from uwanose.documents.site.overview import overview
from uwanose.documents.site.writer import Mark, Writer
from uwanose.layers.model import Rank

from .golden import GOLDEN, golden_text
from .made import files, model, pages


def test_every_page_stands_in_both_languages_and_leads_to_the_other() -> None:
    japanese = {path for path in pages() if not path.startswith("en/")}
    assert {f"en/{path}" for path in japanese} == set(pages()) - japanese
    for path in japanese:
        assert 'lang="ja"' in pages()[path][:60]
        assert 'lang="en"' in pages()[f"en/{path}"][:60]


def test_every_link_leads_to_a_file_of_the_site() -> None:
    ids = {path: set(re.findall(r' id="([^"]*)"', page)) for path, page in pages().items()}
    for path, page in pages().items():
        for address in re.findall(r'(?:href|src)="([^"]*)"', page):
            if address.startswith("data:"):
                continue
            named, _, place = address.partition("#")
            parts: list[str] = []
            for part in (PurePosixPath(path).parent / named).parts if named else PurePosixPath(path).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            assert "/".join(parts) in files(), (path, address)
            assert not place or place in ids["/".join(parts)], (path, address)


def test_nothing_comes_from_the_network() -> None:
    for name, data in files().items():
        text = re.sub(r'<span class="register".*?</span>', "", data.decode(), flags=re.S)
        assert not re.findall(r'(?:src|href|url\()\s*=?\s*"?https?:', text), name


def test_a_page_explains_each_mark_that_stands_on_it() -> None:
    for page in pages().values():
        used = set(re.findall(r'<abbr class="mark (\w+)"', page))
        explained = set(re.findall(r'<dt><span class="mark (\w+)"', page))
        assert used == explained


def test_a_price_that_is_a_sample_is_marked_on_the_page_of_its_customization() -> None:
    for row in model().rows.values():
        for language in LANGUAGES:
            writer = Writer(model(), language, "index.html")
            expected = (Mark.ILLUSTRATIVE,) if row.illustrative and row.costs else ()
            assert writer.price_marks(row.id) == expected
        if row.illustrative and row.costs:
            assert pages()[f"customizations/{row.id}.html"].count(">例示</abbr>") >= 4


def test_stand_alone_costs_that_are_no_closed_accounts_are_marked_as_an_estimate() -> None:
    page = pages()["towns/oi.html"]
    alone = re.search(r'data-source="effect:first-phase:settled:oi:stand_alone">[^<]*</data>(.{0,200})', page)
    assert alone
    assert "試算" in alone.group(1)


def test_every_table_and_chart_that_rests_on_estimates_says_so() -> None:
    """The stand-alone costs of the sample are an estimate, and made up: each caption and title of the two pages bears both."""
    for name in ("sharing.html", "effect.html"):
        page = pages()[name]
        said = re.findall(r"<(?:caption|figcaption)>(.*?)</(?:caption|figcaption)>", page, flags=re.S)
        assert len(said) > 3
        for one in said:
            assert 'class="mark estimate"' in one and 'class="mark illustrative"' in one, (name, one)


def test_an_unverified_value_in_force_is_marked_where_it_stands() -> None:
    settings = [
        one for one in model().settings["ja"]
        if one.confidence == "unverified" and one.layer is Rank.TOWN and one.since <= model().on and (one.until is None or one.until >= model().on)
    ]  # fmt: skip
    assert settings
    for one in settings:
        page = pages()[f"towns/{one.municipality}.html"]
        row = re.search(
            rf'data-source="value:{one.municipality}:{re.escape(one.point)}">.*?</tr>', page, re.S
        )
        assert row, one.point
        assert "未確認</abbr>" in row.group(0), one.point


def test_the_page_of_one_town_reads_as_it_was_approved() -> None:
    """Change the text with ``python -m tests.documents.site.golden`` after reading what has changed."""
    for language in LANGUAGES:
        assert GOLDEN[language].read_text(encoding="utf-8") == golden_text(language)


def test_errors_of_the_check_stand_at_the_head_of_the_overview() -> None:
    """Figures that rest on files with errors are not shown as if nothing were wrong."""
    assert "点検の誤り" not in pages()["index.html"]
    for language, said in (("ja", "点検の誤りが "), ("en", "finds ")):
        (page,) = overview(replace(model(), errors=30), language)
        assert said in str(page.body).split("<ul", 1)[0]
        assert 'data-source="findings:errors">30' in page.body
