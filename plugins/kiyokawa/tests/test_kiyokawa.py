"""K-004 by plain calls: at 15 to 18 hospital stays are refunded, never paid in kind."""

from __future__ import annotations

import numpy as np
from uwanose_kiyokawa.k_004 import payment_way

from uwanose import AgeLimit
from uwanose.points.model import AgeForm

NO_SUBSIDY, IN_KIND, REFUND = 0, 1, 2


def way(*, birth: int, treated: int, eligible: bool = True, inside_prefecture: bool = True) -> int:
    result = payment_way(
        eligible=np.array([eligible]),
        inside_prefecture=np.array([inside_prefecture]),
        birth_date=np.array([birth]),
        treated_on=np.array([treated]),
        age_limit_outpatient=AgeLimit(15, AgeForm.SCHOOL_YEAR_END),
        payment_in_kind_outside_prefecture=False,
    )
    return int(result[0])


def test_the_card_ends_with_the_31_march_after_fifteen() -> None:
    """清川村: 中学校卒業まで with a card, afterwards refund only. Born 2007-04-02: junior high ends on 31 March 2023."""
    assert way(birth=20070402, treated=20230331) == IN_KIND
    assert way(birth=20070402, treated=20230401) == REFUND


def test_one_born_on_1_april_leaves_school_a_year_earlier() -> None:
    """年齢計算: born 2007-04-01 is fifteen on 31 March 2022, which is the last day with a card."""
    assert way(birth=20070401, treated=20220331) == IN_KIND
    assert way(birth=20070401, treated=20220401) == REFUND


def test_younger_children_are_paid_as_in_the_package() -> None:
    """In kind inside the prefecture, refund outside, nothing for those not covered."""
    assert way(birth=20150510, treated=20240510) == IN_KIND
    assert way(birth=20150510, treated=20240510, inside_prefecture=False) == REFUND
    assert way(birth=20150510, treated=20240510, eligible=False) == NO_SUBSIDY
