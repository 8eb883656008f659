"""Owns the workbook of statements (通知書) with their derivation (算定内訳), in Japanese or English: the papers' own figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from uwanose.charging.records import FiguresRecord
from uwanose.charging.statement import Statement, StatementRow
from uwanose.dates import Month
from uwanose.documents import labels
from uwanose.documents.sentences import remark
from uwanose.documents.sheets import Column, Field, Form, Row, Sheet, joined, sheet
from uwanose.documents.workbook import workbook

__all__ = ["statement_sheets", "statement_workbook"]

_Line = tuple[Statement, StatementRow]
_Figure = tuple[FiguresRecord, str]


def statement_workbook(papers: Sequence[Statement], names: Mapping[str, str], language: str = "ja") -> bytes:
    """Return papers of one run (at least one) as a workbook: the same papers give the same bytes.

    *names* are those of the towns in the language; where one is missing the name in the book stands.
    """
    first = papers[0]
    return workbook(
        statement_sheets(papers, names, language), first.issued_on or first.run.months[0].first_day
    )


def statement_sheets(
    papers: Sequence[Statement], names: Mapping[str, str], language: str = "ja"
) -> tuple[Sheet, ...]:
    """Return the papers, one a row; every line of their derivations, which add up to the same yen; formulas; figures."""
    words = _Words(papers, names, language)
    return words.papers(), words.lines(), words.formulas(), words.figures()


class _Words:
    """The sheets of the papers of one run, in one language."""

    def __init__(self, papers: Sequence[Statement], names: Mapping[str, str], language: str) -> None:
        self._papers, self._names, self._language = papers, names, language

    def _say(self, ja: str, en: str) -> str:
        return labels.of((ja, en), self._language)

    def _yen(self, ja: str, en: str, *, total: bool = True) -> Column:
        return Column(self._say(ja, en), Form.YEN, 15, total=total)

    def _text(self, ja: str, en: str, width: int) -> Column:
        return Column(self._say(ja, en), width=width)

    def _town(self, paper: Statement) -> str:
        return self._names.get(paper.municipality, paper.name)

    def papers(self) -> Sheet:
        """Return one row for each paper."""
        say = self._say
        fields: tuple[Field[Statement], ...] = (
            Field(self._text("番号", "number", 18), lambda paper: paper.number),
            Field(self._text("町村", "town", 12), self._town),
            Field(
                self._text("種類", "kind", 24),
                lambda paper: labels.statement_kind(paper.run.kind, paper.refund, self._language),
            ),
            Field(Column(say("通知日", "issued on"), Form.DAY, 12), lambda paper: paper.issued_on),
            Field(self._text("納期限と額", "due", 34), self._due),
            Field(self._yen("共通経費", "shared cost"), lambda paper: _sum(paper.shared_rows)),
            Field(self._yen("個別経費", "own cost"), lambda paper: _sum(paper.own_rows)),
            Field(self._yen("通知額", "amount of the paper"), lambda paper: paper.total),
            Field(
                self._yen("他町村の個別カスタマイズ費の負担", "borne of other towns' own cost"),
                lambda paper: paper.others.borne,
            ),
            Field(
                self._text("価格", "price", 14),
                lambda paper: say(labels.ILLUSTRATIVE, "illustrative") if paper.illustrative else "",
            ),
        )
        return self._sheet(
            say("通知書", "statements"), say("負担金通知書の一覧", "Statements"), fields, self._papers
        )

    def lines(self) -> Sheet:
        """Return one row for each line of each derivation."""
        say = self._say
        fields: tuple[Field[_Line], ...] = (
            Field(self._text("通知書番号", "statement", 18), lambda line: line[0].number),
            Field(self._text("町村", "town", 12), lambda line: self._town(line[0])),
            Field(
                self._text("経費の区分", "shared or own", 12),
                lambda line: labels.cost_layer(line[1].layer, self._language),
            ),
            Field(self._text("番号", "id", 8), lambda line: line[1].customization),
            Field(self._text("件名", "title", 34), lambda line: line[1].title),
            Field(self._text("経費", "cost", 16), lambda line: line[1].label),
            Field(
                self._text("価格", "price", 12),
                lambda line: say(labels.ILLUSTRATIVE, "illustrative") if line[1].illustrative else "",
            ),
            Field(self._text("月", "months", 20), lambda line: self._months(line[1].months)),
            Field(
                self._yen("経費の額", "cost of all payers", total=False),
                lambda line: line[1].total if line[1].payers else None,
            ),
            Field(
                Column(say("負担割合", "share"), Form.RATE, 12),
                lambda line: labels.percent(line[1].share) if line[1].payers else "",
            ),
            Field(
                Column(say("負担割合（分数）", "share, exact"), Form.RATE, 26),
                lambda line: str(line[1].share) if line[1].payers else "",
            ),
            Field(self._yen("負担額", "charged"), lambda line: line[1].yen),
            Field(self._text("摘要", "remark", 40), lambda line: remark(line[1], self._language)),
        )
        rows = [(paper, row) for paper in self._papers for row in paper.rows]
        name = say("算定内訳", "derivation")
        return self._sheet(name, say("負担金算定内訳書", "Derivation of the statements"), fields, rows)

    def formulas(self) -> Sheet:
        """Return how costs are shared, each formula once."""
        say = self._say
        fields: tuple[Field[str], ...] = (Field(self._text("算定式", "formula", 120), lambda text: text),)
        texts = dict.fromkeys(one.text for paper in self._papers for one in paper.formulas.values())
        return self._sheet(say("算定式", "formulas"), say("算定式", "Formulas"), fields, tuple(texts))

    def figures(self) -> Sheet:
        """Return the figures the formulas share by, of all towns: what a town's part is a part of."""
        say = self._say
        fields: tuple[Field[_Figure], ...] = (
            Field(self._text("基礎数値", "figure", 24), lambda one: one[0].label),
            Field(Column(say("基準日", "as of"), Form.DAY, 12), lambda one: one[0].reference_date),
            Field(self._text("町村", "town", 12), lambda one: self._names.get(one[1], one[1])),
            Field(self._yen("数値", "value", total=False), lambda one: one[0].values[one[1]]),
            Field(self._text("出典", "source", 60), lambda one: one[0].source),
        )
        found = {name: one for paper in self._papers for name, one in paper.figures.items()}
        rows = [(one, town) for one in found.values() for town in one.values]
        return self._sheet(say("基礎数値", "figures"), say("基礎数値", "Figures"), fields, rows)

    def _sheet(self, name: str, title: str, fields: Sequence[Field[Row]], rows: Sequence[Row]) -> Sheet:
        run = self._papers[0].run
        draft = self._say("（算定案）", " (draft)") if self._papers[0].issued_on is None else ""
        heading = self._say(f"{title}　{run.label_ja}{draft}", f"{title}, {run}{draft}")
        return sheet(name, heading, self._notes(), fields, rows, total_label=self._say("合計", "total"))

    def _notes(self) -> tuple[str, ...]:
        paper, say = self._papers[0], self._say
        facts = paper.facts
        hashed = say("調定簿（この調定の最後の行）", "book, last line of the run")
        drafted = say("算定案", "draft")
        return (
            joined([paper.union, paper.document], "　"),
            say(
                "金額の単位: 円（△は減額・還付）",
                "Amounts in yen; △ is given back. Titles, costs and formulas are as the book has them.",
            ),
            f"{hashed if paper.issued_on else drafted}: {paper.head}",
            say(
                f"カスタマイズ台帳: {facts.register}　規則（{facts.release}版）: {facts.rules}",
                f"register of customizations: {facts.register}, rules (release {facts.release}): {facts.rules}",
            ),
        )

    def _due(self, paper: Statement) -> str:
        if paper.refund:
            return ""
        return "\n".join(self._instalment(due, yen) for due, yen in paper.instalments)

    def _instalment(self, due: date | None, yen: int) -> str:
        day = labels.day(due, self._language) or self._say("別に定める", "to be set")
        return f"{day} {labels.yen(yen, self._language)}"

    def _months(self, months: Sequence[Month]) -> str:
        if self._language == "ja":
            return labels.months(months)
        return joined(map(str, months), ", ")


def _sum(rows: Sequence[StatementRow]) -> int:
    return sum(row.yen for row in rows)
