"""Owns the papers of `uwanose audit --out` (監査資料): the answers with their evidence, as a page and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from uwanose.charging.book import Book
from uwanose.charging.reading import scan_book
from uwanose.documents.audit_page import AuditPaper, audit_page
from uwanose.documents.sheets import Cell, Column, Form, Sheet
from uwanose.documents.workbook import workbook
from uwanose.errors import Finding
from uwanose.layers.model import Adoption, Customization, Override
from uwanose.source.files import write_atomically
from uwanose.workspace import Workspace
from uwanose_cli.auditing import Answer
from uwanose_cli.text import Text

__all__ = ["write_audit"]


def write_audit(
    workspace: Workspace,
    answers: Sequence[Answer],
    others: Sequence[Finding],
    language: str,
    out: Path,
    on: date,
) -> tuple[Path, Path]:
    """Write 監査資料.html and 監査資料.xlsx (audit.html, audit.xlsx in English) to a folder, and return where they are."""
    paper = _Papers(workspace, language).paper(answers, others, on)
    name = Text("監査資料", "audit").of(language)
    out.mkdir(parents=True, exist_ok=True)
    page, book = out / f"{name}.html", out / f"{name}.xlsx"
    write_atomically(page, audit_page(paper).encode())
    write_atomically(book, workbook(paper.sheets, on))
    return page, book


class _Papers:
    """The sheets in one language: what was asked, what speaks against it, and the acts and hashes everything rests on."""

    def __init__(self, workspace: Workspace, language: str) -> None:
        self._workspace, self._language = workspace, language
        place = f"{workspace.prefecture}/charges"
        self._book: Book = scan_book(workspace.root / place, place)[0]

    def paper(self, answers: Sequence[Answer], others: Sequence[Finding], on: date) -> AuditPaper:
        noes = sum(not answer.yes for answer in answers)
        good = not noes and not others
        profile = self._workspace.profile
        head = self._book.head if self._book.runs else self._of("調定なし", "nothing closed")
        verdict = self._of(
            "すべて「はい」です。"
            if good
            else f"「いいえ」が{noes}件、このほかの誤りが{len(others)}件あります。",
            "Every answer is yes."
            if good
            else f"{noes} answers are no, and there are {len(others)} other errors.",
        )
        return AuditPaper(
            language=self._language,
            title=self._of("監査点検の結果", "Result of the audit"),
            verdict=verdict,
            good=good,
            facts=(
                self._of(f"点検日 {on}", f"looked at on {on}"),
                self._of(
                    f"台帳のハッシュ {profile.sha256}", f"hash of the profile and register {profile.sha256}"
                ),
                self._of(f"調定簿の最後の行 {head}", f"head of the book {head}"),
                self._of(
                    "同じ結果は uwanose audit で確かめられます。記録を調べるもので、人の本人確認をするものではありません。",
                    "`uwanose audit` gives the same result. It examines records; it does not authenticate people.",
                ),
            ),
            sheets=(
                self._answers(answers),
                self._findings(answers, others),
                self._adoptions(),
                self._contents(),
                self._runs(),
            ),
        )

    def _of(self, ja: str, en: str) -> str:
        return Text(ja, en).of(self._language)

    def _sheet(
        self, name: Text, columns: Sequence[tuple[Text, Form, int]], rows: Sequence[tuple[Cell, ...]]
    ) -> Sheet:
        count = self._of(f"{len(rows)}件", f"{len(rows)} rows")
        return Sheet(
            name=name.of(self._language),
            title=name.of(self._language),
            notes=(count,),
            columns=tuple(
                Column(heading.of(self._language), form, width) for heading, form, width in columns
            ),
            rows=tuple(rows),
        )

    def _answers(self, answers: Sequence[Answer]) -> Sheet:
        columns = (
            (Text("番号", "no."), Form.COUNT, 6),
            (Text("問い", "statement"), Form.TEXT, 56),
            (Text("答え", "answer"), Form.TEXT, 8),
            (Text("調べたもの", "looked at"), Form.TEXT, 28),
            (Text("反する指摘", "findings against it"), Form.COUNT, 10),
        )
        rows = [
            (
                number,
                answer.question.statement.of(self._language),
                self._of("はい" if answer.yes else "いいえ", "yes" if answer.yes else "NO"),
                answer.looked_at.of(self._language),
                len(answer.against),
            )
            for number, answer in enumerate(answers, start=1)
        ]
        return self._sheet(Text("答え", "answers"), columns, rows)

    def _findings(self, answers: Sequence[Answer], others: Sequence[Finding]) -> Sheet:
        columns = (
            (Text("問い", "no."), Form.TEXT, 6),
            (Text("指摘", "code"), Form.TEXT, 8),
            (Text("場所", "place"), Form.TEXT, 44),
            (Text("内容", "what"), Form.TEXT, 70),
            (Text("対処", "remedy"), Form.TEXT, 50),
        )
        rows = [
            self._finding(str(number), finding)
            for number, answer in enumerate(answers, start=1)
            for finding in answer.against
        ]
        rows += [self._finding("-", finding) for finding in others]
        return self._sheet(Text("指摘", "findings"), columns, rows)

    def _finding(self, number: str, finding: Finding) -> tuple[Cell, ...]:
        places = "\n".join(str(place) for place in (finding.place, *finding.others) if place)
        return (
            number,
            finding.code,
            places,
            self._of(finding.ja, finding.en),
            self._of(finding.remedy_ja, finding.remedy_en),
        )

    def _adoptions(self) -> Sheet:
        columns = (
            (Text("番号", "id"), Form.TEXT, 8),
            (Text("件名", "title"), Form.TEXT, 34),
            (Text("採用", "adopted by"), Form.TEXT, 12),
            (Text("から", "from"), Form.DAY, 11),
            (Text("まで", "until"), Form.DAY, 11),
            (Text("WG決定", "decision"), Form.TEXT, 22),
            (Text("決裁", "approval"), Form.TEXT, 26),
            (Text("同意・負担承諾", "agreements, consent"), Form.TEXT, 30),
            (Text("場所", "place"), Form.TEXT, 40),
        )
        profile = self._workspace.profile
        rows = [
            self._adoption(one, profile.customizations[one.customization])
            for one in sorted(
                profile.adoptions, key=lambda one: (one.customization, one.municipality, one.interval.start)
            )
            if one.customization in profile.customizations
        ]
        return self._sheet(Text("採用", "adoptions"), columns, rows)

    def _adoption(self, adoption: Adoption, entry: Customization) -> tuple[Cell, ...]:
        town = self._workspace.profile.municipalities.get(adoption.municipality)
        who = self._of(town.name_ja, town.name_en) if town else self._of("県仕様", "prefecture")
        consent, agreed = adoption.consent, len(adoption.agreements)
        papers = (
            f"{consent.on} {consent.document}"
            if consent
            else self._of(f"{agreed}町村の同意", f"{agreed} agreements")
            if agreed
            else "-"
        )
        decision = f"{entry.decision.on} {entry.decision.document}" if entry.decision else "-"
        approval = f"{entry.approval.on} {entry.approval.document}" if entry.approval else "-"
        return (
            entry.id, self._of(entry.title_ja, entry.title_en), who, adoption.interval.start, adoption.interval.last_day,
            decision, approval, papers, str(adoption.place),
        )  # fmt: skip

    def _contents(self) -> Sheet:
        columns = (
            (Text("番号", "id"), Form.TEXT, 8),
            (Text("項目", "point"), Form.TEXT, 52),
            (Text("変え方", "mode"), Form.TEXT, 10),
            (Text("プログラム", "module"), Form.TEXT, 26),
            (Text("決裁された内容のハッシュ", "approved hash"), Form.TEXT, 68),
            (Text("場所", "place"), Form.TEXT, 40),
        )
        rows = [
            (entry.id, override.point, override.mode, _module(override),
             entry.approval.content if entry.approval else "-", str(entry.place))
            for entry in self._workspace.profile.customizations.values()
            for override in entry.content
        ]  # fmt: skip
        return self._sheet(Text("内容", "contents"), columns, rows)

    def _runs(self) -> Sheet:
        columns = (
            (Text("調定", "run"), Form.TEXT, 22),
            (Text("調定日", "closed on"), Form.DAY, 11),
            (Text("文書", "document"), Form.TEXT, 20),
            (Text("明細", "lines"), Form.COUNT, 8),
            (Text("合計", "yen"), Form.YEN, 14),
            (Text("最後の行のハッシュ", "head hash"), Form.TEXT, 68),
            (Text("ファイル", "file"), Form.TEXT, 40),
        )
        return self._sheet(Text("調定簿", "book"), columns, list(self._closed()))

    def _closed(self) -> Iterator[tuple[Cell, ...]]:
        for entry in self._book.runs:
            yield (
                entry.run.label_ja if self._language == "ja" else str(entry.run), entry.header.closed_on,
                entry.header.document, entry.totals.lines, entry.totals.yen, entry.head, entry.file,
            )  # fmt: skip


def _module(override: Override) -> str:
    return f"{override.plugin}/{override.module}" if override.plugin else ""
