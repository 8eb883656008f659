"""The figures behind the design of shares are the published ones, and a different one is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """``benchmarks/cost_sharing.py``."""
    monkeypatch.syspath_prepend(str(FOLDER))
    yield import_module("cost_sharing")
    for name in ("cost_sharing", "published"):
        sys.modules.pop(name, None)


def test_every_figure_that_needs_no_sequence_of_draws_is_the_published_one(
    figures: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """Few draws: the medians are not compared."""
    assert figures.main(["--draws", "20"]) == 0
    assert "30 of 30 figures are the published ones" in capsys.readouterr().out


def test_a_figure_that_differs_is_told_with_the_published_one(
    figures: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status 1, and the others are still counted."""
    monkeypatch.setitem(import_module("published").REFERENCE, "limit", "30.1 0.0 0.0 0.0")
    table = figures.Table()
    figures.limits(figures.Case(), table)
    assert table.finish() == 1
    said = capsys.readouterr().out
    assert "DIFFERENT, published: 30.1 0.0 0.0 0.0" in said
    assert "29 of 30 figures" in said
