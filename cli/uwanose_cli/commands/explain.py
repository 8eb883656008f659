"""Owns `uwanose explain`: why one result of one row is what it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.dates import Month, fiscal_year_start
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import BUSINESS, MONTH, TOWN, YEAR, lookup
from uwanose_cli.options import ASSUME, READS, assumed, result_files
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.engine.case_writing import KeptCase
    from uwanose.engine.columns.input_file import InputFile
    from uwanose.engine.explanation import Explanation
    from uwanose.layers.model import Municipality
    from uwanose.points.model import Business
    from uwanose_cli.running import Runner


@click.command(
    "explain",
    cls=Command,
    summary=Text("1人（1件）の結果がなぜその額になるかを示します。", "Tell why one result is what it is."),
    detail=Text(
        "計算に使ったのと同じプログラムをその世帯だけで動かし、段階ごとの値・入力・使った値とその根拠・層・端数処理・"
        "プログラムの場所を示します。",
        "Runs the very same program on the one household: each step's value, inputs, values with their sources, layers, "
        "rounding and place in the program.",
    ),
    examples=(
        Example(
            "uwanose explain 個人住民税 年税額 --resident kiyokawa-r000001 --town 清川村 --year R8 --in 住民.csv",
            Text("住民税の年税額の算定根拠", "why this tax of the year"),
        ),
        Example(
            "uwanose explain 医療費助成 助成額 --resident kiyokawa-b000001 --town 清川村 --in 明細.csv --reads resident_tax=税額.csv",
            Text("明細1件の助成額", "why this subsidy"),
        ),
        Example(
            "uwanose explain 個人住民税 年税額 --resident kiyokawa-r000001 --town 清川村 --year R8 --in 住民.csv --letter",
            Text("住民への回答の文章", "a paragraph for a reply"),
        ),
        Example(
            "uwanose explain 個人住民税 年税額 --resident kiyokawa-r000001 --town 清川村 --year R8 --in 住民.csv --save-case 例.yaml",
            Text("同じ世帯を計算例として残す", "keep the household as a case"),
        ),
    ),
)
@argument(
    "business", type=BUSINESS, shown_as=Text("業務", "BUSINESS"), text=Text("業務の名前", "the business")
)
@argument(
    "item",
    shown_as=Text("結果", "ITEM"),
    text=Text("結果の名前（日本語または識別名）", "the result, by label or id"),
)
@option(
    "--resident",
    "--row",
    "row",
    required=True,
    shown_as=Text("番号", "ID"),
    text=Text("住民コード、または明細番号などの行の番号", "the id of the row"),
)
@option(
    "--in",
    "source",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    shown_as=Text("入力", "FILE"),
    text=Text("計算に使った入力ファイル", "the input of the run"),
)
@option(
    "--town",
    type=TOWN,
    text=Text("町村（入力に1つしかなければ省略可）", "the town (may be left out when the input has one)"),
)
@option("--year", type=YEAR, text=Text("年度（年度ごとの業務）", "the levy year"))
@option("--month", type=MONTH, text=Text("年月（月ごとの業務）", "the month"))
@READS
@ASSUME
@option(
    "--depth",
    type=click.IntRange(1, 99),
    shown_as=Text("段", "N"),
    default=2,
    show_default=True,
    text=Text("何段まで示すか", "how many steps down"),
)
@option(
    "--letter",
    "as_letter",
    is_flag=True,
    text=Text(
        "住民への回答に貼れる1段落の文章だけを出します",
        "only write one paragraph to paste into a reply to a resident",
    ),
)
@option(
    "--save-case",
    "case_file",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("例.yaml", "FILE"),
    text=Text(
        "この世帯（明細）の入力と結果を、計算例としてこのファイルの終わりに足します",
        "add the inputs and results of this household as a case at the end of this file",
    ),
)
@option(
    "--keep-ids",
    is_flag=True,
    text=Text(
        "計算例に番号をそのまま残します（付けなければ a、b … に置き換えます）",
        "keep the ids in the case (else they become a, b, ...)",
    ),
)
@click.pass_obj
def command(
    session: Session,
    business: Business,
    item: str,
    row: str,
    source: Path,
    town: Municipality | None,
    year: int | None,
    month: Month | None,
    reads: tuple[str, ...],
    assume: str | None,
    depth: int,
    as_letter: bool,
    case_file: Path | None,
    keep_ids: bool,
) -> None:
    """Explain, as a tree or as JSON."""
    from uwanose_cli.explaining import tree
    from uwanose_cli.running import Runner

    if keep_ids and case_file is None:
        raise click.UsageError(
            session.text("--keep-ids は --save-case と一緒に使います。", "--keep-ids belongs to --save-case")
        )
    runner = Runner(session.open(assume=assumed(assume)))
    name = lookup(runner.workspace).item(item, business.id).name
    file = runner.open(business.id, source)
    whose = town.id if town else _only_town(session, file)
    on, results = _on(session, business, year, month), result_files(session, reads)
    found = runner.explain(business, whose, on, file, row, name, reads=results)
    more: dict[str, object] = {}
    if as_letter:
        more["letter"] = _letter(session, runner, found)
        session.lines([str(more["letter"])])
    else:
        session.lines(_heading(session, runner, business, found))
        session.lines(tree(found, runner.workspace.catalog, session.language, depth))
    if case_file is not None:
        kept = runner.keep_case(business, whose, on, file, row, name, reads=results, neutral=not keep_ids)
        more["case"] = _saved(session, runner, found, kept, case_file)
    session.put({**found.as_dict(), **more})


def _letter(session: Session, runner: Runner, found: Explanation) -> str:
    from uwanose.documents.letter import Customized, letter

    town = runner.workspace.profile.municipalities[found.municipality]
    register = runner.workspace.profile.customizations
    applied = {
        name: Customized(register[name].title_ja, register[name].title_en, register[name].basis)
        for name in found.customizations
    }
    return letter(found, runner.workspace.catalog, (town.name_ja, town.name_en), applied, session.language)


def _saved(
    session: Session, runner: Runner, found: Explanation, kept: KeptCase, path: Path
) -> dict[str, str]:
    from uwanose_cli.case_keeping import save_case

    case = save_case(runner, found, kept, path)
    session.say(
        f"計算例「{case.name}」を {path} に保存しました（{len(case.rows)}行、結果 {len(case.expected)}個）。確かめるには: uwanose test {path}",
        f"Saved the case {case.name!r} in {path} ({len(case.rows)} rows, {len(case.expected)} figures). To run it: uwanose test {path}",
    )
    if kept.neutral:
        session.say(
            "番号は a、b … に置き換え、氏名や住所は入れていません。生年月日と金額は計算に要るので、そのまま入っています。",
            "Ids are replaced by a, b, ...; no name or address is in it. Dates of birth and amounts are needed and stay as they are.",
        )
    return {"file": str(path), "name": case.name}


def _heading(session: Session, runner: Runner, business: Business, found: Explanation) -> list[str]:
    town = runner.workspace.profile.municipalities[found.municipality]
    return [
        session.text(
            f"{business.label_ja}　{town.name_ja}　{found.row_key}　適用日 {found.legal_date}　版 {found.release}　規則 {found.rules_sha256[:12]}",
            f"{business.label_en}, {town.name_en}, {found.row_key}, {found.legal_date}, release {found.release}, rules {found.rules_sha256[:12]}",
        )
    ]


def _only_town(session: Session, file: InputFile) -> str:
    towns = file.towns or ()
    if len(towns) == 1:
        return towns[0]
    names = "、".join(session.workspace.profile.municipalities[town].name_ja for town in towns)
    raise click.UsageError(
        session.text(
            f"--town 町村 を付けてください（入力の町村: {names or 'なし'}）。",
            f"give --town (in the input: {', '.join(towns) or 'none'})",
        )
    )


def _on(session: Session, business: Business, year: int | None, month: Month | None) -> date | None:
    if business.clock == "date":
        return None
    if business.clock == "year" and year is not None:
        return fiscal_year_start(year)
    if business.clock == "month" and month is not None:
        return month.first_day
    wanted = "--year 年度" if business.clock == "year" else "--month 年月"
    raise click.UsageError(
        session.text(
            f"{business.label_ja}には {wanted} を付けてください。", f"{business.id} needs {wanted.split()[0]}"
        )
    )
