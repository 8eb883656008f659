"""Owns `uwanose charge objection`: a town objects to its burden, the assembly speaks, the manager decides (地方自治法第291条)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from uwanose_cli.acting import Act, Manner, carry_out, recorded, typed
from uwanose_cli.frame import Command, Example, Group, argument, option
from uwanose_cli.names import DATE
from uwanose_cli.register_options import not_blank, paper_option
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose_cli.changes import Changes
    from uwanose_cli.objecting import Objections

_WORDS = {"認容": "upheld", "一部認容": "partly", "棄却": "dismissed"}
_OUTCOMES = [*_WORDS, *_WORDS.values()]

_ID = argument(
    "identifier",
    shown_as=Text("番号", "ID"),
    text=Text("異議の番号（異議令和8-1）", "the number of the objection"),
)


@click.group(
    "objection",
    cls=Group,
    summary=Text(
        "負担金への異議（地方自治法第291条）を記録します。",
        "Objections of towns to their burden (Local Autonomy Act art. 291).",
    ),
    detail=Text(
        "順番は file（申出）→ consult（議会に諮問）→ opinion（議会の意見）→ decide（管理者の決定）です。申出は通知を受けた日から30日以内、議会の意見は諮問から"
        "20日以内です。認めたときは台帳を直し、uwanose charge correct で変更調定します。調定簿そのものは変わりません。",
        "In this order: file, consult, opinion, decide. A town objects within 30 days of the notice, the assembly speaks within 20 "
        "days of being asked. When it is upheld, correct the register and the book (charge correct); nothing closed is changed.",
    ),
    examples=(
        Example(
            "uwanose charge objection list",
            Text("すべての異議と、次の手続き", "every objection and what it waits for"),
        ),
    ),
)
def command() -> None:
    """Commands for objections."""


@command.command(
    "list",
    summary=Text("異議の一覧。", "List the objections."),
    examples=(Example("uwanose charge objection list", Text("一覧", "all of them")),),
)
@click.pass_obj
def list_objections(session: Session) -> None:
    """Show every objection."""
    from uwanose_cli.objecting import objection_data, objections_table
    from uwanose_cli.studies import town_names

    found = _open(session).all
    if found:
        session.table(objections_table(found, town_names(session), session.language))
    else:
        session.say(
            "異議の申出はありません。記録するには: uwanose charge objection file 通知書の番号",
            "There is no objection. To record one: uwanose charge objection file NUMBER",
        )
    session.put([objection_data(one) for one in found])


@command.command(
    "file",
    cls=Command,
    summary=Text("町村の異議の申出を記録します。", "Record that a town objects to a notice."),
    detail=Text(
        "期間の30日は、--received（通知を受けた日）があればその日から、なければ通知の日から数えます。過ぎた申出も、来た以上は記録し、警告します。",
        "The 30 days run from --received, the day the notice came, else from its date. A late objection is recorded with a warning.",
    ),
    examples=(
        Example(
            "uwanose charge objection file 令和8-1-006 --on R8.4.28 --document 大井町発第12号 --reason 初期費用の額",
            Text("大井町の申出", "the objection of a town"),
        ),
    ),
)
@argument(
    "statement",
    shown_as=Text("通知書", "NUMBER"),
    text=Text("通知書の番号（令和8-1-006）", "the number of the notice"),
)
@option("--on", type=DATE, required=True, text=Text("申出の日", "the day of the objection"))
@paper_option(Text("申出の文書番号", "the document of the objection"))
@option(
    "--reason",
    required=True,
    callback=not_blank,
    shown_as=Text("理由", "TEXT"),
    text=Text("申出の理由", "why it objects"),
)
@option("--received", type=DATE, text=Text("通知を受けた日（30日の起算）", "the day the notice came"))
@recorded
@click.pass_obj
def file_objection(
    session: Session,
    statement: str,
    on: date,
    document: str,
    reason: str,
    received: date | None,
    manner: Manner,
) -> int:
    """Record the objection."""
    from uwanose.charging.burden_objections import last_day, next_identifier
    from uwanose.dates import fiscal_year
    from uwanose_cli.changes import paper
    from uwanose_cli.studies import town_names

    found = _open(session)
    notice = found.paper(statement)
    identifier = next_identifier(found.all, fiscal_year(on))
    changes = found.changes()
    changes.append(
        found.file, ["objections"],
        paper(id=identifier, by=notice.municipality, statement=statement, on=on, document=document, reason=reason, received=received),
    )  # fmt: skip
    last, name = (
        last_day(notice.issued_on, received),
        town_names(session).get(notice.municipality, notice.name),
    )
    sentence = Text(
        f"{identifier}: {name}が、{statement}（{notice.total:,}円）に {on} に異議を申し出ました（{document}）。申出の期限は {last} です。",
        f"{identifier}: {notice.municipality} objects on {on} to {statement} ({notice.total:,} yen; {document}). The last day is {last}.",
    )
    line = typed("file", statement, on=on, document=document, reason=reason, received=received)
    return _carry_out(session, found, changes, identifier, sentence, line, on, manner)


@command.command(
    "consult",
    cls=Command,
    summary=Text("議会への諮問を記録します。", "Record that the assembly was asked."),
    examples=(
        Example(
            "uwanose charge objection consult 異議令和8-1 --on R8.5.7",
            Text("5月7日に諮問した", "asked on 7 May"),
        ),
    ),
)
@_ID
@option("--on", type=DATE, required=True, text=Text("諮問の日", "the day the assembly was asked"))
@recorded
@click.pass_obj
def consult(session: Session, identifier: str, on: date, manner: Manner) -> int:
    """Record the question to the assembly."""
    from uwanose.charging.burden_objections import DAYS_TO_SPEAK, Step
    from uwanose_cli.changes import paper

    found = _open(session)
    one = found.waiting(identifier, Step.CONSULT, on)
    changes = found.changes()
    changes.set(found.file, [*found.at(one), "assembly"], paper(asked=on))
    until = on + timedelta(days=DAYS_TO_SPEAK)
    sentence = Text(
        f"{one.id}: {on} に組合の議会へ諮りました。議会の意見は {until} までです。",
        f"{one.id}: the assembly was asked on {on}; it speaks by {until}.",
    )
    line = typed("consult", one.id, on=on)
    return _carry_out(session, found, changes, one.id, sentence, line, on, manner)


@command.command(
    "opinion",
    cls=Command,
    summary=Text("議会の意見を記録します。", "Record what the assembly said."),
    examples=(
        Example(
            "uwanose charge objection opinion 異議令和8-1 --on R8.5.20 --document 議決第3号",
            Text("5月20日の議決", "its decision of 20 May"),
        ),
    ),
)
@_ID
@option("--on", type=DATE, required=True, text=Text("意見の日", "the day the assembly spoke"))
@paper_option(Text("意見の文書番号", "its document"))
@recorded
@click.pass_obj
def opinion(session: Session, identifier: str, on: date, document: str, manner: Manner) -> int:
    """Record the assembly's opinion."""
    from uwanose.charging.burden_objections import Step
    from uwanose.source.edit import written

    found = _open(session)
    one = found.waiting(identifier, Step.OPINION, on)
    changes = found.changes()
    for name, value in (("answered", on.isoformat()), ("document", written(document))):
        changes.set(found.file, [*found.at(one), "assembly", name], value)
    sentence = Text(
        f"{one.id}: 議会が {on} に意見を述べました（{document}）。",
        f"{one.id}: the assembly spoke on {on} ({document}).",
    )
    line = typed("opinion", one.id, on=on, document=document)
    return _carry_out(session, found, changes, one.id, sentence, line, on, manner)


