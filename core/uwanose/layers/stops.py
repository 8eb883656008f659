"""Owns stop-until-decided: what happens to an adopted override when what lies beneath it is not what was seen."""

from __future__ import annotations

from datetime import date

from uwanose.errors import Finding, Severity
from uwanose.layers.beneath import Beneath, beneath, entry_for, is_compared, segments, written
from uwanose.layers.hashes import signature_part
from uwanose.layers.layering import Layering
from uwanose.layers.model import Adoption, Customization, Override, Seen
from uwanose.layers.scopes import scope_of_adoption
from uwanose.layers.wording import named
from uwanose.points.model import Kind


def judge(
    layering: Layering, adoption: Adoption, customization: Customization, override: Override, on: date
) -> Finding | None:
    """Return what a changed base means for an override on a day.

    An *error* stops the results that depend on the point, a warning (template) and a note (wrap that follows) do not.
    """
    if not is_compared(layering.catalog, customization, override):
        return None
    entries = [entry for entry in adoption.seen if entry.point == override.point]
    if not entries:
        return _never_seen(layering, adoption, customization, override)
    known = [entry for entry in entries if _is_known(layering, entry)]
    if not known:
        return None  # asked with the knowledge of a release older than the adoption
    due = [entry for entry in known if entry.start <= on]
    if not due:
        return _never_seen(layering, adoption, customization, override)
    seen = max(reversed(due), key=lambda entry: entry.start)
    found = beneath(layering, adoption.layer, adoption.municipality, override, on)
    if found.sha256 == seen.beneath:
        return None
    since = _changed_on(layering, adoption, override, seen, found, on)
    return _changed(layering, adoption, customization, override, seen, found, since)


def _changed_on(
    layering: Layering, adoption: Adoption, override: Override, seen: Seen, found: Beneath, on: date
) -> date:
    """Return the first day of the stretch up to *on* over which what lies beneath is what it is on that day."""
    changes = layering.change_dates(adoption.municipality, override.point, below=adoption.layer)
    first = on
    for day in reversed([seen.start, *(change for change in changes if seen.start < change <= on)]):
        if beneath(layering, adoption.layer, adoption.municipality, override, day).sha256 != found.sha256:
            break
        first = day
    return first


def _is_known(layering: Layering, entry: Seen) -> bool:
    order = [release.id for release in layering.catalog.releases]
    return entry.release not in order or order.index(entry.release) <= order.index(layering.release.id)


def _changed(
    layering: Layering, adoption: Adoption, customization: Customization, override: Override,
    seen: Seen, found: Beneath, on: date,
) -> Finding:  # fmt: skip
    point = layering.catalog.points[override.point]
    if point.kind is Kind.TEMPLATE:
        return _template_changed(layering, adoption, customization, override, on)
    if override.mode == "wrap" and signature_part(found.sha256) == signature_part(seen.beneath):
        return _wrap_follows(layering, adoption, customization, override, on)
    what_ja, what_en = ("計算式", "formula") if override.plugin else ("値", "value")
    became_ja, became_en = f"「{found.shows}」に", f"is {found.shows}"
    if seen.shows == found.shows:  # a formula is shown by its arguments alone
        same_ja, same_en = ("引数", "arguments") if override.plugin else ("表示", "appearance")
        became_ja, became_en = f"、{same_ja}は同じまま中身が", f"has the same {same_en} but other content"
    name = named(layering.catalog, point)
    whose = (
        f"{customization.id} {f'--town {adoption.municipality}' if adoption.municipality else '--prefecture'}"
    )
    kept = written(entry_for(layering, adoption, override, on, found, decision="keep"))
    return Finding(
        code="R122",
        ja=(
            f"{name}: {customization.id} が確認した下の{what_ja}「{seen.shows}」が、{on} には{became_ja}"
            f"変わっています（版 {layering.release.id}）。扱いが決まるまで、{on} 以降のこの項目による結果は計算しません。"
        ),
        en=(
            f"{point.id}: the {what_en} beneath {customization.id} was {seen.shows} when it was adopted and {became_en} "
            f"on {on} (release {layering.release.id}); results that depend on it stop from that day."
        ),
        remedy_ja=(
            f"維持するなら uwanose customization keep {whose} --on 日付 --by 決めた人（seen に {kept} が加わります）、"
            f"やめるなら uwanose customization revert {whose}、"
            f"改めるなら uwanose customization replace {customization.id} で新しいカスタマイズ（replaces）を登録してください。"
        ),
        remedy_en=(
            f"To keep it: uwanose customization keep {whose} --on DATE --by NAME (adds {kept} to seen); "
            f"to end it: uwanose customization revert {whose}; to change it register another one: "
            f"uwanose customization replace {customization.id}."
        ),
        place=seen.place,
        others=(override.place,),
        scope=scope_of_adoption(adoption),
    )


def _template_changed(
    layering: Layering, adoption: Adoption, customization: Customization, override: Override, on: date
) -> Finding:
    point = layering.catalog.points[override.point]
    return Finding(
        code="R124",
        ja=f"{named(layering.catalog, point)}: {customization.id} が置き換えた文面が、下の層で {on} から変わっています。",
        en=f"{point.id}: the text {customization.id} replaces has changed beneath it from {on}.",
        remedy_ja="新しい文面と見比べ、確認したら seen に新しい行を加えてください。",
        remedy_en="Compare the two texts and add a new seen entry once reviewed.",
        severity=Severity.WARNING,
        place=override.place,
        scope=scope_of_adoption(adoption),
    )


def _wrap_follows(
    layering: Layering, adoption: Adoption, customization: Customization, override: Override, on: date
) -> Finding:
    point = layering.catalog.points[override.point]
    return Finding(
        code="R123",
        ja=f"{named(layering.catalog, point)}: 下の計算式が {on} から変わりました。{customization.id} はその結果に追従します。",
        en=f"{point.id}: the formula beneath {customization.id} changes from {on}; the wrap follows it.",
        severity=Severity.NOTE,
        place=override.place,
        scope=scope_of_adoption(adoption),
    )


def _never_seen(
    layering: Layering, adoption: Adoption, customization: Customization, override: Override
) -> Finding:
    point = layering.catalog.points[override.point]
    entries = "、".join(map(written, segments(layering, adoption, override)))
    return Finding(
        code="R121",
        ja=f"{named(layering.catalog, point)}: {customization.id} の採用に、その下にあった値の確認（seen）が記録されていません。",
        en=f"{point.id}: the adoption of {customization.id} records no seen entry for what lies beneath.",
        remedy_ja=f"下の値を確かめ、この採用の seen に {entries} を書いてください。",
        remedy_en=f"See what lies beneath and write it under seen of this adoption: {entries}",
        place=adoption.place,
        others=(override.place,),
        scope=scope_of_adoption(adoption),
    )
