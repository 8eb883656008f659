"""Owns the codes of the choices in inputs and items, in the order the rules declare them."""

from __future__ import annotations

from typing import Final

# other_scheme 優先する他制度
NO_OTHER_SCHEME: Final = 0

# income_levy_year 所得判定の課税年度
SAME_YEAR: Final = 0
PREVIOUS_YEAR: Final = 1
