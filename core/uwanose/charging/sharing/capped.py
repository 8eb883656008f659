"""Owns shares under caps: exact capped-proportional allocation, the largest saving that can be promised, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Capped", "Infeasible", "capped", "caps_for", "largest_saving", "thresholds"]

Amounts = Mapping[str, int]


class Infeasible(ValueError):
    """Why no shares keep all caps: the caps together (``room``) stay below what is to be shared (``total``)."""

    def __init__(self, total: Fraction, room: int) -> None:
        self.total, self.room = total, room
        super().__init__(f"caps sum to {room} < {total}")


@dataclass(frozen=True, slots=True)
class Capped:
    """Exact shares, none above its cap: each is ``factor`` times its base, or its cap (``at_cap``)."""

    shares: Mapping[str, Fraction]
    factor: Fraction
    at_cap: tuple[str, ...]


def capped(total: Fraction | int, base: Mapping[str, Fraction], caps: Amounts) -> Capped:
    """Divide a total in proportion to ``base``, nobody above its cap: x = min(cap, t·base), t fixed by the sum.

    The answer is unique, and of all shares within the caps the one nearest to the base (least Σ(x−b)²/b). A payer whose
    base is nothing gets nothing. Raises Infeasible when the caps do not reach the total.
    """
    total = Fraction(total)
    paying = {payer: share for payer, share in base.items() if share > 0}
    room = sum(caps[payer] for payer in paying)
    if room < total:
        raise Infeasible(total, room)
    factor = max(thresholds(total, paying, caps).values(), default=Fraction(0))
    factor = max(factor, Fraction(0))
    shares = {payer: min(Fraction(caps[payer]), factor * base[payer]) for payer in base}
    at_cap = tuple(payer for payer in paying if factor * base[payer] >= caps[payer])
    return Capped(shares, factor, at_cap)


def thresholds(total: Fraction, base: Mapping[str, Fraction], caps: Amounts) -> dict[str, Fraction]:
    """Return for each payer the factor t if exactly those with a smaller ratio of cap to base were capped.

    Σ min(cap, t·base) is the lowest of straight lines in t, one for each choice of who is capped; where the lowest line
    reaches the total, each other line has reached it before. So the factor is the largest of these, and a spreadsheet
    needs one column and one MAX.
    """
    ratio = {payer: Fraction(caps[payer]) / base[payer] for payer in base}
    found = {}
    for payer in base:
        lower = [other for other in base if ratio[other] < ratio[payer]]
        rest = sum((base[other] for other in base if ratio[other] >= ratio[payer]), Fraction(0))
        found[payer] = (total - sum(caps[other] for other in lower)) / rest
    return found


def caps_for(stand_alone: Amounts, saving: Fraction, unit: int = 1) -> dict[str, int]:
    """Return what each town may pay at most to save ``saving`` of its stand-alone cost, in whole units, cut."""
    return {town: int((1 - saving) * cost / unit) * unit for town, cost in stand_alone.items()}


def largest_saving(total: Fraction | int, stand_alone: Amounts) -> Fraction:
    """Return the largest saving every town can be promised at once: what all together save, 1 − C/Σc."""
    return 1 - Fraction(total) / sum(stand_alone.values())
