"""Owns the check of conflicts: two customizations of one layer on one point, and what a town's replacement hides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from uwanose.dates import Interval, Month
from uwanose.errors import Finding, Severity
from uwanose.layers.layering import Layering
from uwanose.layers.model import Rank
from uwanose.layers.overlaps import Laid, meetings
from uwanose.layers.scopes import scope_of_adoption
from uwanose.layers.wording import named, town_name


def conflict_findings(layering: Layering, laid: Iterable[Laid]) -> Iterator[Finding]:
    """Yield the conflicts within each layer. Hooks never conflict: their results are collected."""
    entries = tuple(laid)
    for one, other, common in meetings(entries):
        modes = {one.override.mode, other.override.mode}
        if modes == {"values"}:
            yield _two_values(layering, one, other, common)
        elif modes == {"replace"}:
            yield _two_replacements(layering, one, other, common)
        elif modes == {"wrap"} and not _ordered(one, other, entries):
            yield _unordered_wraps(layering, one, other, common)


def hidden_findings(layering: Layering, laid: Iterable[Laid]) -> Iterator[Finding]:
    """Yield a warning for each wrap of the prefecture that a town's replacement hides for that town."""
    entries = tuple(laid)
    wraps = [
        entry for entry in entries if entry.effect.layer is Rank.PREFECTURE and entry.override.mode == "wrap"
    ]
    for town in entries:
        if town.effect.layer is not Rank.TOWN or town.override.mode != "replace":
            continue
        for wrap in wraps:
            common = wrap.interval.overlap(town.interval)
            if common and wrap.override.point == town.override.point:
                yield _hidden(layering, town, wrap, common)


def locked_findings(layering: Layering, laid: Iterable[Laid]) -> Iterator[Finding]:
    """Yield the customizations of towns on points the prefecture has locked (final)."""
    for entry in laid:
        lock = layering.profile.final.get(entry.override.point)
        if lock and entry.effect.layer is Rank.TOWN:
            point = layering.catalog.points[entry.override.point]
            yield Finding(
                code="L108",
                ja=(
                    f"{named(layering.catalog, point)} は県の層で固定（final）されています。"
                    f"{_town(layering, entry)}は {entry.customization} で上書きできません。"
                ),
                en=f"{point.id} is locked (final) by the prefecture; {entry.customization} may not override it.",
                remedy_ja="採用をやめるか、prefecture.yaml の final から外すことを WG で決めてください。",
                remedy_en="End the adoption, or have the lock removed from final in prefecture.yaml.",
                place=entry.override.place,
                others=(lock, entry.effect.adoption.place),
                scope=scope_of_adoption(entry.effect.adoption),
            )


def _two_values(layering: Layering, one: Laid, other: Laid, common: Interval) -> Finding:
    point = layering.catalog.points[one.override.point]
    return Finding(
        code="L104",
        ja=(
            f"{named(layering.catalog, point)}: {_town(layering, one)}が採用する {one.customization} と "
            f"{other.customization} が、{common} の同じ値を上書きしています（負担: {_payers(layering, one, common)} ／ "
            f"{_payers(layering, other, common)}）。値が同じでも、どちらの費用か決められません。"
        ),
        en=(
            f"{point.id}: {one.customization} and {other.customization} override the same point of one layer over "
            f"{common}; even if the values are equal it cannot be told whose cost it is."
        ),
        remedy_ja=_remedy(one, other, common),
        remedy_en=(
            f"Write until on the adoption of {one.customization}, or replaces: {one.customization} "
            f"in {other.customization}."
        ),
        place=one.override.place,
        others=(other.override.place, one.effect.adoption.place, other.effect.adoption.place),
        scope=scope_of_adoption(one.effect.adoption),
    )


def _two_replacements(layering: Layering, one: Laid, other: Laid, common: Interval) -> Finding:
    point = layering.catalog.points[one.override.point]
    return Finding(
        code="L112",
        ja=(
            f"{named(layering.catalog, point)}: {_town(layering, one)}が採用する {one.customization} と "
            f"{other.customization} が、{common} に同じ計算式を置き換えています（負担: {_payers(layering, one, common)} ／ "
            f"{_payers(layering, other, common)}）。1つの層で置き換えは1つだけです。"
        ),
        en=f"{point.id}: {one.customization} and {other.customization} both replace the formula over {common}.",
        remedy_ja=_remedy(one, other, common),
        remedy_en=f"End one of them, write replaces: {one.customization}, or make one of them a wrap.",
        place=one.override.place,
        others=(other.override.place, one.effect.adoption.place, other.effect.adoption.place),
        scope=scope_of_adoption(one.effect.adoption),
    )


def _unordered_wraps(layering: Layering, one: Laid, other: Laid, common: Interval) -> Finding:
    point = layering.catalog.points[one.override.point]
    return Finding(
        code="L113",
        ja=(
            f"{named(layering.catalog, point)}: {_town(layering, one)}が採用する {one.customization} と "
            f"{other.customization} が {common} に同じ計算式の前後に処理を追加していますが、順序が決まっていません。"
        ),
        en=f"{point.id}: {one.customization} and {other.customization} both wrap the formula over {common}, in no order.",
        remedy_ja=f"後に働く方の content に after: {one.customization} のように先の番号を書き、決裁を受けてください。",
        remedy_en=f"Name the predecessor in the later one (after: {one.customization}) and have it approved.",
        place=one.override.place,
        others=(other.override.place,),
        scope=scope_of_adoption(one.effect.adoption),
    )


def _ordered(one: Laid, other: Laid, entries: tuple[Laid, ...]) -> bool:
    """Tell whether one of two wraps follows the other, directly or through others of the same layer."""
    after = {
        entry.customization: entry.override.after
        for entry in entries
        if entry.layer == one.layer and entry.override.point == one.override.point
    }
    return _follows(one.customization, other.customization, after) != _follows(
        other.customization, one.customization, after
    )


def _follows(later: str, earlier: str, after: dict[str, str]) -> bool:
    passed: set[str] = set()
    step = after.get(later, "")
    while step and step not in passed:
        if step == earlier:
            return True
        passed.add(step)
        step = after.get(step, "")
    return False


def _hidden(layering: Layering, town: Laid, wrap: Laid, common: Interval) -> Finding:
    point = layering.catalog.points[town.override.point]
    return Finding(
        code="L114",
        severity=Severity.WARNING,
        ja=(
            f"{named(layering.catalog, point)}: {_town(layering, town)}の {town.customization} が計算式を置き換えるため、"
            f"県仕様の {wrap.customization} は {common} にこの町村では働きません。県仕様の負担は続きます。"
        ),
        en=(
            f"{point.id}: {town.customization} replaces the formula, so the prefecture's {wrap.customization} does not "
            f"act in this town over {common}; its share stays due."
        ),
        remedy_ja="意図どおりか確かめてください。県仕様も働かせるなら、置き換えではなく wrap にします。",
        remedy_en="See that this is meant. To keep the prefecture's wrap make it a wrap instead of a replacement.",
        place=town.override.place,
        others=(wrap.override.place,),
        scope=scope_of_adoption(town.effect.adoption),
    )


def _remedy(one: Laid, other: Laid, common: Interval) -> str:
    last = Interval(one.effect.interval.start, common.start).last_day
    until = (
        f"{one.customization} の採用に until: {last}（この日まで）を書くか、"
        if one.interval.start < common.start
        else ""
    )
    return f"{until}{other.customization} に replaces: {one.customization} を書くか、どちらかの採用をやめてください。"


def _town(layering: Layering, entry: Laid) -> str:
    return town_name(layering.profile, entry.effect.municipality)


def _payers(layering: Layering, entry: Laid, common: Interval) -> str:
    towns = layering.membership.payers(entry.customization, Month.of(common.start))
    if len(towns) > 3:
        return f"{len(towns)}町村"
    return "・".join(town_name(layering.profile, town) for town in towns) or "なし"
