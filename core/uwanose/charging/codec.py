"""Owns the text of the book: one JSON object a line, each with a hash that covers its text and everything before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from uwanose.charging.due import Key
from uwanose.charging.monthly_cost import Nature
from uwanose.charging.records import (
    FORMAT,
    AdoptionRecord,
    CostRecord,
    CustomizationRecord,
    Facts,
    FiguresRecord,
    FormulaRecord,
    Header,
    Holding,
    Instalments,
    Kind,
    LineRecord,
    Reference,
    Totals,
)
from uwanose.charging.runs import Run
from uwanose.charging.shares import Slice
from uwanose.dates import Month
from uwanose.layers.model import Rank, Term

__all__ = ["Json", "Record", "chained", "content_of", "link", "parse_record", "sealed", "unsealed"]

Json = dict[str, Any]  # what the json module gives and takes
Record = Header | CostRecord | LineRecord | Totals

_SEAL = ',"hash":"'
_LAYERS = {Rank.PREFECTURE: "prefecture", Rank.TOWN: "town"}
_RANKS = {name: rank for rank, name in _LAYERS.items()}
_NATURES = {nature.value: nature for nature in Nature}
_KINDS = {kind.value: kind for kind in Kind}
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_DECODE = (
    json.JSONDecoder().raw_decode
)  # without the steps of json.loads: a book has tens of thousands of lines


def link(previous: str, text: str) -> str:
    """Return the hash of a line: of the hash before it and of its own text without a hash."""
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()


def sealed(text: str, seal: str) -> str:
    """Return the text of a line with its hash as the last field."""
    return f'{text[:-1]}{_SEAL}{seal}"}}'


def unsealed(line: str) -> tuple[str, str]:
    """Return the text of a line without its hash, and the hash. Raises ValueError when it bears none."""
    text, seal, rest = line.rpartition(_SEAL)
    if not seal or not rest.endswith('"}'):
        raise ValueError("no hash")
    return f"{text}}}", rest.removesuffix('"}')


def chained(records: list[Record], previous: str) -> tuple[bytes, str]:
    """Return the text of records, each chained to the one before it, and the last hash."""
    lines = []
    for record in records:
        text = _ENCODE(content_of(record))
        previous = link(previous, text)
        lines.append(f"{sealed(text, previous)}\n")
    return "".join(lines).encode(), previous


def content_of(record: Record) -> Json:
    """Return a record as the object that is written, without its hash."""
    if isinstance(record, Header):
        return _header(record)
    if isinstance(record, CostRecord):
        return _cost(record)
    if isinstance(record, LineRecord):
        return _line(record)
    return {
        "type": "total",
        "lines": record.lines,
        "yen": record.yen,
        "charges": dict(record.charges),
        "refunds": dict(record.refunds),
    }


def parse_record(text: str, number: int) -> Record:
    """Return the record a line stands for. Raises KeyError, TypeError, AttributeError or ValueError when it is none."""
    content, end = _DECODE(text)
    if end != len(text):
        raise ValueError(f"column {end + 1}")
    return _READERS[content["type"]](content, number)


def _read_totals(content: Json, number: int) -> Totals:
    charges, refunds = dict(content["charges"]), dict(content["refunds"])
    return Totals(lines=content["lines"], yen=content["yen"], charges=charges, refunds=refunds)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@lru_cache(maxsize=1024)
def _read_month(text: str) -> Month:
    year, month = text.split("-")
    return Month.checked(int(year), int(month))


@lru_cache(maxsize=1024)
def _read_share(text: str) -> Fraction:
    return Fraction(text)


@lru_cache(maxsize=1024)
def _read_run(text: str) -> Run:
    return Run.parse(text)


def _read_reference(text: str) -> Reference:
    run, _, line = text.partition(":")
    return Reference(_read_run(run), int(line))


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _header(header: Header) -> Json:
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
        "formulas": {name: _formula(formula) for name, formula in header.formulas.items()},
        "figures": {name: _figures(figures) for name, figures in header.figures.items()},
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


def _formula(formula: FormulaRecord) -> Json:
    return {
        "label": formula.label,
        "terms": [_term(term) for term in formula.terms],
        "remainder": formula.remainder,
        "order": list(formula.order),
        "text": formula.text,
    }


def _term(term: Term) -> list[str]:
    """Write a term; only one that counts by a power of its figures says so."""
    plain = [term.basis, str(term.share)]
    if term.doubling is not None:
        return [*plain, "doubling", str(term.doubling)]
    return plain if term.power == 1 else [*plain, "power", str(term.power)]


def _figures(figures: FiguresRecord) -> Json:
    return {
        "label": figures.label,
        "reference_date": _day(figures.reference_date),
        "source": figures.source,
        "values": dict(figures.values),
    }


def _adoption(adoption: AdoptionRecord) -> Json:
    return {
        "municipality": adoption.municipality,
        "from": _day(adoption.start),
        "until": _day(adoption.until),
        "document": adoption.document,
        "up_to": adoption.up_to,
    }


def _read_header(content: Mapping[str, Any], number: int) -> Header:
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
        formulas={name: _read_formula(formula) for name, formula in content["formulas"].items()},
        figures={name: _read_figures(figures) for name, figures in content["figures"].items()},
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
                Holding(_read_month(first), _read_month(last), tuple(towns))
                for first, last, towns in holdings
            )
            for name, holdings in content["holdings"].items()
        },
        previous=content["previous"],
    )


def _read_formula(content: Mapping[str, Any]) -> FormulaRecord:
    return FormulaRecord(
        label=content["label"],
        terms=tuple(_read_term(*term) for term in content["terms"]),
        remainder=content["remainder"],
        order=tuple(content["order"]),
        text=content["text"],
    )


def _read_term(basis: str, share: str, name: str = "power", by: str = "1") -> Term:
    if name == "doubling":
        return Term(basis=basis, share=Fraction(share), doubling=Fraction(by))
    if name != "power":
        raise ValueError(f"term {name}")
    return Term(basis=basis, share=Fraction(share), power=Fraction(by))


def _read_figures(content: Mapping[str, Any]) -> FiguresRecord:
    return FiguresRecord(
        label=content["label"],
        reference_date=date.fromisoformat(content["reference_date"]),
        source=content["source"],
        values=dict(content["values"]),
    )


def _read_adoption(content: Mapping[str, Any]) -> AdoptionRecord:
    return AdoptionRecord(
        municipality=content["municipality"],
        start=date.fromisoformat(content["from"]),
        until=_read_day(content["until"]),
        document=content["document"],
        up_to=content["up_to"],
    )


def _cost(cost: CostRecord) -> Json:
    return {
        "type": "cost",
        "number": cost.number,
        "customization": cost.customization,
        "cost_item": cost.cost_item,
        "label": cost.label,
        "kind": cost.cost_kind,
        "month": str(cost.month),
        "nature": cost.nature.value,
        "layer": _LAYERS[cost.layer],
        "amount": cost.amount.of,
        "basis": cost.amount_basis,
        "part": [cost.amount.start, cost.amount.stop, cost.amount.parts],
        "total": cost.total,
        "formula": cost.formula,
        "payers": list(cost.payers),
        "before": list(cost.before),
        "only": list(cost.only),
        "odd": list(cost.odd),
        "rest": cost.rest,
    }


def _read_cost(content: Mapping[str, Any], number: int) -> CostRecord:
    start, stop, parts = content["part"]
    if content["number"] != number:
        raise ValueError(f"number {content['number']}")
    return CostRecord(
        number=number,
        customization=content["customization"],
        cost_item=content["cost_item"],
        label=content["label"],
        cost_kind=content["kind"],
        month=_read_month(content["month"]),
        nature=_NATURES[content["nature"]],
        layer=_RANKS[content["layer"]],
        amount=Slice(content["amount"], parts, start, stop),
        amount_basis=content["basis"],
        total=content["total"],
        formula=content["formula"],
        payers=tuple(content["payers"]),
        before=tuple(content["before"]),
        only=tuple(content["only"]),
        odd=tuple(content["odd"]),
        rest=content["rest"],
    )


def _line(line: LineRecord) -> Json:
    """Write a line; what it has no reference, route, reason or note for is left out."""
    key = line.key
    said = {
        "ref": str(line.ref) if line.ref else "",
        "route": line.route,
        "reason": line.reason,
        "note": line.note,
    }
    return {
        "type": "line",
        "number": line.number,
        "municipality": key.municipality,
        "customization": key.customization,
        "cost_item": key.cost_item,
        "month": str(key.month),
        "nature": key.nature.value,
        "layer": _LAYERS[line.layer],
        "kind": line.kind.value,
        "cost": line.cost,
        "share": str(line.share),
        "odd": int(line.odd),
        "due": line.due,
        "closed": line.closed,
        "yen": line.yen,
        **{name: text for name, text in said.items() if text},
    }


def _read_line(content: Mapping[str, Any], number: int) -> LineRecord:
    if content["number"] != number:
        raise ValueError(f"number {content['number']}")
    said, ref = content.get, content.get("ref")
    return LineRecord(
        number,
        Key(
            content["customization"],
            content["cost_item"],
            _read_month(content["month"]),
            _NATURES[content["nature"]],
            content["municipality"],
        ),
        _RANKS[content["layer"]],
        _KINDS[content["kind"]],
        content["cost"],
        _read_share(content["share"]),
        bool(content["odd"]),
        content["due"],
        content["closed"],
        content["yen"],
        _read_reference(ref) if ref else None,
        said("route", ""),
        said("reason", ""),
        said("note", ""),
    )


_READERS: Mapping[str, Callable[[Json, int], Record]] = {
    "line": _read_line,
    "cost": _read_cost,
    "header": _read_header,
    "total": _read_totals,
}
