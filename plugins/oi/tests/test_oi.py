"""K-006 by plain calls: all children within the age, the whole per-head amount, nobody else."""

from __future__ import annotations

import numpy as np
from uwanose_oi.k_006 import child_per_head_relief

from uwanose import AgeLimit
from uwanose.points.model import AgeForm

UNTIL_18 = AgeLimit(18, AgeForm.SCHOOL_YEAR_END)


def relief(*births: int, year: int = 2025) -> list[int]:
    found: list[int] = child_per_head_relief(np.array(births), year, UNTIL_18).tolist()
    return found


def test_the_whole_amount_is_waived_for_every_child() -> None:
    """子ども全員 since fiscal year 2020: a baby, a school child, one who turns 18 in the year."""
    assert relief(20250901, 20150510, 20070501) == [100, 100, 100]


def test_the_age_ends_with_the_31_march_after_the_eighteenth_year() -> None:
    """Born on 2 April 2007: 18 is reached on 1 April 2025, so the year that ends in March 2026 is the last."""
    assert relief(20070401, 20070402) == [0, 100]
    assert relief(20070402, year=2026) == [0]
