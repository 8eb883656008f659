"""Owns the runs of the book: the close of a quarter, a correction of a closed quarter, the settlement of a fiscal year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from uwanose.charging.quarters import Quarter
from uwanose.dates import Month, era_year

__all__ = ["Run", "RunKind"]

_NAME = re.compile(r"(\d{4})(?:Q([1-4])(?:-([1-9]\d*))?|S)")


class RunKind(StrEnum):
    """What a run is."""

    CLOSE = "close"  # 調定
    CORRECTION = "correction"  # 変更調定
    SETTLEMENT = "settlement"  # 精算


@dataclass(frozen=True, slots=True)
class Run:
    """One run: ``2026Q1`` closes a quarter, ``2026Q1-2`` is its second correction, ``2026S`` settles the year.

    ``number`` is that of the quarter, 0 for a settlement; ``serial`` counts the corrections of a quarter from 1.
    """

    fiscal_year: int
    number: int
    serial: int = 0

    @classmethod
    def close(cls, quarter: Quarter) -> Run:
        """Return the close of a quarter."""
        return cls(quarter.fiscal_year, quarter.number)

    @classmethod
    def correction(cls, quarter: Quarter, serial: int) -> Run:
        """Return a correction of a closed quarter."""
        return cls(quarter.fiscal_year, quarter.number, serial)

    @classmethod
    def settlement(cls, fiscal_year: int) -> Run:
        """Return the settlement of a fiscal year."""
        return cls(fiscal_year, 0)

    @classmethod
    def parse(cls, text: str) -> Run:
        """Read ``2026Q1``, ``2026Q1-2`` or ``2026S``. Raises ValueError."""
        found = _NAME.fullmatch(text)
        if not found:
            raise ValueError(f"no such run: {text}")
        return cls(int(found[1]), int(found[2] or 0), int(found[3] or 0))

    @property
    def kind(self) -> RunKind:
        """What the run is."""
        if not self.number:
            return RunKind.SETTLEMENT
        return RunKind.CORRECTION if self.serial else RunKind.CLOSE

    @property
    def quarter(self) -> Quarter:
        """The quarter that is closed or corrected; the last one of the year for a settlement."""
        return Quarter(self.fiscal_year, self.number or 4)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months whose costs the run is about: three, or the twelve of a settlement."""
        if self.number:
            return self.quarter.months
        first = Month(self.fiscal_year, 4)
        return tuple(first + index for index in range(12))

    @property
    def label_ja(self) -> str:
        """How papers write it: ``令和8年度第1期``, ``令和8年度第1期の変更調定第2号``, ``令和8年度の精算``."""
        if not self.number:
            return f"{era_year(self.fiscal_year)}の精算"
        return self.quarter.label_ja + (f"の変更調定第{self.serial}号" if self.serial else "")

    def statement_number(self, place: int) -> str:
        """Return the number of a paper by the town's place in the published order: ``令和8-1-001``.

        A correction's is ``令和8-1変2-001``, a settlement's ``令和8-精-001``.
        """
        year = era_year(self.fiscal_year).removesuffix("年度")
        part = f"{self.number}変{self.serial}" if self.serial else str(self.number or "精")
        return f"{year}-{part}-{place:03}"

    def __str__(self) -> str:
        if not self.number:
            return f"{self.fiscal_year}S"
        return f"{self.quarter}" + (f"-{self.serial}" if self.serial else "")
