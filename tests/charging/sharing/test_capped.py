"""Guards shares under caps: the promise holds after rounding, and nothing else is moved than must be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charging.register import POPULATIONS, TOWNS
from uwanose.charging.sharing.capped import Infeasible, capped, caps_for, largest_saving
from uwanose.charging.sharing.rounding import rounded

COST, ALONE = 3_200_000_000, 4_700_000_000
amounts = st.integers(1, 10**9)


def test_who_is_above_its_cap_pays_the_cap_and_the_others_the_rest_in_proportion() -> None:
    """100 among 60:30:10 with caps 40, 50, 50: the first pays 40; 60 go 3:1, that is 45 and 15."""
    found = capped(
        100, {"a": Fraction(60), "b": Fraction(30), "c": Fraction(10)}, {"a": 40, "b": 50, "c": 50}
    )
    assert found.shares == {"a": 40, "b": 45, "c": 15}
    assert found.at_cap == ("a",)
    assert found.factor == Fraction(3, 2)


def test_a_second_round_caps_who_was_pushed_above() -> None:
    """The rest of the first lifts the second above its own cap of 44; the third takes what is left."""
    found = capped(
        100, {"a": Fraction(60), "b": Fraction(30), "c": Fraction(10)}, {"a": 40, "b": 44, "c": 50}
    )
    assert found.shares == {"a": 40, "b": 44, "c": 16}
    assert found.at_cap == ("a", "b")


def test_caps_nobody_reaches_change_nothing() -> None:
    base = {"a": Fraction(3), "b": Fraction(1)}
    assert capped(100, base, {"a": 100, "b": 100}).shares == {"a": 75, "b": 25}


def test_a_promise_above_what_all_together_save_names_both_sums() -> None:
    """32 % of 47億 saved would leave 3,195,999,992 yen for a cost of 3,200,000,000 (the caps are cut to the yen)."""
    alone = {town: ALONE * people // 305_252 for town, people in POPULATIONS.items()}
    caps = caps_for(alone, Fraction(32, 100))
    with pytest.raises(Infeasible) as refused:
        capped(COST, {town: Fraction(1) for town in TOWNS}, caps)
    assert refused.value.total == COST
    assert refused.value.room == sum(caps.values())
    assert refused.value.room < COST


def test_the_largest_saving_is_what_all_together_save() -> None:
    """1 − 32/47 = 15/47, 31.9 %; a band of ±10 % on the baselines leaves 24.3 %."""
    assert largest_saving(COST, {"all": ALONE}) == Fraction(15, 47)
    assert largest_saving(COST, {"all": ALONE * 9 // 10}) == Fraction(103, 423)


def test_the_largest_saving_caps_everybody() -> None:
    """At the limit the answer is the equal saving, whatever the base."""
    alone = {"a": 470, "b": 940}
    found = capped(960, {"a": Fraction(1), "b": Fraction(1)}, caps_for(alone, largest_saving(960, alone)))
    assert found.shares == {"a": 320, "b": 640}


@given(
    towns=st.lists(st.tuples(amounts, amounts), min_size=1, max_size=14), saving=st.fractions(0, Fraction(9, 10)),
    part=st.fractions(0, 1), unit=st.sampled_from([1, 100]), remainder=st.sampled_from(["floor", "largest_remainder", "half_up"]),
)  # fmt: skip
def test_every_cap_holds_after_rounding_and_the_sum_is_exact(
    towns: list[tuple[int, int]], saving: Fraction, part: Fraction, unit: int, remainder: str
) -> None:
    """And who is not at its cap pays the same factor of its base as everybody else who is not."""
    base = {str(index): Fraction(weight) for index, (weight, _) in enumerate(towns)}
    caps = caps_for({str(index): alone for index, (_, alone) in enumerate(towns)}, saving, unit)
    total = int(sum(caps.values()) * part)
    found = capped(total, base, caps)
    assert sum(found.shares.values()) == total
    assert all(
        found.shares[town] == (caps[town] if town in found.at_cap else found.factor * base[town])
        for town in base
    )
    whole = rounded(found.shares, total, tuple(base), remainder, unit)
    assert all(whole.yen[town] <= caps[town] for town in base)
    assert sum(whole.yen.values()) + whole.rest == total
