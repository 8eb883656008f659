"""Owns finding duplicates in the register: the same or nested wishes of several towns, and what all members have.

It proposes; a working group decides. What a proposal would cost rests on one assumption, told with it: one program does for
all, at the price of the dearest of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, pairwise

from uwanose.charging.basis import Basis
from uwanose.charging.costs import amount_of, is_recurring
from uwanose.charging.formulas import weights
from uwanose.charging.shares import allocate
from uwanose.charging.sharing.references import nested_needs
from uwanose.charging.sharing.rounding import rounded
from uwanose.dates import Month
from uwanose.layers.contributions import contents
from uwanose.layers.members import participants
from uwanose.layers.model import Customization, Override, Profile, Rank
from uwanose.layers.participation import system_of
from uwanose.points.model import Age

__all__ = ["Bill", "Likeness", "Proposal", "Wish", "proposals"]

Step = tuple[int, Sequence[str]]


class Likeness(StrEnum):
    """In what way several customizations are one."""

    SAME = "same"  # the same points with the same values
    NESTED = "nested"  # each does all the one before does, and more
    STEPPED = "stepped"  # one number, higher and higher
    RELATED = "related"  # the same points in different ways: people must look
    ALL = "all"  # every member has it: a candidate for the prefecture specification


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A customization in force and the towns that pay for it."""

    customization: Customization
    towns: tuple[str, ...]
    content: Mapping[str, object]
    once: int
    yearly: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What one town pays today for its own customization, and what it would pay by the proposal, in whole yen."""

    once: int
    yearly: int
    proposed_once: int
    proposed_yearly: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Customizations that could be one. ``bills`` is empty where nobody can say yet what one would cost."""

    likeness: Likeness
    wishes: tuple[Wish, ...]
    points: tuple[str, ...]
    bills: Mapping[str, Bill]

    @property
    def towns(self) -> tuple[str, ...]:
        """The towns concerned, in the order of their wishes."""
        return tuple(dict.fromkeys(town for wish in self.wishes for town in wish.towns))


def proposals(profile: Profile, on: date) -> tuple[Proposal, ...]:
    """Return what could be shared on a day, business by business."""
    basis = Basis(profile)
    by_business: dict[str, list[Wish]] = {}
    for customization in profile.customizations.values():
        if wish := _wish(basis, customization, on):
            by_business.setdefault(customization.business, []).append(wish)
    return tuple(
        found for business, wishes in by_business.items() for found in _found(basis, business, wishes, on)
    )


def _wish(basis: Basis, customization: Customization, on: date) -> Wish | None:
    month = Month.of(on)
    payers = basis.payers(customization.id)
    towns = payers.active(month) if payers.spans else ()
    content = {
        override.point: _meaning(override, on)
        for version in contents(customization)
        if on in version.interval
        for override in version.overrides
    }
    if not towns or payers.layer(month) is not Rank.TOWN or not content:
        return None
    amounts = [(is_recurring(item), (amount_of(item) or (0, ""))[0]) for item in customization.costs]
    return Wish(
        customization=customization,
        towns=towns,
        content=content,
        once=sum(yen for recurring, yen in amounts if not recurring),
        yearly=sum(yen for recurring, yen in amounts if recurring),
    )


def _meaning(override: Override, on: date) -> object:
    """Return what an override does, so that two that do the same are equal. Programs are equal to themselves only."""
    if override.plugin:
        return (override.mode, override.plugin, override.module)
    held = [value for value in override.values if value.start <= on and not value.draft]
    return (override.mode, max(held, key=lambda value: value.start).value if held else None)


def _found(basis: Basis, business: str, wishes: Sequence[Wish], on: date) -> Iterator[Proposal]:
    members = participants(basis.profile, system_of(basis.profile.consortium, business), on)
    settled: set[frozenset[str]] = set()
    same = _same(wishes)
    for group in same:
        towns = {town for wish in group for town in wish.towns}
        everybody = len(members) > 1 and towns >= set(members)
        if everybody or len(group) > 1:
            settled |= _pairs(group)
            likeness = Likeness.ALL if everybody else Likeness.SAME
            dearest = (max(wish.once for wish in group), max(wish.yearly for wish in group))
            yield _proposal(basis, likeness, group, on, [[(yen, _in_order(basis, towns))] for yen in dearest])
    for chain, likeness in _chains([group[0] for group in same]):
        settled |= _pairs(chain)
        yield _nested(basis, likeness, chain, on)
    for first, second in combinations(wishes, 2):
        common = first.content.keys() & second.content.keys()
        if common and frozenset((first.customization.id, second.customization.id)) not in settled:
            yield Proposal(
                likeness=Likeness.RELATED, wishes=(first, second), points=tuple(sorted(common)), bills={}
            )


