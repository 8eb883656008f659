"""Owns the yen of an upgrade on a population: what a release changes in each town, and what an override is worth over what lies beneath it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from uwanose.engine.columns.input_file import InputFile
from uwanose.engine.plan import RulesFor
from uwanose.engine.program import Programs
from uwanose.engine.reads import StoredResults
from uwanose.errors import Refused
from uwanose.governance.figures import Impact, Question
from uwanose.governance.impact import impact_on
from uwanose.governance.proposal import Proposal, Proposed
from uwanose.governance.upgrade import Upgrade
from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.layers.model import Rank
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.resolve import Resolver
from uwanose.layers.upgrade.model import Status, Verdict
from uwanose.points.model import Catalog

__all__ = ["Measure", "UpgradeYen", "upgrade_yen"]

_ENDING = (Status.REVIEW, Status.FORBIDDEN, Status.BROKEN)  # an override that may have to give way

Key = tuple[str, str, tuple[str, ...]]  # point, customization, towns


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is needed to compute the rows of one business: programs, rows, results of others, the rules in force."""

    programs: Programs
    source: InputFile
    stored: StoredResults | None
    rules: RulesFor  # of the new release; refuses where nothing may be run
    resolver: Resolver
    catalog: Catalog  # with what customizations add
    plugins: PluginIndex
    progress: Callable[[str], None] | None = None


@dataclass(frozen=True, kw_only=True)
class UpgradeYen:
    """Before and after are whole yen of the business's main amount.

    ``release``    the old release against the new one, the overrides as they are. Formulas are today's on both sides: a
    release is values that were known, and old programs are not run.
    ``overrides``  for each override that may have to give way: as it is against what lies beneath it.
    """

    release: Impact
    overrides: Mapping[Key, Impact]


def upgrade_yen(found: Upgrade, question: Question, measure: Measure) -> UpgradeYen:
    """Compute both. A town the old knowledge is not enough for is refused with the reason, as in every impact."""
    return UpgradeYen(
        release=impact_on(
            measure.programs, question, measure.source, _as_known(measure, found.before.id),
            _as_known(measure, found.after.id), stored=measure.stored, progress=measure.progress,
        ),
        overrides=dict(_overrides(found, question, measure)),
    )  # fmt: skip


def _as_known(measure: Measure, release: str) -> RulesFor:
    def rules(town: str, on: date) -> EffectiveRules:
        measure.rules(town, on)  # refuses what may not be run at all
        return measure.resolver.rules(town, on, release)

    return rules


def _overrides(found: Upgrade, question: Question, measure: Measure) -> list[tuple[Key, Impact]]:
    mine = [
        one
        for one in found.verdicts
        if one.status in _ENDING and one.overlay.point.startswith(f"{question.business.id}.")
    ]
    impacts: list[tuple[Key, Impact]] = []
    for (point, entry), same in groupby(mine, key=lambda one: (one.overlay.point, one.overlay.customization)):
        group = list(same)
        towns = _towns(group, question)
        with suppress(Refused):  # what cannot be proposed has no figure
            proposed = _proposed(found, group, towns, question, measure)
            if towns and proposed is not None:
                impact = impact_on(
                    measure.programs, replace(question, towns=towns), measure.source, measure.rules,
                    proposed.rules_for(measure.rules), stored=measure.stored,
                )  # fmt: skip
                impacts.append(((point, entry, towns), impact))
    return impacts


def _towns(group: Sequence[Verdict], question: Question) -> tuple[str, ...]:
    held = {one.overlay.municipality for one in group}
    return question.towns if "" in held else tuple(town for town in question.towns if town in held)


def _proposed(
    found: Upgrade, group: Sequence[Verdict], towns: tuple[str, ...], question: Question, measure: Measure
) -> Proposed | None:
    """Return the rules in which an override has given way to what lies beneath it."""
    first = group[0]
    start = question.on or first.since or found.after.applies_from
    proposal = Proposal(business=question.business.id, towns=towns, start=start)
    if first.overlay.customization:
        proposal = replace(proposal, ended=(first.overlay.customization,))
    elif isinstance(first.now, Origin) and first.now.value is not None and first.overlay.layer is Rank.TOWN:
        proposal = replace(proposal, values={first.overlay.point: first.now.value})
    else:
        return None
    profile = measure.resolver.layering().profile  # with its assumptions
    return Proposed(proposal, profile, measure.catalog, measure.plugins, measure.resolver)
