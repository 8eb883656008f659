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

__all__ = ["RulesFor", "Span", "TownPlan", "plan_town"]

RulesFor = Callable[[str, date], EffectiveRules]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The legal dates of one town under equal rules. ``calculation`` is None where the rules refuse every row.

    ``findings`` say what is missing (then nothing is computed) or stopped (then the rest is).
    """

    rules: EffectiveRules
    days: tuple[date, ...]
    calculation: Calculation | None
    findings: tuple[Finding, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """The items that are computed."""
        return self.calculation.keep if self.calculation else ()

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
        if self.calculation is None:
            return []
        targets = (*self.calculation.keep, *self.calculation.hooks)
        return list(used_origins(self.calculation.program, self.rules, targets).items())


@dataclass(frozen=True, slots=True, kw_only=True)
class TownPlan:
    """The spans of one town, by their first day. ``refusal`` says why there are none."""

    town: str
    spans: tuple[Span, ...] = ()
    refusal: tuple[Finding, ...] = ()

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
            if span.calculation
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

    A refusal of the rules or of a customization's code becomes the plan's own: it never touches another town.
    """
    spans: dict[Hashable, tuple[Program, EffectiveRules, list[date]]] = {}
    try:
        for day in sorted(set(days)):
            rules = rules_for(town, day)
            program = programs.program(business, rules)
            key = id(program), rules.sha256, tuple(sorted(rules.stopped))
            spans.setdefault(key, (program, rules, []))[2].append(day)
    except Refused as refused:
        return TownPlan(town=town, refusal=refused.findings)
    return TownPlan(
        town=town,
        spans=tuple(
            _span(program, rules, tuple(held), keep, profile) for program, rules, held in spans.values()
        ),
    )


def _span(
    program: Program, rules: EffectiveRules, days: tuple[date, ...], keep: Sequence[str] | None, profile: str
) -> Span:
    wanted = program.items if keep is None else tuple(item for item in keep if item in program.chains)
    targets = (*wanted, *program.hooks)
    findings = missing_values(program, rules, targets, profile)
    held_back = blocked(program, rules, targets)
    if any(not is_stopped(program, rules, name) for name in held_back):
        return Span(rules=rules, days=days, calculation=None, findings=findings)
    stopped = {target for needing in held_back.values() for target in needing}
    calculation = program.bind(
        rules,
        [item for item in wanted if item not in stopped],
        hooks=[hook for hook in program.hooks if hook not in stopped],
    )
    return Span(rules=rules, days=days, calculation=calculation, findings=findings)
