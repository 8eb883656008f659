"""A part put together exactly: no fraction is lost before the cut, and the cap comes before it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from uwanose.business.national_health_insurance.levy import medical_before_cap, medical_levy
from uwanose.engine.arithmetic import Column
from uwanose.engine.tables import Household
from uwanose.money import Rate


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def test_shares_and_months_are_added_without_rounding() -> None:
    """Against fractions, for rates with and without a common denominator."""
    rng = np.random.default_rng(20261125)
    count = 2_000
    homes = np.sort(rng.integers(0, 900, count))
    base_months = rng.integers(0, 30_000_000, count) * rng.integers(0, 13, count)
    assets, months = rng.integers(0, 400_000, count), rng.integers(0, 13, count)
    heads, share = rng.integers(0, 24_001, count), rng.integers(0, 961, 900)[homes]
    rate, asset_rate = Rate(654, 10_000), Rate(103, 1_000)
    found = medical_before_cap(
        Household(homes), base_months, assets, months, heads, share, rate, asset_rate, 27_197, 41_001
    )
    for home in np.unique(homes).tolist():
        rows = homes == home
        exact = (
            Fraction(int(base_months[rows].sum()), 12) * rate.fraction
            + Fraction(int((assets * months)[rows].sum()), 12) * asset_rate.fraction
            + Fraction(int(heads[rows].sum()), 24_000) * 27_197
            + Fraction(int(share[rows][0]), 960) * 41_001
        )
        assert set(found[rows].tolist()) == {exact.numerator // exact.denominator}


@pytest.mark.parametrize(
    ("amount", "levied"),
    [(99, 0), (100, 100), (659_999, 659_900), (660_000, 660_000), (660_001, 660_000), (2_000_000, 660_000)],
)
def test_the_cap_comes_before_the_cut(amount: int, levied: int) -> None:
    """660,000 is the cap of 2025; the cut is below 100 yen."""
    yes = np.array([True])
    assert medical_levy(yes, ~yes, column(amount), 660_000, 100).tolist() == [levied]


def test_a_cap_that_is_no_multiple_of_the_unit_is_cut_as_well() -> None:
    """Never more than the cap."""
    yes = np.array([True])
    assert medical_levy(yes, ~yes, column(700_000), 660_050, 100).tolist() == [660_000]


def test_the_head_owes_and_nobody_else() -> None:
    """Sums over the rows of a file are sums over households."""
    head = np.array([True, False, True])
    unclear = np.array([False, False, True])
    assert medical_levy(head, unclear, column(50_000, 50_000, 50_000), 660_000, 100).tolist() == [
        50_000,
        0,
        0,
    ]
