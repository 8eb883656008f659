"""Owns the forecast (負担金見込額) of a fiscal year: per town what is decided, what is not, and which contracts end.

The finance sections of the towns make their budgets of it, so it tells as well what later years are bound to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.compose import cost_label
from uwanose.charging.costs import amount_of, begins, is_recurring
from uwanose.charging.due import UNION, DueGroup, calculate
from uwanose.charging.prospects import adopted
from uwanose.dates import Month
from uwanose.errors import Finding, Severity
from uwanose.layers.model import Customization, Outcome, Profile, Rank, Status

__all__ = ["LATER", "BudgetRow", "EndingContract", "Forecast", "TownForecast", "Wish", "forecast"]

LATER = 4  # further fiscal years shown one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class TownForecast:
    """Yen of one town in the year. ``decided = shared + own``; ``closed`` is what of it the book has charged.

    ``undecided`` is what wishes on record would cost it on top, by today's amounts.
    """

    shared: int
    own: int
    closed: int
    undecided: int

    @property
    def decided(self) -> int:
        """What rests on adoptions in force."""
        return self.shared + self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An entry of the register that is wished for but not yet adopted, and what each town would pay in the year.

    ``amounts_known`` is False when a cost has no amount yet: what it will add is not in the figures.
    """

    customization: str
    title: str
    status: Status
    towns: Mapping[str, date]  # "" is the prefecture
    yen: Mapping[str, int]
    amounts_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingContract:
    """A lasting cost (upkeep, spread) whose last month lies in the year or in the one before.

    ``yen`` is what ``towns`` owed for it in the year before, ``last`` the last month in which anything is due.
    """

    customization: str
    title: str
    label: str
    last: Month
    towns: tuple[str, ...]
    yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """One customization on one town's budget sheet: the year's yen, and those of later years already bound.

    ``multi_year`` is how later years are authorised: none, 債務負担行為 or 継続費, by ``order`` (the contract's document).
    Upkeep of later years is due as long as the adoption lasts; ``bound`` is the part of one-offs only.
    """

    municipality: str
    customization: str
    title: str
    illustrative: bool
    layer: Rank
    year: int
    later: tuple[int, ...]  # the next years one by one
    bound: int  # one-offs still owed after the year, to their end
    multi_year: str
    order: str
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The forecast of a fiscal year, towns in the published order; ``findings`` is what could not be worked out."""

    fiscal_year: int
    union: str
    municipalities: Mapping[str, str]
    towns: Mapping[str, TownForecast]
    rest: int  # what the floor rule leaves with the union
    wishes: tuple[Wish, ...]
    ending: tuple[EndingContract, ...]
    budget: tuple[BudgetRow, ...]
    findings: tuple[Finding, ...]

    @property
    def decided(self) -> int:
        """What all towns pay by what is decided."""
        return sum(town.decided for town in self.towns.values())

    def sheet(self, municipality: str) -> tuple[BudgetRow, ...]:
        """Return the budget sheet of one town."""
        return tuple(row for row in self.budget if row.municipality == municipality)


def forecast(profile: Profile, book: Book, fiscal_year: int) -> Forecast:
    """Return the forecast of a fiscal year by today's register; adoptions known for that year are in it."""
    basis = Basis(profile)
    year = _months(fiscal_year)
    due = calculate(basis, _horizon(basis, fiscal_year), as_of=year[-1])
    of_year = [group for group in due.groups if group.group[2].fiscal_year == fiscal_year]
    shared, own = _sums(of_year, shared=True), _sums(of_year, shared=False)
    closed = Counter[str]()
    for (_, _, month, _), towns in book.groups.items():
        if month.fiscal_year == fiscal_year:
            closed.update(towns)
    wished = tuple(_wishes(profile, year))
    wishes = tuple(wish for wish, _ in wished)
    return Forecast(
        fiscal_year=fiscal_year,
        union=profile.consortium.label_ja,
        municipalities={town.id: town.name_ja for town in profile.municipalities.values()},
        towns={
            town: TownForecast(
                shared=shared[town],
                own=own[town],
                closed=closed[town],
                undecided=sum(wish.yen.get(town, 0) for wish in wishes),
            )
            for town in profile.municipalities
        },
        rest=shared[UNION] + own[UNION],
        wishes=wishes,
        ending=tuple(_ending(basis, due.groups, fiscal_year)),
        budget=tuple(_budget(basis, due.groups, fiscal_year)),
        findings=(*due.findings, *(finding for _, found in wished for finding in found)),
    )


def _months(fiscal_year: int) -> tuple[Month, ...]:
    return tuple(Month(fiscal_year, 4) + index for index in range(12))


def _horizon(basis: Basis, fiscal_year: int) -> list[Month]:
    """Return the months to look at: the year before, the year, and on to the end of every one-off."""
    first, last = Month(fiscal_year - 1, 4), Month(fiscal_year + LATER, 4) + 11
    for customization in basis.profile.customizations.values():
        for item in customization.costs:
            start = begins(item, customization)
            if start is not None and not is_recurring(item):
                last = max(last, start + (item.months or 1))
    return [first + index for index in range(last - first + 1)]


