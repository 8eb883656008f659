"""Owns printing a batch of notices: the run, the papers of each town, their files, and the list of what became of whom."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from uwanose.dates import fiscal_year_start
from uwanose.documents.notices.addressees import Addressees
from uwanose.documents.notices.declared import Document
from uwanose.documents.notices.papers import Figures, Paper, TownPapers
from uwanose.documents.notices.results import missing_items, read_figures
from uwanose.documents.notices.sheets import in_files, page, safe
from uwanose.errors import Finding, Refused, Severity
from uwanose.layers.model import Municipality
from uwanose.points.model import Item
from uwanose.source.files import write_atomically
from uwanose_cli.printing import Printer
from uwanose_cli.running import Runner

__all__ = ["Asked", "Line", "TownNotices", "list_file", "print_notices"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for. ``each`` papers go into one file; ``row`` names one person, '' everybody.

    ``assumed`` marks every paper as a specimen: assumptions (仮定) may be behind its figures.
    """

    document: Document
    year: int
    issued_on: date
    source: Path
    out: Path
    reads: Sequence[Path] = ()
    row: str = ""
    each: int = 500
    printer: Printer | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one person's notice: its file and place in it, or why there is none."""

    town: str
    row: str
    name: str
    file: str
    place: int
    withheld: bool
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class TownNotices:
    """What became of a town: its lines; or, where none of it was made, why."""

    town: Municipality
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def made(self) -> int:
        """How many papers were written."""
        return sum(1 for line in self.lines if line.file)


def print_notices(
    runner: Runner,
    asked: Asked,
    towns: Sequence[Municipality],
    addressees: Addressees,
    wrong: Iterable[Finding],
    step: Callable[[str], None],
) -> Iterator[TownNotices]:
    """Run the business, then write the papers town by town: what stops one town stops none of the others.

    Raises Refused where the run itself cannot begin.
    """
    catalog, document = runner.workspace.catalog, asked.document
    business = catalog.businesses[document.business]
    items = [catalog.items[f"{business.id}.{name}"] for name in document.items]
    errors = [finding for finding in wrong if finding.severity is Severity.ERROR]
    with TemporaryDirectory(prefix="uwanose") as folder:
        results = Path(folder) / "results.csv"
        run = runner.run(
            business,
            towns,
            fiscal_year_start(asked.year),
            asked.source,
            results,
            keep=document.items,
            reads=asked.reads,
        )
        refused = {town.town: town.findings for town in run.report.towns if town.refused}
        for town in towns:
            step(town.name_ja)
            against = [*refused.get(town.id, ()), *(one for one in errors if one.touches(town.id))]
            if against:
                yield TownNotices(town, (), tuple(against))
                continue
            lacking = missing_items(results, [one for one in items if one.name in document.single_items])
            if lacking:
                yield TownNotices(town, (), (_not_that_year(document, lacking, asked.year),))
                continue
            figures = read_figures(results, town.id, business.key, items)
            try:
                yield TownNotices(town, tuple(_town(runner, asked, town, figures, addressees)))
            except Refused as stopped:
                yield TownNotices(town, (), stopped.findings)


def _town(
    runner: Runner, asked: Asked, town: Municipality, figures: Iterable[Figures], addressees: Addressees
) -> Iterator[Line]:
    rules = runner.rules(town.id, fiscal_year_start(asked.year))
    maker = TownPapers(asked.document, runner.workspace.catalog, rules, town.name_ja, asked.issued_on)
    chosen = (one for one in figures if not asked.row or one.row == asked.row)
    for number, part in enumerate(in_files(maker.make(chosen, addressees), asked.each), 1):
        made = [paper for paper in part if paper.finding is None]
        file = _write(asked, town, made, number) if made else ""
        for paper in part:
            place = made.index(paper) + 1 if paper.finding is None else 0
            yield Line(
                town.id, paper.row, paper.name, file if place else "", place, paper.withheld, paper.finding
            )


def _write(asked: Asked, town: Municipality, papers: Sequence[Paper], number: int) -> str:
    """Write one file of papers and return its name. Raises Refused for a letter the font of a PDF does not have."""
    last = papers[0].row if asked.each == 1 else f"{number:03}"
    name = f"{asked.document.file}_{town.name_ja}_{safe(last)}.{'pdf' if asked.printer else 'html'}"
    if asked.printer is None:
        data = page(asked.document, papers, town.name_ja, asked.assumed).encode()
    else:
        data = asked.printer.pdf(
            *(
                (page(asked.document, [paper], town.name_ja, asked.assumed), f"{town.name_ja} {paper.row}")
                for paper in papers
            )
        )
    asked.out.mkdir(parents=True, exist_ok=True)
    write_atomically(asked.out / name, data)
    return name


def _not_that_year(document: Document, lacking: Sequence[Item], year: int) -> Finding:
    ja, en = (words.join(labels) for words, labels in (
        ("、", [item.label_ja for item in lacking]), (", ", [item.name for item in lacking])
    ))  # fmt: skip
    return Finding(
        code="D127",
        scope="register",
        place=document.place,
        ja=f"{document.label_ja}に要る結果が {year}年度にはありません: {ja}。",
        en=f"In {year} no formula gives what {document.label_en} needs: {en}.",
        remedy_ja="年度を確かめてください。その年度の様式がなければ、作れません。",
        remedy_en="Look at the year; there is no such paper for years without these results.",
    )


def list_file(lines: Iterable[Line], names: dict[str, str]) -> bytes:
    """Return the list of papers (発送一覧) as CSV: who has which file, whose address is not printed, who has none and why."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["町村", "住民コード", "氏名", "ファイル", "何枚目", "住所を印字しない", "作れない理由"])
    for line in lines:
        writer.writerow(
            [
                names[line.town], line.row, line.name, line.file, line.place or "",
                "はい" if line.withheld else "いいえ", line.finding.ja if line.finding else "",
            ]
        )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")
