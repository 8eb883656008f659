"""Owns the check of all layers: every rule, every town, every day on which something changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from uwanose.errors import Finding, Severity, sort_findings
from uwanose.layers.approvals import changed_after_approval
from uwanose.layers.check_adoptions import adoption_findings, replacement_findings, twice_findings
from uwanose.layers.check_beneath import beneath_findings, stray_findings
from uwanose.layers.check_conflicts import conflict_findings, hidden_findings, locked_findings
from uwanose.layers.check_plugins import plugin_findings
from uwanose.layers.check_register import early_cost_findings, entry_findings, requester_findings
from uwanose.layers.check_settings import double_findings, setting_findings
from uwanose.layers.check_systems import system_findings
from uwanose.layers.check_weights import weight_findings
from uwanose.layers.effect import standing
from uwanose.layers.hindrances import hindrances
from uwanose.layers.layering import Layering
from uwanose.layers.model import Profile, Status
from uwanose.layers.overlaps import laid_overrides
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.redundant import redundant_findings, waiting_equal_findings
from uwanose.points.model import Catalog

_OVER = frozenset({Status.CLOSED, Status.RETIRED})


def check(
    profile: Profile, catalog: Catalog, plugins: PluginIndex, layering: Layering | None = None
) -> list[Finding]:
    """Return every finding about how the layers fit together, over all dates, sorted by place."""
    layers = layering or Layering(profile, catalog, plugins)
    return sort_findings([*_of_layers(layers), *_of_register(layers), *plugin_findings(profile, plugins)])


def refusals(findings: Iterable[Finding], municipality: str) -> list[Finding]:
    """Return the errors that refuse a run for a town: national, of the prefecture, and its own."""
    return [
        finding
        for finding in findings
        if finding.severity is Severity.ERROR and finding.touches(municipality)
    ]


def _of_layers(layering: Layering) -> Iterator[Finding]:
    stands = standing(layering.profile)
    laid = laid_overrides(stands, layering.known)
    yield from system_findings(layering.profile, layering.catalog)
    yield from setting_findings(layering)
    yield from double_findings(layering, stands)
    yield from conflict_findings(layering, laid)
    yield from locked_findings(layering, laid)
    yield from hidden_findings(layering, laid)
    yield from beneath_findings(layering, laid)
    yield from redundant_findings(layering, laid)
    yield from stray_findings(layering)


def _of_register(layering: Layering) -> Iterator[Finding]:
    profile = layering.profile
    stands = standing(profile)
    for adoption in profile.adoptions:
        yield from hindrances(profile, adoption)
        yield from adoption_findings(layering, adoption)
    yield from twice_findings(profile)
    for customization in profile.customizations.values():
        yield from entry_findings(layering, customization)
        yield from requester_findings(profile, customization, stands)
        yield from early_cost_findings(profile, customization)
        yield from weight_findings(profile, customization)
        yield from replacement_findings(profile, customization)
        yield from changed_after_approval(profile, customization, layering.plugins)
        if customization.status not in _OVER:
            yield from waiting_equal_findings(layering, customization)
