"""Owns `uwanose set` and `uwanose unset`: a free setting changed in its file, shown first, undone by one line."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from uwanose.dates import fiscal_year_start
from uwanose.errors import Refused
from uwanose_cli import output
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import POINT, RELEASE, START, TOWN
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.effective import Origin
    from uwanose.layers.model import Municipality
    from uwanose.points.model import Point, Release
    from uwanose_cli.setting import Proposal

Function = TypeVar("Function", bound=Callable[..., Any])


def _where(function: Function) -> Function:
    """Add the options set and unset share."""
    for add in (
        option("--yes", "-y", is_flag=True, text=Text("確かめずに書きます", "write without asking")),
        option(
            "--from",
            "start",
            type=START,
            required=True,
            text=Text(
                "いつから（この日を含む）。年度ごとの業務では R9・令和9年度 でも",
                "from which day on; for a yearly business a year will do",
            ),
        ),
        option(
            "--prefecture",
            is_flag=True,
            text=Text("県の設定（県制度）にします", "a setting of the prefecture"),
        ),
        option("--town", type=TOWN, text=Text("どの町村の設定か", "whose setting it is")),
        argument(
            "point",
            type=POINT,
            shown_as=Text("項目", "POINT"),
            text=Text("項目の名前（日本語または識別名）", "the point, by label or id"),
        ),
    ):
        function = add(function)
    return function


@click.command(
    "set",
    cls=Command,
    summary=Text(
        "町村（または県）の条例・オプションの設定を1つ書きます。",
        "Write one setting of a town or of the prefecture.",
    ),
    detail=Text(
        "ファイルのコメントや並びはそのまま残ります。変わる行を見せてから確かめ、元に戻す1行を示し、処理履歴に残します。"
        "国の標準を変えるにはカスタマイズが要ります。",
        "Comments and order of the file stay. The change is shown before you confirm it, with the line that undoes it. "
        "What only a customization may change is refused.",
    ),
    examples=(
        Example(
            "uwanose set 均等割の非課税限度の基本額 330,000円 --town 開成町 --from R9 --basis 開成町税条例",
            Text("令和9年度からの額を書く", "an amount from levy year 2027 on"),
        ),
    ),
)
@_where
@argument(
    "value",
    shown_as=Text("値", "VALUE"),
    text=Text("書く値（330,000円・6/100・18歳年度末・はい など）", "the value"),
)
@option("--basis", text=Text("根拠の条例", "the ordinance"), shown_as=Text("条例", "TEXT"))
@option("--source", text=Text("出典（URL や文書番号）", "the source"), shown_as=Text("出典", "TEXT"))
@option(
    "--confidence",
    type=click.Choice(["verified", "single_source", "unverified"]),
    text=Text("確かさ（確認済・単独出典・未確認）", "how sure it is"),
)
@option("--note", text=Text("覚え書き", "a note"), shown_as=Text("文", "TEXT"))
@option(
    "--known",
    type=RELEASE,
    text=Text(
        "国のこの版を見て定めた（据え置いた）値です", "decided (or kept) with the knowledge of this release"
    ),
)
@option(
    "--no-words",
    is_flag=True,
    text=Text(
        "行の終わりに、値を言葉で書いたコメントを付けません",
        "leave out the comment that says the value in words",
    ),
)
@click.pass_obj
def set_command(
    session: Session,
    point: Point,
    value: str,
    town: Municipality | None,
    prefecture: bool,
    start: date | int,
    yes: bool,
    basis: str | None,
    source: str | None,
    confidence: str | None,
    note: str | None,
    known: Release | None,
    no_words: bool,
) -> int:
    """Propose the value, ask, write."""
    from uwanose_cli.setting import replacement

    _one_owner(town, prefecture, session)
    first = _first_day(session, point, start)
    citation = {"basis": basis, "source": source, "confidence": confidence, "note": note}
    citation["known"] = known.id if known else None
    given = {name: said for name, said in citation.items() if said}
    proposal = replacement(session.workspace, point, town, first, value, given, words=not no_words)
    return _carry_out(
        session, proposal, point, town, first, yes, f"set {point.id} {value}", given=bool(given)
    )


@click.command(
    "unset",
    cls=Command,
    summary=Text(
        "設定を1つ取り消し、下の層の値に戻します。", "Take one setting away: the layer beneath shows again."
    ),
    examples=(
        Example(
            "uwanose unset 均等割の非課税限度の基本額 --town 開成町 --from 令和3年度",
            Text("令和3年度から始まる設定を消す", "take away what begins in levy year 2021"),
        ),
    ),
)
@_where
@click.pass_obj
def unset_command(
    session: Session, point: Point, town: Municipality | None, prefecture: bool, start: date | int, yes: bool
) -> int:
    """Propose the removal, ask, write."""
    from uwanose_cli.setting import removal

    _one_owner(town, prefecture, session)
    first = _first_day(session, point, start)
    proposal = removal(session.workspace, point, town, first)
    return _carry_out(session, proposal, point, town, first, yes, f"unset {point.id}")


def _first_day(session: Session, point: Point, start: date | int) -> date:
    """Return the day meant: a year is its 1 April, for points whose business goes by years."""
    if isinstance(start, date):
        return start
    if session.workspace.catalog.businesses[point.business].clock != "year":
        raise click.UsageError(
            session.text(
                f"{point.label_ja}は日付で決まる項目です。--from は {start}-04-01 のように日付で書いてください。",
                f"{point.id} goes by days; give --from as a day, such as {start}-04-01",
            )
        )
    return fiscal_year_start(start)


def _one_owner(town: Municipality | None, prefecture: bool, session: Session) -> None:
    if (town is None) == (not prefecture):
        raise click.UsageError(
            session.text(
                "--town 町村 か --prefecture のどちらか1つを付けてください。",
                "give either --town or --prefecture",
            )
        )


def _carry_out(
    session: Session,
    proposal: Proposal,
    point: Point,
    town: Municipality | None,
    start: date,
    yes: bool,
    act: str,
    *,
    given: bool = False,
) -> int:
    """Show, ask, write. ``given`` says whether the command says anything about the value besides the value."""
    _show(session, proposal, point, start)
    if proposal.refused:
        raise Refused(proposal.new_findings)
    session.findings(proposal.new_findings)
    if not proposal.changes:
        session.say(
            "ファイルはすでにそのとおりです。何も書きません。",
            "The file says so already; nothing is written.",
        )
        session.put(_data(proposal, point, written=False))
        return 0
    agreed = yes or (not session.as_json and session.confirm("書き込みますか。", "Write it?"))
    if agreed:
        whose = f"--town {town.id}" if town else "--prefecture"
        session.workspace.write(
            proposal.file, proposal.after, command=f"uwanose {act} {whose} --from {start}"
        )
        session.say(f"{proposal.file} に書きました。", f"Wrote {proposal.file}.")
        undo = _undo(proposal, point, whose, start, given)
        session.say(
            f"元に戻すには: {undo or '上の差分の「-」の行をファイルに書き戻してください'}",
            f"To undo: {undo or 'write the lines marked - above back into the file'}",
        )
        session.say("次は: uwanose check", "Next: uwanose check")
    else:
        session.say("書き込みませんでした。", "Nothing was written.")
    session.put(_data(proposal, point, written=agreed))
    return 0 if agreed or session.as_json else 1


def _show(session: Session, proposal: Proposal, point: Point, start: date) -> None:
    ja = session.language == "ja"
    was, becomes = (_shown(point, origin, session) for origin in (proposal.was, proposal.becomes))
    session.say(
        f"{point.label_ja}（{point.id}）　{start}から: {was} → {becomes}",
        f"{point.label_en} ({point.id}) from {start}: {was} -> {becomes}",
    )
    session.lines(f"  {line}" for line in proposal.difference())
    if proposal.citation_stays:
        session.lines(
            [
                "  "
                + (
                    "根拠・出典は前の値のものが残ります。変えるには --basis・--source を付けてください。"
                    if ja
                    else "Basis and source stay those of the former value; give --basis and --source to change them."
                )
            ]
        )


def _shown(point: Point, origin: Origin | None, session: Session) -> str:
    from uwanose.layers.model import RANK_LABELS
    from uwanose_cli.standing import origin_value

    if origin is None:
        return session.text("値なし", "no value")
    layer = RANK_LABELS[origin.layer][session.language != "ja"]
    return f"{origin_value(point, origin, session.language)}（{layer}）"


def _undo(proposal: Proposal, point: Point, whose: str, start: date, given: bool) -> str:
    """Return the line that brings the former value back with all that was said about it, empty when none can."""
    unset = f"uwanose unset {point.id} {whose} --from {start}"
    if not proposal.replaces:
        return unset
    if not proposal.former:
        return ""
    said = "".join(f" --{name} {shlex.quote(text)}" for name, text in proposal.former_citation.items())
    back = f"uwanose set {point.id} {shlex.quote(proposal.former)} {whose} --from {start}{said}"
    return f"{unset} --yes ; {back}" if given and not said else back


def _data(proposal: Proposal, point: Point, *, written: bool) -> dict[str, object]:
    return {
        "point": point.id,
        "file": proposal.file,
        "difference": list(proposal.difference()),
        "was": proposal.was.value if proposal.was else None,
        "becomes": proposal.becomes.value if proposal.becomes else None,
        "written": written,
        "findings": [output.finding_data(finding) for finding in proposal.new_findings],
    }
