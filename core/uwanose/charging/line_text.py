"""Owns how the book writes a cost and the lines that charge it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from uwanose.charging.due import Key
from uwanose.charging.monthly_cost import Nature
from uwanose.charging.records import CostRecord, Kind, LineRecord, Reference
from uwanose.charging.runs import Run
from uwanose.charging.shares import Slice
from uwanose.dates import Month
from uwanose.layers.model import Rank

__all__ = ["NATURES", "read_cost", "read_line", "read_month", "write_cost", "write_line"]

_LAYERS = {Rank.PREFECTURE: "prefecture", Rank.TOWN: "town"}
_RANKS = {name: rank for rank, name in _LAYERS.items()}
NATURES = {nature.value: nature for nature in Nature}
_KINDS = {kind.value: kind for kind in Kind}


@lru_cache(maxsize=1024)
def read_month(text: str) -> Month:
    """Return the month ``2026-04`` names. Raises ValueError."""
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


def write_cost(cost: CostRecord) -> dict[str, Any]:
    """Return a cost as the object that is written; a formula of those before a joiner only where it is another one."""
    earlier = {"before_formula": cost.before_formula} if cost.before_formula else {}
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
        **earlier,
        "only": list(cost.only),
        "odd": list(cost.odd),
        "rest": cost.rest,
    }


def read_cost(content: Mapping[str, Any], number: int) -> CostRecord:
    """Return the cost an object stands for. Raises KeyError, TypeError, AttributeError or ValueError when it is none."""
    start, stop, parts = content["part"]
    if content["number"] != number:
        raise ValueError(f"number {content['number']}")
    return CostRecord(
        number=number,
        customization=content["customization"],
        cost_item=content["cost_item"],
        label=content["label"],
        cost_kind=content["kind"],
        month=read_month(content["month"]),
        nature=NATURES[content["nature"]],
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
        before_formula=content.get("before_formula", ""),
    )


def write_line(line: LineRecord) -> dict[str, Any]:
    """Return a line as the object that is written; what it has no reference, route, reason or note for is left out."""
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


def read_line(content: Mapping[str, Any], number: int) -> LineRecord:
    """Return the line an object stands for. Raises KeyError, TypeError, AttributeError or ValueError when it is none."""
    if content["number"] != number:
        raise ValueError(f"number {content['number']}")
    said, ref = content.get, content.get("ref")
    return LineRecord(
        number,
        Key(
            content["customization"],
            content["cost_item"],
            read_month(content["month"]),
            NATURES[content["nature"]],
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
