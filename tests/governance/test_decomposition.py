"""Several changes taken apart: in their order, alone, and as the last, to the yen and without a rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from tests.governance.test_impact import impact
from tests.layers.sample import Union
from uwanose.governance.decomposition import parts_of, proposal_of, single_changes, subsets_of
from uwanose.governance.figures import Impact
from uwanose.governance.proposal import Proposal
from uwanose.layers.additions import with_additions
from uwanose.points.model import Table, Value

DEARER: dict[str, Value] = {"per_dog": 3_500}
RELIEF: dict[str, Value] = {"relief_table": Table(("upto", "amount"), ((1_000_000, 3_200), (None, 0)))}
NOTHING = Proposal(business="tax", towns=("oi",), start=date(2026, 4, 1))


def changes(*names: str) -> tuple[Proposal, ...]:
    """Return proposals that stand for changes."""
    return tuple(replace(NOTHING, held=(name,)) for name in names)


@pytest.mark.parametrize("backwards", [False, True])
def test_each_change_has_its_part_in_order_alone_and_last(tmp_path: Path, backwards: bool) -> None:
    """3,500 yen a dog: +2,500 alone. A relief of 3,200 yen: −1,000 alone, since b pays no less than nothing.

    Together +1,300: after the dearer dogs the relief takes 1,200, after the relief the dogs bring 2,300.
    """
    given = [RELIEF, DEARER] if backwards else [DEARER, RELIEF]
    whole = impact(tmp_path, {**DEARER, **RELIEF})
    others: dict[frozenset[int], Impact] = {
        frozenset({index}): impact(tmp_path, one) for index, one in enumerate(given)
    }
    parts = parts_of(changes("first", "second"), whole, others)
    by_change = dict(zip(["relief", "dogs"] if backwards else ["dogs", "relief"], parts, strict=True))
    assert sum(part.in_order or 0 for part in parts) == whole.total.after - whole.total.before == 1_300
    assert (by_change["dogs"].alone, by_change["dogs"].last) == (2_500, 2_300)
    assert (by_change["relief"].alone, by_change["relief"].last) == (-1_000, -1_200)
    assert [part.in_order for part in parts] == ([-1_000, 2_300] if backwards else [2_500, -1_200])
    assert all(part.depends_on_order for part in parts)


def test_changes_that_do_not_meet_add_up_in_any_order(tmp_path: Path) -> None:
    """A change and one that changes nothing."""
    same: dict[str, Value] = {"per_dog": 3_000}
    whole = impact(tmp_path, RELIEF)
    others = {frozenset({0}): impact(tmp_path, RELIEF), frozenset({1}): impact(tmp_path, same)}
    first, second = parts_of(changes("a", "b"), whole, others)
    assert (first.in_order, first.alone, first.last, first.depends_on_order) == (
        -1_000,
        -1_000,
        -1_000,
        False,
    )
    assert (second.in_order, second.alone, second.last) == (0, 0, 0)


def test_a_part_that_cannot_be_computed_without_the_others_is_not_told(tmp_path: Path) -> None:
    """The first alone cannot be computed: neither its part nor what the second adds to it."""
    whole = impact(tmp_path, {**DEARER, **RELIEF})
    first, second = parts_of(changes("a", "b"), whole, {frozenset({1}): impact(tmp_path, RELIEF)})
    assert (first.in_order, first.alone, first.last) == (None, None, 2_300)
    assert (second.in_order, second.alone, second.last) == (None, -1_000, None)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_what_is_computed_beside_the_whole_is_enough_and_nothing_twice(count: int) -> None:
    """Each first few, each alone, the whole without each; of three changes that is every subset."""
    found = subsets_of(count)
    assert len(set(found)) == len(found)
    assert frozenset(range(count)) not in found
    if count == 3:
        assert set(found) == {frozenset(one) for size in (1, 2) for one in combinations(range(3), size)}


def test_a_value_an_entry_brings_along_belongs_to_that_entry() -> None:
    """Any other value is a change of its own; joined again they are the whole."""
    added = "adds: {tax.k_101.limit: {kind: parameter, label: {ja: 限度}, type: yen, may_set: ordinance, by: town}}"
    union = (
        Union()
        .entry("K-101", f"content: {{tax.fee: 3_500}}\n{added}")
        .entry("K-102", "content: {tax.notice: 別}")
    )
    every = with_additions(union.national, union.pinned().profile())
    whole = replace(
        NOTHING, held=("K-101",), ended=("K-102",), values={"tax.base": 330_000, "tax.k_101.limit": 5}
    )
    found = single_changes(whole, every)
    assert [(one.held, one.ended, dict(one.values)) for one in found] == [
        (("K-101",), (), {"tax.k_101.limit": 5}), ((), ("K-102",), {}), ((), (), {"tax.base": 330_000}),
    ]  # fmt: skip
    assert proposal_of(found, frozenset({0, 1, 2})) == whole
