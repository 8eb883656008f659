"""Owns what is paid in all medical subsidies: other benefits first, the co-payment, the town's subsidy, how and until when.

A business takes these formulas over by importing them and naming them in its ``__all__``.
"""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_bills import (
    IN_KIND,
    MONTH_AFTER_TREATMENT,
    NO_SUBSIDY,
    REFUND,
    co_payment_asked,
    day_after,
    first_of_next_month,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import reached_age_on


@formula
def remaining_share(insured_share: Column, high_cost_benefit: Column, additional_benefit: Column) -> Column:
    """The insured share left after 高額療養費, 付加給付 and other public benefits, not below zero. The town's ordinance."""
    left: Column = np.maximum(insured_share - high_cost_benefit - additional_benefit, 0)
    return left


@formula
def co_payment(
    eligible: Flags,
    remaining_share: Column,
    care: Column,
    visits: Column,
    days: Column,
    co_payment_per_visit: int,
    co_payment_per_day: int,
    co_payment_per_dispensing: int,
) -> Column:
    """What is left to pay for the bill of one department, at most the share left. The town's ordinance."""
    asked = co_payment_asked(
        care, visits, days, co_payment_per_visit, co_payment_per_day, co_payment_per_dispensing
    )
    return np.where(eligible, np.minimum(asked, remaining_share), 0)


@formula
def town_pays(eligible: Flags, remaining_share: Column, co_payment: Column) -> Column:
    """The town's subsidy for the bill. The town's ordinance."""
    return np.where(eligible, remaining_share - co_payment, 0)


@formula
def family_pays(remaining_share: Column, town_pays: Column, meals: Column) -> Column:
    """What the family bears in the end, hospital meals included: no town was found that pays them. The town's ordinance."""
    return remaining_share - town_pays + meals


@formula
def payment_way(
    eligible: Flags, inside_prefecture: Flags, payment_in_kind_outside_prefecture: bool
) -> Column:
    """How the subsidy is paid: in kind with the medical card inside the prefecture, as a refund outside. The towns' rules."""
    in_kind = inside_prefecture | payment_in_kind_outside_prefecture
    return np.where(eligible, np.where(in_kind, IN_KIND, REFUND), NO_SUBSIDY)


@formula
def claim_deadline(treated_on: Column, claim_period_starts: int, claim_period_years: int) -> Column:
    """The last day on which a refund may be claimed. The town's ordinance; 民法第143条 for the end of the period.

    The bill does not say when the family paid; the day of treatment is taken for it, by our decision.
    """
    monthly = claim_period_starts == MONTH_AFTER_TREATMENT
    begins = first_of_next_month(treated_on) if monthly else day_after(treated_on)
    return reached_age_on(
        begins, claim_period_years
    )  # a term of years ends as an age is reached: the day before