def _sums(groups: Iterable[DueGroup], *, shared: bool) -> Counter[str]:
    sums = Counter[str]()
    for group in groups:
        if (group.layer is Rank.PREFECTURE) is shared:
            sums.update(group.yen)
    return sums


def _wishes(profile: Profile, year: tuple[Month, ...]) -> Iterator[tuple[Wish, tuple[Finding, ...]]]:
    """Yield the entries that wait for a decision, an approval or a consent, with what they would cost on top.

    Where that cannot be worked out yet (a joiner without a weight), the amounts are not known and a warning says why.
    """
    for entry in profile.customizations.values():
        held = {adoption.municipality for adoption in profile.adoptions if adoption.customization == entry.id}
        wished = {town: start for town, start in entry.wishes.items() if town not in held}
        if entry.status in (Status.CLOSED, Status.RETIRED) or not wished or "" in held:
            continue
        if entry.outcome is Outcome.PREFECTURE:
            wished = {"": min(wished.values())}
        would, found = _cost(adopted(profile, entry, wished), entry, year)
        would.subtract(_cost(profile, entry, year)[0])
        wish = Wish(
            customization=entry.id,
            title=entry.title_ja,
            status=entry.status,
            towns=wished,
            yen={} if found else {town: yen for town, yen in would.items() if yen},
            amounts_known=not found
            and bool(entry.costs)
            and all(amount_of(item) is not None for item in entry.costs),
        )
        yield wish, tuple(replace(finding, severity=Severity.WARNING) for finding in found)


def _cost(
    profile: Profile, entry: Customization, year: tuple[Month, ...]
) -> tuple[Counter[str], tuple[Finding, ...]]:
    """Return what each town owes for one entry in the year, and what could not be worked out."""
    alone = replace(profile, customizations={entry.id: profile.customizations[entry.id]}, adoptions=tuple(
        one for one in profile.adoptions if one.customization == entry.id
    ))  # fmt: skip
    total = Counter[str]()
    due = calculate(Basis(alone), year, as_of=year[-1])
    for group in due.groups:
        total.update(group.yen)
    return total, due.findings


def _ending(basis: Basis, groups: Iterable[DueGroup], fiscal_year: int) -> Iterator[EndingContract]:
    """Yield each lasting cost whose last due month lies in the year or in the one before: budgets fall by it."""
    last: dict[tuple[str, str], Month] = {}
    before: dict[tuple[str, str], Counter[str]] = {}
    for group in groups:
        name, item, month, _ = group.group
        if group.cost is None or not any(group.yen.values()):
            continue
        last[name, item] = max(month, last.get((name, item), month))
        if month.fiscal_year == fiscal_year - 1:
            before.setdefault((name, item), Counter()).update(group.yen)
    for (name, item), month in last.items():
        entry = basis.profile.customizations[name]
        cost = next(one for one in entry.costs if one.id == item)
        lasting = is_recurring(cost) or cost.charge == "spread"
        if lasting and month.fiscal_year in (fiscal_year - 1, fiscal_year):
            paid = before.get((name, item), Counter())
            yield EndingContract(
                customization=name,
                title=entry.title_ja,
                label=cost_label(cost),
                last=month,
                towns=tuple(town for town in basis.profile.municipalities if paid[town]),
                yen=sum(yen for town, yen in paid.items() if town != UNION),
            )


def _budget(basis: Basis, groups: Iterable[DueGroup], fiscal_year: int) -> Iterator[BudgetRow]:
    by_year: dict[tuple[str, str], Counter[int]] = {}
    owed: Counter[tuple[str, str]] = Counter()
    layers: dict[tuple[str, str], Rank] = {}
    for group in groups:
        name, _, month, _ = group.group
        for town, yen in group.yen.items():
            if month.fiscal_year < fiscal_year or town == UNION:
                continue
            by_year.setdefault((town, name), Counter())[month.fiscal_year] += yen
            layers.setdefault((town, name), group.layer)
            if month.fiscal_year > fiscal_year and group.cost and group.cost.cost_kind != "recurring":
                owed[town, name] += yen
    for town in basis.profile.municipalities:
        for name, entry in basis.profile.customizations.items():
            years = by_year.get((town, name))
            if years is None:
                continue
            consents = [
                one.consent.document
                for one in basis.profile.adoptions
                if one.customization == name and one.municipality == town and one.consent
            ]
            yield BudgetRow(
                municipality=town,
                customization=name,
                title=entry.title_ja,
                illustrative=bool(entry.illustrative),
                layer=layers[town, name],
                year=years[fiscal_year],
                later=tuple(years[fiscal_year + index] for index in range(1, LATER + 1)),
                bound=owed[town, name],
                multi_year=entry.multi_year,
                order=entry.order.document if entry.order else "",
                consent=consents[-1] if consents else "",
            )
