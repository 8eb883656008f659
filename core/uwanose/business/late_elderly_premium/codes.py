"""Owns the codes of the choices in items and values, in the order the rules declare them."""

from __future__ import annotations

from typing import Final

# reduction_class 均等割の軽減の区分
NO_REDUCTION: Final = 0
TWO_TENTHS: Final = 1
HALF: Final = 2
SEVEN_TENTHS: Final = 3
SEVEN_TENTHS_LOW_PENSION: Final = 4

# rounding.parts 医療分と子ども分の10円未満の端数
EACH: Final = 0
