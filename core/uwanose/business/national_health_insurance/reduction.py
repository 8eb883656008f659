"""Owns the reduction of a household by seven, five or two tenths: who is counted, the limits, and what is not certain yet.

The household is judged on 1 April, or on the day it enters the insurance in the year; who joins later changes nothing.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.months import birthday_on
from uwanose.business.national_health_insurance.codes import (
    FIVE_TENTHS,
    FORMER_MEMBER,
    INSURED,
    NO_REDUCTION,
    SEVEN_TENTHS,
    TWO_TENTHS,
)
from uwanose.engine.arithmetic import Column, Flags, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import Household

_END_OF_DAYS = 9999_12_31


@formula
def head_unclear(household: Household, head: Flags) -> Flags:
    """Whether the rows of a household do not name exactly one head, who owes the levy. 国民健康保険法第76条, 地方税法第703条の4."""
    unclear: Flags = household.count(head) != 1
    return unclear


@formula
def judged_on(
    household: Household,
    insurance: Column,
    birth_date: Column,
    joined_on: Column,
    left_on: Column,
    year: int,
    age_late_elderly: int,
) -> Column:
    """判定の日: 1 April, or the day the first member joins in the year. 国民健康保険法施行令第29条の7第5項."""
    first, beyond = year * 10_000 + 401, (year + 1) * 10_000 + 401
    leaves = np.minimum(left_on, birth_date + age_late_elderly * 10_000)
    insured = insurance == INSURED
    since_april = household.any(insured & (joined_on <= first) & (first < leaves))
    joins = insured & (joined_on > first) & (joined_on < beyond) & (joined_on < leaves)
    return np.where(since_april, first, household.min(np.where(joins, joined_on, _END_OF_DAYS)))


@formula
def counted_head(
    insurance: Column,
    birth_date: Column,
    joined_on: Column,
    left_on: Column,
    judged_on: Column,
    age_late_elderly: int,
) -> Flags:
    """Whether a member raises the limits: the insured and 特定同一世帯所属者 on that day. 国民健康保険法施行令第29条の7第5項.

    Who turns 75 on 1 April is a 特定同一世帯所属者 on that day already.
    """
    turns_75 = birthday_on(birth_date, age_late_elderly)
    insured = (insurance == INSURED) & (joined_on <= judged_on) & (judged_on < np.minimum(left_on, turns_75))
    since_75 = (insurance == INSURED) & (joined_on < turns_75) & (turns_75 <= judged_on)
    stays = (judged_on < left_on) | (left_on == turns_75)
    former = (insurance == FORMER_MEMBER) & (judged_on < left_on)
    counted: Flags = insured | former | (since_75 & stays)
    return counted


@formula
def counted_income(counted_head: Flags, head: Flags) -> Flags:
    """Whether the income of a member counts: those above and the head, insured or not (擬制世帯主). 国民健康保険法施行令第29条の7第5項."""
    return counted_head | head


@formula
def heads(household: Household, counted_head: Flags) -> Column:
    """被保険者と特定同一世帯所属者の数 of the household. 国民健康保険法施行令第29条の7第5項."""
    return household.count(counted_head)


@formula
def household_income(household: Household, counted_income: Flags, reduction_income: Column) -> Column:
    """軽減判定所得 of the household. 国民健康保険法施行令第29条の7第5項."""
    return household.sum(np.where(counted_income, reduction_income, 0))


@formula(of="earners_fewest", until=2020)
def earners_fewest_before() -> int:
    """Before fiscal year 2021 the limits did not depend on earners. 令和2年政令第381号."""
    return 1


@formula(of="earners_most", until=2020)
def earners_most_before() -> int:
    """Before fiscal year 2021 the limits did not depend on earners. 令和2年政令第381号."""
    return 1


@formula(since=2021)
def earners_fewest(
    household: Household,
    counted_income: Flags,
    pay_revenue: Column,
    family_employee_pay: Column,
    pension_revenue: Column,
    is_elderly: Flags,
    earner_pay_over: int,
    earner_pension_over: int,
    earner_pension_over_elderly: int,
) -> Column:
    """給与所得者等の数 of those who certainly are: by pay or by pension, each once. 国民健康保険法施行令第29条の7第5項."""
    pensioner = pension_revenue > np.where(is_elderly, earner_pension_over_elderly, earner_pension_over)
    paid = pay_revenue - family_employee_pay > earner_pay_over
    return household.count(counted_income & (paid | pensioner))


@formula(since=2021)
def earners_most(
    household: Household,
    counted_income: Flags,
    pay_revenue: Column,
    family_employee_pay: Column,
    pension_revenue: Column,
    is_elderly: Flags,
    earner_pay_not_over: int,
    earner_pension_over: int,
    earner_pension_over_elderly: int,
) -> Column:
    """給与所得者等の数 with those who may be, as long as the limit of pay is not certain. 国民健康保険法施行令第29条の7第5項."""
    pensioner = pension_revenue > np.where(is_elderly, earner_pension_over_elderly, earner_pension_over)
    paid = pay_revenue - family_employee_pay > earner_pay_not_over
    return household.count(counted_income & (paid | pensioner))


@formula
def reduction_withheld(household: Household, counted_income: Flags, income_undeclared: Flags) -> Flags:
    """Whether the income of somebody who counts is not declared: no reduction then. The towns' ordinances (大井町, 福島市)."""
    return household.any(counted_income & income_undeclared)


