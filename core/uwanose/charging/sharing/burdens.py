"""Owns what each town pays under one formula: attributable cost first, the shared rest by its terms, caps, whole yen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from uwanose.charging.formulas import SharingProblem, weights
from uwanose.charging.sharing.capped import Infeasible, capped, caps_for, largest_saving
from uwanose.charging.sharing.rounding import rounded
from uwanose.charging.sharing.study import STAND_ALONE
from uwanose.layers.model import SharingFormula

__all__ = ["Burdens", "Cost", "Impossible", "share_cost"]

Yen = Mapping[str, int]


class Impossible(ValueError):
    """Why a formula gives no burdens.

    ``kind``: ``cap`` (the promised saving is more than all together save), ``fixed`` (the fixed amounts are above the
    cost), ``attributable`` (what is charged to single towns is above the cost) or the kind of a SharingProblem.
    """

    def __init__(self, kind: str, formula: str, reason_ja: str, reason_en: str) -> None:
        self.kind, self.formula, self.reason_ja, self.reason_en = kind, formula, reason_ja, reason_en
        super().__init__(reason_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What is to be borne: the whole, what of it belongs to single towns, for how many months, and by which figures.

    ``stand_alone`` are the costs savings are told against, ``cap_on`` those the caps are made from (a lower band makes
    a promise that holds for it, too).
    """

    yen: int
    months: int
    attributable: Yen
    figures: Mapping[str, Yen]
    stand_alone: Yen
    cap_on: Yen

    @property
    def shared(self) -> int:
        """What is shared: the cost less what belongs to single towns."""
        return self.yen - sum(self.attributable.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Burdens:
    """The burdens under one formula. ``yen`` is what each town pays in all; yen and rest add up to the cost.

    ``base`` are the exact shares before caps and rounding, ``exact`` those before rounding. ``rest`` stays with the union
    (below nothing: collected too much). ``odd`` got a unit of the remainder. ``moved`` is what the caps moved between towns.
    """

    formula: SharingFormula
    yen: Yen
    shared: Yen
    base: Mapping[str, Fraction]
    exact: Mapping[str, Fraction]
    caps: Yen
    at_cap: tuple[str, ...]
    factor: Fraction
    odd: tuple[str, ...]
    rest: int

    @property
    def moved(self) -> Fraction:
        """The yen the caps moved from some towns to others."""
        return sum((max(self.base[town] - self.exact[town], Fraction(0)) for town in self.base), Fraction(0))


def share_cost(cost: Cost, formula: SharingFormula) -> Burdens:
    """Return what each town pays. Raises Impossible with the reason.

    A cap holds the *shared* burden: what a town alone has wanted is never moved to others.
    """
    towns = tuple(cost.stand_alone)
    base = _base(cost, formula, towns)
    caps: dict[str, int] = {}
    exact: Mapping[str, Fraction] = base
    at_cap: tuple[str, ...] = ()
    factor = Fraction(1)
    if formula.least_saving is not None:
        caps = caps_for(cost.cap_on, formula.least_saving, formula.unit)
        try:
            found = capped(cost.shared, base, caps)
        except Infeasible as reason:
            raise _too_much_promised(cost, formula, reason.room) from reason
        exact, at_cap, factor = found.shares, found.at_cap, found.factor
    whole = rounded(exact, cost.shared, formula.tie_order, formula.remainder, formula.unit)
    return Burdens(
        formula=formula,
        yen={town: whole.yen[town] + cost.attributable.get(town, 0) for town in towns},
        shared=whole.yen,
        base=base,
        exact=exact,
        caps=caps,
        at_cap=at_cap,
        factor=factor,
        odd=whole.odd,
        rest=whole.rest,
    )


def _base(cost: Cost, formula: SharingFormula, towns: tuple[str, ...]) -> dict[str, Fraction]:
    if cost.shared < 0:
        raise Impossible(
            "attributable", formula.id,
            f"個別負担の計が総額 {cost.yen:,}円 を {-cost.shared:,}円 超えています。",
            f"what is charged to single towns is {-cost.shared:,} yen above the cost of {cost.yen:,}.",
        )  # fmt: skip
    fixed = Fraction(formula.fixed_yearly * cost.months, 12)
    rest = cost.shared - fixed * len(towns)
    if rest < 0:
        raise Impossible(
            "fixed", formula.id,
            f"定額（1町村に年 {formula.fixed_yearly:,}円）の計が、分ける額 {cost.shared:,}円 を超えています。",
            f"the fixed amounts ({formula.fixed_yearly:,} yen a town and year) are above the {cost.shared:,} yen to share.",
        )  # fmt: skip
    try:
        share = weights(formula.terms, towns, {**cost.figures, STAND_ALONE: cost.stand_alone})
    except SharingProblem as problem:
        missing = "、".join(problem.towns)
        raise Impossible(
            problem.kind, formula.id,
            f"基礎数値「{problem.name}」がないか、{missing or 'ある町村'}の数値がありません。",
            f"there are no base figures {problem.name!r}, or none for {missing or 'a town'}.",
        ) from problem  # fmt: skip
    return {town: fixed + rest * share[town] for town in towns}


def _too_much_promised(cost: Cost, formula: SharingFormula, room: int) -> Impossible:
    assert formula.least_saving is not None
    most = largest_saving(cost.shared, cost.cap_on)
    promised, possible = float(formula.least_saving * 100), float(most * 100)
    return Impossible(
        "cap", formula.id,
        f"全町村に {promised:g}% の削減は約束できません。上限額の計 {room:,}円 が、分ける額 {cost.shared:,}円 に"
        f"{cost.shared - room:,}円 足りません。約束できるのは最大 {possible:.3f}%（全町村の計の削減率）です。",
        f"{promised:g}% cannot be promised to every town: the caps sum to {room:,} < {cost.shared:,} yen. The most that "
        f"can be promised is {possible:.3f}%, what all towns together save.",
    )  # fmt: skip
