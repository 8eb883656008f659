"""Owns `uwanose find`: labels, articles and the whole register by word, before anybody asks for the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Command, Example, argument
from uwanose_cli.names import lookup
from uwanose_cli.output import Table
from uwanose_cli.session import Session
from uwanose_cli.text import Text
from uwanose_cli.words import MAY_SET, word

if TYPE_CHECKING:
    from uwanose.points.model import Point
    from uwanose_cli.register import Entry

FEW = 3  # towns named one by one


@click.command(
    "find",
    cls=Command,
    summary=Text("項目とカスタマイズを言葉で探します。", "Find points and customizations by words."),
    detail=Text(
        "項目の名前・説明・条文と、台帳の題名・理由・町村などから、すべての言葉を含むものを探します。見送りや取下げも出ます。"
        "要望を書く前に、だれが決められる項目か、だれが使っているか、いくらかを確かめられます。",
        "Looks for all words in labels, descriptions and articles and in the register, refused entries included: "
        "who may set it, who uses it, what it costs.",
    ),
    examples=(
        Example("uwanose find 均等割 非課税", Text("二つの言葉を含むものを探す", "what holds both words")),
        Example(
            "uwanose find こども 医療証",
            Text("同じ要望が前にあったかを見る", "has anybody asked for it before"),
        ),
    ),
)
@argument(
    "words",
    nargs=-1,
    required=True,
    shown_as=Text("言葉", "WORDS"),
    text=Text("探す言葉（すべてを含むもの）", "the words, all of them"),
)
@click.pass_obj
def command(session: Session, words: tuple[str, ...]) -> None:
    """Show points, then entries of the register."""
    from uwanose.layers.search import find_customizations
    from uwanose_cli.register import entries

    workspace = session.workspace
    points = lookup(workspace).find(words)
    found = find_customizations(workspace.profile, workspace.catalog, words)
    by_id = {one.entry.id: one for one in entries(workspace, session.today, session.language)}
    shown = [by_id[entry.id] for entry in found]
    if points:
        session.say(f"項目 {len(points)}件", f"{len(points)} points")
        session.table(_points(session, points))
    if shown:
        session.say(f"カスタマイズ {len(shown)}件", f"{len(shown)} customizations")
        session.table(_customizations(session, shown))
    if not points and not shown:
        session.say(
            "見つかりません。言葉を減らすか、別の言い方を試してください。",
            "Nothing found. Try fewer or other words.",
        )
    session.put(_data(points, shown))


def _points(session: Session, points: list[Point]) -> Table:
    from uwanose.layers.search import users_of

    ja, catalog, profile = session.language == "ja", session.workspace.catalog, session.workspace.profile
    rows = []
    for point in points:
        users = users_of(profile, point.id)
        towns = dict.fromkeys(setting.municipality for setting in users.settings)
        business = catalog.businesses[point.business]
        rows.append(
            (
                business.label_ja if ja else business.label_en,
                point.label_ja if ja else point.label_en,
                point.id,
                word(MAY_SET, point.may_set, session.language),
                session.text(f"{len(towns)}町村", f"{len(towns)} towns")
                if len(towns) > FEW
                else session.town_names(towns),
                " ".join(entry.id for entry in users.customizations) or "-",
            )
        )
    headings = session.text(
        "業務,項目,識別名,決め方,設定した町村,カスタマイズ",
        "business,point,identifier,may be set,set by,customizations",
    )
    return Table(tuple(headings.split(",")), rows)


def _customizations(session: Session, shown: list[Entry]) -> Table:
    headings = session.text("番号,題名,要望,段階,採用町村,費用", "id,title,requested by,stands,adopters,cost")
    rows = [
        (one.entry.id, one.title, one.towns(one.entry.request.by), one.stands, one.adopters, one.cost)
        for one in shown
    ]
    return Table(tuple(headings.split(",")), rows)


def _data(points: list[Point], shown: list[Entry]) -> dict[str, object]:
    return {
        "points": [
            {"id": point.id, "label_ja": point.label_ja, "may_set": point.may_set, "basis": point.basis}
            for point in points
        ],
        "customizations": [one.data() for one in shown],
    }
