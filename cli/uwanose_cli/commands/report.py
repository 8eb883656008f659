"""Owns `uwanose report`: the report site, static pages that open from a USB stick, in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import YEAR
from uwanose_cli.options import ASSUME, READS, assumed, result_files
from uwanose_cli.session import Session
from uwanose_cli.text import Text


@click.command(
    "report",
    cls=Command,
    summary=Text(
        "報告サイトを書きます（カスタマイズ・町村ごとのページ。USBメモリーから開けます）。",
        "Write the report site: pages for each customization and town that open from a USB stick.",
    ),
    detail=Text(
        "ネットワークも特別なソフトも要りません。--out のフォルダの index.html をブラウザで開きます。日本語と英語のページを両方書きます。"
        "何がカスタマイズされ、いくらかかり、だれが負担し、やめたらどうなるか、町村ごとの負担金と効いている規則を示します。"
        "例示・試算・仮定・未確認の数値には、その場に印を付けます。前の報告サイトは作り直し、それ以外のもののあるフォルダには書きません。",
        "Needs no network and no program but a browser: open index.html of the folder. Japanese and English pages are both "
        "written: what is customized, what it costs, who pays, what ends with it, and each town's burden and rules in force. "
        "Sample, estimated, assumed and unverified figures are marked where they stand. A former site is made anew; a folder "
        "that holds anything else is refused.",
    ),
    examples=(
        Example("uwanose report --out 報告", Text("今日の報告サイトを書く", "the site of today")),
        Example(
            "uwanose report --out 報告 --year R7",
            Text("令和7年度の末日で書く", "the site of fiscal year 2025, as of its last day"),
        ),
        Example(
            "uwanose report --out 報告 --input 国民健康保険税（料）=被保険者.csv --reads resident_tax=税額.csv",
            Text("対象となる住民も数える", "count the residents concerned, too"),
        ),
    ),
)
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    shown_as=Text("フォルダ", "DIR"),
    text=Text("報告サイトを書くフォルダ", "the folder of the site"),
)
@option(
    "--year",
    type=YEAR,
    text=Text(
        "年度（省略時は今年度。効いている規則は今日、過ぎた年度は末日、先の年度は初日のもの）",
        "the fiscal year (else this one); rules are those of today, of the last day of a past year, of the first of a coming one",
    ),
)
@option(
    "--input",
    "inputs",
    multiple=True,
    shown_as=Text("業務=入力", "BUSINESS=FILE"),
    text=Text(
        "対象となる住民を数える業務の入力（業務の数だけ書けます）",
        "the input in which to count the residents concerned; may be given for several businesses",
    ),
)
@READS
@ASSUME
@click.pass_obj
def command(
    session: Session,
    out: Path,
    year: int | None,
    inputs: tuple[str, ...],
    reads: tuple[str, ...],
    assume: str | None,
) -> int:
    """Write the site."""
    from uwanose_cli.site_folder import model_of, require_room, write_site
    from uwanose_cli.site_residents import concerned, input_files

    require_room(out)
    if (reads or assume is not None) and not inputs:
        raise click.UsageError(
            session.text(
                "--reads と --assume は --input と一緒に使います。", "--reads and --assume go with --input"
            )
        )
    on = shown_day(year, session.today)
    counted = concerned(
        session, input_files(session, inputs), result_files(session, reads), assumed(assume), on
    )
    files = write_site(model_of(session.workspace, on, counted), out)
    pages = [name for name in files if name.endswith(".html")]
    start = out / "index.html"
    session.say(
        f"報告サイトを書きました（{len(pages)}ページ、日本語と英語）: {start}",
        f"Wrote the report site ({len(pages)} pages, Japanese and English): {start}",
    )
    session.put({"start": str(start), "pages": len(pages), "files": len(files)})
    return 0


def shown_day(year: int | None, today: date) -> date:
    """Return the day whose rules are shown: today, or the nearest day to it in the fiscal year."""
    if year is None:
        return today
    return min(max(today, date(year, 4, 1)), date(year + 1, 3, 31))
