"""Owns `uwanose customization`: the register as a list, one entry in full, the report of all with yen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Example, Group, argument, option
from uwanose_cli.names import BUSINESS, CUSTOMIZATION, TOWN
from uwanose_cli.output import Table
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization, Municipality
    from uwanose.points.model import Business
    from uwanose_cli.register import Entry


@click.group(
    "customization",
    cls=Group,
    summary=Text("カスタマイズ台帳を見ます（一覧・詳細・一覧表）。", "The register of customizations."),
)
def command() -> None:
    """Commands for the register."""


@command.command(
    "list",
    summary=Text(
        "カスタマイズ台帳の一覧（見送り・取下げも含む）。",
        "List the register, refused and withdrawn entries included.",
    ),
    examples=(
        Example("uwanose customization list", Text("すべての登録", "every entry")),
        Example(
            "uwanose customization list --town 開成町",
            Text("開成町が要望または採用したもの", "what one town asked for or adopted"),
        ),
    ),
)
@option(
    "--town",
    type=TOWN,
    text=Text("その町村が要望または採用したものだけ", "only what a town asked for or adopted"),
)
@option("--business", type=BUSINESS, text=Text("その業務だけ", "only one business"))
@click.pass_obj
def list_entries(session: Session, town: Municipality | None, business: Business | None) -> None:
    """Show the list."""
    entries = [entry for entry in _entries(session) if _wanted(entry, town, business)]
    headings = session.text(
        "番号,題名,業務,要望,段階,採用町村,費用", "id,title,business,requested by,stands,adopters,cost"
    )
    businesses = session.workspace.catalog.businesses
    rows = [
        (
            one.entry.id,
            one.title,
            businesses[one.entry.business].label_ja if session.language == "ja" else one.entry.business,
            one.towns(one.entry.request.by),
            one.stands,
            one.adopters,
            one.cost,
        )
        for one in entries
    ]
    session.table(Table(tuple(headings.split(",")), rows))
    session.say(
        f"{len(entries)}件。詳しくは: uwanose customization show 番号",
        f"{len(entries)} entries. Details: uwanose customization show ID",
    )
    session.put([one.data() for one in entries])


@command.command(
    "show",
    summary=Text(
        "カスタマイズ1件の経過・内容・採用・費用を示します。",
        "Show one entry: life, content, adoptions, costs.",
    ),
    examples=(Example("uwanose customization show K-004", Text("1件を見る", "see one entry")),),
)
@argument(
    "customization",
    type=CUSTOMIZATION,
    shown_as=Text("番号", "ID"),
    text=Text("番号（K-004）または題名", "the id or the title"),
)
@click.pass_obj
def show_entry(session: Session, customization: Customization) -> None:
    """Show one entry."""
    from uwanose_cli.register import Entry

    workspace = session.workspace
    shown = Entry(customization, workspace.profile, workspace.catalog, session.language)
    session.lines(shown.lines())
    session.put(shown.data())


def _entries(session: Session) -> list[Entry]:
    from uwanose_cli.register import Entry

    workspace = session.workspace
    return [
        Entry(entry, workspace.profile, workspace.catalog, session.language)
        for entry in workspace.profile.customizations.values()
    ]


def _wanted(entry: Entry, town: Municipality | None, business: Business | None) -> bool:
    if business and entry.entry.business != business.id:
        return False
    concerned = {*entry.entry.request.by, *(one.municipality for one in entry.adoptions)}
    return town is None or town.id in concerned or "" in concerned