def _in_order(basis: Basis, towns: Iterable[str]) -> tuple[str, ...]:
    """Return towns in the published order."""
    wanted = set(towns)
    return tuple(town for town in basis.profile.municipalities if town in wanted)


def _pairs(group: Sequence[Wish]) -> set[frozenset[str]]:
    return {frozenset((a.customization.id, b.customization.id)) for a, b in combinations(group, 2)}


def _same(wishes: Sequence[Wish]) -> list[list[Wish]]:
    groups: list[list[Wish]] = []
    for wish in wishes:
        known = next((group for group in groups if group[0].content == wish.content), None)
        if known is None:
            groups.append([wish])
        else:
            known.append(wish)
    return groups


def _chains(wishes: Sequence[Wish]) -> Iterator[tuple[list[Wish], Likeness]]:
    """Yield wishes each of which holds the one before: more points with the same values, or one higher number."""
    taken: set[str] = set()
    for likeness, holds in ((Likeness.NESTED, _holds), (Likeness.STEPPED, _higher)):
        for top in sorted(wishes, key=lambda wish: (-len(wish.content), -wish.once)):
            if top.customization.id in taken:
                continue
            chain = [top]
            for wish in sorted(wishes, key=lambda one: (-len(one.content), -one.once)):
                if wish.customization.id not in taken and holds(chain[0], wish):
                    chain.insert(0, wish)
            if len(chain) > 1:
                taken |= {wish.customization.id for wish in chain}
                if likeness is Likeness.NESTED or _rising(chain):
                    yield chain, likeness


def _holds(larger: Wish, smaller: Wish) -> bool:
    return smaller.content.items() < larger.content.items()


def _higher(larger: Wish, smaller: Wish) -> bool:
    """Tell whether both set one and the same number, the one that costs more a different one, in one direction."""
    if larger.content.keys() != smaller.content.keys() or len(larger.content) != 1:
        return False
    numbers = [_number(next(iter(wish.content.values()))) for wish in (larger, smaller)]
    return None not in numbers and numbers[0] != numbers[1] and larger.once > smaller.once


def _rising(chain: Sequence[Wish]) -> bool:
    """Tell whether the numbers of a chain go up all the way, or down all the way."""
    numbers = [_number(next(iter(wish.content.values()))) or 0 for wish in chain]
    steps = [after > before for before, after in pairwise(numbers)]
    return all(steps) or not any(steps)


def _number(meaning: object) -> int | None:
    value = meaning[1] if isinstance(meaning, tuple) and meaning[0] == "values" else None
    if isinstance(value, Age):
        return value.years
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _nested(basis: Basis, likeness: Likeness, chain: Sequence[Wish], on: date) -> Proposal:
    steps: list[list[Step]] = [[], []]
    for wish in chain:
        for index, yen in enumerate((wish.once, wish.yearly)):
            before = steps[index][-1][0] if steps[index] else 0
            steps[index].append((max(yen, before), wish.towns))
    return _proposal(basis, likeness, chain, on, steps)


def _proposal(
    basis: Basis, likeness: Likeness, group: Sequence[Wish], on: date, costs: Sequence[Sequence[Step]]
) -> Proposal:
    once, yearly = (_divided(basis, cost) for cost in costs)
    today = {wish.customization.id: _today(basis, wish, on) for wish in group}
    bills = {
        town: Bill(
            once=sum(now[0].get(town, 0) for now in today.values()),
            yearly=sum(now[1].get(town, 0) for now in today.values()),
            proposed_once=once[town],
            proposed_yearly=yearly[town],
        )
        for town in _in_order(basis, (town for wish in group for town in wish.towns))
    }
    points = dict.fromkeys(point for wish in group for point in wish.content)
    return Proposal(likeness=likeness, wishes=tuple(group), points=tuple(points), bills=bills)


def _divided(basis: Basis, steps: Sequence[Step]) -> Mapping[str, int]:
    """Divide step by step among those who need each step (one step: equally); whole yen by the published order."""
    order = tuple(basis.profile.municipalities)
    return rounded(nested_needs(steps), steps[-1][0], order, "largest_remainder").yen


def _today(basis: Basis, wish: Wish, on: date) -> tuple[Mapping[str, int], Mapping[str, int]]:
    formula = basis.formula(wish.customization, Rank.TOWN, Month.of(on))
    share = weights(formula.terms, wish.towns, basis.figures)
    once, yearly = (allocate(yen, share, formula.tie_order).yen for yen in (wish.once, wish.yearly))
    return once, yearly
