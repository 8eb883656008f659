"""Guards the reference values: published worked examples, and the shapes they agree on."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.charging.sharing.coalitions import Coalitions
from uwanose.charging.sharing.references import (
    equal_saving,
    nested_needs,
    separable_costs_remaining_benefits,
)

amounts = st.integers(0, 10**9)


def test_everybody_saves_the_same_part() -> None:
    """Together 600 instead of 1,000: each pays 60 % of what it would pay alone."""
    assert equal_saving(600, {"a": 700, "b": 300}) == {"a": 420, "b": 180}


def test_the_dam_rule_divides_the_joint_rest_by_what_each_still_gains() -> None:
    """Alone 80 and 60, together 100: separable 40 and 20, joint 40, remaining benefits 40 and 40 → 60 and 40."""
    assert separable_costs_remaining_benefits(100, {"a": 80, "b": 60}, {"a": 60, "b": 80}) == {
        "a": 60,
        "b": 40,
    }


def test_a_joint_rest_nobody_gains_by_is_refused() -> None:
    """Nobody could say by what it is to be divided."""
    with pytest.raises(ValueError, match="benefit"):
        separable_costs_remaining_benefits(100, {"a": 10, "b": 10}, {"a": 90, "b": 90})


def test_nested_needs_are_paid_step_by_step() -> None:
    """Medical aid to 12, 15, 18 for 1.0, 1.4 and 2.1 million: 200,000; 300,000 twice; 650,000 twice."""
    steps = [(1_000_000, ["a"]), (1_400_000, ["b", "c"]), (2_100_000, ["d", "e"])]
    assert nested_needs(steps) == {"a": 200_000, "b": 300_000, "c": 300_000, "d": 650_000, "e": 650_000}


@given(
    costs=st.lists(amounts, min_size=1, max_size=4), sizes=st.lists(st.integers(1, 2), min_size=4, max_size=4)
)
def test_nested_needs_are_the_shapley_value(costs: list[int], sizes: list[int]) -> None:
    """Littlechild and Owen 1973: the closed form of the airport game."""
    names = iter("abcdefgh")
    steps = [
        (cost, [next(names) for _ in range(size)]) for cost, size in zip(sorted(costs), sizes, strict=False)
    ]
    need = {town: cost for cost, towns in steps for town in towns}
    game = Coalitions(tuple(need), lambda group: max(need[town] for town in group))
    assert nested_needs(steps) == game.shapley()


@pytest.mark.parametrize("steps", [[(10, ["a"]), (5, ["b"])], [(10, ["a"]), (20, [])]])
def test_needs_that_are_not_nested_are_refused(steps: list[tuple[int, list[str]]]) -> None:
    with pytest.raises(ValueError, match="nested"):
        nested_needs(steps)


@given(
    alone=st.lists(st.integers(1, 10**9), min_size=2, max_size=6), fixed=st.integers(0, 10**9)
)  # fmt: skip
def test_all_agree_where_each_adds_its_own_and_one_thing_is_shared(alone: list[int], fixed: int) -> None:
    """Own cost plus one joint system: Shapley and the dam rule give own cost and an equal part; no group objects."""
    own = {str(index): cost for index, cost in enumerate(alone)}
    game = Coalitions(tuple(own), lambda group: fixed + sum(own[town] for town in group))
    expected = {town: cost + Fraction(fixed, len(own)) for town, cost in own.items()}
    assert game.shapley() == expected
    by_dams = separable_costs_remaining_benefits(game.total, game.stand_alone, game.without)
    assert by_dams == expected
    assert game.objections(expected) == []
