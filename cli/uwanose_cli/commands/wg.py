"""Owns the table of `uwanose wg`: asking the towns, their answers, the decision, and looking at them."""

from __future__ import annotations

import click

from uwanose_cli.commands import wg_acts, wg_agenda, wg_lists
from uwanose_cli.frame import Example, Group
from uwanose_cli.text import Text


@click.group(
    "wg",
    cls=Group,
    summary=Text(
        "作業部会（WG）の意向照会と決定を扱います。",
        "Polls of a working group: positions of the towns, and what is decided.",
    ),
    detail=Text(
        "順番は poll（照会を始める）→ answer（町村の回答）→ agenda（会議資料）→ decide（WG決定）です。照会の相手は、使い始める日にその業務のシステムに参加している"
        "町村です。全町村が賛成なら県仕様、そうでなければ賛成した町村の共同カスタマイズになり、費用は賛成した町村だけが負担します。"
        "回答は記録であって、本人確認や電子決裁の仕組みではありません。",
        "The order is poll, answer, agenda, decide. Asked are the towns that take part in the system of the business on the first day. If "
        "all agree it becomes the prefecture's specification; else those in favour share a customization and pay for it alone. "
        "These are records; nobody is authenticated.",
    ),
    examples=(
        Example("uwanose wg list", Text("すべての照会", "every poll")),
        Example(
            "uwanose wg poll K-018 --on R8.9.1 --document 意向照会令8-1 --until R8.10.30",
            Text("K-018 について全町村に照会する", "ask the towns about an entry"),
        ),
    ),
)
def command() -> None:
    """Commands for polls."""


for act in (
    wg_lists.list_polls,
    wg_lists.show_poll,
    wg_acts.poll,
    wg_acts.answer,
    wg_agenda.agenda,
    wg_acts.decide,
):
    command.add_command(act)
