"""Owns `uwanose customization amend`: a new version beside the old one, for a change of law or the repair of a defect."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from uwanose_cli.acting import Act, Manner, carry_out, recorded, typed
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import DATE
from uwanose_cli.register_options import ENTRY
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uwanose.layers.model import Customization
    from uwanose_cli.amending import VersionDraft

_REASONS = ("amendment", "defect")


@click.command(
    "amend",
    cls=Command,
    summary=Text(
        "決裁済みの登録に新しい版を加えます（改正、または誤りの修正）。",
        "Add a version to an approved entry: an amendment, or the repair of a defect.",
    ),
    detail=Text(
        "決裁済みの内容は変えられないので、いまの内容とプログラムを写した新しい版を、決裁を待つものとして書きます。それを直し、試し、決裁を記録すると効きます。"
        "改正（amendment）は --from の日から効き、それより前は元の版のままです。誤りの修正（defect）は、直す版と同じ日から効き、費用は0円です。"
        "元の版は残るので、過去の結果は当時のとおりに作り直せます。",
        "Approved content never changes: a version is written that copies content and program and waits for its approval. "
        "Change it, try it, have it approved. An amendment holds from --from on, what lies before stays. A repair holds from "
        "the first day of what it repairs and costs 0 yen. The old version stays, so past results can be made again.",
    ),
    examples=(
        Example(
            "uwanose customization amend K-006 --from R9.4.1",
            Text("令和9年4月からの改正を書き始める", "begin an amendment"),
        ),
        Example(
            "uwanose customization amend K-006 --reason defect",
            Text("誤りの修正を書き始める（0円）", "begin the repair of a defect (0 yen)"),
        ),
    ),
)
@ENTRY
@option(
    "--reason",
    type=click.Choice(_REASONS),
    default=_REASONS[0],
    show_default=True,
    text=Text("amendment 改正、defect 誤りの修正", "amendment, or defect"),
)
@option(
    "--from",
    "start",
    type=DATE,
    text=Text(
        "効く最初の日（改正では必ず。誤りの修正では、直す版の最初の日）",
        "the first day (always for an amendment; else that of the version repaired)",
    ),
)
@recorded
@click.pass_obj
def amend(
    session: Session, customization: Customization, reason: str, start: date | None, manner: Manner
) -> int:
    """Register the version."""
    from uwanose_cli.amending import version_draft
    from uwanose_cli.changes import Changes

    defect = reason == "defect"
    if start is None and not defect:
        raise click.UsageError(
            session.text(
                "--from を付けてください（改正の最初の日）。", "Give --from, the first day of the amendment."
            )
        )
    workspace, file = session.workspace, customization.place.file
    before = (workspace.root / file).read_bytes()
    draft = version_draft(workspace.profile, customization, workspace.plugins, before, start, defect=defect)
    changes = Changes(workspace)
    changes.append(file, ["versions"], draft.row)
    if draft.program and not (workspace.root / draft.program[0]).exists():
        changes.create(*draft.program)
    line = typed("amend", customization.id, reason=reason, from_=draft.start)
    act = Act(
        customization=customization.id,
        sentences=tuple(_sentences(customization, draft, defect=defect)),
        changes=changes,
        line=line,
        on=session.today,
        undo=_undo(file, draft),
    )
    return carry_out(session, act, manner)


def _sentences(customization: Customization, draft: VersionDraft, *, defect: bool) -> Iterator[Text]:
    kind = Text("誤りの修正", "repair of a defect") if defect else Text("改正", "amendment")
    yield Text(
        f"{customization.id}「{customization.title_ja}」の第{draft.number}版（{kind.ja}、{draft.start} から）を、"
        f"第{draft.repairs}版の内容を写して書きます。決裁を記録するまで効力はありません。",
        f"Version {draft.number} of {customization.id} ({kind.en}, from {draft.start}) begins as a copy of version "
        f"{draft.repairs}. It has no effect until it is approved.",
    )
    if defect:
        yield Text(
            "誤りの修正の費用は 0円です。報告書に0円の行が出ます。",
            "A repair costs 0 yen; the papers show its line.",
        )
    if draft.program:
        yield Text(
            f"直すプログラムは {draft.program[0]} です。直したら: uwanose plugin check {customization.id}",
            f"The program to change is {draft.program[0]}; then: uwanose plugin check {customization.id}",
        )
    yield Text(
        f"だれの額が変わるか: uwanose impact {customization.business} 入力 --town 町村 --with {customization.id}",
        f"Whose amount changes: uwanose impact {customization.business} INPUT --town TOWN --with {customization.id}",
    )


def _undo(file: str, draft: VersionDraft) -> Text:
    more = (
        Text(f"、{draft.program[0]} を消して", f", delete {draft.program[0]}")
        if draft.program
        else Text("", "")
    )
    return Text(
        f"決裁の前なら、{file} の versions から第{draft.number}版の行を消し{more.ja or 'て'}、uwanose check",
        f"before its approval: delete the row of version {draft.number} in {file}{more.en}, then uwanose check",
    )
