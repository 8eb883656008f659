"""Owns `uwanose document`: which papers there are, the variables of each, and printing them for one person or a town."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Refused
from uwanose_cli import output
from uwanose_cli.frame import Command, Example, Group, argument, option
from uwanose_cli.names import DATE, TOWNS, YEAR
from uwanose_cli.options import ASSUME, READS, assumed, result_files
from uwanose_cli.printing import FONT, PDF, Printer
from uwanose_cli.progress import progress
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.documents.notices.declared import Document
    from uwanose.errors import Finding
    from uwanose.layers.model import Municipality
    from uwanose_cli.noticing import TownNotices

FILE = click.Path(path_type=Path, dir_okay=False)
NAME = argument(
    "name",
    shown_as=Text("文書", "DOCUMENT"),
    text=Text("文書の名前（uwanose document list）", "the document (see uwanose document list)"),
)


@click.group(
    "document",
    cls=Group,
    summary=Text(
        "住民あての文書: 一覧、使える変数、1人分・町村全体の印刷。",
        "Papers to residents: which there are, their variables, printing them.",
    ),
    detail=Text(
        "文面は、国の標準の上に県仕様、町村の順にブロックごとに重なります。変えるのはカスタマイズです（uwanose show で誰の文面かが分かります）。",
        "The wording is layered block by block: national, prefecture, town. Only a customization changes it; uwanose show tells whose it is.",
    ),
)
def command() -> None:
    """Commands for papers."""


@command.command(
    "list",
    summary=Text("文書の一覧。", "List the documents."),
    examples=(Example("uwanose document list", Text("どの文書を作れるか", "what can be printed")),),
)
@click.pass_obj
def list_documents(session: Session) -> int:
    """List them."""
    documents, found = _documents(session)
    session.findings(found)
    businesses, ja = session.workspace.catalog.businesses, session.language == "ja"
    rows = [
        (
            one.name,
            one.label_ja if ja else one.label_en,
            businesses[one.business].label_ja if ja else businesses[one.business].label_en,
            str(len(one.blocks)),
            str(len(one.variables)),
        )
        for one in documents.values()
    ]
    headings = session.text("名前,文書,業務,ブロック,変数", "name,document,business,blocks,variables").split(
        ","
    )
    session.table(output.Table(tuple(headings), rows, frozenset({3, 4})))
    session.say("次は: uwanose document variables 文書", "Next: uwanose document variables DOCUMENT")
    session.put(
        [
            {"name": one.name, "label": one.label_ja if ja else one.label_en, "business": one.business,
             "blocks": [point.id for point in one.blocks.values()], "variables": list(one.variables)}
            for one in documents.values()
        ]
    )  # fmt: skip
    return session.status(found)


@command.command(
    "variables",
    summary=Text("文書の文面で使える変数とブロック。", "The variables and blocks of a document."),
    examples=(
        Example(
            "uwanose document variables ordinary_notice",
            Text("納税通知書の変数", "the variables of the tax notice"),
        ),
    ),
)
@NAME
@click.pass_obj
def variables(session: Session, name: str) -> None:
    """Show name, type and label of each variable, and the blocks they may stand in."""
    document, ja = _found(session, name), session.language == "ja"
    rows = [
        (one.name, one.type, _source(one.given, one.items, one.point), one.label_ja if ja else one.label_en)
        for one in document.variables.values()
    ]
    headings = session.text("変数,型,出どころ,意味", "variable,type,source,meaning").split(",")
    session.table(output.Table(tuple(headings), rows, frozenset()))
    blocks = [
        (block, point.id, point.label_ja if ja else point.label_en)
        for block, point in document.blocks.items()
    ]
    session.table(
        output.Table(
            tuple(session.text("ブロック,項目,意味", "block,point,meaning").split(",")), blocks, frozenset()
        )
    )
    session.put(
        {
            "variables": [
                {"name": one.name, "type": one.type, "label": one.label_ja if ja else one.label_en,
                 "given": one.given, "items": list(one.items), "point": one.point}
                for one in document.variables.values()
            ],
            "blocks": {block: point.id for block, point in document.blocks.items()},
        }
    )  # fmt: skip


def _source(given: str, items: tuple[str, ...], point: str) -> str:
    return given or point or (items[0] if len(items) == 1 else f"{items[0]} …({len(items)})")


@command.command(
    "print",
    cls=Command,
    summary=Text(
        "文書を1人分、または町村全体で印刷します。", "Print a document for one person or for whole towns."
    ),
    detail=Text(
        "入力を計算し、その結果だけを印字します。宛名はCSV（住民コード、氏名、郵便番号、住所、住所を印字しない、あれば町村）。"
        "「住所を印字しない」人の住所と郵便番号はどの文書にも載らず、一覧に印が付きます。作れない人と町村は理由とともに一覧に載り、"
        "ほかの町村は止まりません。同じ入力からは同じファイルができます。",
        "Computes the input and prints nothing but its results. Addressees are a CSV (resident_id, name, postal_code, address, "
        "address_withheld, and municipality where there is one). A withheld address stands on no paper; the list marks whose it is. "
        "Who gets none is listed with the reason; a town that cannot be printed stops no other. The same input makes the same files.",
    ),
    examples=(
        Example(
            "uwanose document print ordinary_notice 住民.csv --town 大井町 --year R8 --on R8.6.10 --addressees 宛名.csv -o 納税通知書 --pdf",
            Text("町のすべての納税通知書をPDFで", "all tax notices of a town as PDF"),
        ),
        Example(
            "uwanose document print 納税通知書 住民.csv --town 大井町 --person 143626-000001 --year R8 --on R8.6.10 --addressees 宛名.csv -o 1人分",
            Text("1人分", "one person's"),
        ),
    ),
)
@NAME
@argument(
    "source",
    type=FILE,
    shown_as=Text("入力", "IN"),
    text=Text("業務の入力（uwanose run と同じ）", "the input, as for uwanose run"),
)
@option("--town", "towns", type=TOWNS, required=True, text=Text("町村（all で全町村）", "the town, or all"))
@option("--year", type=YEAR, required=True, text=Text("課税年度", "the levy year"))
@option("--on", "issued_on", type=DATE, required=True, text=Text("文書の日付", "the day of the papers"))
@option(
    "--addressees",
    type=FILE,
    required=True,
    shown_as=Text("宛名", "FILE"),
    text=Text("宛名のCSV", "a CSV of addressees"),
)
@option(
    "--person",
    default="",
    shown_as=Text("住民コード", "ID"),
    text=Text("この人だけ（省略時は全員）", "only this resident (else all)"),
)
@option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), required=True,
    shown_as=Text("フォルダ", "DIR"), text=Text("書くフォルダ", "the folder to write to"),
)  # fmt: skip
@option(
    "--per-file", "each", type=click.IntRange(1, 5000), default=500, show_default=True,
    shown_as=Text("数", "N"), text=Text("1つのファイルに入れる枚数（1なら1人1ファイル）", "papers in one file (1: a file a person)"),
)  # fmt: skip
@PDF
@FONT
@READS
@ASSUME
@click.pass_obj
def print_document(
    session: Session,
    name: str,
    source: Path,
    towns: tuple[Municipality, ...],
    year: int,
    issued_on: date,
    addressees: Path,
    person: str,
    out: Path,
    each: int,
    as_pdf: bool,
    font: Path | None,
    reads: tuple[str, ...],
    assume: str | None,
) -> int:
    """Print them, and say what became of each town."""
    from uwanose.documents.notices.addressees import read_addressees
    from uwanose.source.files import write_atomically
    from uwanose_cli.noticing import Asked, list_file, print_notices
    from uwanose_cli.running import Runner

    runner = Runner(session.open(assume=assumed(assume)))
    document, wrong = _found(session, name), _documents(session)[1]
    asked = Asked(
        document, year, issued_on, source, out, result_files(session, reads), person, each,
        Printer(font) if as_pdf else None, assumed=assume is not None,
    )  # fmt: skip
    to = read_addressees(addressees, runner.town_of)
    with progress(session, "作成中", "printing", len(towns)) as step:
        told = list(print_notices(runner, asked, towns, to, wrong, step))
    lines = [line for town in told for line in town.lines]
    if person and not lines:
        raise Refused([_nobody(person, document)])
    listed = out / f"{document.file}_一覧.csv"
    if lines:
        out.mkdir(parents=True, exist_ok=True)
        write_atomically(listed, list_file(lines, {town.id: town.name_ja for town in towns}))
    return _tell(session, told, listed)


def _found(session: Session, name: str) -> Document:
    from uwanose.documents.notices.declared import find_document

    return find_document(_documents(session)[0], name)


def _documents(session: Session) -> tuple[dict[str, Document], list[Finding]]:
    from uwanose.documents.notices.wording import all_documents

    return all_documents(session.workspace.catalog, session.workspace.profile)


def _tell(session: Session, told: list[TownNotices], listed: Path) -> int:
    """Say how many papers each town has, and everything that stands against one; return the exit status."""
    ja = session.language == "ja"
    rows = [
        (
            one.town.name_ja if ja else one.town.name_en,
            f"{one.made:,}",
            f"{sum(1 for line in one.lines if line.withheld and line.file):,}",
            session.text("作れません", "refused") if one.findings else f"{len(one.lines) - one.made:,}",
        )
        for one in told
    ]
    findings = [finding for one in told for finding in one.findings]
    failed = [line for one in told for line in one.lines if line.finding]
    session.findings(
        list(dict.fromkeys([*findings, *(line.finding for line in failed[:10] if line.finding)])), aside=True
    )
    headings = session.text("町村,枚数,うち住所なし,作れない人", "town,papers,without address,failed").split(
        ","
    )
    session.table(output.Table(tuple(headings), rows, frozenset({1, 2, 3})))
    if any(one.lines for one in told):
        session.say(f"一覧: {listed}", f"List: {listed}")
    if len(failed) > 10:
        session.say(
            f"作れない人は全部で {len(failed):,}人です（一覧に理由）。",
            f"{len(failed):,} could not be made (reasons in the list).",
        )
    session.put(
        [
            {
                "town": one.town.id,
                "made": one.made,
                "files": list(dict.fromkeys(line.file for line in one.lines if line.file)),
                "withheld": [line.row for line in one.lines if line.withheld],
                "failed": [
                    {"row": line.row, "reason": output.finding_data(line.finding)}
                    for line in one.lines
                    if line.finding
                ],
                "findings": [output.finding_data(finding) for finding in one.findings],
            }
            for one in told
        ]
    )
    return int(bool(findings or failed))


def _nobody(person: str, document: Document) -> Finding:
    from uwanose.errors import Finding

    return Finding(
        code="D126",
        scope="register",
        ja=f"{person} には{document.label_ja}がありません（その町村の入力にないか、通知する額がどれも0円です）。",
        en=f"{person} gets no {document.label_en}: not in the town's input, or nothing to be notified of.",
        remedy_ja="住民コードと町村を確かめてください。uwanose explain で金額の理由が分かります。",
        remedy_en="Look at the resident id and the town; uwanose explain tells why the amount is 0.",
    )
