"""Owns how an upgrade is told: counts, each override with what changed and who pays, and the same for programs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import click

from uwanose.errors import Finding, nearest
from uwanose.governance.upgrade import Upgrade, upgrade
from uwanose.layers.model import Profile
from uwanose.layers.profile import load_profile
from uwanose.layers.upgrade.model import STATUS_LABELS, Status, Verdict
from uwanose.points.model import Catalog, Release
from uwanose.source.files import SourceFolder
from uwanose.workspace import Workspace
from uwanose_cli.output import Table
from uwanose_cli.proposed_edits import texts
from uwanose_cli.session import Session
from uwanose_cli.text import Text
from uwanose_cli.upgrade_described import sections

__all__ = ["analyse", "chosen", "count_table", "data", "head_lines", "statuses", "verdict_lines"]


def analyse(
    workspace: Workspace, before: Release, after: Release | None, promote_from: int | None
) -> Upgrade:
    """Judge the overrides of a workspace. Raises Refused."""

    def read(catalog: Catalog) -> Profile:
        found: list[Finding] = []
        files = SourceFolder.read(workspace.root / "profiles", "profiles", findings=found)
        return load_profile(files, catalog, found)

    return upgrade(
        files=workspace.rules_files,
        national=workspace.national,
        profile=workspace.profile,
        plugins=workspace.plugins,
        read=read,
        before=before,
        after=after or workspace.national.latest,
        promote_from=promote_from,
    )


def statuses(session: Session, text: str | None) -> tuple[Status, ...]:
    """Return the statuses a line names, in Japanese or English. Raises UsageError with the nearest."""
    known = {word: status for status, words in STATUS_LABELS.items() for word in words}
    found: list[Status] = []
    for name in (part.strip() for part in (text or "").replace("、", ",").split(",")):
        if name and name not in known:
            near = "、".join(nearest(name, known, 3)) or "、".join(ja for ja, _ in STATUS_LABELS.values())
            raise click.UsageError(
                session.text(f"状態「{name}」はありません。使えるもの: {near}", f"no status {name!r}; {near}")
            )
        if name:
            found.append(known[name])
    return tuple(found)


def chosen(
    found: Upgrade, towns: Collection[str], business: str | None, wanted: Collection[Status]
) -> tuple[Verdict, ...]:
    """Return the verdicts a line asks for; what the prefecture overrides concerns every town."""
    return tuple(
        one
        for one in found.verdicts
        if (not towns or one.overlay.municipality in towns or not one.overlay.municipality)
        and (business is None or one.overlay.point.startswith(f"{business}."))
        and (not wanted or one.status in wanted)
    )


def head_lines(found: Upgrade, verdicts: Sequence[Verdict], language: str) -> Iterator[str]:
    """Yield which releases are compared, and how much waits."""
    yield Text(
        f"版 {found.before.id}（{found.before.label_ja}）→ {found.after.id}（{found.after.label_ja}、{found.after.applies_from} から適用）: "
        f"国の変更 {len(found.changes)}項目、上書き {len(verdicts)}件",
        f"Release {found.before.id} -> {found.after.id} (applies from {found.after.applies_from}): "
        f"{len(found.changes)} points changed, {len(verdicts)} overrides",
    ).of(language)
    waiting = sum(one.waits for one in verdicts)
    yield Text(
        f"だれかが決めなければならないもの: {waiting}件"
        if waiting
        else "決めなければならないものはありません。",
        f"Somebody must act on {waiting} of them." if waiting else "Nobody must act.",
    ).of(language)


def count_table(verdicts: Sequence[Verdict], language: str) -> Table:
    """Return how many overrides have each status, settings and customizations apart."""
    ja = language == "ja"
    headings = (
        ("状態", "設定", "カスタマイズ", "計") if ja else ("status", "settings", "customizations", "all")
    )
    rows = []
    for status in Status:
        mine = [one for one in verdicts if one.status is status]
        entries = sum(bool(one.overlay.customization) for one in mine)
        if mine:
            label = STATUS_LABELS[status][0 if ja else 1]
            rows.append((label, f"{len(mine) - entries:,}", f"{entries:,}", f"{len(mine):,}"))
    return Table(headings, rows, frozenset({1, 2, 3}))


def verdict_lines(
    found: Upgrade, verdicts: Sequence[Verdict], session: Session, *, everything: bool
) -> Iterator[str]:
    """Yield the overrides under their status, the gravest first; what has one cause and one way out stands together."""
    for status, entries in sections(found, verdicts, session, everything=everything):
        yield ""
        yield f"■ {STATUS_LABELS[status][0]}" if session.language == "ja" else f"* {STATUS_LABELS[status][1]}"
        for entry in entries:
            yield f"  {entry.title}"
            yield from (f"    {fact}" for fact in entry.facts)
            yield from (f"    → {text}" for text in entry.proposals)


def data(found: Upgrade, verdicts: Sequence[Verdict]) -> Mapping[str, object]:
    """Return the analysis for programs."""
    return {
        "from": found.before.id,
        "to": found.after.id,
        "applies_from": found.after.applies_from,
        "changed_points": len(found.changes),
        "counts": {
            status.value: number
            for status in Status
            if (number := sum(one.status is status for one in verdicts))
        },
        "waiting": sum(one.waits for one in verdicts),
        "overrides": [verdict_data(found, one) for one in verdicts],
    }


def verdict_data(found: Upgrade, one: Verdict) -> Mapping[str, object]:
    """Return one verdict for programs."""
    overlay, (was, now, own) = one.overlay, found.texts(one, "ja")
    shares = found.burdens(one)
    return {
        "point": overlay.point,
        "layer": overlay.layer.name.lower(),
        "town": overlay.municipality or None,
        "customization": overlay.customization or None,
        "mode": overlay.mode,
        "place": str(overlay.place),
        "status": one.status,
        "label": STATUS_LABELS[one.status][0],
        "since": one.since,
        "beneath_before": was or None,
        "beneath_after": now or None,
        "own": own or None,
        "why_ja": one.why_ja,
        "why_en": one.why_en,
        "moved_to": one.moved_to or None,
        "waits": one.waits,
        "decided": _decision_data(one),
        "payers": list(found.payers(one)),
        "yearly": sum(share.yearly for share in shares.values()),
        "proposals": [text.ja for text in texts(found, [one])],
    }


def _decision_data(one: Verdict) -> Mapping[str, object] | None:
    if one.decided is None:
        return None
    word = one.decided.decision or ("set" if one.decided.setting else "seen")
    return {"decision": word, "by": one.decided.by or None, "on": one.decided.on}
