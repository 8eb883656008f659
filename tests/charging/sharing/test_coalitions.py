"""Guards the groups of towns: the Shapley value by its definition, and exactly those groups that could do better."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.charging.sharing.coalitions import Coalitions, Objection

GLOVES = {("a",): 0, ("b",): 0, ("c",): 0, ("a", "b"): 0, ("a", "c"): -1, ("b", "c"): -1, ("a", "b", "c"): -1}


def _of(costs: Mapping[tuple[str, ...], int]) -> Coalitions:
    return Coalitions(("a", "b", "c"), lambda group: costs[group])


def test_the_glove_game_is_the_textbooks() -> None:
    """Two left gloves, one right one, a pair worth 1: 1/6, 1/6, 2/3 (as costs, with a minus)."""
    assert _of(GLOVES).shapley() == {"a": Fraction(-1, 6), "b": Fraction(-1, 6), "c": Fraction(-2, 3)}


@given(costs=st.lists(st.integers(0, 1000), min_size=15, max_size=15))
def test_the_shapley_value_is_the_average_over_all_orders(costs: list[int]) -> None:
    """By its definition, 4! orders."""
    towns = ("a", "b", "c", "d")
    groups = [group for size in range(1, 5) for group in combinations(towns, size)]
    cost = dict(zip(groups, costs, strict=True)) | {(): 0}
    game = Coalitions(towns, cost.__getitem__)
    added = dict.fromkeys(towns, Fraction(0))
    for order in permutations(towns):
        for index, town in enumerate(order):
            added[town] += cost[tuple(sorted(order[: index + 1]))] - cost[tuple(sorted(order[:index]))]
    assert game.shapley() == {town: total / 24 for town, total in added.items()}
    assert sum(game.shapley().values()) == game.total


@given(
    costs=st.lists(st.integers(0, 100), min_size=7, max_size=7),
    shares=st.lists(st.integers(0, 100), min_size=3, max_size=3),
)
def test_a_group_objects_exactly_when_it_pays_more_than_alone(costs: list[int], shares: list[int]) -> None:
    """All together cannot leave; a group that would pay the same does not object."""
    groups = [group for size in range(1, 4) for group in combinations("abc", size)]
    cost = dict(zip(groups, costs, strict=True))
    paid = dict(zip("abc", shares, strict=True))
    expected = {
        group: sum(paid[town] for town in group) - cost[group]
        for group in groups[:-1]
        if sum(paid[town] for town in group) > cost[group]
    }
    game = _of(cost)
    found = game.objections(paid)
    assert {one.towns: one.gain for one in found} == expected
    assert [one.gain for one in found] == sorted(expected.values(), reverse=True)
    assert game.objecting(paid) == (len(expected), Fraction(max(expected.values(), default=0)))


def test_fractions_are_compared_exactly() -> None:
    """A third of a yen is a third of a yen: no group objects to exactly what it would pay, one to more."""
    game = Coalitions(("a", "b"), lambda group: Fraction(len(group), 3))
    third = Fraction(1, 3)
    assert game.objections({"a": third, "b": third}) == []
    more = third + Fraction(1, 10**9)
    assert game.objections({"a": more, "b": third}) == [Objection(("a",), Fraction(1, 10**9))]


def test_fourteen_towns_have_16382_groups_that_could_leave() -> None:
    """Neither nobody nor everybody; who pays twice its cost objects in every group of mostly such towns."""
    towns = tuple("abcdefghijklmn")
    game = Coalitions(towns, lambda group: Fraction(len(group)))
    assert game.objecting(dict.fromkeys(towns, 2)) == (16_382, Fraction(13))
    assert game.shapley() == dict.fromkeys(towns, 1)


def test_more_than_sixteen_towns_are_refused() -> None:
    with pytest.raises(ValueError, match="17 towns"):
        Coalitions([str(index) for index in range(17)], lambda group: len(group))
