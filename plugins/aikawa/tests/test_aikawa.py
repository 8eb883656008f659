"""K-007 by a plain call: inside and outside the prefecture's standard add up to the subsidy."""

from __future__ import annotations

import numpy as np
from uwanose_aikawa.k_007 import outside_standard


def test_what_the_prefecture_does_not_recognise_is_the_towns_own() -> None:
    """A bill above the income limit is all the town's; inside the standard only the 200 yen co-payment is."""
    outside = outside_standard(
        town_pays=np.array([3_000, 3_000, 0]), k_001_base_amount=np.array([2_800, 0, 0])
    )
    assert outside.tolist() == [200, 3_000, 0]
