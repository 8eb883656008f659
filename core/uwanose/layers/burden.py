"""Owns the share of a customization's cost a town must expect when it adopts: the figure its consent is held against.

What is charged in the end is computed, month by month, in ``uwanose.charging``.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from uwanose.dates import Month
from uwanose.layers.model import Adoption, CostItem, Customization, Profile, Rank, Term
from uwanose.layers.powers import powered
from uwanose.layers.weights import WEIGHTS, weights_in

_FORMULAS = {
    "equal": (Term(basis="equal", share=Fraction(1)),),
    "population": (Term(basis="population", share=Fraction(1)),),
}


def sharing_terms(profile: Profile, formula: str) -> tuple[Term, ...]:
    """Return the terms of a sharing method: ``equal``, ``population`` or a formula of the consortium."""
    if formula in _FORMULAS:
        return _FORMULAS[formula]
    known = profile.consortium.formulas.get(formula)
    return known.terms if known else _FORMULAS["equal"]


def expected_amount(item: CostItem) -> int:
    """Return what one cost item is known to cost: actual before quoted before budget; a year's worth when recurring."""
    known = (
        item.actual,
        item.yearly if item.kind == "recurring" else None,
        item.quoted,
        item.budget,
        item.yearly,
    )
    return next((amount for amount in known if amount is not None), 0)


def whole_cost(customization: Customization) -> tuple[int, int]:
    """Return all one-offs and a year's upkeep together: no town's share is more, whoever pays with it."""
    yen = {item.id: expected_amount(item) for item in customization.costs}
    once = sum(yen[item.id] for item in customization.costs if item.kind != "recurring")
    return max(once, 0), max(sum(yen.values()) - once, 0)


def burden(profile: Profile, customization: Customization, adoption: Adoption) -> tuple[int, int]:
    """Return the one-off and the yearly yen a town bears with those who have adopted by the month it adopts.

    Who joins after a one-off was charged bears its part of what is left, by the policy for late joiners. A fraction of a
    yen counts as one yen.
    """
    share, joined = _share(profile, customization, adoption), Month.of(adoption.interval.start)
    one_off = sum(
        (
            expected_amount(item) * _left(item, customization, joined)
            for item in customization.costs
            if item.kind != "recurring"
        ),
        Fraction(),
    )
    yearly = sum(expected_amount(item) for item in customization.costs if item.kind == "recurring")
    return ceil(one_off * share), ceil(yearly * share)


def _left(item: CostItem, customization: Customization, joined: Month) -> Fraction:
    """Return the part of a one-off that is still to be shared when a town joins: all of it unless it was charged before."""
    accepted, sharing = customization.accepted, customization.sharing
    elapsed = joined - max(item.start, Month.of(accepted) if accepted else item.start)
    if elapsed <= 0 or item.charge == "spread":
        return Fraction(1)
    window = sharing.window_months if sharing.window_months is not None else item.months
    if sharing.late_join == "retroactive" and (window is None or elapsed <= window):
        return Fraction(1)
    if sharing.late_join == "none" or not item.months:
        return Fraction(0)
    return Fraction(max(item.months - elapsed, 0), item.months)


def _share(profile: Profile, customization: Customization, adoption: Adoption) -> Fraction:
    month = Month.of(adoption.interval.start)
    payers = {
        entry.municipality
        for entry in profile.adoptions
        if entry.customization == customization.id
        and entry.layer is Rank.TOWN
        and entry.interval.start <= month.last_day
        and entry.interval.end > month.first_day
    }
    if customization.sharing.formula == WEIGHTS:
        weights = weights_in(customization.sharing, month)
        if weights is None:
            return Fraction()  # nothing says how to share; the check and charging say so
        whole = sum((weights.towns.get(payer, Fraction()) for payer in payers), Fraction())
        return weights.towns.get(adoption.municipality, Fraction()) / whole if whole else Fraction()
    terms = sharing_terms(profile, customization.sharing.formula)
    return sum(
        (term.share * _part(profile, term, payers, adoption.municipality) for term in terms), Fraction()
    )


def _part(profile: Profile, term: Term, payers: set[str], town: str) -> Fraction:
    driver = profile.consortium.drivers.get(term.basis)
    if driver is None:
        return Fraction(1, len(payers))
    counts = {payer: powered(driver.values.get(payer, 0), term.power, term.doubling) for payer in payers}
    total = sum(counts.values())
    return counts.get(town, Fraction()) / total if total else Fraction(1, len(payers))
