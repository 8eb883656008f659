"""Owns the acts by which adoptions begin and go on: adopting, with a preview, and keeping what has stopped."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose_cli.acting import Manner, carry_out, recorded, typed
from uwanose_cli.adoption_options import INPUT, PREFECTURE, owner_of, rows_of
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import DATE, POINT, TOWN, TOWNS
from uwanose_cli.options import ASSUME, READS
from uwanose_cli.register_options import ENTRY, WEIGHTS_TYPED
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uwanose.layers.model import Customization, Municipality, Weights
    from uwanose.points.model import Point


@click.command(
    "adopt",
    cls=Command,
    summary=Text(
        "町村（または県仕様）の採用を記録します。", "Record an adoption of towns, or of the prefecture."
    ),
    detail=Text(
        "決裁と負担承諾（県仕様では参加町村すべての同意）がなければ断ります。要望した町村は一緒に採用します。下にあるいまの値（seen）を"
        "一緒に書くので、後で下が変われば、決めるまでその町村の計算は止まります。--preview は承諾の前でも、加わったら負担がどう変わるかを示し、--input で業務の入力を渡せば、影響する人数を採用の日の年度の規則で数えます。",
        "Needs the approval and the consents (for the prefecture every agreement); those that asked adopt together. What lies "
        "beneath is recorded, so that a change beneath stops until decided. --preview tells, even before any consent, what a "
        "join would change; with --input FILE also how many residents are affected, by the rules of that fiscal year.",
    ),
    examples=(
        Example(
            "uwanose customization adopt K-018 --town 箱根町 --from R9.4.1",
            Text("箱根町が採用する", "a town adopts"),
        ),
        Example(
            "uwanose customization adopt K-005 --town 二宮町 --from R9.7.1 --preview",
            Text("二宮町が7月に加わったら", "if a town joined in July"),
        ),
        Example(
            "uwanose customization adopt K-018 --town 二宮町 --from R9.7.1 --weights 大井町=3,松田町=2,二宮町=1 --weights-on R9.6.1 --weights-document 協定書令9-02",
            Text("重みを改めて加わる", "join, with new weights"),
        ),
    ),
)
@ENTRY
@option(
    "--town", "towns", type=TOWNS, text=Text("採用する町村（, で区切る）", "who adopts, with commas between")
)
@PREFECTURE
@option(
    "--from",
    "start",
    type=DATE,
    text=Text("採用の日（省略時は希望の日）", "the first day (else the day wished)"),
)
@option(
    "--taken-over",
    shown_as=Text("町村=文書", "TOWN=PAPER"),
    multiple=True,
    text=Text("要望した町村が採用せず、引き継いだとき", "a town that asked hands over to those that adopt"),
)
@WEIGHTS_TYPED
@option("--weights-on", type=DATE, text=Text("重みを協定した日", "the day the weights were agreed on"))
@option(
    "--weights-document",
    shown_as=Text("文書番号", "NUMBER"),
    text=Text("重みの協定書の番号", "the paper of that agreement"),
)
@option(
    "--preview", is_flag=True, text=Text("負担がどう変わるかだけを示します", "only tell what it would change")
)
@INPUT
@READS
@ASSUME
@recorded
@click.pass_obj
def adopt(
    session: Session, customization: Customization, towns: tuple[Municipality, ...] | None, prefecture: bool,
    start: date | None, taken_over: tuple[str, ...], weights: str | None, weights_on: date | None,
    weights_document: str | None, preview: bool, source: Path | None, reads: tuple[str, ...], assume: str | None, manner: Manner,
) -> int:  # fmt: skip
    """Record the adoption, or tell what it would change."""
    from uwanose_cli.adopting import adoption, handed_over
    from uwanose_cli.previewing import preview_joining

    days = _days(session, customization, towns, prefecture, start)
    agreed = _agreed(session, days, weights, weights_on, weights_document, preview=preview)
    rows = rows_of(session, source, reads, assume, preview=preview)
    if preview:
        return preview_joining(session, customization, days, agreed, rows)
    given = handed_over(session.workspace, taken_over)
    line = typed(
        "adopt", customization.id, town=",".join(town for town in days if town), prefecture=prefecture, from_=start,
        taken_over=taken_over, weights=weights, weights_on=weights_on, weights_document=weights_document,
    )  # fmt: skip
    act, checked = adoption(session.workspace, customization, days, given, agreed, line)
    return carry_out(session, act, manner, checked)


@click.command(
    "keep",
    cls=Command,
    summary=Text(
        "下の値が変わって止まった採用を、維持すると決めます。",
        "Decide to keep what stopped because something changed beneath it.",
    ),
    detail=Text(
        "変わった後の値を確認した行（decision: keep、だれが、いつ）を採用に書き、その町村の計算を再開します。一度も確認していない採用には、"
        "いまの下の値を書きます。",
        "Writes that the new value beneath was seen and the override stays, by whom and when; the runs go on. An adoption "
        "that never recorded what lies beneath gets its entries.",
    ),
    examples=(
        Example(
            "uwanose customization keep K-006 --town 大井町 --on R4.2.1 --by 国保WG",
            Text("維持する", "keep it"),
        ),
    ),
)
@ENTRY
@option("--town", type=TOWN, text=Text("どの町村の採用か", "whose adoption"))
@PREFECTURE
@option("--point", type=POINT, text=Text("その項目だけ", "only this point"))
@option("--on", type=DATE, required=True, text=Text("決めた日", "the day of the decision"))
@recorded
@click.pass_obj
def keep(
    session: Session, customization: Customization, town: Municipality | None, prefecture: bool, point: Point | None,
    on: date, manner: Manner,
) -> int:  # fmt: skip
    """Record the decision."""
    from uwanose_cli.adopting import keeping

    if not manner.by:
        raise click.UsageError(
            session.text("--by でだれが決めたかを書いてください。", "give --by: who decided it")
        )
    owner = owner_of(session, town, prefecture)
    line = typed("keep", customization.id, town=owner, prefecture=prefecture, point=point.id if point else None,
                 on=on, by=manner.by)  # fmt: skip
    act = keeping(session.workspace, customization, owner, point, on, manner.by, line)
    return carry_out(session, act, manner)


def _days(
    session: Session,
    entry: Customization,
    towns: tuple[Municipality, ...] | None,
    prefecture: bool,
    start: date | None,
) -> Mapping[str, date]:
    """Return who adopts from when; without --from the day each town wished."""
    from uwanose.layers.lifecycle import first_wish

    if (towns is None) == (not prefecture):
        raise click.UsageError(
            session.text(
                "--town 町村 か --prefecture のどちらか1つを付けてください。",
                "give either --town or --prefecture",
            )
        )
    held = {
        one.municipality: one.interval.start
        for one in session.workspace.profile.adoptions
        if one.customization == entry.id
    }
    days: dict[str, date] = {}
    for town in [one.id for one in towns or ()] or [""]:
        day = start or entry.wishes.get(town) or (first_wish(entry) if not town else None) or held.get(town)
        if day is None:
            raise click.UsageError(
                session.text(
                    "--from で採用の日を書いてください（希望の日がありません）。",
                    "give --from: no day is wished",
                )
            )
        days[town] = day
    return days


def _agreed(
    session: Session, days: Mapping[str, date], typed_text: str | None, on: date | None, document: str | None,
    *, preview: bool,
) -> Weights | None:  # fmt: skip
    """Return the weights typed, in force from the first day of adoption; a preview needs no paper of an agreement."""
    from uwanose.dates import Month
    from uwanose_cli.weighing import typed_weights

    paper = (document or "").strip()
    if typed_text is None:
        if on or paper:
            raise click.UsageError(
                session.text("--weights で重みを書いてください。", "give --weights, the weights agreed on")
            )
        return None
    first = min(days.values())
    if not preview and (on is None or not paper):
        raise click.UsageError(
            session.text(
                "--weights-on と --weights-document に、重みを協定した日と協定書の番号を書いてください。",
                "give --weights-on and --weights-document, day and paper of the agreement",
            )
        )
    named = tuple(town for town in days if town)
    return typed_weights(session, typed_text, Month.of(first), on or first, paper or "試算", named)
