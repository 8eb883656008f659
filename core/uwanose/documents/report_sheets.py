"""Owns the sheets of the report of a fiscal year: list, changes, settings, burden by town, lines."""

from __future__ import annotations

from datetime import date

from uwanose.charging.changes import Change
from uwanose.charging.due import UNION
from uwanose.charging.report_model import CustomizationRow, Report, ReportLine
from uwanose.charging.settings_report import SettingRow
from uwanose.dates import era_year
from uwanose.documents import labels
from uwanose.documents.sentences import (
    adopter_text,
    changes_text,
    consent_text,
    difference_text,
    payers_text,
    sharing_text,
)
from uwanose.documents.sheets import Cell, Column, Field, Form, Sheet, joined, sheet
from uwanose.layers.model import Act, Rank

__all__ = ["report_sheets"]


def report_sheets(report: Report) -> tuple[Sheet, ...]:
    """Return the sheets in their order."""
    return (
        _customizations(report),
        _settings(report),
        _changes(report),
        _towns(report),
        _lines(report),
    )


def _notes(report: Report, *sentences: str) -> tuple[str, ...]:
    closed = "、".join(report.closed_quarters) or "なし"
    facts = report.facts
    hashes = f"調定済みの期: {closed}　台帳 {facts.register[:16]}　規則 {facts.release}版 {facts.rules[:16]}"
    book = f"　調定簿 {report.head[:16]}" if report.head else ""
    return (f"{report.union}　{era_year(report.fiscal_year)}", *sentences, hashes + book)


def _on(act: Act | None) -> date | None:
    return act.on if act else None


def _document(act: Act | None) -> str:
    return act.document if act else ""


def _price_mark(illustrative: object) -> str:
    return labels.ILLUSTRATIVE if illustrative else ""


def _yen(heading: str) -> Column:
    return Column(heading, Form.YEN, 13, total=True)


def _customizations(report: Report) -> Sheet:
    fields: tuple[Field[CustomizationRow], ...] = (
        Field(Column("番号", width=8), lambda row: row.id),
        Field(Column("件名", width=34), lambda row: row.title),
        Field(Column("業務", width=14), lambda row: row.business),
        Field(Column("層", width=10), lambda row: labels.layer(row.layer)),
        Field(Column("状態", width=14), lambda row: labels.status(row.status, row.outcome)),
        Field(Column("WG決定", width=20), lambda row: labels.OUTCOMES[row.outcome] if row.outcome else ""),
        Field(Column("要望町村", width=18), lambda row: joined(row.requested_by)),
        Field(Column("要望日", Form.DAY, 11), lambda row: row.request.on),
        Field(Column("要望文書", width=14), lambda row: row.request.document),
        Field(Column("決定WG", width=10), lambda row: row.working_group),
        Field(Column("決定日", Form.DAY, 11), lambda row: _on(row.decision)),
        Field(Column("決定文書", width=16), lambda row: _document(row.decision)),
        Field(Column("負担承諾・同意", width=40), lambda row: joined(map(consent_text, row.adoptions), "\n")),
        Field(Column("決裁日", Form.DAY, 11), lambda row: row.approval[0] if row.approval else None),
        Field(Column("決裁文書", width=18), lambda row: row.approval[1] if row.approval else ""),
        Field(Column("採用", width=26), lambda row: joined(map(adopter_text, row.adoptions), "\n")),
        Field(Column("採用開始", Form.DAY, 11), lambda row: row.since),
        Field(Column("採用終了", Form.DAY, 11), lambda row: row.until),
        Field(Column("検収", Form.DAY, 11), lambda row: row.accepted),
        Field(Column("本稼働", Form.DAY, 11), lambda row: row.live),
        Field(Column("廃止", Form.DAY, 11), lambda row: _on(row.retired)),
        Field(Column("変更内容（下の層 → この件）", width=60), changes_text),
        Field(Column("負担方法", width=30), lambda row: sharing_text(report, row)),
        Field(_yen("初期費用等"), lambda row: _amount(row, recurring=False)),
        Field(_yen("年間保守料"), lambda row: _amount(row, recurring=True)),
        Field(_yen("今年度の費用"), lambda row: row.figures.total.this_year),
        Field(_yen("今年度の調定額"), lambda row: row.figures.total.this_year_closed),
        Field(_yen("調定簿以前"), lambda row: row.figures.total.before_book),
        Field(_yen("調定済み累計"), lambda row: row.figures.total.closed),
        Field(_yen("未調定の差額"), lambda row: row.figures.total.pending),
        Field(_yen("今後の負担"), lambda row: row.figures.total.owed),
        Field(_yen("全期間の費用"), lambda row: row.figures.total.life),
        Field(Column("負担町村と今年度の額", width=44), lambda row: payers_text(report, row)),
        Field(Column("要望と負担の違い", width=26), difference_text),
        Field(Column("価格", width=6), lambda row: _price_mark(row.illustrative and row.costs)),
        Field(Column("例示の範囲", width=34), lambda row: row.illustrative),
        Field(Column("入口", width=14), lambda row: labels.door(row.door)),
        Field(Column("根拠", width=30), lambda row: row.basis),
        Field(Column("理由", width=40), lambda row: row.reason),
        Field(Column("出典", width=30), lambda row: row.source),
    )
    notes = _notes(
        report,
        "見送り・取下げ・廃止を含むすべての件です。「調定簿以前」は、調定簿が始まる前の月の分を台帳から計算した額です。",
        "全期間の費用 = 調定簿以前 + 調定済み累計 + 未調定の差額 + 今後の負担（年間保守料は今年度末まで、初期費用は分割の終わりまで）",
    )
    title = f"カスタマイズ一覧表（{era_year(report.fiscal_year)}）"
    return sheet("カスタマイズ一覧", title, notes, fields, report.customizations)


