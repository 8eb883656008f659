"""Owns what the rules forbid about adoptions: no consent no adoption, who asks pays, the right layer, days in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from uwanose.dates import Interval
from uwanose.errors import Finding
from uwanose.layers.burden import burden
from uwanose.layers.lifecycle import Step, adopters, line
from uwanose.layers.model import OUTCOME_LABELS, Adoption, Consent, Customization, Outcome, Profile, Rank
from uwanose.layers.objections import objection
from uwanose.layers.wording import town_name
from uwanose.money import format_yen

__all__ = [
    "below_the_share", "held_already", "late_adoptions", "left_out", "not_adopted", "nothing_to_keep", "short_consents",
    "unconsented", "wrong_layer",
]  # fmt: skip


def unconsented(profile: Profile, customization: Customization, towns: Iterable[str]) -> list[Finding]:
    """Return, for each town that wants to adopt without it, that its consent is not on record."""
    return [_no_consent(profile, customization, town) for town in towns if town not in customization.consents]


def held_already(profile: Profile, customization: Customization, days: Mapping[str, date]) -> list[Finding]:
    """Return, for each town (or the prefecture) that holds the entry on its first day, that it would be adopted twice."""
    return [
        objection(
            "R156",
            one.place,
            f"{town_name(profile, one.municipality)}は {customization.id} {customization.title_ja} を {one.interval} で採用済みです。",
            f"{one.municipality or 'the prefecture'} has adopted {customization.id} already ({one.interval}).",
            "上限を改めるなら consent、やめるなら revert、内容を改めるなら replace を使ってください。",
            "For another limit use consent, to end it revert, to change its content replace.",
        )
        for one in profile.adoptions
        if one.customization == customization.id
        and one.municipality in days
        and days[one.municipality] in one.interval
    ]


def left_out(profile: Profile, customization: Customization, together: Iterable[str]) -> list[Finding]:
    """Return whether a town that asked would neither adopt with the others nor hand its request over: who asks pays."""
    adopting = list(together)
    held = {*adopters(profile, customization.id), *customization.taken_over_by, *adopting}
    missing = [town for town in customization.request.by if town not in held]
    if not missing:
        return []
    names = "、".join(town_name(profile, town) for town in missing)
    towns = ",".join(dict.fromkeys([*missing, *adopting]))
    return [
        objection(
            "R155",
            customization.request.place,
            f"{customization.id} {customization.title_ja}: 要望した{names}が採用に入っていません。要望した町村が負担します。",
            f"{customization.id}: {', '.join(missing)} asked for it but would not adopt it; who asks pays.",
            f"一緒に採用してください: uwanose customization adopt {customization.id} --town {towns}　"
            f"引き継ぐ町村があれば --taken-over {missing[0]}=文書 を付けてください。",
            f"Adopt together: uwanose customization adopt {customization.id} --town {towns}. "
            f"If the request was handed over: --taken-over {missing[0]}=PAPER.",
        )
    ]


def wrong_layer(customization: Customization, wanted: Outcome) -> list[Finding]:
    """Return that an entry was decided for the other layer."""
    outcome = customization.outcome
    if outcome is wanted or outcome not in (Outcome.TOWN, Outcome.PREFECTURE):
        return []
    prefecture = outcome is Outcome.PREFECTURE
    return [
        objection(
            "R151",
            customization.decision.place if customization.decision else customization.place,
            f"{customization.id} {customization.title_ja} の決定は「{OUTCOME_LABELS[outcome][0]}」です。"
            f"{'町村ごとに' if prefecture else '県仕様として'}は採用できません。",
            f"{customization.id} was decided for {'the prefecture' if prefecture else 'towns'}; it cannot be adopted"
            f" {'town by town' if prefecture else 'by the prefecture'}.",
            f"{'--prefecture' if prefecture else '--town 町村'} を付けてください。",
            f"Give {'--prefecture' if prefecture else '--town TOWN'}.",
        )
    ]


def nothing_to_keep(profile: Profile, customization: Customization, adoption: Adoption) -> Finding:
    """Return that nothing beneath an adoption waits for a decision."""
    who = town_name(profile, adoption.municipality)
    return objection(
        "R152",
        adoption.place,
        f"{who}の {customization.id} {customization.title_ja} の下で、決定を待っている変更はありません。",
        f"Nothing beneath {customization.id} of {adoption.municipality or 'the prefecture'} waits for a decision.",
        "待っているものは uwanose check が [R122] として示します。",
        "uwanose check shows what waits as [R122].",
    )


def short_consents(
    profile: Profile, customization: Customization, consents: Mapping[str, Consent], days: Mapping[str, date]
) -> list[Finding]:
    """Return the consents that do not reach the share of their town among all that hold or wish the entry from their days."""
    mine = [
        Adoption(
            customization=customization.id, layer=Rank.TOWN, municipality=town, interval=Interval(day), consent=None,
            agreements={}, seen=(), place=customization.place,
        )
        for town, day in days.items()
    ]  # fmt: skip
    others = [
        one
        for one in profile.adoptions
        if one.customization != customization.id or one.municipality not in days
    ]
    together = replace(profile, adoptions=(*others, *mine))
    return [
        finding
        for one in mine
        if one.municipality in consents
        for finding in below_the_share(together, customization, one, consents[one.municipality])
    ]


def below_the_share(
    profile: Profile, customization: Customization, adoption: Adoption, consent: Consent
) -> Iterator[Finding]:
    """Yield where a consent does not reach what the town must expect to bear with those who adopt beside it."""
    one_off, yearly = burden(profile, customization, adoption)
    limits = [("初期費用", "one-off", one_off, consent.up_to)]
    if yearly:
        limits.append(("年間保守料", "yearly", yearly, consent.yearly_up_to or 0))
    for label_ja, label_en, amount, limit in limits:
        if amount > limit:
            name = town_name(profile, adoption.municipality)
            yield objection(
                "R146",
                consent.place,
                f"{name}: 承諾の上限 {format_yen(limit)} は、{customization.id} の{label_ja}の負担 {format_yen(amount)} に足りません。",
                f"{adoption.municipality}: the consent of {limit:,} yen does not reach the {label_en} share of {amount:,} yen.",
                f"{format_yen(amount)} 以上の上限で負担承諾を得てください。得られなければ採用できず、負担もありません。",
                f"Get a consent of at least {amount:,} yen. Without it there is no adoption and no charge.",
            )


def late_adoptions(profile: Profile, customization: Customization, last: date) -> Iterator[Finding]:
    """Yield the adoptions that begin only after the last day."""
    for one in profile.adoptions:
        if one.customization == customization.id and one.interval.start > last:
            yield objection(
                "R147",
                one.place,
                f"{town_name(profile, one.municipality)}の採用は {one.interval.start} からで、最後の日 {last} より後です。",
                f"The adoption of {one.municipality or 'the prefecture'} begins on {one.interval.start}, after the last day {last}.",
                "最後の日を改めるか、先にその採用を取り消してください。",
                "Name a later last day, or remove that adoption first.",
            )


def not_adopted(profile: Profile, customization: Customization, town: str) -> Finding:
    """Return that a town (or, with an empty name, the prefecture) holds no adoption that could be changed."""
    who = town_name(profile, town)
    return objection(
        "R148",
        customization.place,
        f"{who}は {customization.id} {customization.title_ja} を採用していません（または、採用は終わっています）。",
        f"{town or 'the prefecture'} holds no adoption of {customization.id} that goes on.",
        f"採用している町村は uwanose customization show {customization.id} で確かめてください。",
        f"See who holds it: uwanose customization show {customization.id}",
    )


def _no_consent(profile: Profile, customization: Customization, town: str) -> Finding:
    return objection(
        "R145",
        customization.place,
        f"{town_name(profile, town)}の負担承諾がないので、{customization.id} {customization.title_ja} を採用できません。",
        f"{town} has not consented to pay for {customization.id}; it cannot adopt it.",
        f"先に: {line(Step.CONSENT, customization.id, 'ja', towns=town_name(profile, town))}",
        f"First: {line(Step.CONSENT, customization.id, 'en', towns=town)}",
        command=f"uwanose customization consent {customization.id} --town {town}",
    )
