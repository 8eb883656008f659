"""Owns the header of a quarter: everything its lines rest on, taken from the profile on the day of closing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.costs import MonthlyCost
from uwanose.charging.formulas import formula_text
from uwanose.charging.quarters import Quarter, due_day, revenue_year
from uwanose.charging.records import (
    AdoptionRecord,
    CustomizationRecord,
    Facts,
    FiguresRecord,
    FormulaRecord,
    Header,
    LineRecord,
)
from uwanose.layers.model import Adoption, Profile, SharingFormula

__all__ = ["heading"]


def heading(
    basis: Basis,
    book: Book,
    quarter: Quarter,
    on: date | None,
    document: str,
    facts: Facts,
    costs: Iterable[MonthlyCost],
    lines: Iterable[LineRecord],
) -> Header:
    """Return the header of a quarter with these costs and lines."""
    profile, consortium = basis.profile, basis.profile.consortium
    formulas = {cost.formula.id: cost.formula for cost in costs}
    names = dict.fromkeys(line.key.customization for line in lines)
    due_date = _due_date(profile, quarter)
    return Header(
        quarter=quarter,
        closed_on=on,
        document=document,
        due_date=due_date,
        revenue_year=quarter.fiscal_year if on is None else revenue_year(on, due_date),
        union=consortium.label_ja,
        payee=consortium.payee,
        facts=facts,
        municipalities={town.id: (town.name_ja, town.code) for town in profile.municipalities.values()},
        formulas={name: _formula(formula, profile) for name, formula in sorted(formulas.items())},
        figures=_figures(profile, formulas.values()),
        customizations=_customizations(basis, book, names),
        previous=book.head,
    )


def _due_date(profile: Profile, quarter: Quarter) -> date | None:
    known = profile.consortium.due_dates.get(quarter.number)
    return due_day(quarter, known) if known else None


def _formula(formula: SharingFormula, profile: Profile) -> FormulaRecord:
    return FormulaRecord(
        label=formula.label_ja,
        terms=formula.terms,
        remainder=formula.remainder,
        order=formula.tie_order,
        text=formula_text(formula, profile),
    )


def _figures(profile: Profile, formulas: Iterable[SharingFormula]) -> dict[str, FiguresRecord]:
    bases = {term.basis for formula in formulas for term in formula.terms}
    return {
        driver.id: FiguresRecord(
            label=driver.label_ja,
            reference_date=driver.reference_date,
            source=driver.source,
            values=dict(driver.values),
        )
        for driver in profile.consortium.drivers.values()
        if driver.id in bases
    }


def _customizations(basis: Basis, book: Book, names: Iterable[str]) -> dict[str, CustomizationRecord]:
    profile = basis.profile
    earlier = {
        name: record for entry in book.quarters for name, record in entry.header.customizations.items()
    }
    records = {}
    for name in names:
        customization = profile.customizations.get(name)
        if customization is None:  # struck from the register after it was charged
            records[name] = earlier[name]
            continue
        adoptions = dict.fromkeys(id(effect.adoption) for effect in basis.membership.of(name))
        records[name] = CustomizationRecord(
            title=customization.title_ja,
            illustrative=customization.illustrative,
            adoptions=tuple(_adoption(entry) for entry in profile.adoptions if id(entry) in adoptions),
        )
    return records


def _adoption(adoption: Adoption) -> AdoptionRecord:
    consent = adoption.consent
    return AdoptionRecord(
        municipality=adoption.municipality,
        start=adoption.interval.start,
        until=adoption.interval.last_day,
        document=consent.document if consent else "",
        up_to=consent.up_to if consent else None,
    )
