"""Owns the amounts, who pays them, and when."""

from __future__ import annotations

from typing import Final

import numpy as np

from uwanose.business.months import first_day_of, month_number
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable

SPECIAL: Final = 0  # allowance 手当の種類
PREFECTURE: Final = 0  # payer 認定・支払をする団体


@formula
def reference_amount(allowance: Column, amount_special: int, amount_child: int) -> Column:
    """The monthly amount; 経過的福祉手当 is that of children. 特別児童扶養手当等の支給に関する法律第18条・第26条の3."""
    return np.where(allowance == SPECIAL, amount_special, amount_child)


@formula
def payer() -> int:
    """The prefecture, since no town has a welfare office. 特別児童扶養手当等の支給に関する法律第17条・第26条の2.

    That none of the fourteen has one is from memory.
    """
    return PREFECTURE


@formula
def payment_month(for_month: Column, payment_months: LookupTable) -> Column:
    """February, May, August or November, for the three months before. 同法第19条の2・第26条の5."""
    later = payment_months.pick("later", for_month // 100 % 100)
    return first_day_of(month_number(for_month) + later)
