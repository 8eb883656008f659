"""Owns the codes of the choices in values, in the order the rules declare them."""

from __future__ import annotations

from typing import Final

# part_year.rounding 月割の保険料の端数: the step of each choice in yen
ROUNDING_STEPS: Final = (1, 10, 100)
