"""The disability allowances: amounts to look up, paid by the prefecture, refused where nobody has seen them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.profiles.sample import programs, sample
from uwanose.business.disability_allowance.amounts import PREFECTURE, payer, reference_amount
from uwanose.errors import Refused


def test_the_transitional_allowance_is_that_of_children() -> None:
    """経過的福祉手当."""
    found = reference_amount(np.array([0, 1, 2], dtype=np.int64), 29_590, 16_100)
    assert found.tolist() == [29_590, 16_100, 16_100]


def test_the_prefecture_pays() -> None:
    """No town has a welfare office."""
    assert payer() == PREFECTURE


def test_the_amount_of_fy2026_is_refused() -> None:
    """Not found: that of FY2025 is not used again."""
    for on, known in ((date(2026, 3, 31), True), (date(2026, 4, 1), False)):
        rules = sample().rules("oi", on)
        program = programs().program("disability_allowance", rules)
        if known:
            program.bind(rules, ["reference_amount"])
            continue
        with pytest.raises(Refused) as refused:
            program.bind(rules, ["reference_amount"])
        assert {finding.code for finding in refused.value.findings} == {"E121"}
        program.bind(rules, ["payer", "payment_month"])
