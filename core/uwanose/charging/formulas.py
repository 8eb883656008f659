"""Owns sharing formulas at work: which one a customization uses, the exact weights it gives, and its published text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from uwanose.dates import Interval, Month
from uwanose.layers.model import Customization, Profile, Rank, SharingFormula, Term
from uwanose.layers.powers import DECIMALS, powered
from uwanose.layers.weights import (
    WEIGHTS,
    driver_of,
    ratio_text,
    weights_by_driver,
    weights_in,
)
from uwanose.money import Rate

__all__ = ["SharingProblem", "bases_of", "formula_for", "formula_text", "power_text", "weights"]

EQUAL = "equal"
POPULATION = "population"
_SHORT_LABELS = {EQUAL: "負担金の均等割", POPULATION: "負担金の人口割"}
_REMAINDER_TEXT = {
    "largest_remainder": "各町村の負担額は円未満を切り捨て、切り捨てた端数の大きい町村から順に1円ずつ加えて総額に一致させる"
    "（端数が同じときは定めた順）",
    "floor": "各町村の負担額は円未満を切り捨て、残額は組合の負担とする",
}


class SharingProblem(ValueError):
    """Why a formula gives no weights.

    ``kind``: ``unknown`` formula, ``lapsed`` (not in force in the month), ``terms`` (shares do not make one whole),
    ``remainder`` (no such rule), ``yearly`` (made for a year's burden, not for months), ``unagreed`` (no weights in force
    in the month), ``driver`` (no base figures of that name) or ``figures`` (``towns`` have none).
    """

    def __init__(self, kind: str, name: str, towns: Sequence[str] = ()) -> None:
        self.kind, self.name, self.towns = kind, name, tuple(towns)
        super().__init__(f"{kind}: {name} {' '.join(towns)}".rstrip())


def formula_for(profile: Profile, customization: Customization, layer: Rank, month: Month) -> SharingFormula:
    """Return the formula by which the payers of a customization share in a month.

    Its own method decides. Without one, an adoption of the prefecture uses the consortium's prefecture formula, and
    several towns share equally. ``equal`` and ``population`` take the remainder rule and the order of ties from the
    prefecture formula, so that each odd yen rests on a published rule; so do weights the payers have agreed on.
    """
    if customization.sharing.formula == WEIGHTS:
        return _agreed_formula(profile, customization, month)
    consortium = profile.consortium
    default = consortium.prefecture_formula if layer is Rank.PREFECTURE else EQUAL
    name = customization.sharing.formula or default
    formula = consortium.formulas.get(name) or _short_formula(profile, name)
    if month.last_day < formula.interval.start or month.first_day >= formula.interval.end:
        raise SharingProblem("lapsed", name)
    if sum(term.share for term in formula.terms) != 1:
        raise SharingProblem("terms", name)
    if formula.remainder not in _REMAINDER_TEXT:
        raise SharingProblem("remainder", formula.remainder)
    if formula.unit != 1 or formula.least_saving is not None or formula.fixed_yearly:
        raise SharingProblem("yearly", name)
    return formula


def _short_formula(profile: Profile, name: str) -> SharingFormula:
    if name not in _SHORT_LABELS:
        raise SharingProblem("unknown", name)
    return _of_one_basis(profile, name, _SHORT_LABELS[name])


def _agreed_formula(profile: Profile, customization: Customization, month: Month) -> SharingFormula:
    weights = weights_in(customization.sharing, month)
    if weights is None:
        raise SharingProblem("unagreed", str(month))
    formula = _of_one_basis(
        profile,
        driver_of(customization, weights).id,
        f"{customization.id}の協定による割合（{weights.start}から）",
    )
    rounding = f"端数処理は{formula.laid_down_in}" if formula.laid_down_in else "端数処理の定めなし"
    return replace(
        formula,
        interval=Interval(weights.start.first_day),
        laid_down_in=f"{weights.document}（{weights.on}、{rounding}）",
        place=weights.place,
    )


def _of_one_basis(profile: Profile, name: str, label: str) -> SharingFormula:
    """Return the formula that divides by one basis alone, with the remainder rule and ties of the prefecture formula."""
    base = profile.consortium.formulas.get(profile.consortium.prefecture_formula)
    short = SharingFormula(
        id=name,
        label_ja=label,
        interval=Interval(date.min),
        terms=(Term(basis=name, share=Fraction(1)),),
        remainder="largest_remainder",
        tie_order=tuple(profile.municipalities),
        laid_down_in="",
        illustrative=False,
        place=profile.consortium.place,
    )
    if base is None:
        return short
    return replace(
        short,
        remainder=base.remainder,
        tie_order=base.tie_order,
        laid_down_in=base.laid_down_in,
        illustrative=base.illustrative,
    )


def weights(
    terms: Iterable[Term], payers: Sequence[str], figures: Mapping[str, Mapping[str, int]]
) -> dict[str, Fraction]:
    """Return each payer's exact share: per term its part of the term's basis among the payers of this very cost.

    The weights add up to one when the terms do. Raises SharingProblem when a payer has no base figure.
    """
    shares = dict.fromkeys(payers, Fraction(0))
    for term in terms:
        bases = bases_of(term, payers, figures)
        whole = sum(bases.values())
        for payer in payers:
            shares[payer] += term.share * Fraction(bases[payer], whole)
    return shares


def bases_of(
    term: Term, payers: Sequence[str], figures: Mapping[str, Mapping[str, int]]
) -> Mapping[str, int | Fraction]:
    """Return what each payer counts in a term: one, or its base figure to the term's power. Raises SharingProblem."""
    if term.basis == EQUAL:
        return dict.fromkeys(payers, 1)
    if term.basis not in figures:
        raise SharingProblem("driver", term.basis)
    known = figures[term.basis]
    if missing := [payer for payer in payers if payer not in known]:
        raise SharingProblem("figures", term.basis, missing)
    if sum(known[payer] for payer in payers) <= 0:
        raise SharingProblem("figures", term.basis, payers)
    if term.power == 1 and term.doubling is None:
        return {payer: known[payer] for payer in payers}
    return {payer: powered(known[payer], term.power, term.doubling) for payer in payers}


