"""Owns the sheets of a forecast (負担金見込額): all towns, wishes, contracts that end, and a budget sheet for each town."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from uwanose.charging.forecast import LATER, BudgetRow, EndingContract, Forecast, TownForecast, Wish
from uwanose.dates import era_year, fiscal_year_start
from uwanose.documents import labels
from uwanose.documents.sheets import Column, Field, Form, Sheet, joined, sheet
from uwanose.documents.workbook import workbook

__all__ = ["forecast_sheets", "forecast_workbook"]

_UNDECIDED = (
    "「未決定」は、要望・見積の段階の件を、今日の額で採用したとした場合の額です。決定したものではありません。"
)


def forecast_workbook(forecast: Forecast) -> bytes:
    """Return the forecast as a workbook: the same forecast gives the same bytes."""
    return workbook(forecast_sheets(forecast), fiscal_year_start(forecast.fiscal_year))


def forecast_sheets(forecast: Forecast) -> tuple[Sheet, ...]:
    """Return the sheets in their order."""
    return (
        _towns(forecast),
        _wishes(forecast),
        _ending(forecast),
        *(_budget(forecast, town) for town in forecast.municipalities),
    )


def _yen(heading: str, width: int = 14) -> Column:
    return Column(heading, Form.YEN, width, total=True)


def _head(forecast: Forecast, *sentences: str) -> tuple[str, ...]:
    return (f"{forecast.union}　{era_year(forecast.fiscal_year)}", *sentences)


def _towns(forecast: Forecast) -> Sheet:
    names = forecast.municipalities
    fields: tuple[Field[tuple[str, TownForecast]], ...] = (
        Field(Column("町村", width=12), lambda row: names[row[0]]),
        Field(_yen("共通経費"), lambda row: row[1].shared),
        Field(_yen("個別経費"), lambda row: row[1].own),
        Field(_yen("決定済みの計"), lambda row: row[1].decided),
        Field(_yen("うち調定済み"), lambda row: row[1].closed),
        Field(_yen("未決定"), lambda row: row[1].undecided),
        Field(_yen("未決定を含む計"), lambda row: row[1].decided + row[1].undecided),
    )
    rest = (
        f"端数処理により組合に残る額 {forecast.rest:,}円（町村の負担ではありません）。"
        if forecast.rest
        else ""
    )
    notes = _head(forecast, _UNDECIDED, *([rest] if rest else []))
    return sheet("負担金見込額", "負担金見込額", notes, fields, forecast.towns.items())


def _wishes(forecast: Forecast) -> Sheet:
    names = {"": "県仕様", **forecast.municipalities}
    rows = [(wish, town) for wish in forecast.wishes for town in (wish.yen or dict.fromkeys(wish.towns, 0))]
    fields: tuple[Field[tuple[Wish, str]], ...] = (
        Field(Column("番号", width=8), lambda row: row[0].customization),
        Field(Column("件名", width=36), lambda row: row[0].title),
        Field(Column("段階", width=10), lambda row: labels.STATUSES[row[0].status]),
        Field(
            Column("採用の希望", width=30),
            lambda row: joined(f"{names[town]} {day}から" for town, day in row[0].towns.items()),
        ),
        Field(Column("町村", width=12), lambda row: names[row[1]]),
        Field(_yen("年度の額"), lambda row: row[0].yen.get(row[1], 0)),
        Field(
            Column("摘要", width=24), lambda row: "" if row[0].amounts_known else "金額が未定の費用を含まない"
        ),
    )
    return sheet("未決定", "未決定のカスタマイズ", _head(forecast, _UNDECIDED), fields, rows)


def _ending(forecast: Forecast) -> Sheet:
    fields: tuple[Field[EndingContract], ...] = (
        Field(Column("番号", width=8), lambda row: row.customization),
        Field(Column("件名", width=36), lambda row: row.title),
        Field(Column("経費", width=14), lambda row: row.label),
        Field(Column("最後の月", width=12), lambda row: str(row.last)),
        Field(_yen("前年度の額"), lambda row: row.yen),
        Field(
            Column("負担町村", width=40),
            lambda row: joined(forecast.municipalities[town] for town in row.towns),
        ),
    )
    note = "前年度か、この年度の途中で終わる年間保守料・分割の初期費用です。"
    return sheet("終了する契約", "終了する契約・分割払い", _head(forecast, note), fields, forecast.ending)


def _later(index: int) -> Callable[[BudgetRow], int]:
    """Return what takes the yen of one of the later years out of a row."""
    return lambda row: row.later[index]


def _budget(forecast: Forecast, town: str) -> Sheet:
    first = forecast.fiscal_year + 1
    later: Iterable[Field[BudgetRow]] = (
        Field(_yen(era_year(first + index)), _later(index)) for index in range(LATER)
    )
    fields: tuple[Field[BudgetRow], ...] = (
        Field(Column("番号", width=8), lambda row: row.customization),
        Field(Column("件名", width=36), lambda row: row.title + ("（例示）" if row.illustrative else "")),
        Field(Column("区分", width=10), lambda row: labels.cost_layer(row.layer)),
        Field(_yen(f"{era_year(forecast.fiscal_year)}の負担金"), lambda row: row.year),
        *later,
        Field(_yen("初期費用の後年度負担"), lambda row: row.bound),
        Field(
            Column("複数年度の根拠", width=16), lambda row: "" if row.multi_year == "none" else row.multi_year
        ),
        Field(Column("契約", width=16), lambda row: row.order),
        Field(Column("負担承諾", width=16), lambda row: row.consent),
    )
    figures, name = forecast.towns[town], forecast.municipalities[town]
    notes = _head(
        forecast,
        "後の年度の額は、今日の採用が続くとした場合の額です。「初期費用の後年度負担」は、採用をやめても残る額（債務負担行為・継続費の対象の確認用）です。",
        f"未決定（要望・見積の段階） {figures.undecided:,}円は含みません。",
    )
    return sheet(name, f"{name}　予算資料（負担金）", notes, fields, forecast.sheet(town))
