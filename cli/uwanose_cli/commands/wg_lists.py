"""Owns looking at polls: the list, and one of them with every answer, what follows, and its price."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Command, Example, argument
from uwanose_cli.output import Table
from uwanose_cli.polling import POLL
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.governance.polls.model import Poll, Standing

POLL_TYPED = argument(
    "poll", type=POLL, shown_as=Text("照会番号", "POLL"), text=Text("意向照会の番号（P-001）", "the id of the poll")
)  # fmt: skip


@click.command(
    "list",
    cls=Command,
    summary=Text("意向照会の一覧。", "List the polls."),
    examples=(Example("uwanose wg list", Text("すべての照会", "every poll")),),
)
@click.pass_obj
def list_polls(session: Session) -> int:
    """Show the list; a poll that cannot be read is told beside it (exit status 1)."""
    from uwanose.governance.polls.model import Position
    from uwanose_cli.polling import poll_data, standing_in

    polls, findings = session.workspace.polls
    stands = [standing_in(session, poll) for poll in polls.values()]
    headings = session.text(
        "番号,カスタマイズ,WG,照会日,回答期限,賛成,条件付,反対,未回答,決定",
        "id,customization,group,asked,by,agree,conditional,oppose,unanswered,decision",
    )
    rows = [
        (
            one.poll.id,
            _title(session, one),
            one.poll.working_group,
            str(one.poll.asked.on),
            str(one.poll.until or ""),
            *(str(len(one.those(position))) for position in Position),
            _decision(session, one),
        )
        for one in stands
    ]
    if rows:
        session.table(Table(tuple(headings.split(",")), rows, frozenset({5, 6, 7, 8})))
    session.say(
        f"{len(rows)}件。" + ("詳しくは: uwanose wg show 照会番号" if rows else "始めるには: uwanose wg poll K-…"),
        f"{len(rows)} polls. " + ("Details: uwanose wg show POLL" if rows else "Begin one: uwanose wg poll K-…"),
    )  # fmt: skip
    session.put([poll_data(session.workspace.profile, one) for one in stands])
    session.findings(findings, aside=True)
    return session.status(findings)


@click.command(
    "show",
    cls=Command,
    summary=Text("意向照会1件の回答と、次の手続きを示します。", "Show one poll: its answers, and what comes next."),
    detail=Text(
        "町村ごとの回答（改めた回答は新しいほう）、全町村一致かどうか、いまの回答のままなら何になり、だれがいくら負担するかを示します。",
        "The answer of each town (a newer one stands in the place of an older), whether all agree, what follows from the "
        "answers as they are, and who would pay what.",
    ),
    examples=(Example("uwanose wg show P-001", Text("1件を見る", "see one poll")),),
)  # fmt: skip
@POLL_TYPED
@click.pass_obj
def show_poll(session: Session, poll: Poll) -> int:
    """Show one poll."""
    from uwanose_cli.polling import (
        count_text,
        follows_text,
        next_of_poll,
        poll_data,
        position_table,
        price,
        price_sentences,
        register_if,
        standing_in,
    )

    standing = standing_in(session, poll)
    outcome = poll.outcome or standing.outcome
    profile = register_if(session, standing, outcome)
    session.say(
        f"{poll.id}　{_title(session, standing)}　{poll.working_group}WG　{poll.asked.on} 照会（{poll.asked.document}）、{poll.start} から使う提案",
        f"{poll.id}: {_title(session, standing)}, working group {poll.working_group}, asked on {poll.asked.on} ({poll.asked.document}), proposed from {poll.start}",
    )
    if poll.illustrative:
        session.say(f"例示: {poll.illustrative}", f"Illustrative: {poll.illustrative}")
    session.table(position_table(session, standing))
    sentences = [count_text(standing), *_decided(poll)]
    if poll.decision is None:
        sentences.append(Text(f"いまの回答なら: {follows_text(standing, outcome).ja}", f"As it stands: {follows_text(standing, outcome).en}"))  # fmt: skip
    sentences += [*price_sentences(profile, standing, outcome), next_of_poll(session.workspace.profile, standing, session)]  # fmt: skip
    session.lines(sentence.of(session.language) for sentence in sentences)
    mine = [one for one in session.workspace.polls[1] if one.place and one.place.file == poll.place.file]
    session.findings(mine, aside=True)
    session.put(
        poll_data(session.workspace.profile, standing) | {"burdens": price(profile, standing, outcome)}
    )
    return session.status(mine)


def _decided(poll: Poll) -> list[Text]:
    from uwanose.layers.model import OUTCOME_LABELS

    if poll.decision is None or poll.outcome is None:
        return []
    ja, en = OUTCOME_LABELS[poll.outcome]
    return [Text(f"{poll.decision.on} 決定: {ja}（{poll.decision.document}）", f"Decided on {poll.decision.on}: {en} ({poll.decision.document})")]  # fmt: skip


def _title(session: Session, standing: Standing) -> str:
    entry = session.workspace.profile.customizations[standing.poll.customization]
    return f"{entry.id} {session.text(entry.title_ja, entry.title_en or entry.title_ja)}"


def _decision(session: Session, standing: Standing) -> str:
    from uwanose.layers.model import OUTCOME_LABELS

    outcome = standing.poll.outcome
    return session.text(*OUTCOME_LABELS[outcome]) if outcome else session.text("照会中", "open")