def formula_text(formula: SharingFormula, profile: Profile) -> str:
    """Return the formula as one published Japanese sentence, with its base figures and its remainder rule."""
    parts = [_term_text(term, profile) for term in formula.terms]
    laid_down = f"根拠: {formula.laid_down_in}" if formula.laid_down_in else "根拠: 定めなし"
    mark = "（例示）" if formula.illustrative else ""
    return (
        f"{formula.label_ja}{mark}: {'、'.join(parts)}。{_REMAINDER_TEXT[formula.remainder]}。{laid_down}。"
    )


def _term_text(term: Term, profile: Profile) -> str:
    percent = Rate(term.share.numerator, term.share.denominator).percent()
    if term.basis == EQUAL:
        return f"負担金の均等割{percent}"
    agreed = weights_by_driver(profile, term.basis)
    if agreed:
        return f"協定による割合{percent}（{ratio_text(profile, agreed)}）"
    driver = profile.consortium.drivers.get(term.basis)
    label = "負担金の人口割" if term.basis == POPULATION else f"負担金の実績割（{term.basis}）"
    vintage = f"（{driver.label_ja}、基準日{driver.reference_date}）" if driver else ""
    return f"{label}{percent}{vintage}{power_text(term)}"


def power_text(term: Term) -> str:
    """Return how a driver's figures count, empty when they count as they are."""
    cut = f"小数第{DECIMALS}位未満切捨て"
    if term.doubling is not None:
        return f"（数値が2倍になると{term.doubling}倍になるように逓減させた値、{cut}）"
    return "" if term.power == 1 else f"（数値の{term.power}乗、{cut}）"
