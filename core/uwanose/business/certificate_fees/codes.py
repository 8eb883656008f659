"""Owns the codes of the certificates, in the order the inputs declare them."""

from __future__ import annotations

from typing import Final

REGISTER: Final = 0
REGISTER_CODE: Final = 6
REMOVED_REGISTER_CODE: Final = 7
LAST_OF_REGISTER: Final = 7
RESIDENCE: Final = 8
SEAL: Final = 9
SUPPLEMENT: Final = 10
TAX: Final = 11
