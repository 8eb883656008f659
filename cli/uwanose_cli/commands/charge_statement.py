"""Owns `uwanose charge statement`: the notices (通知書) of a run with their derivation, one for each town."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Refused
from uwanose_cli import booking
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import TOWNS
from uwanose_cli.printing import FONT, PDF, Printer
from uwanose_cli.progress import progress
from uwanose_cli.session import Session
from uwanose_cli.studies import town_names
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.charging.records import BookRun
    from uwanose.charging.runs import Run
    from uwanose.layers.model import Municipality

__all__ = ["write_statements"]


@click.command(
    "statement",
    cls=Command,
    summary=Text(
        "負担金納入通知書と算定内訳書を書きます。",
        "Write the statements of a run, one for each town.",
    ),
    detail=Text(
        "町村ごとに1枚のHTML（A4で2ページ、そのまま印刷できます）。--pdf ならPDFで、同じ通知書は何度作っても同じファイルになります。減額があれば通知書を別に書き、差し引きしません。"
        "--xlsx は、全部の通知書と算定内訳を1つのExcelのブックにします（--lang en で英語）。--draft は、調定前の算定案を「案」と明記して書きます。",
        "One HTML page for each town, ready to print on A4; with --pdf a PDF, the same bytes each time. A refund is a paper of its own and is never netted. --xlsx writes all papers and their derivations into one workbook, in the language of the command. "
        "--draft writes the papers of a quarter that is not closed yet, marked as drafts.",
    ),
    examples=(
        Example("uwanose charge statement R8-1 -o 通知書", Text("全町村の通知書", "every town's statement")),
        Example(
            "uwanose charge statement R8-1 -o 通知書 --pdf --bind 通知書.pdf",
            Text("PDFで、1つに綴じたものも", "as PDF, and all bound into one"),
        ),
        Example(
            "uwanose charge statement R8-1 -o 通知書 --xlsx 算定内訳書.xlsx",
            Text("Excelのブックも", "and a workbook"),
        ),
        Example(
            "uwanose charge statement R8-1変1 -o 変更通知書",
            Text("変更調定の通知書", "the notices of a correction"),
        ),
        Example(
            "uwanose charge statement R8精算 -o 精算通知書",
            Text("精算の通知書", "the notices of a settlement"),
        ),
        Example(
            "uwanose charge statement R8-1 --town 清川村 --draft -o 通知書案",
            Text("一つの村の案", "one village, as a draft"),
        ),
    ),
)
@argument(
    "run",
    type=booking.RUN,
    shown_as=Text("調定", "RUN"),
    text=Text(
        "期（R8-1・2026Q1）、変更調定（R8-1変1・2026Q1-1）、精算（R8精算・2026S）",
        "a quarter (2026Q1), its correction (2026Q1-1) or a settlement (2026S)",
    ),
)
@option(
    "--town", "towns", type=TOWNS, text=Text("その町村だけ（省略時は全町村）", "only these towns (else all)")
)
@option(
    "--draft",
    "as_draft",
    is_flag=True,
    text=Text("まだ調定していない期の案を書きます", "papers of a quarter not closed yet"),
)
@option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    shown_as=Text("フォルダ", "DIR"),
    text=Text("書くフォルダ", "the folder to write to"),
)
@PDF
@option(
    "--bind",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text("全部の通知書を1つのPDFにも綴じます", "also bind all papers into one PDF"),
)
@option(
    "--xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text(
        "全部の通知書と算定内訳をExcelのブックにも書きます",
        "also write all papers and their derivations into one workbook",
    ),
)
@FONT
@click.pass_obj
def write_statements(
    session: Session,
    run: Run,
    towns: tuple[Municipality, ...] | None,
    as_draft: bool,
    out: Path,
    as_pdf: bool,
    bind: Path | None,
    xlsx: Path | None,
    font: Path | None,
) -> None:
    """Write the papers, and say how many and what they add up to."""
    from uwanose.documents.statement_sheets import statement_workbook
    from uwanose.source.files import write_atomically
    from uwanose_cli import papers

    entry = booking.open_book(session).get(run)
    if entry is None:
        entry = _drafted(session, run, as_draft)
    chosen, printer = {town.id for town in towns} if towns else None, Printer(font)
    count = len(chosen or entry.header.municipalities)
    with progress(session, "通知書", "papers", count) as step:
        written = papers.write_statements(entry, out, chosen, printer if as_pdf else None, step)
    if bind is not None:
        write_atomically(bind, papers.bound_statements(written, printer))
    if xlsx is not None and written:
        names = town_names(session)
        write_atomically(xlsx, statement_workbook([paper for _, paper in written], names, session.language))
    session.table(papers.statements_table(written, town_names(session), session.language))
    total = sum(paper.total for _, paper in written)
    session.say(
        f"{len(written)}通を {out} に書きました（計 {total:,}円）。",
        f"Wrote {len(written)} papers to {out} ({total:,} yen).",
    )
    if bind is not None:
        session.say(f"1つに綴じたもの: {bind}", f"All in one: {bind}")
    if xlsx is not None and written:
        session.say(f"Excelのブック: {xlsx}", f"Workbook: {xlsx}")
    session.say(
        "次は: 開いて印刷するか、uwanose charge verify で調定簿を確かめる",
        "Next: print them, or prove the book: uwanose charge verify",
    )
    session.put([papers.statement_data(path, paper) for path, paper in written])


def _drafted(session: Session, run: Run, as_draft: bool) -> BookRun:
    """Return a quarter that is not closed yet, for papers marked as drafts. Raises Refused."""
    from uwanose.charging.runs import RunKind
    from uwanose_cli import papers

    if not as_draft or run.kind is not RunKind.CLOSE:
        raise Refused([papers.not_closed(run, booking.book_place(session))])
    drafted = booking.draft_quarter(session, run.quarter)
    if drafted.errors:
        raise Refused(drafted.findings)
    return drafted.entry
