"""Owns `uwanose inputs`: which columns a business reads, and an empty file with their headings."""

from __future__ import annotations

import csv as csv_module
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.points.units import unit_word
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import BUSINESS
from uwanose_cli.output import Table
from uwanose_cli.session import Session
from uwanose_cli.text import Text
from uwanose_cli.words import TYPES, word

if TYPE_CHECKING:
    from uwanose.points.model import Business, Input


@click.command(
    "inputs",
    cls=Command,
    summary=Text(
        "業務の入力列（見出し・種類・必須か）を一覧にします。", "List the input columns of a business."
    ),
    detail=Text(
        "CSVの見出しは日本語の名前でも識別名でもかまいません。",
        "A CSV file may use the Japanese heading or the identifier.",
    ),
    examples=(
        Example("uwanose inputs 個人住民税", Text("列の一覧を見る", "list the columns")),
        Example(
            "uwanose inputs resident_tax --csv 入力.csv",
            Text("見出しだけのCSVを作る", "write an empty CSV file"),
        ),
    ),
)
@argument(
    "business", type=BUSINESS, shown_as=Text("業務", "BUSINESS"), text=Text("業務の名前", "the business")
)
@option(
    "--csv",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text("見出しだけのCSV（UTF-8）を書きます", "write a CSV file (UTF-8) that has the headings only"),
)
@click.pass_obj
def command(session: Session, business: Business, csv: Path | None) -> None:
    """Show the columns, or write their headings."""
    declared = tuple(session.workspace.catalog.inputs[business.id].values())
    session.put([_data(column) for column in declared])
    if csv:
        _write_headings(csv, declared)
        following = f"uwanose run {business.id} {csv} -o out.csv"
        session.say(
            f"{business.label_ja}の見出し{len(declared)}列を {csv} に書きました。次は、行を入れてから: {following} --town 町村 …",
            f"Wrote the {len(declared)} headings to {csv}. Next, with rows in it: {following} --town TOWN ...",
        )
        return
    session.say(
        f"{business.label_ja} ({business.id}) の入力列 {len(declared)}列。1行は{business.row_label_ja}1件です。",
        f"The {len(declared)} input columns of {business.label_en} ({business.id}). One row is one {business.row}.",
    )
    session.table(_table(declared, session.language))


def _write_headings(path: Path, declared: Sequence[Input]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv_module.writer(file).writerow(column.label_ja for column in declared)


def _table(declared: Sequence[Input], language: str) -> Table:
    headings = Text(
        "見出し,識別名,種類,単位,省略時,説明", "heading,identifier,type,unit,if absent,description"
    ).of(language)
    return Table(
        tuple(headings.split(",")),
        [
            (
                column.label_ja if language == "ja" else column.label_en,
                column.name,
                word(TYPES, column.type, language),
                unit_word(column.unit, language),
                _default(column, language),
                _description(column, language),
            )
            for column in declared
        ],
    )


def _description(column: Input, language: str) -> str:
    choices = " / ".join(column.choices.values() if language == "ja" else column.choices)
    return "　".join(filter(None, (choices, column.description)))


def _default(column: Input, language: str) -> str:
    if column.default is None:
        return Text("必須", "required").of(language)
    if column.choices:
        identifier = list(column.choices)[column.default]
        return column.choices[identifier] if language == "ja" else identifier
    if column.type.value == "flag":
        return (Text("はい", "yes") if column.default else Text("いいえ", "no")).of(language)
    if column.type.value == "text" or (column.type.value == "date" and not column.default):
        return Text("空", "empty").of(language)
    if column.type.value == "date":
        return f"{column.default // 10000:04}-{column.default // 100 % 100:02}-{column.default % 100:02}"
    return f"{column.default:,}"


def _data(column: Input) -> dict[str, object]:
    return {
        "name": column.name,
        "label_ja": column.label_ja,
        "label_en": column.label_en,
        "type": column.type,
        "unit": column.unit,
        "required": column.default is None,
        "default": column.default,
        "choices": column.choices,
        "least": column.least,
        "most": column.most,
        "description": column.description,
        "place": str(column.place),
    }
