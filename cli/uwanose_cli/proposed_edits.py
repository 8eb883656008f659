"""Owns what is proposed for an override after an upgrade: the command, or the line of the file, that settles it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from uwanose.charging.prospects import adopted, burdens
from uwanose.dates import Month
from uwanose.governance.upgrade import Upgrade
from uwanose.layers.model import Rank
from uwanose.layers.upgrade.model import Status, Verdict
from uwanose.money import format_yen
from uwanose_cli.text import Text

__all__ = ["texts"]


def texts(found: Upgrade, group: Sequence[Verdict]) -> Iterator[Text]:
    """Yield what is proposed for overrides that have one cause."""
    one = group[0]
    if one.status in (Status.UNAFFECTED, Status.FOLLOWS):
        return
    if one.status is Status.MOVED and not one.overlay.customization:
        where = f"{one.overlay.place} の {one.overlay.point} を {one.moved_to} に"
        line = f"uwanose upgrade --from {found.before.id} --rewrite"
        yield Text(
            f"{where}書き直す: {line}",
            f"write {one.moved_to} for {one.overlay.point} at {one.overlay.place}: {line}",
        )
    elif one.status is Status.PROMOTE:
        yield from _promote(found, group)
    elif one.overlay.customization:
        yield from _customization(found, group)
    else:
        yield from _setting(found, group)


def _customization(found: Upgrade, group: Sequence[Verdict]) -> Iterator[Text]:
    one = group[0]
    entry, whose = one.overlay.customization, _whose(group)
    last = (one.since or found.after.applies_from) - timedelta(days=1)
    end = Text(
        f"終える: uwanose customization revert {entry} {whose} --until {last}",
        f"end it: uwanose customization revert {entry} {whose} --until {last}",
    )
    again = Text(
        f"作り直す: uwanose customization replace {entry}",
        f"change it: uwanose customization replace {entry}",
    )
    if one.status is Status.REVIEW:
        if one.decided is None:
            yield Text(
                f"維持する: uwanose customization keep {entry} {whose} --point {one.overlay.point} --on 日付 --by 決めた人",
                f"keep it: uwanose customization keep {entry} {whose} --point {one.overlay.point} --on DATE --by NAME",
            )
            yield from (end, again)
    elif one.status in (Status.BROKEN, Status.MOVED):
        yield from (again, end)
    elif one.status is Status.FREED:
        value, start = shlex.quote(found.texts(one, "ja")[2].removesuffix("円")), last + timedelta(days=1)
        line = f"uwanose set {one.overlay.point} {value} {whose} --from {start}"
        yield Text(f"無料の設定に移す: {line}", f"make it a free setting: {line}")
        yield end
    else:
        yield end


def _setting(found: Upgrade, group: Sequence[Verdict]) -> Iterator[Text]:
    one = group[0]
    overlay, whose, since = one.overlay, _whose(group), one.since
    if one.status is Status.REVIEW and one.decided:
        return
    if one.status is Status.REVIEW:
        value, release = shlex.quote(found.texts(one, "ja")[2].removesuffix("円")), found.after.id
        kept = f"uwanose set {overlay.point} {value} {whose} --from {since} --known {release} --note"
        yield Text(f"据え置くなら: {kept} 据置き", f"if it stays: {kept} unchanged")
        yield Text(
            f"条例等を改めるなら: uwanose set {overlay.point} 値 {whose} --from {since} --basis 条例",
            f"if the ordinance is amended: uwanose set {overlay.point} VALUE {whose} --from {since} --basis ORDINANCE",
        )
    elif one.status in (Status.RETIRE, Status.REDUNDANT):
        yield Text(
            "条例等で定めているなら、そのままで差し支えありません（無料。国の額が変わったときに確認が要ります）",
            "where an ordinance says so it may stay: it is free, and asks for a look when the national value changes",
        )
    elif one.status is Status.BROKEN and overlay.point not in found.layering.catalog.points:
        yield Text(f"この設定を消す（{overlay.place}）", f"delete the setting at {overlay.place}")
    elif one.status is Status.BROKEN:
        yield Text(
            f"直す: uwanose set {overlay.point} 値 {whose} --from {since}（場所 {overlay.place}）",
            f"correct it: uwanose set {overlay.point} VALUE {whose} --from {since} (at {overlay.place})",
        )
    else:
        yield _ended(overlay.place, since)


def _ended(place: object, since: date | None) -> Text:
    last = since - timedelta(days=1) if since else "日付"
    return Text(f"{place} の値に until: {last} と書く", f"write until: {last} on the value at {place}")


def _promote(found: Upgrade, group: Sequence[Verdict]) -> Iterator[Text]:
    one, members = group[0], len(found.participants(group[0]))
    if not one.overlay.customization:
        held = found.holders(one)
        yield Text(
            f"参加 {members}町村のうち {held}町村が同じ値です。標準の値とするよう国・県に提案できます（町村の設定のままでも無料です）",
            f"{held} of the {members} that take part have this value; it may be proposed as the standard one (a town's setting is free, too)",
        )
        return
    entry, day = found.profile.customizations[one.overlay.customization], found.after.applies_from
    then = burdens(adopted(found.profile, entry, {"": day}), entry.id, Month.of(day))
    yearly = sorted({share.yearly for share in then.values()})
    ja = "〜".join(format_yen(amount) for amount in dict.fromkeys((yearly[0], yearly[-1])))
    en = " to ".join(format_yen(amount, unit=False) for amount in dict.fromkeys((yearly[0], yearly[-1])))
    line = f"uwanose customization adopt {entry.id} --prefecture --preview"
    yield Text(
        f"県仕様にして参加 {members}町村で分ければ、保守は1町村 年{ja}: {line}",
        f"as the prefecture's, shared by the {members} that take part, upkeep is {en} yen a year for each: {line}",
    )


def _whose(group: Sequence[Verdict]) -> str:
    if group[0].overlay.layer is Rank.PREFECTURE:
        return "--prefecture"
    return f"--town {','.join(one.overlay.municipality for one in group)}"
