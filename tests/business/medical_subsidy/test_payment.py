"""The co-payment of the children's scheme: by visit, by day, and none below the age the town sets."""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_subsidy.payment import co_payment
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.tables import AgeLimit
from uwanose.points.model import AgeForm

NEVER = AgeLimit(0, AgeForm.UNDER)
UNDER_4 = AgeLimit(4, AgeForm.UNDER)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


def test_a_co_payment_is_asked_by_visit_by_day_and_not_for_dispensing() -> None:
    """県補助基準の形: 200 yen per visit, 100 yen per day in hospital, dispensing free."""
    asked = co_payment(
        eligible=flags(True, True, True),
        remaining_share=column(3_000, 45_000, 2_000),
        birth_date=np.full(3, 20150510),
        treated_on=np.full(3, 20240510),
        care=column(0, 1, 2),
        visits=column(3, 1, 1),
        days=column(0, 5, 0),
        co_payment_per_visit=200,
        co_payment_per_day=100,
        co_payment_per_dispensing=0,
        co_payment_free_age=NEVER,
    )
    assert asked.tolist() == [600, 500, 0]


def test_a_co_payment_is_never_above_the_share_left_and_nothing_for_those_not_covered() -> None:
    """A bill of 150 yen leaves 150; who is not covered pays the whole share, not a co-payment."""
    asked = co_payment(
        flags(True, False), column(150, 3_000), np.full(2, 20150510), np.full(2, 20240510), column(0, 0),
        column(1, 1), column(0, 0), 200, 100, 0, NEVER,
    )  # fmt: skip
    assert asked.tolist() == [150, 0]


def test_a_co_payment_begins_on_the_day_the_age_is_reached() -> None:
    """4歳未満: born 2020-05-10, four years old from 9 May 2024 on."""
    asked = co_payment(
        flags(True, True), column(3_000, 3_000), np.full(2, 20200510), column(20240508, 20240509), column(0, 0),
        column(1, 1), column(0, 0), 200, 100, 0, UNDER_4,
    )  # fmt: skip
    assert asked.tolist() == [0, 200]
