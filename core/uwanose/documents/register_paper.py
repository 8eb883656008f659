"""Owns the list of customizations as a paper of its own (カスタマイズ一覧表): who asked, who uses it, what it costs, in either language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from uwanose.charging.report_model import CustomizationRow, Report
from uwanose.documents import labels
from uwanose.documents.agenda_page import AgendaPaper
from uwanose.documents.sheets import Column, Field, Form, joined, sheet

__all__ = ["register_paper"]


def register_paper(
    report: Report, wanted: Collection[str], names: Mapping[str, str], scope: str, on: date, language: str
) -> AgendaPaper:
    """Return the paper of the entries *wanted* (by id) of a report of a fiscal year.

    *names* are those of the towns in the language; *scope* says by what the list was narrowed, empty for every entry.
    """
    rows = [row for row in report.customizations if row.id in wanted]
    year = labels.fiscal_year(report.fiscal_year, language)
    this_year = sum(row.figures.total.this_year for row in rows)
    return AgendaPaper(
        language=language,
        title=labels.of((f"カスタマイズ一覧表（{year}）", f"Customizations, {year}"), language),
        conclusion=labels.of(
            (
                f"{scope}{len(rows)}件、{year}の費用は計 {labels.yen(this_year)}です。",
                f"{scope}{len(rows)} entries; they cost {labels.yen(this_year, 'en')} in {year}.",
            ),
            language,
        ),
        facts=_facts(report, rows, language),
        sheets=(
            sheet(
                labels.of(("カスタマイズ一覧", "customizations"), language),
                labels.of(("一覧（単位: 円）", "The list, in yen"), language),
                (),
                _fields(report, names, language),
                rows,
                total_label=labels.of(("合計", "total"), language),
            ),
        ),
        on=on,
    )


def _facts(report: Report, rows: list[CustomizationRow], language: str) -> tuple[tuple[str, str], ...]:
    closed = labels.of(("、", ", "), language).join(report.closed_quarters)
    none = labels.of(("なし", "none"), language)
    marked = any(row.illustrative and row.costs for row in rows)
    found = [
        (
            ("件の範囲", "entries"),
            labels.of(
                ("見送り・取下げ・廃止を含む", "refused, withdrawn and retired ones included"), language
            ),
        ),
        (("調定済みの期", "closed quarters"), closed or none),
        (
            ("例示", "illustrative"),
            labels.of(
                (
                    "「例示」の価格は見本として作ったもので、実際の経費ではありません。",
                    "Prices so marked are made up for the sample.",
                ),
                language,
            )
            if marked
            else "",
        ),
        (("調定簿の最後の行", "head of the book"), report.head or none),
        (("カスタマイズ台帳", "register"), report.facts.register),
        (
            (f"規則（{report.facts.release}版）", f"rules (release {report.facts.release})"),
            report.facts.rules,
        ),
    ]
    return tuple((labels.of(name, language), said) for name, said in found if said)


def _fields(report: Report, names: Mapping[str, str], language: str) -> tuple[Field[CustomizationRow], ...]:
    known = {name: town for town, name in report.municipalities.items()}
    comma = labels.of(("、", ", "), language)

    def text(ja: str, en: str, width: int) -> Column:
        return Column(labels.of((ja, en), language), width=width)

    def yen(ja: str, en: str) -> Column:
        return Column(labels.of((ja, en), language), Form.YEN, 13, total=True)

    def asked(row: CustomizationRow) -> str:
        return joined((names.get(known.get(name, ""), name) for name in row.requested_by), comma)

    def used(row: CustomizationRow) -> str:
        every = labels.of(("県仕様", "all, as prefecture standard"), language)
        current = [one for one in row.adoptions if one.effective and not one.until]
        return joined(
            (names.get(one.municipality, one.name) if one.municipality else every for one in current), comma
        )

    def price(row: CustomizationRow) -> str:
        return labels.of(("例示", "illustrative"), language) if row.illustrative and row.costs else ""

    return (
        Field(text("番号", "id", 8), lambda row: row.id),
        Field(
            text("件名", "title", 34),
            lambda row: row.title if language == "ja" else row.title_en or row.title,
        ),
        Field(text("層", "layer", 9), lambda row: labels.layer(row.layer, language)),
        Field(text("状態", "stands", 12), lambda row: labels.status(row.status, row.outcome, language)),
        Field(text("要望", "requested by", 16), asked),
        Field(text("採用", "used by", 20), used),
        Field(Column(labels.of(("採用開始", "since"), language), Form.DAY, 12), lambda row: row.since),
        Field(yen("今年度の費用", "this year"), lambda row: row.figures.total.this_year),
        Field(yen("うち調定済み", "of it closed"), lambda row: row.figures.total.this_year_closed),
        Field(yen("全期間の費用", "over its life"), lambda row: row.figures.total.life),
        Field(text("価格", "price", 9), price),
    )
