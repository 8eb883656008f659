"""Owns `uwanose run`: a file of rows in, the results of one town or all towns out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.dates import FOREVER, Month, fiscal_year_start
from uwanose_cli import output
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import BUSINESS, DATE, MONTH, TOWNS, YEAR
from uwanose_cli.options import ASSUME, READS, assumed, result_files
from uwanose_cli.progress import progress
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.engine.whole import RunReport, TownRun
    from uwanose.errors import Finding
    from uwanose.layers.model import Municipality
    from uwanose.points.model import Business
    from uwanose_cli.running import Run

FILE = click.Path(path_type=Path, dir_okay=False)
Span = tuple[date, date]


@click.command(
    "run",
    cls=Command,
    summary=Text(
        "業務を計算します（ファイルを読み、結果のファイルを書きます）。",
        "Compute a business from file to file.",
    ),
    detail=Text(
        "入力はCSV（UTF-8・CP932）かParquet。列は uwanose inputs 業務 で見られます。受け付けられない行は理由とともに "
        "結果.rejects.csv に書き、ほかの行は計算します。一つの町村の誤りは、ほかの町村を止めません。"
        "日付ごとの業務では、町村と月ごとの合計も 結果.monthly.csv に書きます。"
        "終了コードは、すべての行を計算したときだけ0です。計算しない町村か受け付けない行が1つでもあれば1"
        "（--strict では警告でも1）。",
        "The input is CSV (UTF-8, CP932) or Parquet; see uwanose inputs. Rows that cannot be used go to OUT.rejects.csv "
        "with reasons, the others are computed. A mistake of one town never stops another. "
        "A business by date also gets its sums by town and month in OUT.monthly.csv. "
        "The exit status is 0 only when every row was computed: 1 when a town was refused or a row rejected "
        "(with --strict: for a warning too).",
    ),
    examples=(
        Example(
            "uwanose run 個人住民税 --town all --year R8 住民.csv -o 税額.csv",
            Text("14町村の個人住民税", "resident tax of all towns"),
        ),
        Example(
            "uwanose run medical_subsidy --town 開成町 明細.csv -o 助成.csv --reads resident_tax=税額.csv",
            Text(
                "医療費助成（所得は住民税の結果から）", "the medical subsidy, with incomes from the tax run"
            ),
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
@option("--town", "towns", type=TOWNS, required=True, text=Text("町村（all で全町村）", "the town, or all"))
@option(
    "--year", type=YEAR, text=Text("年度（年度ごとの業務。日付ごとの業務では範囲の確認）", "the levy year")
)
@option("--month", type=MONTH, text=Text("年月（月ごとの業務）", "the month, for a business by month"))
@option(
    "--from",
    "first",
    type=DATE,
    text=Text("この日から（日付ごとの業務）", "from this day, for a business by date"),
)
@option("--until", "last", type=DATE, text=Text("この日まで（日付ごとの業務）", "until this day"))
@option(
    "-o",
    "--out",
    type=FILE,
    required=True,
    shown_as=Text("出力", "OUT"),
    text=Text("結果のCSVまたはParquet", "the results, CSV or Parquet"),
)
@READS
@ASSUME
@option(
    "--keep",
    default="main",
    show_default=True,
    shown_as=Text("all|main|項目,…", "all|main|ITEMS"),
    text=Text("結果に残す項目", "which items are kept"),
)
@option(
    "--threads",
    type=click.IntRange(1, 64),
    shown_as=Text("数", "N"),
    default=1,
    show_default=True,
    text=Text("同時に計算する数", "how many threads"),
)
@option(
    "--headings",
    type=click.Choice(["name", "label"]),
    default="name",
    show_default=True,
    text=Text("結果の見出し（識別名・日本語）", "headings: identifier or Japanese label"),
)
@click.pass_obj
def command(
    session: Session,
    business: Business,
    source: Path,
    towns: tuple[Municipality, ...],
    year: int | None,
    month: Month | None,
    first: date | None,
    last: date | None,
    out: Path,
    reads: tuple[str, ...],
    assume: str | None,
    keep: str,
    threads: int,
    headings: str,
) -> int:
    """Run it, and say what became of each town."""
    from uwanose.engine.columns.output import Form
    from uwanose.errors import Refused
    from uwanose_cli.running import Runner, named_items

    computed = session.workspace.catalog.items.values()
    if not any(item.business == business.id for item in computed):
        raise Refused([_computes_nothing(business)])
    on, within = _when(session, business, year, month, first, last)
    runner = Runner(session.open(assume=assumed(assume)))
    with progress(session, "計算中", "computing", len(towns)) as step:
        run = runner.run(
            business,
            towns,
            on,
            source,
            out,
            keep=named_items(runner.workspace.catalog, business.id, keep),
            reads=result_files(session, reads),
            form=Form(japanese=headings == "label"),
            within=within,
            threads=threads,
            progress=step,
        )
    found = _tell(session, business, run)
    return int(run.report.failed or bool(run.report.rejects)) or session.status(found)


def _when(
    session: Session,
    business: Business,
    year: int | None,
    month: Month | None,
    first: date | None,
    last: date | None,
) -> tuple[date | None, Span | None]:
    """Return the legal date of the whole run, or the span the days of its rows must lie in."""
    given = {"--year": year, "--month": month, "--from": first, "--until": last}
    fitting = {"year": {"--year"}, "month": {"--month"}, "date": {"--year", "--from", "--until"}}[
        business.clock
    ]
    wrong = [name for name, value in given.items() if value is not None and name not in fitting]
    needed = {"year": "--year 年度", "month": "--month 年月"}.get(business.clock)
    if wrong:
        raise click.UsageError(
            session.text(
                f"{business.label_ja}に {'・'.join(wrong)} は使えません（使えるもの: {'・'.join(sorted(fitting))}）。",
                f"{', '.join(wrong)} cannot be used with {business.id}; use {', '.join(sorted(fitting))}",
            )
        )
    if business.clock == "year" and year is not None:
        return fiscal_year_start(year), None
    if business.clock == "month" and month is not None:
        return month.first_day, None
    if needed:
        raise click.UsageError(
            session.text(
                f"{business.label_ja}には {needed} を付けてください。",
                f"{business.id} needs {needed.split()[0]}",
            )
        )
    if year is not None:
        first, last = fiscal_year_start(year), Month(year + 1, 3).last_day
    return None, (first or date.min, last or FOREVER) if first or last else None


def _tell(session: Session, business: Business, run: Run) -> list[Finding]:
    """Say what became of each town and row; return what was found on the way."""
    report = run.report
    findings = [*report.findings, *(finding for town in report.towns for finding in town.findings)]
    session.findings(list(dict.fromkeys(findings)), aside=True)
    session.table(_towns(session, report))
    if any(not town.refused for town in report.towns):
        session.table(_sums(session, report))
    sides = run.sides
    written = [run.out, sides.record, sides.monthly, sides.rejects, sides.notes, sides.extras]
    there = [str(path) for path in written if path.exists()]
    session.say(f"書いたファイル: {'、'.join(there)}", f"Wrote {', '.join(there)}")
    _tell_confidence(session, report)
    if report.rejects:
        session.say(
            f"受け付けられなかった行: {len({one.record for one in report.rejects})}行（理由は {run.sides.rejects}）",
            f"Rejected rows: {len({one.record for one in report.rejects})} (reasons in {run.sides.rejects})",
        )
    _tell_next(session, business, report, findings)
    session.put(_data(run))
    return findings


def _tell_next(session: Session, business: Business, report: RunReport, findings: list[Finding]) -> None:
    """Say how to fill the first gap, where a town was refused; else how to ask why a result is what it is."""
    commands = list(dict.fromkeys(finding.command for finding in findings if finding.command))
    refused = [town.town for town in report.towns if town.refused]
    if commands:
        more = len(commands) - 1
        session.say(
            f"次は: {commands[0]}" + (f"（同じように、ほか{more}件。対処にあります）" if more else ""),
            f"Next: {commands[0].replace('値', 'VALUE')}"
            + (f" (and {more} more, see the remedies)" if more else ""),
        )
    elif refused:
        names = ",".join(refused)
        session.say(
            f"次は: 対処のとおりに直し、uwanose check --town {names}",
            f"Next: follow the remedies, then uwanose check --town {names}",
        )
    elif any(town.rows for town in report.towns):
        session.say(
            f"次は: uwanose explain {business.id} 項目 --resident 番号 --town 町村 … --in 入力",
            f"Next: uwanose explain {business.id} ITEM --resident ID --town TOWN ... --in IN",
        )


def _towns(session: Session, report: RunReport) -> output.Table:
    names, ja = session.workspace.profile.municipalities, session.language == "ja"
    headings = session.text("町村,状態,行,計算,不可", "town,state,rows,computed,rejected").split(",")
    rows = [
        (
            names[town.town].name_ja if ja else names[town.town].name_en,
            _state(session, town),
            f"{town.records:,}",
            f"{town.rows:,}",
            f"{len({one.record for one in town.rejects}):,}",
        )
        for town in report.towns
    ]
    return output.Table(tuple(headings), rows, frozenset({2, 3, 4}))


def _state(session: Session, town: TownRun) -> str:
    if town.refused:
        return session.text("計算せず", "refused")
    return session.text("計算済み", "computed") if town.records else session.text("行なし", "no rows")


def _sums(session: Session, report: RunReport) -> output.Table:
    rows = [
        (
            column.label_ja if session.language == "ja" else column.name,
            output.yen(sum(town.sums.get(column.name, 0) for town in report.towns), session.language),
        )
        for column in report.columns
        if column.unit == "yen"
    ]
    return output.Table(tuple(session.text("結果,合計", "result,sum").split(",")), rows, frozenset({1}))


def _tell_confidence(session: Session, report: RunReport) -> None:
    spans = [span for town in report.towns for span, _ in town.spans]
    assumed = sorted({point for span in spans for point in span.assumed})
    unverified = sorted({point for span in spans for point in span.unverified})
    points = session.workspace.catalog.points
    for found, ja, en in (
        (assumed, "仮定の値", "assumed values"),
        (unverified, "未確認の値", "unverified values"),
    ):
        if found:
            ja_labels, en_labels = "、".join(points[name].label_ja for name in found), ", ".join(found)
            session.say(
                f"結果のもとになった{ja} {len(found)}件: {ja_labels}",
                f"{len(found)} {en} behind the results: {en_labels}",
            )


def _data(run: Run) -> dict[str, object]:
    return {
        "out": str(run.out),
        "record": str(run.sides.record),
        "towns": [
            {
                "town": town.town,
                "refused": town.refused,
                "records": town.records,
                "rows": town.rows,
                "rejected": len({one.record for one in town.rejects}),
                "sums": town.sums,
                "assumed": sorted({point for span, _ in town.spans for point in span.assumed}),
                "findings": [output.finding_data(finding) for finding in town.findings],
            }
            for town in run.report.towns
        ],
        "findings": [output.finding_data(finding) for finding in run.report.findings],
        "rejected": len({one.record for one in run.report.rejects}),
        "failed": run.report.failed,
    }


def _computes_nothing(business: Business) -> Finding:
    from uwanose.errors import Finding

    return Finding(
        code="U130",
        place=business.place,
        scope="register",
        ja=f"{business.label_ja}には計算する項目がありません。",
        en=f"{business.id} has nothing to compute.",
        remedy_ja="住民記録の異動は uwanose records apply で登録します。",
        remedy_en="Events of residents are recorded with `uwanose records apply`.",
    )
