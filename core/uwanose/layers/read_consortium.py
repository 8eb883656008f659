"""Owns reading ``consortium.yaml``: systems, who takes part when, base figures, sharing formulas, closing calendar."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction

from uwanose.dates import Interval
from uwanose.errors import Place
from uwanose.layers.model import Consortium, Driver, Participation, SharingFormula, Term
from uwanose.layers.read_instalments import read_instalments
from uwanose.layers.reading import dates_in_order, unknown_name
from uwanose.money import Rate
from uwanose.source.fields import Fields

REMAINDERS = ("largest_remainder", "floor", "half_up", "settle")
LAID_DOWN_BY = ("charter", "ordinance", "resolution", "regulation", "document", "proposal")
UNITS = ("1", "100", "1000")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def read_consortium(
    fields: Fields, municipalities: Collection[str], businesses: Collection[str]
) -> Consortium:
    """Return the consortium; ``municipalities`` and ``businesses`` are what its names must stand for."""
    label, _ = fields.label()
    systems, labels = _systems(fields, businesses)
    drivers = {driver.id: driver for driver in read_drivers(fields, municipalities)}
    formulas = {
        formula.id: formula for formula in read_formulas(fields, "sharing_formulas", municipalities, drivers)
    }
    consortium = Consortium(
        label_ja=label,
        systems=systems,
        system_labels=labels,
        participation=tuple(_participation(fields, municipalities, systems)),
        drivers=drivers,
        formulas=formulas,
        prefecture_formula=fields.word("prefecture_formula", ("equal", "population", *formulas), "equal"),
        due_dates=_due_dates(fields),
        payee=fields.text("payee"),
        place=fields.node.place,
        instalments=read_instalments(fields),
    )
    fields.done()
    return consortium


def no_consortium(place: Place) -> Consortium:
    """Return a consortium of nobody, for a profile whose ``consortium.yaml`` is missing (a finding)."""
    return Consortium(
        label_ja="", systems={}, system_labels={}, participation=(), drivers={}, formulas={},
        prefecture_formula="equal", due_dates={}, payee="", place=place,
    )  # fmt: skip


def _systems(
    fields: Fields, businesses: Collection[str]
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    systems: dict[str, tuple[str, ...]] = {}
    labels: dict[str, str] = {}
    for name, system in fields.named("systems"):
        labels[name], _ = system.label()
        systems[name] = system.texts("businesses")
        for business in systems[name]:
            holder = next((other for other in systems if other != name and business in systems[other]), None)
            if business not in businesses:
                unknown_name(system, system.place("businesses"), business, businesses, "業務", "business")
            elif holder:
                _held_twice(system, business, holder, name)
        system.done()
    return systems, labels


def _held_twice(fields: Fields, business: str, holder: str, system: str) -> None:
    fields.report(
        "L121",
        fields.place("businesses"),
        f"業務 {business} がシステム {holder} と {system} の両方にあります。参加の判定ができません。",
        f"Business {business} belongs to both {holder} and {system}; who takes part cannot be told.",
        "どちらか一方から外してください。",
        "Remove it from one of them.",
    )


def _participation(
    fields: Fields, municipalities: Collection[str], systems: Collection[str]
) -> Iterator[Participation]:
    for key, _ in fields.entries("participation"):
        if key.text not in municipalities:
            unknown_name(fields, key.place, key.text, municipalities, "町村", "municipality")
    for town, by_system in fields.named("participation"):
        for system in by_system.node:
            if system not in systems:
                unknown_name(by_system, by_system.place(system), system, systems, "システム", "system")
        for system in systems:
            yield from _periods(by_system, town, system)


def _periods(fields: Fields, town: str, system: str) -> Iterator[Participation]:
    previous: Participation | None = None
    for row in fields.rows(system):
        start, until = row.required_date("from"), row.date("until")
        row.text("note")
        row.text("source")
        row.done()
        if start is None or not dates_in_order(row, start, until):
            continue
        period = Participation(
            municipality=town, system=system, interval=Interval.of(start, until), place=row.node.place
        )
        if previous and previous.interval.overlap(period.interval):
            row.report(
                "L122",
                period.place,
                f"{town} の {system} への参加期間が重なっています（{previous.interval} と {period.interval}）。",
                f"Periods of {town} in {system} overlap ({previous.interval} and {period.interval}).",
                "前の期間に until（参加の最後の日）を書いてください。",
                "Write until (the last day) on the earlier one.",
            )
        yield period
        previous = period


def read_drivers(fields: Fields, municipalities: Collection[str], key: str = "drivers") -> Iterator[Driver]:
    """Yield the base figures under *key*."""
    for name, driver in fields.named(key):
        label, _ = driver.label()
        values = driver.nested("values", required=True)
        figures = {key: values.integer(key, 0, least=0) for key in values.node.entries} if values else {}
        for town in figures:
            if values and town not in municipalities:
                unknown_name(values, values.place(town), town, municipalities, "町村", "municipality")
        missing = [town for town in municipalities if town not in figures]
        if missing:
            driver.report(
                "L124",
                driver.place("values"),
                f"基礎数値 {label} に {'、'.join(missing)} の値がありません。負担割合を計算できません。",
                f"Base figures {name} lack {', '.join(missing)}; shares cannot be computed.",
                "すべての構成町村の値を書いてください。",
                "Write a figure for every member.",
            )
        yield Driver(
            id=name,
            label_ja=label,
            reference_date=driver.required_date("reference_date") or date.min,
            source=driver.required_text("source"),
            values=figures,
            place=driver.node.place,
        )
        driver.done()


def read_formulas(
    fields: Fields, key: str, municipalities: Collection[str], drivers: Collection[str]
) -> Iterator[SharingFormula]:
    """Yield the sharing formulas under *key*; ``drivers`` are the bases their terms may name besides ``equal``."""
    for name, formula in fields.named(key):
        label, _ = formula.label()
        start, until = formula.required_date("from") or date.min, formula.date("until")
        interval = Interval.of(start, until) if dates_in_order(formula, start, until) else Interval.of(start)
        yield SharingFormula(
            id=name,
            label_ja=label,
            interval=interval,
            terms=read_terms(formula, drivers),
            remainder=formula.word("remainder", REMAINDERS, "floor"),
            tie_order=_tie_order(formula, municipalities),
            laid_down_in=formula.required_text("laid_down_in"),
            illustrative=formula.flag("illustrative"),
            place=formula.node.place,
            laid_down_by=formula.word("laid_down_by", LAID_DOWN_BY),
            unit=int(formula.word("unit", UNITS, "1")),
            least_saving=read_ratio(formula, "least_saving") if formula.has("least_saving") else None,
            fixed_yearly=formula.yen("fixed_yearly", 0, least=0),
        )
        formula.done()


def _tie_order(formula: Fields, municipalities: Collection[str]) -> tuple[str, ...]:
    tie_order = formula.texts("tie_order") or tuple(municipalities)
    if sorted(tie_order) == sorted(municipalities):
        return tie_order
    formula.report(
        "L125",
        formula.place("tie_order"),
        "tie_order には、すべての構成町村を一度ずつ書きます。",
        "tie_order names every member exactly once.",
        f"構成町村: {'、'.join(municipalities)}",
        f"Members: {', '.join(municipalities)}",
    )
    return tuple(municipalities)


def read_terms(formula: Fields, drivers: Collection[str]) -> tuple[Term, ...]:
    """Return the weighted terms of a formula, whose shares make one."""
    terms = []
    for row in formula.rows("terms"):
        terms.append(
            Term(
                basis=row.word("basis", ("equal", *drivers)),
                share=read_ratio(row, "share"),
                power=read_ratio(row, "power", positive=True) if row.has("power") else Fraction(1),
                doubling=read_ratio(row, "doubling", positive=True) if row.has("doubling") else None,
            )
        )
        row.done()
    total = sum((term.share for term in terms), Fraction())
    if total != 1:
        formula.report(
            "L126",
            formula.place("terms"),
            f"負担割合の合計が {total} です。1（100%）でなければなりません。",
            f"The shares add up to {total}, not to 1.",
            "terms の share の合計を100%にしてください。",
            "Make the shares of terms add up to 100%.",
        )
    return tuple(terms)


def read_ratio(row: Fields, key: str, *, positive: bool = False) -> Fraction:
    """Return an exact ratio that is not below nothing; what cannot be read is a finding."""
    text = row.required_text(key)
    try:
        ratio = Rate.parse(text).fraction
        if ratio > 0 or (ratio == 0 and not positive):
            return ratio
    except ValueError:
        pass
    if text:
        row.report(
            "L127",
            row.place(key),
            f"割合「{text}」を正確な数として読めません。",
            f"{text!r} is not an exact share.",
            "20/100 または 20% のように書いてください。",
            "Write 20/100 or 20%.",
        )
    return Fraction(positive)


def _due_dates(fields: Fields) -> Mapping[int, str]:
    found = fields.nested("due_dates")
    if found is None:
        return {}
    due = {quarter: found.text(str(quarter)) for quarter in (1, 2, 3, 4)}
    found.done()
    for quarter, day in due.items():
        if not _MONTH_DAY.fullmatch(day):
            found.report(
                "L128",
                found.place(str(quarter)),
                f"第{quarter}期の納期限「{day}」は月-日ではありません。",
                f"The due date {day!r} of quarter {quarter} is not MM-DD.",
                "05-20 のように書いてください。",
                "Write it as 05-20.",
            )
    return due
