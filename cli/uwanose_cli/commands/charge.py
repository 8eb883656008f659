"""Owns `uwanose charge`: draft, close, statements and proof of the book (調定簿)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Refused
from uwanose_cli import output
from uwanose_cli.frame import Example, Group, argument, option
from uwanose_cli.names import DATE, QUARTER, TOWNS
from uwanose_cli.session import Session
from uwanose_cli.text import Text
from uwanose_cli.unread import CHARGED, PENDING, not_shared, stop_unread

if TYPE_CHECKING:
    from uwanose.charging.closing import Draft
    from uwanose.charging.quarters import Quarter
    from uwanose.layers.model import Municipality

_QUARTER = Text("四半期", "QUARTER")
_QUARTER_TEXT = Text("年度と期（R8-1・2026Q1・令和8年度第1期）", "fiscal year and quarter: 2026Q1, R8-1")


@click.group(
    "charge",
    cls=Group,
    summary=Text(
        "負担金の算定・調定・通知書・検証をします。", "Draft, close, print and prove what towns are charged."
    ),
)
def command() -> None:
    """Commands for the book."""


@command.command(
    "draft",
    summary=Text(
        "四半期の負担金の算定案を作ります（何も書きません）。", "Work a quarter out; nothing is written."
    ),
    detail=Text(
        "負担額は「これまでに負担すべき額 − 調定済みの額」です。調定（close）は、この算定案と同じ計算をします。",
        "The charge is what is due so far less what was closed. Close does the very same calculation.",
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
    ),
)
@argument("quarter", type=QUARTER, shown_as=_QUARTER, text=_QUARTER_TEXT)
@option("--lines", is_flag=True, text=Text("明細の行も示します", "show every line"))
@option("--town", "towns", type=TOWNS, text=Text("その町村だけ", "only these towns"))
@click.pass_obj
def draft_quarter(
    session: Session, quarter: tuple[int, int], lines: bool, towns: tuple[Municipality, ...] | None
) -> int:
    """Show the draft."""
    from uwanose.charging.quarters import Quarter
    from uwanose_cli import quarters
    from uwanose_cli.studies import town_names

    wanted = Quarter(*quarter)
    drafted = _draft(session, wanted)
    state = session.text("調定済み", "closed") if drafted.closed else session.text("算定案", "draft")
    session.say(f"{wanted.label_ja}（{wanted}）　{state}", f"{wanted}: {state}")
    names = town_names(session)
    session.table(quarters.totals_table(drafted.entry, towns, names, session.language))
    if lines:
        session.table(quarters.lines_table(drafted.entry, towns, names, session.language))
    session.findings(drafted.findings)
    session.put(
        {
            **quarters.entry_data(drafted.entry, towns),
            "closed": drafted.closed,
            "findings": [output.finding_data(finding) for finding in drafted.findings],
        }
    )
    if not drafted.closed and not drafted.errors:
        close = f"uwanose charge close {wanted} --on 調定日 --document 決裁番号"
        session.say(
            f"まだ調定していません。次は: {close}",
            f"Not closed yet. Next: uwanose charge close {wanted} --on DATE --document NUMBER",
        )
    return session.status(drafted.findings)


@command.command(
    "close",
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
@argument("quarter", type=QUARTER, shown_as=_QUARTER, text=_QUARTER_TEXT)
@option("--on", type=DATE, required=True, text=Text("調定日", "the day of closing"))
@option(
    "--document",
    required=True,
    shown_as=Text("文書番号", "NUMBER"),
    text=Text("調定の決裁の文書番号", "the document that orders it"),
)
@click.pass_obj
def close_quarter(session: Session, quarter: tuple[int, int], on: date, document: str) -> int:
    """Close, and say what to do next."""
    from uwanose.charging.book import file_name
    from uwanose.charging.closing import close
    from uwanose.charging.quarters import Quarter
    from uwanose.workspace import journal
    from uwanose_cli import quarters
    from uwanose_cli.studies import town_names

    if not document.strip():
        raise click.UsageError(
            session.text(
                "--document に調定の決裁の文書番号を書いてください（空にはできません）。",
                "--document must name the document that orders it",
            )
        )
    workspace, wanted = session.workspace, Quarter(*quarter)
    stop_unread(workspace, CHARGED)
    place = _book(session)
    target = workspace.writable_path(f"{place}/{file_name(wanted)}")
    before = journal.file_hash(target)
    closed = close(
        target.parent, workspace.profile, wanted, on=on, document=document, rules=workspace.national.sha256,
        release=workspace.release.id, shown=place,
    )  # fmt: skip
    session.table(quarters.totals_table(closed.entry, None, town_names(session), session.language))
    session.findings(closed.findings)
    if closed.changed:
        workspace.note(
            target, before, command=f"uwanose charge close {wanted} --on {on} --document {document}"
        )
        session.say(
            f"{wanted.label_ja}を調定しました: {place}/{file_name(wanted)}（明細{closed.entry.totals.lines}件、計{closed.entry.totals.yen:,}円）",
            f"Closed {wanted}: {place}/{file_name(wanted)} ({closed.entry.totals.lines} lines, {closed.entry.totals.yen:,} yen)",
        )
        session.say(
            f"次は: uwanose charge statement {wanted} -o 通知書",
            f"Next: uwanose charge statement {wanted} -o DIR",
        )
    session.put(
        {
            **quarters.entry_data(closed.entry, None),
            "changed": closed.changed,
            "findings": [output.finding_data(finding) for finding in closed.findings],
        }
    )
    return session.status(closed.findings)


@command.command(
    "statement",
    summary=Text(
        "負担金納入通知書と算定内訳書を書きます。",
        "Write the statements of a closed quarter, one for each town.",
    ),
    detail=Text(
        "町村ごとに1枚のHTML（A4で2ページ、そのまま印刷できます）。減額があれば通知書を別に書き、差し引きしません。"
        "--draft は、調定前の算定案を「案」と明記して書きます。",
        "One HTML page for each town, ready to print on A4. A refund is a paper of its own and is never netted. "
        "--draft writes the papers of a quarter that is not closed yet, marked as drafts.",
    ),
    examples=(
        Example("uwanose charge statement R8-1 -o 通知書", Text("全町村の通知書", "every town's statement")),
        Example(
            "uwanose charge statement R8-1 --town 清川村 --draft -o 通知書案",
            Text("一つの村の案", "one village, as a draft"),
        ),
    ),
)
@argument("quarter", type=QUARTER, shown_as=_QUARTER, text=_QUARTER_TEXT)
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
@click.pass_obj
def write_statements(
    session: Session,
    quarter: tuple[int, int],
    towns: tuple[Municipality, ...] | None,
    as_draft: bool,
    out: Path,
) -> None:
    """Write the papers, and say how many and what they add up to."""
    from uwanose.charging.quarters import Quarter
    from uwanose_cli import papers
    from uwanose_cli.studies import town_names

    wanted = Quarter(*quarter)
    drafted = _draft(session, wanted)
    if not drafted.closed and not as_draft:
        raise Refused([papers.not_closed(wanted, _book(session))])
    if drafted.errors:
        raise Refused(drafted.findings)
    written = papers.write_statements(drafted.entry, out, {town.id for town in towns} if towns else None)
    session.table(papers.statements_table(written, town_names(session), session.language))
    total = sum(paper.total for _, paper in written)
    session.say(
        f"{len(written)}通を {out} に書きました（計 {total:,}円）。",
        f"Wrote {len(written)} papers to {out} ({total:,} yen).",
    )
    session.say(
        "次は: 開いて印刷するか、uwanose charge verify で調定簿を確かめる",
        "Next: print them, or prove the book: uwanose charge verify",
    )
    session.put([papers.statement_data(path, paper) for path, paper in written])


@command.command(
    "verify",
    summary=Text(
        "調定簿を初めから検証し、未調定の差額を示します。",
        "Prove the book from its beginning; list what is pending.",
    ),
    detail=Text(
        "どの行も調定簿にある要素だけから計算し直します。1円でも変わっていれば、ファイルと行を示して終了コード1になります。",
        "Every line is recomputed from the book alone. One changed yen is found, with file and line (exit status 1).",
    ),
    examples=(Example("uwanose charge verify", Text("調定簿を検証する", "prove the book")),),
)
@click.pass_obj
def verify_book(session: Session) -> int:
    """Prove the book."""
    from uwanose.charging.verify import pending_findings, verify

    workspace, place = session.workspace, _book(session)
    unread = workspace.unread  # the book proves itself; a register with a hole cannot say what is pending
    proof = verify(workspace.root / place, None if unread else workspace.profile, place)
    hole = (*unread, not_shared(workspace, PENDING)) if unread else ()
    findings = (*proof.breaks, *hole, *pending_findings(workspace.profile, proof.pending))
    session.findings(findings)
    closed = ", ".join(str(entry.quarter) for entry in proof.book.quarters)
    if not proof.book.quarters and proof.whole:
        session.say("調定した期はまだありません。", "No quarter is closed yet.")
    elif proof.whole:
        session.say(
            f"調定簿は正しい: {closed}、明細{proof.lines}件。最後の行のハッシュ {proof.book.head[:16]}",
            f"The book is whole: {closed}, {proof.lines} lines. Hash of the last line {proof.book.head[:16]}",
        )
    else:
        session.say(
            f"調定簿に食い違いが{len(proof.breaks)}件あります。",
            f"The book is broken in {len(proof.breaks)} places.",
        )
    session.put({
        "whole": proof.whole, "quarters": [str(entry.quarter) for entry in proof.book.quarters], "lines": proof.lines,
        "head": proof.book.head, "findings": [output.finding_data(finding) for finding in findings],
    })  # fmt: skip
    return session.status(findings)


def _draft(session: Session, quarter: Quarter) -> Draft:
    """Work a quarter out, or return it as it was closed."""
    from uwanose.charging.book import read_book
    from uwanose.charging.closing import draft

    workspace, place = session.workspace, _book(session)
    stop_unread(workspace, CHARGED)
    return draft(
        workspace.profile,
        read_book(workspace.root / place, place),
        quarter,
        on=None,
        document="",
        rules=workspace.national.sha256,
        release=workspace.release.id,
    )


def _book(session: Session) -> str:
    """Return where the book lies, relative to the workspace."""
    return f"{session.workspace.prefecture}/charges"
