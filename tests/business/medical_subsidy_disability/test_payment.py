"""What the town pays and what is left to the patient."""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_subsidy_disability.payment import (
    claim_deadline,
    co_payment,
    patient_pays,
    payment_way,
    remaining_share,
    town_pays,
)

ELIGIBLE = np.array([True, True, True, False])
LEFT = np.array([3_000, 45_000, 150, 3_000])


def test_the_co_payment_is_at_most_the_share_left_and_nothing_without_a_subsidy() -> None:
    """200 yen per visit, 100 yen per day in hospital; a share of 150 yen is paid whole."""
    asked = co_payment(
        eligible=ELIGIBLE,
        remaining_share=LEFT,
        care=np.array([0, 1, 0, 0]),
        visits=np.array([2, 0, 1, 1]),
        days=np.array([0, 5, 0, 0]),
        co_payment_per_visit=200,
        co_payment_per_day=100,
        co_payment_per_dispensing=0,
    )
    assert asked.tolist() == [400, 500, 150, 0]


def test_town_and_patient_bear_the_share_together_and_meals_stay_with_the_patient() -> None:
    """No town was found that pays 食事療養標準負担額."""
    paid = town_pays(ELIGIBLE, LEFT, np.array([400, 500, 150, 0]))
    assert paid.tolist() == [2_600, 44_500, 0, 0]
    assert patient_pays(LEFT, paid, np.array([0, 7_350, 0, 490])).tolist() == [400, 7_850, 150, 3_490]


def test_other_benefits_come_first() -> None:
    """高額療養費 and 付加給付 are taken off before the co-payment."""
    assert remaining_share(np.array([60_000]), np.array([2_400]), np.array([600])).tolist() == [57_000]


def test_how_and_until_when_a_refund_is_paid() -> None:
    """In kind inside the prefecture, as a refund outside, to be claimed within the town's term."""
    inside = np.array([True, False, False, True])
    assert payment_way(ELIGIBLE, inside, False).tolist() == [1, 2, 2, 0]
    assert claim_deadline(np.array([20240510]), 0, 1).tolist() == [20250531]
