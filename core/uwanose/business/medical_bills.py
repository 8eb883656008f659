"""Owns what the formulas of the medical subsidies share: codes, co-payments, limits by dependants, the days of a term.

The three schemes (小児, ひとり親家庭等, 重度障害者) are ordinances of the towns and differ in who is covered; a bill is
worked out alike in all of them (``medical_payment``).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from uwanose.engine.arithmetic import Column, Flags, product
from uwanose.engine.tables import LookupTable, reached_age_on

# care 診療区分
OUTPATIENT: Final = 0
INPATIENT: Final = 1
DISPENSING: Final = 2

# payment_way 助成の方法
NO_SUBSIDY: Final = 0
IN_KIND: Final = 1
REFUND: Final = 2

# claim_period.starts 申請期間の起算
MONTH_AFTER_TREATMENT: Final = 0

# income_limit.sense 限度額ちょうどの扱い
NOT_UNDER: Final = 0  # 以上の者を除く: on the limit is out
OVER: Final = 1  # 超える者を除く: on the limit is in


def co_payment_asked(
    care: Column, visits: Column, days: Column, per_visit: int, per_day: int, per_dispensing: int
) -> Column:
    """Return what a scheme asks for a bill: per visit, per day in hospital, or per dispensing."""
    outpatient = np.where(care == DISPENSING, per_dispensing, product(visits, per_visit))
    return np.where(care == INPATIENT, product(days, per_day), outpatient)


def limit_by_dependants(limits: LookupTable, dependants: Column) -> Column:
    """Return the limit of the row found, more for each dependant beyond the row (columns from, limit, further)."""
    beyond = dependants - limits.pick("from", dependants)
    return limits.pick("limit", dependants) + product(limits.pick("further", dependants), beyond)


def beyond_known_limits(limits: LookupTable, dependants: Column) -> Flags:
    """Tell who has more dependants than the table says anything about (no ``further`` amount in its last row)."""
    more: Flags = (dependants > limits.pick("from", dependants)) & (limits.pick("further", dependants) == 0)
    return more


def within_limit(income: Column, limit: Column, sense: int) -> Flags:
    """Tell whether an income stays within a limit, which may itself be in (超える者を除く) or out (以上の者を除く)."""
    within: Flags = income <= limit if sense == OVER else income < limit
    return within


def first_of_next_month(day: Column) -> Column:
    """Return the first day of the month after a day (both yyyymmdd)."""
    year, month = day // 10000, day // 100 % 100
    return np.where(month == 12, year * 10000 + 10101, day // 100 * 100 + 101)


def day_after(day: Column) -> Column:
    """Return the next day (both yyyymmdd)."""
    next_month = first_of_next_month(day)
    last_of_month = reached_age_on(next_month, 0)
    return np.where(day == last_of_month, next_month, day + 1)
