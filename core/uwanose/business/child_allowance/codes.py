"""Owns the codes of the choices in items, in the order the rules declare them."""

from __future__ import annotations

from typing import Final

# income_levy_year 所得判定の課税年度
SAME_YEAR: Final = 0
PREVIOUS_YEAR: Final = 1

# benefit 給付の区分
FULL: Final = 0
SPECIAL: Final = 1
NO_BENEFIT: Final = 2
