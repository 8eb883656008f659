"""Owns one cost item's cost of one month: what it is, why it falls there, and who shares it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from uwanose.charging.shares import Slice
from uwanose.dates import Month
from uwanose.layers.model import Rank, SharingFormula

__all__ = ["MonthlyCost", "Nature"]


class Nature(StrEnum):
    """Why a cost falls on a month."""

    SHARE = "share"  # the month's cost, shared by its payers
    LATE_JOIN = "late_join"  # what a late joiner takes over from those who paid the one-off before it
    LEAVING = "leaving"  # what a leaving town still owes, settled at once
    NONE = "none"  # nothing: a reasoned zero


class MonthlyCost(NamedTuple):
    """One cost item's cost of one month, and how it is shared.

    ``before`` are the payers before a late joiner: what is due is the share among ``payers`` less the share among
    ``before``. ``before_formula`` is by what those shared when it was another one (a joiner brings new weights with it).
    ``only`` restricts the charge to some payers (those who leave); empty means all.
    """

    customization: str
    cost_item: str
    cost_kind: str
    month: Month
    nature: Nature
    layer: Rank
    amount: Slice
    amount_basis: str
    formula: SharingFormula
    payers: tuple[str, ...]
    before: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    before_formula: SharingFormula | None = None
