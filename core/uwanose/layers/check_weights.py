"""Owns the check of agreed weights: every town that holds a customization has a weight in every month it holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from uwanose.dates import FOREVER, Month
from uwanose.errors import Finding
from uwanose.layers.model import Adoption, Customization, Profile
from uwanose.layers.scopes import REGISTER
from uwanose.layers.weights import WEIGHTS
from uwanose.layers.wording import town_name

__all__ = ["weight_findings"]


def weight_findings(profile: Profile, customization: Customization) -> Iterator[Finding]:
    """Yield the towns that adopt a customization shared by weights and have none, and weights that begin too late."""
    sharing = customization.sharing
    mine = [entry for entry in profile.adoptions if entry.customization == customization.id]
    if sharing.formula != WEIGHTS or not sharing.weights or not mine:
        return
    first = min(Month.of(entry.interval.start) for entry in mine)
    if first < sharing.weights[0].start:
        yield _too_late(customization, first, mine)
    for weights, after in zip_longest(sharing.weights, sharing.weights[1:]):
        end = after.start if after else Month.of(FOREVER)
        for entry in mine:
            if not (Month.of(entry.interval.start) < end and _last(entry) >= weights.start):
                continue
            towns = [entry.municipality] if entry.municipality else profile.municipalities
            without = [town for town in towns if town not in weights.towns]
            if without:
                names = "、".join(town_name(profile, town) for town in without)
                yield Finding(
                    code="R139",
                    ja=f"{customization.id} {customization.title_ja}: {weights.start} からの重みに、採用している{names}の重みがありません。",
                    en=f"{customization.id}: the weights from {weights.start} on hold none for {', '.join(without)}, who has adopted it.",
                    remedy_ja=f"towns に「{without[0]}: 重み」を加えた行を、協定の文書とともに weights に書いてください（uwanose customization adopt --weights でも書けます）。",
                    remedy_en=f"Write weights that name {without[0]}, with the paper of the agreement (adopt --weights writes them).",
                    place=weights.place,
                    others=(entry.place,),
                    scope=REGISTER,
                )


def _last(adoption: Adoption) -> Month:
    last = adoption.interval.last_day
    return Month.of(last) if last else Month.of(FOREVER)


def _too_late(customization: Customization, first: Month, adoptions: Iterable[Adoption]) -> Finding:
    weights = customization.sharing.weights[0]
    return Finding(
        code="R138",
        ja=f"{customization.id} {customization.title_ja}: 重みは {weights.start} からですが、最初の採用は {first} です。その間の負担割合がありません。",
        en=f"{customization.id}: its weights begin in {weights.start}, the first adoption in {first}; nothing says how to share before.",
        remedy_ja=f"最初の行の from を {first} 以前にしてください。",
        remedy_en=f"Let the first row begin in {first} or before.",
        place=weights.place,
        others=tuple(entry.place for entry in adoptions)[:1],
        scope=REGISTER,
    )
