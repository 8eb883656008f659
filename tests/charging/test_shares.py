"""Guards the division of whole yen: exact, to the yen, by published order."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.charging.formulas import weights
from uwanose.charging.shares import Slice, allocate, instalments
from uwanose.layers.model import Term

from .register import POPULATIONS, TOWNS

HUNDRED_MILLION = 100_000_000


def _weights(equal: int) -> dict[str, Fraction]:
    terms = (
        Term(basis="equal", share=Fraction(equal, 100)),
        Term(basis="population", share=Fraction(100 - equal, 100)),
    )
    return weights(terms, TOWNS, {"population": POPULATIONS})


@pytest.mark.parametrize(
    ("equal", "kiyokawa", "samukawa", "residual"),
    [(5, 1_341_215, 15_278_502, 7), (16, 2_012_984, 14_336_480, 8), (30, 2_867_962, 13_137_543, 8),
     (50, 4_089_361, 11_424_775, 8)],
)  # fmt: skip
def test_floored_shares_are_the_reference_figures(
    equal: int, kiyokawa: int, samukawa: int, residual: int
) -> None:
    """100 million yen by equal parts and the populations of 31 March 2013."""
    allocation = allocate(HUNDRED_MILLION, _weights(equal), TOWNS, "floor")
    assert (allocation.yen["kiyokawa"], allocation.yen["samukawa"]) == (kiyokawa, samukawa)
    assert allocation.rest == residual
    assert sum(allocation.yen.values()) + residual == HUNDRED_MILLION


def test_largest_remainder_gives_the_seven_odd_yen_to_the_largest_fractions() -> None:
    """5/95: seven yen are left over; they go to the seven largest fractions, and nothing is left."""
    allocation = allocate(HUNDRED_MILLION, _weights(5), TOWNS)
    fractions = {town: HUNDRED_MILLION * weight % 1 for town, weight in _weights(5).items()}
    largest = sorted(TOWNS, key=lambda town: fractions[town], reverse=True)[:7]
    assert list(allocation.odd) == largest
    assert sum(allocation.yen.values()) == HUNDRED_MILLION
    assert allocation.rest == 0


def test_equal_fractions_go_by_the_declared_order() -> None:
    """100 yen among three: the first of the order gets the odd yen, wherever it stands in the weights."""
    third = dict.fromkeys(("a", "b", "c"), Fraction(1, 3))
    assert allocate(100, third, ("c", "a", "b")).yen == {"a": 33, "b": 33, "c": 34}
    assert allocate(101, third, ("c", "a", "b")).odd == ("c", "a")


def test_a_payer_the_order_does_not_name_comes_last() -> None:
    """An order that was not completed when a town joined still gives one answer."""
    third = dict.fromkeys(("a", "b", "c"), Fraction(1, 3))
    assert allocate(100, third, ("b",)).odd == ("b",)
    assert allocate(101, third, ("c",)).odd == ("c", "a")


@pytest.mark.parametrize("remainder", ["largest_remainder", "floor"])
def test_a_negative_total_is_the_mirror_of_the_positive_one(remainder: str) -> None:
    """A reversal cancels the charge to the yen, town by town."""
    plus, minus = (allocate(total, _weights(5), TOWNS, remainder) for total in (1_234_567, -1_234_567))
    assert {town: -yen for town, yen in plus.yen.items()} == minus.yen
    assert plus.rest == -minus.rest


@pytest.mark.parametrize(
    "wrong",
    [{}, {"a": Fraction(0)}, {"a": Fraction(2), "b": Fraction(-1)}],
)
def test_weights_that_divide_nothing_are_refused(wrong: dict[str, Fraction]) -> None:
    """Nobody, only zeros, or a negative weight."""
    with pytest.raises(ValueError, match="weights"):
        allocate(100, wrong, ())


def test_an_unknown_remainder_rule_is_refused() -> None:
    """Rounding half up over-collects and is nobody's rule here."""
    with pytest.raises(ValueError, match="half_up"):
        allocate(100, {"a": Fraction(1)}, (), "half_up")


@given(
    total=st.integers(-(10**13), 10**13),
    parts=st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 10**6), min_size=1),
    remainder=st.sampled_from(["largest_remainder", "floor"]),
)
def test_shares_and_rest_always_make_the_total(total: int, parts: dict[str, int], remainder: str) -> None:
    """And no share is a whole yen away from its exact value."""
    if not any(parts.values()):
        parts["a"] = 1
    shares = {name: Fraction(part, 7) for name, part in parts.items()}
    allocation = allocate(total, shares, sorted(parts), remainder)
    assert sum(allocation.yen.values()) + allocation.rest == total
    whole = sum(shares.values())
    assert all(abs(allocation.yen[name] - total * shares[name] / whole) < 1 for name in parts)
    assert abs(allocation.rest) < len(parts)


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [(1_341_215, 4, (335_306, 335_303, 335_303, 335_303)),
     (10_000_001, 4, (2_500_001, 2_500_000, 2_500_000, 2_500_000)),
     (100, 3, (34, 33, 33)), (99, 3, (33, 33, 33)), (2, 3, (2, 0, 0))],
)  # fmt: skip
def test_instalments_carry_all_fractions_in_the_first(
    total: int, parts: int, expected: tuple[int, ...]
) -> None:
    """国等の債権債務等の金額の端数計算に関する法律第3条."""
    assert instalments(total, parts) == expected


def test_months_of_an_amount_do_not_drift() -> None:
    """100 yen over 12 months: each month is 8 or 9 yen and the twelfth closes the sum."""
    months = [Slice(100, 12, index, index + 1).yen for index in range(12)]
    assert months == [8, 8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9]
    assert Slice(100).yen == sum(months)


@given(amount=st.integers(-(10**12), 10**12), parts=st.integers(1, 240), cut=st.integers(0, 240))
def test_any_cut_of_the_months_makes_the_amount(amount: int, parts: int, cut: int) -> None:
    """What is charged up to a month and what is left from it on are the whole, also for a credit."""
    at = min(cut, parts)
    assert Slice(amount, parts, 0, at).yen + Slice(amount, parts, at, parts).yen == amount
    assert sum(Slice(amount, parts, index, index + 1).yen for index in range(parts)) == amount
    assert Slice(-amount, parts, 0, at).yen == -Slice(amount, parts, 0, at).yen


def test_a_power_is_in_the_book_and_in_the_published_sentence() -> None:
    """A book is read alone: its header says by which power a driver counts. Terms without one are written as before."""
    from uwanose.charging.formula_text import read_term, write_term
    from uwanose.charging.formulas import power_text

    plain = Term(basis="population", share=Fraction(1))
    doubled = Term(basis="population", share=Fraction(1), doubling=Fraction(3, 2))
    halved = Term(basis="population", share=Fraction(1, 2), power=Fraction(1, 2))
    assert write_term(plain) == ["population", "1"]
    assert [read_term(*write_term(term)) for term in (plain, doubled, halved)] == [plain, doubled, halved]
    assert (power_text(plain), "3/2倍" in power_text(doubled), "1/2乗" in power_text(halved)) == (
        "",
        True,
        True,
    )
