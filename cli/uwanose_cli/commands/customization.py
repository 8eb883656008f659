"""Owns `uwanose customization`: the register as a list, one entry in full, its approval, the report of all with yen."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.dates import era_year, fiscal_year
from uwanose_cli.commands import customization_adoptions, customization_papers, customization_requests
from uwanose_cli.frame import Example, Group, argument, option
from uwanose_cli.names import BUSINESS, CUSTOMIZATION, DATE, TOWN, YEAR
from uwanose_cli.output import Table, finding_data
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization, Municipality
    from uwanose.points.model import Business
    from uwanose_cli.register import Entry


FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group(
    "customization",
    cls=Group,
    summary=Text(
        "カスタマイズ台帳を扱います（一覧・詳細・決裁・一覧表）。", "The register of customizations."
    ),
)
def command() -> None:
    """Commands for the register."""


@command.command(
    "list",
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
    ),
)
@option(
    "--town",
    type=TOWN,
    text=Text("その町村が要望または採用したものだけ", "only what a town asked for or adopted"),
)
@option("--business", type=BUSINESS, text=Text("その業務だけ", "only one business"))
@click.pass_obj
def list_entries(session: Session, town: Municipality | None, business: Business | None) -> int:
    """Show the list; a file that cannot be read may hold entries and adoptions the list lacks (exit status 1)."""
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
    session.say(
        f"{len(entries)}件。詳しくは: uwanose customization show 番号",
        f"{len(entries)} entries. Details: uwanose customization show ID",
    )
    session.put([one.data() for one in entries])
    unread = session.workspace.unread
    session.findings(unread, aside=True)
    return session.status(unread)


@command.command(
    "show",
    summary=Text(
        "カスタマイズ1件の経過・内容・採用・費用を示します。",
        "Show one entry: life, content, adoptions, costs.",
    ),
    examples=(Example("uwanose customization show K-004", Text("1件を見る", "see one entry")),),
)
@argument(
    "customization",
    type=CUSTOMIZATION,
    shown_as=Text("番号", "ID"),
    text=Text("番号（K-004）または題名", "the id or the title"),
)
@click.pass_obj
def show_entry(session: Session, customization: Customization) -> None:
    """Show one entry."""
    shown = next(one for one in _entries(session) if one.entry is customization)
    session.lines(shown.lines())
    session.put(shown.data())


@command.command(
    "approve",
    summary=Text(
        "決裁を台帳に記録します（内容とプログラムのハッシュを書きます）。",
        "Record an approval: pin content and program by their hash.",
    ),
    detail=Text(
        "いまの内容とプログラムが決裁されたものとして記録されます。記録した後に1文字でも変われば、点検が断り、計算に使いません。"
        "書く行を見せてから確かめ、処理履歴に残します。台帳は記録であって、電子決裁や本人確認の仕組みではありません。",
        "What the entry and its program hold now counts as approved; whatever is changed afterwards is refused. The line is "
        "shown before it is written, the journal keeps it. The register records; it does not authenticate anybody.",
    ),
    examples=(
        Example(
            "uwanose customization approve K-018 --on R8.12.1 --document 組合決裁第31号",
            Text("K-018 の決裁を記録する", "record the approval of K-018"),
        ),
    ),
)
@argument(
    "customization",
    type=CUSTOMIZATION,
    shown_as=Text("番号", "ID"),
    text=Text("番号（K-018）または題名", "the id or the title"),
)
@option("--on", type=DATE, required=True, text=Text("決裁日", "the day of the approval"))
@option(
    "--document",
    required=True,
    shown_as=Text("文書番号", "NUMBER"),
    text=Text("決裁の文書番号", "the document that approves it"),
)
@option("--yes", "-y", is_flag=True, text=Text("確かめずに書きます", "write without asking"))
@click.pass_obj
def approve(session: Session, customization: Customization, on: date, document: str, yes: bool) -> int:
    """Show the line, ask, write."""
    from uwanose_cli.approving import approval

    if not document.strip():
        raise click.UsageError(
            session.text("--document に決裁の文書番号を書いてください。", "--document must name the approval")
        )
    proposal = approval(session.workspace, customization, on, document)
    session.say(
        f"{customization.id} {customization.title_ja}: {on} {document} の決裁",
        f"{customization.id}: approved on {on} by {document}",
    )
    session.lines(f"  {line}" for line in proposal.difference())
    session.findings(proposal.new_findings)
    agreed = yes or (not session.as_json and session.confirm("書き込みますか。", "Write it?"))
    if agreed:
        line = (
            f"uwanose customization approve {customization.id} --on {on} --document {shlex.quote(document)}"
        )
        session.workspace.write(proposal.file, proposal.after, command=line)
        session.say(f"{proposal.file} に書きました。", f"Wrote {proposal.file}.")
        session.say(
            "次は: 発注（order）を台帳に、採用（adopts の id・from・consent）を町村のファイルに書き、uwanose check",
            "Next: write order in the entry and the adoption (id, from, consent) in the town's file, then uwanose check",
        )
    else:
        session.say("書き込みませんでした。", "Nothing was written.")
    session.put(
        {
            "customization": customization.id,
            "file": proposal.file,
            "difference": list(proposal.difference()),
            "written": agreed,
            "findings": [finding_data(finding) for finding in proposal.new_findings],
        }
    )
    return 0 if agreed or session.as_json else 1


@command.command(
    "report",
    summary=Text(
        "カスタマイズ費用報告書を作ります（画面・JSON・CSV・Excel・HTML）。",
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
    "--csv",
    type=FOLDER,
    shown_as=Text("フォルダ", "DIR"),
    text=Text("表ごとのCSVを書きます", "write a CSV file for each table"),
)
@click.pass_obj
def report(
    session: Session, year: int | None, xlsx: Path | None, html: Path | None, csv: Path | None
) -> None:
    """Show the report, or write it."""
    from uwanose_cli import papers
    from uwanose_cli.studies import town_names

    made = papers.report_of(session.workspace, year or fiscal_year(session.today))
    written = papers.write_report(made, xlsx, html, csv)
    session.put(papers.report_data(made))
    if not written:
        session.table(papers.report_table(made, town_names(session), session.language))
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


for act in (
    customization_requests.new,
    customization_requests.decide,
    customization_papers.quote,
    customization_papers.consent,
    customization_papers.order,
    customization_adoptions.adopt,
    customization_papers.accept,
    customization_papers.live,
    customization_papers.invoice,
    customization_adoptions.keep,
    customization_adoptions.revert,
    customization_requests.replace,
    customization_adoptions.retire,
):
    command.add_command(act)


def _entries(session: Session) -> list[Entry]:
    from uwanose_cli.register import entries

    return entries(session.workspace, session.today, session.language)


def _wanted(entry: Entry, town: Municipality | None, business: Business | None) -> bool:
    if business and entry.entry.business != business.id:
        return False
    concerned = {*entry.entry.request.by, *(one.municipality for one in entry.adoptions)}
    return town is None or town.id in concerned or "" in concerned
