"""Owns a small calculator for the formulas our sharing workbook uses: it recalculates every cell from the typed figures.

It works in double precision, as a spreadsheet does, and knows only what the workbook may use; anything else is an error.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import openpyxl

_REFERENCE = re.compile(
    r"(?:(?P<sheet>[^\W\d]\w*)!)?(?P<first>\$?[A-Z]{1,2}\$?\d+)(?::(?P<last>\$?[A-Z]{1,2}\$?\d+))?"
)
_NAME = re.compile(r"[A-Z]+(?=\()")
_KNOWN = {"SUM", "SUMPRODUCT", "MAX", "MIN", "ROUND", "INT", "IF", "AND"}


class Calculator:
    """A workbook whose typed cells may be changed; formulas are worked out when they are asked for."""

    def __init__(self, content: bytes) -> None:
        self._book = openpyxl.load_workbook(io.BytesIO(content))
        self.shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        self._found: dict[tuple[str, str], Any] = {}

    def type(self, sheet: str, cell: str, figure: float) -> None:
        """Type a figure into a cell; everything is worked out anew."""
        assert not str(self._book[sheet][cell].value).startswith("="), "a formula was typed over"
        self._book[sheet][cell] = figure
        self._found.clear()

    def formulas(self) -> list[tuple[str, str]]:
        """Return sheet and cell of every formula."""
        return [
            (sheet.title, cell.coordinate)
            for sheet in self._book
            for row in sheet.iter_rows()
            for cell in row
            if str(cell.value).startswith("=")
        ]

    def value(self, sheet: str, cell: str) -> Any:
        """Return what a cell comes to."""
        key = (sheet, cell.replace("$", ""))
        if key not in self._found:
            written = self._book[sheet][key[1]].value
            formula = isinstance(written, str) and written.startswith("=")
            self._found[key] = self._work_out(sheet, written[1:]) if formula else written
        return self._found[key]

    def _work_out(self, sheet: str, formula: str) -> Any:
        assert set(_NAME.findall(formula)) <= _KNOWN, formula
        cells: list[Any] = []

        def look_up(match: re.Match[str]) -> str:
            there = match["sheet"] or sheet
            cells.append(
                self._area(there, match["first"], match["last"])
                if match["last"]
                else self.value(there, match["first"])
            )
            return f"cells[{len(cells) - 1}]"

        text = _REFERENCE.sub(look_up, formula).replace("^", "**")
        text = re.sub(r"(?<![<>=])=(?!=)", "==", text)
        return eval(
            text, {"__builtins__": {}, "cells": cells, **_FUNCTIONS}
        )  # our own workbook, made a moment ago

    def _area(self, sheet: str, first: str, last: str) -> Any:
        rows = self._book[sheet][f"{first}:{last}".replace("$", "")]
        return np.array([float(self.value(sheet, cell.coordinate)) for row in rows for cell in row])


def _round(value: float, decimals: int) -> float:
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return float(exact)


def _flat(values: Sequence[Any]) -> list[float]:
    return [float(one) for value in values for one in np.atleast_1d(value)]


_FUNCTIONS: dict[str, Any] = {
    "SUM": lambda *values: math.fsum(_flat(values)),
    "SUMPRODUCT": lambda values: float(np.sum(values)),
    "MAX": lambda *values: max(_flat(values)),
    "MIN": lambda *values: min(_flat(values)),
    "ROUND": _round,
    "INT": lambda value: float(
        math.floor(value + abs(value) * 2**-48)
    ),  # as spreadsheets do: near a whole number is it
    "IF": lambda condition, then, otherwise: then if condition else otherwise,
    "AND": lambda *conditions: all(conditions),
}
