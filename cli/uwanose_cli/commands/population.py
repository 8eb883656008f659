"""Owns `uwanose population`: invented residents, children's bills and more, as input files a town would hand in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.dates import era_year, fiscal_year
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import TOWNS, YEAR
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.errors import Finding
    from uwanose.layers.model import Municipality


_BILLS = "medical_subsidy"


@click.command(
    "population",
    cls=Command,
    summary=Text("架空の住民と各業務の入力を作ります。", "Invent residents and the input of each business."),
    detail=Text(
        "人数は基礎数値の人口（14町村で305,252人）です。同じ --seed なら必ず同じ人ができます。実在の人の情報も個人番号も含みません。"
        "一部の人は、法令の境目のちょうど上に置きます。",
        "As many people as the base figures say (305,252 in the fourteen towns). The same seed always gives the same people. "
        "Nobody is real, no personal number is in it. Some people stand exactly on the borders of the law.",
    ),
    examples=(
        Example(
            "uwanose population -o 架空人口",
            Text("14町村の住民と明細をCSVで作る", "all fourteen towns, as CSV"),
        ),
        Example(
            "uwanose population --town 清川村 --seed 7 -o 清川",
            Text("一つの村だけ、別の人々で", "one village, other people"),
        ),
    ),
)
@option("--town", "towns", type=TOWNS, text=Text("町村（省略時は全町村）", "the town (else all)"))
@option(
    "--seed",
    type=int,
    shown_as=Text("数", "N"),
    default=1,
    show_default=True,
    text=Text("同じ数なら同じ人になります", "the same number gives the same people"),
)
@option(
    "--year",
    type=YEAR,
    text=Text("課税年度（省略時は今年度）。所得は前年のもの", "the levy year (else this fiscal year)"),
)
@option(
    "--format",
    "kind",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    text=Text("ファイルの形式", "the kind of file"),
)
@option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    shown_as=Text("フォルダ", "DIR"),
    text=Text("書くフォルダ", "the folder to write to"),
)
@option(
    "--force", is_flag=True, text=Text("同じ名前のファイルを置き換えます", "replace files of these names")
)
@click.pass_obj
def command(
    session: Session,
    towns: tuple[Municipality, ...] | None,
    seed: int,
    year: int | None,
    kind: str,
    out: Path,
    force: bool,
) -> None:
    """Write the files of all businesses, town by town; files that are there are replaced only when told so."""
    from uwanose.errors import Refused
    from uwanose_cli.invention import INVENTED, Invention

    names = [f"{name}.{kind}" for name in ("residents", "bills", *(one for one in INVENTED if one != _BILLS))]
    there = [out / name for name in names if (out / name).exists()]
    if there and not force:
        raise Refused([_there_already(out, [path.name for path in there])])
    levy_year = year or fiscal_year(session.today)
    invention = Invention.of(session.workspace, towns, seed)
    people = invention.residents(levy_year, out / f"residents.{kind}", session)
    bills = invention.inputs(_BILLS, levy_year, out / f"bills.{kind}", session)
    others = {
        business: invention.inputs(business, levy_year, out / f"{business}.{kind}", session)
        for business in INVENTED
        if business != _BILLS and business in invention.workspace.catalog.businesses
    }
    session.say(
        f"架空の住民 {people:,}人と診療報酬明細 {bills:,}件（{era_year(levy_year)}、seed {seed}）を {out} に作りました。",
        f"Wrote {people:,} invented residents and {bills:,} bills ({levy_year}, seed {seed}) to {out}.",
    )
    labels = invention.workspace.catalog.businesses
    session.say(
        "ほかの業務の入力: "
        + "、".join(f"{labels[one].label_ja} {rows:,}行（{one}.{kind}）" for one, rows in others.items()),
        "Input of other businesses: "
        + ", ".join(f"{labels[one].label_en} {rows:,} rows ({one}.{kind})" for one, rows in others.items()),
    )
    file = out / f"residents.{kind}"
    whose = ",".join(town.id for town in towns) if towns else "all"
    session.say(
        f"次は: uwanose run resident_tax --town {whose} --year {levy_year} {file} -o 税額.{kind}",
        f"Next: uwanose run resident_tax --town {whose} --year {levy_year} {file} -o tax.{kind}",
    )
    session.put(
        {"residents": people, "bills": bills, **others, "year": levy_year, "seed": seed, "folder": str(out)}
    )


def _there_already(folder: Path, names: list[str]) -> Finding:
    from uwanose.errors import Finding, Place

    return Finding(
        code="U111",
        scope="register",
        place=Place(str(folder)),
        ja=f"{folder} には、もう {'、'.join(names)} があります。本物の入力かもしれないため、架空の住民で置き換えません。",
        en=f"{folder} holds {', '.join(names)} already, perhaps real input; invented people do not replace it.",
        remedy_ja="-o で別のフォルダにするか、要らなければ --force を付けてください。",
        remedy_en="Name another folder with -o, or give --force if they are not needed.",
    )
