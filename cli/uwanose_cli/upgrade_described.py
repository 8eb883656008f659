"""Owns what is said of each override after an upgrade: whose it is, what changed, who pays, what is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from uwanose.governance.upgrade import Upgrade
from uwanose.layers.model import Rank
from uwanose.layers.upgrade.model import Status, Verdict
from uwanose.money import format_yen
from uwanose_cli.proposed_edits import texts
from uwanose_cli.session import Session

__all__ = ["Described", "sections"]

_QUIET = (Status.UNAFFECTED,)  # counted, and listed only when asked for


class Described(NamedTuple):
    """One override, or several with one cause and one way out, in the language of the line."""

    title: str
    facts: tuple[str, ...]
    proposals: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


def sections(
    found: Upgrade, verdicts: Sequence[Verdict], session: Session, *, everything: bool = False
) -> Iterator[tuple[Status, list[Described]]]:
    """Yield the overrides by status, the gravest first. What follows stands together customization by customization."""
    for status in Status:
        mine = [one for one in verdicts if one.status is status and (everything or status not in _QUIET)]
        if mine and status is Status.FOLLOWS:
            yield status, list(_following(found, mine, session))
        elif mine:
            groups = groupby(mine, key=lambda one: _cause(found, one))
            yield status, [_described(found, list(same), session) for _, same in groups]


def _cause(found: Upgrade, one: Verdict) -> tuple[object, ...]:
    overlay = one.overlay
    return (
        overlay.point, overlay.layer, overlay.customization, overlay.mode, one.since, found.texts(one, "ja"), one.why_ja,
        one.decided is None,
    )  # fmt: skip


def _following(found: Upgrade, verdicts: Sequence[Verdict], session: Session) -> Iterator[Described]:
    """Yield what follows, customization by customization: nobody must do anything, the yen may change."""
    by_entry = sorted(verdicts, key=lambda one: (one.overlay.customization, one.overlay.point))
    for _, same in groupby(by_entry, key=lambda one: (one.overlay.customization, one.overlay.layer)):
        group = list(same)
        towns = list({one.overlay.municipality: one for one in group}.values())
        facts = [_way(found, one, session) for one in {one.overlay.point: one for one in group}.values()]
        yield Described(
            _who(found, towns, session), (*facts, *_pays(found, group[0], session)), (), tuple(group)
        )


def _way(found: Upgrade, one: Verdict, session: Session) -> str:
    point, why = found.point(one), session.text(one.why_ja, one.why_en)
    label = session.text(point.label_ja, point.label_en or point.label_ja)
    return session.text(f"{label}　{one.since} から: {why}", f"{label}, from {one.since}: {why}")


def _described(found: Upgrade, group: Sequence[Verdict], session: Session) -> Described:
    first = group[0]
    point, name = found.point(first), first.overlay.point
    title = session.text(f"{point.label_ja}（{name}）", f"{point.label_en or point.label_ja} ({name})")
    proposals = tuple(text.of(session.language) for text in texts(found, group))
    return Described(title, tuple(_facts(found, group, session)), proposals, tuple(group))


def _facts(found: Upgrade, group: Sequence[Verdict], session: Session) -> Iterator[str]:
    first = group[0]
    since = session.text(f"　{first.since} から", f", from {first.since}") if first.since else ""
    yield f"{_who(found, group, session)}{since}"
    was, now, own = found.texts(first, session.language)
    nothing = session.text("（値なし）", "(no value)")
    beneath = (was or nothing) if was == now else f"{was or nothing} → {now or nothing}"
    yield session.text(
        f"下の値 {beneath}　この上書き {own or nothing}", f"beneath {beneath}; this override {own or nothing}"
    )
    if first.why_ja:
        yield session.text(f"{first.why_ja}。", f"{first.why_en}.")
    yield from _pays(found, first, session)
    yield from _decided(first, session)


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
