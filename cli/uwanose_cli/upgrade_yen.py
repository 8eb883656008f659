"""Owns how the yen of an upgrade are put together from an input file, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from uwanose.engine.stored import ResultFiles
from uwanose.errors import Finding
from uwanose.governance.figures import Impact, Question
from uwanose.governance.upgrade import Upgrade
from uwanose.governance.upgrade_yen import Measure, UpgradeYen, upgrade_yen
from uwanose.layers.model import Municipality
from uwanose.points.model import Business, Item
from uwanose_cli.impact_data import figures
from uwanose_cli.impacting import signed, towns_table
from uwanose_cli.output import finding_data, yen
from uwanose_cli.running import Runner
from uwanose_cli.session import Session

__all__ = ["Rows", "measured", "tell", "yen_data"]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows a line names: their business and amount, the day of the rules, the file, results of others."""

    business: Business
    item: Item
    on: date | None
    source: Path
    reads: Sequence[Path]
    assume: bool | Path


def measured(
    session: Session,
    found: Upgrade,
    rows: Rows,
    towns: Sequence[Municipality],
    progress: Callable[[str], None],
) -> UpgradeYen:
    """Compute the rows. Raises Refused for a file that cannot be read."""
    runner = Runner(session.open(assume=rows.assume))
    workspace, business = runner.workspace, rows.business
    question = Question(
        business=business,
        item=rows.item,
        stake=business.stake if business.stake and business.stake.item == rows.item.name else None,
        towns=tuple(town.id for town in towns or workspace.profile.municipalities.values()),
        on=rows.on,
        profile=workspace.prefecture,
    )
    return upgrade_yen(
        found,
        question,
        Measure(
            programs=runner.programs,
            source=runner.open(business.id, rows.source),
            stored=ResultFiles(rows.reads, workspace.catalog, business.id),
            rules=runner.rules_for(business.id),
            resolver=workspace.resolver,
            catalog=workspace.catalog,
            plugins=workspace.plugins,
            progress=progress,
        ),
    )


def tell(session: Session, found: Upgrade, rows: Rows, told: UpgradeYen) -> None:
    """Show what the release changes in each town, and what each override that may give way is worth."""
    label = session.text(rows.item.label_ja, rows.item.label_en or rows.item.label_ja)
    session.say(
        f"\n■ {rows.business.label_ja}の{label}（{rows.source}）: 版 {found.before.id} → {found.after.id}、上書きはいまのまま",
        f"\n* {label} of {rows.business.id} ({rows.source}): release {found.before.id} -> {found.after.id}, the overrides as they are",
    )
    session.table(towns_table(session, told.release))
    session.lines(_not_computed(session, told.release))
    session.lines(_override_lines(session, found, told))


def _not_computed(session: Session, impact: Impact) -> Iterator[str]:
    """Yield why towns have no figures, each reason once."""
    reasons = dict.fromkeys(
        finding.ja if session.language == "ja" else finding.en
        for town in impact.refused
        for finding in town.findings
    )
    for reason in list(reasons)[:3]:
        yield session.text(f"  計算せず: {reason}", f"  refused: {reason}")
    if len(reasons) > 3:
        yield session.text(f"  ほか{len(reasons) - 3}件の理由", f"  and {len(reasons) - 3} more reasons")
    total = impact.total
    if total.lost or total.gained:
        yield session.text(
            f"  片方の版でしか計算できない行: 前だけ {total.lost:,}、後だけ {total.gained:,}（額に入れていません）",
            f"  rows only one release can compute: {total.lost:,} before, {total.gained:,} after (in no figure)",
        )


def _override_lines(session: Session, found: Upgrade, told: UpgradeYen) -> Iterator[str]:
    known = session.workspace.profile.municipalities
    for (name, entry, _), impact in told.overrides.items():
        point = found.layering.catalog.points.get(name) or found.former.catalog.points[name]
        label = session.text(point.label_ja, point.label_en or point.label_ja)
        yield session.text(
            f"  {label}（{entry or '設定'}）を下の値に戻すと:", f"  {label} ({entry or 'setting'}) given up:"
        )
        for town in impact.towns:
            municipality = known[town.town]
            who = session.text(municipality.name_ja, municipality.name_en)
            if town.refused:
                yield session.text(f"    {who} 計算せず", f"    {who}: refused")
                continue
            change = signed(session, town.after - town.before)
            before = yen(town.before, session.language)
            yield session.text(
                f"    {who} {town.heads:,}人のうち {town.changed:,}人、計 {change}（いま {before}）",
                f"    {who}: {town.changed:,} of {town.heads:,}, {change} in all (now {before})",
            )


def yen_data(rows: Rows, told: UpgradeYen) -> Mapping[str, object]:
    """Return the yen for programs."""
    return {
        "business": rows.business.id,
        "item": rows.item.id,
        "release": _towns(told.release),
        "overrides": [
            {"point": point, "customization": entry or None, "towns": _towns(impact)}
            for (point, entry, _), impact in told.overrides.items()
        ],
    }


def _towns(impact: Impact) -> list[dict[str, object]]:
    return [
        {
            "town": town.town,
            "refused": town.refused,
            **figures(town),
            "findings": [finding_data(one) for one in _refusing(town.findings, refused=town.refused)],
        }
        for town in impact.towns
    ]


def _refusing(findings: Sequence[Finding], *, refused: bool) -> Sequence[Finding]:
    return findings if refused else ()
