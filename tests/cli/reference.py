"""The command reference, made of the real help: ``python -m tests.cli.reference`` writes docs/commands.md."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tests.cli.workspaces import ROOT
from uwanose_cli.frame import Group
from uwanose_cli.main import root
from uwanose_cli.session import Session
from uwanose_cli.text import speak

FILE = ROOT / "docs" / "commands.md"
WIDTH = 80
HEAD = """# コマンド ／ Commands

`uwanose コマンド --help` と同じ内容です（英語は `--lang en`）。項目・町村・業務・日付・年度は、日本語の名前や和暦でも書けます。
This is what `uwanose COMMAND --help` says; `--lang en` says it in English.

終了コード: 0 問題なし、1 誤りがあった（`--strict` では警告も）、2 使い方の誤り。
Exit status: 0 fine, 1 errors found (with `--strict`: warnings too), 2 wrong use.
"""


def commands() -> Iterator[tuple[click.Command, click.Context]]:
    """Yield every command with a context, groups before their members."""
    yield from _below(root, click.Context(root, info_name="uwanose", obj=Session(), terminal_width=WIDTH))


def _below(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    context.formatter_class = command.context_class.formatter_class
    yield command, context
    if isinstance(command, Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _below(inner, click.Context(inner, parent=context, info_name=name, obj=context.obj))


def reference() -> str:
    """Return the page."""
    speak("ja")
    pages = [
        f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
        for command, context in commands()
    ]
    return "\n".join([HEAD, *pages])


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8")
