"""Owns `uwanose audit`: does anything run, or is anything charged, that nobody approved? One line per question."""

from __future__ import annotations

from pathlib import Path

import click

from uwanose_cli import output
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.session import Session
from uwanose_cli.text import Text


@click.command(
    "audit",
    cls=Command,
    summary=Text(
        "だれも決裁していないものが動いたり、負担させられたりしていないかを、はい・いいえで答えます。",
        "Does anything run, or is anything charged, that nobody approved? Yes or no.",
    ),
    detail=Text(
        "台帳・決裁・同意と負担承諾・プログラム・調定簿を、いまのファイルから調べ直します。"
        "いいえが1つでもあれば終了コード1です。記録を調べるもので、人の本人確認をするものではありません。",
        "Register, approvals, agreements and consents, programs and the book are looked at anew. Exit status 1 when one "
        "answer is no. It examines records; it does not authenticate people.",
    ),
    examples=(
        Example("uwanose audit", Text("監査点検をする", "do the audit")),
        Example("uwanose audit --out 監査資料", Text("綴じる資料も書く", "write the papers to file, too")),
        Example(
            "uwanose audit --results 税額.parquet",
            Text("計算結果が決裁された規則によるかも調べる", "look at results, too"),
        ),
    ),
)
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    shown_as=Text("フォルダ", "DIR"),
    text=Text(
        "答えと証拠（採用・決裁・内容・調定簿）をHTMLとExcelで書きます",
        "also write answers and evidence as a page and a workbook",
    ),
)
@option(
    "--results",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("結果", "FILE"),
    text=Text(
        "この計算結果が、決裁された規則だけによるかも調べます（何度でも）",
        "also ask of these results whether approved rules alone made them; may be given several times",
    ),
)
@click.pass_obj
def command(session: Session, out: Path | None, results: tuple[Path, ...]) -> int:
    """Answer every question."""
    from uwanose.errors import Severity
    from uwanose_cli.auditing import audit, audit_of_results

    answers = audit(session.workspace)
    if results:
        answers.append(audit_of_results(session.workspace, results))
    for answer in answers:
        said = session.text("はい　", "yes ") if answer.yes else session.text("いいえ", "NO  ")
        session.say(
            f"{said}　{answer.question.statement.ja}（{answer.looked_at.ja}）",
            f"{said} {answer.question.statement.en} ({answer.looked_at.en})",
        )
        session.lines(f"    {line}" for line in output.findings_lines(answer.against, session.language))
    told = {finding for answer in answers for finding in answer.against}
    others = [one for one in session.workspace.findings if one.severity is Severity.ERROR and one not in told]
    if others:
        session.say(
            f"このほかに点検の誤りが{len(others)}件あります: uwanose check",
            f"{len(others)} other errors: uwanose check",
        )
    if out is not None:
        from uwanose_cli.audit_papers import write_audit

        page, book = write_audit(session.workspace, answers, others, session.language, out, session.today)
        session.say(f"監査資料を書きました: {page}、{book}", f"Wrote the papers: {page}, {book}")
    session.put([
        {"statement_ja": one.question.statement.ja, "statement_en": one.question.statement.en, "yes": one.yes,
         "looked_at": one.looked_at.ja, "against": [output.finding_data(finding) for finding in one.against]}
        for one in answers
    ])  # fmt: skip
    return int(
        bool(others) or not all(answer.yes for answer in answers)
    )  # an error may hide what was to be looked at
