"""K-001: what the prefecture refunds of the children's medical subsidy (神奈川県の小児医療費助成の補助基準).

The ages, amounts, limits and shares are rules of the prefecture and stand in its settings; this is the program only.
"""

from __future__ import annotations

import numpy as np

from uwanose import AgeLimit, Column, Flags, LookupTable, Rate, customizes, floor_yen, product

_OUTPATIENT, _INPATIENT = 0, 1
_NO_OTHER_SCHEME = 0
_FINANCIALLY_WEAK = 1


@customizes("K-001", "medical_subsidy.k_001.inside_standard")
def inside_standard(
    eligible: Flags,
    other_scheme: Column,
    birth_date: Column,
    treated_on: Column,
    care: Column,
    assessed_income: Column,
    guardian_dependants: Column,
    guardian_elderly_dependants: Column,
    k_001_outpatient_age: AgeLimit,
    k_001_inpatient_age: AgeLimit,
    k_001_income_exempt_age: AgeLimit,
    k_001_income_limit_by_dependants: LookupTable,
    k_001_income_limit_per_elderly_dependant: int,
) -> Flags:
    """Whether a bill the town subsidises lies inside the prefecture's standard: age, income below the limit (未満).

    The prefecture knows no exception from the order of the schemes, whatever a town decides.
    """
    inpatient = k_001_inpatient_age.covers(birth_date, treated_on)
    outpatient = k_001_outpatient_age.covers(birth_date, treated_on)
    age_covered = np.where(care == _INPATIENT, inpatient, outpatient)
    row = k_001_income_limit_by_dependants.pick("from", guardian_dependants)
    limit = (
        k_001_income_limit_by_dependants.pick("limit", guardian_dependants)
        + product(
            k_001_income_limit_by_dependants.pick("further", guardian_dependants), guardian_dependants - row
        )
        + product(guardian_elderly_dependants, k_001_income_limit_per_elderly_dependant)
    )
    within = (assessed_income < limit) | k_001_income_exempt_age.covers(birth_date, treated_on)
    inside: Flags = eligible & (other_scheme == _NO_OTHER_SCHEME) & age_covered & within
    return inside


@customizes("K-001", "medical_subsidy.k_001.co_payment")
def co_payment(
    k_001_inside_standard: Flags,
    birth_date: Column,
    treated_on: Column,
    care: Column,
    visits: Column,
    days: Column,
    remaining_share: Column,
    k_001_co_payment_per_visit: int,
    k_001_co_payment_per_day: int,
    k_001_co_payment_free_age: AgeLimit,
) -> Column:
    """The co-payment the standard leaves to the family: per visit, per day in hospital, none for dispensing or outside it."""
    asked = np.where(
        care == _INPATIENT,
        product(days, k_001_co_payment_per_day),
        np.where(care == _OUTPATIENT, product(visits, k_001_co_payment_per_visit), 0),
    )
    free = k_001_co_payment_free_age.covers(birth_date, treated_on)
    return np.where(k_001_inside_standard & ~free, np.minimum(asked, remaining_share), 0)


@customizes("K-001", "medical_subsidy.k_001.base_amount")
def base_amount(
    k_001_inside_standard: Flags, remaining_share: Column, k_001_co_payment: Column, town_pays: Column
) -> Column:
    """The amount the prefecture recognises: what is left after its own co-payment, at most what the town really pays."""
    return np.where(k_001_inside_standard, np.minimum(remaining_share - k_001_co_payment, town_pays), 0)


@customizes("K-001", "medical_subsidy.k_001.prefecture_refund")
def prefecture_refund(
    k_001_base_amount: Column,
    k_001_share_class: int,
    k_001_share_ordinary: Rate,
    k_001_share_financially_weak: Rate,
) -> Column:
    """The prefecture's share of one bill, a fraction of a yen cut.

    The claim is made on the total of a year; the amount of one bill is a break-down for the town, by our decision.
    """
    share = k_001_share_financially_weak if k_001_share_class == _FINANCIALLY_WEAK else k_001_share_ordinary
    return floor_yen(k_001_base_amount, share)
