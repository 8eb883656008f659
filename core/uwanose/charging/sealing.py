"""Owns the seal of a line of the book: a hash, its last field, that covers its text and everything before it."""

from __future__ import annotations

import hashlib

__all__ = ["SEAL_BYTES", "link", "sealed", "unsealed"]

_SEAL = ',"hash":"'
SEAL_BYTES = len(f'{_SEAL}{"0" * 64}"}}')  # the end of a sealed line, in place of its closing brace


def link(previous: str, text: str) -> str:
    """Return the hash of a line: of the hash before it and of its own text without a hash."""
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()


def sealed(text: str, seal: str) -> str:
    """Return the text of a line with its hash as the last field."""
    return f'{text[:-1]}{_SEAL}{seal}"}}'


def unsealed(line: str) -> tuple[str, str]:
    """Return the text of a line without its hash, and the hash. Raises ValueError when it bears none."""
    text, seal, rest = line.rpartition(_SEAL)
    if not seal or not rest.endswith('"}'):
        raise ValueError("no hash")
    return f"{text}}}", rest.removesuffix('"}')
