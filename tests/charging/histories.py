"""Owns random histories of a register for property tests: what the facts were when each quarter was closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from uwanose.charging.costs import amount_of
from uwanose.dates import Interval, Month
from uwanose.layers.model import Adoption, CostItem, Customization, Profile, Weights

from .register import (
    START,
    adopts,
    agreed,
    all_adopt,
    consortium,
    customization,
    formula,
    invoice,
    one_off,
    profile,
    takes_part,
    upkeep,
)

FIRST = Month(2026, 4)
QUARTERS = 6
TOWNS = ("hayama", "oiso", "oi", "kiyokawa")
LAST = FIRST + (3 * QUARTERS - 1)


class History(tuple[Profile, ...]):
    """The states of a register, shown by what charging looks at."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(_shown(state) for state in self)


def _shown(facts: Profile) -> str:
    entries = [
        f"{entry.id} {entry.sharing} accepted={entry.accepted} retired={entry.retired and entry.retired.on} "
        + "; ".join(
            f"{item.id} {item.kind} {item.charge} {item.months} {item.start} {item.end} {amount_of(item)}"
            for item in entry.costs
        )
        for entry in facts.customizations.values()
    ]
    adoptions = [f"{entry.customization} {entry.municipality} {entry.interval}" for entry in facts.adoptions]
    return "\n".join((facts.sha256, *entries, *adoptions))


yen = st.integers(0, 3_000_000)
month_index = st.integers(-2, 3 * QUARTERS)


def _day(index: int, day: int = 1) -> date:
    month = FIRST + index
    return date(month.year, month.month, day)


@st.composite
def _paid(draw: st.DrawFn) -> dict[str, Any]:
    """Return what is known of what was paid for upkeep in the first year: nothing, all at once, or some invoices."""
    known = draw(st.sampled_from(["nothing", "nothing", "settled", "invoices"]))
    if known == "settled":
        return {"settled": {FIRST.year: draw(yen)}}
    halves = (("2026-04", "2026-09"), ("2026-10", "2027-03"))[: draw(st.integers(0, 2))]
    return {"invoices": tuple(invoice(draw(yen), *half) for half in halves)} if known == "invoices" else {}


@st.composite
def _costs(draw: st.DrawFn) -> tuple[CostItem, ...]:
    items = []
    for index in range(draw(st.integers(0, 3))):
        start = str(FIRST + draw(st.integers(0, 9)))
        if draw(st.booleans()):
            item = upkeep(draw(yen), start)
            end = FIRST + draw(st.integers(3, 20)) if draw(st.booleans()) else None
            items.append(replace(item, id=f"upkeep{index}", end=end, **draw(_paid())))
            continue
        charge = draw(st.sampled_from(["at_payment", "spread"]))
        term = draw(st.sampled_from([5, 7, 12] if charge == "spread" else [None, 5, 12]))
        kind = draw(st.sampled_from(["one_off", "one_off", "law_change", "credit"]))
        items.append(one_off(draw(yen), start, name=f"build{index}", charge=charge, term=term, kind=kind))
    return tuple(items)


@st.composite
def _weights(draw: st.DrawFn) -> tuple[Weights, ...]:
    """Return weights of all towns: a first ratio, and others that take its place later."""
    starts = [-2, *sorted(draw(st.lists(st.integers(0, 12), max_size=2, unique=True)))]
    weight = st.fractions(Fraction(1, 4), 9, max_denominator=4)
    return tuple(agreed(str(FIRST + start), **{town: draw(weight) for town in TOWNS}) for start in starts)


@st.composite
def _entry(draw: st.DrawFn, name: str) -> tuple[Customization, tuple[Adoption, ...]]:
    shared = draw(st.booleans())
    entry = customization(
        name,
        *draw(_costs()),
        shared=shared,
        method=draw(st.sampled_from([None, "equal", "population"])),
        late_join=draw(st.sampled_from(["remaining", "retroactive", "none"])),
        window=draw(st.sampled_from([None, 3, 8])),
        on_leave=draw(st.sampled_from(["keep_paying", "lump"])),
        weights=draw(st.one_of(st.just(()), st.just(()), _weights())),
    )
    if shared:
        return entry, (all_adopt(name, str(_day(draw(st.integers(-2, 4))))),)
    towns = draw(st.lists(st.sampled_from(TOWNS), min_size=1, unique=True))
    adoptions = []
    for town in towns:
        first = draw(month_index)
        until = _day(first + draw(st.integers(0, 9)), 15) if draw(st.booleans()) else None
        adoptions.append(
            adopts(
                town,
                name,
                str(_day(first, draw(st.sampled_from([1, 20])))),
                str(until) if until and until > _day(first, 20) else None,
            )
        )
    return entry, tuple(adoptions)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Return the profile as it was at the close of each of six quarters: facts are added, changed and struck."""
    remainder = draw(st.sampled_from(["largest_remainder", "floor"]))
    late = draw(st.sampled_from(TOWNS))
    taking_part = [takes_part(town) for town in TOWNS if town != late]
    taking_part.append(takes_part(late, str(_day(draw(st.integers(-2, 8))))))
    union = consortium(formula(draw(st.integers(0, 100)), remainder=remainder), participation=taking_part)
    entries = [draw(_entry(f"K-{index:03}")) for index in range(1, draw(st.integers(1, 3)) + 1)]
    facts = profile(
        *(entry for entry, _ in entries), *(adoption for _, some in entries for adoption in some), union=union
    )
    states = [facts]
    for index in range(1, QUARTERS):
        states.append(_changed(draw, states[-1], index))
    return History(replace(state, sha256=f"facts{index}") for index, state in enumerate(states))


def _changed(draw: st.DrawFn, facts: Profile, quarter: int) -> Profile:
    change = draw(st.sampled_from(["nothing", "nothing", "actual", "leave", "strike", "retire", "late"]))
    if change == "nothing" or not facts.adoptions:
        return facts
    place = draw(st.integers(0, len(facts.adoptions) - 1))
    adoption = facts.adoptions[place]
    entry = facts.customizations[adoption.customization]
    if change in ("actual", "retire", "late"):
        return replace(
            facts,
            customizations={**facts.customizations, entry.id: _entry_changed(draw, entry, change, quarter)},
        )
    others = facts.adoptions[:place] + facts.adoptions[place + 1 :]
    if change == "strike":
        return replace(facts, adoptions=others)
    end = max(_day(3 * quarter, 15), adoption.interval.start)
    left = replace(
        adoption, interval=Interval.of(adoption.interval.start, min(end, adoption.interval.last_day or end))
    )
    return replace(facts, adoptions=(*others, left))


def _entry_changed(draw: st.DrawFn, entry: Customization, change: str, quarter: int) -> Customization:
    if change == "actual":
        return replace(entry, costs=tuple(replace(item, actual=draw(yen)) for item in entry.costs))
    if change == "late":
        return replace(entry, accepted=draw(st.sampled_from([None, START, _day(quarter)])))
    return replace(entry, retired=replace(entry.request, on=_day(3 * quarter, 10)))
