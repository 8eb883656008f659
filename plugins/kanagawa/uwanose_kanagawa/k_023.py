"""K-023: what of the disability subsidy lies inside the prefecture's standard (重度障害者医療費助成).

The list of disabilities, the amounts and the limits are rules of the prefecture and stand in its settings; this is the
program only. The share of the prefecture was not found, so the amount it recognises is given, and no refund.
"""

from __future__ import annotations

import numpy as np

from uwanose import AgeLimit, Column, Flags, LookupTable, customizes, product

_OUTPATIENT, _INPATIENT = 0, 1
_NO_OTHER_SCHEME = 0
_OVER = 1


@customizes("K-023", "medical_subsidy_disability.k_023.on_the_list")
def on_the_list(
    care: Column,
    physical_grade: Column,
    iq_assessed: Flags,
    iq: Column,
    mental_grade: Column,
    k_023_physical_grade: int,
    k_023_iq: int,
    k_023_physical_grade_with_iq: int,
    k_023_iq_with_physical_grade: int,
    k_023_mental_grade_1_outpatient: bool,
) -> Flags:
    """Whether the disability is on the prefecture's list, whatever a town covers beyond it."""
    physical = (physical_grade >= 1) & (physical_grade <= k_023_physical_grade)
    intellectual = iq_assessed & (iq <= k_023_iq)
    combined = (physical_grade >= 1) & (physical_grade <= k_023_physical_grade_with_iq)
    combined &= iq_assessed & (iq <= k_023_iq_with_physical_grade)
    mental = (mental_grade == 1) & (care != _INPATIENT) & k_023_mental_grade_1_outpatient
    return np.asarray(physical | intellectual | combined | mental)


@customizes("K-023", "medical_subsidy_disability.k_023.inside_standard")
def inside_standard(
    eligible: Flags,
    other_scheme: Column,
    k_023_on_the_list: Flags,
    birth_date: Column,
    first_certified_on: Column,
    assessed_income: Column,
    dependants: Column,
    limit_addition: Column,
    k_023_first_certified_before: AgeLimit,
    k_023_income_limit_by_dependants: LookupTable,
    k_023_income_limit_sense: int,
) -> Flags:
    """Whether a bill the town subsidises lies inside the standard: disability, age when certified, and income."""
    row = k_023_income_limit_by_dependants.pick("from", dependants)
    further = k_023_income_limit_by_dependants.pick("further", dependants)
    limit = k_023_income_limit_by_dependants.pick("limit", dependants) + product(further, dependants - row)
    limit = limit + limit_addition
    within = assessed_income <= limit if k_023_income_limit_sense == _OVER else assessed_income < limit
    in_time = k_023_first_certified_before.covers(birth_date, first_certified_on)
    inside: Flags = (
        eligible & (other_scheme == _NO_OTHER_SCHEME) & k_023_on_the_list & in_time & np.asarray(within)
    )
    return inside


@customizes("K-023", "medical_subsidy_disability.k_023.co_payment")
def co_payment(
    k_023_inside_standard: Flags,
    care: Column,
    visits: Column,
    days: Column,
    remaining_share: Column,
    k_023_co_payment_per_visit: int,
    k_023_co_payment_per_day: int,
) -> Column:
    """The co-payment the standard leaves to the patient: per visit, per day in hospital, none for dispensing or outside it."""
    outpatient = np.where(care == _OUTPATIENT, product(visits, k_023_co_payment_per_visit), 0)
    asked = np.where(care == _INPATIENT, product(days, k_023_co_payment_per_day), outpatient)
    return np.where(k_023_inside_standard, np.minimum(asked, remaining_share), 0)


@customizes("K-023", "medical_subsidy_disability.k_023.base_amount")
def base_amount(
    k_023_inside_standard: Flags, remaining_share: Column, k_023_co_payment: Column, town_pays: Column
) -> Column:
    """The amount the prefecture recognises: what is left after its own co-payment, at most what the town really pays."""
    return np.where(k_023_inside_standard, np.minimum(remaining_share - k_023_co_payment, town_pays), 0)


@customizes("K-023", "medical_subsidy_disability.k_023.outside_standard")
def outside_standard(town_pays: Column, k_023_base_amount: Column) -> Column:
    """What the town pays beyond it, out of its own money."""
    return town_pays - k_023_base_amount
