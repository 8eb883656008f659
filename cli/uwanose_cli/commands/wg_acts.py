"""Owns the acts of a poll: it begins, towns answer, the working group decides what the answers lead to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from uwanose_cli.acting import Act, Manner, carry_out, recorded, tried_act, typed
from uwanose_cli.commands.wg_lists import POLL_TYPED
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import DATE, OUTCOME, TOWNS, YEN
from uwanose_cli.polling import POSITION
from uwanose_cli.register_options import ENTRY, paper_option, refuse
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.governance.polls.model import Poll, Position
    from uwanose.layers.model import Customization, Municipality, Outcome


@click.command(
    "poll",
    cls=Command,
    summary=Text("カスタマイズ1件について、町村への意向照会を始めます。", "Begin a poll about one entry of the register."),
    detail=Text(
        "照会の記録（profiles/…/polls/P-001.yaml）を作ります。相手は、使い始める日（省略時は希望の日）にその業務のシステムに参加している町村です。"
        "見積の前なら --one-off・--yearly に概算額を書くと、台帳に予算額として入り、町村別の負担の試算に使われます。",
        "Makes the record (profiles/…/polls/P-001.yaml). Asked are the towns that take part in the system of the business on "
        "the first day (else the day somebody wishes). Before there is a quote, --one-off and --yearly put an estimate into the "
        "register, so that each town's price can be told.",
    ),
    examples=(
        Example(
            "uwanose wg poll K-018 --on R8.9.1 --document 意向照会令8-1 --until R8.10.30",
            Text("K-018 について全町村に照会する", "ask the towns about an entry"),
        ),
    ),
)  # fmt: skip
@ENTRY
@option("--on", type=DATE, required=True, text=Text("照会の日", "the day of the poll"))
@paper_option(Text("照会の文書番号", "the document of the poll"))
@option("--until", type=DATE, text=Text("回答期限（その日まで）", "the last day for answers"))
@option(
    "--from",
    "start",
    type=DATE,
    text=Text("使い始める日（省略時は希望の日）", "the first day proposed (else the day wished)"),
)
@option(
    "--group",
    default="",
    shown_as=Text("WG", "GROUP"),
    text=Text("作業部会の名前（省略時は台帳の決定のWG、なければ業務の名前）", "the working group (else that of the entry, else the business)"),
)  # fmt: skip
@option(
    "--one-off",
    type=YEN,
    text=Text("初期費用の概算（見積の前の額）", "an estimate of the one-off, before there is a quote"),
)
@option("--yearly", type=YEN, text=Text("年間保守料の概算", "an estimate of a year's upkeep"))
@recorded
@click.pass_obj
def poll(
    session: Session, customization: Customization, on: date, document: str, until: date | None, start: date | None,
    group: str, one_off: int | None, yearly: int | None, manner: Manner,
) -> int:  # fmt: skip
    """Begin the poll."""
    from uwanose.governance.polls.model import standing_of
    from uwanose.governance.polls.objections import poll_objections
    from uwanose.governance.polls.reading import next_poll, poll_file
    from uwanose.governance.polls.writing import new_poll_text
    from uwanose.layers.lifecycle import Step, first_wish
    from uwanose.layers.objections import objections
    from uwanose_cli.changes import Changes
    from uwanose_cli.polling import next_of_poll, poll_files, put_estimate, tried_poll, usual_group

    workspace = session.workspace
    profile, polls = workspace.profile, workspace.polls[0]
    first = start or first_wish(customization)
    if first is None:
        raise click.UsageError(
            session.text(
                "--from で使い始める日を書いてください（希望の日がありません）。",
                "give --from: no day is wished",
            )
        )
    refuse([*objections(customization, Step.DECIDE, None), *poll_objections(profile, polls, customization, on, until)])  # fmt: skip
    name = group.strip() or customization.working_group or usual_group(workspace, customization.business)
    identifier = next_poll(poll_files(workspace), profile)
    text = new_poll_text(identifier, customization.id, name, first, on, document, until)
    changes = Changes(workspace)
    changes.create(poll_file(profile, identifier), text.encode())
    estimated = put_estimate(changes, customization, first, one_off, yearly)
    checked, after = tried_poll(changes, checked=tried_act(changes) if estimated else None)
    standing = standing_of(profile, after[identifier])
    sentence = Text(
        f"意向照会 {identifier}: {customization.id}「{customization.title_ja}」を {first} から使うことについて、{name}WGが {on} に"
        f"{len(standing.answers)}町村へ照会します（{document}、回答期限 {until or 'なし'}）。",
        f"{identifier}: the working group {name} asks {len(standing.answers)} towns on {on} about {customization.id} from {first} "
        f"({document}, answers by {until or 'any day'}).",
    )
    prices = (
        [Text(f"概算: 初期費用 {one_off or 0:,}円、年 {yearly or 0:,}円（見積が出れば置き換わります）。",
              f"Estimate: {one_off or 0:,} yen once, {yearly or 0:,} yen a year, until there is a quote.")]
        if estimated else []
    )  # fmt: skip
    line = typed(
        "poll",
        customization.id,
        on=on,
        document=document,
        until=until,
        from_=first,
        group=name,
        one_off=one_off,
        yearly=yearly,
    )
    act = Act(customization=customization.id, sentences=(sentence, *prices), changes=changes, line=line, on=on, group="wg",
              following=next_of_poll(profile, standing, session), told={"poll": identifier})  # fmt: skip
    return carry_out(session, act, manner, checked)


@click.command(
    "answer",
    cls=Command,
    summary=Text("町村の回答（賛成・条件付・反対）を記録します。", "Record what towns answer: they agree, on a condition, or oppose."),
    detail=Text(
        "同じ回答の町村は , で区切って一度に記録できます。改めた回答は新しい日付で記録します。前の回答は残り、新しいほうが数えられます。",
        "Towns with one answer can be recorded at once. A changed mind is recorded with its new day: the former answer stays, "
        "the newer one counts.",
    ),
    examples=(
        Example(
            "uwanose wg answer P-001 --town 大井町,中井町 --position 賛成 --on R8.9.20 --document 回答令8-1",
            Text("2町村の賛成を記録する", "record that two towns agree"),
        ),
        Example(
            "uwanose wg answer P-001 --town 開成町 --position 条件付 --condition いまの様式も選べること --on R8.9.20 --document 回答令8-2",
            Text("条件付の回答を記録する", "record an answer on a condition"),
        ),
    ),
)  # fmt: skip
@POLL_TYPED
@option("--town", "towns", type=TOWNS, required=True, text=Text("回答した町村（, で区切る）", "who answers, with commas between"))  # fmt: skip
@option("--position", type=POSITION, required=True, text=Text("賛成・条件付・反対", "agree, conditional or oppose"))  # fmt: skip
@option("--on", type=DATE, required=True, text=Text("回答の日", "the day of the answer"))
@paper_option(Text("回答の文書番号", "the document of the answer"))
@option("--condition", default="", shown_as=Text("文", "TEXT"), text=Text("賛成の条件（条件付のとき）", "the condition, for conditional"))  # fmt: skip
@option("--note", default="", shown_as=Text("文", "TEXT"), text=Text("備考", "a note"))
@recorded
@click.pass_obj
def answer(
    session: Session, poll: Poll, towns: tuple[Municipality, ...], position: Position, on: date, document: str,
    condition: str, note: str, manner: Manner,
) -> int:  # fmt: skip
    """Record the answers."""
    from uwanose.governance.polls.model import POSITION_LABELS, Answer, standing_of
    from uwanose.governance.polls.writing import record_answers
    from uwanose_cli.changes import Changes
    from uwanose_cli.polling import count_text, next_of_poll, tried_poll

    profile, file = session.workspace.profile, poll.place.file
    names = list(dict.fromkeys(town.id for town in towns))
    answers = [
        Answer(municipality=town, position=position, on=on, document=document, condition=condition.strip(), note=note.strip())
        for town in names
    ]  # fmt: skip
    changes = Changes(session.workspace)
    changes.put(file, record_answers((session.workspace.root / file).read_bytes(), profile, poll, answers))
    checked, after = tried_poll(changes)
    standing = standing_of(profile, after[poll.id])
    ja, en = POSITION_LABELS[position]
    who = "、".join(dict.fromkeys(town.name_ja for town in towns))
    sentence = Text(
        f"{poll.id}: {who}の {on} の回答「{ja}」を記録します（{document}）。" + (f"条件: {condition.strip()}" if condition.strip() else ""),
        f"{poll.id}: {', '.join(names)} answered on {on}: {en} ({document})." + (f" Condition: {condition.strip()}" if condition.strip() else ""),
    )  # fmt: skip
    line = typed("answer", poll.id, town=",".join(names), position=position.value, on=on, document=document,
                 condition=condition.strip(), note=note.strip())  # fmt: skip
    act = Act(customization=poll.customization, sentences=(sentence, count_text(standing)), changes=changes, line=line, on=on,
              group="wg", following=next_of_poll(profile, standing, session), told={"poll": poll.id})  # fmt: skip
    return carry_out(session, act, manner, checked)


@click.command(
    "decide",
    cls=Command,
    summary=Text("回答から導かれるWG決定を、照会と台帳に記録します。", "Record the decision the answers lead to, in poll and register."),
    detail=Text(
        "全町村が賛成なら「県仕様」、そうでなければ賛成した町村の共同カスタマイズ（町村個別カスタマイズ）、賛成がなければ「見送り」です。"
        "条件付・未回答は賛成に数えません。ほかの結果（運用で対応、取下げなど）は --outcome で書きます。共同カスタマイズでは、賛成した町村が"
        "使い始める日から希望したものとして台帳に加わり、それぞれの負担額が示されます。",
        "All agree: the prefecture's specification; else a customization shared by those in favour; none in favour: refused. "
        "Conditions and missing answers are not agreement. Other outcomes are named by --outcome. Those in favour of a shared "
        "customization enter the register as wishing it from the first day, each with its price.",
    ),
    examples=(
        Example(
            "uwanose wg decide P-001 --on R8.11.12 --document 福祉WG令8-4",
            Text("回答のとおりに決定する", "decide as the answers say"),
        ),
        Example(
            "uwanose wg decide P-001 --outcome 運用で対応 --on R8.11.12 --document 福祉WG令8-4",
            Text("運用で対応することにする", "decide for a work-around"),
        ),
    ),
)  # fmt: skip
@POLL_TYPED
@option("--outcome", type=OUTCOME, text=Text("決定（省略時は回答から）", "the outcome (else what the answers lead to)"))  # fmt: skip
@option("--on", type=DATE, required=True, text=Text("決定の日", "the day of the decision"))
@paper_option(Text("会議録の番号", "the minutes"))
@recorded
@click.pass_obj
def decide(
    session: Session, poll: Poll, outcome: Outcome | None, on: date, document: str, manner: Manner
) -> int:
    """Record the decision."""
    from uwanose.governance.polls.objections import decision_objections
    from uwanose.layers.lifecycle import Step
    from uwanose.layers.model import OUTCOME_LABELS
    from uwanose.layers.objections import objections
    from uwanose_cli.polling import (
        count_text,
        follows_text,
        price,
        price_sentences,
        standing_in,
        tried_decision,
    )

    profile = session.workspace.profile
    entry, standing = profile.customizations[poll.customization], standing_in(session, poll)
    decided = outcome or standing.outcome
    refuse(decision_objections(profile, standing, decided, on) or objections(entry, Step.DECIDE, on))
    changes, checked = tried_decision(session, standing, decided, on=on, document=document)
    ja, en = OUTCOME_LABELS[decided]
    sentences = (
        Text(f"{poll.id} {entry.id}「{entry.title_ja}」　{count_text(standing).ja}", f"{poll.id} {entry.id}: {count_text(standing).en}"),
        follows_text(standing, decided),
        Text(f"{poll.working_group}WGが {on} に「{ja}」と決めたものとして記録します（{document}）。",
             f"The working group {poll.working_group} decided on {on}: {en} ({document})."),
        *price_sentences(checked.profile, standing, decided),
    )  # fmt: skip
    line = typed("decide", poll.id, outcome=decided.value, on=on, document=document)
    told = {"poll": poll.id, "outcome": decided, "burdens": price(checked.profile, standing, decided)}
    act = Act(customization=entry.id, sentences=sentences, changes=changes, line=line, on=on, group="wg", told=told)  # fmt: skip
    return carry_out(session, act, manner, checked)
