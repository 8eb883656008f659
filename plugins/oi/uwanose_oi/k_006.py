"""K-006: no per-head amount of the health-insurance tax for the children of Oi."""

from __future__ import annotations

import numpy as np

from uwanose import AgeLimit, Column, customizes


@customizes("K-006", "national_health_insurance.child_per_head_relief")
def child_per_head_relief(birth_date: Column, year: int, k_006_age_limit: AgeLimit) -> Column:
    """The whole per-head amount of medical and support part, for every child within the age (大井町国民健康保険税条例).

    It takes in what the law relieves of preschool children from fiscal year 2022: all of it is waived anyway.
    """
    return np.where(k_006_age_limit.covers(birth_date, year * 10_000 + 401), 100, 0)
