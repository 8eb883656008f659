"""K-004: from 15 to 18 Kiyokawa subsidises hospital stays only, without a medical card (清川村の小児医療費助成条例)."""

from __future__ import annotations

import numpy as np

from uwanose import AgeLimit, Column, Flags, customizes

_NO_SUBSIDY, _IN_KIND, _REFUND = 0, 1, 2


@customizes("K-004", "medical_subsidy.payment_way")
def payment_way(
    eligible: Flags,
    inside_prefecture: Flags,
    birth_date: Column,
    treated_on: Column,
    age_limit_outpatient: AgeLimit,
    payment_in_kind_outside_prefecture: bool,
) -> Column:
    """In kind only while the child holds a card, that is within the outpatient age limit; a refund otherwise."""
    holds_card = age_limit_outpatient.covers(birth_date, treated_on)
    in_kind = holds_card & (inside_prefecture | payment_in_kind_outside_prefecture)
    return np.where(eligible, np.where(in_kind, _IN_KIND, _REFUND), _NO_SUBSIDY)