def _amount(row: CustomizationRow, *, recurring: bool) -> int:
    return sum(cost.yen or 0 for cost in row.costs if (cost.kind == "recurring") is recurring)


def _changes(report: Report) -> Sheet:
    fields: tuple[Field[tuple[CustomizationRow, Change]], ...] = (
        Field(Column("番号", width=8), lambda pair: pair[0].id),
        Field(Column("件名", width=34), lambda pair: pair[0].title),
        Field(Column("層", width=10), lambda pair: labels.layer(pair[0].layer)),
        Field(Column("項目", width=40), lambda pair: pair[1].label),
        Field(Column("追加・改変", width=10), lambda pair: "追加" if pair[1].addition else "改変"),
        Field(Column("方法", width=16), lambda pair: labels.mode(pair[1].mode)),
        Field(Column("下の層", width=44), lambda pair: pair[1].beneath),
        Field(Column("この件", width=44), lambda pair: pair[1].value),
        Field(Column("効力の開始", Form.DAY, 12), lambda pair: pair[1].since),
        Field(Column("版", Form.COUNT, 5), lambda pair: pair[1].version),
        Field(Column("項目の識別名", width=44), lambda pair: pair[1].point),
    )
    rows = ((row, change) for row in report.customizations for change in row.changes)
    notes = _notes(
        report, "項目ごとに、下の層（国の標準・県制度・県仕様）の値や計算式と、この件による変更です。"
    )
    title = f"カスタマイズの変更内容（{era_year(report.fiscal_year)}）"
    return sheet("変更内容", title, notes, fields, rows)


