import numpy as np

from uwanose.engine.population.dice import Dice
from uwanose.money import Rate


def test_the_same_name_gives_the_same_chance_and_another_name_another() -> None:
    """A stream is named by seed and words; the figures are fixed for every machine and every NumPy."""
    assert Dice(7, "oi", "incomes").below(1_000, 5).tolist() == [401, 131, 395, 565, 72]
    assert (
        Dice(7, "oi", "incomes").below(1_000, 5).tolist()
        != Dice(7, "oi", "households").below(1_000, 5).tolist()
    )
    assert Dice(7, "oi").below(1_000, 5).tolist() != Dice(8, "oi").below(1_000, 5).tolist()


def test_bounds_are_in_and_nothing_lies_beyond_them() -> None:
    drawn = Dice(1).between(3, 5, 1_000)
    assert {3, 4, 5} == set(drawn.tolist())
    assert {0, 1} == set(Dice(1).below(2, 1_000).tolist())


def test_chance_follows_the_weights() -> None:
    drawn = np.bincount(Dice(1).choose((0, 1, 3), 40_000), minlength=3)
    assert drawn[0] == 0
    assert 9_500 < drawn[1] < 10_500
    assert 4_800 < Dice(1).happens(5_000, 10_000).sum() < 5_200


def test_a_chance_of_none_or_all_is_exact() -> None:
    assert not Dice(1).happens(0, 10_000).any()
    assert Dice(1).happens(10_000, 10_000).all()


def test_a_spread_keeps_its_quantiles() -> None:
    """Half of the values lie below the middle knot; none beyond the outer ones."""
    drawn = Dice(1).spread((0, 100, 10_000), 40_000)
    assert 0 <= drawn.min() < drawn.max() < 10_000
    assert 19_500 < (drawn < 100).sum() < 20_500


def test_a_share_is_met_to_the_person() -> None:
    assert Dice(1).exactly(Rate(2, 100), 17_501).sum() == 350
    assert Dice(1).exactly(Rate(0, 1), 10).sum() == 0
    assert Dice(1).exactly(Rate(1, 1), 10).sum() == 10
