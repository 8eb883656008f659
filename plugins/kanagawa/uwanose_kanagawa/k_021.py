"""K-021: what of the one-parent families' subsidy lies inside the prefecture's standard (ひとり親家庭等医療費助成).

The ages, amounts and limits are rules of the prefecture and stand in its settings; this is the program only. The share of
the prefecture was not found, so the amount it recognises is given, and no refund.
"""

from __future__ import annotations

import numpy as np

from uwanose import AgeLimit, Column, Flags, LookupTable, customizes, product

_OUTPATIENT, _INPATIENT = 0, 1
_NO_OTHER_SCHEME = 0


@customizes("K-021", "medical_subsidy_single_parent.k_021.inside_standard")
def inside_standard(
    eligible: Flags,
    other_scheme: Column,
    child_birth_date: Column,
    treated_on: Column,
    child_disabled_or_in_school: Flags,
    parent_assessed_income: Column,
    parent_dependants: Column,
    parent_limit_addition: Column,
    has_supporter: Flags,
    supporter_assessed_income: Column,
    supporter_dependants: Column,
    supporter_limit_addition: Column,
    k_021_child_age: AgeLimit,
    k_021_child_extended_age: AgeLimit,
    k_021_income_limit_parent: LookupTable,
    k_021_income_limit_supporter: LookupTable,
) -> Flags:
    """Whether a bill the town subsidises lies inside the standard: the child's age, both incomes below the limit (未満)."""
    longer = child_disabled_or_in_school & k_021_child_extended_age.covers(child_birth_date, treated_on)
    age_covered = k_021_child_age.covers(child_birth_date, treated_on) | longer
    parent_limit = _limit(k_021_income_limit_parent, parent_dependants) + parent_limit_addition
    supporter_limit = _limit(k_021_income_limit_supporter, supporter_dependants) + supporter_limit_addition
    within = (parent_assessed_income < parent_limit) & (
        (supporter_assessed_income < supporter_limit) | ~has_supporter
    )
    inside: Flags = eligible & (other_scheme == _NO_OTHER_SCHEME) & age_covered & within
    return inside


@customizes("K-021", "medical_subsidy_single_parent.k_021.limit_not_settled")
def limit_not_settled(
    eligible: Flags,
    has_supporter: Flags,
    parent_dependants: Column,
    supporter_dependants: Column,
    k_021_income_limit_parent: LookupTable,
    k_021_income_limit_supporter: LookupTable,
) -> Flags:
    """Whether the family has more dependants than the prefecture's table says anything about."""
    parent = _beyond(k_021_income_limit_parent, parent_dependants)
    supporter = has_supporter & _beyond(k_021_income_limit_supporter, supporter_dependants)
    return np.asarray(eligible & (parent | supporter))


@customizes("K-021", "medical_subsidy_single_parent.k_021.co_payment")
def co_payment(
    k_021_inside_standard: Flags,
    care: Column,
    visits: Column,
    days: Column,
    remaining_share: Column,
    k_021_co_payment_per_visit: int,
    k_021_co_payment_per_day: int,
) -> Column:
    """The co-payment the standard leaves to the family: per visit, per day in hospital, none for dispensing or outside it."""
    outpatient = np.where(care == _OUTPATIENT, product(visits, k_021_co_payment_per_visit), 0)
    asked = np.where(care == _INPATIENT, product(days, k_021_co_payment_per_day), outpatient)
    return np.where(k_021_inside_standard, np.minimum(asked, remaining_share), 0)


@customizes("K-021", "medical_subsidy_single_parent.k_021.base_amount")
def base_amount(
    k_021_inside_standard: Flags, remaining_share: Column, k_021_co_payment: Column, town_pays: Column
) -> Column:
    """The amount the prefecture recognises: what is left after its own co-payment, at most what the town really pays."""
    return np.where(k_021_inside_standard, np.minimum(remaining_share - k_021_co_payment, town_pays), 0)


@customizes("K-021", "medical_subsidy_single_parent.k_021.outside_standard")
def outside_standard(town_pays: Column, k_021_base_amount: Column) -> Column:
    """What the town pays beyond it, out of its own money."""
    return town_pays - k_021_base_amount


def _limit(limits: LookupTable, dependants: Column) -> Column:
    beyond = dependants - limits.pick("from", dependants)
    return limits.pick("limit", dependants) + product(limits.pick("further", dependants), beyond)


def _beyond(limits: LookupTable, dependants: Column) -> Flags:
    more: Flags = (dependants > limits.pick("from", dependants)) & (limits.pick("further", dependants) == 0)
    return more
