"""Owns how people read what stands beneath an override, and the override itself."""

from __future__ import annotations

from uwanose.layers.beneath import Beneath
from uwanose.layers.model import Override
from uwanose.points.model import Point, Table
from uwanose.points.typed import format_value

__all__ = ["shown"]

_LONGEST = 60
_MODES = {
    "replace": ("置換え", "replaces the formula"),
    "wrap": ("包み", "wraps the formula"),
    "collect": ("差込み", "adds to the hook"),
}
_ADDED = ("追加", "an addition of its own")


def shown(point: Point, source: object, language: str) -> str:
    """Return the text of a source of a verdict: a value, a formula with its arguments, or what code does; empty for nothing."""
    index = 0 if language == "ja" else 1
    if isinstance(source, Beneath):
        return "" if point.owner else source.shows
    if isinstance(source, Override) and source.mode in _MODES:
        return (_ADDED if point.owner else _MODES[source.mode])[index]
    value = getattr(source, "value", None)
    if value is None:
        return ""
    if isinstance(value, Table):
        return f"表 {len(value.rows)}行" if language == "ja" else f"table of {len(value.rows)} rows"
    text = " ".join(format_value(point, value, language).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
