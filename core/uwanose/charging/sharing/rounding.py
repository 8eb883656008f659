"""Owns whole yen of a year's burdens: the unit, the remainder rules in real use, and where the rest goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Rounded", "rounded"]


@dataclass(frozen=True, slots=True)
class Rounded:
    """Exact shares made whole: ``sum(yen.values()) + rest`` is the total, always.

    ``odd`` got a unit of the remainder, in the order in which it was given out. ``rest`` is below nothing where
    rounding half up collects too much.
    """

    yen: Mapping[str, int]
    rest: int
    odd: tuple[str, ...]


def rounded(
    shares: Mapping[str, Fraction], total: int, order: Sequence[str], remainder: str, unit: int = 1
) -> Rounded:
    """Make exact shares of a total whole multiples of ``unit`` yen. No share is a unit away from its exact value.

    ``floor`` drops what lies below the unit and leaves it with the union; ``settle`` drops it too, and next year's
    settlement takes it up; ``half_up`` raises half a unit; ``largest_remainder`` gives the whole units left over, one
    each, to the largest fractions, equal ones by ``order``. A share that is a multiple of the unit already never
    changes, so a cap in whole units holds. Raises ValueError for shares or a total below nothing.
    """
    if total < 0 or any(share < 0 for share in shares.values()):
        raise ValueError("burdens are not negative")
    if remainder == "half_up":
        yen = {payer: int(share / unit + Fraction(1, 2)) * unit for payer, share in shares.items()}
        return Rounded(yen, total - sum(yen.values()), ())
    if remainder not in ("floor", "settle", "largest_remainder"):
        raise ValueError(f"no such remainder rule: {remainder!r}")
    yen = {payer: int(share / unit) * unit for payer, share in shares.items()}
    odd: tuple[str, ...] = ()
    if remainder == "largest_remainder":
        place = {payer: index for index, payer in reversed(list(enumerate((*order, *shares))))}
        waiting = [payer for payer, share in shares.items() if share > yen[payer]]
        ranked = sorted(waiting, key=lambda payer: (yen[payer] - shares[payer], place[payer]))
        odd = tuple(ranked[: (total - sum(yen.values())) // unit])
    whole = {payer: amount + unit * (payer in odd) for payer, amount in yen.items()}
    return Rounded(whole, total - sum(whole.values()), odd)
