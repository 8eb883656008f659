"""Owns the division of one monthly cost: exact shares and whole yen of every payer, from its own factors alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from uwanose.charging.formulas import weights
from uwanose.charging.shares import allocate
from uwanose.layers.model import Term

__all__ = ["Division", "divide"]


@dataclass(frozen=True, slots=True)
class Division:
    """A monthly cost in whole yen: per town its exact share and its yen; ``odd`` got a yen of the remainder.

    ``rest`` stays with the union: the yen and the rest add up to what is charged.
    """

    yen: Mapping[str, int]
    share: Mapping[str, Fraction]
    odd: tuple[str, ...]
    rest: int


def divide(
    total: int,
    terms: Sequence[Term],
    remainder: str,
    order: Sequence[str],
    figures: Mapping[str, Mapping[str, int]],
    payers: Sequence[str],
    before: Sequence[str] = (),
    only: Sequence[str] = (),
    before_terms: Sequence[Term] = (),
) -> Division:
    """Divide the total of one monthly cost (see ``charging.monthly_cost``). Raises SharingProblem.

    What is due when somebody joins late is the difference of two divisions, so it adds up to nothing: the joiner's
    charge is the refund of those who paid before. Who settles pays the share of the whole; the others' part stays open.
    """
    share = weights(terms, payers, figures)
    now = allocate(total, share, order, remainder)
    if before:
        earlier = weights(before_terms or terms, before, figures)
        paid = allocate(total, earlier, order, remainder)
        towns = tuple(dict.fromkeys((*payers, *before)))
        if before_terms and before_terms != terms:  # new weights may leave somebody's share as it was
            towns = tuple(town for town in towns if share.get(town) != earlier.get(town))
        yen = {town: now.yen.get(town, 0) - paid.yen.get(town, 0) for town in towns}
        none = Fraction(0)
        change = {town: share.get(town, none) - earlier.get(town, none) for town in towns}
        return Division(yen, change, (), now.rest - paid.rest)
    if only:
        rest = now.rest if set(only) == set(payers) else 0
        odd = tuple(town for town in now.odd if town in only)
        return Division(
            {town: now.yen[town] for town in only}, {town: share[town] for town in only}, odd, rest
        )
    return Division(now.yen, share, now.odd, now.rest)
