"""Which families and children are covered, on both sides of each age."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.medical_subsidy_single_parent.who import (
    child_covered,
    eligible,
    family_covered,
    other_scheme_first,
)
from uwanose.engine.tables import AgeLimit
from uwanose.points.model import AgeForm

UNTIL_18, UNDER_20 = AgeLimit(18, AgeForm.SCHOOL_YEAR_END), AgeLimit(20, AgeForm.UNDER)


@pytest.mark.parametrize(
    ("birth", "longer", "last_day", "first_day_out"),
    [
        (20050401, False, 20230331, 20230401),
        (20050402, False, 20240331, 20240401),
        (20050101, False, 20230331, 20230401),
        (20050401, True, 20250330, 20250331),
        (20050402, True, 20250331, 20250401),
        (20040229, True, 20240227, 20240228),
        (20050101, True, 20241230, 20241231),
    ],
)
def test_a_child_is_covered_until_the_school_year_of_eighteen_or_until_twenty(
    birth: int, longer: bool, last_day: int, first_day_out: int
) -> None:
    """18歳に達する日以後の最初の3月31日; 20歳未満 with a disability or in high school; ages by 年齢計算."""
    covered = child_covered(
        np.full(2, birth), np.array([last_day, first_day_out]), np.full(2, longer), UNTIL_18, UNDER_20
    )
    assert covered.tolist() == [True, False]


def test_nobody_is_covered_before_birth() -> None:
    """A child named on the bill of the mother must have been born."""
    day = np.array([20240509, 20240510])
    assert child_covered(np.full(2, 20240510), day, np.full(2, False), UNTIL_18, UNDER_20).tolist() == [
        False,
        True,
    ]


def test_every_ground_but_none_makes_a_family_of_the_scheme() -> None:
    """ひとり親, 父または母が重度の障害, 養育者."""
    assert family_covered(np.arange(4)).tolist() == [False, True, True, True]


def test_every_other_scheme_comes_first() -> None:
    """開成町・平塚市: ひとり親 does not apply to those in 重度障害; 生活保護 and 施設入所 are out."""
    assert other_scheme_first(np.arange(5)).tolist() == [False, True, True, True, True]


@pytest.mark.parametrize("missing", range(4))
def test_each_condition_is_needed(missing: int) -> None:
    """Family, child, income, and no other scheme."""
    met = [np.array([True, index != missing]) for index in range(3)]
    assert eligible(met[0], met[1], met[2], np.array([False, missing == 3])).tolist() == [True, False]
