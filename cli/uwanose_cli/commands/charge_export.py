"""Owns `uwanose charge export`: the book for accounting programs, spreadsheets and cost tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Finding, Place, Refused
from uwanose_cli import booking
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import QUARTER, TOWNS, YEAR
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.charging.book import Book
    from uwanose.documents.exports.extract import Extract
    from uwanose.documents.exports.forms import ExportForm
    from uwanose.layers.model import Municipality

__all__ = ["export_book"]


@click.command(
    "export",
    cls=Command,
    summary=Text(
        "調定簿を会計ソフトや表計算に渡す形で書きます。",
        "Write the book for accounting programs and spreadsheets.",
    ),
    detail=Text(
        "形式: ledger（複式簿記の仕訳帳。hledger と Beancount の両方で読めます）、xlsx（通知書・明細・算定内訳・算定式・基礎数値）、"
        "csv（明細。Excelでそのまま開けます）、focus（クラウド費用の共通様式 FOCUS 1.2）、json。"
        "形式は -o のファイル名の終わりで決まります（.journal .beancount .xlsx .csv .focus.csv .json）。"
        "調定簿は読むだけで、書き換えません。どの形式にも調定簿の最後の行のハッシュが入ります。",
        "Forms: ledger (a double-entry journal that hledger and Beancount both read), xlsx (papers, lines, derivation, "
        "formulas, base figures), csv (the lines, ready for Excel), focus (FOCUS 1.2) and json. The end of the file "
        "name chooses the form. The book is only read. Every form carries the hash of its last line.",
    ),
    examples=(
        Example(
            "uwanose charge export -o 仕訳帳.journal",
            Text("全部の調定の仕訳帳", "the journal of the whole book"),
        ),
        Example(
            "uwanose charge export --quarter R8-1 -o R8-1.xlsx",
            Text("一つの期とその変更調定のExcel", "a quarter with its corrections as a workbook"),
        ),
        Example(
            "uwanose charge export --year R8 --town 清川村 --format csv",
            Text("一つの村の一年分を画面へ", "one village, one year, on the screen"),
        ),
    ),
)
@option(
    "--quarter",
    type=QUARTER,
    text=Text("その期（変更調定を含む）だけ", "only this quarter, corrections included"),
)
@option(
    "--year", type=YEAR, text=Text("その年度（精算を含む）だけ", "only this fiscal year, settlement included")
)
@option(
    "--town", "towns", type=TOWNS, text=Text("その町村だけ（省略時は全町村）", "only these towns (else all)")
)
@option(
    "--format",
    "form",
    type=click.Choice(["ledger", "xlsx", "csv", "focus", "json"]),
    text=Text("形式（省略時は -o のファイル名で決まる）", "the form (else by the name of the file)"),
)
@option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text("書くファイル（省略時は画面）", "the file to write (else the screen)"),
)
@click.pass_obj
def export_book(
    session: Session,
    quarter: tuple[int, int] | None,
    year: int | None,
    towns: tuple[Municipality, ...] | None,
    form: str | None,
    out: Path | None,
) -> None:
    """Write the extract, and say how much it is and what it was proven against."""
    from uwanose.charging.quarters import Quarter
    from uwanose.documents.exports.extract import extract
    from uwanose.source.files import write_atomically

    if quarter and year is not None:
        raise click.UsageError(
            session.text(
                "--quarter と --year はどちらか一つにしてください。", "give --quarter or --year, not both"
            )
        )
    chosen = _form(session, form, out)
    book = booking.open_book(session)
    which = frozenset(town.id for town in towns) if towns else frozenset()
    found = extract(book, quarter=Quarter(*quarter) if quarter else None, year=year, towns=which)
    if not found.runs:
        raise Refused([_nothing(session, book)])
    content = chosen.write(found)
    if out is None:
        _to_screen(content)
        return
    write_atomically(out, content)
    _tell(session, found, chosen, out)


def _form(session: Session, name: str | None, out: Path | None) -> ExportForm:
    """Return the form that is asked for. Raises UsageError when none is, or one that is no text is to go to the screen."""
    from uwanose.documents.exports.forms import FORMS, form_of

    chosen = FORMS[name] if name else form_of(out.name) if out else None
    if chosen is None:
        raise click.UsageError(
            session.text(
                "形式が分かりません。--format を付けるか、-o のファイル名を .journal .xlsx .csv .focus.csv .json のどれかで終えてください。",
                "the form is not known: give --format, or end -o in .journal, .xlsx, .csv, .focus.csv or .json",
            )
        )
    if out is None and not chosen.text:
        raise click.UsageError(
            session.text(
                "xlsx は画面に書けません。-o でファイルを指定してください。", "xlsx needs a file: give -o"
            )
        )
    return chosen


def _to_screen(content: bytes) -> None:
    """Write the very bytes of a file, so that ``> file`` gives the file ``-o`` would have written."""
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        sys.stdout.write(content.decode())
    else:
        raw.write(content)
        raw.flush()


def _tell(session: Session, found: Extract, chosen: ExportForm, out: Path) -> None:
    lines, papers = sum(1 for _ in found.lines()), sum(len(some) for some in found.papers.values())
    session.say(
        f"調定 {len(found.runs)}件、通知書 {papers}通、明細 {lines:,}行（計 {found.yen:,}円）を {out} に書きました。",
        f"Wrote {len(found.runs)} runs, {papers} papers and {lines:,} lines ({found.yen:,} yen) to {out}.",
    )
    if chosen.name == "ledger":
        session.say(
            f"次は: hledger -f {out} check または bean-check {out} で確かめる",
            f"Next: hledger -f {out} check, or bean-check {out}",
        )
    else:
        session.say(
            "次は: uwanose charge verify で調定簿そのものを確かめる",
            "Next: prove the book itself: uwanose charge verify",
        )
    session.put(
        {"file": out, "form": chosen.name, "runs": [str(entry.run) for entry in found.runs], "papers": papers,
         "lines": lines, "yen": found.yen, "head": found.head}
    )  # fmt: skip


def _nothing(session: Session, book: Book) -> Finding:
    closed = "、".join(str(entry.run) for entry in book.runs)
    return Finding(
        code="C137",
        scope="register",
        ja=f"書き出す調定がありません（調定済み: {closed or 'なし'}）。",
        en=f"there is nothing to export (closed: {closed.replace('、', ', ') or 'none'}).",
        remedy_ja="調定した期か年度を指定してください。まだなら uwanose charge close で調定します。",
        remedy_en="Name a closed quarter or year; else close one: uwanose charge close.",
        place=Place(booking.book_place(session)),
    )
