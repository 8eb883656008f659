"""Ordinary tax notices: computed, worded and written as HTML, and some of them as PDF; ``python benchmarks/notices.py``.

Residents of the three largest towns, every one of them among the addressees; what is measured is what `uwanose document
print` does after it has loaded: the run, the papers, their files. Figures are for 10,000 notices and for 100 as PDF.
"""

from __future__ import annotations

import csv
import itertools
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Figures, Laps, emit

if TYPE_CHECKING:
    from uwanose.documents.notices.addressees import Addressees
    from uwanose.workspace import Workspace
    from uwanose_cli.running import Runner

ROOT = Path(__file__).resolve().parents[1]
YEAR = 2026
TOWNS = ("samukawa", "aikawa", "hayama")
SEED = 20260401
NOTICES, AS_PDF = 10_000, 100


def main() -> Figures:
    """Print them; return seconds for 10,000 as HTML and for 100 as PDF, and the most memory."""
    laps = Laps()
    with laps.lap("load"):
        from uwanose.documents.notices.wording import all_documents
        from uwanose.workspace import Workspace
        from uwanose_cli.noticing import Asked, print_notices
        from uwanose_cli.printing import Printer
        from uwanose_cli.running import Runner

        workspace = Workspace.open(ROOT, assume=True)
        document = all_documents(workspace.catalog, workspace.profile)[0]["ordinary_notice"]
        towns = [workspace.profile.municipalities[town] for town in TOWNS]
    with tempfile.TemporaryDirectory(prefix="uwanose-notices-") as folder:
        people, to = _invented(workspace, Path(folder))
        runner = Runner(workspace)
        asked = Asked(document, YEAR, date(2026, 6, 10), people, Path(folder) / "out")
        with laps.lap("html"):
            addressees = _addressees(to, runner)
            told = list(print_notices(runner, asked, towns, addressees, (), lambda _: None))
        lines = [line for town in told for line in town.lines]
        made = sum(1 for line in lines if line.file)
        assert made >= NOTICES, made
        few = _few(people, {line.row for line in lines[:AS_PDF]}, Path(folder) / "few.csv")
        pdf = Asked(document, YEAR, date(2026, 6, 10), few, Path(folder) / "pdf", printer=Printer(None))
        with laps.lap("pdf"):
            printed = sum(
                one.made for one in print_notices(runner, pdf, towns[:1], addressees, (), lambda _: None)
            )
        assert printed == AS_PDF, printed
    figures = laps.figures
    return figures | {
        "notices": made,
        "html_10000_cpu_s": figures["html_cpu_s"] * NOTICES / made,
        "pdf_100_cpu_s": figures["pdf_cpu_s"] * 100 / AS_PDF,
    }


def _invented(workspace: Workspace, folder: Path) -> tuple[Path, Path]:
    """Write the residents of the towns, and one addressee for each."""
    from uwanose.engine.population import residents, write_inputs

    figures = workspace.profile.consortium.drivers["population"].values
    tables = list(residents({town: figures[town] for town in TOWNS}, seed=SEED, income_year=YEAR - 1))
    people, to = folder / "people.csv", folder / "to.csv"
    write_inputs(people, tables, workspace.national.inputs["resident_tax"])
    with to.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["resident_id", "name", "postal_code", "address", "address_withheld"])
        rows = itertools.chain.from_iterable(columns["resident_id"] for _, columns in tables)
        writer.writerows(
            [str(row), f"見本 {row}", "250-0000", f"神奈川県見本{row}番地", "no"] for row in rows
        )
    return people, to


def _addressees(file: Path, runner: Runner) -> Addressees:
    from uwanose.documents.notices.addressees import read_addressees

    return read_addressees(file, runner.town_of)


def _few(people: Path, rows: set[str], to: Path) -> Path:
    """Write the input of some residents with their households."""
    with (
        people.open(encoding="utf-8-sig", newline="") as source,
        to.open("w", encoding="utf-8", newline="") as target,
    ):
        reader = csv.reader(source)
        heads = next(reader)
        writer = csv.writer(target)
        writer.writerow(heads)
        writer.writerows(_households(reader, rows))
    return to


def _households(reader: Iterator[list[str]], rows: set[str]) -> Iterator[list[str]]:
    for _, group in itertools.groupby(reader, key=lambda cells: cells[1]):
        members = list(group)
        if any(cells[0] in rows for cells in members):
            yield from members


if __name__ == "__main__":
    emit(main())
