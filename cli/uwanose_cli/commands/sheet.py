"""Owns `uwanose sheet`: entry sheets for Excel written (export) and taken in (import)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from uwanose_cli.acting import Manner, carry_out, recorded
from uwanose_cli.commands.wg_lists import POLL_TYPED
from uwanose_cli.frame import Command, Example, Group, argument, option
from uwanose_cli.names import BUSINESS, DATE, TOWN, TOWNS
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uwanose.documents.entry_sheet import EntrySheet
    from uwanose.governance.polls.model import Poll
    from uwanose.layers.model import Municipality
    from uwanose.points.model import Business

_OUT = option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text("書き出すファイル（省略時は調書の名前）", "the file to write (else named after the sheet)"),
)
_FORCE = option(
    "--force", is_flag=True, text=Text("同じ名前のファイルを置き換えます", "replace a file of that name")
)


@click.group(
    "sheet",
    cls=Group,
    summary=Text(
        "Excelの調書を書き出し、記入されたものを取り込みます。",
        "Write entry sheets for Excel and take filled-in ones in.",
    ),
    detail=Text(
        "記入できるのは黄色の欄だけです。取り込みは、まずすべての欄を確かめ、誤りはセルの番地（設定調書.xlsx F12）で示し、変わる行を見せて確認してから"
        "YAMLに書きます。正本はYAMLのままです。",
        "Only the yellow cells can be filled in. An import checks every cell first, names wrong ones (kaisei.xlsx F12), shows "
        "the lines that change, asks, and then edits the YAML, which stays the source.",
    ),
    examples=(
        Example(
            "uwanose sheet export settings --town 開成町 --business 個人住民税",
            Text("開成町の住民税の設定調書を書き出す", "the settings sheet of one town and business"),
        ),
        Example(
            "uwanose sheet import 設定調書_開成町_個人住民税.xlsx",
            Text("記入した調書を取り込む", "take a filled-in sheet in"),
        ),
    ),
)
def command() -> None:
    """Commands for entry sheets."""


@command.group(
    "export",
    cls=Group,
    summary=Text("調書を書き出します。", "Write an entry sheet."),
)
def export() -> None:
    """One command for each kind of sheet."""


@export.command(
    "settings",
    cls=Command,
    summary=Text(
        "設定調書: 町村が決められる値を、ほかの町村の値と並べて書き出します。",
        "The settings sheet: what a town may set, with the other towns' values beside it.",
    ),
    detail=Text(
        "条例・オプションで決められる1つの値の項目だけが並びます（法令で決まる項目は出ません。表の項目は町村のファイルに書きます）。"
        "--prefecture なら県の設定です。",
        "It lists the settings of one value each; what the law fixes is not offered, and tables are written in the town's file. "
        "--prefecture is for the prefecture's own settings.",
    ),
    examples=(
        Example(
            "uwanose sheet export settings --town 開成町 --business 個人住民税 -o 調書.xlsx",
            Text("ファイル名を決めて書き出す", "into a file of that name"),
        ),
    ),
)
@option("--town", type=TOWN, text=Text("どの町村の調書か", "whose sheet it is"))
@option("--prefecture", is_flag=True, text=Text("県の設定の調書にします", "the prefecture's settings"))
@option(
    "--business", type=BUSINESS, text=Text("1つの業務だけ（省略時はすべて）", "one business only (else all)")
)
@option(
    "--on",
    type=DATE,
    text=Text("いつの値を並べるか（省略時は今日）", "the day whose values are shown (else today)"),
)
@_OUT
@_FORCE
@click.pass_obj
def export_settings(
    session: Session,
    town: Municipality | None,
    prefecture: bool,
    business: Business | None,
    on: date | None,
    out: Path | None,
    force: bool,
) -> int:
    """Write the sheet."""
    from uwanose_cli.sheets.settings_out import settings_sheet

    if (town is None) == (not prefecture):
        raise click.UsageError(
            session.text(
                "--town 町村 か --prefecture のどちらか1つを付けてください。",
                "give either --town or --prefecture",
            )
        )
    sheet = settings_sheet(session.workspace, town, business.id if business else "", on or session.today)
    names = ("設定調書", town.name_ja if town else "県", business.label_ja if business else "")
    return _write(session, sheet, out or Path("_".join(filter(None, names)) + ".xlsx"), force)


@export.command(
    "drivers",
    cls=Command,
    summary=Text(
        "基礎数値: 新しい基準日の値を、今の値と並べて記入する調書を書き出します。",
        "Base figures: a sheet for the next vintage, with the present figures beside it.",
    ),
    detail=Text(
        "町村の値の合計は、公表された合計と照合します。取り込むと新しい基礎数値が加わるだけで、今の負担割合は変わりません。",
        "The sum of the towns is compared with the published one. An import adds a vintage; no share changes by it.",
    ),
    examples=(
        Example("uwanose sheet export drivers population", Text("人口の調書", "the sheet of the population")),
    ),
)
@argument(
    "name",
    shown_as=Text("基礎数値", "NAME"),
    text=Text(
        "基礎数値の識別名（consortium.yaml の drivers）",
        "the base figures: a name of drivers in consortium.yaml",
    ),
)
@_OUT
@_FORCE
@click.pass_obj
def export_drivers(session: Session, name: str, out: Path | None, force: bool) -> int:
    """Write the sheet."""
    from uwanose.errors import UnknownName, nearest
    from uwanose_cli.sheets.drivers import drivers_sheet

    drivers = session.workspace.profile.consortium.drivers
    found = next((one for one in drivers.values() if name in (one.id, one.label_ja)), None)
    if found is None:
        raise UnknownName("基礎数値", "base figures", name, nearest(name, drivers, 3) or drivers)
    sheet = drivers_sheet(session.workspace, found, session.today)
    return _write(session, sheet, out or Path(f"基礎数値_{found.label_ja}.xlsx"), force)


@export.command(
    "poll",
    cls=Command,
    summary=Text(
        "意向照会票: 照会の相手の町村ごとに1枚ずつ書き出します。",
        "Poll sheets: one for each town that is asked.",
    ),
    examples=(
        Example(
            "uwanose sheet export poll P-001 -o 照会票",
            Text("フォルダへ、全町村分", "into a folder, every town's"),
        ),
        Example(
            "uwanose sheet import 照会票/*.xlsx",
            Text("回答をまとめて取り込む", "take the answers in together"),
        ),
    ),
)
@POLL_TYPED
@option("--town", "towns", type=TOWNS, text=Text("この町村の分だけ", "these towns only"))
@option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    shown_as=Text("フォルダ", "DIR"),
    text=Text("書き出すフォルダ（省略時はここ）", "the folder to write to (else here)"),
)
@_FORCE
@click.pass_obj
def export_poll(
    session: Session, poll: Poll, towns: tuple[Municipality, ...] | None, out: Path, force: bool
) -> int:
    """Write the sheets."""
    from uwanose_cli.sheets.polls import poll_sheets

    wanted = {town.name_ja for town in towns or ()}
    sheets = [
        (out / f"意向照会票_{poll.id}_{name}.xlsx", sheet)
        for name, sheet in poll_sheets(session.workspace, poll, session.today)
        if not wanted or name in wanted
    ]
    written = _write_all(sheets, force)
    session.say(
        f"{out} に意向照会票を {len(written)}枚書きました。各町村が記入して返したら、まとめて取り込みます。",
        f"Wrote {len(written)} poll sheets to {out}. Once filled in, take them in together.",
    )
    line = f"uwanose sheet import {quote(str(out))}/*.xlsx"
    session.say(f"次は: {line}", f"Next: {line}")
    session.put({"files": [str(path) for path in written]})
    return 0


@export.command(
    "request",
    cls=Command,
    summary=Text(
        "要望書: カスタマイズの要望を記入する用紙を書き出します。",
        "A request: the form on which a town asks for a customization.",
    ),
    detail=Text(
        "取り込むときに、無料の設定や標準オプションで足りないかを先に調べ、足りればその書き方を示して止まります。",
        "An import first looks whether a free setting or option suffices, and then stops and shows how to set it.",
    ),
    examples=(
        Example(
            "uwanose sheet export request --town 松田町 --business 医療費助成",
            Text("松田町の要望書", "the form of one town"),
        ),
    ),
)
@option("--town", type=TOWN, required=True, text=Text("どの町村の要望か", "whose request it is"))
@option("--business", type=BUSINESS, required=True, text=Text("業務", "the business"))
@_OUT
@_FORCE
@click.pass_obj
def export_request(
    session: Session, town: Municipality, business: Business, out: Path | None, force: bool
) -> int:
    """Write the form."""
    from uwanose_cli.sheets.requests import request_sheet

    sheet = request_sheet(session.workspace, town, business, session.today)
    return _write(session, sheet, out or Path(f"要望書_{town.name_ja}_{business.label_ja}.xlsx"), force)


@command.command(
    "import",
    cls=Command,
    summary=Text(
        "記入された調書を取り込みます。何枚でも、種類が混ざっていても一度に。",
        "Take filled-in sheets in: any number, of any kind, in one run.",
    ),
    detail=Text(
        "1つでも誤りがあれば何も書きません。前の値の5倍以上・1/5以下の額は打ち間違いとして止まります。正しければ --accept F12 のようにセルを指定してください。"
        "書き出した後に値が変わった項目は、その項目だけが誤りになります。",
        "With a single error nothing is written. An amount five times the former one, or a fifth of it, stops as a slip of the "
        "hand; name its cell with --accept F12 if it is meant. A setting that has changed since the export is an error of its "
        "own row only.",
    ),
    examples=(
        Example(
            "uwanose sheet import 回答/*.xlsx --dry-run",
            Text("14枚を一度に確かめるだけ", "check fourteen files at once, write nothing"),
        ),
    ),
)
@argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    shown_as=Text("ファイル", "FILE"),
    text=Text("記入された調書（.xlsx）", "filled-in sheets (.xlsx)"),
)
@option(
    "--accept",
    "accepted",
    multiple=True,
    shown_as=Text("セル", "CELL"),
    text=Text(
        "前の値と大きく違っても正しいセル（何度でも）",
        "a cell whose far value is meant; may be given several times",
    ),
)
@recorded
@click.pass_obj
def import_command(
    session: Session, files: tuple[Path, ...], accepted: tuple[str, ...], manner: Manner
) -> int:
    """Read, check, show, ask, write."""
    from uwanose_cli.sheets.importing import import_sheets

    act, tried = import_sheets(session.workspace, files, accepted)
    return carry_out(session, act, manner, tried)


def _write_all(sheets: Sequence[tuple[Path, EntrySheet]], force: bool) -> list[Path]:
    """Write workbooks, all made before the first is written; one that is there may hold entries and stops it unless told otherwise."""
    from uwanose.errors import Refused
    from uwanose.source.files import write_atomically
    from uwanose_cli.sheets.taken import there_already

    there = [path for path, _ in sheets if path.exists()]
    if there and not force:
        raise Refused([there_already(path) for path in there])
    for path, data in [(path, sheet.workbook()) for path, sheet in sheets]:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    return [path for path, _ in sheets]


def _write(session: Session, sheet: EntrySheet, out: Path, force: bool) -> int:
    _write_all([(out, sheet)], force)
    session.say(
        f"{out} を書きました（{sheet.title}、{len(sheet.rows)}行）。黄色の欄に記入して保存してください。",
        f"Wrote {out} ({len(sheet.rows)} rows). Fill in the yellow cells and save.",
    )
    line = f"uwanose sheet import {quote(str(out))}"
    session.say(f"次は: {line}", f"Next: {line}")
    told = {key: value for key, (_, value) in sheet.facts.items()}
    session.put({"file": str(out), "rows": len(sheet.rows), **told})
    return 0
