"""Owns for how many months of the fiscal year somebody is insured: from 65 or moving in, to the month before the loss."""

from __future__ import annotations

import numpy as np

from uwanose.business.months import month_number
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.engine.tables import reached_age_on


@formula
def insured_months(
    birth_date: Column, moved_in_on: Column, lost_on: Column, year: int, insured_age: int
) -> Column:
    """Months from that of becoming 65 (the day before the birthday) or of moving in, to the month before the loss.

    介護保険法第10条・第11条, 年齢計算ニ関スル法律. One born on 1 May is insured from April on.
    """
    first = np.maximum(month_number(reached_age_on(birth_date, insured_age)), month_number(moved_in_on))
    april = month_number(year * 10000 + 401)
    begins = np.maximum(first, april)
    ends = np.minimum(month_number(lost_on), april + 12)
    months: Column = np.maximum(ends - begins, 0)
    return months
