"""Owns the codes of the choices in inputs and items, in the order the rules declare them."""

from __future__ import annotations

from typing import Final

# kind 車種: those up to LAST_FLAT have no first inspection
LAST_FLAT: Final = 9
SPECIFIED_SMALL: Final = 1
NEW_STANDARD: Final = 2
THREE_WHEEL: Final = 10
PASSENGER_BUSINESS: Final = 12

# the kinds of rate.light_50 and rate.light_25, in the order of their own choices
FEW_THREE_WHEEL: Final = 0
FEW_PASSENGER_BUSINESS: Final = 1

# fuel 燃料: those from electric on never pay the heavy rate
ELECTRIC: Final = 3
NATURAL_GAS: Final = 5

# green, relieved グリーン化特例の区分
NO_RELIEF: Final = 0
LIGHT_75: Final = 1
LIGHT_50: Final = 2
LIGHT_25: Final = 3
