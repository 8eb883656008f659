"""Owns the table of `uwanose customization`: looking at the register, and the acts on it in the order of a life."""

from __future__ import annotations

import click

from uwanose_cli.commands import (
    customization_adoptions,
    customization_amendments,
    customization_decisions,
    customization_deliveries,
    customization_endings,
    customization_lists,
    customization_papers,
    customization_requests,
)
from uwanose_cli.frame import Example, Group
from uwanose_cli.text import Text


@click.group(
    "customization",
    cls=Group,
    summary=Text(
        "カスタマイズ台帳を扱います（要望から本稼働、廃止まで）。",
        "The register of customizations, from request to retirement.",
    ),
    detail=Text(
        "順番は new → decide → quote → consent → approve → order → adopt → accept → live → invoice です。どの手続きも、先に点検し、"
        "だれがいくら負担するかを示し、確かめてから書き、次のコマンドを示します。台帳は記録であって、電子決裁や本人確認の仕組みではありません。",
        "The order is new, decide, quote, consent, approve, order, adopt, accept, live, invoice. Each act checks first, says who "
        "would pay what, asks, writes, and names the next command. The register records; it authenticates nobody.",
    ),
    examples=(
        Example("uwanose customization list", Text("すべての登録", "every entry")),
        Example(
            "uwanose customization show K-018",
            Text("1件と、その次の手続き", "one entry, and what it waits for"),
        ),
    ),
)
def command() -> None:
    """Commands for the register."""


for act in (
    customization_lists.list_entries,
    customization_lists.show_entry,
    customization_lists.report,
    customization_requests.new,
    customization_decisions.decide,
    customization_papers.quote,
    customization_papers.consent,
    customization_decisions.approve,
    customization_papers.order,
    customization_adoptions.adopt,
    customization_deliveries.accept,
    customization_deliveries.live,
    customization_deliveries.invoice,
    customization_adoptions.keep,
    customization_endings.revert,
    customization_amendments.amend,
    customization_requests.replace,
    customization_endings.retire,
):
    command.add_command(act)
