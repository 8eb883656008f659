"""Owns what is paid: other benefits first, then the co-payment, the town's subsidy, and how and until when it is paid."""

from __future__ import annotations

from uwanose.business.medical_payment import (
    claim_deadline,
    co_payment,
    payment_way,
    remaining_share,
    town_pays,
)
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula

__all__ = ["claim_deadline", "co_payment", "payment_way", "remaining_share", "town_pays"]


@formula
def patient_pays(remaining_share: Column, town_pays: Column, meals: Column) -> Column:
    """What the patient bears in the end, hospital meals included: no town was found that pays them. The town's ordinance."""
    return remaining_share - town_pays + meals
