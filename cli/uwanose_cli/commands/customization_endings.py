"""Owns the acts that end adoptions: a town that leaves (or what has stopped), and a customization that is retired."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose_cli.acting import Manner, carry_out, recorded, typed
from uwanose_cli.adoption_options import INPUT, PREFECTURE, owner_of, rows_of
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import DATE, TOWN
from uwanose_cli.options import ASSUME, READS
from uwanose_cli.register_options import ENTRY, refuse
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization, Municipality


@click.command(
    "revert",
    cls=Command,
    summary=Text(
        "採用をやめ、下の層の値に戻します（町村が抜けるときも）。",
        "End an adoption: what lies beneath holds again.",
    ),
    detail=Text(
        "最後の日（until）を書きます。下が変わって止まっているときは、--until を省けば変わる前の日です。毎年いくら減り、まだいくら残るかを"
        "示します。保守料は最後の日の月まで、分割の初期費用は定めのとおり最後まで負担します。",
        "Writes the last day. Where something beneath has changed, leaving --until out means the day before. Tells what is "
        "saved a year and what is still owed.",
    ),
    examples=(
        Example(
            "uwanose customization revert K-005 --town 開成町 --until R9.3.31 --preview",
            Text("やめたら", "if it ended"),
        ),
    ),
)
@ENTRY
@option("--town", type=TOWN, text=Text("どの町村の採用か", "whose adoption"))
@PREFECTURE
@option("--until", type=DATE, text=Text("最後の日（この日まで）", "the last day that still counts"))
@option(
    "--preview",
    is_flag=True,
    text=Text(
        "減る額と残る額と影響する人数だけを示します",
        "only tell what is saved, still owed, and whom it affects",
    ),
)
@INPUT
@READS
@ASSUME
@recorded
@click.pass_obj
def revert(
    session: Session, customization: Customization, town: Municipality | None, prefecture: bool, until: date | None,
    preview: bool, source: Path | None, reads: tuple[str, ...], assume: str | None, manner: Manner,
) -> int:  # fmt: skip
    """End one adoption."""
    from uwanose_cli.adopting import held, leaving, stopped_since
    from uwanose_cli.previewing import preview_ending, show_ending

    owner = owner_of(session, town, prefecture)
    adoption = held(session.workspace.profile, customization, owner)
    last = until or stopped_since(session.workspace, adoption, customization)
    if last is None:
        raise click.UsageError(
            session.text(
                "--until で最後の日を書いてください（止まっている項目はありません）。",
                "give --until: nothing has stopped",
            )
        )
    rows = rows_of(session, source, reads, assume, preview=preview)
    if preview:
        return preview_ending(session, customization, last, (owner,) if owner else None, rows)
    line = typed("revert", customization.id, town=owner, prefecture=prefecture, until=last)
    act = leaving(session.workspace, customization, adoption, last, line)
    show_ending(session, customization, last, (owner,) if owner else None)
    return carry_out(session, act, manner)


@click.command(
    "retire",
    cls=Command,
    summary=Text(
        "カスタマイズを廃止します（すべての採用が終わります）。", "Retire an entry: every adoption ends."
    ),
    detail=Text(
        "--on は最後の日です（この日まで有効）。台帳と、採用しているすべての町村のファイルを一度に書きます。内容は消えず、過去の年度は"
        "計算し直せます。--preview は毎年減る額、まだ残る初期費用、残る最後の月を示し、--input で業務の入力を渡せば、影響する人数を最後の日の年度の規則で数えます。",
        "--on is the last day that still counts. The entry and the files of all who hold it are written together. Nothing is "
        "deleted: past years stay computable. --preview tells what is saved a year and what is still owed; with --input FILE also how many "
        "residents are affected, by the rules of the fiscal year of that day.",
    ),
    examples=(
        Example(
            "uwanose customization retire K-005 --on R9.3.31 --preview",
            Text("廃止したら", "if it were retired"),
        ),
        Example(
            "uwanose customization retire K-005 --on R9.3.31 --document 組合決裁令8-44",
            Text("廃止する", "retire it"),
        ),
    ),
)
@ENTRY
@option(
    "--on", type=DATE, required=True, text=Text("最後の日（この日まで）", "the last day that still counts")
)
@option(
    "--document",
    shown_as=Text("文書番号", "NUMBER"),
    text=Text("廃止の決裁の文書番号", "the document that retires it"),
)
@option(
    "--preview",
    is_flag=True,
    text=Text(
        "減る額と残る額と影響する人数だけを示します",
        "only tell what is saved, still owed, and whom it affects",
    ),
)
@INPUT
@READS
@ASSUME
@recorded
@click.pass_obj
def retire(
    session: Session,
    customization: Customization,
    on: date,
    document: str | None,
    preview: bool,
    source: Path | None,
    reads: tuple[str, ...],
    assume: str | None,
    manner: Manner,
) -> int:
    """Retire an entry, or tell what that would mean."""
    from uwanose.layers.adoption_objections import late_adoptions
    from uwanose.layers.lifecycle import Step
    from uwanose.layers.objections import objections
    from uwanose_cli.adopting import retiring
    from uwanose_cli.previewing import preview_ending, show_ending

    against = objections(customization, Step.RETIRE, on)
    refuse([*against, *late_adoptions(session.workspace.profile, customization, on)])
    rows = rows_of(session, source, reads, assume, preview=preview)
    if preview:
        return preview_ending(session, customization, on, None, rows)
    if not (document or "").strip():
        raise click.UsageError(
            session.text(
                "--document に廃止の決裁の文書番号を書いてください。",
                "give --document, the paper that retires it",
            )
        )
    line = typed("retire", customization.id, on=on, document=document)
    act = retiring(session.workspace, customization, on, str(document).strip(), line)
    show_ending(session, customization, on, None)
    return carry_out(session, act, manner)
