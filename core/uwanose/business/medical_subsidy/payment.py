"""Owns what is paid: other benefits first, then the co-payment, the town's subsidy, and how and until when it is paid."""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_bills import co_payment_asked, last_day_to_claim, share_left, way_of_payment
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit


@formula
def remaining_share(insured_share: Column, high_cost_benefit: Column, additional_benefit: Column) -> Column:
    """The insured share left after 高額療養費, 付加給付 and other public benefits, not below zero. The town's ordinance."""
    return share_left(insured_share, high_cost_benefit, additional_benefit)


@formula
def co_payment(
    eligible: Flags,
    remaining_share: Column,
    birth_date: Column,
    treated_on: Column,
    care: Column,
    visits: Column,
    days: Column,
    co_payment_per_visit: int,
    co_payment_per_day: int,
    co_payment_per_dispensing: int,
    co_payment_free_age: AgeLimit,
) -> Column:
    """What the family pays itself: per visit, per day or per dispensing, at most the share left. The town's ordinance."""
    asked = co_payment_asked(
        care, visits, days, co_payment_per_visit, co_payment_per_day, co_payment_per_dispensing
    )
    payable = eligible & ~co_payment_free_age.covers(birth_date, treated_on)
    return np.where(payable, np.minimum(asked, remaining_share), 0)


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
    return way_of_payment(eligible, inside_prefecture, payment_in_kind_outside_prefecture)


@formula
def claim_deadline(treated_on: Column, claim_period_starts: int, claim_period_years: int) -> Column:
    """The last day on which a refund may be claimed. The town's ordinance; 民法第143条 for the end of the period."""
    return last_day_to_claim(treated_on, claim_period_starts, claim_period_years)
