"""Owns one proposed change of a file of the profile: the file before and after, and what `check` would newly say of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from uwanose.errors import Finding, Severity, sort_findings
from uwanose.layers.additions import with_additions
from uwanose.layers.checks import check
from uwanose.layers.profile import load_profile
from uwanose.layers.resolve import Resolver
from uwanose.source.files import SourceFolder
from uwanose.workspace import Workspace

__all__ = ["Edit", "difference", "new_among", "tried", "tried_together"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change that is not written yet."""

    file: str
    before: bytes
    after: bytes
    new_findings: tuple[Finding, ...]

    @property
    def changes(self) -> bool:
        """Whether any byte would change."""
        return self.before != self.after

    @property
    def refused(self) -> bool:
        """Whether the result would be an error."""
        return any(finding.severity is Severity.ERROR for finding in self.new_findings)

    def difference(self) -> Iterator[str]:
        """Yield the lines taken away and put in, with what stands around them."""
        yield from difference(self.before, self.after)


def difference(before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines taken away and put in, with what stands around them."""
    old, new = (data.decode("utf-8-sig").splitlines() for data in (before, after))
    yield from list(difflib.unified_diff(old, new, lineterm="", n=1))[2:]


def tried(workspace: Workspace, file: str, data: bytes) -> tuple[Resolver, list[Finding]]:
    """Read the profile as it would be, from memory, and check it."""
    return tried_together(workspace, {file: data})


def tried_together(workspace: Workspace, changed: Mapping[str, bytes]) -> tuple[Resolver, list[Finding]]:
    """Read the profile as it would be with several files changed, from memory, and check it."""
    found: list[Finding] = []
    files = SourceFolder.read(workspace.root / "profiles", "profiles", findings=found)
    laid = {name: data for name, data in changed.items() if name.startswith("profiles/")}
    profile = load_profile(SourceFolder.of({**files.contents, **laid}), workspace.national, found)
    catalog = with_additions(workspace.national, profile)
    resolver = Resolver(profile, catalog, workspace.plugins)
    return resolver, sort_findings([*found, *check(profile, catalog, workspace.plugins, resolver.layering())])


def new_among(workspace: Workspace, findings: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings the workspace does not have yet."""
    known = {(finding.code, finding.ja) for finding in workspace.findings}
    return tuple(finding for finding in findings if (finding.code, finding.ja) not in known)
