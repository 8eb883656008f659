"""Owns which children count and in what order: the eldest first, those born on one day by their numbers."""

from __future__ import annotations

import numpy as np

from uwanose.business.months import first_of_month, month_number
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit, Household


@formula
def counted(
    birth_date: Column,
    for_month: Column,
    cared_for: Flags,
    living_costs_borne: Flags,
    counted_age_limit: AgeLimit,
    counted_borne_age_limit: AgeLimit,
) -> Flags:
    """Whether a child counts among the siblings: up to 18歳年度末, since October 2024 up to 22歳年度末. 児童手当法第6条.

    Up to 18歳年度末 only those cared for count, above it only those whose living costs are borne. One born on 1 April
    belongs to the older school year (年齢計算ニ関スル法律).
    """
    day = first_of_month(for_month)
    born = month_number(birth_date) <= month_number(for_month)
    minor = counted_age_limit.covers(birth_date, day)
    older = living_costs_borne & ~minor & counted_borne_age_limit.covers(birth_date, day)
    return born & (cared_for & minor | older)


@formula
def undecided_order(
    counted: Flags, birth_date: Column, child_number: Column, for_month: Column, household: Household
) -> Flags:
    """Whether two children of one claimant stand in no order. By our decision: birth date, then number; 児童手当法第6条."""
    alike = household.by(month_number(for_month), birth_date, child_number).count(counted)
    return counted & (alike > 1)


@formula
def sibling_order(
    counted: Flags, birth_date: Column, child_number: Column, for_month: Column, household: Household
) -> Column:
    """第何子: 1 for the eldest that counts, 0 for those that do not. 児童手当法第6条."""
    rank = np.empty(len(birth_date), dtype=np.int64)
    keys = [np.asarray(key, dtype=np.int64) for key in (child_number, birth_date)]
    rank[np.lexsort(keys)] = np.arange(len(birth_date))
    older = household.by(month_number(for_month)).earlier(counted.astype(np.int64), rank)
    return np.where(counted, older + 1, 0)
