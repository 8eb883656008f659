"""Owns the `uwanose` command: the table of its commands and what a bare `uwanose` does."""

from __future__ import annotations

import sys
from functools import partial
from typing import NoReturn

import click

from uwanose_cli.boundary import answer
from uwanose_cli.frame import Example, LazyGroup, Option
from uwanose_cli.session import Session
from uwanose_cli.streams import prepare_streams
from uwanose_cli.text import Text

__all__ = ["main", "root"]

PLACES = {
    Text("調べる", "Look up"): {
        "check": "check:command",
        "find": "find:command",
        "show": "show:command",
        "diff": "diff:command",
        "explain": "explain:command",
        "audit": "audit:command",
    },
    Text("計算する", "Compute"): {
        "run": "run:command",
        "impact": "impact:command",
        "test": "cases:command",
        "inputs": "inputs:command",
        "population": "population:command",
        "records": "records:command",
        "document": "document:command",
    },
    Text("国の版", "Releases"): {
        "release": "release:command",
        "upgrade": "upgrade:command",
    },
    Text("設定とカスタマイズ", "Settings and customizations"): {
        "set": "settings:set_command",
        "unset": "settings:unset_command",
        "sheet": "sheet:command",
        "customization": "customization:command",
        "wg": "wg:command",
        "charge": "charge:command",
        "shares": "shares:command",
        "effect": "effect:command",
        "report": "report:command",
    },
    Text("始める・開発する", "Begin and develop"): {
        "demo": "demo:command",
        "init": "init:command",
        "schema": "schema:command",
        "plugin": "plugin:command",
        "hooks": "hooks:command",
    },
}


def _show_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from uwanose import __version__

        click.echo(f"uwanose {__version__}")
        context.exit()


@click.pass_context
def _bare(context: click.Context) -> int | None:
    if context.invoked_subcommand:
        return None
    from uwanose_cli.commands.status import show_status

    session = context.find_object(Session)
    assert session is not None
    return show_status(session, partial(answer, context.command))


root = LazyGroup(
    "uwanose",
    places=PLACES,
    invoke_without_command=True,
    callback=_bare,
    params=[
        Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_show_version,
            text=Text("版を表示して終わります", "show the version and exit"),
        )
    ],
    summary=Text(
        "上乗せ: 町村の業務規則を層に重ね、上書きのすべてに根拠と値段を付けます。",
        "Layered rules for municipalities: every override has a source and a price.",
    ),
    detail=Text(
        "何も付けずに uwanose と打つと、いま待っている仕事を表示します。",
        "Type uwanose alone to see what waits to be done.",
    ),
    examples=(
        Example("uwanose demo --out out", Text("見本で一通りの仕事をする", "do the whole job on the sample")),
        Example(
            "uwanose show 均等割の非課税限度の基本額 --town 開成町 --on R8.4.1",
            Text("ある町の値と、その根拠を見る", "see a town's value and where it comes from"),
        ),
        Example(
            'eval "$(_UWANOSE_COMPLETE=bash_source uwanose)"',
            Text(
                "Tabキーの補完を使う（bash。zsh・fish も可）",
                "complete with the tab key (bash; zsh and fish too)",
            ),
        ),
    ),
)


def main() -> NoReturn:
    """Run the typed line and leave with its exit status."""
    prepare_streams()
    sys.exit(answer(root, sys.argv[1:]))
