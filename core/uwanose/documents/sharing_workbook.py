"""Owns the workbook of a comparison (負担割合の検討): live formulas a council can recompute, with the exact results beside.

The yellow cells of 「基礎数値」 are the only figures that are typed; everything else follows from them by formula, in one
pass and without iteration. What a cell shows before it is recalculated is the exact result of the program.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from uwanose.charging.sharing.design import Comparison, Outcome
from uwanose.charging.sharing.study import STAND_ALONE
from uwanose.documents.sharing_cells import Inputs, Sheet
from uwanose.documents.sharing_sheet import FormulaSheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

__all__ = ["sharing_workbook"]

INPUTS, OVERVIEW = "基礎数値", "比較"


def sharing_workbook(comparison: Comparison, names: Mapping[str, str]) -> bytes:
    """Return the workbook: comparison, base figures, one sheet for each formula that gives burdens, a chart."""
    import xlsxwriter

    start = comparison.study.interval.start
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(start.year, start.month, start.day, tzinfo=UTC)})
        overview, typed = Sheet.of(book, OVERVIEW), Sheet.of(book, INPUTS)
        inputs = _inputs(typed, comparison, names)
        pages = [
            FormulaSheet(Sheet.of(book, f"式{number}"), inputs, comparison, outcome)
            for number, outcome in enumerate(comparison.outcomes, start=1)
            if outcome.burdens
        ]
        for page in pages:
            page.write()
        _overview(book, overview, comparison, names, pages)
    return stream.getvalue()


def _inputs(sheet: Sheet, comparison: Comparison, names: Mapping[str, str]) -> Inputs:
    study, baseline = comparison.study, comparison.baseline
    sheet.title(f"基礎数値　{study.label_ja}")
    sheet.note(1, "黄色の欄を書き換えると、ほかのすべての欄が計算し直されます。")
    sheet.note(2, f"単独導入の費用は【{baseline.standing_ja}】{baseline.label_ja}: {baseline.made}")
    sheet.note(3, f"総額の出典: {study.source}")
    sheet.text(4, 0, "分ける総額（円）")
    sheet.typed(4, 1, comparison.cost.yen)
    sheet.text(5, 0, "月数")
    sheet.typed(5, 1, comparison.cost.months)
    used = {term.basis for outcome in comparison.outcomes for term in outcome.formula.terms}
    drivers = [driver for driver in study.drivers.values() if driver.id in used | {study.population}]
    headings = [
        "町村",
        *(f"{driver.label_ja}（{driver.reference_date}）" for driver in drivers),
        f"単独導入の費用（{baseline.standing_ja}）",
        "上限額のもとになる費用",
        "個別負担",
        f"比べる相手（{comparison.reference_label}）",
    ]
    head = 7
    sheet.headings(head, headings)
    for index, town in enumerate(study.towns):
        row = head + 1 + index
        sheet.text(row, 0, names[town])
        for column, driver in enumerate(drivers, start=1):
            sheet.typed(row, column, driver.values[town])
        at = len(drivers) + 1
        sheet.typed(row, at, baseline.values[town])
        sheet.typed(row, at + 1, comparison.cost.cap_on[town])
        sheet.typed(row, at + 2, comparison.cost.attributable.get(town, 0))
        sheet.typed(row, at + 3, comparison.reference.get(town, 0))
    at = len(drivers) + 1
    columns = {driver.id: column for column, driver in enumerate(drivers, start=1)} | {STAND_ALONE: at}
    return Inputs(
        sheet=INPUTS, towns=study.towns, names=names, first=head + 1, columns=columns, cap_on=at + 1,
        attributable=at + 2, reference=at + 3, population=columns[study.population],
    )  # fmt: skip


def _overview(
    book: Workbook, sheet: Sheet, comparison: Comparison, names: Mapping[str, str], pages: list[FormulaSheet]
) -> None:
    study, baseline = comparison.study, comparison.baseline
    sheet.title(f"負担割合の比較　{study.label_ja}")
    sheet.note(1, f"単独導入の費用は【{baseline.standing_ja}】{baseline.label_ja}: {baseline.made}")
    sheet.note(2, study.illustrative)
    sheet.headings(4, ["町村（削減率）", *(page.label for page in pages)])
    for index, town in enumerate(study.towns):
        row = 5 + index
        sheet.text(row, 0, names[town])
        for column, page in enumerate(pages, start=1):
            sheet.percent(row, column, f"={page.cell(town, 'saving')}", page.value(town, "saving"))
    last = 5 + len(study.towns)
    sheet.total_label(last, 0, "最少の削減率")
    for column, page in enumerate(pages, start=1):
        area = f"{_at(5, column)}:{_at(last - 1, column)}"
        least = min(float(page.value(town, "saving")) for town in study.towns)
        sheet.percent(last, column, f"=MIN({area})", least, total=True)
    refused = [outcome for outcome in comparison.outcomes if outcome.refusal]
    row = _yen_table(sheet, last + 2, comparison, names, pages)
    _refused(sheet, row + 1, refused)
    _chart(book, sheet, pages, last, row + 2 + len(refused))


def _yen_table(
    sheet: Sheet, head: int, comparison: Comparison, names: Mapping[str, str], pages: list[FormulaSheet]
) -> int:
    sheet.headings(head, ["町村（負担額・円）", *(page.label for page in pages)])
    towns = comparison.study.towns
    for index, town in enumerate(towns):
        row = head + 1 + index
        sheet.text(row, 0, names[town])
        for column, page in enumerate(pages, start=1):
            sheet.yen(row, column, f"={page.cell(town, 'total')}", page.value(town, "total"))
    last = head + 1 + len(towns)
    sheet.total_label(last, 0, "合計")
    for column, page in enumerate(pages, start=1):
        area = f"{_at(head + 1, column)}:{_at(last - 1, column)}"
        paid = sum(int(page.value(town, "total")) for town in towns)
        sheet.yen(last, column, f"=SUM({area})", paid, total=True)
    return last + 1


def _refused(sheet: Sheet, row: int, refused: list[Outcome]) -> None:
    for index, outcome in enumerate(refused):
        assert outcome.refusal is not None
        sheet.note(
            row + index, f"「{outcome.formula.label_ja}」は計算できません: {outcome.refusal.reason_ja}"
        )


def _chart(book: Workbook, sheet: Sheet, pages: list[FormulaSheet], last: int, row: int) -> None:
    chart: Any = book.add_chart({"type": "column"})
    for column, _ in enumerate(pages, start=1):
        chart.add_series(
            {
                "name": [OVERVIEW, 4, column],
                "categories": [OVERVIEW, 5, 0, last - 1, 0],
                "values": [OVERVIEW, 5, column, last - 1, column],
            }
        )
    chart.set_title({"name": "削減率"})
    chart.set_y_axis({"num_format": "0%"})
    chart.set_size({"width": 1100, "height": 420})
    sheet.target.insert_chart(row, 0, chart)


def _at(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
