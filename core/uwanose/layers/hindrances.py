"""Owns what keeps an adoption without effect: no entry, no decision, no approval, no consent, no agreement."""

from __future__ import annotations

from collections.abc import Iterator

from uwanose.errors import Finding, nearest
from uwanose.layers.burden import burden, whole_cost
from uwanose.layers.model import OUTCOME_LABELS, Adoption, Consent, Customization, Outcome, Profile, Rank
from uwanose.layers.participation import participations, system_of
from uwanose.layers.scopes import scope_of_adoption
from uwanose.money import format_yen

_ADOPTABLE = {Outcome.PREFECTURE: Rank.PREFECTURE, Outcome.TOWN: Rank.TOWN}


def hindrances(profile: Profile, adoption: Adoption) -> tuple[Finding, ...]:
    """Return the errors that keep an adoption without effect; empty when it stands."""
    customization = profile.customizations.get(adoption.customization)
    if customization is None:
        return (_unknown(profile, adoption),)
    found = [*_undecided(adoption, customization), *_unapproved(adoption, customization)]
    if adoption.layer is Rank.PREFECTURE:
        found += _without_agreement(profile, adoption, customization)
    else:
        found += _without_consent(profile, adoption, customization)
    return tuple(found)


def _unknown(profile: Profile, adoption: Adoption) -> Finding:
    near = nearest(adoption.customization, profile.customizations)
    hint_ja = f"近いもの: {near[0]}。" if near else ""
    hint_en = f"Did you mean {near[0]}? " if near else ""
    return Finding(
        code="R101",
        ja=f"採用している {adoption.customization} はカスタマイズ台帳にありません。",
        en=f"{adoption.customization} is adopted but is not in the register.",
        remedy_ja=f"{hint_ja}customizations/{adoption.customization}.yaml に登録するか、adopts から外してください。",
        remedy_en=f"{hint_en}Register it as customizations/{adoption.customization}.yaml or remove it from adopts.",
        place=adoption.place,
        scope=scope_of_adoption(adoption),
    )


def _undecided(adoption: Adoption, customization: Customization) -> Iterator[Finding]:
    if customization.outcome and _ADOPTABLE.get(customization.outcome) is adoption.layer:
        return
    outcome_ja, outcome_en = (
        OUTCOME_LABELS[customization.outcome] if customization.outcome else ("未了", "pending")
    )
    layer_ja, layer_en = ("県仕様", "prefecture") if adoption.layer is Rank.PREFECTURE else ("町村", "town")
    yield Finding(
        code="R102",
        ja=f"{customization.id} {customization.title_ja}: WG決定は「{outcome_ja}」で、{layer_ja}として採用できません。効力はありません。",
        en=f"{customization.id}: the working group's decision is {outcome_en}; the {layer_en} cannot adopt it.",
        remedy_ja="採用を取りやめるか、WG決定（decision）を改めて記録してください。",
        remedy_en="Remove the adoption, or record a new decision.",
        place=adoption.place,
        others=(customization.place,),
        scope=scope_of_adoption(adoption),
    )


def _unapproved(adoption: Adoption, customization: Customization) -> Iterator[Finding]:
    if customization.approval:
        return
    yield Finding(
        code="R103",
        ja=f"{customization.id} {customization.title_ja} は決裁の記録がないまま採用されています。効力はありません。",
        en=f"{customization.id} is adopted without an approval; it has no effect.",
        remedy_ja=f"決裁を受け、uwanose customization approve {customization.id} --on 決裁日 --document 文書番号 で記録してください。",
        remedy_en=f"Have it approved and record it: uwanose customization approve {customization.id} --on DATE --document NUMBER",
        place=adoption.place,
        others=(customization.place,),
        scope=scope_of_adoption(adoption),
    )


def _without_agreement(
    profile: Profile, adoption: Adoption, customization: Customization
) -> Iterator[Finding]:
    system = system_of(profile.consortium, customization.business)
    start = adoption.interval.start
    missing = [
        town.name_ja
        for town in profile.municipalities.values()
        if town.id not in adoption.agreements
        and any(start in period for period in participations(profile, system, town.id))
    ]
    if not missing:
        return
    names = "、".join(missing)
    yield Finding(
        code="R104",
        ja=f"{customization.id} {customization.title_ja}: {start} に参加している {names} の同意がないため、県仕様になりません。",
        en=f"{customization.id}: agreements missing of towns that take part on {start} ({names}); it is not in force.",
        remedy_ja="prefecture.yaml の agreements に、各町村の同意の日と文書を書いてください。同意しない町村があれば、賛成町村の個別カスタマイズになります。",
        remedy_en="Write date and document of each agreement in prefecture.yaml; without all of them it is a customization of the towns that want it.",
        place=adoption.place,
        scope=scope_of_adoption(adoption),
    )


def _without_consent(profile: Profile, adoption: Adoption, customization: Customization) -> Iterator[Finding]:
    town = profile.municipalities.get(adoption.municipality)
    name = town.name_ja if town else adoption.municipality
    if adoption.consent is None:
        yield Finding(
            code="R105",
            ja=f"{name}: {customization.id} {customization.title_ja} の負担承諾がありません。効力も負担も生じません。",
            en=f"{adoption.municipality}: no consent to pay for {customization.id}; it has no effect and is not charged.",
            remedy_ja="adopts の consent に、承諾の日・文書・上限額（up_to）を書いてください。",
            remedy_en="Write consent with on, document and up_to in adopts.",
            place=adoption.place,
            scope=scope_of_adoption(adoption),
        )
        return
    if profile.unread:  # a payer may be missing: the share cannot be told, and nothing is charged meanwhile
        return
    if _covers(adoption.consent, *whole_cost(customization)):
        return  # then it covers any share of it, and the others need not be looked for
    one_off, yearly = burden(profile, customization, adoption)
    limits: tuple[tuple[str, str, int, int], ...] = (
        ("初期費用", "one-off", one_off, adoption.consent.up_to),
    )
    if adoption.consent.yearly_up_to is not None:
        limits += (("年間保守料", "yearly", yearly, adoption.consent.yearly_up_to),)
    for label_ja, label_en, amount, limit in limits:
        if amount > limit:
            yield Finding(
                code="R106",
                ja=(
                    f"{name}: {customization.id} の{label_ja}の負担 {format_yen(amount)} が"
                    f"負担承諾の上限 {format_yen(limit)} を超えています。効力も負担も生じません。"
                ),
                en=f"{adoption.municipality}: the {label_en} share of {customization.id}, {amount:,} yen, is above the consent of {limit:,} yen.",
                remedy_ja="上限額を改めた負担承諾を得て、consent に記録してください。",
                remedy_en="Get a new consent and record it.",
                place=adoption.consent.place,
                scope=scope_of_adoption(adoption),
            )


def _covers(consent: Consent, one_off: int, yearly: int) -> bool:
    limit = consent.yearly_up_to
    return one_off <= consent.up_to and (limit is None or yearly <= limit)
