"""Owns the units of whole numbers: one identifier for each, what it is called, and how a number of it is written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["COUNTED", "ITEM_UNITS", "TYPED", "Unit", "unit_word", "with_unit"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its word, and what stands around a number of it. ``named`` numbers are names: 0 is none of them."""

    ja: str
    en: str
    form_ja: str
    form_en: str
    named: bool = False

    def shown(self, value: int, language: str = "ja") -> str:
        """Return a number with this unit; a year and the like has no separators."""
        if self.named and value <= 0:
            return "－"
        number = str(value) if self.named else f"{value:,}"
        return (self.form_ja if language == "ja" else self.form_en).format(number)


def _count(ja: str, en: str) -> Unit:
    return Unit(ja, en, f"{{}}{ja}", f"{{}} {en}")


TYPED = {"yen": ("円", "yen"), "flag": ("はい・いいえ", "yes or no"), "choice": ("区分", "choice"),
         "date": ("日付", "date")}  # fmt: skip
COUNTED = {
    "persons": _count("人", "persons"),
    "times": _count("回", "times"),
    "copies": _count("通", "copies"),
    "count": Unit("件", "count", "{}件", "{}"),
    "days": _count("日", "days"),
    "months": _count("か月", "months"),
    "years": _count("年", "years"),
    "age": Unit("歳", "years of age", "{}歳", "{} years old"),
    "terms": _count("期", "terms"),
    "term": Unit("期", "term", "第{}期", "term {}", named=True),
    "month": Unit("月", "month", "{}月", "month {}", named=True),
    "year": Unit("年", "year", "{}年", "{}", named=True),
    "fiscal_year": Unit("年度", "fiscal year", "{}年度", "fiscal year {}", named=True),
    "stage": Unit("段階", "stage", "第{}段階", "stage {}", named=True),
    "grade": Unit("級", "grade", "{}級", "grade {}", named=True),
    "ordinal": Unit("番目", "place in an order", "{}番目", "no. {}", named=True),
    "percent": Unit("%", "percent", "{}%", "{}%"),
    "of_10": Unit("10分の", "tenths", "10分の{}", "{} of 10"),
    "of_960": Unit("960分の", "parts of 960", "960分の{}", "{} of 960"),
    "of_24000": Unit("24,000分の", "parts of 24,000", "24,000分の{}", "{} of 24,000"),
}  # fmt: skip
ITEM_UNITS: Collection[str] = (*TYPED, *COUNTED)


def unit_word(unit: str, language: str = "ja") -> str:
    """Return what a unit is called; empty for none."""
    if unit in TYPED:
        return TYPED[unit][0 if language == "ja" else 1]
    counted = COUNTED.get(unit)
    return (counted.ja if language == "ja" else counted.en) if counted else unit


def with_unit(value: int, unit: str, language: str = "ja") -> str:
    """Return a whole number as people write it: ``12か月``, ``第3段階``, ``2026年``."""
    counted = COUNTED.get(unit)
    return counted.shown(value, language) if counted else f"{value:,}"
