"""Owns the text of the book: one JSON object a line, told apart by its ``type``, each sealed to the one before it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from uwanose.charging.header_text import read_header, write_header
from uwanose.charging.line_text import read_cost, read_line, write_cost, write_line
from uwanose.charging.records import CostRecord, Header, LineRecord, Totals
from uwanose.charging.sealing import link, sealed

__all__ = ["Json", "Record", "chained", "content_of", "parse_record", "text_of"]

Json = dict[str, Any]  # what the json module gives and takes
Record = Header | CostRecord | LineRecord | Totals

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_DECODE = (
    json.JSONDecoder().raw_decode
)  # without the steps of json.loads: a book has tens of thousands of lines


def text_of(record: Record) -> str:
    """Return the text of a record, without its hash."""
    return _ENCODE(content_of(record))


def chained(records: list[Record], previous: str) -> tuple[bytes, str]:
    """Return the text of records, each chained to the one before it, and the last hash."""
    lines = []
    for record in records:
        text = text_of(record)
        previous = link(previous, text)
        lines.append(f"{sealed(text, previous)}\n")
    return "".join(lines).encode(), previous


def content_of(record: Record) -> Json:
    """Return a record as the object that is written, without its hash."""
    if isinstance(record, Header):
        return write_header(record)
    if isinstance(record, CostRecord):
        return write_cost(record)
    if isinstance(record, LineRecord):
        return write_line(record)
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


_READERS: Mapping[str, Callable[[Json, int], Record]] = {
    "line": read_line,
    "cost": read_cost,
    "header": read_header,
    "total": _read_totals,
}
