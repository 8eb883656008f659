"""Owns how results look: tables on a terminal and on a pipe, JSON for programs, findings for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from uwanose.dates import Month
from uwanose.errors import Finding, Gathered, Severity, UnknownName
from uwanose.money import Rate, format_yen
from uwanose.points.model import Age
from uwanose_cli import cells

__all__ = [
    "Table",
    "as_json",
    "count_line",
    "escaped_for",
    "finding_data",
    "findings_lines",
    "gathered",
    "plain_table",
    "rich_table",
    "unknown_name_data",
    "yen",
]

_SEVERITIES = {
    Severity.ERROR: ("誤り", "errors"),
    Severity.WARNING: ("警告", "warnings"),
    Severity.NOTE: ("お知らせ", "notes"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; ``right`` names the columns of amounts; the last row may be a total."""

    headings: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()
    total: Sequence[str] | None = None


def yen(amount: int, language: str) -> str:
    """Return an amount as it is said: ``1,234円``, ``1,234 yen``."""
    return format_yen(amount) if language == "ja" else f"{format_yen(amount, unit=False)} yen"


def plain_table(table: Table) -> list[str]:
    """Return a table as aligned text, for pipes and files."""
    body = [tuple(row) for row in table.rows]
    rows = [table.headings, *body, *([tuple(table.total)] if table.total else [])]
    lines = cells.columns(rows, table.right)
    rule = "-" * max(cells.width(line) for line in lines)
    return [lines[0], rule, *lines[1 : len(body) + 1], *([rule, lines[-1]] if table.total else [])]


def rich_table(table: Table, screen_width: int) -> str:
    """Return a table with rules for a terminal, wrapped to its width."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable

    drawn = RichTable(box=box.SIMPLE_HEAD, show_footer=table.total is not None, pad_edge=False)
    for index, heading in enumerate(table.headings):
        drawn.add_column(
            heading,
            footer=table.total[index] if table.total else "",
            justify="right" if index in table.right else "left",
            no_wrap=index in table.right,
            overflow="fold",  # a cut identifier cannot be copied
        )
    for row in table.rows:
        drawn.add_row(*(_literal(cell) for cell in row))
    console = Console(width=screen_width, force_terminal=True, color_system=None, highlight=False)
    with console.capture() as captured:
        console.print(drawn)
    return "\n".join(line.rstrip() for line in captured.get().strip("\n").splitlines())


def _literal(cell: str) -> str:
    return cell.replace("[", r"\[")


def as_json(value: object) -> str:
    """Return any of our values as JSON text: dates in ISO form, rates as ``6/100``, Japanese as it is."""
    return json.dumps(_plain(value), ensure_ascii=False, indent=2)


def escaped_for(text: str, encoding: str) -> str:
    """Return JSON text with what an encoding lacks, or reads back as another character, in the escapes of JSON."""
    if _keeps(text, encoding):
        return text
    return "".join(one if _keeps(one, encoding) else json.dumps(one)[1:-1] for one in text)


def _keeps(text: str, encoding: str) -> bool:
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeError:
        return False


def _plain(value: object) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Enum):
        return value.name.lower() if isinstance(value.value, int) else value.value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Rate, Age, Fraction, Month, Path)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(entry) for key, entry in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Iterable):
        return [_plain(entry) for entry in value]
    raise TypeError(f"cannot be written as JSON: {value!r}")


def finding_data(finding: Finding) -> dict[str, object]:
    """Return a finding for programs: both languages, every place."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "scope": finding.scope,
        "places": [str(place) for place in (finding.place, *finding.others) if place and place.file],
        "ja": finding.ja,
        "en": finding.en,
        "remedy_ja": finding.remedy_ja,
        "remedy_en": finding.remedy_en,
        "command": finding.command,
        "details": [finding_data(one) for one in gathered(finding)],
    }


def gathered(finding: Finding) -> tuple[Finding, ...]:
    """Return the findings one finding stands for, none for one that stands for itself."""
    return finding.details if isinstance(finding, Gathered) else ()


def unknown_name_data(unknown: UnknownName) -> dict[str, object]:
    """Return a name nobody has declared for programs."""
    return {
        "unknown": unknown.name,
        "kind": unknown.kind_en,
        "ambiguous": unknown.ambiguous,
        "candidates": list(unknown.candidates),
    }


def findings_lines(findings: Sequence[Finding], language: str) -> list[str]:
    """Return findings as the lines a person reads, each led by its severity."""
    index = 0 if language == "ja" else 1
    return [
        line
        for finding in findings
        for line in (
            _SEVERITIES[finding.severity][index].removesuffix("s") + " " + finding.text(language)
        ).splitlines()
    ]


def count_line(findings: Sequence[Finding], language: str) -> str:
    """Return how many findings of each severity there are."""
    index = 0 if language == "ja" else 1
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in _SEVERITIES}
    if language == "ja":
        return "、".join(f"{_SEVERITIES[severity][index]} {number}件" for severity, number in counts.items())
    return ", ".join(f"{number} {_SEVERITIES[severity][index]}" for severity, number in counts.items())
