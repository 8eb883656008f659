"""Owns `uwanose show`: a value, everything it beats, and who decided it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import DATE, POINT, RELEASE, TOWNS
from uwanose_cli.output import Table
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
    text=Text("過去から将来までの値をすべて示します", "show every value, past and to come"),
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
        _history(session, layering, point, towns)
    elif len(standings) == 1:
        session.lines(standings[0].lines(session.language))
        session.put(standings[0].data())
    else:
        _side_by_side(session, standings)
    return session.status(standing.stopped for standing in standings if standing.stopped)


def _side_by_side(session: Session, standings: list[Standing]) -> None:
    from uwanose.layers.model import RANK_LABELS
    from uwanose_cli.standing import origin_value

    language = session.language
    point, day = standings[0].point, standings[0].on
    session.say(
        f"{point.label_ja}（{point.id}）　{day}　版 {standings[0].layering.release.id}",
        f"{point.label_en} ({point.id}), {day}, release {standings[0].layering.release.id}",
    )
    rows = []
    for standing in standings:
        winner = standing.winner
        name = standing.town.name_ja if language == "ja" else standing.town.name_en
        if winner is None:
            code = standing.code[0] if standing.code else None
            formula = f"{standing.formula.file}:{standing.formula.line}" if standing.formula else "-"
            layer = RANK_LABELS[code.layer][language != "ja"] + f" {code.customization}" if code else ""
            rows.append(
                (
                    name,
                    session.text("値なし", "none")
                    if not (code or standing.formula)
                    else session.text("計算", "formula"),
                    layer,
                    "",
                    code.file if code else formula,
                    "",
                )
            )
            continue
        layer = RANK_LABELS[winner.layer][language != "ja"] + (f" {winner.owner}" if winner.owner else "")
        start = str(winner.interval.start)
        rows.append(
            (name, origin_value(point, winner, language), layer, start, str(winner.place), winner.basis)
        )
    headings = Text("町村,値,層,いつから,場所,根拠", "town,value,layer,since,place,basis").of(language)
    session.table(Table(tuple(headings.split(",")), rows))
    session.put([standing.data() for standing in standings])


def _history(session: Session, layering: Layering, point: Point, towns: tuple[Municipality, ...]) -> None:
    from uwanose.layers.model import RANK_LABELS
    from uwanose_cli.standing import origin_data, origin_value

    language, rows = session.language, []
    for town in towns:
        origins = sorted(
            layering.origins(town.id, point.id), key=lambda origin: (origin.interval.start, origin.layer)
        )
        for origin in origins:
            layer = RANK_LABELS[origin.layer][language != "ja"] + (f" {origin.owner}" if origin.owner else "")
            last = origin.interval.last_day
            span = (str(origin.interval.start), str(last) if last else "")
            name = town.name_ja if language == "ja" else town.name_en
            rows.append(
                (name, *span, origin_value(point, origin, language), layer, str(origin.place), origin.basis)
            )
    session.say(f"{point.label_ja}（{point.id}）の値のすべて", f"All values of {point.label_en} ({point.id})")
    headings = Text("町村,から,まで,値,層,場所,根拠", "town,from,until,value,layer,place,basis").of(language)
    session.table(Table(tuple(headings.split(",")), rows))
    session.put(
        {
            town.id: [origin_data(point, origin) for origin in layering.origins(town.id, point.id)]
            for town in towns
        }
    )
