"""Owns the sheets of the exported book: papers (通知書), lines (明細), derivation (費用の割り方) and sharing (算定式・基礎数値)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from uwanose.charging.records import BookRun, CostRecord, FiguresRecord
from uwanose.charging.statement import Statement
from uwanose.dates import era_year
from uwanose.documents import labels
from uwanose.documents.exports.extract import ExportLine, Extract
from uwanose.documents.sheets import Cell, Column, Field, Form, Sheet, joined, sheet

__all__ = ["book_sheets", "line_sheet"]


class _Cost(NamedTuple):
    entry: BookRun
    cost: CostRecord


class _Figure(NamedTuple):
    entry: BookRun
    figures: FiguresRecord
    municipality: str
    value: int


def book_sheets(extract: Extract) -> tuple[Sheet, ...]:
    """Return the sheets in their order. Papers and lines add up to the same yen when the union's rest is taken in."""
    return _papers(extract), line_sheet(extract), _derivation(extract), _formulas(extract), _figures(extract)


def line_sheet(extract: Extract) -> Sheet:
    """Return every line of the book with the factors it was worked out from."""
    fields: tuple[Field[ExportLine], ...] = (
        Field(Column("調定", width=11), lambda one: str(one.entry.run)),
        Field(Column("行", Form.COUNT, 6), lambda one: one.line.number),
        Field(Column("通知書番号", width=18), lambda one: one.statement),
        Field(Column("市町村コード", width=9), _code),
        Field(Column("町村", width=10), lambda one: one.entry.name_of(one.line.municipality)),
        Field(Column("番号", width=8), lambda one: one.line.key.customization),
        Field(Column("件名", width=32), _title),
        Field(Column("費目", width=14), lambda one: one.cost.label if one.cost else one.line.key.cost_item),
        Field(Column("月", width=9), lambda one: str(one.line.key.month)),
        Field(Column("経費", width=10), lambda one: labels.cost_layer(one.line.layer)),
        Field(Column("種類", width=10), lambda one: labels.KINDS[one.line.kind]),
        Field(Column("費用の性質", width=16), lambda one: labels.NATURES[one.line.key.nature]),
        Field(Column("負担割合", width=12), lambda one: str(one.line.share)),
        Field(Column("端数の1円", width=8), lambda one: "○" if one.line.odd else ""),
        Field(_yen("負担すべき額"), lambda one: one.line.due),
        Field(_yen("調定済みの額"), lambda one: one.line.closed),
        Field(_yen("今回の額"), lambda one: one.line.yen),
        Field(Column("訂正する行", width=12), lambda one: str(one.line.ref or "")),
        Field(
            Column("会計上の扱い", width=26), lambda one: labels.ROUTES.get(one.line.route, one.line.route)
        ),
        Field(Column("0円の理由", width=24), lambda one: one.line.reason),
        Field(Column("摘要", width=24), lambda one: one.line.note),
        Field(Column("調定日", Form.DAY, 11), lambda one: one.entry.header.closed_on),
        Field(Column("文書番号", width=16), lambda one: one.entry.header.document),
        Field(Column("所属年度", Form.COUNT, 8), lambda one: one.entry.header.revenue_year),
    )
    return sheet("明細", "調定簿の明細", _notes(extract), fields, extract.lines())


def _papers(extract: Extract) -> Sheet:
    papers = [paper for entry in extract.runs for paper in extract.papers[entry.run]]
    rest = sum(line.yen for entry in extract.runs for line in extract.borne_by_union(entry))
    fields: tuple[Field[Statement], ...] = (
        Field(Column("通知書番号", width=18), lambda paper: paper.number),
        Field(Column("調定", width=14), lambda paper: paper.run.label_ja),
        Field(Column("市町村コード", width=9), lambda paper: paper.code),
        Field(Column("町村", width=10), lambda paper: paper.name),
        Field(Column("納入・還付", width=9), lambda paper: "減額・還付" if paper.refund else "納入"),
        Field(_yen("共通経費"), lambda paper: sum(row.yen for row in paper.shared_rows)),
        Field(_yen("個別経費"), lambda paper: sum(row.yen for row in paper.own_rows)),
        Field(_yen("通知額"), lambda paper: paper.total),
        Field(Column("通知日", Form.DAY, 11), lambda paper: paper.issued_on),
        Field(Column("納期限", Form.DAY, 11), _last_due),
        Field(Column("分納", width=34), _instalments),
        Field(Column("所属年度", Form.COUNT, 8), lambda paper: paper.revenue_year),
        Field(Column("文書番号", width=16), lambda paper: paper.document),
        Field(Column("調定簿のハッシュ", width=66), lambda paper: paper.head),
    )
    notes = (
        *_notes(extract),
        f"組合が負担する端数 {rest:,}円は通知書がなく、この表に入りません（明細に組合の行があります）。",
    )
    return sheet("通知書", "負担金の通知書", notes if rest else _notes(extract), fields, papers)


