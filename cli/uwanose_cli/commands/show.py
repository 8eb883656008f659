"""Owns `uwanose show`: a value, everything it beats, and who decided it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import DATE, POINT, RELEASE, TOWNS
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.layering import Layering
    from uwanose.layers.model import Municipality
    from uwanose.points.model import Point, Release
    from uwanose_cli.standing import Standing


@click.command(
    "show",
    cls=Command,
    summary=Text(
        "ある町村・ある日の値と、それが上書きしたものすべてを照会します。",
        "Show a value in a town on a day, and everything it beats.",
    ),
    detail=Text(
        "ファイルの場所（行:桁）、期間、根拠、出典、確かさ、カスタマイズなら要望・負担・決定・決裁も示します。",
        "With file:line:column, dates, citation, confidence and, for a customization, requester, payer, decision, approval.",
    ),
    examples=(
        Example(
            "uwanose show 均等割の非課税限度の基本額 --town 開成町 --on R8.4.1",
            Text("一つの町の値", "one town's value"),
        ),
        Example(
            "uwanose show resident_tax.exemption.per_capita_base --town all",
            Text("14町村を並べて見る", "the fourteen towns side by side"),
        ),
        Example(
            "uwanose show 医療証の標題 --town all --history",
            Text("同じ経過の町村をまとめて見る", "the towns with the same past together"),
        ),
    ),
)
@argument(
    "point",
    type=POINT,
    shown_as=Text("項目", "POINT"),
    text=Text("項目の名前（日本語または識別名）", "the point, by label or id"),
)
@option(
    "--town",
    "towns",
    type=TOWNS,
    required=True,
    text=Text("町村（all で全町村）", "the town, or all for every town"),
)
@option("--on", type=DATE, text=Text("適用日（省略時は今日）", "the legal date (else today)"))
@option(
    "--history",
    is_flag=True,
    text=Text(
        "過去から将来まで、何がいつ有効かを順に示します（--on の日に ▸）",
        "show what is in force when, past and to come; ▸ marks the day of --on",
    ),
)
@option(
    "--as-known",
    "release",
    type=RELEASE,
    text=Text("その版の時点で知られていた値で示します", "as it was known in a release"),
)
@click.pass_obj
def command(
    session: Session,
    point: Point,
    towns: tuple[Municipality, ...],
    on: date | None,
    history: bool,
    release: Release | None,
) -> int:
    """Show one town in full, several as a table."""
    from uwanose_cli.standing import Standing

    resolver, day = session.workspace.resolver, on or session.today
    known = release.id if release else None
    layering = resolver.layering(known)
    standings = [
        Standing.of(layering, point, town, day, resolver.stopped(town.id, point.id, day, known))
        for town in towns
    ]
    if history:
        _history(session, layering, point, towns, day)
    elif len(standings) == 1:
        session.lines(standings[0].lines(session.language))
        session.put(standings[0].data())
    else:
        _side_by_side(session, standings)
    return session.status(standing.stopped for standing in standings if standing.stopped)


def _side_by_side(session: Session, standings: list[Standing]) -> None:
    from uwanose_cli.reigning import beside

    point, day, release = standings[0].point, standings[0].on, standings[0].layering.release.id
    session.say(
        f"{point.label_ja}（{point.id}）　{day}　版 {release}",
        f"{point.label_en} ({point.id}), {day}, release {release}",
    )
    session.table(beside(standings, session.language))
    session.put([standing.data() for standing in standings])


def _history(
    session: Session, layering: Layering, point: Point, towns: tuple[Municipality, ...], day: date
) -> None:
    from uwanose_cli.reigning import history, history_data

    session.say(
        f"{point.label_ja}（{point.id}）の移り変わり　版 {layering.release.id}　▸ {day}",
        f"{point.label_en} ({point.id}) over time, release {layering.release.id}, ▸ {day}",
    )
    session.table(history(layering, point, towns, day, session.language))
    session.put({town.id: history_data(layering, point, town) for town in towns})
