"""Guards the papers of one file each, as a browser shows them: on a phone and to a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT
from tests.documents.site.made import book, workspace
from uwanose.charging.book import Book
from uwanose.charging.register_report import customization_report
from uwanose.charging.statement import statements
from uwanose.documents.pages import report_page, statement_page

from .watched import PHONE, Watch

PEOPLE = """resident_id,household_id,municipality,birth_date,business_income
a,setai-1,kaisei,1980-05-01,420000
b,setai-2,kaisei,1980-05-01,420001
"""
BASE = "均等割の非課税限度の基本額=330,000"


def _statement(folder: Path, _language: str) -> Path:
    (run,) = book().runs
    (paper,) = [one for one in statements(run) if one.municipality == "oi"]
    return _written(folder / "statement.html", statement_page(paper))


def _report(folder: Path, _language: str) -> Path:
    found = workspace()
    return _written(
        folder / "report.html", report_page(customization_report(found.profile, found.catalog, 2026, Book()))
    )


def _audit(folder: Path, language: str) -> Path:
    typed("audit", "--out", folder, "--lang", language, "--workspace", ROOT)
    (page,) = folder.glob("*.html")
    return page


def _impact(folder: Path, language: str) -> Path:
    people = _written(folder / "people.csv", PEOPLE)
    page = folder / "impact.html"
    said = typed(
        "impact", "個人住民税", people, "--year", "R7", "--town", "開成町", "--set", BASE, "--html", page,
        "--lang", language, "--workspace", ROOT,
    )  # fmt: skip
    assert said.status == 0, said.err
    return page


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


PAPERS: Mapping[str, Callable[[Path, str], Path]] = {
    "statement ja": _statement, "report ja": _report, "audit ja": _audit, "audit en": _audit, "impact ja": _impact,
    "impact en": _impact,
}  # fmt: skip


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_is_read_on_a_phone_and_aloud(watch: Watch, tmp_path: Path, paper: str) -> None:
    """No sideways scroll at 375 px, nothing serious for axe-core, nothing on the console; white paper in the dark, too."""
    path = PAPERS[paper](tmp_path, paper.split()[1])
    assert watch.judged(path, dark=False) == []
    page = watch.open(path, PHONE, "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    assert page.locator("html").get_attribute("lang") == paper.split()[1]
    missing = page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')].map((link) => link.hash.slice(1))
            .filter((name) => !document.getElementById(decodeURIComponent(name)))"""
    )
    assert missing == []
