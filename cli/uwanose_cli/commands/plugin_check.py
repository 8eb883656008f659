"""Owns `uwanose plugin check`: whether the code of a customization may run, is pure, exact and quick, and passes its cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Command, Example, argument
from uwanose_cli.output import finding_data
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose_cli.trying import Tried

_APPROVAL = {
    "as_approved": Text("決裁と一致", "as approved"),
    "changed": Text("決裁後に変更あり", "changed after approval"),
    "draft": Text("決裁前", "not approved yet"),
}


@click.command(
    "check",
    cls=Command,
    summary=Text(
        "プログラムを確かめます（印・引数・型・純粋さ・行の順序・速さ・年齢の境目・計算例）。",
        "Check code: marks, arguments, types, purity, order of rows, speed, ages, cases.",
    ),
    detail=Text(
        "いまあるプログラムが採用されたものとして、そのカスタマイズの計算例（plugins/名前/tests/cases/k_000.yaml）の行で確かめます。下書きは、"
        "希望する町村と日で採用されたものとします。2度の計算、分割した計算、逆順の計算が1円まで同じで、計算中にファイルや通信に触れないことを見ます。",
        "Runs the code as it lies there over the rows of the customization's own cases, as if adopted (a draft: by the towns "
        "that wish for it). Twice, in parts and backwards it must give the same to the yen, and touch no file or network.",
    ),
    examples=(
        Example("uwanose plugin check oi", Text("プラグイン oi のすべて", "all of a plugin")),
        Example("uwanose plugin check K-006", Text("カスタマイズ1件", "one customization")),
    ),
)
@argument(
    "name",
    shown_as=Text("名前", "NAME"),
    text=Text(
        "プラグインの名前、フォルダ、K-番号のどれか", "a plugin, its folder, or the id of a customization"
    ),
)
@click.pass_obj
def check(session: Session, name: str) -> int:
    """Check each customization the name means."""
    from uwanose_cli.trying import chosen, tried

    found = [tried(session.workspace, entry) for entry in chosen(session.workspace, name)]
    for one in found:
        session.lines(_page(one, session))
        session.findings(one.findings)
    failed = sum(one.failed for one in found)
    if failed:
        session.say(
            f"{failed}件に直すところがあります。直したら、もう一度: uwanose plugin check {name}",
            f"{failed} to be corrected; then again: uwanose plugin check {name}",
        )
    else:
        first = found[0].entry.id
        session.say(
            f"問題はありません。次の手続き: uwanose customization show {first}",
            f"Nothing is wrong. What comes next: uwanose customization show {first}",
        )
    session.put([_data(one) for one in found])
    return int(failed > 0 or bool(session.status(finding for one in found for finding in one.findings)))


def _page(one: Tried, session: Session) -> Iterator[str]:
    text, entry, trial = session.text, one.entry, one.trial
    title = text(entry.title_ja, entry.title_en or entry.title_ja)
    yield f"{entry.id} {title}（{', '.join(one.files) or '-'}）"
    passed = sum(case.passed for case in one.cases)
    rows = sum(len(next(iter(sample.columns.values()))) for sample in trial.samples)
    yield text("  項目: ", "  points: ") + ", ".join(one.points)
    yield text("  決裁: ", "  approval: ") + _APPROVAL[one.approval].of(session.language)
    yield text(
        f"  計算例: {len(one.cases)}件中 {passed}件が一致", f"  cases: {passed} of {len(one.cases)} pass"
    )
    for case in one.cases:
        if not case.passed:
            yield text("    不一致: ", "    fails: ") + f"{case.case.name}（{case.case.place}）"
            yield from (f"      {difference.text(session.language)}" for difference in case.differences)
            yield from (
                f"      {finding.ja if session.language == 'ja' else finding.en}" for finding in case.findings
            )
    if trial.executed:
        yield text(
            f"  {rows}行で、2度・分割・逆順の計算を比べ、ファイルと通信を見張りました。",
            f"  {rows} rows computed twice, in parts and backwards, files and network watched.",
        )
        yield text(
            f"  速さ: 100,000行で {trial.seconds * 1000:.1f} ミリ秒",
            f"  speed: {trial.seconds * 1000:.1f} ms per 100,000 rows",
        )
    if trial.borders:
        yield text(
            "  4月1日・2日生まれで結果が変わるところ:",
            "  results that change between births on 1 and 2 April:",
        )
    for border in trial.borders:
        (left, right), (before, after) = border.born, border.results
        yield f"    {border.legal_date} {border.item}: {_day(left)} → {before:,} / {_day(right)} → {after:,}"


def _day(number: int) -> str:
    return f"{number // 10000}-{number // 100 % 100:02}-{number % 100:02}"


def _data(one: Tried) -> dict[str, object]:
    return {
        "customization": one.entry.id,
        "files": one.files,
        "points": one.points,
        "sha256": one.hashes,
        "approval": one.approval,
        "passed": not one.failed,
        "cases": [
            {
                "name": case.case.name,
                "place": str(case.case.place),
                "passed": case.passed,
                "differences": [difference.text() for difference in case.differences],
                "findings": [finding.code for finding in case.findings],
            }
            for case in one.cases
        ],
        "tried": sorted(one.trial.executed),
        "microseconds_per_100000_rows": round(one.trial.seconds * 1_000_000),
        "boundary_births": [
            {
                "item": border.item,
                "legal_date": border.legal_date.isoformat(),
                "born": [_day(day) for day in border.born],
                "results": border.results,
            }
            for border in one.trial.borders
        ],
        "findings": [finding_data(finding) for finding in one.findings],
    }
