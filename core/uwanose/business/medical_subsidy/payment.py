"""Owns what is paid: other benefits first, then the co-payment, the town's subsidy, and how and until when it is paid."""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_bills import co_payment_asked
from uwanose.business.medical_payment import (
    claim_deadline,
    family_pays,
    payment_way,
    remaining_share,
    town_pays,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit

__all__ = ["claim_deadline", "family_pays", "payment_way", "remaining_share", "town_pays"]


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
