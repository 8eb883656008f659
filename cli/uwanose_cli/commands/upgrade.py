"""Owns `uwanose upgrade`: what a new release of the national package does to every override, in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import BUSINESS, RELEASE, TOWNS
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uwanose.layers.model import Municipality
    from uwanose.layers.upgrade.model import Verdict
    from uwanose.points.model import Business, Release


@click.command(
    "upgrade",
    cls=Command,
    summary=Text(
        "国の新しい版で、県・町村の上書きがどうなるかを1件ずつ示します。",
        "What a new release of the national package does to every override.",
    ),
    detail=Text(
        "どの上書き（設定とカスタマイズ）にも状態が1つ付きます: 破損・禁止・移動・無償化・要確認・引退可・無効果・埋没・昇格候補・追従・影響なし。"
        "何が変わり、だれがいくら負担していて、どう直せばよいか（コマンド）を一度に示します。何も書き込みません。"
        "破損・禁止・移動と、まだ決めていない要確認が1件でもあれば終了コード1です。",
        "Every override (settings and customizations) gets one status: broken, forbidden, moved, freed, review, retire, redundant, shadowed, "
        "promote, follows, unaffected - with what changed, who pays how much for it and the command that settles it. Nothing is "
        "written. Exit status 1 while anything is broken, forbidden, moved, or to be reviewed and not decided.",
    ),
    examples=(
        Example("uwanose upgrade --from 2025.04", Text("令和7年4月版からの影響", "since one release")),
        Example(
            "uwanose upgrade --from 2025.04 --town 開成町 --status 要確認,追従",
            Text("1町の、見るものだけ", "one town, some statuses"),
        ),
        Example(
            "uwanose upgrade --from 2025.04 --json", Text("すべての上書きをJSONで", "everything as JSON")
        ),
    ),
)
@option("--from", "before", type=RELEASE, required=True, text=Text("いままでの版", "the release so far"))
@option(
    "--to",
    "after",
    type=RELEASE,
    text=Text("新しい版（省略時は一番新しい版）", "the new release (else the newest)"),
)
@option(
    "--town",
    "towns",
    type=TOWNS,
    text=Text("その町村の上書きだけ（県仕様も含む）", "only what concerns these towns"),
)
@option("--business", type=BUSINESS, text=Text("その業務だけ", "only this business"))
@option(
    "--status",
    "statuses",
    shown_as=Text("状態", "STATUS"),
    text=Text("その状態だけ（, で区切る）", "only these statuses, with commas between"),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    text=Text("影響なしも1件ずつ示します", "list what is unaffected, too"),
)
@option(
    "--promote-from",
    type=click.IntRange(2),
    shown_as=Text("町村数", "TOWNS"),
    text=Text(
        "同じものを持つ町村がいくつあれば昇格候補とするか（省略時は参加町村の3分の2）",
        "how many towns make a candidate for the prefecture (else two thirds of those that take part)",
    ),
)
@option(
    "--rewrite",
    is_flag=True,
    text=Text(
        "移動した項目の設定を、新しい名前に書き直します（コメントは残ります）",
        "write the new names of moved settings; comments stay",
    ),
)
@option("--yes", "-y", is_flag=True, text=Text("確かめずに書きます", "write without asking"))
@click.pass_obj
def command(
    session: Session,
    before: Release,
    after: Release | None,
    towns: tuple[Municipality, ...] | None,
    business: Business | None,
    statuses: str | None,
    everything: bool,
    promote_from: int | None,
    rewrite: bool,
    yes: bool,
) -> int:
    """Judge every override, show those that are asked for, and end with 1 when somebody must act."""
    from uwanose_cli import upgrading

    wanted = upgrading.statuses(session, statuses)
    found = upgrading.analyse(session.workspace, before, after, promote_from)
    chosen = upgrading.chosen(
        found, [town.id for town in towns or ()], business.id if business else None, wanted
    )
    if rewrite:
        return _rewrite(session, before, chosen, yes=yes)
    session.lines(upgrading.head_lines(found, chosen, session.language))
    session.table(upgrading.count_table(chosen, session.language))
    session.lines(upgrading.verdict_lines(found, chosen, session, everything=everything or bool(wanted)))
    session.put(upgrading.data(found, chosen))
    return int(any(verdict.waits for verdict in chosen))


def _rewrite(session: Session, before: Release, verdicts: Sequence[Verdict], *, yes: bool) -> int:
    """Show the new names in their files, ask, and write them together."""
    from uwanose_cli.editing import difference
    from uwanose_cli.renaming import renamed

    files = renamed(session.workspace, verdicts)
    for file, both in files.items():
        session.lines([f"  {file}", *(f"    {one}" for one in difference(*both))])
    if not files:
        session.say("移動した設定はありません。何も書きません。", "No setting has moved; nothing is written.")
    agreed = bool(files) and (
        yes or (not session.as_json and session.confirm("書き込みますか。", "Write it?"))
    )
    if agreed:
        session.workspace.write_act(files, command=f"uwanose upgrade --from {before.id} --rewrite")
        session.say(
            f"書き直しました: {'、'.join(files)}。次は: uwanose check",
            f"Rewrote {', '.join(files)}. Next: uwanose check",
        )
    elif files:
        session.say("書き込みませんでした。", "Nothing was written.")
    session.put({"files": {file: list(difference(*both)) for file, both in files.items()}, "written": agreed})
    return 0 if agreed or not files or session.as_json else 1
