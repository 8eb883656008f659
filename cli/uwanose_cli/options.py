"""Owns the options that run and explain share: results of other businesses, and assumptions."""

from __future__ import annotations

from pathlib import Path

import click

from uwanose_cli.frame import LEFT_OUT, option
from uwanose_cli.names import lookup
from uwanose_cli.session import Session
from uwanose_cli.text import Text

__all__ = ["ASSUME", "READS", "assumed", "result_files"]

READS = option(
    "--reads",
    multiple=True,
    shown_as=Text("業務=結果", "BUSINESS=FILE"),
    text=Text(
        "ほかの業務の結果（年度の数だけ書けます）", "results of another business; may be given several times"
    ),
)
ASSUME = option(
    "--assume",
    only_before=(".yaml", ".yml"),
    shown_as=Text("[仮定.yaml]", "[FILE]"),
    text=Text(
        "値のない項目を仮定で補います（結果に「仮定」と残ります）",
        "fill points without a value with assumptions; the results say so",
    ),
)


def assumed(text: str | None) -> bool | Path:
    """Return what ``--assume`` asks for: nothing, the profile's own assumptions, or a file."""
    return text is not None and (text == LEFT_OUT or Path(text))


def result_files(session: Session, reads: tuple[str, ...]) -> list[Path]:
    """Return the files ``--reads`` names. Raises UsageError and UnknownName."""
    files = []
    for one in reads:
        name, _, file = one.partition("=")
        if not file:
            raise click.UsageError(
                session.text(
                    f"--reads は「業務=結果のファイル」の形で書きます（{one}）。",
                    f"write --reads BUSINESS=FILE, not {one}",
                )
            )
        lookup(session.workspace).business(name)
        files.append(Path(file))
    return files
