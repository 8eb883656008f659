"""Owns the check of all layers: every rule, every town, every day on which something changes."""

from __future__ import annotations

from collections.abc import Iterable

from uwanose.errors import Finding, Severity, sort_findings
from uwanose.layers.approvals import changed_after_approval
from uwanose.layers.effect import hindrances
from uwanose.layers.model import Profile
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.resolve import Resolver
from uwanose.points.model import Catalog


def check(
    profile: Profile, catalog: Catalog, plugins: PluginIndex, resolver: Resolver | None = None
) -> list[Finding]:
    """Return every finding about how the layers fit together, sorted by place."""
    found: list[Finding] = []
    for adoption in profile.adoptions:
        found += hindrances(profile, adoption)
    for customization in profile.customizations.values():
        found += changed_after_approval(profile, customization, plugins)
    return sort_findings(found)


def refusals(findings: Iterable[Finding], municipality: str) -> list[Finding]:
    """Return the errors that refuse a run for a town: national, of the prefecture, and its own."""
    return [
        finding
        for finding in findings
        if finding.severity is Severity.ERROR and finding.touches(municipality)
    ]
