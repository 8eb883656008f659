"""Owns `uwanose impact`: what a change would do to people, towns and yen, before anybody decides it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.dates import Month, fiscal_year_start
from uwanose_cli.frame import LEFT_OUT, Command, Example, argument, option
from uwanose_cli.laid_files import ENTRY_OR_FILE, Laid, laid
from uwanose_cli.names import BUSINESS, CUSTOMIZATION, DATE, MONTH, RELEASE, TOWNS, YEAR, lookup
from uwanose_cli.options import ASSUME, READS, assumed, result_files
from uwanose_cli.progress import progress
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization, Municipality
    from uwanose.points.model import Business, Item, Release
    from uwanose.workspace import Workspace

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    "impact",
    cls=Command,
    summary=Text(
        "規則を変えたときの影響を試算します（人数、金額、町村別、費用との比較）。",
        "What a change would do: heads, yen per town, and its cost beside its effect.",
    ),
    detail=Text(
        "同じ入力をいまの規則と提案の規則の両方で計算し、違いだけを示します。何も書き込みません。"
        "--with は台帳のカスタマイズ（下書きも）を選んだ町村が採用した場合、または作業フォルダに置いていないファイルを置いた場合（町村や県のファイルは単独で）、--without はやめた場合、--set は項目がその値だった場合です。"
        "いくつでも組み合わせられます。標準の項目も --set で試せますが、実際に変えるにはカスタマイズ（有料）が要ります。"
        "分布は、変わる人の増減額を小さい順に並べたときの最近順位（n人のp%は、n×p/100 を切り上げた順位の人の額）です。"
        "変更が2つ以上なら、変更ごとの額を、順に（with・without・set の順、それぞれ書いた順）加えたとき・単独・最後の3通りで示します。"
        "カスタマイズ1件だけの試算では、その費用と、有利になる1人当たりの費用（切上げ）も示します。"
        "行の番号と金額のほかは、住所も氏名も出しません。",
        "The same rows are computed by the rules in force and by the proposed ones; nothing is written. --with: these towns hold an "
        "entry of the register, drafts included, or a file that is not in the workspace lay there (the file of a layer alone); --without: they hold it no more; --set: a point has that value. They may be "
        "combined. A standard point can be tried, though only a customization (charged) may change it. Quantiles are by nearest rank "
        "over the heads that change: of n changes in ascending order, the p-th per cent is the one of rank n*p/100, rounded up. Of "
        "several changes each one's part is told in their order (with, without, set), alone, and as the last. For one customization alone its cost is told, and the cost per resident helped, rounded up. Nothing of a row is told but its "
        "id and its amounts.",
    ),
    examples=(
        Example(
            "uwanose impact 個人住民税 住民.csv --town 開成町 --year R8 --set 均等割の非課税限度の基本額=330,000",
            Text("条例の額を変えたら", "if the ordinance said another amount"),
        ),
        Example(
            "uwanose impact 介護保険料 被保険者.csv --town 大井町 --year R8 --set '第6段階以上の保険料（本人が課税）[1,200,000].年額=70,000'",
            Text("条例の表の1行を変えたら", "if one row of the ordinance's table were another"),
        ),
        Example(
            "uwanose impact 国民健康保険税（料） 被保険者.csv --town 開成町 --year R8 --with K-006 --html 影響.html --assume",
            Text(
                "大井町のカスタマイズを開成町も採用したら", "if another town adopted an entry of the register"
            ),
        ),
        Example(
            "uwanose impact 個人住民税 住民.csv --town 大磯町 --year R8 --with 案/oiso.yaml",
            Text(
                "書き直した町村のファイルを、置く前に試す",
                "try a changed file of a town before it is put there",
            ),
        ),
        Example(
            "uwanose impact 個人住民税 住民.csv --town 開成町 --year R8 --release 2025.04",
            Text("国の改正の前の値だったら", "if the national values were those before a reform"),
        ),
        Example(
            "uwanose impact 医療費助成 明細.csv --town 清川村 --without K-004 --reads resident_tax=税額.csv",
            Text("カスタマイズをやめたら", "if a customization were given up"),
        ),
    ),
)
@argument(
    "business", type=BUSINESS, shown_as=Text("業務", "BUSINESS"), text=Text("業務の名前", "the business")
)
@argument(
    "source",
    type=FILE,
    shown_as=Text("入力", "IN"),
    text=Text("入力のCSVまたはParquet", "the input, CSV or Parquet"),
)
@option("--town", "towns", type=TOWNS, required=True, text=Text("町村（all で全町村）", "the towns, or all"))
@option("--year", type=YEAR, text=Text("年度（年度ごとの業務）", "the levy year"))
@option("--month", type=MONTH, text=Text("年月（月ごとの業務）", "the month"))
@option(
    "--from",
    "start",
    type=DATE,
    text=Text(
        "提案の始まる日（日付ごとの業務。省略時は入力の最初の日）",
        "the first day of the proposal, for a business by date (else the first in the input)",
    ),
)
@option(
    "--with",
    "tried",
    type=ENTRY_OR_FILE,
    multiple=True,
    text=Text(
        "採用した場合を試算するカスタマイズ、または町村・県・カスタマイズのYAMLファイル（置かずに試算）",
        "an entry the towns would hold, or a YAML file of a town, the prefecture or an entry, tried without being put there",
    ),
)
@option(
    "--without",
    "ended",
    type=CUSTOMIZATION,
    multiple=True,
    text=Text("やめた場合を試算するカスタマイズ", "an entry the towns would give up"),
)
@option(
    "--set",
    "values",
    multiple=True,
    shown_as=Text("項目=値", "POINT=VALUE"),
    text=Text(
        "この値だった場合を試算する項目（表の1欄は '項目[行].列=値'）",
        "a point and the value it would have (a cell of a table: 'POINT[ROW].COLUMN=VALUE')",
    ),
)
@option(
    "--release",
    type=RELEASE,
    text=Text(
        "国の標準の値がこの版のとおりだった場合を試算します（単独で）",
        "the national values of this release would hold (alone)",
    ),
)
@option(
    "--item",
    shown_as=Text("結果", "ITEM"),
    text=Text("比べる金額（省略時は業務の主な金額）", "the amount to compare (else the main one)"),
)
@READS
@ASSUME
@option(
    "--html",
    type=FILE,
    shown_as=Text("ファイル", "FILE"),
    text=Text("印刷できるHTMLを書きます", "write a page to print"),
)
@click.pass_obj
def command(
    session: Session,
    business: Business,
    source: Path,
    towns: tuple[Municipality, ...],
    year: int | None,
    month: Month | None,
    start: date | None,
    tried: tuple[Customization | Path, ...],
    ended: tuple[Customization, ...],
    values: tuple[str, ...],
    release: Release | None,
    item: str | None,
    reads: tuple[str, ...],
    assume: str | None,
    html: Path | None,
) -> int:
    """Compute both sides, tell the difference, and end with 1 when a town could not be computed."""
    _one_proposal(session, bool(tried or ended or values), release)
    from uwanose_cli.proposing import Study
    from uwanose_cli.running import Runner

    runner = Runner(session.open(assume=assumed(assume)))
    held = [one.id for one in tried if not isinstance(one, Path)]
    files = _laid(session, runner.workspace, tried, towns, alone=not (held or ended or values))
    study = Study(
        session=session,
        runner=runner,
        business=business,
        towns=towns,
        on=legal_day(session, business, year, month, start),
        source=source,
        reads=result_files(session, reads),
        options="".join(f" --reads {one}" for one in reads)
        + ("" if assume is None else " --assume" if assume == LEFT_OUT else f" --assume {assume}"),
        laid=files,
        release=release,
    )
    with progress(session, "試算中", "computing", len(towns)) as step:
        names = runner.workspace.profile.municipalities
        found = study.run(
            start, [*held, *(files.entries if files else ())], [one.id for one in ended], values, amount_of(session, business, item),
            lambda town: step(names[town].name_ja),
        )  # fmt: skip
    from uwanose_cli import impact_data, impacting

    session.findings(found.findings, aside=True)
    impacting.tell(session, found)
    if html:
        from uwanose.documents.impact_page import impact_page
        from uwanose.source.files import write_atomically, written_beside

        with written_beside(html):
            write_atomically(html, impact_page(impacting.paper(session, found)).encode())
        session.say(f"書きました: {html}", f"Wrote {html}")
    session.put(impact_data.data(found))
    return max(int(bool(found.impact.refused)), session.status(found.findings))


def _one_proposal(session: Session, changes: bool, release: Release | None) -> None:
    """Tell what is missing, or what cannot be combined."""
    if not changes and release is None:
        raise click.UsageError(
            session.text(
                "--with・--without・--set・--release のどれかで、変えることを書いてください。",
                "say what changes: --with, --without, --set or --release",
            )
        )
    if changes and release is not None:
        raise click.UsageError(
            session.text(
                "--release は単独で試算します。ほかの変更と組み合わせられません。",
                "--release is tried alone; it cannot be combined with other changes",
            )
        )
    if release is not None and release == session.workspace.release:
        raise click.UsageError(
            session.text(
                f"{release.id} はいま使っている版です。ほかの版を --release に書いてください。",
                f"{release.id} is the release in use; name another one with --release",
            )
        )


def _laid(
    session: Session, workspace: Workspace, tried: tuple[Customization | Path, ...], towns: tuple[Municipality, ...], *, alone: bool
) -> Laid | None:  # fmt: skip
    """Return the files of --with as if they lay in the workspace, None when there are none. Raises Refused, UsageError."""
    paths = tuple(one for one in tried if isinstance(one, Path))
    if not paths:
        return None
    found = laid(workspace, paths)
    if found.layers and not (alone and not found.entries):
        raise click.UsageError(
            session.text(
                "町村や県のファイルは単独で試算します。ほかの変更も試すときは、そのファイルに書いてください。",
                "the file of a layer is tried alone; write the other changes into it",
            )
        )
    missing = [town for town in found.towns if town not in {one.id for one in towns}]
    if missing:
        names = session.town_names(missing)
        raise click.UsageError(
            session.text(
                f"ファイルの町村（{names}）を --town に書いてください。",
                f"name the towns of the files with --town: {names}",
            )
        )
    return found


def legal_day(
    session: Session, business: Business, year: int | None, month: Month | None, start: date | None
) -> date | None:
    """Return the legal date of all rows, None where each has its own."""
    given = {"--year": year, "--month": month, "--from": start}
    fitting = {"year": "--year", "month": "--month", "date": "--from"}[business.clock]
    wrong = [name for name, value in given.items() if value is not None and name != fitting]
    if wrong:
        raise click.UsageError(
            session.text(
                f"{business.label_ja}に {'・'.join(wrong)} は使えません（使えるもの: {fitting}）。",
                f"{', '.join(wrong)} cannot be used with {business.id}; use {fitting}",
            )
        )
    if business.clock == "date":
        return None
    day = fiscal_year_start(year) if year is not None else month.first_day if month else None
    if day is None:
        raise click.UsageError(
            session.text(
                f"{business.label_ja}には {fitting} を付けてください。", f"{business.id} needs {fitting}"
            )
        )
    return day


def amount_of(session: Session, business: Business, text: str | None) -> Item:
    """Return the amount to compare. Raises UsageError when it is no yen, or when the business declares none."""
    if text is None and business.stake is None:
        raise click.UsageError(
            session.text(
                f"{business.label_ja}には主な金額の宣言がありません。--item で金額の結果を選んでください。",
                f"{business.id} declares no main amount; choose one with --item",
            )
        )
    found = lookup(session.workspace).item(
        text or (business.stake.item if business.stake else ""), business.id
    )
    if found.unit != "yen":
        raise click.UsageError(
            session.text(f"{found.label_ja}は金額ではありません。", f"{found.name} is no amount in yen")
        )
    return found
