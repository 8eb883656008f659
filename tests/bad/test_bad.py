"""Each wrong input is refused with the very words that are written beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bad.said import BAD, ENGLISH, inputs, said, written

ALL = inputs()
CODE = re.compile(r"\[[A-Z]\d{3}\]")
# documented codes nobody has written an input for yet; other tests ask for most of them, in Japanese
WITHOUT_INPUT = frozenset((BAD / "without_input.txt").read_text("utf-8").split())


@pytest.mark.parametrize("path", ALL, ids=[f"{path.parent.name}/{path.stem}" for path in ALL])
def test_a_wrong_input_is_told_in_the_words_written_beside_it(path: Path) -> None:
    """After a change of a message on purpose: `python -m tests.bad.said`, and read the difference."""
    assert said(path) == written(path).read_text("utf-8")


@pytest.mark.parametrize("path", ALL, ids=[f"{path.parent.name}/{path.stem}" for path in ALL])
def test_what_is_written_says_where_and_what_to_do(path: Path) -> None:
    """A code, a place and a remedy, told alike in both languages; what passes does not belong here."""
    ja, en = written(path).read_text("utf-8").split(f"{ENGLISH}\n")
    assert "Traceback" not in ja + en
    for text, status in ((ja, "終了コード"), (en, "exit status")):
        assert re.match(f"(error|warning|note) |{status} [012]\n|20..-..-..の処理: |processed on ", text), (
            text
        )
        assert f"{status} 0\n" not in text or CODE.search(text), text
    assert CODE.findall(ja) == CODE.findall(en)
    if path.parent.name not in ("rows", "cases", "typed", "events"):
        assert CODE.search(ja)
        assert ja.startswith("note ") or ("対処: " in ja and "Remedy: " in en)


def test_every_text_belongs_to_an_input() -> None:
    """Nothing is left behind when an input is renamed."""
    kinds = {path.parent for path in ALL}
    assert {file for kind in kinds for file in kind.glob("*.txt")} == {written(path) for path in ALL}
    assert len(ALL) > 50
    assert BAD / "towns" in kinds


def test_a_documented_code_has_an_input() -> None:
    """Whoever documents a code writes an input for it; the list of those without one only grows shorter."""
    pages = (BAD.parents[1] / "docs" / "findings").glob("*.md")
    documented = {
        code
        for page in pages
        for code in re.findall(r"^### ([A-Z]\d{3}) ", page.read_text("utf-8"), re.MULTILINE)
    }
    told = {code.strip("[]") for path in ALL for code in CODE.findall(written(path).read_text("utf-8"))}
    assert documented - told == WITHOUT_INPUT
