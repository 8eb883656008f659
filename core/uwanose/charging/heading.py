"""Owns the header of a run: everything its lines rest on, taken from the profile on the day it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.formulas import formula_text
from uwanose.charging.monthly_cost import MonthlyCost
from uwanose.charging.quarters import due_day, revenue_year
from uwanose.charging.records import (
    AdoptionRecord,
    CustomizationRecord,
    Facts,
    FiguresRecord,
    FormulaRecord,
    Header,
    Holding,
    Instalments,
    LineRecord,
)
from uwanose.charging.runs import Run, RunKind
from uwanose.layers.model import Adoption, Profile, SharingFormula

__all__ = ["RunOrder", "heading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOrder:
    """What orders a run: the day, the document (決裁), the reason of a correction, a due date that no rule fixes."""

    on: date | None
    document: str
    reason: str = ""
    due: date | None = None


def heading(
    basis: Basis,
    book: Book,
    run: Run,
    order: RunOrder,
    facts: Facts,
    costs: Iterable[MonthlyCost],
    lines: Iterable[LineRecord],
) -> Header:
    """Return the header of a run with these costs and lines."""
    profile, consortium = basis.profile, basis.profile.consortium
    used = [one for cost in costs for one in (cost.formula, cost.before_formula) if one]
    formulas = {formula.id: formula for formula in used}
    holdings = _holdings(basis, run) if run.kind is RunKind.CLOSE else {}
    names = dict.fromkeys((*holdings, *(line.key.customization for line in lines)))
    fixed = _fixed_due_date(profile, run)
    return Header(
        run=run,
        sequence=len(book.runs) + 1,
        closed_on=order.on,
        document=order.document,
        reason=order.reason,
        due_date=fixed or order.due,
        fixed=fixed is not None,
        instalments=tuple(_instalments(profile, run)) if fixed else (),
        revenue_year=run.fiscal_year if order.on is None else revenue_year(order.on, fixed),
        union=consortium.label_ja,
        payee=consortium.payee,
        facts=facts,
        municipalities={town.id: (town.name_ja, town.code) for town in profile.municipalities.values()},
        formulas={name: _formula(formula, profile) for name, formula in sorted(formulas.items())},
        figures=_figures(basis, formulas.values()),
        customizations=_customizations(basis, book, sorted(names)),
        holdings=holdings,
        previous=book.head,
    )


def _fixed_due_date(profile: Profile, run: Run) -> date | None:
    """Return the due date that a rule fixes: only the notices of a quarter have one."""
    known = profile.consortium.due_dates.get(run.number) if run.kind is RunKind.CLOSE else None
    return due_day(run.quarter, known) if known else None


def _instalments(profile: Profile, run: Run) -> Iterator[Instalments]:
    for above, days in profile.consortium.instalments.get(run.number, ()):
        yield Instalments(above, tuple(due_day(run.quarter, day) for day in days))


def _holdings(basis: Basis, run: Run) -> dict[str, tuple[Holding, ...]]:
    """Return who holds each adopted customization in the months of a run, alike months together."""
    found = {}
    for name in basis.profile.customizations:
        active = basis.payers(name).active
        runs = [
            Holding((months := list(same))[0], months[-1], towns)
            for towns, same in groupby(run.months, key=active)
            if towns
        ]
        if runs:
            found[name] = tuple(runs)
    return found


def _formula(formula: SharingFormula, profile: Profile) -> FormulaRecord:
    return FormulaRecord(
        label=formula.label_ja,
        terms=formula.terms,
        remainder=formula.remainder,
        order=formula.tie_order,
        text=formula_text(formula, profile),
    )


def _figures(basis: Basis, formulas: Iterable[SharingFormula]) -> dict[str, FiguresRecord]:
    bases = {term.basis for formula in formulas for term in formula.terms}
    return {
        driver.id: FiguresRecord(
            label=driver.label_ja,
            reference_date=driver.reference_date,
            source=driver.source,
            values=dict(driver.values),
        )
        for driver in basis.drivers.values()
        if driver.id in bases
    }


def _customizations(basis: Basis, book: Book, names: Iterable[str]) -> dict[str, CustomizationRecord]:
    profile = basis.profile
    earlier = {name: record for entry in book.runs for name, record in entry.header.customizations.items()}
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
