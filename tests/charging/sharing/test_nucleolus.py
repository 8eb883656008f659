"""Guards least core and nucleolus: published worked examples, the definition on random games, the published figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uwanose.charging.sharing.coalitions import Coalitions
from uwanose.charging.sharing.exact_program import Constraint, Infeasible, least_value
from uwanose.charging.sharing.nucleolus import agreement, largest_agreed_saving

CLAIMS = {"a": 100, "b": 200, "c": 300}


@pytest.mark.parametrize(
    ("estate", "awards"),
    [(100, ("100/3", "100/3", "100/3")), (200, ("50", "75", "75")), (300, ("50", "100", "150"))],
)
def test_the_estates_of_the_talmud(estate: int, awards: tuple[str, ...]) -> None:
    """Aumann and Maschler 1985: the three divisions of the Mishnah (Kethubot 93a) are nucleoli."""
    game = Coalitions(
        tuple(CLAIMS),
        lambda group: -max(0, estate - sum(claim for heir, claim in CLAIMS.items() if heir not in group)),
    )
    assert [-share for share in agreement(game).shares.values()] == [Fraction(award) for award in awards]


def test_two_towns_halve_what_they_save() -> None:
    """Alone 10 and 6, together 12: both save 2."""
    game = Coalitions(("a", "b"), lambda group: 12 if len(group) == 2 else 10 if group == ("a",) else 6)
    found = agreement(game)
    assert found.shares == {"a": 8, "b": 4}
    assert found.complaint == -2


def test_an_empty_core_is_told_by_a_complaint_above_nothing() -> None:
    """Any two of three pay 1, all three 2: whatever is done, some pair pays 4/3, a third more than alone."""
    game = Coalitions(("a", "b", "c"), lambda group: (0, 1, 1, 2)[len(group)])
    found = agreement(game)
    assert found.complaint == Fraction(1, 3)
    assert set(found.shares.values()) == {Fraction(2, 3)}
    assert largest_agreed_saving(game) is None


def _complaints(game: Coalitions, shares: dict[str, Fraction]) -> list[Fraction]:
    groups = [group for size in range(1, len(game.towns)) for group in combinations(game.towns, size)]
    return sorted((sum(shares[town] for town in group) - game.cost(group) for group in groups), reverse=True)


@settings(deadline=None)
@given(
    costs=st.lists(st.integers(0, 60), min_size=15, max_size=15),
    directions=st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=12, max_size=12),
)
def test_no_other_shares_make_the_complaints_smaller(costs: list[int], directions: list[list[int]]) -> None:
    """By definition: sorted from the largest, the complaints at the nucleolus come first among all shares.

    Lexicographic improvement along a line shows at once, so small steps in many directions are looked at.
    """
    towns = ("a", "b", "c", "d")
    groups = [group for size in range(1, 5) for group in combinations(towns, size)]
    cost = dict(zip(groups, costs, strict=True))
    game = Coalitions(towns, cost.__getitem__)
    found = agreement(game)
    assert sum(found.shares.values()) == game.total
    best = _complaints(game, dict(found.shares))
    assert best[0] == found.complaint
    for direction in directions:
        steps = dict(zip(towns, (*direction, -sum(direction)), strict=True))
        for step in (Fraction(1, 10**6), Fraction(1, 10), Fraction(3)):
            moved = {town: share + step * steps[town] for town, share in found.shares.items()}
            assert _complaints(game, moved) >= best


@settings(deadline=None)
@given(alone=st.lists(st.integers(1, 100), min_size=3, max_size=5), discount=st.integers(0, 99))
def test_the_largest_agreed_saving_is_kept_by_all_and_nobody_objects(alone: list[int], discount: int) -> None:
    """A discount that all groups of two or more get: everybody can have it, and no more than all together save."""
    towns = tuple("abcde"[: len(alone)])
    costs = dict(zip(towns, alone, strict=True))
    part = Fraction(100 - discount, 100)

    def cost(group: tuple[str, ...]) -> Fraction:
        whole = Fraction(sum(costs[town] for town in group))
        return whole * part if len(group) > 1 else whole

    game = Coalitions(towns, cost)
    found = largest_agreed_saving(game)
    assert found is not None
    saving, shares = found
    assert saving == Fraction(discount, 100)
    assert game.objections(shares) == []
    assert all(1 - shares[town] / costs[town] >= saving for town in towns)


def test_a_program_without_an_answer_is_refused() -> None:
    """x ≤ 0 and −x ≤ −1 cannot both be, whatever the value."""
    one = Fraction(1)
    rows = [Constraint("le", (one,), Fraction(0), Fraction(0)), Constraint("ge", (-one,), Fraction(0), -one),
            Constraint("value", (one,), one, Fraction(0))]  # fmt: skip

    def violated(point: Sequence[Fraction], value: Fraction, first: bool) -> Constraint | None:
        return next((row for row in rows if row.slope[0] * point[0] - row.weight * value > row.bound), None)

    with pytest.raises(Infeasible):
        least_value(1, violated, Fraction(10**12))
