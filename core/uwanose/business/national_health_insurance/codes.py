"""Owns the codes of the choices in inputs, items and values, in the order the rules declare them, and the units of shares."""

from __future__ import annotations

from typing import Final

# insurance 国保の資格
INSURED: Final = 0
FORMER_MEMBER: Final = 1

# reduction 軽減
NO_REDUCTION: Final = 0
TWO_TENTHS: Final = 1
FIVE_TENTHS: Final = 2
SEVEN_TENTHS: Final = 3

# former_dependant.order 旧被扶養者の減免と2割軽減の重なり
UP_TO_HALF: Final = 0

MONTHS: Final = 12
NEVER: Final = 10**6  # a month that never comes

HEAD_UNITS: Final = 2_000  # one month of a full per-head amount: halves of a per cent of a tenth
HOUSEHOLD_UNITS: Final = 80  # one month of a full per-household amount: halves of a quarter of a tenth
YEAR_OF_HEAD: Final = HEAD_UNITS * MONTHS
YEAR_OF_HOUSEHOLD: Final = HOUSEHOLD_UNITS * MONTHS
