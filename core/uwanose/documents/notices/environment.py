"""Owns the one environment of wordings: sandboxed, escaped, strict, with the two filters of papers."""

from __future__ import annotations

from functools import cache

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from uwanose.money import format_yen

__all__ = ["FILTERS", "sandbox"]

FILTERS = {
    "yen": format_yen,
    "plain": lambda amount: format_yen(amount, unit=False),
}  # △ for less than nothing


@cache
def sandbox() -> ImmutableSandboxedEnvironment:
    """Return the environment. It has no loader: a wording cannot name another one."""
    made = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.clear()
    made.filters = dict(FILTERS)
    made.tests.clear()
    return made
