"""Owns the check of adoptions: consent in time, life of the entry, participation, replacement, the yearly clock."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from uwanose.errors import Finding, Severity
from uwanose.layers.layering import Layering
from uwanose.layers.model import Act, Adoption, Consent, Customization, Profile, Rank
from uwanose.layers.participation import participations, system_of
from uwanose.layers.scopes import scope_of_adoption, scope_of_customization
from uwanose.layers.wording import town_name


def adoption_findings(layering: Layering, adoption: Adoption) -> Iterator[Finding]:
    """Yield everything that is wrong with one adoption, what keeps it without effect left out."""
    customization = layering.profile.customizations.get(adoption.customization)
    if customization is None:
        return
    yield from _beyond_retirement(layering.profile, adoption, customization)
    yield from _late_papers(layering.profile, adoption, customization)
    yield from _not_taking_part(layering, adoption, customization)
    yield from _inside_the_year(layering, adoption, customization)


def twice_findings(profile: Profile) -> Iterator[Finding]:
    """Yield adoptions of one customization that overlap: a town would hold it, and pay for it, twice."""
    for one, other in combinations(profile.adoptions, 2):
        towns = {one.municipality, other.municipality}
        if one.customization != other.customization or (len(towns) == 2 and "" not in towns):
            continue
        common = one.interval.overlap(other.interval)
        if common:
            yield Finding(
                code="R127",
                ja=f"{one.customization} が {common} に重ねて採用されています（{_who(profile, one)} と {_who(profile, other)}）。二重の負担になります。",
                en=f"{one.customization} is adopted twice over {common}; it would be paid for twice.",
                remedy_ja="どちらかの採用を消すか、前の採用に until を書いてください。",
                remedy_en="Delete one of the adoptions, or end the earlier one with until.",
                place=other.place,
                others=(one.place,),
                scope=scope_of_adoption(other),
            )


def replacement_findings(profile: Profile, customization: Customization) -> Iterator[Finding]:
    """Yield what is wrong with ``replaces``: an unknown entry, a circle, another business, a hole."""
    if not customization.replaces:
        return
    replaced = profile.customizations.get(customization.replaces)
    reason_ja, reason_en = _wrong_replacement(profile, customization, replaced)
    scope = scope_of_customization(profile, customization.id)
    if reason_ja:
        yield Finding(
            code="R125",
            ja=f"{customization.id}: replaces: {customization.replaces} {reason_ja}",
            en=f"{customization.id}: replaces: {customization.replaces} {reason_en}",
            remedy_ja="置き換える前のカスタマイズの番号を書いてください。",
            remedy_en="Name the customization it takes the place of.",
            place=customization.place,
            scope=scope,
        )
    elif replaced and (
        customization.content or customization.approval
    ):  # a draft may still be without content
        own = {override.point for override in customization.content}
        missing = sorted({override.point for override in replaced.content} - own)
        if missing:
            yield _hole(customization, replaced, missing, scope)


def _who(profile: Profile, adoption: Adoption) -> str:
    return "県仕様" if adoption.layer is Rank.PREFECTURE else town_name(profile, adoption.municipality)


def _beyond_retirement(
    profile: Profile, adoption: Adoption, customization: Customization
) -> Iterator[Finding]:
    last = customization.retired.on if customization.retired else None
    until = adoption.interval.last_day
    if last and (until is None or until > last):
        yield Finding(
            code="R118",
            ja=f"{_who(profile, adoption)}: {customization.id} {customization.title_ja} は {last} に廃止されました。採用はその後も続いています。",
            en=f"{customization.id} was retired on {last}, but its adoption goes on after that day.",
            remedy_ja=f"採用に until: {last}（この日まで）を書いてください。",
            remedy_en=f"Write until: {last} on the adoption.",
            place=adoption.place,
            others=(customization.retired.place,) if customization.retired else (),
            scope=scope_of_adoption(adoption),
        )


def _late_papers(profile: Profile, adoption: Adoption, customization: Customization) -> Iterator[Finding]:
    start = adoption.interval.start
    papers: list[tuple[str, str, Act | Consent]] = []
    if adoption.consent:
        papers.append(("負担承諾", "consent", adoption.consent))
    for town, agreement in adoption.agreements.items():
        if town in profile.municipalities:
            papers.append((f"{town_name(profile, town)}の同意", f"agreement of {town}", agreement))
    for label_ja, label_en, paper in papers:
        if paper.on and paper.on > start:
            yield Finding(
                code="R128",
                severity=Severity.WARNING,
                ja=f"{_who(profile, adoption)}: {customization.id} の採用は {start} からですが、{label_ja}は {paper.on} です。",
                en=f"{customization.id} is adopted from {start}, but the {label_en} is of {paper.on}.",
                remedy_ja="遡って採用した理由を note に残すか、採用の from を改めてください。",
                remedy_en="Say in note why it is retroactive, or correct from.",
                place=paper.place,
                scope=scope_of_adoption(adoption),
            )


def _not_taking_part(
    layering: Layering, adoption: Adoption, customization: Customization
) -> Iterator[Finding]:
    if adoption.layer is Rank.PREFECTURE:
        return
    profile, business = layering.profile, layering.catalog.businesses.get(customization.business)
    system = system_of(profile.consortium, customization.business)
    periods = participations(profile, system, adoption.municipality)
    if any(period.overlap(adoption.interval) for period in periods):
        return
    yield Finding(
        code="R129",
        severity=Severity.WARNING,
        ja=f"{town_name(profile, adoption.municipality)}は{business.label_ja if business else customization.business}のシステムに参加していないため、{customization.id} の採用は効力がありません。",
        en=f"{adoption.municipality} takes no part in the system of {customization.business}; adopting {customization.id} has no effect.",
        remedy_ja="consortium.yaml の participation を確かめるか、採用をやめてください。",
        remedy_en="Check participation in consortium.yaml, or end the adoption.",
        place=adoption.place,
        scope=scope_of_adoption(adoption),
    )


def _inside_the_year(
    layering: Layering, adoption: Adoption, customization: Customization
) -> Iterator[Finding]:
    business = layering.catalog.businesses.get(customization.business)
    start = adoption.interval.start
    if business and business.clock == "year" and (start.month, start.day) != (4, 1):
        year = start.year + (start.month >= 4)
        yield Finding(
            code="L129",
            severity=Severity.WARNING,
            ja=f"{_who(layering.profile, adoption)}: {customization.id} の採用は {start} からですが、年度で適用する業務なので、働くのは {year}年4月1日からです。",
            en=f"{customization.id} is adopted from {start}; its business has a yearly clock, so it acts from 1 April {year}.",
            remedy_ja=f"採用の from を 4月1日（{year}-04-01）にしてください。",
            remedy_en=f"Let the adoption begin on 1 April ({year}-04-01).",
            place=adoption.place,
            scope=scope_of_adoption(adoption),
        )


def _wrong_replacement(
    profile: Profile, customization: Customization, replaced: Customization | None
) -> tuple[str, str]:
    if replaced is None:
        return "という登録はありません。", "is not in the register."
    if replaced.business != customization.business:
        return "は別の業務のカスタマイズです。", "belongs to another business."
    passed: set[str] = {customization.id}
    step: Customization | None = replaced
    while step is not None:
        if step.id in passed:
            return "をたどると自分に戻ります。", "leads back to itself."
        passed.add(step.id)
        step = profile.customizations.get(step.replaces)
    return "", ""


def _hole(customization: Customization, replaced: Customization, missing: list[str], scope: str) -> Finding:
    return Finding(
        code="R126",
        severity=Severity.WARNING,
        ja=f"{customization.id} は {replaced.id} に代わりますが、{'、'.join(missing)} を上書きしません。そこは下の層に戻ります。",
        en=f"{customization.id} takes the place of {replaced.id} but leaves out {', '.join(missing)}, which fall back.",
        remedy_ja="意図どおりか確かめ、残すものがあれば content に加えてください。",
        remedy_en="See that this is meant; add to content what must stay.",
        place=customization.place,
        others=(replaced.place,),
        scope=scope,
    )
