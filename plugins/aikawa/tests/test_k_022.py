"""K-022 by a plain call: what Aikawa covers beyond the list, and nothing that the list covers is lost."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import cast

import numpy as np
import pytest
from uwanose_aikawa.k_022 import disability_covered

from uwanose import Flags

Wrap = Callable[..., Generator[None, Flags, Flags]]


def covered(
    *, beneath: bool = False, physical: int = 0, iq: int | None = None, handbook: bool = True, mental: int = 0
) -> bool:
    """What comes out above a list that says *beneath*."""
    wrap = cast(Wrap, disability_covered)(
        physical_grade=np.array([physical]),
        iq_assessed=np.array([iq is not None]),
        iq=np.array([iq or 0]),
        intellectual_handbook=np.array([handbook]),
        mental_grade=np.array([mental]),
    )
    next(wrap)
    with pytest.raises(StopIteration) as ended:
        wrap.send(np.array([beneath]))
    return bool(ended.value.value[0])


@pytest.mark.parametrize(("grade", "within"), [(0, False), (1, True), (3, True), (4, False)])
def test_physical_grade_three_is_covered(grade: int, within: bool) -> None:
    """愛川町: 身体障害者手帳 1-3級 (通院・入院)."""
    assert covered(physical=grade) is within


@pytest.mark.parametrize(
    ("iq", "handbook", "within"),
    [(50, True, True), (51, True, False), (50, False, False), (None, True, False)],
)
def test_a_quotient_up_to_50_is_covered_with_the_handbook(
    iq: int | None, handbook: bool, within: bool
) -> None:
    """愛川町: 知能指数 50以下 で療育手帳."""
    assert covered(iq=iq, handbook=handbook) is within


def test_mental_grade_one_is_covered_whatever_the_care() -> None:
    """愛川町: 精神障害者保健福祉手帳 1級 (通院・入院)."""
    assert covered(mental=1)
    assert not covered(mental=2)


def test_what_the_list_covers_stays_covered() -> None:
    """知能指数35以下 without a handbook is on the list beneath."""
    assert covered(beneath=True, iq=35, handbook=False)
