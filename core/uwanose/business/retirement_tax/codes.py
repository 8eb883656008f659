"""Owns the codes of the choices in inputs, in the order the rules declare them."""

from __future__ import annotations

from typing import Final

# kind 退職手当等の区分
GENERAL: Final = 0
OFFICER: Final = 1
SHORT: Final = 2