@command.command(
    "decide",
    cls=Command,
    summary=Text("管理者の決定を記録します。", "Record the manager's decision."),
    examples=(
        Example(
            "uwanose charge objection decide 異議令和8-1 --on R8.5.25 --document 組合決裁第20号 --outcome 認容",
            Text("認める決定", "it is upheld"),
        ),
    ),
)
@_ID
@option("--on", type=DATE, required=True, text=Text("決定の日", "the day of the decision"))
@paper_option(Text("決定の文書番号", "its document"))
@option(
    "--outcome",
    type=click.Choice(_OUTCOMES),
    required=True,
    text=Text("結果（認容・一部認容・棄却）", "upheld, partly or dismissed"),
)
@recorded
@click.pass_obj
def decide(session: Session, identifier: str, on: date, document: str, outcome: str, manner: Manner) -> int:
    """Record the decision."""
    from uwanose.charging.burden_objections import Step
    from uwanose_cli.changes import paper
    from uwanose_cli.objecting import OUTCOME_WORDS

    found, said = _open(session), _WORDS.get(outcome, outcome)
    one = found.waiting(identifier, Step.DECIDE, on)
    changes = found.changes()
    changes.set(found.file, [*found.at(one), "decision"], paper(on=on, document=document, outcome=said))
    word = OUTCOME_WORDS[said]
    sentence = Text(
        f"{one.id}: {on} に「{word.ja}」と決定しました（{document}）。",
        f"{one.id}: decided on {on}: {word.en} ({document}).",
    )
    line = typed("decide", one.id, on=on, document=document, outcome=said)
    return _carry_out(session, found, changes, one.id, sentence, line, on, manner)


def _open(session: Session) -> Objections:
    from uwanose_cli.booking import open_book
    from uwanose_cli.objecting import Objections

    return Objections(session.workspace, open_book(session))


def _carry_out(
    session: Session, found: Objections, changes: Changes, identifier: str, sentence: Text, line: str, on: date, manner: Manner
) -> int:  # fmt: skip
    from uwanose_cli.objecting import next_text

    tried = found.tried(changes)
    after = found.after(changes, identifier)
    act = Act(
        customization="", sentences=(sentence,), changes=changes, line=line, on=on, group="charge objection",
        following=next_text(after, found.quarter(after)), told={"objection": identifier},
    )  # fmt: skip
    return carry_out(session, act, manner, tried)
