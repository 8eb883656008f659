"""Owns formulas side by side (`shares design`): per formula and town the yen, per resident, saving, change; group objections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from uwanose.charging.sharing.burdens import Burdens, Cost, Impossible, share_cost
from uwanose.charging.sharing.capped import largest_saving
from uwanose.charging.sharing.coalitions import Coalitions
from uwanose.charging.sharing.nucleolus import Agreement, agreement, largest_agreed_saving
from uwanose.charging.sharing.references import equal_saving, separable_costs_remaining_benefits
from uwanose.charging.sharing.study import Baseline, GroupCost, Study
from uwanose.layers.model import SharingFormula

__all__ = [
    "Comparison", "Groups", "Outcome", "TownRow", "coalitions_of", "compare", "cost_of", "groups_of", "with_saving",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TownRow:
    """What one town pays under one formula. Savings are of its stand-alone cost; ``least`` and ``most`` by its band."""

    municipality: str
    yen: int
    yearly_per_resident: Fraction
    saving: Fraction
    saving_least: Fraction
    saving_most: Fraction
    change: int
    cap: int | None
    at_cap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One formula's burdens, or why there are none."""

    formula: SharingFormula
    burdens: Burdens | None
    refusal: Impossible | None
    rows: Mapping[str, TownRow]

    @property
    def worst(self) -> TownRow | None:
        """The town that saves least; of equal ones the first in the published order."""
        return min(self.rows.values(), key=lambda row: row.saving, default=None)

    def below(self, saving: Fraction) -> tuple[str, ...]:
        """Return the towns that save less than *saving*."""
        return tuple(town for town, row in self.rows.items() if row.saving < saving)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Formulas side by side. ``reference`` is what each town pays today, by ``reference_label``."""

    study: Study
    baseline: Baseline
    cost: Cost
    largest_saving: Fraction
    largest_saving_low: Fraction
    reference: Mapping[str, int]
    reference_label: str
    outcomes: tuple[Outcome, ...]


def cost_of(study: Study, baseline: Baseline, *, low: bool = False, yen: int | None = None) -> Cost:
    """Return what a study shares; ``low`` makes the caps of the lower band, ``yen`` replaces the cost."""
    return Cost(
        yen=study.cost if yen is None else yen,
        months=study.months,
        attributable=study.attributable,
        figures={driver.id: driver.values for driver in study.drivers.values()},
        stand_alone=baseline.values,
        cap_on=baseline.low if low else baseline.values,
    )


def compare(
    study: Study,
    baseline: Baseline,
    formulas: Iterable[SharingFormula],
    *,
    low: bool = False,
    yen: int | None = None,
) -> Comparison:
    """Return the formulas side by side, against what the study says is paid today."""
    cost = cost_of(study, baseline, low=low, yen=yen)
    reference, label = _reference(study, cost)
    return Comparison(
        study=study,
        baseline=baseline,
        cost=cost,
        largest_saving=largest_saving(cost.shared, baseline.values),
        largest_saving_low=largest_saving(cost.shared, baseline.low),
        reference=reference,
        reference_label=label,
        outcomes=tuple(_outcome(study, baseline, cost, formula, reference) for formula in formulas),
    )


def with_saving(formula: SharingFormula, saving: Fraction) -> SharingFormula:
    """Return a formula with the promise that every town saves at least *saving*."""
    percent = f"{float(saving * 100):g}%"
    return replace(
        formula,
        id=f"{formula.id}+{percent}",
        label_ja=f"{formula.label_ja}、最低{percent}削減",
        least_saving=saving,
    )


def _reference(study: Study, cost: Cost) -> tuple[Mapping[str, int], str]:
    if study.previous:
        return study.previous, study.previous_label
    now = study.formulas[study.now]
    try:
        return share_cost(cost, now).yen, now.label_ja
    except Impossible:
        return {}, ""


def _outcome(
    study: Study, baseline: Baseline, cost: Cost, formula: SharingFormula, reference: Mapping[str, int]
) -> Outcome:
    try:
        burdens = share_cost(cost, formula)
    except Impossible as refusal:
        return Outcome(formula=formula, burdens=None, refusal=refusal, rows={})
    people, yearly = study.people(), Fraction(12, study.months)
    rows = {
        town: TownRow(
            municipality=town,
            yen=yen,
            yearly_per_resident=yen * yearly / people[town] if people.get(town) else Fraction(0),
            saving=1 - Fraction(yen, baseline.values[town]),
            saving_least=_saving(yen, baseline.low[town]),
            saving_most=_saving(yen, baseline.high[town]),
            change=yen - reference.get(town, yen),
            cap=burdens.caps.get(town),
            at_cap=town in burdens.at_cap,
        )
        for town, yen in burdens.yen.items()
    }
    return Outcome(formula=formula, burdens=burdens, refusal=None, rows=rows)


def _saving(yen: int, stand_alone: int) -> Fraction:
    return 1 - Fraction(yen, max(stand_alone, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """What groups of towns would do under an assumption on their cost: reference values, and who objects to what.

    ``objecting`` gives per formula how many groups would pay less alone, and the largest gain of one. A gain up to one yen
    for each town is rounding and no objection. ``agreement`` (the nucleolus) takes seconds and is only there when asked for;
    ``agreed_saving`` is the largest saving all can have with no group objecting, None as well where that cannot be.
    """

    assumption: GroupCost
    total: Fraction
    equal_saving: Mapping[str, Fraction]
    separable: Mapping[str, Fraction]
    shapley: Mapping[str, Fraction]
    agreement: Agreement | None
    agreed_saving: Fraction | None
    objecting: Mapping[str, tuple[int, Fraction]]


def coalitions_of(study: Study, baseline: Baseline, assumption: GroupCost) -> Coalitions:
    """Return the cost of every group of towns under an assumption."""
    alone = baseline.values
    if assumption.fixed:
        own, fixed = assumption.own, assumption.fixed
        return Coalitions(study.towns, lambda group: sum(own[town] for town in group) + fixed[len(group) - 1])
    full, most = largest_saving(study.cost, alone), assumption.members

    def cost(group: Sequence[str]) -> Fraction:
        reached = Fraction(min(len(group), most) - 1, most - 1)
        return sum(alone[town] for town in group) * (1 - full * reached)

    return Coalitions(study.towns, cost)


def groups_of(comparison: Comparison, assumption: GroupCost, *, nucleolus: bool = False) -> Groups:
    """Return reference values and objections under an assumption on groups, the nucleolus when asked for."""
    game = coalitions_of(comparison.study, comparison.baseline, assumption)
    agreed = largest_agreed_saving(game) if nucleolus else None
    return Groups(
        assumption=assumption,
        total=game.total,
        equal_saving=equal_saving(game.total, game.stand_alone),
        separable=separable_costs_remaining_benefits(game.total, game.stand_alone, game.without),
        shapley=game.shapley(),
        agreement=agreement(game) if nucleolus else None,
        agreed_saving=agreed[0] if agreed else None,
        objecting={
            outcome.formula.id: game.objecting(outcome.burdens.exact, beyond=len(comparison.study.towns))
            for outcome in comparison.outcomes
            if outcome.burdens
        },
    )
