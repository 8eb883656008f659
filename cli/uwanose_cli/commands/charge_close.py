"""Owns `uwanose charge draft` and `close`: a quarter worked out (算定案), and written into the book (調定)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose_cli import booking, output
from uwanose_cli.booking import QUARTER_ARGUMENT
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import DATE, TOWNS
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.charging.posting import Posted
    from uwanose.layers.model import Municipality

__all__ = ["close_quarter", "draft_quarter"]


@click.command(
    "draft",
    cls=Command,
    summary=Text(
        "四半期の負担金の算定案を作ります（何も書きません）。", "Work a quarter out; nothing is written."
    ),
    detail=Text(
        "負担額は「これまでに負担すべき額 − 調定済みの額」です。調定（close）は、この算定案と同じ計算をします。"
        "--on に調定の予定日を書くと、どの年度の歳入になるかを確かめます。",
        "The charge is what is due so far less what was closed. Close does the very same calculation. "
        "With --on it tells which fiscal year the money would belong to.",
    ),
    examples=(
        Example(
            "uwanose charge draft R8-1",
            Text("令和8年度第1期の算定案", "the first quarter of fiscal year 2026"),
        ),
        Example(
            "uwanose charge draft R8-1 --lines --town 開成町",
            Text("一つの町の明細まで", "with one town's lines"),
        ),
        Example(
            "uwanose charge draft R8-4 --on R9.4.10",
            Text("4月に調定すると、どの年度の歳入か", "whose year's money it is when it is closed in April"),
        ),
    ),
)
@QUARTER_ARGUMENT
@option("--on", type=DATE, text=Text("調定の予定日", "the day it will be closed"))
@option("--lines", is_flag=True, text=Text("明細の行も示します", "show every line"))
@option("--town", "towns", type=TOWNS, text=Text("その町村だけ", "only these towns"))
@click.pass_obj
def draft_quarter(
    session: Session,
    quarter: tuple[int, int],
    on: date | None,
    lines: bool,
    towns: tuple[Municipality, ...] | None,
) -> int:
    """Show the draft."""
    from uwanose.charging.quarters import Quarter
    from uwanose_cli import quarters

    wanted = Quarter(*quarter)
    drafted = booking.draft_quarter(session, wanted, on)
    state = session.text("調定済み", "closed") if drafted.closed else session.text("算定案", "draft")
    session.say(f"{wanted.label_ja}（{wanted}）　{state}", f"{wanted}: {state}")
    booking.show_run(session, drafted.entry, towns, lines=lines)
    session.findings(drafted.findings)
    session.put(
        {
            **quarters.entry_data(drafted.entry, towns),
            "closed": drafted.closed,
            "findings": [output.finding_data(finding) for finding in drafted.findings],
        }
    )
    if not drafted.closed and not drafted.errors:
        close = f"uwanose charge close {wanted} --on {on or '調定日'} --document 決裁番号"
        session.say(
            f"まだ調定していません。次は: {close}",
            f"Not closed yet. Next: uwanose charge close {wanted} --on {on or 'DATE'} --document NUMBER",
        )
    return session.status(drafted.findings)


@click.command(
    "close",
    cls=Command,
    summary=Text("四半期を調定し、調定簿に書きます。", "Close a quarter: write it into the book."),
    detail=Text(
        "調定日（--on）と決裁の文書番号（--document）が要ります。書いた期は二度と変わりません。もう一度打っても何も変わりません。",
        "Needs the day (--on) and the document that orders it. A closed quarter never changes; closing it twice changes nothing.",
    ),
    examples=(
        Example(
            "uwanose charge close R8-1 --on R8.4.20 --document 組合決裁第12号",
            Text("令和8年度第1期を調定する", "close the first quarter of fiscal year 2026"),
        ),
    ),
)
@QUARTER_ARGUMENT
@option("--on", type=DATE, required=True, text=Text("調定日", "the day of closing"))
@booking.document_option("調定の決裁の文書番号", "the document that orders it")
@click.pass_obj
def close_quarter(session: Session, quarter: tuple[int, int], on: date, document: str) -> int:
    """Close, and say what to do next."""
    from uwanose.charging.closing import close
    from uwanose.charging.quarters import Quarter

    document = booking.named(
        session, "--document", document, "調定の決裁の文書番号", "the document that orders it"
    )
    workspace, wanted = session.workspace, Quarter(*quarter)

    def write(folder: Path, place: str) -> Posted:
        return close(
            folder, workspace.profile, wanted, on=on, document=document, rules=workspace.national.sha256,
            release=workspace.release.id, shown=place, cache=workspace.cache,
        )  # fmt: skip

    command = f"uwanose charge close {wanted} --on {on} --document {document}"
    return booking.show_posted(session, booking.write_run(session, write, command))
