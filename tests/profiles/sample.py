"""Opens the bundled sample once for the tests of this folder: fourteen towns, with and without the assumptions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from uwanose.engine.program import Programs
from uwanose.workspace import Workspace

ROOT = Path(__file__).parents[2]


@cache
def sample(*, assume: bool = False) -> Workspace:
    """Return the sample as it stands in the checkout, without plugins that happen to be installed."""
    return Workspace(ROOT, writable=False, assume=assume, installed=False)


@cache
def programs(*, assume: bool = False) -> Programs:
    """Return the compiled programs of the sample."""
    workspace = sample(assume=assume)
    return Programs(workspace.catalog, workspace.plugins)
