"""Every code the engine and what runs it give is explained in docs/findings, and no explanation is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GIVING = (
    ROOT / "core" / "uwanose" / "engine",
    ROOT / "core" / "uwanose" / "governance",
    ROOT / "cli" / "uwanose_cli",
)


@pytest.mark.parametrize(("page", "letter"), [("engine", "E"), ("inputs", "I"), ("cases", "K")])
def test_codes_and_their_explanations_match_both_ways(page: str, letter: str) -> None:
    """A user looks a code up and finds it; nothing explains a code that cannot appear."""
    text = (ROOT / "docs" / "findings" / f"{page}.md").read_text(encoding="utf-8")
    explained = set(re.findall(rf"^### ({letter}1\d\d) ", text, re.MULTILINE))
    sources = [path for room in GIVING for path in room.rglob("*.py") if "population" not in path.parts]
    given = {
        code
        for path in sources
        for code in re.findall(rf'"({letter}1\d\d)"', path.read_text(encoding="utf-8"))
    }
    assert given == explained
