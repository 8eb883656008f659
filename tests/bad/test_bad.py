"""Each wrong input is refused with the very words that are written beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bad.said import BAD, inputs, said, written

ALL = inputs()


@pytest.mark.parametrize("path", ALL, ids=[f"{path.parent.name}/{path.stem}" for path in ALL])
def test_a_wrong_input_is_told_in_the_words_written_beside_it(path: Path) -> None:
    """After a change of a message on purpose: `python -m tests.bad.said`, and read the difference."""
    assert said(path) == written(path).read_text("utf-8")


@pytest.mark.parametrize("path", ALL, ids=[f"{path.parent.name}/{path.stem}" for path in ALL])
def test_what_is_written_is_an_error_that_says_where_and_what_to_do(path: Path) -> None:
    """A code, a place and a remedy; a wrong input that is only warned of, or passes, does not belong here."""
    text = written(path).read_text("utf-8")
    assert text.startswith(("error ", "終了コード 1\n")) or "\nerror " in text, text
    assert "Traceback" not in text
    if path.parent.name not in ("rows", "cases"):
        assert re.search(r"\[[A-Z]\d{3}\]", text) and "対処: " in text


def test_every_text_belongs_to_an_input() -> None:
    """Nothing is left behind when an input is renamed."""
    kinds = {path.parent for path in ALL}
    assert {file for kind in kinds for file in kind.glob("*.txt")} == {written(path) for path in ALL}
    assert len(ALL) > 50
    assert BAD / "towns" in kinds