@formula
def reduction_fewest(
    household_income: Column,
    earners_fewest: Column,
    heads: Column,
    reduction_withheld: Flags,
    reduction_base: int,
    reduction_per_earner: int,
    reduction_five_per_head: int,
    reduction_two_per_head: int,
) -> Column:
    """The reduction if nobody is an earner who is not certainly one. 国民健康保険法施行令第29条の7第5項."""
    limit = reduction_base + product(np.maximum(earners_fewest - 1, 0), reduction_per_earner)
    return _reduction(
        household_income, limit, heads, reduction_withheld, reduction_five_per_head, reduction_two_per_head
    )


@formula
def reduction_most(
    household_income: Column,
    earners_most: Column,
    heads: Column,
    reduction_withheld: Flags,
    reduction_base: int,
    reduction_per_earner: int,
    reduction_five_per_head: int,
    reduction_two_per_head: int,
) -> Column:
    """The reduction if everybody is an earner who may be one. 国民健康保険法施行令第29条の7第5項."""
    limit = reduction_base + product(np.maximum(earners_most - 1, 0), reduction_per_earner)
    return _reduction(
        household_income, limit, heads, reduction_withheld, reduction_five_per_head, reduction_two_per_head
    )


@formula
def reduction_undecided(reduction_fewest: Column, reduction_most: Column) -> Flags:
    """Whether the reduction turns on the limit of pay that nobody has confirmed: such a household is not computed."""
    undecided: Flags = reduction_fewest != reduction_most
    return undecided


@formula
def reduction(reduction_fewest: Column, reduction_undecided: Flags) -> Column:
    """軽減: seven, five or two tenths of per-head and per-household amounts. 国民健康保険法施行令第29条の7第5項, 地方税法第703条の5."""
    return np.where(reduction_undecided, NO_REDUCTION, reduction_fewest)


def _reduction(
    income: Column, limit: Column, heads: Column, withheld: Flags, five_per_head: int, two_per_head: int
) -> Column:
    within = [
        income <= limit,
        income <= limit + product(heads, five_per_head),
        income <= limit + product(heads, two_per_head),
    ]
    found = np.select(
        [np.asarray(one, dtype=np.bool_) for one in within],
        [SEVEN_TENTHS, FIVE_TENTHS, TWO_TENTHS],
        NO_REDUCTION,
    )
    return np.where(withheld, NO_REDUCTION, found)
