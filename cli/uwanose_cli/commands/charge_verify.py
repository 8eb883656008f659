"""Owns `uwanose charge verify`: the proof of the whole book, and of one paper copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uwanose.dates import era_year
from uwanose_cli import booking, output
from uwanose_cli.auditing import objected
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import YEN
from uwanose_cli.session import Session
from uwanose_cli.text import Text
from uwanose_cli.unread import PENDING, not_shared

if TYPE_CHECKING:
    from uwanose.charging.verify import Verification

__all__ = ["verify_book"]


@click.command(
    "verify",
    cls=Command,
    summary=Text(
        "調定簿を初めから検証し、未調定の差額を示します。",
        "Prove the book from its beginning; list what is pending.",
    ),
    detail=Text(
        "どの行も調定簿にある要素だけから計算し直します。1円でも変わっていれば、ファイルと行を示して終了コード1になります。"
        "採用している月には必ず明細か0円の理由があり、明細には必ず採用か払い終わっていない初期費用があることも確かめます。"
        "--statement は、手元の通知書（番号・金額・ハッシュ）が調定簿と一致するかを答えます。",
        "Every line is recomputed from the book alone. One changed yen is found, with file and line (exit status 1). "
        "Each month of an adoption has its line or its reasoned zero, each line its ground. "
        "--statement tells whether a paper in hand agrees with the book.",
    ),
    examples=(
        Example("uwanose charge verify", Text("調定簿を検証する", "prove the book")),
        Example(
            "uwanose charge verify --statement 令和8-1-009",
            Text("手元の通知書を確かめる", "confirm a paper copy"),
        ),
    ),
)
@option(
    "--statement",
    "number",
    shown_as=Text("番号", "NUMBER"),
    text=Text("通知書の番号（令和8-1-009）", "the number on the paper"),
)
@option("--total", type=YEN, text=Text("通知書の金額", "the amount on the paper"))
@option(
    "--hash",
    "printed",
    shown_as=Text("ハッシュ", "HASH"),
    text=Text(
        "通知書に印刷された調定簿のハッシュ（初めの8文字以上）",
        "the hash printed on it, 8 characters or more",
    ),
)
@click.pass_obj
def verify_book(session: Session, number: str | None, total: int | None, printed: str | None) -> int:
    """Prove the book."""
    from uwanose.charging.verify import verify
    from uwanose.charging.waiting import pending_findings, unrecorded_findings

    workspace, place = session.workspace, booking.book_place(session)
    unread = workspace.unread  # the book proves itself; a register with a hole cannot say what is pending
    proof = verify(workspace.root / place, None if unread else workspace.profile, place)
    if number:
        return _confirm(session, proof, number, total, printed)
    if total is not None or printed:
        raise click.UsageError(
            session.text(
                "--total と --hash は --statement と一緒に使います。",
                "--total and --hash go with --statement",
            )
        )
    profile = workspace.profile
    findings = (
        *proof.breaks,
        *proof.warnings,
        *objected(workspace, proof),
        *((*unread, not_shared(workspace, PENDING)) if unread else ()),
        *pending_findings(profile, proof.pending),
        *unrecorded_findings(profile, proof.unrecorded),
    )
    session.findings(findings)
    runs = "、".join(str(entry.run) for entry in proof.book.runs)
    if not proof.book.runs and proof.whole:
        session.say("調定した期はまだありません。", "No quarter is closed yet.")
    elif proof.whole:
        session.say(
            f"調定簿は正しい: {runs}、明細{proof.lines}件。最後の行のハッシュ {proof.book.head[:16]}",
            f"The book is whole: {runs}, {proof.lines} lines. Hash of the last line {proof.book.head[:16]}",
        )
    else:
        session.say(
            f"調定簿に食い違いが{len(proof.breaks)}件あります。",
            f"The book is broken in {len(proof.breaks)} places.",
        )
    session.put(
        {
            "whole": proof.whole,
            "quarters": [str(entry.run) for entry in proof.book.quarters],
            "runs": [str(entry.run) for entry in proof.book.runs],
            "lines": proof.lines,
            "head": proof.book.head,
            "findings": [output.finding_data(finding) for finding in findings],
        }
    )
    return session.status(findings)


def _confirm(
    session: Session, proof: Verification, number: str, total: int | None, printed: str | None
) -> int:
    """Say whether a paper agrees with the book: exit status 0 only when it does and the book is whole."""
    from uwanose.charging.statement import find_statement

    if printed is not None and len(printed.strip()) < 8:
        raise click.UsageError(
            session.text("--hash には初めの8文字以上を書いてください。", "give --hash 8 characters or more")
        )
    paper = find_statement(proof.book, number)
    session.findings(proof.breaks)
    differing = []
    if total is not None and total not in (paper.total, -paper.total):
        differing.append(session.text(f"金額 {total:,}円", f"amount {total:,} yen"))
    if printed and not paper.head.startswith(printed.strip().lower()):
        differing.append(session.text(f"ハッシュ {printed}", f"hash {printed}"))
    agrees = proof.whole and not differing
    answer = session.text("一致", "agrees") if agrees else session.text("不一致", "does not agree")
    if not proof.whole:
        differing.append(session.text("調定簿の検証", "the proof of the book"))
    why = f"（{'、'.join(differing)}）" if differing else ""
    session.say(f"{paper.number}: {answer}{why}", f"{paper.number}: {answer}{why}")
    for ja, en, value in (
        ("あて先", "to", paper.name),
        ("調定", "run", f"{paper.run.label_ja}（{paper.run}）"),
        ("調定日", "issued on", str(paper.issued_on)),
        ("文書番号", "document", paper.document),
        ("金額", "amount", output.yen(paper.total, session.language)),
        ("所属年度", "fiscal year", session.text(era_year(paper.revenue_year), str(paper.revenue_year))),
        ("調定簿のハッシュ", "hash of the book", paper.head),
    ):
        session.say(f"  {ja}: {value}", f"  {en}: {value}")
    session.put(
        {
            "number": paper.number,
            "agrees": agrees,
            "differing": differing,
            "town": paper.municipality,
            "run": str(paper.run),
            "issued_on": paper.issued_on,
            "document": paper.document,
            "total": paper.total,
            "revenue_year": paper.revenue_year,
            "head": paper.head,
        }
    )
    return int(not agrees)
