"""Owns taking a proposal of several changes apart: what each adds in their order, alone, and as the last one.

The sum over the order is exact: step by step it leads from the rules in force to the whole proposal. Where a change adds
another amount alone than as the last one, the share of each depends on the order, and both ends are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from uwanose.governance.figures import Impact
from uwanose.governance.proposal import Proposal
from uwanose.points.model import Catalog

__all__ = ["Part", "Subset", "parts_of", "proposal_of", "single_changes", "subsets_of"]

Subset = frozenset[int]  # which of the changes, by their place in the order


@dataclass(frozen=True, slots=True)
class Part:
    """What one change adds to the amount, in yen; None where the rules without it cannot be computed.

    ``in_order`` after all changes before it, ``alone`` as the only one, ``last`` after all others.
    """

    change: Proposal
    in_order: int | None
    alone: int | None
    last: int | None

    @property
    def depends_on_order(self) -> bool:
        """Whether the change adds another amount alone than after the others."""
        return self.alone is not None and self.last is not None and self.alone != self.last


def single_changes(proposal: Proposal, catalog: Catalog) -> tuple[Proposal, ...]:
    """Return the changes of a proposal one by one: entries held, entries ended, values, each in the order given.

    A value of a point that an entry brings along belongs to that entry.
    """
    owners = {point: catalog.points[point].owner for point in proposal.values}
    brought = {point for point, owner in owners.items() if owner in proposal.held}
    nothing = replace(proposal, held=(), ended=(), values={})
    return (
        *(
            replace(nothing, held=(name,), values={
                point: value for point, value in proposal.values.items() if owners[point] == name
            })
            for name in proposal.held
        ),
        *(replace(nothing, ended=(name,)) for name in proposal.ended),
        *(replace(nothing, values={point: value}) for point, value in proposal.values.items() if point not in brought),
    )  # fmt: skip


def proposal_of(changes: tuple[Proposal, ...], subset: Subset) -> Proposal:
    """Return some of the changes as one proposal."""
    chosen = [change for index, change in enumerate(changes) if index in subset]
    return replace(
        changes[0],
        held=tuple(name for change in chosen for name in change.held),
        ended=tuple(name for change in chosen for name in change.ended),
        values={point: value for change in chosen for point, value in change.values.items()},
    )


def subsets_of(count: int) -> tuple[Subset, ...]:
    """Return what must be computed beside the whole: each first few, each alone, and the whole without each."""
    whole = frozenset(range(count))
    found = [
        *(frozenset(range(end)) for end in range(1, count)),
        *(frozenset({index}) for index in range(count)),
        *(whole - {index} for index in range(count)),
    ]
    return tuple(dict.fromkeys(one for one in found if one and one != whole))


def parts_of(
    changes: tuple[Proposal, ...], whole: Impact, others: Mapping[Subset, Impact]
) -> tuple[Part, ...]:
    """Return what each change adds; *others* are the impacts of the subsets that could be computed."""
    count = len(changes)
    every = frozenset(range(count))
    told = {town.town for town in whole.told}

    def yen(subset: Subset) -> int | None:
        if not subset:
            return 0
        impact = whole if subset == every else others.get(subset)
        if impact is None or not told <= {town.town for town in impact.told}:
            return None
        return sum(town.after - town.before for town in impact.told if town.town in told)

    def between(smaller: Subset, larger: Subset) -> int | None:
        before, after = yen(smaller), yen(larger)
        return None if before is None or after is None else after - before

    return tuple(
        Part(
            change=change,
            in_order=between(frozenset(range(index)), frozenset(range(index + 1))),
            alone=between(frozenset(), frozenset({index})),
            last=between(every - {index}, every),
        )
        for index, change in enumerate(changes)
    )
