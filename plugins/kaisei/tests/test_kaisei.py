"""K-008 (an invented sample) by plain calls: the relief by total income and how it adds to the reduction."""

from __future__ import annotations

import numpy as np
import pytest
from uwanose_kaisei.k_008 import municipal_reduction, relief

from uwanose import Column, LookupTable, Rate
from uwanose.points.model import Table

RATES = LookupTable(
    Table(
        columns=("upto", "rate"),
        rows=((1_500_000, Rate(5, 10)), (2_000_000, Rate(3, 10)), (None, Rate(0, 10))),
    ),
    "upto",
)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def test_the_rate_falls_in_steps_and_the_bound_itself_still_counts() -> None:
    """以下: 1,500,000 and 2,000,000 are in the lower step, one yen more in the next."""
    waived = relief(
        disability=np.full(4, 1),
        widow_status=np.zeros(4, dtype=np.int64),
        total_income=column(1_500_000, 1_500_001, 2_000_000, 2_000_001),
        municipal_income_levy=np.full(4, 33_300),
        k_008_relief_rates=RATES,
    )
    assert waived.tolist() == [16_600, 9_900, 9_900, 0]


def test_only_disabled_persons_widows_and_single_parents_are_entitled() -> None:
    """Disability of either degree, or any widow or single-parent status."""
    waived = relief(
        column(0, 1, 2, 0, 0), column(0, 0, 0, 1, 3), np.full(5, 1_000_000), np.full(5, 20_000), RATES
    )
    assert waived.tolist() == [0, 10_000, 10_000, 10_000, 10_000]


def test_the_relief_adds_to_what_the_layers_beneath_reduce() -> None:
    """A wrap of 市町村民税の減免: the package's own reduction stays."""
    wrap = municipal_reduction(k_008_relief=column(16_600, 0))
    next(wrap)
    with pytest.raises(StopIteration) as finished:
        wrap.send(column(1_000, 500))
    assert finished.value.value.tolist() == [17_600, 500]
