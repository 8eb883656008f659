"""Owns what the medical subsidies share: what is left of a bill, co-payments, limits by dependants, ways and terms of payment.

The three schemes (小児, ひとり親家庭等, 重度障害者) are ordinances of the towns and differ in who is covered; a bill is
worked out alike in all of them.
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


def share_left(insured_share: Column, high_cost_benefit: Column, additional_benefit: Column) -> Column:
    """Return the insured share after 高額療養費, 付加給付 and other public benefits, not below zero."""
    left: Column = np.maximum(insured_share - high_cost_benefit - additional_benefit, 0)
    return left


def co_payment_asked(
    care: Column, visits: Column, days: Column, per_visit: int, per_day: int, per_dispensing: int
) -> Column:
    """Return what a scheme asks for a bill: per visit, per day in hospital, or per dispensing."""
    outpatient = np.where(care == DISPENSING, per_dispensing, product(visits, per_visit))
    return np.where(care == INPATIENT, product(days, per_day), outpatient)


def way_of_payment(eligible: Flags, inside_prefecture: Flags, in_kind_outside_prefecture: bool) -> Column:
    """Return how a subsidy is paid: in kind with the card inside the prefecture, as a refund outside."""
    in_kind = inside_prefecture | in_kind_outside_prefecture
    return np.where(eligible, np.where(in_kind, IN_KIND, REFUND), NO_SUBSIDY)


def last_day_to_claim(treated_on: Column, starts: int, years: int) -> Column:
    """Return the last day on which a refund may be claimed (民法第143条 for the end of the period).

    The bill does not say when the family paid; the day of treatment is taken for it, by our decision.
    """
    next_month = _first_of_next_month(treated_on)
    begins = next_month if starts == MONTH_AFTER_TREATMENT else _day_after(treated_on, next_month)
    return reached_age_on(begins, years)  # a term of years ends as an age is reached: the day before


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


def _first_of_next_month(day: Column) -> Column:
    year, month = day // 10000, day // 100 % 100
    return np.where(month == 12, year * 10000 + 10101, day // 100 * 100 + 101)


def _day_after(day: Column, next_month: Column) -> Column:
    last_of_month = reached_age_on(next_month, 0)
    return np.where(day == last_of_month, next_month, day + 1)