def _settings(report: Report) -> Sheet:
    fields: tuple[Field[SettingRow], ...] = (
        Field(Column("項目", width=42), lambda row: row.label),
        Field(Column("層", width=8), lambda row: labels.setting_layer(row.layer)),
        Field(Column("町村", width=10), lambda row: row.name),
        Field(Column("値", width=36), lambda row: row.value),
        Field(Column("下の層の値", width=30), lambda row: row.beneath),
        Field(Column("下の層と", width=20), lambda row: "同じ（条例等で固定）" if row.pinned else ""),
        Field(Column("開始", Form.DAY, 12), lambda row: row.since),
        Field(Column("終了", Form.DAY, 12), lambda row: row.until),
        Field(Column("決め方", width=14), lambda row: labels.may_set(row.may_set)),
        Field(Column("根拠（条例・要綱）", width=34), lambda row: row.basis),
        Field(Column("出典", width=44), lambda row: row.source),
        Field(Column("確度", width=10), lambda row: labels.confidence(row.confidence)),
        Field(Column("注記", width=30), lambda row: row.note),
        Field(Column("項目の識別名", width=44), lambda row: row.point),
    )
    notes = _notes(report, "条例・要綱・標準オプションによる設定です。費用はかかりません。")
    title = f"設定一覧（{era_year(report.fiscal_year)}）"
    return sheet("設定一覧", title, notes, fields, report.settings)


def _towns(report: Report) -> Sheet:
    shown = [town for town in report.municipalities if town != UNION or report.towns[UNION].total]
    fields: tuple[Field[CustomizationRow], ...] = (
        Field(Column("番号", width=8), lambda row: row.id),
        Field(Column("件名", width=34), lambda row: row.title),
        Field(Column("経費", width=10), lambda row: labels.cost_layer(row.layer or Rank.TOWN)),
        Field(Column("価格", width=6), lambda row: _price_mark(row.illustrative)),
        *(_town_field(town, report.municipalities[town]) for town in shown),
        Field(_yen("計"), lambda row: row.figures.total.this_year),
    )
    rows = [row for row in report.customizations if any(_of_town(row, town) for town in shown)]
    notes = _notes(report, "空欄は負担なしです。個別経費は、採用した町村だけが負担します。")
    title = f"町村別の負担額（{era_year(report.fiscal_year)}の費用）"
    return sheet("町村別負担", title, notes, fields, rows, across=(4, 4 + len(shown)))


def _of_town(row: CustomizationRow, town: str) -> Cell:
    payer = row.figures.payers.get(town)
    return payer.this_year if payer else None


def _town_field(town: str, name: str) -> Field[CustomizationRow]:
    return Field(Column(name, Form.YEN, 12, total=True), lambda row: _of_town(row, town))


def _lines(report: Report) -> Sheet:
    fields: tuple[Field[ReportLine], ...] = (
        Field(Column("番号", width=8), lambda line: line.customization),
        Field(Column("件名", width=34), lambda line: line.title),
        Field(Column("経費", width=10), lambda line: labels.cost_layer(line.layer)),
        Field(Column("町村", width=10), lambda line: line.name),
        Field(Column("月", width=9), lambda line: str(line.month)),
        Field(Column("費用", width=14), lambda line: line.label),
        Field(Column("区分", width=22), lambda line: labels.NATURES[line.nature]),
        Field(Column("その月の総額", Form.YEN, 13), lambda line: line.total if line.label else None),
        Field(Column("算定式", width=26), lambda line: line.formula),
        Field(Column("負担割合", width=22), lambda line: str(line.share) if line.label else ""),
        Field(Column("割合（%）", width=12), lambda line: labels.percent(line.share) if line.label else ""),
        Field(_yen("負担すべき額"), lambda line: line.yen),
        Field(_yen("調定済み"), lambda line: line.closed),
        Field(Column("状態", width=12), lambda line: "調定済み" if line.in_book else "未調定"),
        Field(Column("0円の理由", width=40), lambda line: line.reason.ja if line.reason else ""),
        Field(Column("価格", width=6), lambda line: _price_mark(line.illustrative)),
    )
    notes = _notes(report, "採用中のカスタマイズには、どの月にも明細か0円の理由があります。")
    title = f"明細（{era_year(report.fiscal_year)}、町村・費用・月ごと）"
    return sheet("明細", title, notes, fields, report.lines)
