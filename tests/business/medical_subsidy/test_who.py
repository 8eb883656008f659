"""Who is covered: ages by 年齢計算, the two age limits, and the schemes that come first."""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_subsidy.who import age, age_covered, eligible, other_scheme_first
from uwanose.engine.arithmetic import Column
from uwanose.engine.tables import AgeLimit
from uwanose.points.model import AgeForm

OUTPATIENT, INPATIENT, DISPENSING = 0, 1, 2
UNTIL_15 = AgeLimit(15, AgeForm.SCHOOL_YEAR_END)
UNTIL_18 = AgeLimit(18, AgeForm.SCHOOL_YEAR_END)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def test_an_age_is_reached_the_day_before_the_birthday() -> None:
    """年齢計算ニ関スル法律: born on 10 May 2010, ten years old from 9 May 2020 on."""
    assert age(column(20100510, 20100510), column(20200508, 20200509)).tolist() == [9, 10]


def test_children_born_on_1_april_belong_to_the_older_school_year() -> None:
    """中井町: newly covered on 2023-07-01 are those born from 2005-04-02 to 2008-04-01; 2005-04-01 is out."""
    births = column(20050401, 20050402, 20080401)
    covered = age_covered(births, np.full(3, 20230701), column(0, 0, 0), UNTIL_18, UNTIL_18)
    assert covered.tolist() == [False, True, True]


def test_the_limit_ends_with_the_31_march_after_the_eighteenth_year() -> None:
    """18歳年度末: born on 2005-04-02, covered until 2024-03-31 and not on the next day."""
    covered = age_covered(
        column(20050402, 20050402), column(20240331, 20240401), column(0, 0), UNTIL_18, UNTIL_18
    )
    assert covered.tolist() == [True, False]


def test_dispensing_follows_the_outpatient_limit() -> None:
    """清川村: at 16 only hospital stays are covered, so neither visits nor dispensing are."""
    care = column(OUTPATIENT, INPATIENT, DISPENSING)
    covered = age_covered(np.full(3, 20050601), np.full(3, 20220601), care, UNTIL_15, UNTIL_18)
    assert covered.tolist() == [False, True, False]


def test_nobody_is_covered_before_birth() -> None:
    """A day of treatment before the birth is a slip of the input, not a subsidy."""
    covered = age_covered(
        column(20240402, 20240402), column(20240401, 20240402), column(0, 0), UNTIL_18, UNTIL_18
    )
    assert covered.tolist() == [False, True]


def test_each_of_the_five_other_schemes_comes_first() -> None:
    """生活保護, 施設入所, 重度障害者医療, ひとり親家庭等医療 and 災害共済給付 come before the children's scheme."""
    assert other_scheme_first(column(0, 1, 2, 3, 4, 5)).tolist() == [False, True, True, True, True, True]


def test_eligible_needs_age_and_income_and_no_other_scheme() -> None:
    """All three conditions of the ordinances together."""
    flags = np.array([[a, i, o] for a in (True, False) for i in (True, False) for o in (True, False)])
    result = eligible(flags[:, 0], flags[:, 1], flags[:, 2])
    assert flags[result].tolist() == [[True, True, False]]
