"""Owns the reasons of a town's burden in a fiscal year: base figures, shares, rounding, own customizations, and nothing of others'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.due import UNION, DueGroup, calculate
from uwanose.charging.formulas import EQUAL, bases_of
from uwanose.charging.monthly_cost import Nature
from uwanose.dates import Month
from uwanose.errors import Finding
from uwanose.layers.model import Profile, Rank, SharingFormula

__all__ = ["OwnPart", "Reasons", "SharedPart", "TermPart", "reasons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPart:
    """One term of a formula for one town: ``weight`` is the term's share times the town's part of the base figures.

    ``figure`` and ``whole`` are None for equal parts and for figures that count by a power.
    """

    basis: str
    label: str
    share: Fraction
    figure: int | None
    whole: int | None
    reference_date: date | None
    weight: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPart:
    """Shared cost divided by one formula among the same payers: what all bear, and the town's exact and whole share."""

    formula: SharingFormula
    customizations: tuple[str, ...]
    payers: int
    total: int
    terms: tuple[TermPart, ...]
    yen: int

    @property
    def share(self) -> Fraction:
        """The town's exact share."""
        return sum((term.weight for term in self.terms), Fraction())

    @property
    def exact(self) -> Fraction:
        """What the town would pay without rounding."""
        return self.share * self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """A town's own customization: what all its payers bear in the year, how many they are, the town's yen and consent.

    ``weight`` is by which weight it shares, as last agreed on, and ``paper`` the agreement; None and empty otherwise.
    """

    customization: str
    title: str
    payers: int
    total: int
    yen: int
    consent: str
    weight: TermPart | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why a town is charged what it is. ``yen = Σ shared + Σ own + moved``, whatever the book has charged of it so far.

    ``moved`` is what joins and leavings moved among the payers of shared cost. ``foreign`` are the own customizations of
    others, ``foreign_yen`` what these bear, ``borne`` what of it falls on this town: nothing.
    """

    municipality: str
    name: str
    name_en: str
    fiscal_year: int
    closed: int
    shared: tuple[SharedPart, ...]
    own: tuple[OwnPart, ...]
    moved: int
    foreign: tuple[str, ...]
    foreign_yen: int
    borne: int
    population: int | None
    findings: tuple[Finding, ...]

    @property
    def shared_yen(self) -> int:
        """The town's shared cost."""
        return sum(part.yen for part in self.shared) + self.moved

    @property
    def own_yen(self) -> int:
        """The town's own cost."""
        return sum(part.yen for part in self.own)

    @property
    def yen(self) -> int:
        """What the town owes for the year."""
        return self.shared_yen + self.own_yen


def reasons(profile: Profile, book: Book, municipality: str, fiscal_year: int) -> Reasons:
    """Return why a town owes what it owes for a fiscal year, by today's register."""
    basis = Basis(profile)
    months = [Month(fiscal_year, 4) + index for index in range(12)]
    due = calculate(basis, months, as_of=months[-1])
    common = [group for group in due.groups if group.layer is Rank.PREFECTURE]
    own = [group for group in due.groups if group.layer is not Rank.PREFECTURE]
    foreign = [group for group in own if municipality not in basis.payers(group.group[0]).spans]
    plain = [group for group in common if group.cost and group.group[3] is Nature.SHARE]
    population = profile.consortium.drivers.get("population")
    return Reasons(
        municipality=municipality,
        name=profile.municipalities[municipality].name_ja,
        name_en=profile.municipalities[municipality].name_en,
        fiscal_year=fiscal_year,
        closed=sum(
            towns.get(municipality, 0)
            for (_, _, month, _), towns in book.groups.items()
            if month.fiscal_year == fiscal_year
        ),
        shared=_shared(basis, plain, municipality),
        own=_own(basis, own, municipality),
        moved=sum(group.yen.get(municipality, 0) for group in common if group not in plain),
        foreign=tuple(dict.fromkeys(group.group[0] for group in foreign)),
        foreign_yen=sum(yen for group in foreign for town, yen in group.yen.items() if town != UNION),
        borne=sum(group.yen.get(municipality, 0) for group in foreign),
        population=population.values.get(municipality) if population else None,
        findings=due.findings,
    )


def _shared(basis: Basis, groups: Iterable[DueGroup], town: str) -> tuple[SharedPart, ...]:
    """Put costs together that are divided alike; the largest first."""
    alike: dict[tuple[str, tuple[str, ...]], list[DueGroup]] = {}
    for group in groups:
        if group.cost and town in group.yen:
            alike.setdefault((group.cost.formula.id, group.cost.payers), []).append(group)
    parts = []
    for (_, payers), same in alike.items():
        cost = same[0].cost
        assert cost is not None
        parts.append(
            SharedPart(
                formula=cost.formula,
                customizations=tuple(dict.fromkeys(group.group[0] for group in same)),
                payers=len(payers),
                total=sum(group.cost.amount.yen for group in same if group.cost),
                terms=tuple(_terms(basis, cost.formula, payers, town)),
                yen=sum(group.yen[town] for group in same),
            )
        )
    return tuple(sorted(parts, key=lambda part: -abs(part.total)))


def _terms(basis: Basis, formula: SharingFormula, payers: tuple[str, ...], town: str) -> Iterable[TermPart]:
    for term in formula.terms:
        counts = bases_of(term, payers, basis.figures)
        driver = basis.drivers.get(term.basis)
        figures = basis.figures.get(term.basis, {})
        plain = driver is not None and term.power == 1 and term.doubling is None
        yield TermPart(
            basis=term.basis,
            label="均等" if term.basis == EQUAL else driver.label_ja if driver else term.basis,
            share=term.share,
            figure=figures[town] if plain else None,
            whole=sum(figures[payer] for payer in payers) if plain else None,
            reference_date=driver.reference_date if driver else None,
            weight=term.share * Fraction(counts[town]) / Fraction(sum(counts.values())),
        )


def _own(basis: Basis, groups: Iterable[DueGroup], town: str) -> tuple[OwnPart, ...]:
    totals: Counter[str] = Counter()
    mine: Counter[str] = Counter()
    payers: dict[str, set[str]] = {}
    agreed: dict[str, tuple[TermPart, str]] = {}
    for group in groups:
        name = group.group[0]
        if town not in basis.payers(name).spans:
            continue
        totals[name] += sum(yen for one, yen in group.yen.items() if one != UNION)
        mine[name] += group.yen.get(town, 0)
        payers.setdefault(name, set()).update(one for one, yen in group.yen.items() if yen and one != UNION)
        if group.cost and group.cost.formula.id in basis.agreed and town in group.cost.payers:
            (weight,) = _terms(basis, group.cost.formula, group.cost.payers, town)
            agreed[name] = weight, group.cost.formula.laid_down_in
    parts = []
    for name in payers:
        consents = [
            one.consent.document
            for one in basis.profile.adoptions
            if one.customization == name and one.municipality == town and one.consent
        ]
        parts.append(
            OwnPart(
                customization=name,
                title=basis.profile.customizations[name].title_ja,
                payers=len(payers[name]),
                total=totals[name],
                yen=mine[name],
                consent=consents[-1] if consents else "",
                weight=agreed[name][0] if name in agreed else None,
                paper=agreed[name][1] if name in agreed else "",
            )
        )
    return tuple(sorted(parts, key=lambda part: -abs(part.yen)))
