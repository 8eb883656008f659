"""Owns the arguments and options the acts on the register share: the entry, its paper, and refusing before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from uwanose.errors import Refused
from uwanose_cli.frame import argument, language_of, option
from uwanose_cli.names import CUSTOMIZATION
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.errors import Finding

__all__ = ["ENTRY", "WEIGHTS_TYPED", "not_blank", "paper_option", "refuse"]

Function = TypeVar("Function", bound=Callable[..., Any])

ENTRY = argument(
    "customization",
    type=CUSTOMIZATION,
    shown_as=Text("番号", "ID"),
    text=Text("番号（K-018）または題名", "the id or the title"),
)

WEIGHTS_TYPED = option(
    "--weights",
    shown_as=Text("町村=重み,…", "TOWN=WEIGHT,…"),
    text=Text(
        "負担を分ける重み（大井町=3,松田町=2。1/3 や 40% でも）",
        "by which weights they share (oi=3,matsuda=2; or 1/3, 40%)",
    ),
)


def paper_option(text: Text) -> Callable[[Function], Function]:
    """Return the option that names the paper of an act; a blank one is wrong use."""
    return option(
        "--document", required=True, shown_as=Text("文書番号", "NUMBER"), text=text, callback=not_blank
    )


def refuse(findings: Sequence[Finding]) -> None:
    """Raise Refused when anything stands against an act."""
    if findings:
        raise Refused(findings)


def not_blank(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return what was typed for an option that must say something. Raises BadParameter for blanks."""
    if not value.strip():
        said = Text("空白でない文字を書いてください。", "write something")
        raise click.BadParameter(said.of(language_of(context)), context, parameter)
    return value.strip()
