"""Owns what is paid: other benefits first, then the co-payment, the town's subsidy, and how and until when it is paid."""

from __future__ import annotations

from uwanose.business.medical_payment import (
    claim_deadline,
    co_payment,
    family_pays,
    payment_way,
    remaining_share,
    town_pays,
)

__all__ = ["claim_deadline", "co_payment", "family_pays", "payment_way", "remaining_share", "town_pays"]
