"""What is left to the patient; the rest is paid as in the other medical subsidies."""

from __future__ import annotations

import numpy as np

from uwanose.business import medical_payment
from uwanose.business.medical_subsidy_disability import payment
from uwanose.business.medical_subsidy_single_parent import payment as payment_of_families


def test_meals_stay_with_the_patient() -> None:
    """No town was found that pays 食事療養標準負担額."""
    left, paid = np.array([3_000, 45_000, 3_000]), np.array([2_600, 44_500, 0])
    assert payment.patient_pays(left, paid, np.array([0, 7_350, 490])).tolist() == [400, 7_850, 3_490]


def test_what_is_alike_stands_once() -> None:
    """A bill of 重度障害者 or of ひとり親家庭等 is worked out by the very same formulas."""
    for taken in (payment, payment_of_families):
        for name in taken.__all__:
            assert getattr(taken, name) is getattr(medical_payment, name)
