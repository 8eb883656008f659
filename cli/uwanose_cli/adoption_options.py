"""Owns what the acts on adoptions share: whose adoption, and the rows in which a preview counts residents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import option
from uwanose_cli.options import assumed, result_files
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Municipality
    from uwanose_cli.previewing import Rows

__all__ = ["INPUT", "PREFECTURE", "owner_of", "rows_of"]

INPUT = option(
    "--input",
    "source",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("入力", "IN"),
    text=Text(
        "--preview で影響する人数を数える業務の入力（CSVかParquet）",
        "with --preview: the input in which to count the residents affected, CSV or Parquet",
    ),
)
PREFECTURE = option("--prefecture", is_flag=True, text=Text("県仕様の採用", "the prefecture's adoption"))


def rows_of(
    session: Session, source: Path | None, reads: tuple[str, ...], assume: str | None, *, preview: bool
) -> Rows:
    """Return the rows in which to count residents. Raises UsageError where nothing is counted."""
    from uwanose_cli.previewing import Rows

    if (source or reads or assume is not None) and not (preview and source):
        raise click.UsageError(
            session.text(
                "--input は --preview と、--reads と --assume は --input と一緒に使います。",
                "--input goes with --preview, --reads and --assume with --input",
            )
        )
    return Rows(source, result_files(session, reads), assumed(assume))


def owner_of(session: Session, town: Municipality | None, prefecture: bool) -> str:
    """Return the town, empty for the prefecture. Raises UsageError for neither and for both."""
    if (town is None) == (not prefecture):
        raise click.UsageError(
            session.text(
                "--town 町村 か --prefecture のどちらか1つを付けてください。",
                "give either --town or --prefecture",
            )
        )
    return town.id if town else ""
