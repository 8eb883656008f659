"""Owns what is computed for one town before any row is: the spans of days with equal rules, and what each can give."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from uwanose.engine.calculation import Calculation
from uwanose.engine.missing import blocked, is_stopped, missing_values, used_origins
from uwanose.engine.program import Program, Programs
from uwanose.errors import Finding, Refused
from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.layers.model import Rank
from uwanose.points.model import Confidence

__all__ = ["RefusedDays", "RulesFor", "Span", "TownPlan", "plan_town"]

RulesFor = Callable[[str, date], EffectiveRules]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The legal dates of one town under equal rules, and what is computed for them.

    ``findings`` say what is stopped; the rest is computed.
    """

    days: tuple[date, ...]
    calculation: Calculation
    findings: tuple[Finding, ...] = ()

    @property
    def rules(self) -> EffectiveRules:
        """The rules of these days."""
        return self.calculation.rules

    @property
    def items(self) -> tuple[str, ...]:
        """The items that are computed."""
        return self.calculation.keep

    @property
    def assumed(self) -> tuple[str, ...]:
        """The points whose value is an assumption, of those the results rest on."""
        return tuple(point for point, origin in self._origins() if origin.layer is Rank.ASSUMPTION)

    @property
    def unverified(self) -> tuple[str, ...]:
        """The points whose value is not verified, of those the results rest on."""
        return tuple(point for point, origin in self._origins() if origin.confidence is Confidence.UNVERIFIED)

    def confidence(self) -> dict[str, int]:
        """Count the values the results rest on by how sure they are; assumptions are counted apart."""
        counts = {"verified": 0, "single_source": 0, "unverified": 0, "assumed": 0}
        for _, origin in self._origins():
            counts["assumed" if origin.layer is Rank.ASSUMPTION else origin.confidence.value] += 1
        return counts

    def _origins(self) -> list[tuple[str, Origin]]:
        targets = (*self.calculation.keep, *self.calculation.hooks)
        return list(used_origins(self.calculation.program, self.rules, targets).items())


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedDays:
    """Legal dates of one town whose rows cannot be computed, and why."""

    days: tuple[date, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TownPlan:
    """The spans of one town, by their first day, and the days that are refused."""

    town: str
    spans: tuple[Span, ...] = ()
    refused: tuple[RefusedDays, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the town can be computed although it has rows."""
        return bool(self.refused) and not self.spans

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that stands against results of the town."""
        parts: tuple[Span | RefusedDays, ...] = (*self.refused, *self.spans)
        return tuple(dict.fromkeys(finding for part in parts for finding in part.findings))

    @property
    def items(self) -> tuple[str, ...]:
        """The items that some span computes."""
        return tuple(dict.fromkeys(item for span in self.spans for item in span.items))

    @property
    def needs_groups(self) -> bool:
        """Whether something that is computed looks at the other rows of the group."""
        return any(
            "household" in span.calculation.program.needs(name).reserved
            for span in self.spans
            for name in (*span.calculation.keep, *span.calculation.hooks)
        )


def plan_town(
    programs: Programs,
    business: str,
    rules_for: RulesFor,
    town: str,
    days: Iterable[date],
    keep: Sequence[str] | None = None,
    profile: str = "profiles/kanagawa",
) -> TownPlan:
    """Return what is computed for a town on some legal dates, for some items (all of them by default).

    A refusal of the rules or of a customization's code concerns these days of this town only.
    """
    held: dict[Hashable, tuple[Program, EffectiveRules, list[date]]] = {}
    refused: dict[tuple[Finding, ...], list[date]] = {}
    for day in sorted(set(days)):
        try:
            rules = rules_for(town, day)
            program = programs.program(business, rules)
        except Refused as refusal:
            refused.setdefault(refusal.findings, []).append(day)
        else:
            key = id(program), rules.sha256, tuple(sorted(rules.stopped))
            held.setdefault(key, (program, rules, []))[2].append(day)
    parts = [_part(program, rules, tuple(days), keep, profile) for program, rules, days in held.values()]
    parts.extend(RefusedDays(days=tuple(days), findings=findings) for findings, days in refused.items())
    return TownPlan(
        town=town,
        spans=tuple(part for part in parts if isinstance(part, Span)),
        refused=tuple(part for part in parts if isinstance(part, RefusedDays)),
    )


def _part(
    program: Program, rules: EffectiveRules, days: tuple[date, ...], keep: Sequence[str] | None, profile: str
) -> Span | RefusedDays:
    wanted = program.items if keep is None else tuple(item for item in keep if item in program.chains)
    targets = (*wanted, *program.hooks)
    findings = missing_values(program, rules, targets, profile)
    held_back = blocked(program, rules, targets) if findings else {}
    if any(not is_stopped(program, rules, name) for name in held_back):
        return RefusedDays(days=days, findings=findings)
    stopped = {target for needing in held_back.values() for target in needing}
    calculation = program.bind(
        rules,
        [item for item in wanted if item not in stopped],
        hooks=[hook for hook in program.hooks if hook not in stopped],
    )
    return Span(days=days, calculation=calculation, findings=findings)
