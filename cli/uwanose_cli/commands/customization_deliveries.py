"""Owns the acts when the work is there: acceptance, going live, the invoice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from uwanose.money import format_yen
from uwanose_cli.acting import Act, Manner, carry_out, recorded, typed
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import DATE, YEN
from uwanose_cli.register_options import ENTRY, paper_option, refuse
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import CostItem, Customization


@click.command(
    "accept",
    cls=Command,
    summary=Text(
        "検収を記録します。初期費用はここから負担になります。",
        "Record the acceptance: one-offs are charged from then on.",
    ),
    examples=(Example("uwanose customization accept K-018 --on R9.3.19", Text("検収する", "accept it")),),
)
@ENTRY
@option("--on", type=DATE, required=True, text=Text("検収の日", "the day of acceptance"))
@recorded
@click.pass_obj
def accept(session: Session, customization: Customization, on: date, manner: Manner) -> int:
    """Record the acceptance."""
    return _day(session, customization, "accept", "accepted", on, manner, Text("検収しました", "accepted"))


@click.command(
    "live",
    cls=Command,
    summary=Text(
        "本稼働を記録します。年間保守料はここから負担になります。",
        "Record going live: upkeep is charged from then on.",
    ),
    examples=(Example("uwanose customization live K-018 --on R9.4.1", Text("本稼働する", "go live")),),
)
@ENTRY
@option("--on", type=DATE, required=True, text=Text("本稼働の日", "the day it goes live"))
@recorded
@click.pass_obj
def live(session: Session, customization: Customization, on: date, manner: Manner) -> int:
    """Record going live."""
    return _day(session, customization, "live", "live", on, manner, Text("本稼働しました", "live"))


@click.command(
    "invoice",
    cls=Command,
    summary=Text("請求（実際の額）を記録します。", "Record an invoice: what a one-off really cost."),
    detail=Text(
        "見積との差を示します。町村の負担が承諾の上限を超えるときは断り、新しい承諾の記録の仕方を示します。",
        "Shows the difference to the quote. When a town's share rises above its consent it is refused: a new consent first.",
    ),
    examples=(
        Example(
            "uwanose customization invoice K-018 --item build --amount 655,000 --on R9.4.20 --document 請求令9-04",
            Text("初期費用の請求を記録する", "record the invoice of the one-off"),
        ),
    ),
)
@ENTRY
@option(
    "--item",
    default="build",
    show_default=True,
    shown_as=Text("費用", "ITEM"),
    text=Text("台帳の費用の id", "the cost item"),
)
@option("--amount", type=YEN, required=True, text=Text("請求額（税込）", "the amount, tax included"))
@option("--on", type=DATE, required=True, text=Text("請求の日", "the day of the invoice"))
@paper_option(Text("請求書の番号", "the number of the invoice"))
@recorded
@click.pass_obj
def invoice(
    session: Session,
    customization: Customization,
    item: str,
    amount: int,
    on: date,
    document: str,
    manner: Manner,
) -> int:
    """Record the invoice."""
    from uwanose.layers.lifecycle import Step
    from uwanose.layers.objections import objections, wrong_invoice
    from uwanose.source.writing import written
    from uwanose_cli.changes import Changes
    from uwanose_cli.consenting import above_consent

    refuse([*objections(customization, Step.INVOICE, on), *wrong_invoice(customization, item)])
    cost = next(one for one in customization.costs if one.id == item)
    changes = Changes(session.workspace)
    row = changes.row(customization.place.file, "costs", "id", item)
    assert row is not None  # the register names it
    changes.entry(customization, ["costs", row, "actual"], f"{amount:_}")
    changes.entry(customization, ["costs", row, "document"], written(document))
    above_consent(changes, customization.id, on)
    sentence = Text(
        f"{customization.id}「{customization.title_ja}」の費用 {item} の請求 {format_yen(amount)}（{document}、{on}）を記録します。{_against_quote(cost, amount).ja}",
        f"{customization.id}: invoice {document} of {on} for {item}, {amount:,} yen.{_against_quote(cost, amount).en}",
    )
    line = typed("invoice", customization.id, item=item, amount=amount, on=on, document=document)
    return carry_out(
        session,
        Act(customization=customization.id, sentences=(sentence,), changes=changes, line=line, on=on),
        manner,
    )


def _against_quote(cost: CostItem, amount: int) -> Text:
    if not cost.quoted:
        return Text("", "")
    thousandths = (amount - cost.quoted) * 1000 // cost.quoted
    sign = "+" if thousandths >= 0 else "−"
    percent = f"{sign}{abs(thousandths) // 10}.{abs(thousandths) % 10}%"
    return Text(
        f"見積 {format_yen(cost.quoted)} との差 {percent}。",
        f" Against the quote of {cost.quoted:,} yen: {percent}.",
    )


def _day(
    session: Session, customization: Customization, step: str, key: str, on: date, manner: Manner, done: Text
) -> int:
    from uwanose.layers.lifecycle import Step
    from uwanose.layers.objections import objections
    from uwanose_cli.changes import Changes

    refuse(objections(customization, Step(step), on))
    changes = Changes(session.workspace)
    changes.entry(customization, [key], on.isoformat())
    sentence = Text(
        f"{customization.id}「{customization.title_ja}」は {on} に{done.ja}。",
        f"{customization.id}: {done.en} on {on}.",
    )
    line = typed(step, customization.id, on=on)
    return carry_out(
        session,
        Act(customization=customization.id, sentences=(sentence,), changes=changes, line=line, on=on),
        manner,
    )
