"""Owns `uwanose wg agenda`: the paper for the meeting of a working group, as a page, a PDF or a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.dates import Month
from uwanose.errors import Refused
from uwanose_cli.commands.wg_lists import POLL_TYPED
from uwanose_cli.frame import LEFT_OUT, Command, Example, option
from uwanose_cli.names import DATE, MONTH, YEAR, lookup
from uwanose_cli.options import ASSUME, READS, assumed, result_files
from uwanose_cli.printing import FONT, Printer
from uwanose_cli.progress import progress
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.errors import Finding
    from uwanose.governance.polls.model import Poll, Standing
    from uwanose_cli.agenda import Agenda
    from uwanose_cli.proposing import Found

FILE = click.Path(path_type=Path, dir_okay=False)
_KINDS = (".html", ".pdf", ".xlsx")


@click.command(
    "agenda",
    cls=Command,
    summary=Text(
        "意向照会の会議資料を作ります（HTML・PDF・Excel）。",
        "Make the agenda paper of a poll, as a page, a PDF or a workbook.",
    ),
    detail=Text(
        "議題、提案、各町村のいまの値、回答、町村別の負担（県仕様の場合と、賛成町村の共同カスタマイズの場合）、住民への影響を1つの資料にします。"
        "影響は、--in に業務の入力（uwanose population で作る架空人口など）を付けたときに、照会したすべての町村が使ったものとして試算します。"
        "住所や氏名は載りません。ファイル名の終わり（.html・.pdf・.xlsx）で形式が決まります。",
        "One paper with the question, the proposal, today's value of each town, the answers, each town's price (as the "
        "prefecture's specification, and shared by those in favour) and the effect on residents. The effect is computed, as if "
        "all towns asked held it, when --in names an input of the business (an invented population from `uwanose population`, "
        "say). No address or name is printed. The ending of the file name (.html, .pdf, .xlsx) tells the form.",
    ),
    examples=(
        Example("uwanose wg agenda P-001 --out 会議資料.html", Text("ページを作る", "make the page")),
        Example(
            "uwanose wg agenda P-001 --in 明細.csv --assume --out 会議資料.xlsx --out 会議資料.pdf",
            Text("影響を添えてExcelとPDFで作る", "with the effect, as a workbook and a PDF"),
        ),
    ),
)
@POLL_TYPED
@option(
    "--out",
    "-o",
    "outs",
    type=FILE,
    required=True,
    multiple=True,
    shown_as=Text("ファイル", "FILE"),
    text=Text(
        "書くファイル（.html・.pdf・.xlsx。いくつでも）", "what to write (.html, .pdf, .xlsx; any number)"
    ),
)
@option(
    "--in",
    "source",
    type=FILE,
    shown_as=Text("入力", "IN"),
    text=Text(
        "影響を試算する業務の入力（CSVかParquet）", "an input of the business to compute the effect on"
    ),
)
@option(
    "--year",
    type=YEAR,
    text=Text(
        "入力の年度（年度ごとの業務。省略時は使い始める日の年度）",
        "the levy year of the input (else that of the first day proposed)",
    ),
)
@option(
    "--month",
    type=MONTH,
    text=Text(
        "入力の年月（月ごとの業務。省略時は使い始める月）",
        "the month of the input (else that of the first day proposed)",
    ),
)
@option(
    "--on", type=DATE, text=Text("いまの値の日（省略時は今日）", "the day of today's values (else today)")
)
@READS
@ASSUME
@FONT
@click.pass_obj
def agenda(
    session: Session, poll: Poll, outs: tuple[Path, ...], source: Path | None, year: int | None, month: Month | None,
    on: date | None, reads: tuple[str, ...], assume: str | None, font: Path | None,
) -> int:  # fmt: skip
    """Make the paper."""
    from uwanose_cli.agenda import Agenda
    from uwanose_cli.polling import standing_in

    wrong = [out for out in outs if out.suffix.lower() not in _KINDS]
    if wrong:
        raise click.UsageError(
            session.text(
                f"--out {wrong[0]} の形式が分かりません。{'・'.join(_KINDS)} のどれかで終わる名前にしてください。",
                f"--out {wrong[0]}: the name ends in one of {', '.join(_KINDS)}",
            )
        )
    standing = standing_in(session, poll)
    found = _study(session, standing, source, (year, month), reads, assume) if source else None
    told = _once(found.findings) if found else ()
    if found and told and not found.impact.total.heads:
        raise Refused(told)
    session.findings(told, aside=True)
    made = Agenda(session, standing, on or session.today, found)
    _write(made, outs, Printer(font))
    session.say(f"書きました: {'、'.join(map(str, outs))}", f"Wrote {', '.join(map(str, outs))}")
    session.put(made.data() | {"files": outs})
    return max(int(bool(found.impact.refused)), session.status(told)) if found else 0


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings without those that say the same of another town."""
    return tuple({(finding.code, finding.ja): finding for finding in findings}.values())


def _write(made: Agenda, outs: tuple[Path, ...], printer: Printer) -> None:
    """Write each form the line asks for; all are made before the first is written."""
    from uwanose.documents.agenda_page import agenda_page, agenda_workbook
    from uwanose.source.files import write_atomically, written_beside

    paper = made.paper()
    page = agenda_page(paper)
    forms = {
        ".html": lambda: page.encode(),
        ".xlsx": lambda: agenda_workbook(paper),
        ".pdf": lambda: printer.pdf((page, paper.title)),
    }
    ready = [(out, forms[out.suffix.lower()]()) for out in outs]
    for out, data in ready:
        with written_beside(out):
            write_atomically(out, data)


def _study(
    session: Session, standing: Standing, source: Path, when: tuple[int | None, Month | None], reads: tuple[str, ...],
    assume: str | None,
) -> Found:  # fmt: skip
    """Compute what it would do if all towns asked held the entry, on the rows of the input; by date from its first day on."""
    from uwanose.dates import fiscal_year, fiscal_year_start
    from uwanose_cli.proposing import Study
    from uwanose_cli.running import Runner

    poll = standing.poll
    runner = Runner(session.open(assume=assumed(assume)))
    profile = runner.workspace.profile
    business = runner.workspace.catalog.businesses[profile.customizations[poll.customization].business]
    if business.stake is None:
        raise click.UsageError(
            session.text(
                f"{business.label_ja}には比べる金額の宣言がないので、影響を試算できません。--in を外してください。",
                f"{business.id} declares no amount to compare; leave out --in",
            )
        )
    year, month = when
    days = {
        "year": fiscal_year_start(year or fiscal_year(poll.start)),
        "month": (month or Month.of(poll.start)).first_day,
    }
    study = Study(
        session=session,
        runner=runner,
        business=business,
        towns=tuple(profile.municipalities[town] for town in standing.answers),
        on=days.get(business.clock),
        source=source,
        reads=result_files(session, reads),
        options="".join(f" --reads {one}" for one in reads)
        + ("" if assume is None else " --assume" if assume == LEFT_OUT else f" --assume {assume}"),
    )
    item = lookup(runner.workspace).item(business.stake.item, business.id)
    with progress(session, "試算中", "computing", len(standing.answers)) as step:
        return study.run(
            None, [poll.customization], [], (), item,
            lambda town: step(profile.municipalities[town].name_ja),
        )  # fmt: skip
