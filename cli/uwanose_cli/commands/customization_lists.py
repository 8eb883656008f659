"""Owns looking at the register: the list, one entry in full, the report of all with yen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.dates import era_year, fiscal_year
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import BUSINESS, TOWN, YEAR
from uwanose_cli.output import Table
from uwanose_cli.printing import FONT, Printer
from uwanose_cli.register_options import ENTRY
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization, Municipality
    from uwanose.points.model import Business
    from uwanose_cli.register import Entry


FILE = click.Path(path_type=Path, dir_okay=False)
_FORMS = (".html", ".pdf", ".xlsx")
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(
    "list",
    cls=Command,
    summary=Text(
        "カスタマイズ台帳の一覧（見送り・取下げも含む）。",
        "List the register, refused and withdrawn entries included.",
    ),
    examples=(
        Example("uwanose customization list", Text("すべての登録", "every entry")),
        Example(
            "uwanose customization list --town 開成町",
            Text("開成町が要望または採用したもの", "what one town asked for or adopted"),
        ),
        Example(
            "uwanose customization list --out 一覧表.pdf --out 一覧表.xlsx",
            Text("カスタマイズ一覧表を作る", "as a paper"),
        ),
    ),
)
@option(
    "--town",
    type=TOWN,
    text=Text("その町村が要望または採用したものだけ", "only what a town asked for or adopted"),
)
@option("--business", type=BUSINESS, text=Text("その業務だけ", "only one business"))
@option(
    "-o",
    "--out",
    "outs",
    multiple=True,
    type=FILE,
    shown_as=Text("ファイル", "FILE"),
    text=Text(
        "カスタマイズ一覧表を書きます（.html・.pdf・.xlsx。いくつでも）",
        "write the list as a paper (.html, .pdf, .xlsx; any number)",
    ),
)
@option(
    "--year",
    type=YEAR,
    text=Text("一覧表の費用の年度（省略時は今年度）", "the fiscal year of the paper's yen (else this one)"),
)
@FONT
@click.pass_obj
def list_entries(
    session: Session,
    town: Municipality | None,
    business: Business | None,
    outs: tuple[Path, ...],
    year: int | None,
    font: Path | None,
) -> int:
    """Show the list; a file that cannot be read may hold entries and adoptions the list lacks (exit status 1)."""
    _stop_other_forms(session, outs)
    entries = [entry for entry in _entries(session) if _wanted(entry, town, business)]
    headings = session.text(
        "番号,題名,業務,要望,段階,採用町村,費用", "id,title,business,requested by,stands,adopters,cost"
    )
    businesses = session.workspace.catalog.businesses
    rows = [
        (
            one.entry.id,
            one.title,
            businesses[one.entry.business].label_ja if session.language == "ja" else one.entry.business,
            one.towns(one.entry.request.by),
            one.stands,
            one.adopters,
            one.cost,
        )
        for one in entries
    ]
    session.table(Table(tuple(headings.split(",")), rows))
    if outs:
        _write_list(session, entries, _scope(session, town, business), year, outs, Printer(font))
    session.say(
        f"{len(entries)}件。詳しくは: uwanose customization show 番号",
        f"{len(entries)} entries. Details: uwanose customization show ID",
    )
    session.put([one.data() for one in entries])
    unread = session.workspace.unread
    session.findings(unread, aside=True)
    return session.status(unread)


@click.command(
    "show",
    cls=Command,
    summary=Text(
        "カスタマイズ1件の経過・内容・採用・費用を示します。",
        "Show one entry: life, content, adoptions, costs.",
    ),
    examples=(Example("uwanose customization show K-004", Text("1件を見る", "see one entry")),),
)
@ENTRY
@click.pass_obj
def show_entry(session: Session, customization: Customization) -> None:
    """Show one entry."""
    shown = next(one for one in _entries(session) if one.entry is customization)
    session.lines(shown.lines())
    session.put(shown.data())


@click.command(
    "report",
    cls=Command,
    summary=Text(
        "カスタマイズ費用報告書を作ります（画面・JSON・CSV・Excel・HTML・PDF）。",
        "The report of every customization: what it changes, who asked, decided and pays, what it costs.",
    ),
    detail=Text(
        "見送りや廃止も含むすべての件について、下の層から何を変えるか、だれが要望・決定・承諾・決裁したか、いつからか、今年度と全期間の費用、"
        "どの町村がいくら負担するかを示します。無料の設定も別の表にすべて載せるので、効力のあるもので漏れるものはありません。",
        "Every entry, refused and retired ones included; the free settings stand once each on a second sheet, so that "
        "nothing that has effect is missing.",
    ),
    examples=(
        Example("uwanose customization report --year R8", Text("画面で見る", "on the screen")),
        Example(
            "uwanose customization report --year R8 --xlsx 報告書.xlsx --html 報告書.html",
            Text("ExcelとHTMLに書く", "as a workbook and a page"),
        ),
    ),
)
@option("--year", type=YEAR, text=Text("年度（省略時は今年度）", "the fiscal year (else this one)"))
@option(
    "--xlsx",
    type=FILE,
    shown_as=Text("ファイル", "FILE"),
    text=Text("Excelのブックを書きます", "write a workbook"),
)
@option(
    "--html",
    type=FILE,
    shown_as=Text("ファイル", "FILE"),
    text=Text("印刷できるHTMLを書きます", "write a page to print"),
)
@option(
    "--pdf",
    type=FILE,
    shown_as=Text("ファイル", "FILE"),
    text=Text("PDFを書きます（pip install 'uwanose[pdf]'）", "write a PDF (pip install 'uwanose[pdf]')"),
)
@FONT
@option(
    "--csv",
    type=FOLDER,
    shown_as=Text("フォルダ", "DIR"),
    text=Text("表ごとのCSVを書きます", "write a CSV file for each table"),
)
@click.pass_obj
def report(
    session: Session,
    year: int | None,
    xlsx: Path | None,
    html: Path | None,
    pdf: Path | None,
    font: Path | None,
    csv: Path | None,
) -> None:
    """Show the report, or write it."""
    from uwanose_cli import papers
    from uwanose_cli.report_acts import acts_table
    from uwanose_cli.studies import town_names

    made = papers.report_of(session.workspace, year or fiscal_year(session.today))
    written = papers.write_report(made, xlsx, html, csv, pdf, Printer(font))
    session.put(papers.report_data(made))
    if not written:
        session.table(papers.report_table(made, town_names(session), session.language))
        session.table(acts_table(made, town_names(session), session.language))
        session.table(papers.town_table(made, town_names(session), session.language))
        closed = "、".join(made.closed_quarters)
        session.say(
            f"無料の設定 {len(made.settings)}件は --xlsx・--csv・--html に載ります。調定済み: {closed or 'なし'}。",
            f"The {len(made.settings)} free settings are in --xlsx, --csv and --html. Closed: {', '.join(made.closed_quarters) or 'none'}.",
        )
        return
    names = "、".join(map(str, written))
    session.say(
        f"{era_year(made.fiscal_year)}の報告書（{len(made.customizations)}件、無料の設定{len(made.settings)}件）を書きました: {names}",
        f"Wrote the report of {made.fiscal_year}: {names}",
    )


def _write_list(
    session: Session,
    listed: list[Entry],
    scope: str,
    year: int | None,
    outs: tuple[Path, ...],
    printer: Printer,
) -> None:
    """Write the paper in each form asked for; all are made before the first is written. Raises Refused."""
    from uwanose.documents.agenda_page import agenda_page, agenda_workbook
    from uwanose.documents.register_paper import register_paper
    from uwanose.source.files import write_atomically, written_beside
    from uwanose_cli import papers
    from uwanose_cli.studies import town_names

    made = papers.report_of(session.workspace, year or fiscal_year(session.today))
    wanted = {one.entry.id for one in listed}
    paper = register_paper(made, wanted, town_names(session), scope, session.today, session.language)
    page = agenda_page(paper)
    forms = {
        ".html": lambda: page.encode(),
        ".xlsx": lambda: agenda_workbook(paper),
        ".pdf": lambda: printer.pdf((page, paper.title)),
    }
    for out, content in [(out, forms[out.suffix.lower()]()) for out in outs]:
        with written_beside(out):
            write_atomically(out, content)
    session.say(f"書きました: {'、'.join(map(str, outs))}", f"Wrote {', '.join(map(str, outs))}")


def _stop_other_forms(session: Session, outs: tuple[Path, ...]) -> None:
    """Raise UsageError for the first file whose form nobody can tell."""
    wrong = [out for out in outs if out.suffix.lower() not in _FORMS]
    if wrong:
        raise click.UsageError(
            session.text(
                f"--out {wrong[0]} の形式が分かりません。{'・'.join(_FORMS)} のどれかで終わる名前にしてください。",
                f"--out {wrong[0]}: the name ends in one of {', '.join(_FORMS)}",
            )
        )


def _scope(session: Session, town: Municipality | None, business: Business | None) -> str:
    """Return by what the list was narrowed, as the beginning of a sentence."""
    ja, parts = session.language == "ja", []
    if town:
        parts.append(
            f"{town.name_ja}が要望または採用した" if ja else f"What {town.name_en} asked for or adopted"
        )
    if business:
        parts.append(f"{business.label_ja}の" if ja else business.label_en)
    return "".join(parts) if ja else f"{', '.join(parts)}: " if parts else ""


def _entries(session: Session) -> list[Entry]:
    from uwanose_cli.register import entries

    return entries(session.workspace, session.today, session.language)


def _wanted(entry: Entry, town: Municipality | None, business: Business | None) -> bool:
    if business and entry.entry.business != business.id:
        return False
    concerned = {*entry.entry.request.by, *(one.municipality for one in entry.adoptions)}
    return town is None or town.id in concerned or "" in concerned
