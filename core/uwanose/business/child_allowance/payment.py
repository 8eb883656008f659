"""Owns when a month is paid: three times a year until September 2024, every second month since."""

from __future__ import annotations

from uwanose.business.months import first_day_of, month_number
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def payment_month(for_month: Column, payment_months: LookupTable) -> Column:
    """The month in which the allowance is paid, as its first day. 児童手当法第8条第4項."""
    later = payment_months.pick("later", for_month // 100 % 100)
    return first_day_of(month_number(for_month) + later)
