"""Owns `uwanose upgrade`: what a new release of the national package does to every override, in one run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import BUSINESS, DATE, MONTH, RELEASE, TOWNS, YEAR
from uwanose_cli.options import ASSUME, READS, assumed, result_files
from uwanose_cli.progress import progress
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from uwanose.dates import Month
    from uwanose.governance.upgrade import Upgrade
    from uwanose.governance.upgrade_yen import UpgradeYen
    from uwanose.layers.model import Municipality
    from uwanose.layers.upgrade.model import Verdict
    from uwanose.points.model import Business, Release
    from uwanose_cli.upgrade_yen import Rows


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
    "--in",
    "source",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("入力", "FILE"),
    text=Text(
        "この入力で影響額も計算します（--business と、年度の業務は --year、月の業務は --month）",
        "compute the yen on this input, too (with --business and --year or --month)",
    ),
)
@option("--year", type=YEAR, text=Text("年度（年度ごとの業務）", "the levy year"))
@option("--month", type=MONTH, text=Text("年月（月ごとの業務）", "the month"))
@READS
@ASSUME
@option(
    "--letters",
    type=click.Path(path_type=Path, file_okay=False),
    shown_as=Text("フォルダ", "DIR"),
    text=Text(
        "上書きの持ち主（町村、県仕様は業務部会）ごとに通知（HTMLとテキスト）を書きます",
        "write a letter to each owner: the towns, and the working groups for the prefecture's (HTML and text)",
    ),
)
@option(
    "--on", type=DATE, text=Text("通知の日付（省略時は書きません）", "the date of the letters (else none)")
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
    source: Path | None,
    year: int | None,
    month: Month | None,
    reads: tuple[str, ...],
    assume: str | None,
    letters: Path | None,
    on: date | None,
    rewrite: bool,
    yes: bool,
) -> int:
    """Judge every override, show those that are asked for, and end with 1 when somebody must act."""
    from uwanose_cli import upgrading

    wanted = upgrading.statuses(session, statuses)
    rows = _rows(session, business, source, year, month, reads, assume)
    found = upgrading.analyse(session.workspace, before, after, promote_from)
    chosen = upgrading.chosen(
        found, [town.id for town in towns or ()], business.id if business else None, wanted
    )
    session.findings(session.unread, aside=True)
    if rewrite:
        return _rewrite(session, before, chosen, yes=yes)
    session.lines(upgrading.head_lines(found, chosen, session.language))
    if chosen:
        session.table(upgrading.count_table(chosen, session.language))
    session.lines(upgrading.verdict_lines(found, chosen, session, everything=everything or bool(wanted)))
    told = _yen(session, found, rows, towns or ())
    written = _letters(session, found, chosen, letters, on, told)
    session.put(
        {
            **upgrading.data(found, chosen),
            **_yen_data(rows, told),
            **({"letters": written} if letters else {}),
        }
    )
    return int(any(verdict.waits for verdict in chosen) or bool(session.unread))


def _rows(
    session: Session, business: Business | None, source: Path | None, year: int | None, month: Month | None,
    reads: tuple[str, ...], assume: str | None,
) -> Rows | None:  # fmt: skip
    """Return the rows whose yen are asked for, None when none are. Raises UsageError."""
    from uwanose_cli.commands.impact import amount_of, legal_day
    from uwanose_cli.upgrade_yen import Rows

    if source is None:
        return None
    if business is None:
        raise click.UsageError(
            session.text("--in には --business で業務を付けてください。", "--in needs --business")
        )
    return Rows(
        business=business,
        item=amount_of(session, business, None),
        on=legal_day(session, business, year, month, None),
        source=source,
        reads=result_files(session, reads),
        assume=assumed(assume),
    )


def _yen(
    session: Session, found: Upgrade, rows: Rows | None, towns: Sequence[Municipality]
) -> UpgradeYen | None:
    """Compute and tell the yen, when they are asked for."""
    if rows is None:
        return None
    from uwanose_cli import upgrade_yen

    names = session.workspace.profile.municipalities
    with progress(session, "試算中", "computing", len(towns) or len(names)) as step:
        told = upgrade_yen.measured(session, found, rows, towns, lambda town: step(names[town].name_ja))
    upgrade_yen.tell(session, found, rows, told)
    return told


def _yen_data(rows: Rows | None, told: UpgradeYen | None) -> Mapping[str, object]:
    if rows is None or told is None:
        return {}
    from uwanose_cli.upgrade_yen import yen_data

    return {"yen": yen_data(rows, told)}


def _letters(
    session: Session, found: Upgrade, verdicts: Sequence[Verdict], out: Path | None, on: date | None, told: UpgradeYen | None
) -> list[Path]:  # fmt: skip
    """Write the letters, when they are asked for, and say how many."""
    if out is None:
        return []
    from uwanose_cli.upgrade_letters import write_letters

    written = write_letters(session, found, verdicts, out, on, told)
    session.say(
        f"{out} に通知を {len(written) // 2}通書きました（HTMLとテキスト）。",
        f"Wrote {len(written) // 2} letters to {out} (HTML and text).",
    )
    return written


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
