"""Owns `uwanose charge forecast`: what the towns will be charged in a year (負担金見込額), for their finance sections."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.dates import era_year
from uwanose_cli import booking, output
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import TOWN, YEAR
from uwanose_cli.output import Table, yen
from uwanose_cli.session import Session
from uwanose_cli.studies import town_names
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.charging.forecast import Forecast
    from uwanose.layers.model import Municipality

__all__ = ["forecast_year"]


@click.command(
    "forecast",
    cls=Command,
    summary=Text(
        "年度の負担金見込額を町村ごとに示します。", "Forecast what each town will be charged in a year."
    ),
    detail=Text(
        "決定済み（採用が効力を持つもの）、未決定（要望・見積の段階のものを採用したとした場合）、終了する契約を分けて示します。"
        "--town は、その町村の予算資料（後年度負担、債務負担行為・継続費）です。--xlsx は、全町村の予算資料まで1冊にします。",
        "Decided (adoptions in force), undecided (wishes, if they were adopted) and contracts that end stand apart. "
        "--town shows a town's budget sheet with what later years are bound to; --xlsx writes everything into one workbook.",
    ),
    examples=(
        Example("uwanose charge forecast R9", Text("令和9年度の見込額", "fiscal year 2027")),
        Example(
            "uwanose charge forecast R9 --town 箱根町",
            Text("一つの町の予算資料", "one town's budget sheet"),
        ),
        Example(
            "uwanose charge forecast R9 --xlsx 見込額.xlsx",
            Text("財政担当へ渡すファイル", "the file for the finance sections"),
        ),
    ),
)
@argument(
    "year", type=YEAR, shown_as=Text("年度", "YEAR"), text=Text("年度（R9・2027）", "fiscal year: 2027, R9")
)
@option("--town", type=TOWN, text=Text("その町村の予算資料を示します", "show the budget sheet of this town"))
@option(
    "--xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text("Excelのファイルに書きます", "write a workbook"),
)
@click.pass_obj
def forecast_year(session: Session, year: int, town: Municipality | None, xlsx: Path | None) -> int:
    """Show the forecast, and write it where it was asked for."""
    from uwanose.charging.forecast import forecast

    found = forecast(session.workspace.profile, booking.open_book(session), year)
    names = town_names(session)
    session.say(f"{era_year(year)}　負担金見込額", f"Forecast of fiscal year {year}")
    if town:
        session.table(_sheet_table(found, town.id, session.language))
    else:
        session.table(_towns_table(found, names, session.language))
        for line in _asides(found, names, session.language):
            session.say(line, line)
    session.findings(found.findings)
    if xlsx:
        _write(session, found, xlsx)
    session.put(_data(found, town.id if town else None))
    return session.status(found.findings)


def _write(session: Session, found: Forecast, xlsx: Path) -> None:
    from uwanose.documents.forecast_sheets import forecast_workbook
    from uwanose.source.files import write_atomically

    xlsx.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(xlsx, forecast_workbook(found))
    session.say(f"{xlsx} に書きました。", f"Wrote {xlsx}.")


def _towns_table(found: Forecast, names: dict[str, str], language: str) -> Table:
    headings = Text(
        "町村,共通経費,個別経費,決定済みの計,うち調定済み,未決定,未決定を含む計",
        "town,shared cost,own cost,decided,of it closed,undecided,with undecided",
    )
    figures = {
        town: (one.shared, one.own, one.decided, one.closed, one.undecided, one.decided + one.undecided)
        for town, one in found.towns.items()
    }
    rows = [
        (names.get(town, town), *(yen(amount, language) for amount in amounts))
        for town, amounts in figures.items()
    ]
    sums = [sum(amounts[index] for amounts in figures.values()) for index in range(6)]
    total = (Text("合計", "total").of(language), *(yen(amount, language) for amount in sums))
    return Table(tuple(headings.of(language).split(",")), rows, frozenset(range(1, 7)), total)


def _asides(found: Forecast, names: dict[str, str], language: str) -> list[str]:
    """Return a line for each wish and each contract that ends."""
    lines = []
    for wish in found.wishes:
        prefecture = Text("県仕様", "prefecture").of(language)
        who = (
            Text("、", ", ")
            .of(language)
            .join(names.get(town, town) if town else prefecture for town in wish.towns)
        )
        amount = yen(sum(wish.yen.values()), language)
        unknown = (
            ""
            if wish.amounts_known
            else Text("（金額が未定の費用を除く）", " (costs without an amount left out)").of(language)
        )
        lines.append(
            Text(
                f"未決定: {wish.customization}「{wish.title}」 {who}　{amount}{unknown}",
                f"Undecided: {wish.customization} {wish.title}, {who}: {amount}{unknown}",
            ).of(language)
        )
    for one in found.ending:
        lines.append(
            Text(
                f"終了: {one.customization}「{one.title}」の{one.label} {one.last}まで（前年度 {yen(one.yen, language)}）",
                f"Ends: {one.customization} {one.title}, {one.label}, with {one.last} ({yen(one.yen, language)} the year before)",
            ).of(language)
        )
    if found.rest:
        lines.append(
            Text(
                f"端数処理により組合に残る額: {found.rest:,}円",
                f"Left with the union by rounding: {found.rest:,} yen",
            ).of(language)
        )
    return lines


def _sheet_table(found: Forecast, town: str, language: str) -> Table:
    later = [
        found.fiscal_year + 1 + index for index in range(len(found.budget[0].later) if found.budget else 0)
    ]
    headings = [
        *Text("番号,件名,今年度", "id,title,this year").of(language).split(","),
        *(era_year(one) if language == "ja" else str(one) for one in later),
        *Text("後年度負担,複数年度の根拠,契約,負担承諾", "bound later,authorised by,contract,consent")
        .of(language)
        .split(","),
    ]
    sheet = found.sheet(town)
    rows = [
        (
            row.customization, row.title, *(yen(amount, language) for amount in (row.year, *row.later, row.bound)),
            "" if row.multi_year == "none" else row.multi_year, row.order, row.consent,
        )
        for row in sheet
    ]  # fmt: skip
    sums = [sum(column) for column in zip(*((row.year, *row.later, row.bound) for row in sheet), strict=True)]
    total = (Text("合計", "total").of(language), "", *(yen(amount, language) for amount in sums), "", "", "")
    amounts = range(2, 4 + len(later))
    return Table(tuple(headings), rows, frozenset(amounts), total if sheet else None)


def _data(found: Forecast, town: str | None) -> dict[str, object]:
    wanted = [town] if town else list(found.towns)
    return {
        "fiscal_year": found.fiscal_year,
        "decided": found.decided,
        "rest": found.rest,
        "towns": {
            name: {
                "shared": found.towns[name].shared,
                "own": found.towns[name].own,
                "decided": found.towns[name].decided,
                "closed": found.towns[name].closed,
                "undecided": found.towns[name].undecided,
                "budget": [asdict(row) | {"layer": row.layer.name.lower()} for row in found.sheet(name)],
            }
            for name in wanted
        },
        "wishes": found.wishes,
        "ending": found.ending,
        "findings": [output.finding_data(finding) for finding in found.findings],
    }
