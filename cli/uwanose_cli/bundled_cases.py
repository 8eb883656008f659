"""Owns which case files a workspace holds: those of the rules and those of the plugins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from uwanose.engine.case_files import Case, read_cases
from uwanose.errors import Finding
from uwanose.workspace import Workspace
from uwanose_cli.running import Runner

__all__ = ["bundled", "case_files", "cases_in"]


def bundled(workspace: Workspace) -> list[Path]:
    """Return the folders of cases of a workspace."""
    return sorted([*workspace.root.glob("rules/*/cases"), *workspace.root.glob("plugins/*/tests")])


def case_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the case files that are named, or that lie in the folders that are named."""
    for path in paths:
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def cases_in(runner: Runner, paths: Iterable[Path], findings: list[Finding]) -> Iterator[Case]:
    """Yield the cases of files and folders; a case with a slip is left out, and the findings say why."""
    root = runner.workspace.root
    for file in case_files(paths):
        name = str(file.relative_to(root)) if file.is_relative_to(root) else str(file)
        yield from read_cases(file.read_bytes(), name, runner.workspace.catalog, findings, runner.town_of)
