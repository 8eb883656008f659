"""Owns opening the bundled rules and profiles once for all comparisons."""

from __future__ import annotations

from pathlib import Path

import pytest

from uwanose.workspace import Workspace


@pytest.fixture(scope="session")
def opened() -> Workspace:
    """Assumptions stand in for ordinances nobody has seen yet. Nothing writes into it."""
    return Workspace.open(Path(__file__).resolve().parents[2], assume=True)
