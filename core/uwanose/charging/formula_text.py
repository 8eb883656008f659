"""Owns how the book writes what a cost was divided by: the sharing formula with its terms, and the base figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from uwanose.charging.records import FiguresRecord, FormulaRecord
from uwanose.layers.model import Term

__all__ = ["read_figures", "read_formula", "read_term", "write_figures", "write_formula", "write_term"]


def write_formula(formula: FormulaRecord) -> dict[str, Any]:
    """Return a sharing formula as the object that is written."""
    return {
        "label": formula.label,
        "terms": [write_term(term) for term in formula.terms],
        "remainder": formula.remainder,
        "order": list(formula.order),
        "text": formula.text,
    }


def write_term(term: Term) -> list[str]:
    """Write a term; only one that counts by a power of its figures says so."""
    plain = [term.basis, str(term.share)]
    if term.doubling is not None:
        return [*plain, "doubling", str(term.doubling)]
    return plain if term.power == 1 else [*plain, "power", str(term.power)]


def write_figures(figures: FiguresRecord) -> dict[str, Any]:
    """Return base figures as the object that is written."""
    return {
        "label": figures.label,
        "reference_date": figures.reference_date.isoformat(),
        "source": figures.source,
        "values": dict(figures.values),
    }


def read_formula(content: Mapping[str, Any]) -> FormulaRecord:
    """Return the sharing formula an object stands for. Raises KeyError, TypeError or ValueError."""
    return FormulaRecord(
        label=content["label"],
        terms=tuple(read_term(*term) for term in content["terms"]),
        remainder=content["remainder"],
        order=tuple(content["order"]),
        text=content["text"],
    )


def read_term(basis: str, share: str, name: str = "power", by: str = "1") -> Term:
    """Return the term that ``write_term`` wrote. Raises ValueError when it counts by something unknown."""
    if name == "doubling":
        return Term(basis=basis, share=Fraction(share), doubling=Fraction(by))
    if name != "power":
        raise ValueError(f"term {name}")
    return Term(basis=basis, share=Fraction(share), power=Fraction(by))


def read_figures(content: Mapping[str, Any]) -> FiguresRecord:
    """Return the base figures an object stands for. Raises KeyError, TypeError or ValueError."""
    return FiguresRecord(
        label=content["label"],
        reference_date=date.fromisoformat(content["reference_date"]),
        source=content["source"],
        values=dict(content["values"]),
    )
