"""Owns whole yen: exact rates, named rounding steps, and how an amount is written and read.

Nothing here imports numpy: each step uses ``//`` only, so it serves one ``int`` and a whole int64 column alike.
The range-checked products for columns are in ``uwanose.engine.arithmetic``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Any, Protocol, TypeVar, cast

__all__ = [
    "ROUNDINGS", "Rate", "ceil_div", "floor_10", "floor_100", "floor_1000", "floor_div", "floor_to", "format_yen", "parse_yen", "spoken_yen",
]  # fmt: skip


class _Divisible(Protocol):
    """What the steps need: an ``int`` or a column of whole numbers."""

    def __floordiv__(self, divisor: int, /) -> Any: ...
    def __neg__(self) -> Any: ...


_LAID_DOWN = ("別に定めた端数処理", "a fraction as laid down")
ROUNDINGS = {  # the named steps, here and in engine.arithmetic, as papers and screens call them
    "floor_10": ("10円未満切捨て", "below 10 yen cut"),
    "floor_100": ("100円未満切捨て", "below 100 yen cut"),
    "floor_1000": ("1,000円未満切捨て", "below 1,000 yen cut"),
    "floor_to": ("定めた単位未満切捨て", "below the unit laid down cut"),
    "floor_yen": ("1円未満切捨て", "below one yen cut"),
    "ceil_yen": ("1円未満切上げ", "raised to one yen"),
    "floor_div": ("1円未満切捨て", "below one yen cut"),
    "ceil_div": ("割り算の端数切上げ", "division raised"),
    "floor": ("1円未満切捨て", "below one yen cut"),
    "ceil": ("1円未満切上げ", "raised to one yen"),
    "rounded": _LAID_DOWN,  # business.amounts: cut or raised as a value says
    "rounded_rows": _LAID_DOWN,
    "proportion": _LAID_DOWN,
}

Whole = TypeVar("Whole", bound=_Divisible)

_RATIO = re.compile(r"([+-]?\d[\d_,]*)\s*/\s*([1-9][\d_,]*)")
_PERCENT = re.compile(r"([+-]?\d+)(?:\.(\d+))?\s*%")
_YEN = re.compile(r"[+-]?(?:\d+(?:_\d+)*|\d{1,3}(?:,\d{3})+)")


@dataclass(frozen=True, slots=True, order=False)
class Rate:
    """An exact ratio, kept as it is written (``6/100`` stays ``6/100``).

    Equal rates compare equal whatever their writing. ``denominator`` is positive.
    """

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if type(self.numerator) is not int or type(self.denominator) is not int or self.denominator <= 0:
            raise ValueError(f"a rate is two whole numbers with a positive denominator, got {self!r}")

    @classmethod
    def parse(cls, text: str) -> Rate:
        """Read ``6/100``, ``4.025%``, ``0`` or ``1``. Raises ValueError for a decimal fraction such as ``0.06``."""
        folded = unicodedata.normalize("NFKC", text).strip()
        if match := _RATIO.fullmatch(folded):
            return cls(*(int(part.replace(",", "").replace("_", "")) for part in match.groups()))
        if match := _PERCENT.fullmatch(folded):
            whole, decimals = match.group(1), match.group(2) or ""
            return cls(int(whole + decimals), 100 * 10 ** len(decimals))
        if folded in {"0", "1"}:
            return cls(int(folded), 1)
        raise ValueError(f"not an exact rate: {text!r} (write 6/100 or 6%)")

    @property
    def fraction(self) -> Fraction:
        """The value as a reduced fraction."""
        return Fraction(self.numerator, self.denominator)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rate) and self.fraction == other.fraction

    def __hash__(self) -> int:
        return hash(self.fraction)

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    def percent(self) -> str:
        """Return the exact percentage when it is a finite decimal, otherwise the ratio."""
        fraction = self.fraction * 100
        rest, decimals = fraction.denominator, 0
        while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
            rest //= gcd(rest, 10)
            decimals += 1
        if rest != 1:
            return str(self)
        digits = str(abs(fraction.numerator) * 10**decimals // fraction.denominator).rjust(decimals + 1, "0")
        whole, tail = (digits[:-decimals], digits[-decimals:].rstrip("0")) if decimals else (digits, "")
        return ("-" if fraction < 0 else "") + whole + (f".{tail}" if tail else "") + "%"


def floor_10(amount: Whole) -> Whole:
    """Cut below 10 yen."""
    return cast(Whole, amount // 10 * 10)


def floor_100(amount: Whole) -> Whole:
    """Cut below 100 yen (地方税法20条の4の2第3項, the final levy)."""
    return cast(Whole, amount // 100 * 100)


def floor_1000(amount: Whole) -> Whole:
    """Cut below 1,000 yen (地方税法20条の4の2第1項, the tax base)."""
    return cast(Whole, amount // 1000 * 1000)


def floor_to(amount: Whole, unit: Whole | int) -> Whole:
    """Cut below a unit that a law or an ordinance lays down as a value of its own, one for all or one for each."""
    return cast(Whole, cast(Any, amount) // unit * unit)


def floor_div(amount: Whole, divisor: int) -> Whole:
    """Divide by a positive whole number, a fraction of a yen being cut."""
    return cast(Whole, amount // divisor)


def ceil_div(amount: Whole, divisor: int) -> Whole:
    """Divide by a positive whole number, a fraction of a yen being raised to one yen."""
    return cast(Whole, -(-amount // divisor))


def spoken_yen(yen: int) -> str:
    """Write an amount as it is said where that is shorter: ``32万円``, ``1億2,000万円``; else like ``format_yen``."""
    ten_thousands, rest = divmod(abs(yen), 10_000)
    if rest or not ten_thousands:
        return format_yen(yen)
    hundred_millions, left = divmod(ten_thousands, 10_000)
    said = (f"{hundred_millions:,}億" if hundred_millions else "") + (f"{left:,}万" if left else "")
    return f"{'△' if yen < 0 else ''}{said}円"


def parse_yen(text: str) -> int:
    """Read yen as town halls type it: ``320000``, ``320,000``, ``320_000``, ``３２０，０００``, ``320,000円``, ``△500``.

    Raises ValueError for anything else, a decimal point included.
    """
    folded = unicodedata.normalize("NFKC", text).strip().removesuffix("円").strip()
    negative = folded.startswith(("△", "▲", "−"))
    folded = folded.lstrip("△▲−") if negative else folded
    if not _YEN.fullmatch(folded) or (negative and folded[:1] in "+-"):
        raise ValueError(f"not a whole number of yen: {text!r}")
    amount = int(folded.replace(",", "").replace("_", ""))
    return -amount if negative else amount


def format_yen(amount: int, *, unit: bool = True) -> str:
    """Write yen for people: ``1,234円``, ``△500円``."""
    return f"{'△' if amount < 0 else ''}{abs(amount):,}{'円' if unit else ''}"