def _derivation(extract: Extract) -> Sheet:
    fields: tuple[Field[_Cost], ...] = (
        Field(Column("調定", width=11), lambda one: str(one.entry.run)),
        Field(Column("行", Form.COUNT, 6), lambda one: one.cost.number),
        Field(Column("番号", width=8), lambda one: one.cost.customization),
        Field(Column("費目", width=18), lambda one: one.cost.label),
        Field(Column("月", width=9), lambda one: str(one.cost.month)),
        Field(Column("費用の性質", width=18), lambda one: labels.NATURES[one.cost.nature]),
        Field(Column("経費", width=10), lambda one: labels.cost_layer(one.cost.layer)),
        Field(Column("額の根拠", width=8), lambda one: labels.amount_basis(one.cost.amount_basis)),
        Field(Column("割る額", Form.YEN, 13, total=True), lambda one: one.cost.total),
        Field(Column("算定式", width=16), _formula),
        Field(Column("負担する町村", width=46), _names(lambda cost: cost.payers)),
        Field(Column("端数の1円が付いた町村（順）", width=30), _names(lambda cost: cost.odd)),
        Field(Column("組合に残る端数", Form.YEN, 10, total=True), lambda one: one.cost.rest),
    )
    costs = (_Cost(entry, cost) for entry in extract.runs for cost in entry.costs.values())
    note = "町村を選んでも、割る前の額と負担する町村は全部を示します。" if extract.municipalities else ""
    return sheet("算定内訳", "費用ごとの割り方", (*_notes(extract), *filter(None, [note])), fields, costs)


def _formulas(extract: Extract) -> Sheet:
    rows = [
        (str(entry.run), identifier, formula.label, formula.text, formula.remainder, joined(formula.order))
        for entry in extract.runs
        for identifier, formula in entry.header.formulas.items()
    ]
    headings = ("調定", "識別子", "算定式", "公表した文", "端数の規則", "端数の順")
    fields: list[Field[tuple[str, ...]]] = [
        Field(Column(heading, width=width), _part(place))
        for place, (heading, width) in enumerate(zip(headings, (11, 20, 20, 70, 20, 40), strict=True))
    ]
    return sheet("算定式", "費用負担の算定式", _notes(extract), fields, rows)


def _figures(extract: Extract) -> Sheet:
    fields: tuple[Field[_Figure], ...] = (
        Field(Column("調定", width=11), lambda one: str(one.entry.run)),
        Field(Column("基礎数値", width=16), lambda one: one.figures.label),
        Field(Column("町村", width=10), lambda one: one.entry.name_of(one.municipality)),
        Field(Column("値", Form.YEN, 12), lambda one: one.value),
        Field(Column("基準日", Form.DAY, 11), lambda one: one.figures.reference_date),
        Field(Column("出典", width=60), lambda one: one.figures.source),
    )
    rows = (
        _Figure(entry, figures, municipality, value)
        for entry in extract.runs
        for figures in entry.header.figures.values()
        for municipality, value in figures.values.items()
    )
    return sheet("基礎数値", "算定に使った基礎数値", _notes(extract), fields, rows)


def _notes(extract: Extract) -> tuple[str, ...]:
    runs = "、".join(f"{entry.run.label_ja}（{entry.head[:16]}）" for entry in extract.runs) or "なし"
    years = "、".join(dict.fromkeys(era_year(entry.run.fiscal_year) for entry in extract.runs))
    return (f"{years}　調定: {runs}", f"調定簿の最後の行 {extract.head}　明細の合計 {extract.yen:,}円")


def _yen(heading: str) -> Column:
    return Column(heading, Form.YEN, 13, total=True)


def _code(one: ExportLine) -> str:
    return one.entry.header.municipalities.get(one.line.municipality, ("", ""))[1]


def _title(one: ExportLine) -> str:
    return one.entry.header.customizations[one.line.key.customization].title


def _formula(one: _Cost) -> str:
    formula = one.entry.header.formulas.get(one.cost.formula)
    return formula.label if formula else one.cost.formula


def _names(of: Callable[[CostRecord], tuple[str, ...]]) -> Callable[[_Cost], Cell]:
    return lambda one: joined(one.entry.name_of(town) for town in of(one.cost))


def _part(place: int) -> Callable[[tuple[str, ...]], Cell]:
    return lambda row: row[place]


def _last_due(paper: Statement) -> date | None:
    return paper.instalments[-1][0] if paper.instalments else paper.due_date


def _instalments(paper: Statement) -> str:
    return joined(_instalment(paper)) if len(paper.instalments) > 1 else ""


def _instalment(paper: Statement) -> Iterator[str]:
    for due, yen in paper.instalments:
        yield f"{labels.day(due)} {yen:,}円"
