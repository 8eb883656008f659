"""Owns standard output and error: nothing that is written may crash, on a CP932 console or a pipe nobody reads."""

from __future__ import annotations

import codecs
import io
import os
import sys

__all__ = ["abandon_output", "prepare_streams"]

# Characters CP932 knows under another code point; anything else it lacks becomes a question mark.
_NEAR = {
    "〜": "～",
    "−": "－",
    "—": "―",
    "‖": "∥",
    "¢": "￠",
    "£": "￡",
    "¬": "￢",
    "¥": "￥",
    "–": "-",
    "▸": ">",
    "✓": "○",
}


def _nearest_character(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_NEAR.get(char, "?") for char in error.object[error.start : error.end]), error.end


def prepare_streams() -> None:
    """Let both streams replace what their encoding lacks instead of failing."""
    codecs.register_error("uwanose-nearest", _nearest_character)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="uwanose-nearest")


def abandon_output() -> None:
    """After the reader of our output has gone, give the interpreter somewhere harmless to flush to at its end."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
