"""Owns the two decisions: what the working group decided, and the approval that pins content and program."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from uwanose_cli.acting import Act, Manner, Tried, carry_out, recorded, typed
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import DATE, OUTCOME
from uwanose_cli.register_options import ENTRY, not_blank, paper_option, refuse
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization, Outcome


@click.command(
    "decide",
    cls=Command,
    summary=Text(
        "WGの決定を記録します（県仕様・町村個別・運用で対応・条例改正・見送り・取下げなど）。",
        "Record the working group's decision.",
    ),
    detail=Text(
        "どの結果も台帳に残り、一覧と報告書に出ます。決裁の前なら、取下げなどの新しい決定で改められます。",
        "Every outcome stays in the register and in the reports. Until the approval it may be decided anew.",
    ),
    examples=(
        Example(
            "uwanose customization decide K-022 --outcome 町村個別 --group 福祉 --on R8.8.27 --document 福祉WG令8-3",
            Text("町村個別カスタマイズとする", "for towns"),
        ),
        Example(
            "uwanose customization decide K-022 --outcome 条例改正 --group 福祉 --on R8.8.27 --document 福祉WG令8-3",
            Text("条例の改正で対応する", "amend the ordinance instead"),
        ),
    ),
)
@ENTRY
@option(
    "--outcome",
    type=OUTCOME,
    required=True,
    text=Text("決定（県仕様・町村個別・見送り・取下げ など）", "the outcome"),
)
@option(
    "--group",
    required=True,
    callback=not_blank,
    shown_as=Text("WG", "GROUP"),
    text=Text("決めたWG（福祉・税 など）", "the working group"),
)
@option("--on", type=DATE, required=True, text=Text("決定の日", "the day of the decision"))
@paper_option(Text("決定の文書番号", "the document of the decision"))
@recorded
@click.pass_obj
def decide(
    session: Session,
    customization: Customization,
    outcome: Outcome,
    group: str,
    on: date,
    document: str,
    manner: Manner,
) -> int:
    """Record the decision."""
    from uwanose.layers.lifecycle import Step
    from uwanose.layers.model import OUTCOME_LABELS
    from uwanose.layers.objections import objections
    from uwanose_cli.changes import Changes, paper

    refuse(objections(customization, Step.DECIDE, on))
    changes = Changes(session.workspace)
    changes.entry(
        customization,
        ["decision"],
        paper(working_group=group, on=on, document=document, outcome=outcome.value),
    )
    ja, en = OUTCOME_LABELS[outcome]
    sentence = Text(
        f"{group}WGは {on} に {customization.id}「{customization.title_ja}」を「{ja}」と決めました（{document}）。",
        f"The working group {group} decided on {on} about {customization.id}: {en} ({document}).",
    )
    line = typed("decide", customization.id, outcome=outcome.value, group=group, on=on, document=document)
    act = Act(customization=customization.id, sentences=(sentence,), changes=changes, line=line, on=on)
    return carry_out(session, act, manner)


@click.command(
    "approve",
    cls=Command,
    summary=Text(
        "決裁を台帳に記録します（内容とプログラムのハッシュを書きます）。",
        "Record an approval: pin content and program by their hash.",
    ),
    detail=Text(
        "いまの内容とプログラムが決裁されたものとして記録されます。記録した後に1文字でも変われば、点検が断り、計算に使いません。"
        "書く行を見せてから確かめ、処理履歴に残します。台帳は記録であって、電子決裁や本人確認の仕組みではありません。",
        "What the entry and its program hold now counts as approved; whatever is changed afterwards is refused. The line is "
        "shown before it is written, the journal keeps it. The register records; it does not authenticate anybody.",
    ),
    examples=(
        Example(
            "uwanose customization approve K-018 --on R8.12.1 --document 組合決裁第31号",
            Text("K-018 の決裁を記録する", "record the approval of K-018"),
        ),
    ),
)
@ENTRY
@option("--on", type=DATE, required=True, text=Text("決裁日", "the day of the approval"))
@paper_option(Text("決裁の文書番号", "the document that approves it"))
@recorded
@click.pass_obj
def approve(session: Session, customization: Customization, on: date, document: str, manner: Manner) -> int:
    """Record the approval of what the entry holds today."""
    from uwanose.layers.as_approved import waiting_version
    from uwanose.layers.objections import without_content
    from uwanose_cli.approving import approval, version_of
    from uwanose_cli.changes import Changes
    from uwanose_cli.editing import tried
    from uwanose_cli.foretelling import burden_sentences, expected

    refuse(without_content(customization))
    workspace = session.workspace
    proposal = approval(workspace, customization, on, document)
    changes = Changes(workspace)
    changes.put(proposal.file, proposal.after)
    profile = tried(workspace, proposal.file, proposal.after)[0].layering().profile
    entry = profile.customizations[customization.id]
    version = waiting_version(customization)
    shares = expected(profile, entry, entry.wishes) if version is None else ()
    sentences = (
        Text(
            f"{entry.id}「{entry.title_ja}」のいまの内容{version_of(version).ja}を、{on} に {document} で決裁したものとして記録します。",
            f"{entry.id}: what it holds today{version_of(version).en} is approved on {on} by {document}.",
        ),
        *(burden_sentences(profile, entry, shares) if shares else ()),
    )
    line = typed("approve", customization.id, on=on, document=document)
    act = Act(customization=customization.id, sentences=sentences, changes=changes, line=line, on=on)
    return carry_out(session, act, manner, Tried(profile, proposal.new_findings))
