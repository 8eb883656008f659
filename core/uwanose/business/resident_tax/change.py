"""Owns a change within the year: how what it leaves is split anew over the terms or months that remain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from uwanose.business.amounts import at_least
from uwanose.engine.arithmetic import Column


@dataclass(frozen=True, slots=True)
class Change:
    """What a change leaves (``amount``), each part after its first one (``later``), and the place it begins at.

    Where ``since`` is 0 nothing changed.
    """

    since: Column
    begins: Column
    amount: Column
    later: Column

    def part(self, place: int, last: int, planned: Column, billed: Column) -> Column:
        """Return the part at a place: as planned, as billed before the change, or its part of what the change leaves.

        Parts after the first one are equal, and the first takes the rest (地方税法第20条の4の2第6項・第8項).
        """
        first = at_least(self.amount, 0) - (last - place) * self.later
        remaining = np.where(self.begins == place, first, np.where(self.begins < place, self.later, billed))
        return np.where(self.since == 0, planned, remaining)
