"""Owns `uwanose charge correct` and `settle`: a closed quarter corrected at once (変更調定), a year settled (精算)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose_cli import booking, output
from uwanose_cli.booking import QUARTER_ARGUMENT
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import DATE, YEAR
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.charging.posting import Posted
    from uwanose.charging.working_out import Draft

__all__ = ["correct_quarter", "settle_year"]

_DRAFT = option(
    "--draft",
    "as_draft",
    is_flag=True,
    text=Text("何も書かずに、案だけを示します", "only show it; nothing is written"),
)
_DUE = option("--due", type=DATE, text=Text("追加分の納期限", "when the additional amount is to be paid"))


@click.command(
    "correct",
    cls=Command,
    summary=Text("調定済みの期を直ちに変更調定します。", "Correct a closed quarter at once."),
    detail=Text(
        "先に台帳（費用・採用・人口など）を直します。今日の台帳による額と調定済みの額との差を、その期だけの変更調定として調定簿に加え、"
        "閉じたファイルは変えません。増額と減額は別の通知書で、相殺しません。年度内・5月31日まで・過年度の処理を明細ごとに示します。",
        "Correct the register first. The difference between what it says today and what was charged for the quarter becomes "
        "a run of its own; the closed file stays. Increases and reductions are separate notices, never netted, each booked as "
        "the law says for its day.",
    ),
    examples=(
        Example(
            "uwanose charge correct R8-1 --draft",
            Text("何がいくら変わるかを見る", "see what would change"),
        ),
        Example(
            "uwanose charge correct R8-1 --on R8.4.21 --document 組合決裁第13号 --reason 人口の誤り",
            Text("変更調定をする", "correct it"),
        ),
    ),
)
@QUARTER_ARGUMENT
@option("--on", type=DATE, text=Text("変更調定の日", "the day of the correction"))
@option(
    "--document",
    default="",
    shown_as=Text("文書番号", "NUMBER"),
    text=Text("変更調定の決裁の文書番号", "the document that orders it"),
)
@option(
    "--reason",
    default="",
    shown_as=Text("理由", "TEXT"),
    text=Text("変更の理由（通知書に載ります）", "why (printed on the notices)"),
)
@_DUE
@_DRAFT
@click.pass_obj
def correct_quarter(
    session: Session,
    quarter: tuple[int, int],
    on: date | None,
    document: str,
    reason: str,
    due: date | None,
    as_draft: bool,
) -> int:
    """Correct, and say what to do next."""
    from uwanose.charging.correcting import correct, draft_correction
    from uwanose.charging.heading import RunOrder
    from uwanose.charging.quarters import Quarter

    workspace, wanted = session.workspace, Quarter(*quarter)
    if as_draft:
        order = RunOrder(on=on, document=document, reason=reason, due=due)
        drafted = draft_correction(
            workspace.profile, booking.open_book(session), wanted, order=order, rules=workspace.national.sha256,
            release=workspace.release.id,
        )  # fmt: skip
        return _show_draft(session, drafted, f"uwanose charge correct {wanted}")
    day = _day(session, on)
    document = booking.named(
        session, "--document", document, "変更調定の決裁の文書番号", "the document that orders it"
    )
    reason = booking.named(session, "--reason", reason, "変更の理由", "the reason of the correction")

    def write(folder: Path, place: str) -> Posted:
        return correct(
            folder, workspace.profile, wanted, on=day, document=document, reason=reason, due=due,
            rules=workspace.national.sha256, release=workspace.release.id, shown=place, cache=workspace.cache,
        )  # fmt: skip

    command = f"uwanose charge correct {wanted} --on {day} --document {document} --reason {reason}"
    return booking.show_posted(session, booking.write_run(session, write, command))


@click.command(
    "settle",
    cls=Command,
    summary=Text("年度を実績で精算します。", "Settle a fiscal year on its actual amounts."),
    detail=Text(
        "四つの期を調定した後、実績額（actual、年間保守料は settled）で同じ計算をし、調定済みの額との差を精算として調定簿に加えます。"
        "実績額のない初期費用があれば精算できません。追加と還付は別の通知書で、相殺しません。",
        "After the four quarters are closed the same calculation is made on the actual amounts (settled for upkeep), and the "
        "difference is written as a run of its own. A one-off without its actual amount stops it. Additions and refunds are "
        "separate notices, never netted.",
    ),
    examples=(
        Example("uwanose charge settle R8 --draft", Text("精算の案を見る", "see the settlement")),
        Example(
            "uwanose charge settle R8 --on R9.5.20 --document 組合決裁第31号",
            Text("令和8年度を精算する", "settle fiscal year 2026"),
        ),
    ),
)
@argument(
    "year", type=YEAR, shown_as=Text("年度", "YEAR"), text=Text("年度（R8・2026）", "fiscal year: 2026, R8")
)
@option("--on", type=DATE, text=Text("精算の日", "the day of the settlement"))
@option(
    "--document",
    default="",
    shown_as=Text("文書番号", "NUMBER"),
    text=Text("精算の決裁の文書番号", "the document that orders it"),
)
@_DUE
@_DRAFT
@click.pass_obj
def settle_year(
    session: Session, year: int, on: date | None, document: str, due: date | None, as_draft: bool
) -> int:
    """Settle, and say what to do next."""
    from uwanose.charging.heading import RunOrder
    from uwanose.charging.settling import draft_settlement, settle

    workspace = session.workspace
    if as_draft:
        drafted = draft_settlement(
            workspace.profile, booking.open_book(session), year, order=RunOrder(on=on, document=document, due=due),
            rules=workspace.national.sha256, release=workspace.release.id,
        )  # fmt: skip
        return _show_draft(session, drafted, f"uwanose charge settle {year}")
    day = _day(session, on)
    document = booking.named(
        session, "--document", document, "精算の決裁の文書番号", "the document that orders it"
    )

    def write(folder: Path, place: str) -> Posted:
        return settle(
            folder, workspace.profile, year, on=day, document=document, due=due, rules=workspace.national.sha256,
            release=workspace.release.id, shown=place, cache=workspace.cache,
        )  # fmt: skip

    command = f"uwanose charge settle {year} --on {day} --document {document}"
    return booking.show_posted(session, booking.write_run(session, write, command))


def _day(session: Session, on: date | None) -> date:
    if on is None:
        raise click.UsageError(
            session.text(
                "--on に調定の日を書いてください（案だけなら --draft）。",
                "--on must name the day (or --draft to only see it)",
            )
        )
    return on


def _show_draft(session: Session, drafted: Draft, command: str) -> int:
    from uwanose_cli import quarters

    run = drafted.entry.run
    state = session.text("調定済み", "written") if drafted.closed else session.text("案", "draft")
    session.say(f"{run.label_ja}（{run}）　{state}", f"{run}: {state}")
    booking.show_run(session, drafted.entry, lines=True)
    session.findings(drafted.findings)
    session.put(
        {
            **quarters.entry_data(drafted.entry, None),
            "closed": drafted.closed,
            "findings": [output.finding_data(finding) for finding in drafted.findings],
        }
    )
    if not drafted.closed and not drafted.errors:
        session.say(
            f"まだ調定していません。次は: {command} --on 日 --document 決裁番号",
            f"Not written yet. Next: {command} --on DATE --document NUMBER",
        )
    return session.status(drafted.findings)
