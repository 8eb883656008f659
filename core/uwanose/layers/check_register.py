"""Owns the check of single entries of the register: the order of their acts, their content, who asked and who pays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from uwanose.dates import Month
from uwanose.errors import Finding, Place, Severity
from uwanose.layers.effect import Effect
from uwanose.layers.layering import Layering
from uwanose.layers.model import Act, Approval, Customization, Outcome, Override, Profile, Status
from uwanose.layers.scopes import REGISTER, scope_of_customization
from uwanose.layers.wording import named, town_name
from uwanose.points.model import MaySet, Point

_Step = tuple[str, str, date | None, Place]


def entry_findings(layering: Layering, customization: Customization) -> Iterator[Finding]:
    """Yield everything that is wrong with one entry by itself."""
    scope = scope_of_customization(layering.profile, customization.id)
    yield from _acts_in_order(customization, scope)
    if customization.status is Status.CLOSED:
        return
    for override in _overrides(customization):
        yield from _may_touch(layering, customization, override, scope)
        yield from _after(layering.profile, customization, override, scope)
    yield from _versions_inside_the_year(layering, customization, scope)
    yield from _items_without_formula(customization, scope)
    yield from _several_plugins(customization, scope)


def requester_findings(
    profile: Profile, customization: Customization, standing: tuple[Effect, ...]
) -> Iterator[Finding]:
    """Yield each requester of a town customization in force that neither adopts it nor has handed it over."""
    own = [effect for effect in standing if effect.customization.id == customization.id]
    if customization.outcome is not Outcome.TOWN or not own:
        return
    adopters = {entry.municipality for entry in profile.adoptions if entry.customization == customization.id}
    for town in customization.request.by:
        if (
            town in profile.municipalities
            and town not in profile.unread
            and town not in adopters
            and town not in customization.taken_over_by
        ):
            name = town_name(profile, town)
            yield Finding(
                code="R117",
                ja=f"{customization.id} {customization.title_ja}: 要望した{name}が採用していません。要望した町村が負担します。",
                en=f"{customization.id}: {town} requested it but has not adopted it; the requester pays.",
                remedy_ja=f"{name}が負担承諾のうえ採用するか、引き継いだ町村があれば taken_over_by に「{town}: 文書」を書いてください。",
                remedy_en=f"Let {town} consent and adopt, or write taken_over_by: {{{town}: document}}.",
                place=customization.request.place,
                scope=scope_of_customization(profile, customization.id),
            )


def early_cost_findings(profile: Profile, customization: Customization) -> Iterator[Finding]:
    """Yield the costs that begin before anybody has adopted: nobody would be charged for those months."""
    starts = [entry.interval.start for entry in profile.adoptions if entry.customization == customization.id]
    first = Month.of(min(starts)) if starts and not profile.unread else None
    for item in customization.costs if first else ():
        if first and item.start < first:
            yield Finding(
                code="R133",
                ja=f"{customization.id} {customization.title_ja}: 費用 {item.id} は {item.start} に始まりますが、最初の採用は {first} です。その間を負担する町村がありません。",
                en=f"{customization.id}: the cost {item.id} begins in {item.start}, the first adoption in {first}; nobody would pay.",
                remedy_ja=f"start を {first} 以後にするか、採用の from を改めてください。",
                remedy_en=f"Let it start in {first} or later, or correct the adoption.",
                place=item.place,
                others=tuple(
                    entry.place for entry in profile.adoptions if entry.customization == customization.id
                )[:1],
                scope=REGISTER,
            )


def _overrides(customization: Customization) -> Iterator[Override]:
    yield from customization.content
    for version in customization.versions:
        yield from version.content


def _steps(customization: Customization) -> list[_Step]:
    def act(ja: str, en: str, found: Act | Approval | None) -> _Step:
        return ja, en, found.on if found else None, found.place if found else customization.place

    return [
        act("要望", "request", customization.request),
        act("WG決定", "decision", customization.decision),
        act("決裁", "approval", customization.approval),
        act("発注", "order", customization.order),
        ("検収", "acceptance", customization.accepted, customization.place),
        ("本稼働", "go-live", customization.live, customization.place),
        act("廃止", "retirement", customization.retired),
    ]


def _acts_in_order(customization: Customization, scope: str) -> Iterator[Finding]:
    steps = _steps(customization)
    before: _Step | None = None
    for step in steps:
        if step[2] is None:
            continue
        if before and before[2] and before[2] > step[2]:
            yield _out_of_order(customization, before, step, scope)
        before = step
    for previous, step in pairwise(steps[:6]):
        if step[2] and not previous[2]:
            yield _skipped(customization, previous, step, scope)


def _out_of_order(customization: Customization, before: _Step, step: _Step, scope: str) -> Finding:
    return Finding(
        code="R115",
        ja=f"{customization.id} {customization.title_ja}: {step[0]}の日 {step[2]} が{before[0]}の日 {before[2]} より前です。",
        en=f"{customization.id}: its {step[1]} ({step[2]}) lies before its {before[1]} ({before[2]}).",
        remedy_ja="要望 → WG決定 → 決裁 → 発注 → 検収 → 本稼働 → 廃止 の順に、日付を確かめてください。",
        remedy_en="Acts follow each other: request, decision, approval, order, acceptance, go-live, retirement.",
        place=step[3],
        others=(before[3],) if before[3] != step[3] else (),
        scope=scope,
    )


def _skipped(customization: Customization, previous: _Step, step: _Step, scope: str) -> Finding:
    return Finding(
        code="R116",
        ja=f"{customization.id} {customization.title_ja}: {step[0]}（{step[2]}）がありますが、{previous[0]}の記録がありません。",
        en=f"{customization.id}: its {step[1]} ({step[2]}) is recorded, its {previous[1]} is not.",
        remedy_ja=f"{previous[0]}の日と文書を書いてください。",
        remedy_en=f"Write date and document of the {previous[1]}.",
        place=step[3],
        scope=scope,
    )


def _may_touch(
    layering: Layering, customization: Customization, override: Override, scope: str
) -> Iterator[Finding]:
    point = layering.catalog.points[override.point]
    if point.may_set is MaySet.LAW:
        yield _fixed_by_law(layering, customization, override, point, scope)
    elif point.may_set in (MaySet.ORDINANCE, MaySet.OPTION):
        yield _setting_suffices(layering, customization, override, point, scope)


def _fixed_by_law(
    layering: Layering, customization: Customization, override: Override, point: Point, scope: str
) -> Finding:
    return Finding(
        code="L117",
        ja=f"{named(layering.catalog, point)} は{point.basis or '法律'}で決まっていて、{customization.id} で上書きできません。",
        en=f"{point.id} is fixed by law ({point.basis}); {customization.id} cannot override it.",
        remedy_ja="この上書きを content から外してください。",
        remedy_en="Remove the override from content.",
        place=override.place,
        others=(point.place,),
        scope=scope,
    )


def _setting_suffices(
    layering: Layering, customization: Customization, override: Override, point: Point, scope: str
) -> Finding:
    where = "prefecture.yaml" if point.by == "prefecture" else "町村のファイル"
    return Finding(
        code="L116",
        ja=f"{named(layering.catalog, point)} は設定（無料）で変えられる項目です。{customization.id} で上書きする必要はありません。",
        en=f"{point.id} is a free setting; {customization.id} need not override it.",
        remedy_ja=f"{where}の settings に書き、content から外してください。費用はかかりません。",
        remedy_en="Write it as a setting, which costs nothing, and remove it from content.",
        place=override.place,
        others=(point.place,),
        scope=scope,
    )


def _after(
    profile: Profile, customization: Customization, override: Override, scope: str
) -> Iterator[Finding]:
    if not override.after:
        return
    other = profile.customizations.get(override.after)
    wraps = any(
        entry.point == override.point and entry.mode == "wrap"
        for entry in (_overrides(other) if other else ())
    )
    if override.mode != "wrap" or not wraps or override.after == customization.id:
        yield Finding(
            code="R130",
            ja=f"{customization.id}: after: {override.after} は、同じ計算式の前後に処理を追加する（wrap の）カスタマイズではありません。",
            en=f"{customization.id}: after: {override.after} is no other wrap of the same formula.",
            remedy_ja="after には、先に働く wrap のカスタマイズの番号を書いてください。",
            remedy_en="after names the wrap that acts first.",
            place=override.place,
            scope=scope,
        )


def _versions_inside_the_year(
    layering: Layering, customization: Customization, scope: str
) -> Iterator[Finding]:
    business = layering.catalog.businesses.get(customization.business)
    for version in customization.versions if business and business.clock == "year" else ():
        if (version.start.month, version.start.day) != (4, 1):
            year = version.start.year + (version.start.month >= 4)
            yield Finding(
                code="L129",
                severity=Severity.WARNING,
                ja=f"{customization.id} の新しい版は {version.start} からですが、年度で適用する業務なので、働くのは {year}年4月1日からです。",
                en=f"The new version of {customization.id} begins on {version.start}; with a yearly clock it acts from 1 April {year}.",
                remedy_ja=f"版の from を 4月1日（{year}-04-01）にしてください。",
                remedy_en=f"Let the version begin on 1 April ({year}-04-01).",
                place=version.place,
                scope=scope,
            )


def _items_without_formula(customization: Customization, scope: str) -> Iterator[Finding]:
    computed = {override.point for override in _overrides(customization)}
    for item in customization.added_items:
        if item.id not in computed:
            yield Finding(
                code="R119",
                ja=f"{customization.id} が追加する {item.label_ja}（{item.id}）を計算するプラグインが content にありません。",
                en=f"{customization.id} adds {item.id}, but no plugin in its content computes it.",
                remedy_ja=f"content に「{item.id}: {{plugin: …, mode: replace}}」を加えるか、adds から外してください。",
                remedy_en=f"Add '{item.id}: {{plugin: …, mode: replace}}' to content, or remove it from adds.",
                place=item.place,
                scope=scope,
            )


def _several_plugins(customization: Customization, scope: str) -> Iterator[Finding]:
    plugins = sorted({override.plugin for override in _overrides(customization) if override.plugin})
    if len(plugins) > 1:
        yield Finding(
            code="R120",
            ja=f"{customization.id} {customization.title_ja} が {'、'.join(plugins)} の{len(plugins)}つのプラグインを使っています。1つのカスタマイズは1つのモジュールです。",
            en=f"{customization.id} uses the plugins {', '.join(plugins)}; one customization is one module.",
            remedy_ja="1つのプラグインにまとめるか、カスタマイズを分けて登録してください。",
            remedy_en="Put its code into one plugin, or register several customizations.",
            place=customization.place,
            scope=scope,
        )
