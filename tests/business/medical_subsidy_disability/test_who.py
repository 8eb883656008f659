"""Which disabilities are covered, grade by grade, and the age at which they were first certified."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.medical_bills import DISPENSING, INPATIENT, OUTPATIENT
from uwanose.business.medical_subsidy_disability.who import (
    certified_in_time,
    disability_covered,
    eligible,
    other_scheme_first,
)
from uwanose.engine.tables import AgeLimit
from uwanose.points.model import AgeForm

UNDER_65 = AgeLimit(65, AgeForm.UNDER)


def covered(
    *, physical: int = 0, iq: int | None = None, mental: int = 0, care: int = OUTPATIENT, scheme: bool = True
) -> bool:
    """One bill under the list that four municipalities print alike."""
    result = disability_covered(
        care=np.array([care]),
        physical_grade=np.array([physical]),
        iq_assessed=np.array([iq is not None]),
        iq=np.array([iq or 0]),
        mental_grade=np.array([mental]),
        who_physical_grade=2,
        who_iq=35,
        who_physical_grade_with_iq=3,
        who_iq_with_physical_grade=50,
        who_mental_grade_1_outpatient=scheme,
    )
    return bool(result[0])


@pytest.mark.parametrize(("grade", "within"), [(0, False), (1, True), (2, True), (3, False), (7, False)])
def test_physical_grades_one_and_two_are_covered(grade: int, within: bool) -> None:
    """身体障害者手帳 1・2級, in hospital as well."""
    assert covered(physical=grade) is within
    assert covered(physical=grade, care=INPATIENT) is within


@pytest.mark.parametrize(("iq", "within"), [(None, False), (0, True), (35, True), (36, False)])
def test_an_intelligence_quotient_up_to_35_is_covered(iq: int | None, within: bool) -> None:
    """知能指数 35以下; nobody who has not been assessed."""
    assert covered(iq=iq) is within


@pytest.mark.parametrize(
    ("grade", "iq", "within"),
    [(3, 50, True), (3, 51, False), (4, 50, False), (3, None, False), (0, 50, False)],
)
def test_grade_three_is_covered_together_with_a_quotient_up_to_50(
    grade: int, iq: int | None, within: bool
) -> None:
    """身体障害者手帳 3級 かつ 知能指数 50以下."""
    assert covered(physical=grade, iq=iq) is within


@pytest.mark.parametrize(
    ("grade", "care", "within"),
    [(1, OUTPATIENT, True), (1, DISPENSING, True), (1, INPATIENT, False), (2, OUTPATIENT, False)],
)
def test_mental_grade_one_is_covered_outside_hospital(grade: int, care: int, within: bool) -> None:
    """精神障害者保健福祉手帳 1級 (通院のみ), where the town has begun with it."""
    assert covered(mental=grade, care=care) is within
    assert not covered(mental=grade, care=care, scheme=False)


@pytest.mark.parametrize(
    ("birth", "last_day", "first_day_out"),
    [
        (19550610, 20200608, 20200609),
        (19550401, 20200330, 20200331),
        (19550402, 20200331, 20200401),
        (19560229, 20210227, 20210228),
        (19550101, 20191230, 20191231),
    ],
)
def test_who_is_first_certified_at_sixty_five_is_out(birth: int, last_day: int, first_day_out: int) -> None:
    """愛川町: 65歳以上で初めて認定された者; the age is reached the day before the birthday."""
    certified = certified_in_time(np.full(2, birth), np.array([last_day, first_day_out]), UNDER_65)
    assert certified.tolist() == [True, False]


def test_every_other_scheme_comes_first() -> None:
    """生活保護, 施設入所, 災害共済給付."""
    assert other_scheme_first(np.arange(4)).tolist() == [False, True, True, True]


@pytest.mark.parametrize("missing", range(4))
def test_each_condition_is_needed(missing: int) -> None:
    """Disability, certification, income, and no other scheme."""
    met = [np.array([True, index != missing]) for index in range(3)]
    assert eligible(met[0], met[1], met[2], np.array([False, missing == 3])).tolist() == [True, False]
