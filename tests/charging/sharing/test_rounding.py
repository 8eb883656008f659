"""Guards the rounding of a year's burdens: the five published rules of facts/consortium.yaml, to the yen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charging.register import POPULATIONS, TOWNS
from uwanose.charging.formulas import weights
from uwanose.charging.shares import allocate
from uwanose.charging.sharing.rounding import rounded
from uwanose.layers.model import Term

HUNDRED_MILLION = 100_000_000


def _shares(*terms: Term) -> dict[str, Fraction]:
    found = weights(terms, TOWNS, {"population": POPULATIONS})
    return {town: HUNDRED_MILLION * share for town, share in found.items()}


def _mix(equal: int) -> dict[str, Fraction]:
    return _shares(
        Term(basis="equal", share=Fraction(equal, 100)),
        Term(basis="population", share=Fraction(100 - equal, 100)),
    )


@pytest.mark.parametrize(
    ("equal", "kiyokawa", "samukawa", "floored", "floored_1000", "half_up_1000"),
    [(5, 1_341_215, 15_278_502, 7, 7_000, -1_000), (16, 2_012_984, 14_336_480, 8, 7_000, 0),
     (30, 2_867_962, 13_137_543, 8, 8_000, -2_000), (50, 4_089_361, 11_424_775, 8, 7_000, 0)],
)  # fmt: skip
def test_the_rounding_experiment_comes_out_to_the_yen(
    equal: int, kiyokawa: int, samukawa: int, floored: int, floored_1000: int, half_up_1000: int
) -> None:
    """rounding_experiment: 100 million yen, fourteen towns, populations of 31 March 2013; half up over-collects."""
    shares = _mix(equal)
    by_yen = rounded(shares, HUNDRED_MILLION, TOWNS, "floor")
    assert (by_yen.yen["kiyokawa"], by_yen.yen["samukawa"], by_yen.rest) == (kiyokawa, samukawa, floored)
    assert rounded(shares, HUNDRED_MILLION, TOWNS, "floor", 1_000).rest == floored_1000
    assert rounded(shares, HUNDRED_MILLION, TOWNS, "half_up", 1_000).rest == half_up_1000


def test_twice_the_people_pay_one_and_a_half_times() -> None:
    """The fifth rule of rounding_experiment: HARP's population charge with degression, power log2 1.5."""
    shares = _shares(Term(basis="population", share=Fraction(1), doubling=Fraction(3, 2)))
    found = rounded(shares, HUNDRED_MILLION, TOWNS, "floor").yen
    assert (found["kiyokawa"], found["samukawa"]) == (2_426_143, 11_902_257)


def test_next_years_settlement_takes_up_what_is_dropped() -> None:
    """東山梨, 上伊那: the same yen as dropping, and the rest has a name."""
    shares = _mix(5)
    assert rounded(shares, HUNDRED_MILLION, TOWNS, "settle", 1_000) == rounded(
        shares, HUNDRED_MILLION, TOWNS, "floor", 1_000
    )


def test_largest_remainder_in_thousands_leaves_only_what_is_below_a_thousand() -> None:
    """100,000,500 yen: 500 yen cannot be given out in thousands."""
    shares = {town: share * 100_000_500 / HUNDRED_MILLION for town, share in _mix(5).items()}
    found = rounded(shares, 100_000_500, TOWNS, "largest_remainder", 1_000)
    assert found.rest == 500
    assert all(yen % 1_000 == 0 for yen in found.yen.values())


@given(
    total=st.integers(0, 10**12),
    equal=st.integers(0, 100),
    remainder=st.sampled_from(["floor", "largest_remainder"]),
)
def test_whole_yen_are_those_of_the_book(total: int, equal: int, remainder: str) -> None:
    """One rule, whether a year or a month is divided."""
    share = weights(
        (Term(basis="equal", share=Fraction(equal, 100)), Term(basis="population", share=1 - Fraction(equal, 100))),
        TOWNS, {"population": POPULATIONS},
    )  # fmt: skip
    found = rounded({town: total * part for town, part in share.items()}, total, TOWNS, remainder)
    expected = allocate(total, share, TOWNS, remainder)
    assert (found.yen, found.rest, found.odd) == (expected.yen, expected.rest, expected.odd)


@given(
    total=st.integers(0, 10**12), unit=st.sampled_from([1, 100, 1_000]),
    remainder=st.sampled_from(["floor", "settle", "half_up", "largest_remainder"]),
)  # fmt: skip
def test_shares_and_rest_make_the_total_in_every_rule(total: int, unit: int, remainder: str) -> None:
    """And no share is a whole unit away from its exact value."""
    shares = {town: share * total / HUNDRED_MILLION for town, share in _mix(20).items()}
    found = rounded(shares, total, TOWNS, remainder, unit)
    assert sum(found.yen.values()) + found.rest == total
    assert all(abs(found.yen[town] - shares[town]) < unit for town in TOWNS)
    assert all(yen % unit == 0 for yen in found.yen.values())


@pytest.mark.parametrize("wrong", [({"a": Fraction(-1)}, 100), ({"a": Fraction(1)}, -1)])
def test_negative_burdens_are_refused(wrong: tuple[dict[str, Fraction], int]) -> None:
    """Refunds are papers of their own, never a negative burden."""
    with pytest.raises(ValueError, match="negative"):
        rounded(*wrong, (), "floor")


def test_an_unknown_rule_is_refused() -> None:
    """Nothing is rounded in a way nobody has published."""
    with pytest.raises(ValueError, match="bankers"):
        rounded({"a": Fraction(1)}, 1, (), "bankers")
