"""Owns the acts that are papers: quote, consent, order, acceptance, going live, invoice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from uwanose.dates import Month
from uwanose_cli.acting import Act, Manner, carry_out, recorded, tried_act, typed
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import DATE, MONTH, TOWNS, YEN
from uwanose_cli.register_options import ENTRY, paper_option, refuse
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization, Municipality
    from uwanose_cli.changes import Changes


@click.command(
    "quote",
    cls=Command,
    summary=Text("見積を記録します（初期費用・年間保守料）。", "Record the quote: one-off and upkeep."),
    detail=Text(
        "費用（build・upkeep）を台帳に書き、希望している町村がそれぞれいくら負担することになるかを示します。決裁の前なら何度でも改められます。",
        "Writes the costs build and upkeep and shows what each town that wishes it would bear. Until the approval a new "
        "quote may take the place of the former one.",
    ),
    examples=(
        Example(
            "uwanose customization quote K-018 --on R8.10.16 --document 見積令8-11 --one-off 660,000 --yearly 66,000 --start R9.4",
            Text("見積を記録する", "record a quote"),
        ),
    ),
)
@ENTRY
@option("--on", type=DATE, required=True, text=Text("見積の日", "the day of the quote"))
@paper_option(Text("見積書の番号", "the number of the quote"))
@option("--one-off", type=YEN, text=Text("初期費用（税込）", "the one-off, tax included"))
@option("--yearly", type=YEN, text=Text("年間保守料（税込）", "the yearly upkeep, tax included"))
@option(
    "--start",
    type=MONTH,
    text=Text(
        "負担が始まる月（省略時は最初の希望の月）", "the month charging begins (else that of the first wish)"
    ),
)
@option(
    "--months",
    type=click.IntRange(min=1),
    default=60,
    show_default=True,
    text=Text("初期費用の便益期間（月数）", "the benefit period of the one-off in months"),
)
@option(
    "--spread",
    is_flag=True,
    text=Text(
        "初期費用を便益期間で均等に負担（省略時は支払時に全額）",
        "spread the one-off over that period (else all at payment)",
    ),
)
@option(
    "--sharing",
    shown_as=Text("方法", "METHOD"),
    text=Text(
        "負担の分け方（equal 均等・population 人口・組合の算式）",
        "equal, population or a formula of the consortium",
    ),
)
@recorded
@click.pass_obj
def quote(
    session: Session, customization: Customization, on: date, document: str, one_off: int | None, yearly: int | None,
    start: Month | None, months: int, spread: bool, sharing: str | None, manner: Manner,
) -> int:  # fmt: skip
    """Record the quote."""
    from uwanose.layers.lifecycle import Step, first_wish
    from uwanose.layers.objections import objections
    from uwanose_cli.changes import Changes, paper
    from uwanose_cli.foretelling import burden_sentences, expected

    refuse(objections(customization, Step.QUOTE, on))
    if one_off is None and yearly is None:
        raise click.UsageError(
            session.text("--one-off か --yearly で金額を書いてください。", "give --one-off or --yearly")
        )
    wish = first_wish(customization)
    first = start or (Month.of(wish) if wish else None)
    if first is None:
        raise click.UsageError(
            session.text(
                "--start で負担が始まる月を書いてください（希望の日がありません）。",
                "give --start: no day is wished",
            )
        )
    changes = Changes(session.workspace)
    changes.entry(customization, ["quote"], paper(on=on, document=document))
    if sharing:
        changes.entry(customization, ["sharing", "method"], sharing)
    _cost(changes, customization, "build", "one_off", one_off, first, months=months, spread=spread)
    _cost(changes, customization, "upkeep", "recurring", yearly, first)
    checked = tried_act(changes)
    entry = checked.profile.customizations[customization.id]
    shares = expected(checked.profile, entry, entry.wishes)
    sentences = (
        Text(f"{entry.id}「{entry.title_ja}」の見積 {document}（{on}）を記録します。負担は {first} から。",
             f"{entry.id}: quote {document} of {on}; charging begins in {first}."),
        *burden_sentences(checked.profile, entry, shares),
    )  # fmt: skip
    line = typed("quote", customization.id, on=on, document=document, one_off=one_off, yearly=yearly, start=first,
                 months=months, spread=spread, sharing=sharing)  # fmt: skip
    act = Act(customization=customization.id, sentences=sentences, changes=changes, line=line, on=on,
              told={"burdens": shares})  # fmt: skip
    return carry_out(session, act, manner, checked)


@click.command(
    "consent",
    cls=Command,
    summary=Text(
        "町村の負担承諾（県仕様では同意）を記録します。", "Record a town's consent to pay, or its agreement."
    ),
    detail=Text(
        "町村個別では上限額までの負担承諾、県仕様では参加している町村の同意です。採用の前は台帳に、採用の後は採用に書きます。"
        "上限を超える額になったら、新しい承諾をもう一度記録します。見積による負担に足りない承諾は断ります。",
        "For a customization of towns the consent to pay up to an amount, for the prefecture the agreement of each town that "
        "takes part. Above the amount a new consent is needed; one that does not reach the share is refused.",
    ),
    examples=(
        Example(
            "uwanose customization consent K-018 --town 箱根町 --on R8.11.2 --document 箱根町負担承諾令8-3 --up-to 700,000 --yearly-up-to 70,000",
            Text("箱根町の負担承諾を記録する", "record the consent of a town"),
        ),
    ),
)
@ENTRY
@option(
    "--town",
    "towns",
    type=TOWNS,
    required=True,
    text=Text("承諾した町村（, で区切る）", "who consents, with commas between"),
)
@option("--on", type=DATE, required=True, text=Text("承諾の日", "the day of the consent"))
@paper_option(Text("承諾（同意）の文書番号", "the document of the consent"))
@option("--up-to", type=YEN, text=Text("初期費用の負担の上限", "the most it will bear of the one-offs"))
@option(
    "--yearly-up-to",
    type=YEN,
    text=Text("年間保守料の負担の上限（年額）", "the most it will bear of the upkeep in a year"),
)
@option(
    "--from",
    "start",
    type=DATE,
    text=Text(
        "希望する採用の日（要望にない町村のとき）", "from when it wishes to adopt, if it had no wish yet"
    ),
)
@recorded
@click.pass_obj
def consent(
    session: Session, customization: Customization, towns: tuple[Municipality, ...], on: date, document: str,
    up_to: int | None, yearly_up_to: int | None, start: date | None, manner: Manner,
) -> int:  # fmt: skip
    """Record consents, or agreements."""
    from uwanose.layers.model import Outcome
    from uwanose_cli.consenting import agreements, consents

    names = list(dict.fromkeys(town.id for town in towns))
    if customization.outcome is Outcome.PREFECTURE:
        act, checked = agreements(session, customization, names, on, document)
    else:
        if up_to is None:
            raise click.UsageError(
                session.text(
                    "--up-to で負担の上限額を書いてください。", "give --up-to, the most the town will bear"
                )
            )
        act, checked = consents(session, customization, names, on, document, up_to, yearly_up_to, start)
    return carry_out(session, act, manner, checked)


@click.command(
    "order",
    cls=Command,
    summary=Text("発注を記録します。", "Record the order."),
    detail=Text(
        "決裁の後に、要望した町村すべての負担承諾（県仕様では参加町村すべての同意）がそろってから発注します。",
        "After the approval, and once every town that asked has consented (for the prefecture: every town has agreed).",
    ),
    examples=(
        Example(
            "uwanose customization order K-018 --on R9.1.8 --document 契約令8-21",
            Text("発注する", "order it"),
        ),
    ),
)
@ENTRY
@option("--on", type=DATE, required=True, text=Text("発注（契約）の日", "the day of the order"))
@paper_option(Text("契約の番号", "the number of the contract"))
@option(
    "--multi-year",
    type=click.Choice(["none", "債務負担行為", "継続費"]),
    default="none",
    show_default=True,
    text=Text("年度をまたぐ負担の定め", "how expenditure of later years is authorised"),
)
@recorded
@click.pass_obj
def order(
    session: Session, customization: Customization, on: date, document: str, multi_year: str, manner: Manner
) -> int:
    """Record the order."""
    from uwanose.layers.adoption_objections import short_consents
    from uwanose.layers.lifecycle import Step
    from uwanose.layers.objections import objections, unpaid_order
    from uwanose_cli.changes import Changes, paper

    against = objections(customization, Step.ORDER, on)
    profile = session.workspace.profile
    short = short_consents(profile, customization, customization.consents, customization.wishes)
    refuse([*against, *unpaid_order(profile, customization, on), *short])
    changes = Changes(session.workspace)
    later = None if multi_year == "none" else multi_year
    changes.entry(customization, ["order"], paper(on=on, document=document, multi_year=later))
    sentence = Text(
        f"{customization.id}「{customization.title_ja}」を {on} に {document} で発注します（年度をまたぐ負担: {multi_year if multi_year != 'none' else 'なし'}）。",
        f"{customization.id} is ordered on {on} by {document} (authorised for later years: {multi_year}).",
    )
    line = typed("order", customization.id, on=on, document=document, multi_year=multi_year)
    return carry_out(
        session,
        Act(customization=customization.id, sentences=(sentence,), changes=changes, line=line, on=on),
        manner,
    )


def _cost(
    changes: Changes, customization: Customization, item: str, kind: str, amount: int | None, first: Month,
    *, months: int | None = None, spread: bool = False,
) -> None:  # fmt: skip
    from uwanose_cli.changes import paper

    if amount is None:
        return
    once = kind == "one_off"
    value = paper(
        id=item, kind=kind, quoted=amount if once else None, yearly=None if once else amount, start=first,
        charge=("spread" if spread else "at_payment") if once else None, months=months if once else None,
    )  # fmt: skip
    row = changes.row(customization.place.file, "costs", "id", item)
    if row is None:
        changes.append(customization.place.file, ["costs"], value)
    else:
        changes.entry(customization, ["costs", row], value)
