"""Owns `uwanose check`: every finding of every layer, sorted by place, and which values the towns have filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Severity
from uwanose_cli import output
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.names import BUSINESS, DATE, TOWNS
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.engine.coverage import Covered
    from uwanose.errors import Finding
    from uwanose.layers.model import Municipality
    from uwanose.points.model import Business
    from uwanose_cli.coverage import Gap


@click.command(
    "check",
    cls=Command,
    summary=Text(
        "国・県・町村のファイルと台帳とプラグインと調定簿をすべて点検し、指摘を場所の順に出します。",
        "Check all files, the register, the plugins and the book; list the findings by place.",
    ),
    detail=Text(
        "誤りがあれば終了コード1、なければ0。--strict では警告や、計算例の使っていないものでも1になります。番号の意味と直し方は --explain 番号 で見られます。",
        "Exit status 1 when there is an error (with --strict: or a warning, or something no case exercises). --explain CODE says what a code means.",
    ),
    examples=(
        Example("uwanose check", Text("すべてを点検する", "check everything")),
        Example(
            "uwanose check --town 箱根町", Text("一つの町に関わる指摘だけを見る", "what concerns one town")
        ),
        Example(
            "uwanose check --coverage",
            Text("条例の値と計算例がどこまで揃っているかを見る", "which values and cases are missing"),
        ),
        Example(
            "uwanose check --coverage --business 児童手当",
            Text("一つの業務で、計算例のない値・表の行・条件を見る", "what no case of a business exercises"),
        ),
        Example(
            "uwanose check --sarif 指摘.sarif", Text("エディターに渡すファイルも書く", "for an editor, too")
        ),
        Example("uwanose check --explain L104", Text("指摘の番号の意味を見る", "what a code means")),
    ),
)
@option("--town", "towns", type=TOWNS, text=Text("その町村に関わる指摘だけ", "only what concerns a town"))
@option(
    "--coverage",
    is_flag=True,
    text=Text(
        "町村が決める値の記入状況と、計算例が使っていない値・表の行・計算式・結果・条件も示します",
        "also show which values towns have filled in, and which values, rows, formulas, results and conditions no case exercises",
    ),
)
@option(
    "--business",
    type=BUSINESS,
    text=Text("その業務の記入状況と計算例だけ（--coverage と）", "only that business (with --coverage)"),
)
@option(
    "--details",
    is_flag=True,
    text=Text(
        "まとめて示す指摘（P155）を1件ずつも示します", "also show each of what one finding stands for (P155)"
    ),
)
@option(
    "--on",
    type=DATE,
    text=Text("記入状況を見る適用日（省略時は今日）", "the day the coverage is for (else today)"),
)
@option(
    "--explain",
    "code",
    shown_as=Text("番号", "CODE"),
    text=Text(
        "その番号の指摘の意味と直し方だけを示します",
        "only say what a code means and how such a finding is mended",
    ),
)
@option(
    "--sarif",
    "sarif_file",
    type=click.Path(path_type=Path, dir_okay=False),
    shown_as=Text("ファイル", "FILE"),
    text=Text(
        "指摘を SARIF 2.1.0 でも書きます（エディターやコード管理の画面が行の横に示します）",
        "also write the findings as SARIF 2.1.0, which editors and code hosts show at the line",
    ),
)
@click.pass_obj
def command(
    session: Session,
    towns: tuple[Municipality, ...] | None,
    coverage: bool,
    business: Business | None,
    details: bool,
    on: date | None,
    code: str | None,
    sarif_file: Path | None,
) -> int:
    """Show the findings and count them."""
    if business and not coverage:
        raise click.UsageError(
            session.text("--business は --coverage と一緒に使います。", "--business belongs to --coverage")
        )
    if code is not None:
        return _explain(session, code)
    from uwanose_cli.auditing import all_findings

    findings = all_findings(session.workspace)
    if towns:
        findings = tuple(finding for finding in findings if any(finding.touches(town.id) for town in towns))
    if sarif_file:
        _write_sarif(session, findings, sarif_file)
    each = [one for finding in findings for one in output.gathered(finding)] if details else []
    session.findings([*findings, *each])
    missing = _missing(session, towns, business, on or session.today) if coverage else []
    exercised: tuple[Covered, ...] = ()
    if coverage:
        from uwanose_cli.exercise import exercised_by_cases, show

        _show_coverage(session, missing)
        exercised = exercised_by_cases(session, business, on or session.today)
        show(session, exercised)
    session.lines([output.count_line(findings, session.language), *_next(session, findings)])
    session.put(
        {
            "findings": [output.finding_data(finding) for finding in findings],
            "missing": {gap.point.id: [town.id for town in gap.towns] for gap in missing},
            "cases": [_exercised_data(one) for one in exercised],
        }
    )
    incomplete = any(one.failed or (session.strict and one.uncovered) for one in exercised)
    return int(incomplete) or session.status(findings)


def _write_sarif(session: Session, findings: Sequence[Finding], path: Path) -> None:
    from uwanose.source.files import write_atomically
    from uwanose_cli.sarif import sarif

    write_atomically(path, sarif(findings, session.language))


def _exercised_data(one: Covered) -> dict[str, object]:
    return {
        "business": one.business,
        "cases": one.cases,
        "failed": [result.case.name for result in one.failed],
        "counts": {kind: {"exercised": seen, "of": of} for kind, (seen, of) in one.counts.items()},
        "uncovered": [
            {"kind": left.kind, "id": left.id, "label_ja": left.label_ja, "label_en": left.label_en,
             "missing_ja": left.missing_ja, "missing_en": left.missing_en, "place": str(left.place)}
            for left in one.uncovered
        ],
    }  # fmt: skip


def _next(session: Session, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return [session.text("直すところはありません。", "Nothing to mend.")]
    worst = next((one for one in findings if one.severity is Severity.ERROR), findings[0])
    line = f"uwanose check --explain {worst.code}"
    return [
        session.text(
            f"番号の意味と直し方を見るには: {line}", f"To see what a code means and how to mend it: {line}"
        )
    ]


def _explain(session: Session, code: str) -> int:
    from uwanose_cli.meanings import meaning

    found = meaning(code)
    language = session.language
    session.lines([f"{found.code} {found.heading_in(language)}", "", *found.text_in(language).splitlines()])
    session.put({"code": found.code, "heading": found.heading, "text": found.text})
    return 0


def _missing(
    session: Session, towns: tuple[Municipality, ...] | None, business: Business | None, on: date
) -> list[Gap]:
    from uwanose_cli.coverage import gaps

    layering = session.workspace.resolver.layering()
    found = gaps(layering, towns or tuple(layering.profile.municipalities.values()), on)
    return [gap for gap in found if business is None or gap.point.business == business.id]


def _show_coverage(session: Session, missing: list[Gap]) -> None:
    ja = session.language == "ja"
    headings = Text("業務,項目,識別名,値のない町村", "business,point,identifier,towns without a value").of(
        session.language
    )
    session.say(f"値がまだない項目 {len(missing)}件", f"{len(missing)} points without a value")
    if not missing:
        return
    businesses = session.workspace.catalog.businesses
    rows = [
        (
            businesses[gap.point.business].label_ja if ja else businesses[gap.point.business].label_en,
            gap.point.label_ja if ja else gap.point.label_en,
            gap.point.id,
            ("、" if ja else ", ").join(town.name_ja if ja else town.name_en for town in gap.towns),
        )
        for gap in missing
    ]
    session.table(output.Table(tuple(headings.split(",")), rows))
