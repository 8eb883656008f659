"""Owns what `check --coverage` shows of the cases: how much of each business they exercise, and what they leave out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from uwanose.engine.coverage import KINDS, SHARED, Covered, coverage
from uwanose.errors import Finding
from uwanose.layers.members import takes_part
from uwanose.points.model import Business
from uwanose_cli.bundled_cases import bundled, cases_in
from uwanose_cli.output import Table
from uwanose_cli.progress import progress
from uwanose_cli.running import Runner
from uwanose_cli.session import Session
from uwanose_cli.text import Text

__all__ = ["exercised_by_cases", "show"]

_KINDS = {
    "value": Text("値", "values"),
    "row": Text("表の行", "rows"),
    "formula": Text("計算式", "formulas"),
    "result": Text("結果", "results"),
    "condition": Text("条件", "conditions"),
    "town": Text("町村", "towns"),
}


def exercised_by_cases(session: Session, business: Business | None, on: date) -> tuple[Covered, ...]:
    """Return what the workspace's cases exercise, of one business or of all; a slip in a case file is shown aside."""
    workspace, findings = session.workspace, list[Finding]()
    runner = Runner(workspace)
    profile = workspace.profile
    towns = {
        one: tuple(town for town in profile.municipalities.values() if takes_part(profile, one, town.id, on))
        for one in workspace.catalog.businesses
        if business is None or one == business.id
    }
    cases = [case for case in cases_in(runner, bundled(workspace), findings) if case.business in towns]
    with progress(session, "計算例", "cases", 1) as step:
        step(f"{len(cases)}")
        found = coverage(workspace.catalog, workspace.plugins, runner.rules, cases, towns)
    session.findings(findings, aside=True)
    return found if business is None else found[:1]


def show(session: Session, found: Sequence[Covered]) -> None:
    """Show the counts of each business, then one line for each thing no case exercises."""
    kinds = [_KINDS[kind].of(session.language) for kind in KINDS]
    left_out = sum(len(one.uncovered) for one in found)
    session.say(
        f"計算例が使っていないもの {left_out}件（表の数は「使っている数／すべて」）",
        f"{left_out} things no case exercises (the table shows: exercised/all)",
    )
    session.table(
        Table(
            (session.text("業務", "business"), session.text("計算例", "cases"), *kinds),
            [(_business(session, one), f"{one.cases}", *_counts(one)) for one in found],
            right=frozenset(range(1, len(kinds) + 2)),
        )
    )
    rows = [
        (
            _business(session, one),
            _KINDS[left.kind].of(session.language),
            session.text(left.label_ja, left.label_en),
            session.text(left.missing_ja, left.missing_en),
            str(left.place),
        )
        for one in found
        for left in one.uncovered
    ]
    if rows:
        headings = Text("業務,種類,項目,使っていないもの,場所", "business,kind,what,left out,place").of(
            session.language
        )
        session.table(Table(tuple(headings.split(",")), rows))
    failed = [result.case.name for one in found for result in one.failed]
    if failed:
        session.say(
            f"合わない計算例 {len(failed)}件: {'、'.join(failed[:3])}。uwanose test で確かめてください。",
            f"{len(failed)} cases differ: {', '.join(failed[:3])}. See `uwanose test`.",
        )


def _counts(one: Covered) -> list[str]:
    return [f"{seen}/{of}" if of else "-" for seen, of in (one.counts[kind] for kind in KINDS)]


def _business(session: Session, one: Covered) -> str:
    if one.business == SHARED:
        return session.text("業務共通", "shared")
    business = session.workspace.catalog.businesses[one.business]
    return session.text(business.label_ja, business.label_en)
