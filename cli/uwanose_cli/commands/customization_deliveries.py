"""Owns the acts when the work is there: acceptance, going live, the invoice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from uwanose_cli.acting import Act, Manner, carry_out, recorded, tried_act, typed
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import DATE, MONTH, YEN
from uwanose_cli.register_options import ENTRY, paper_option, refuse
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.dates import Month
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
    summary=Text("請求（実際の額）を記録します。", "Record an invoice: what was really paid."),
    detail=Text(
        "見積（年間保守料では年額の月割）との差を示します。町村の負担が承諾の上限を超えるときは断り、新しい承諾の記録の仕方を示します。"
        "年間保守料は何月分かを --from と --until で書きます。年度の全部の月がそろうと、その計で負担し、精算もその額でします。",
        "Shows the difference to the quote, or to twelfths of the yearly amount. When a town's share rises above its consent it "
        "is refused: a new consent first. Upkeep says its months; once a fiscal year is billed whole, that is what is shared.",
    ),
    examples=(
        Example(
            "uwanose customization invoice K-018 --item build --amount 655,000 --on R9.4.20 --document 請求令9-04",
            Text("初期費用の請求を記録する", "record the invoice of the one-off"),
        ),
        Example(
            "uwanose customization invoice K-018 --item upkeep --amount 16,500 --from R9.4 --until R9.6 --on R9.7.5 --document 請求令9-10",
            Text("年間保守料の4〜6月分の請求を記録する", "record an invoice for three months of upkeep"),
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
@option(
    "--from",
    "first",
    type=MONTH,
    text=Text("年間保守料: 何月分からか", "upkeep: the first month it is for"),
)
@option(
    "--until",
    "last",
    type=MONTH,
    text=Text(
        "年間保守料: 何月分までか（省略時は --from の月だけ）", "upkeep: the last month (else --from alone)"
    ),
)
@option("--on", type=DATE, required=True, text=Text("請求の日", "the day of the invoice"))
@paper_option(Text("請求書の番号", "the number of the invoice"))
@recorded
@click.pass_obj
def invoice(
    session: Session,
    customization: Customization,
    item: str,
    amount: int,
    first: Month | None,
    last: Month | None,
    on: date,
    document: str,
    manner: Manner,
) -> int:
    """Record the invoice."""
    from uwanose_cli import invoicing
    from uwanose_cli.changes import Changes

    cost, months = _billed(session, customization, item, on, first, last)
    changes = Changes(session.workspace)
    line = typed("invoice", customization.id, item=item, amount=amount, from_=first, until=last, on=on,
                 document=document)  # fmt: skip
    if months is None:
        invoicing.write_one_off(changes, customization, cost, amount, on, document)
        sentences = tuple(invoicing.one_off_sentences(customization, cost, amount, on, document))
        checked = None
    else:
        invoicing.write_upkeep(changes, customization, cost, amount, months, on, document)
        checked = tried_act(changes)
        after = checked.profile.customizations[customization.id]
        sentences = tuple(
            invoicing.upkeep_sentences(checked.profile, after, cost, amount, months, on, document)
        )
    act = Act(customization=customization.id, sentences=sentences, changes=changes, line=line, on=on)
    return carry_out(session, act, manner, checked)


def _billed(
    session: Session,
    customization: Customization,
    item: str,
    on: date,
    first: Month | None,
    last: Month | None,
) -> tuple[CostItem, tuple[Month, Month] | None]:
    """Return the cost item and, for upkeep, the months it is billed for. Raises Refused, and UsageError for no period."""
    from uwanose.layers.lifecycle import Step
    from uwanose.layers.objections import objections, wrong_invoice

    cost = next((one for one in customization.costs if one.id == item), None)
    upkeep = cost is not None and cost.kind == "recurring"
    if upkeep and first is None:
        raise click.UsageError(
            session.text(
                "年間保守料の請求です。--from と --until に、何月から何月までの分かを書いてください（R9.4 と R9.6 など）。",
                "This is an invoice for upkeep: give --from and --until, the months it is for (2027-04, 2027-06)",
            )
        )
    if cost is not None and not upkeep and (first or last):
        raise click.UsageError(
            session.text(
                "--from と --until は年間保守料の請求に使います。", "--from and --until are for upkeep"
            )
        )
    months = (first, last or first) if upkeep and first else None
    against = wrong_invoice(customization, item)
    last_day = customization.retired.on if customization.retired else None
    if not (
        months and last_day and months[1].first_day <= last_day
    ):  # the last invoice comes after the retirement
        against = [*objections(customization, Step.INVOICE, on), *against]
    refuse(against)
    assert cost is not None
    return cost, months


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
