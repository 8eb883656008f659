"""Owns writing papers: statements of a run, and the report of a fiscal year in every form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from uwanose.charging.due import UNION
from uwanose.charging.reading import read_book
from uwanose.charging.records import BookRun
from uwanose.charging.register_report import customization_report
from uwanose.charging.report_model import CustomizationRow, Report
from uwanose.charging.runs import Run, RunKind
from uwanose.charging.statement import Statement, statements
from uwanose.documents import labels
from uwanose.documents.pages import report_page, statement_file, statement_page
from uwanose.documents.sentences import payers_text
from uwanose.documents.tables import plain_data, report_csv
from uwanose.errors import Finding, Place
from uwanose.layers.model import Rank, Status
from uwanose.source.files import write_atomically
from uwanose.workspace import Workspace
from uwanose_cli.output import Table, yen
from uwanose_cli.printing import Printer
from uwanose_cli.text import Text
from uwanose_cli.unread import REPORTED, stop_unread
from uwanose_cli.words import OUTCOMES, STATUSES, word

__all__ = [
    "not_closed", "report_data", "report_of", "report_table", "statement_data", "statements_table", "town_table",
    "write_report", "write_statements",
]  # fmt: skip

FEW = 3
Written = Sequence[tuple[Path, Statement]]


def write_statements(
    entry: BookRun,
    out: Path,
    towns: Collection[str] | None = None,
    printer: Printer | None = None,
    step: Callable[[str], None] | None = None,
) -> Written:
    """Write every paper of a run, or those of some towns, and return where each is; a *printer* makes them PDFs.

    *step* hears the town of each paper that is written. Raises Refused where nothing can be printed.
    """
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for paper in statements(entry):
        if towns is None or paper.municipality in towns:
            page = statement_page(paper)
            path, data = out / statement_file(paper), page.encode()
            if printer is not None:
                path, data = path.with_suffix(".pdf"), printer.pdf((page, paper.name))
            write_atomically(path, data)
            written.append((path, paper))
            if step:
                step(paper.name)
    return written


def bound_statements(written: Written, printer: Printer) -> bytes:
    """Return papers as one PDF, in their order. Raises Refused."""
    return printer.pdf(*((statement_page(paper), paper.name) for _, paper in written))


def _due(paper: Statement, language: str) -> str:
    days = [str(day) for day, _ in paper.instalments if day]
    if len(days) > 1:
        return Text(f"{days[0]} ほか全{len(days)}回", f"{days[0]} and {len(days) - 1} more").of(language)
    return days[0] if days else "-"


def statements_table(written: Written, names: Mapping[str, str], language: str) -> Table:
    """Return the papers with their totals; a draft has no number to be paid by, but it has a total."""
    headings = Text("番号,町村,種類,納期限,金額,ファイル", "number,town,kind,due,yen,file").of(language)
    rows = [
        (
            paper.number,
            names.get(paper.municipality) or paper.name,
            labels.statement_kind(paper.run.kind, paper.refund, language),
            _due(paper, language),
            yen(paper.total, language),
            path.name,
        )
        for path, paper in written
    ]
    total = (
        "",
        Text("合計", "total").of(language),
        "",
        "",
        yen(sum(paper.total for _, paper in written), language),
        "",
    )
    return Table(tuple(headings.split(",")), rows, frozenset({4}), total)


def statement_data(path: Path, paper: Statement) -> dict[str, object]:
    """Return a paper for programs."""
    return {
        "number": paper.number,
        "town": paper.municipality,
        "refund": paper.refund,
        "total": paper.total,
        "due_date": paper.due_date,
        "instalments": [{"due": day, "yen": amount} for day, amount in paper.instalments],
        "revenue_year": paper.revenue_year,
        "issued_on": paper.issued_on,
        "file": str(path),
        "head": paper.head,
    }


def report_of(workspace: Workspace, year: int) -> Report:
    """Return the report of a fiscal year. Raises Refused while a file of the profile cannot be read."""
    stop_unread(workspace, REPORTED)
    place = f"{workspace.prefecture}/charges"
    book = read_book(workspace.root / place, place, workspace.cache)
    return customization_report(
        workspace.profile, workspace.catalog, year, book, release=workspace.release.id
    )


def write_report(
    report: Report,
    xlsx: Path | None,
    html: Path | None,
    csv: Path | None,
    pdf: Path | None = None,
    printer: Printer | None = None,
) -> list[Path]:
    """Write the report in the forms that were asked for, and return the files. Raises Refused where no PDF can be made."""
    contents: dict[Path, bytes] = {}
    if xlsx:
        from uwanose.documents.workbook import report_workbook

        contents[xlsx] = report_workbook(report)
    if html:
        contents[html] = report_page(report).encode()
    if pdf and printer:
        contents[pdf] = printer.pdf((report_page(report), "カスタマイズ費用報告書"))
    if csv:
        contents |= {csv / name: data for name, data in report_csv(report).items()}
    for path, data in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    return list(contents)


def report_table(report: Report, names: Mapping[str, str], language: str) -> Table:
    """Return one line for each customization: what it costs this year and over its life, and who pays."""
    headings = Text(
        "番号,題名,層,状態,いつから,要望,変更,今年度,全期間,負担町村と今年度の額",
        "id,title,layer,stands,since,requested by,changes,this year,life,who pays this year",
    ).of(language)
    rows = [
        (
            row.id,
            row.title if language == "ja" else row.title_en or row.title,
            labels.layer(row.layer) if language == "ja" else _LAYERS.get(row.layer, "-"),
            _status(row, language),
            str(row.since or "-"),
            Text("、", ", ").of(language).join(_in_language(report, row.requested_by, names)),
            str(len(row.changes)),
            yen(row.figures.total.this_year, language),
            yen(row.figures.total.life, language),
            _payers(report, row, names, language),
        )
        for row in report.customizations
    ]
    life = sum(row.figures.total.life for row in report.customizations)
    total = (
        "",
        Text("合計", "total").of(language),
        "",
        "",
        "",
        "",
        "",
        yen(report.this_year, language),
        yen(life, language),
        "",
    )
    return Table(tuple(headings.split(",")), rows, frozenset({6, 7, 8}), total)


_LAYERS: Mapping[Rank | None, str] = {Rank.PREFECTURE: "prefecture", Rank.TOWN: "town"}


def _status(row: CustomizationRow, language: str) -> str:
    if language == "ja":
        return labels.status(row.status, row.outcome)
    closed = row.status is Status.CLOSED and row.outcome
    return (
        word(OUTCOMES, row.outcome, language)
        if closed and row.outcome
        else word(STATUSES, row.status, language)
    )


def _in_language(report: Report, shown: Iterable[str], names: Mapping[str, str]) -> Iterator[str]:
    """Yield names of towns, which a report has in Japanese, in the language of *names*."""
    known = {name: town for town, name in report.municipalities.items()}
    return (names.get(known.get(one, ""), one) for one in shown)


def _payers(report: Report, row: CustomizationRow, names: Mapping[str, str], language: str) -> str:
    """Return who pays, by name as long as that fits a screen."""
    paying = {town: figures.this_year for town, figures in row.figures.payers.items() if figures.this_year}
    if len(paying) > FEW:
        return Text(f"{len(paying)}町村", f"{len(paying)} towns").of(language)
    if language == "ja":
        return payers_text(report, row) or "-"
    return (
        ", ".join(f"{names.get(town, town)} {yen(amount, language)}" for town, amount in paying.items())
        or "-"
    )


def town_table(report: Report, names: Mapping[str, str], language: str) -> Table:
    """Return what each town owes for the fiscal year, shared and own cost apart."""
    headings = Text("町村,共通経費,個別経費,計,調定済み", "town,shared cost,own cost,total,closed").of(
        language
    )
    owed = {town: totals for town, totals in report.towns.items() if town != UNION or totals.total}
    rows = [
        (
            names.get(town) or report.municipalities[town],
            *_amounts(language, one.shared, one.own, one.total, one.closed),
        )
        for town, one in owed.items()
    ]
    sums = [sum(getattr(one, name) for one in owed.values()) for name in ("shared", "own", "total", "closed")]
    total = (Text("合計", "total").of(language), *_amounts(language, *sums))
    return Table(tuple(headings.split(",")), rows, frozenset({1, 2, 3, 4}), total)


def report_data(report: Report) -> Any:
    """Return the whole report for programs."""
    return plain_data(report)


def _amounts(language: str, *amounts: int) -> tuple[str, ...]:
    return tuple(yen(amount, language) for amount in amounts)


def not_closed(run: Run, place: str) -> Finding:
    """Return why a run that is not in the book has no statements."""
    command = {
        RunKind.CLOSE: f"close {run.quarter}",
        RunKind.CORRECTION: f"correct {run.quarter}",
        RunKind.SETTLEMENT: f"settle {run.fiscal_year}",
    }[run.kind]
    draft_ja = "するか、--draft で案を書いて" if run.kind is RunKind.CLOSE else "して"
    draft_en = ", or write drafts with --draft" if run.kind is RunKind.CLOSE else ""
    return Finding(
        code="U109",
        place=Place(place),
        scope="register",
        ja=f"{run.label_ja}はまだ調定していないので、通知書はありません。",
        en=f"{run} is not in the book yet, so there are no statements.",
        remedy_ja=f"先に uwanose charge {command} --on 調定日 --document 決裁番号 で調定{draft_ja}ください。",
        remedy_en=f"Write it first (uwanose charge {command} --on DATE --document NUMBER){draft_en}.",
    )
