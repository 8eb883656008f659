"""The page for plugin developers: every program on it is what runs, and its tests pass as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from uwanose.layers.plugin_reading import read_module
from uwanose.layers.plugin_rules import violations

pytest_plugins = "pytester"
PAGE = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text("utf-8")
BLOCKS = {
    text.split("\n", 1)[0].removeprefix("# "): text
    for text in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
}


def test_the_page_shows_each_kind() -> None:
    """replace, wrap and hook in code; a block needs none."""
    assert list(BLOCKS) == ["replace", "wrap", "hook", "rounding", "tests"]


@pytest.mark.parametrize("kind", ["replace", "wrap", "hook"])
def test_the_code_of_a_kind_may_run(kind: str) -> None:
    """It has nothing `check` refuses, and it loads."""
    module = read_module("page", kind, f"{kind}.py", BLOCKS[kind].encode())
    assert list(violations(module, "register")) == []
    [function] = module.functions
    assert function.wrapper == (kind == "wrap")
    exec(BLOCKS[kind], {"__name__": kind})


def test_rounding_comes_out_as_it_is_said() -> None:
    """The assertions stand on the page."""
    exec(BLOCKS["rounding"], {})


def test_the_tests_of_the_page_pass(pytester: pytest.Pytester) -> None:
    """As somebody would copy them."""
    pytester.makepyfile(BLOCKS["tests"])
    pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider").assert_outcomes(passed=2)
