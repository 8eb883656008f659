"""Owns how the book writes the header of a run: its order, and the names, formulas and adoptions its lines rest on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from uwanose.charging.formula_text import read_figures, read_formula, write_figures, write_formula
from uwanose.charging.line_text import read_month
from uwanose.charging.records import (
    FORMAT,
    AdoptionRecord,
    CustomizationRecord,
    Facts,
    Header,
    Holding,
    Instalments,
)
from uwanose.charging.runs import Run

__all__ = ["read_header", "write_header"]


def write_header(header: Header) -> dict[str, Any]:
    """Return the header as the object that is written."""
    return {
        "type": "header",
        "format": FORMAT,
        "run": str(header.run),
        "sequence": header.sequence,
        "fiscal_year": header.run.fiscal_year,
        "months": [str(month) for month in header.run.months],
        "closed_on": _day(header.closed_on),
        "document": header.document,
        "reason": header.reason,
        "due_date": _day(header.due_date),
        "fixed": header.fixed,
        "instalments": [[one.above, [_day(day) for day in one.due_dates]] for one in header.instalments],
        "revenue_year": header.revenue_year,
        "union": header.union,
        "payee": header.payee,
        "facts": {
            "register": header.facts.register,
            "rules": header.facts.rules,
            "release": header.facts.release,
        },
        "municipalities": {town: list(names) for town, names in header.municipalities.items()},
        "formulas": {name: write_formula(formula) for name, formula in header.formulas.items()},
        "figures": {name: write_figures(figures) for name, figures in header.figures.items()},
        "customizations": {
            name: {
                "title": entry.title,
                "illustrative": entry.illustrative,
                "adoptions": [_adoption(adoption) for adoption in entry.adoptions],
            }
            for name, entry in header.customizations.items()
        },
        "holdings": {
            name: [[str(one.first), str(one.last), list(one.municipalities)] for one in holdings]
            for name, holdings in header.holdings.items()
        },
        "previous": header.previous,
    }


def _adoption(adoption: AdoptionRecord) -> dict[str, Any]:
    return {
        "municipality": adoption.municipality,
        "from": _day(adoption.start),
        "until": _day(adoption.until),
        "document": adoption.document,
        "up_to": adoption.up_to,
    }


def read_header(content: Mapping[str, Any], number: int) -> Header:
    """Return the header an object stands for. Raises KeyError, TypeError, AttributeError or ValueError when it is none."""
    if content["format"] != FORMAT:
        raise ValueError(f"format {content['format']}")
    return Header(
        run=Run.parse(content["run"]),
        sequence=content["sequence"],
        closed_on=_read_day(content["closed_on"]),
        document=content["document"],
        reason=content["reason"],
        due_date=_read_day(content["due_date"]),
        fixed=content["fixed"],
        instalments=tuple(
            Instalments(above, tuple(date.fromisoformat(day) for day in days))
            for above, days in content["instalments"]
        ),
        revenue_year=content["revenue_year"],
        union=content["union"],
        payee=content["payee"],
        facts=Facts(**content["facts"]),
        municipalities={town: (name, code) for town, (name, code) in content["municipalities"].items()},
        formulas={name: read_formula(formula) for name, formula in content["formulas"].items()},
        figures={name: read_figures(figures) for name, figures in content["figures"].items()},
        customizations={
            name: CustomizationRecord(
                title=entry["title"],
                illustrative=entry["illustrative"],
                adoptions=tuple(_read_adoption(adoption) for adoption in entry["adoptions"]),
            )
            for name, entry in content["customizations"].items()
        },
        holdings={
            name: tuple(
                Holding(read_month(first), read_month(last), tuple(towns)) for first, last, towns in holdings
            )
            for name, holdings in content["holdings"].items()
        },
        previous=content["previous"],
    )


def _read_adoption(content: Mapping[str, Any]) -> AdoptionRecord:
    return AdoptionRecord(
        municipality=content["municipality"],
        start=date.fromisoformat(content["from"]),
        until=_read_day(content["until"]),
        document=content["document"],
        up_to=content["up_to"],
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
