"""Owns `uwanose audit`: does anything run, or is anything charged, that nobody approved? One line per question."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass
