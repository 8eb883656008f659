"""Owns the check of free settings: who may set what, inside which range, under which locks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from uwanose.dates import Interval
from uwanose.errors import Finding, Severity
from uwanose.layers import contributions
from uwanose.layers.effect import Effect
from uwanose.layers.effective import Origin
from uwanose.layers.layering import Layering, is_usable
from uwanose.layers.model import Rank, Setting
from uwanose.layers.scopes import PREFECTURE
from uwanose.layers.wording import named, town_name
from uwanose.money import Rate
from uwanose.points.model import MaySet, Point, Value
from uwanose.points.typed import format_value

_BY = {Rank.PREFECTURE: "prefecture", Rank.TOWN: "town"}


def setting_findings(layering: Layering) -> Iterator[Finding]:
    """Yield everything that is wrong with the settings of prefecture and towns."""
    for setting in layering.profile.settings:
        point = layering.catalog.points[setting.point]
        yield from _may_set(layering, setting, point)
        yield from _locked(layering, setting, point)
        yield from _without_owner(layering, setting, point)
        if point.national_value_is != "default":
            yield from _beyond_national(layering, setting, point)


def scope_of_setting(setting: Setting) -> str:
    """Return whose runs a setting touches."""
    return setting.municipality or PREFECTURE


def _may_set(layering: Layering, setting: Setting, point: Point) -> Iterator[Finding]:
    if point.may_set is MaySet.LAW:
        yield _fixed_by_law(layering, setting, point)
    elif point.may_set is MaySet.STANDARD:
        yield _outside_register(layering, setting, point)
    elif point.may_set is MaySet.ORDINANCE and point.by != _BY[setting.layer]:
        yield _wrong_layer(layering, setting, point)


def _fixed_by_law(layering: Layering, setting: Setting, point: Point) -> Finding:
    who = town_name(layering.profile, setting.municipality)
    return Finding(
        code="L102",
        ja=f"{named(layering.catalog, point)} は{point.basis or '法律'}で決まっていて、{who}の設定で変えることはできません。",
        en=f"{point.id} is fixed by law ({point.basis}); no layer may set it.",
        remedy_ja="この設定を消してください。",
        remedy_en="Delete the setting.",
        place=setting.place,
        others=(point.place,),
        scope=scope_of_setting(setting),
    )


def _outside_register(layering: Layering, setting: Setting, point: Point) -> Finding:
    who = town_name(layering.profile, setting.municipality)
    return Finding(
        code="L103",
        ja=(
            f"{named(layering.catalog, point)} は標準の項目で、{who}の設定では変えられません。"
            "台帳の外で標準を上書きすることはできません。"
        ),
        en=f"{point.id} belongs to the standard; a setting cannot touch it: no override exists outside the register.",
        remedy_ja=(
            "この設定を消し、必要ならカスタマイズ台帳（customizations/K-….yaml）に登録して、決裁と負担承諾の後に adopts で採用してください。"
        ),
        remedy_en="Delete it; if it is needed, register a customization and adopt it once approved and consented to.",
        place=setting.place,
        others=(point.place,),
        scope=scope_of_setting(setting),
    )


def _wrong_layer(layering: Layering, setting: Setting, point: Point) -> Finding:
    by_prefecture = point.by == "prefecture"
    owner_ja, owner_en = (
        ("県（県条例・要綱）", "the prefecture") if by_prefecture else ("町村の条例", "a town")
    )
    file = "prefecture.yaml" if by_prefecture else "towns/○○.yaml"
    return Finding(
        code="L105",
        ja=f"{named(layering.catalog, point)} を決めるのは{owner_ja}です。{town_name(layering.profile, setting.municipality)}の設定では変えられません。",
        en=f"{point.id} is set by {owner_en}, not by this layer.",
        remedy_ja=f"設定を {file} に移してください。",
        remedy_en=f"Move the setting to {'prefecture.yaml' if by_prefecture else 'the file of the town'}.",
        place=setting.place,
        others=(point.place,),
        scope=scope_of_setting(setting),
    )


def _locked(layering: Layering, setting: Setting, point: Point) -> Iterator[Finding]:
    lock = layering.profile.final.get(point.id)
    if lock and setting.layer is Rank.TOWN:
        yield Finding(
            code="L108",
            ja=f"{named(layering.catalog, point)} は県の層で固定（final）されています。町村は上書きできません。",
            en=f"{point.id} is locked (final) by the prefecture; towns may not override it.",
            remedy_ja="この設定を消すか、prefecture.yaml の final から外すことを WG で決めてください。",
            remedy_en="Delete the setting, or have the lock removed from final in prefecture.yaml.",
            place=setting.place,
            others=(lock,),
            scope=scope_of_setting(setting),
        )


def _without_owner(layering: Layering, setting: Setting, point: Point) -> Iterator[Finding]:
    if not point.owner or setting.layer is Rank.ASSUMPTION:
        return
    holders = layering.membership.of(point.owner)
    if not any(setting.municipality in ("", effect.municipality) for effect in holders):
        yield Finding(
            code="L118",
            severity=Severity.WARNING,
            ja=f"{named(layering.catalog, point)} は {point.owner} が追加する項目です。採用されていないため、この設定は効きません。",
            en=f"{point.id} is added by {point.owner}, which is not in force here; the setting has no effect.",
            remedy_ja=f"{point.owner} を採用するか、この設定を消してください。",
            remedy_en=f"Adopt {point.owner} or delete the setting.",
            place=setting.place,
            scope=scope_of_setting(setting),
        )


def _beyond_national(layering: Layering, setting: Setting, point: Point) -> Iterator[Finding]:
    ceiling = point.national_value_is == "ceiling"
    for span, value in contributions.spans(setting.values, layering.known):
        for bound in layering.national(point.id):
            common = span.overlap(bound.interval)
            if common is None or not is_usable(bound) or value.value is None or value.draft:
                continue
            if exceeds(value.value, bound.value, ceiling):
                yield _out_of_range(layering, setting, point, value.value, bound, common)


def exceeds(value: Value, bound: Value | None, ceiling: bool) -> bool:
    left, right = _number(value), _number(bound)
    if left is None or right is None:
        return False
    return left > right if ceiling else left < right


def _number(value: Value | None) -> Fraction | None:
    if isinstance(value, Rate):
        return value.fraction
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _out_of_range(
    layering: Layering, setting: Setting, point: Point, value: Value, bound: Origin, common: Interval
) -> Finding:
    ceiling = point.national_value_is == "ceiling"
    word_ja, word_en = ("上限", "ceiling") if ceiling else ("下限", "floor")
    shown, limit = format_value(point, value, "ja"), format_value(point, bound.value, "ja")
    return Finding(
        code="L107",
        ja=(
            f"{named(layering.catalog, point)}: {shown} は、{common} の国の{word_ja} {limit} を"
            f"{'超えて' if ceiling else '下回って'}います（{point.basis}）。"
        ),
        en=f"{point.id}: {shown} is {'above' if ceiling else 'below'} the national {word_en} {limit} over {common}.",
        remedy_ja=f"{word_ja}の範囲の値に直すか、その期間の値を分けて書いてください。",
        remedy_en="Correct the value, or write another one for that period.",
        place=next(entry.place for entry in setting.values if entry.value == value),
        others=(bound.place,),
        scope=scope_of_setting(setting),
    )


def double_findings(layering: Layering, standing: tuple[Effect, ...]) -> Iterator[Finding]:
    """Yield settings that meet a customization on one point of one layer on some day."""
    laid: dict[tuple[Rank, str], list[tuple[Effect, dict[str, list[Origin]]]]] = {}
    for effect in standing:
        origins = contributions.of_effects([effect], layering.known)
        laid.setdefault((effect.layer, effect.municipality), []).append((effect, origins))
    for setting in layering.profile.settings:
        for effect, origins in laid.get((setting.layer, setting.municipality), ()):
            for origin in origins.get(setting.point, ()):
                spans = (span for span, _ in contributions.spans(setting.values, layering.known))
                common = next((both for span in spans if (both := span.overlap(origin.interval))), None)
                if common:
                    yield _double(layering, setting, effect, origin, common)


def _double(
    layering: Layering, setting: Setting, effect: Effect, origin: Origin, common: Interval
) -> Finding:
    point = layering.catalog.points[setting.point]
    return Finding(
        code="L109",
        ja=(
            f"{named(layering.catalog, point)}: {town_name(layering.profile, setting.municipality)}の層で、"
            f"設定とカスタマイズ {effect.customization.id} が {common} に重なっています。どちらが効くか決められません。"
        ),
        en=f"{point.id}: a setting and {effect.customization.id} meet in one layer over {common}.",
        remedy_ja="設定で足りるならカスタマイズの採用をやめ、そうでなければ設定に until を書くか消してください。",
        remedy_en="If the setting is enough end the adoption; otherwise end or delete the setting.",
        place=setting.place,
        others=(origin.place,),
        scope=scope_of_setting(setting),
    )
