"""Owns turning the cells of one column into whole numbers, as town halls type them, with the reason when it cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.columns.table import Reason
from uwanose.engine.guards import RANGE
from uwanose.engine.tables import day_number
from uwanose.money import parse_yen
from uwanose.points.model import Input, Read, ValueType
from uwanose.source import scalars

__all__ = ["CellReader", "range_reason"]

_MISSING = Reason(
    "値がありません。値のない欄は0とみなしません。",
    "the cell is empty; an empty cell is never taken for zero.",
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SEVEN_DIGITS = re.compile(r"([1-5])(\d{2})(\d{2})(\d{2})")
_OLD_ERA = re.compile(r"(大正|T|明治|M)(元|\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_YEAR_BEFORE = {
    "1": 1867,
    "2": 1911,
    "3": 1925,
    "4": 1988,
    "5": 2018,
    "M": 1867,
    "明治": 1867,
    "T": 1911,
    "大正": 1911,
}


class CellReader:
    """Reads the cells of one column; each distinct text is understood once.

    Yen and whole numbers take commas, underscores, full-width digits and 円; days western and Japanese writing; flags
    0/1 and はい/いいえ; choices their identifier or label, which become the code.
    """

    def __init__(self, declared: Input | Read) -> None:
        self.least = declared.least if isinstance(declared, Input) else None
        self.most = declared.most if isinstance(declared, Input) else None
        kind = declared.type if isinstance(declared, Input) else ValueType.YEN
        self._is_number = kind in (ValueType.YEN, ValueType.INTEGER)
        self._known = _Known(_parser(kind, declared))

    def read(self, cells: Sequence[str]) -> tuple[Column, dict[int, Reason]]:
        """Return the numbers, and the reason for each position that has none (its number is 0)."""
        bad: dict[int, Reason] = {}
        if self._is_number:
            try:  # the plain digits of a machine
                numbers = np.fromiter(map(int, cells), dtype=np.int64, count=len(cells))
            except (ValueError, OverflowError):
                numbers = self._one_by_one(cells, bad)
            bad.update(self.out_of_range(numbers))
            return numbers, bad
        return self._one_by_one(cells, bad), bad

    def out_of_range(self, numbers: Column) -> dict[int, Reason]:
        """Return the reason for each position whose number is outside the declared range."""
        low = max(self.least if self.least is not None else -RANGE, -RANGE)
        high = min(self.most if self.most is not None else RANGE, RANGE)
        if not len(numbers) or (numbers.min() >= low and numbers.max() <= high):
            return {}
        outside = np.flatnonzero((numbers < low) | (numbers > high))
        return {int(index): range_reason(int(numbers[index]), self.least, self.most) for index in outside}

    def _one_by_one(self, cells: Sequence[str], bad: dict[int, Reason]) -> Column:
        found = list(map(self._known.__getitem__, cells))
        if self._known.any_bad:
            bad.update({index: one for index, one in enumerate(found) if isinstance(one, Reason)})
            found = [0 if isinstance(one, Reason) else one for one in found]
        return np.array(found, dtype=np.int64)


def range_reason(number: int, least: int | None, most: int | None) -> Reason:
    """Return why a number is outside a declared range."""
    bounds = f"{'' if least is None else f'{least:,}'}〜{'' if most is None else f'{most:,}'}"
    if least is None and most is None:
        bounds = f"±{RANGE:,}"
    return Reason(f"{number:,} は範囲 {bounds} の外です。", f"{number:,} is outside {bounds}.")


class _Known(dict[str, "int | Reason"]):
    """What each text means; a new one is understood when it is first met."""

    def __init__(self, parse: Callable[[str], int]) -> None:
        super().__init__()
        self._parse = parse
        self.any_bad = False

    def __missing__(self, text: str) -> int | Reason:
        meaning: int | Reason
        try:
            meaning = self._parse(text) if text.strip() else _MISSING
        except scalars.Misread as why:
            meaning = Reason(why.ja + why.remedy_ja, f"{why.en} {why.remedy_en}")
        if isinstance(meaning, int) and abs(meaning) > RANGE:  # more than a column could hold
            meaning = range_reason(meaning, None, None)
        self.any_bad = self.any_bad or isinstance(meaning, Reason)
        self[text] = meaning
        return meaning


def _parser(kind: ValueType, declared: Input | Read) -> Callable[[str], int]:
    if kind is ValueType.DATE:
        return _day
    if kind is ValueType.FLAG:
        return lambda text: int(scalars.flag(text))
    if kind is ValueType.CHOICE and isinstance(declared, Input):
        return _choices(declared)
    return lambda text: _number(text, yen=kind is ValueType.YEN)


def _number(text: str, *, yen: bool) -> int:
    """Read a number. A declared amount may have leading zeros, as fixed-length files have."""
    try:
        if yen or not text.rstrip().endswith("円"):
            return parse_yen(text)
    except ValueError:
        pass
    return scalars.whole(text, yen=yen)


def _day(text: str) -> int:
    """Read a day; besides the usual writing also ``19800501``, ``3550501`` (era code and yymmdd), 大正 and 明治."""
    try:
        if _ISO_DAY.fullmatch(text):
            return day_number(date.fromisoformat(text))
        word = unicodedata.normalize("NFKC", text).strip()
        if match := _EIGHT_DIGITS.fullmatch(word):
            return day_number(date(*map(int, match.groups())))
        if match := (_SEVEN_DIGITS.fullmatch(word) or _OLD_ERA.fullmatch(word)):
            era, year, month, day = match.groups()
            western = _YEAR_BEFORE[era] + (1 if year == "元" else int(year))
            return day_number(date(western, int(month), int(day)))
    except ValueError:
        pass  # no such day: told like every other misreading
    return day_number(scalars.day(text))


def _choices(declared: Input) -> Callable[[str], int]:
    codes: dict[str, int] = {}
    for code, (identifier, label) in enumerate(declared.choices.items()):
        codes[scalars.folded(label)] = code
        codes[scalars.folded(identifier)] = code

    def read(text: str) -> int:
        code = codes.get(scalars.folded(text))
        if code is None:
            shown = "、".join(f"{name}（{label}）" for name, label in declared.choices.items())
            raise scalars.Misread(
                f"「{text}」は選択肢にありません。",
                f"{text!r} is not one of the choices.",
                f"選べるのは {shown} です。",
                f"Choices: {', '.join(declared.choices)}.",
            )
        return code

    return read
