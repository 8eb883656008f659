"""Owns the commands of `uwanose shares` beside the design: what a change does, freezing the stand-alone costs, duplicates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import click

from uwanose.errors import Refused
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import DATE
from uwanose_cli.output import finding_data
from uwanose_cli.session import Session
from uwanose_cli.share_options import BASELINE, FORMULA, STUDY, STUDY_TEXT
from uwanose_cli.studies import newer_figures, procedure_lines, refusal, study_of, town_names
from uwanose_cli.text import Text

__all__ = ["compare_change", "duplicates", "freeze"]


@click.command(
    "compare",
    cls=Command,
    summary=Text(
        "算定式や基礎数値を替えると、だれの負担がいくら変わるかを示します。",
        "What a change of formula or of base figures does to every town.",
    ),
    detail=Text(
        "基礎数値が5%を超えて動いた町村は、取り違えではないかを確かめます（警告）。新しい数値は「町村,数値」のCSVで渡せます。",
        "A base figure that moved by more than 5 % is asked about (a warning). Newer figures come as a CSV file 'town,figure'.",
    ),
    examples=(
        Example(
            "uwanose shares compare --to half-half",
            Text("今の式から均等割50%の式へ替えたら", "from today's formula to another one"),
        ),
        Example(
            "uwanose shares compare --figures population=人口.csv --reference-date R7.10.1 --source 国勢調査",
            Text("人口を新しくしたら", "with newer populations"),
        ),
    ),
)
@argument("study", required=False, shown_as=STUDY, text=STUDY_TEXT)
@option(
    "--from",
    "before",
    default="",
    shown_as=FORMULA,
    text=Text("前の算定式（省略時は今の式）", "from (else the one in force)"),
)
@option(
    "--to",
    "after",
    default="",
    shown_as=FORMULA,
    text=Text("後の算定式（省略時は前と同じ）", "to (else the same)"),
)
@BASELINE
@option(
    "--figures", multiple=True, shown_as=Text("数値=ファイル", "NAME=FILE"),
    text=Text("新しい基礎数値（CSV、または検討の drivers の名前）", "newer base figures: a CSV file, or a name among drivers"),
)  # fmt: skip
@option(
    "--reference-date",
    "on",
    type=DATE,
    text=Text("CSVの数値の基準日", "the reference date of the file's figures"),
)
@option(
    "--source",
    default="",
    shown_as=Text("出典", "SOURCE"),
    text=Text("CSVの数値の出典", "where they come from"),
)
@click.pass_obj
def compare_change(
    session: Session, study: str | None, before: str, after: str, baseline: str, figures: tuple[str, ...],
    on: date | None, source: str,
) -> int:  # fmt: skip
    """Show who pays more and who less."""
    from uwanose.charging.sharing.burdens import Impossible, share_cost
    from uwanose.charging.sharing.design import cost_of
    from uwanose.charging.sharing.moves import moved, moves_finding, shifts
    from uwanose_cli import sharing

    chosen = study_of(session, study)
    first = chosen.formula(before or chosen.now)
    second = chosen.formula(after) if after else first
    if not after and not figures:
        raise click.UsageError(
            session.text(
                "--to か --figures で、何を替えるかを書いてください。", "say what changes: --to or --figures"
            )
        )
    newer, findings = chosen, []
    for one in figures:
        name, driver = newer_figures(session, chosen, one, on, source)
        moves = moved(chosen.drivers[name], driver)
        if moves:
            findings.append(moves_finding(chosen.drivers[name], driver, moves, session.workspace.profile))
        newer = replace(newer, drivers={**newer.drivers, name: driver})
    session.findings(findings, aside=True)
    if (
        findings
        and session.attended
        and not session.confirm("この数値で続けますか。", "Go on with these figures?")
    ):
        return 1
    alone = chosen.chosen_baseline(baseline)
    try:
        change = shifts(share_cost(cost_of(chosen, alone), first), share_cost(cost_of(newer, alone), second))
    except Impossible as reason:
        raise Refused(
            [refusal(chosen.formula(reason.formula), reason.reason_ja, reason.reason_en)]
        ) from reason
    session.say(f"{first.label_ja} → {second.label_ja}", f"{first.id} -> {second.id}")
    session.table(sharing.shifts_table(change, town_names(session), session.language))
    more = sum(one.yen > 0 for one in change)
    less = sum(one.yen < 0 for one in change)
    session.say(f"増える町村 {more}、減る町村 {less}。", f"{more} towns pay more, {less} less.")
    session.lines(procedure_lines(second, session.language))
    session.put(
        {
            "from": first.id,
            "to": second.id,
            "towns": sharing.shifts_data(change),
            "findings": [finding_data(finding) for finding in findings],
        }
    )
    return session.status(findings)


@click.command(
    "freeze",
    cls=Command,
    summary=Text("単独導入の費用を、決裁により確定します。", "Freeze the stand-alone costs by an approval."),
    detail=Text(
        "負担額を見せる前に確定してください。低く申告した町村ほど負担が軽くなるからです。確定した後に1円でも変われば、effect が断ります。"
        "これは記録であって、電子決裁ではありません。",
        "Do it before anybody sees shares: who reports less pays less. A figure changed afterwards is refused by effect. This "
        "records; it authenticates nobody.",
    ),
    examples=(
        Example(
            "uwanose shares freeze --baseline half-fixed --on R8.10.1 --document 組合決裁第40号",
            Text("試算を確定する", "freeze an estimate"),
        ),
    ),
)
@argument("study", required=False, shown_as=STUDY, text=STUDY_TEXT)
@BASELINE
@option("--on", type=DATE, required=True, text=Text("決裁日", "the day of the approval"))
@option(
    "--document",
    required=True,
    shown_as=Text("文書番号", "NUMBER"),
    text=Text("決裁の文書番号", "the document that approves it"),
)
@option("--yes", "-y", is_flag=True, text=Text("確かめずに書きます", "write without asking"))
@click.pass_obj
def freeze(session: Session, study: str | None, baseline: str, on: date, document: str, yes: bool) -> int:
    """Show the line, ask, write."""
    from shlex import quote

    from uwanose_cli.freezing import freezing

    if not document.strip():
        raise click.UsageError(
            session.text("--document に決裁の文書番号を書いてください。", "--document must name the approval")
        )
    chosen = study_of(session, study)
    alone = chosen.chosen_baseline(baseline)
    proposal = freezing(session.workspace, chosen, alone, on, document)
    session.say(
        f"単独導入の費用【{alone.standing_ja}】{alone.label_ja}: {on} {document} により確定",
        f"{alone.id}: frozen on {on} by {document}",
    )
    session.lines(f"  {line}" for line in proposal.difference())
    agreed = yes or (not session.as_json and session.confirm("書き込みますか。", "Write it?"))
    if agreed:
        line = (
            f"uwanose shares freeze {chosen.id} --baseline {alone.id} --on {on} --document {quote(document)}"
        )
        session.workspace.write(proposal.file, proposal.after, command=line)
        session.say(
            f"{proposal.file} に書きました。次は: uwanose effect",
            f"Wrote {proposal.file}. Next: uwanose effect",
        )
    else:
        session.say("書き込みませんでした。", "Nothing was written.")
    session.put({"baseline": alone.id, "content": alone.content, "file": proposal.file, "written": agreed})
    return 0 if agreed or session.as_json else 1


@click.command(
    "duplicates",
    cls=Command,
    summary=Text(
        "同じ・入れ子の個別カスタマイズを探し、一つにした場合の負担を示します。",
        "Find customizations of several towns that are the same or nested, with the re-divided bill.",
    ),
    detail=Text(
        "同じ内容は均等に、入れ子（例: 12歳・15歳・18歳まで）は段階ごとにそれを要する町村で分けます。参加する全町村が持つものは県仕様の候補です。"
        "プログラムによるものは中身を比べられないので、同じ項目を変えていることだけを示します。決めるのはWGです。",
        "Equal ones are shared equally, nested ones step by step by those who need each step; what all members have is a candidate "
        "for the prefecture specification. Programs cannot be compared: that they change the same point is told. The WG decides.",
    ),
    examples=(Example("uwanose shares duplicates --on R8.10.1", Text("この日の台帳で", "as of a day")),),
)
@option("--on", type=DATE, text=Text("基準の日（省略時は今日）", "as of this day (else today)"))
@click.pass_obj
def duplicates(session: Session, on: date | None) -> None:
    """Show what could be one."""
    from uwanose.charging.sharing.duplicates import proposals
    from uwanose_cli import duplication

    found = proposals(session.workspace.profile, on or session.today)
    names = town_names(session)
    for one in found:
        session.lines(duplication.heading_lines(one, names, session.language))
        if one.bills:
            session.table(duplication.bills_table(one, names, session.language))
    if any(one.bills for one in found):
        session.say(
            "提案の額は、いちばん高い1件で全町村が足りるとみた額です。払い終えた初期費用は戻りません。作り直すときの目安です。",
            "Proposed amounts take one program, the dearest, for all. What has been paid does not come back.",
        )
    if not found:
        session.say(
            "同じ項目を変えている個別カスタマイズはありません。", "No two towns change the same point."
        )
    session.put([duplication.proposal_data(one) for one in found])
