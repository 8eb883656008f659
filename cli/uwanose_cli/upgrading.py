"""Owns how an upgrade is told: counts, each override with what changed and who pays, and the same for programs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

import click

from uwanose.errors import Finding, nearest
from uwanose.governance.upgrade import Upgrade, upgrade
from uwanose.layers.model import Profile, Rank
from uwanose.layers.profile import load_profile
from uwanose.layers.upgrade.model import STATUS_LABELS, Status, Verdict
from uwanose.money import format_yen
from uwanose.points.model import Catalog, Release
from uwanose.source.files import SourceFolder
from uwanose.workspace import Workspace
from uwanose_cli.output import Table
from uwanose_cli.proposed_edits import proposed
from uwanose_cli.session import Session
from uwanose_cli.text import Text

__all__ = ["analyse", "chosen", "count_table", "data", "head_lines", "statuses", "verdict_lines"]

_QUIET = (Status.UNAFFECTED,)  # counted, and listed only when asked for


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
    language = session.language
    for status in Status:
        mine = [one for one in verdicts if one.status is status and (everything or status not in _QUIET)]
        if not mine:
            continue
        yield ""
        yield f"■ {STATUS_LABELS[status][0]}" if language == "ja" else f"* {STATUS_LABELS[status][1]}"
        if status is Status.FOLLOWS:
            yield from _follows_lines(found, mine, session)
            continue
        for _, same in groupby(mine, key=lambda one: _cause(found, one)):
            yield from _group_lines(found, list(same), session)


def _cause(found: Upgrade, one: Verdict) -> tuple[object, ...]:
    overlay = one.overlay
    return (
        overlay.point, overlay.layer, overlay.customization, overlay.mode, one.since, found.texts(one, "ja"), one.why_ja,
        one.decided is None,
    )  # fmt: skip


def _follows_lines(found: Upgrade, verdicts: Sequence[Verdict], session: Session) -> Iterator[str]:
    """Yield what follows, customization by customization: nobody must do anything, the yen may change."""
    by_entry = sorted(verdicts, key=lambda one: (one.overlay.customization, one.overlay.point))
    for _, same in groupby(by_entry, key=lambda one: (one.overlay.customization, one.overlay.layer)):
        group = list(same)
        towns = list({one.overlay.municipality: one for one in group}.values())
        yield f"  {_who(found, towns, session)}"
        for one in {one.overlay.point: one for one in group}.values():
            point, why = found.point(one), session.text(one.why_ja, one.why_en)
            label = session.text(point.label_ja, point.label_en or point.label_ja)
            yield session.text(
                f"    {label}　{one.since} から: {why}", f"    {label}, from {one.since}: {why}"
            )
        for line in _pays(found, group[0], session):
            yield f"    {line}"


def _group_lines(found: Upgrade, group: Sequence[Verdict], session: Session) -> Iterator[str]:
    language, first = session.language, group[0]
    point, (was, now, own) = found.point(first), found.texts(first, language)
    label = point.label_ja if language == "ja" else point.label_en or point.label_ja
    yield f"  {label}（{first.overlay.point}）" if language == "ja" else f"  {label} ({first.overlay.point})"
    since = f"　{first.since} から" if first.since and language == "ja" else ""
    since = f", from {first.since}" if first.since and language == "en" else since
    yield f"    {_who(found, group, session)}{since}"
    nothing = session.text("（値なし）", "(no value)")
    beneath = (was or nothing) if was == now else f"{was or nothing} → {now or nothing}"
    yield session.text(
        f"    下の値 {beneath}　この上書き {own or nothing}",
        f"    beneath {beneath}; this override {own or nothing}",
    )
    if first.why_ja:
        yield f"    {first.why_ja}。" if language == "ja" else f"    {first.why_en}."
    for line in (*_pays(found, first, session), *_decided(first, session), *proposed(found, group, session)):
        yield f"    {line}"


def _who(found: Upgrade, group: Sequence[Verdict], session: Session) -> str:
    towns = session.town_names(one.overlay.municipality for one in group)
    entry, place = group[0].overlay.customization, group[0].overlay.place
    if not entry:
        where = f"{place}" if len(group) == 1 else session.text(f"{len(group)}町村", f"{len(group)} towns")
        return session.text(f"{towns} の設定　{where}", f"setting of {towns}, {where}")
    title = found.profile.customizations[entry]
    rank = "県仕様" if group[0].overlay.layer is Rank.PREFECTURE else "個別"
    return session.text(
        f"{towns} の {entry}「{title.title_ja}」（{rank}）",
        f"{entry} {title.title_en or title.title_ja} of {towns}",
    )


def _pays(found: Upgrade, one: Verdict, session: Session) -> Iterator[str]:
    """Yield who pays for a customization, and what a year of it costs."""
    if not one.overlay.customization:
        return
    yearly = sum(share.yearly for share in found.burdens(one).values())
    towns = session.town_names(found.payers(one))
    yield session.text(
        f"負担: {towns}　保守 年{format_yen(yearly)}",
        f"paid by {towns}; upkeep {format_yen(yearly, unit=False)} yen a year",
    )


def _decided(one: Verdict, session: Session) -> Iterator[str]:
    """Yield who decided to keep an override, and when."""
    if one.decided is None:
        return
    by, on = one.decided.by, one.decided.on
    if one.decided.decision:
        yield session.text(f"決定: 維持（{by}、{on}）", f"decided: kept ({by}, {on})")
    elif one.decided.setting:
        yield session.text(
            "決定: この版を見て定めた設定です", "decided: set with the knowledge of this release"
        )
    else:
        yield session.text("確認: 採用のときに見た値です", "seen when it was adopted")


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
        "proposals": [text.ja for text in proposals_of(found, one)],
    }


def _decision_data(one: Verdict) -> Mapping[str, object] | None:
    if one.decided is None:
        return None
    word = one.decided.decision or ("set" if one.decided.setting else "seen")
    return {"decision": word, "by": one.decided.by or None, "on": one.decided.on}


def proposals_of(found: Upgrade, one: Verdict) -> tuple[Text, ...]:
    """Return what is proposed for one override."""
    from uwanose_cli.proposed_edits import texts

    return tuple(texts(found, [one]))
