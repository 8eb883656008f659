"""Owns `uwanose test`: case files run to the yen, both sides of every border of a business, and rows computed about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Finding, Place, Refused, Severity
from uwanose_cli import output
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import BUSINESS, DATE, TOWN
from uwanose_cli.progress import progress
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.engine.case_files import Case
    from uwanose.engine.cases import CaseResult
    from uwanose.layers.model import Municipality
    from uwanose.points.model import Business
    from uwanose_cli.beside_borders import BesideBorders


_SHOWN = 40  # lines; --json has all


@click.command(
    "test",
    cls=Command,
    summary=Text(
        "計算例（ケースファイル）を1円まで確かめます。", "Run worked examples and compare to the yen."
    ),
    detail=Text(
        "場所を書かなければ、rules/*/cases と plugins のすべての例を計算します。合わない例があれば終了コード1です。"
        "--boundaries は、表と年齢の境目の両側の値を一覧にします。町村を書くと、例の行を1円・1日・1人ずつ動かして境目の前後の行を作り、"
        "計算し、整数での計算や行の順を変えた計算と違えば終了コード1です。",
        "Without a path all examples of rules and plugins are run. Exit status 1 when one differs. "
        "--boundaries lists both sides of every border of tables and age limits. With a town it moves rows of the examples by one "
        "yen, one day and one person about each border and computes them; exit status 1 when the computation on integers or with "
        "the rows in another order differs.",
    ),
    examples=(
        Example("uwanose test", Text("同梱の例をすべて確かめる", "run all examples")),
        Example(
            "uwanose test rules/resident_tax/cases",
            Text("ファイルかフォルダを指定する", "name files or folders"),
        ),
        Example(
            "uwanose test --boundaries 医療費助成 --town 開成町", Text("境目の両側を見る", "see the borders")
        ),
        Example(
            "uwanose test --boundaries 医療費助成 --town 開成町 --on R8.4.1 -o borders.csv",
            Text(
                "境目の前後の行をファイルに書く（ほかのシステムの結果と比べられます）",
                "write the rows about the borders, to compare with what another system makes of them",
            ),
        ),
    ),
)
@argument(
    "paths",
    nargs=-1,
    type=click.Path(path_type=Path, exists=True),
    shown_as=Text("場所", "PATH"),
    text=Text("ケースファイル、またはそのフォルダ", "case files or folders of them"),
)
@option(
    "--boundaries",
    type=BUSINESS,
    text=Text("この業務の境目の両側を一覧にします", "list the borders of a business"),
)
@option(
    "--town",
    type=TOWN,
    text=Text(
        "境目を見る町村（省略時は国と県の値の一覧だけ）", "whose borders (else a list of those of no town)"
    ),
)
@option(
    "--on", type=DATE, text=Text("境目を見る適用日（省略時は今日）", "the day of the borders (else today)")
)
@option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text(
        "境目の前後の行を書くファイル（.csv か .parquet）",
        "write the rows about the borders (.csv or .parquet)",
    ),
)
@click.pass_obj
def command(
    session: Session,
    paths: tuple[Path, ...],
    boundaries: Business | None,
    town: Municipality | None,
    on: date | None,
    out: Path | None,
) -> int:
    """Run the examples, or list the borders and compute what lies beside them."""
    if boundaries:
        return _borders(session, boundaries, town, on or session.today, out)
    if town or on or out:
        raise click.UsageError(
            session.text(
                "--town、--on、--out は --boundaries と一緒に使います。",
                "--town, --on and --out belong to --boundaries",
            )
        )
    return _run(session, paths)


def _run(session: Session, paths: tuple[Path, ...]) -> int:
    from uwanose.engine.cases import CaseRunner
    from uwanose_cli.bundled_cases import bundled, cases_in
    from uwanose_cli.running import Runner

    findings: list[Finding] = []
    runner = Runner(session.workspace)
    cases = list(cases_in(runner, paths or bundled(session.workspace), findings))
    if not cases and not findings:
        raise Refused([_no_cases(paths)])
    with progress(session, "計算例", "cases", 1) as step:
        step(f"{len(cases)}")
        found = CaseRunner(session.workspace.catalog, runner.programs, runner.rules).run(cases)
    failed = [result for result in found if not result.passed]
    session.findings(findings)
    for result in failed:
        session.lines(_failure(result, session.language))
    verdict = _verdict(cases, failed, findings)
    compared = sum(len(case.expected) for case in cases)
    session.say(
        f"計算例 {len(cases)}件（結果 {compared:,}個）: {verdict.ja}。",
        f"{len(cases)} cases ({compared:,} figures): {verdict.en}.",
    )
    session.put({
        "cases": len(cases), "figures": compared, "findings": [output.finding_data(finding) for finding in findings],
        "failed": [_data(result) for result in failed],
    })  # fmt: skip
    return int(bool(failed)) or session.status(findings)


def _verdict(cases: Sequence[Case], failed: Sequence[CaseResult], findings: Sequence[Finding]) -> Text:
    """Return what became of the cases that could be read; one with a mistake is left out and never counts as right."""
    left_out = any(finding.severity is Severity.ERROR for finding in findings)
    if left_out and not cases:
        return Text("読めない例だけで、計算していません", "none could be read, none was computed")
    ja, en = (
        ("。読めない例は計算していません", "; what could not be read was left out") if left_out else ("", "")
    )
    if failed:
        return Text(f"{len(failed)}件が合いません{ja}", f"{len(failed)} differ{en}")
    return Text(f"すべて合いました{ja}", f"all as expected{en}")


def _failure(result: CaseResult, language: str) -> Iterator[str]:
    yield f"× {result.case.name}　{result.case.place}"
    for difference in result.differences:
        yield f"    {difference.text(language)}"
    for finding in result.findings:
        yield from (f"    {line}" for line in finding.text(language).splitlines())


def _data(result: CaseResult) -> dict[str, object]:
    return {
        "name": result.case.name,
        "place": str(result.case.place),
        "differences": [
            {
                "row": one.expected.row,
                "item": one.item.id,
                "expected": one.expected.value,
                "found": one.value,
            }
            for one in result.differences
        ],
        "findings": [output.finding_data(finding) for finding in result.findings],
    }


def _borders(
    session: Session, business: Business, town: Municipality | None, on: date, out: Path | None
) -> int:
    if out and not town:
        raise click.UsageError(session.text("--out には --town が要ります。", "--out needs --town"))
    told: dict[str, object] = {"borders": _list_borders(session, business, town, on)}
    status = 0
    if town and any(item.business == business.id for item in session.workspace.catalog.items.values()):
        status = _compute_beside(session, business, town, on, out, told)
    session.put(told)
    return status


def _list_borders(
    session: Session, business: Business, town: Municipality | None, on: date
) -> list[dict[str, str]]:
    from uwanose_cli.boundaries import borders

    found = list(
        borders(
            session.workspace.resolver.layering(), business.id, town.id if town else "", on, session.language
        )
    )
    whose = session.text(
        town.name_ja if town else "国と県", town.name_en if town else "national and prefecture"
    )
    session.say(
        f"{business.label_ja}の境目 {len(found)}か所（{whose}、{on}）",
        f"{len(found)} borders of {business.id} ({whose}, {on})",
    )
    headings = session.text("項目,手前,その値,先,その値", "point,this side,gives,that side,gives")
    ja = session.language == "ja"
    rows = [
        (
            one.point.label_ja if ja else one.point.label_en,
            one.below,
            one.gives_below,
            one.above,
            one.gives_above,
        )
        for one in found
    ]
    session.table(output.Table(tuple(headings.split(",")), rows))
    return [
        {"point": one.point.id, "below": one.below, "gives_below": one.gives_below, "above": one.above,
         "gives_above": one.gives_above}
        for one in found
    ]  # fmt: skip


def _compute_beside(
    session: Session,
    business: Business,
    town: Municipality,
    on: date,
    out: Path | None,
    told: dict[str, object],
) -> int:
    """Compute the rows about the borders, say what changes there, and return the exit status."""
    from uwanose_cli.beside_borders import BesideBorders
    from uwanose_cli.bundled_cases import cases_in
    from uwanose_cli.running import Runner

    runner = Runner(session.workspace)
    cases = cases_in(runner, [session.workspace.root / "rules" / business.id / "cases"], [])
    beside = BesideBorders.of(runner, business.id, town.id, on, cases)
    changes = list(beside.changes(session.language))
    headings = session.text(
        "結果,動かした列,手前,その結果,境目,その結果", "result,column,before,gives,from,gives"
    )
    session.table(output.Table(tuple(headings.split(",")), [words for _, words in changes[:_SHOWN]]))
    if len(changes) > _SHOWN:
        session.say(
            f"ほか {len(changes) - _SHOWN:,}か所（--json にすべてあります）。",
            f"{len(changes) - _SHOWN:,} more (--json has them all).",
        )
    differing = beside.disagreements
    _say_beside(session, beside)
    if out:
        session.say(f"{beside.write(out):,}行を {out} に書きました。", f"wrote {out}.")
    told |= {
        "rows": len(beside.rows),
        "changes": [
            {"item": edge.signal.name, "column": edge.column, "below": words[2], "gives_below": words[3], "at": words[4],
             "gives_at": words[5]}
            for edge, words in changes
        ],
        "missed": [{"point": one.point, "value": one.reaches} for one in beside.rows.missed],
        "differences": [asdict(one) for one in differing],
    }  # fmt: skip
    return int(bool(differing))


def _say_beside(session: Session, beside: BesideBorders) -> None:
    """Say what was left out, which values no row is brought to, and whether every way of computing agrees."""
    missed, differing = beside.missed(session.language), beside.disagreements
    if beside.left_out:
        session.say(
            f"値がないため計算しなかった結果: {beside.left_out}項目。",
            f"{beside.left_out} results lack a value and were left out.",
        )
    if missed:
        session.say(
            f"どの行も届かない値: {'、'.join(missed)}", f"values no row is brought to: {'; '.join(missed)}"
        )
    verdict = (
        session.text("違いがあります", "there are differences")
        if differing
        else session.text("違いはありません", "no difference")
    )
    session.say(
        f"境目の前後の {len(beside.rows):,}行（境目 {len(beside.rows.edges):,}か所）を、整数でと、行の順を変えて、計算し直しました: {verdict}。",
        f"{len(beside.rows):,} rows about {len(beside.rows.edges):,} borders computed again on integers and in another order: {verdict}.",
    )
    for one in differing[:_SHOWN]:
        session.say(
            f"× {one.item} 行{one.row + 1}: {one.value:,} ／ {one.other:,}（{one.way}）",
            f"× {one.item}, row {one.row + 1}: {one.value:,} / {one.other:,} ({one.way})",
        )


def _no_cases(paths: tuple[Path, ...]) -> Finding:
    where = "、".join(map(str, paths)) or "rules/*/cases"
    return Finding(
        code="U107",
        place=Place(str(paths[0])) if paths else None,
        scope="register",
        ja=f"{where} に計算例（.yaml）がありません。",
        en=f"There are no cases (.yaml) in {where}.",
        remedy_ja="ケースファイルか、それを置いたフォルダを指定してください。",
        remedy_en="Name a case file or a folder of them.",
    )
