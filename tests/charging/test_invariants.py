"""Guards the invariants of charging on random registers, histories and closings."""

from __future__ import annotations

import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.closing import draft, pending
from uwanose.charging.costs import amount_of, begins, is_recurring
from uwanose.charging.due import UNION, calculate, due
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import scan_book
from uwanose.charging.verify import verify_book
from uwanose.dates import Month
from uwanose.layers.members import Membership
from uwanose.layers.model import CostItem, Customization, Profile

from .histories import FIRST, LAST, QUARTERS, History, histories

EVERY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _closed(history: History, folder: Path) -> Book:
    """Close six quarters, writing what draft gives even where consents or missing payers would refuse it."""
    book, quarter = Book(), Quarter.of(FIRST)
    for facts in history:
        on = quarter.months[0].first_day
        drafted = draft(facts, book, quarter, on=on, document="第1号", rules="rules")
        assert drafted.content == draft(facts, book, quarter, on=on, document="第1号", rules="rules").content
        (folder / f"{quarter}.jsonl").write_bytes(drafted.content)
        book, findings = scan_book(folder)
        assert findings == ()
        assert pending(facts, book) == ()
        quarter = quarter.next
    return book


@EVERY
@given(history=histories())
def test_the_book_always_charges_what_is_due_and_proves_itself(history: History) -> None:
    """After any history: Σ lines per key = today's due, no more is pending, and each line follows from its factors."""
    with tempfile.TemporaryDirectory() as folder:
        book = _closed(history, Path(folder))
    assert list(verify_book(book)) == []
    lines = due(history[-1], book.months, as_of=LAST)
    assert {key: yen for key, yen in book.charged.items() if yen} == {
        line.key: line.yen for line in lines if line.yen
    }
    for entry in book.quarters:
        assert entry.totals.yen == sum(line.yen for line in entry.lines)
        assert entry.totals.yen == sum(entry.totals.charges.values()) + sum(entry.totals.refunds.values())


@EVERY
@given(history=histories())
def test_every_month_of_an_adoption_is_accounted_for(history: History) -> None:
    """Each adopter has a line or a reasoned zero in each month; each line an adopter, now or before."""
    facts = history[-1]
    basis = Basis(facts)
    months = [FIRST + index for index in range(3 * QUARTERS)]
    lines = calculate(basis, months, as_of=LAST).lines
    covered = {(line.customization, line.municipality, line.month) for line in lines}
    for name in facts.customizations:
        for month in months:
            adopters = basis.membership.payers(name, month)
            assert all((name, town, month) in covered for town in adopters)
            held = {town for town, spans in basis.payers(name).spans.items() if spans[0].first <= LAST}
            assert {town for key, town, at in covered if key == name and at == month} <= held | {UNION}
    assert all(line.reason for line in lines if not line.yen)


@EVERY
@given(history=histories())
def test_every_one_off_sums_to_its_cost_over_its_life(history: History) -> None:
    """At payment, spread, joined late, left, settled: the cost comes in to the yen, the union's rest included."""
    facts = history[-1]
    basis = Basis(facts)
    months = [FIRST + index for index in range(-3, 60)]
    sums: Counter[tuple[str, str]] = Counter()
    for line in calculate(basis, months, as_of=LAST).lines:
        sums[line.customization, line.key.cost_item] += line.yen
    for name, entry in facts.customizations.items():
        for item in entry.costs:
            first, amount = begins(item, entry), amount_of(item)
            if is_recurring(item) or first is None or amount is None:
                continue
            if basis.payers(name).active(first):  # otherwise C103 refuses to close
                assert sums[name, item.id] == amount[0]


@EVERY
@given(history=histories())
def test_upkeep_is_what_a_plain_program_says(history: History) -> None:
    """An independent count: month by month, the layers' payers, exact shares, largest fractions first."""
    facts = history[-1]
    months = [FIRST + index for index in range(3 * QUARTERS)]
    actual: Counter[tuple[str, str, Month, str]] = Counter()
    for line in due(facts, months, as_of=LAST):
        if line.key.cost_item.startswith("upkeep"):
            actual[line.customization, line.key.cost_item, line.month, line.municipality] += line.yen
    expected: Counter[tuple[str, str, Month, str]] = Counter()
    members = Membership(facts)
    for name, entry in facts.customizations.items():
        for month in months:
            for item, town, yen in _plain_upkeep(facts, members, entry, month):
                expected[name, item, month, town] += yen
    assert +actual == +expected


def _plain_upkeep(
    facts: Profile, members: Membership, entry: Customization, month: Month
) -> list[tuple[str, str, int]]:
    found = []
    towns = members.payers(entry.id, month)
    for item in entry.costs:
        starts = entry.live and max(item.start, Month.of(entry.live))
        if (
            item.kind != "recurring"
            or not towns
            or not starts
            or month < starts
            or (item.end and month >= item.end)
        ):
            continue
        year = [Month(month.fiscal_year, 4) + index for index in range(12)]
        held = [
            one
            for one in year
            if one >= starts and not (item.end and one >= item.end) and members.payers(entry.id, one)
        ]
        yearly, over = _plain_paid(item, held), held
        if yearly is None:
            yearly, over = item.yearly or 0, year
        at = over.index(month)
        total = yearly * (at + 1) // len(over) - yearly * at // len(over)
        shares = {town: total * weight for town, weight in _plain_weights(facts, entry, towns, month).items()}
        whole = {town: int(share) for town, share in shares.items()}
        left = total - sum(whole.values())
        formula = facts.consortium.formulas["kanagawa"]
        if formula.remainder == "floor":
            found += [(item.id, UNION, left)] if left else []
        else:
            ranked = sorted(
                towns, key=lambda town: (whole[town] - shares[town], formula.tie_order.index(town))
            )
            for town in ranked[:left]:
                whole[town] += 1
        found += [(item.id, town, yen) for town, yen in whole.items()]
    return found


def _plain_paid(item: CostItem, held: list[Month]) -> int | None:
    year = held[0].fiscal_year
    if year in item.settled:
        return item.settled[year]
    billed = [one for one in item.invoices if one.first.fiscal_year == year]
    whole = all(any(one.first <= month <= one.last for one in billed) for month in held)
    return sum(one.yen for one in billed) if whole else None


def _plain_weights(
    facts: Profile, entry: Customization, towns: tuple[str, ...], month: Month
) -> dict[str, Fraction]:
    agreed = [one for one in entry.sharing.weights if one.start <= month]
    if agreed:
        total = sum(agreed[-1].towns[town] for town in towns)
        return {town: agreed[-1].towns[town] / total for town in towns}
    shared = any(
        not adoption.municipality and adoption.customization == entry.id for adoption in facts.adoptions
    )
    method = entry.sharing.formula or ("kanagawa" if shared else "equal")
    equal = {"equal": Fraction(1), "population": Fraction(0)}.get(method)
    if equal is None:
        equal = next(t.share for t in facts.consortium.formulas["kanagawa"].terms if t.basis == "equal")
    population = facts.consortium.drivers["population"].values
    whole = sum(population[town] for town in towns)
    return {town: equal / len(towns) + (1 - equal) * Fraction(population[town], whole) for town in towns}
