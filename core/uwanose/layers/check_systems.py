"""Owns the check of the union against the package: every business has its system, every town takes part in one."""

from __future__ import annotations

from collections.abc import Iterator

from uwanose.errors import Finding, Severity
from uwanose.layers.model import Profile
from uwanose.layers.participation import system_of
from uwanose.layers.scopes import PREFECTURE
from uwanose.points.model import Catalog


def system_findings(profile: Profile, catalog: Catalog) -> Iterator[Finding]:
    """Yield businesses without a system or in another one than the package says, and towns in no system."""
    for business in catalog.businesses.values():
        system = system_of(profile.consortium, business.id)
        if system != business.system:
            yield Finding(
                code="L130",
                ja=(
                    f"業務 {business.label_ja}（{business.id}）のシステムは {business.system} ですが、"
                    f"consortium.yaml では{system or '（どのシステムにも入っていません）'}です。参加の判定ができません。"
                ),
                en=f"{business.id} belongs to the system {business.system}; consortium.yaml says {system or 'none'}.",
                remedy_ja=f"consortium.yaml の systems の {business.system} の businesses に {business.id} を書いてください。",
                remedy_en=f"List {business.id} in the businesses of {business.system} in consortium.yaml.",
                place=profile.consortium.place,
                others=(business.place,),
                scope=PREFECTURE,
            )
    taking_part = {entry.municipality for entry in profile.consortium.participation}
    for town in profile.municipalities.values():
        if town.id not in taking_part:
            yield Finding(
                code="L131",
                severity=Severity.WARNING,
                ja=f"{town.name_ja}はどのシステムにも参加していません。計算も負担もありません。",
                en=f"{town.id} takes part in no system: nothing is computed and nothing is charged.",
                remedy_ja="consortium.yaml の participation に参加の期間を書いてください。",
                remedy_en="Write its periods in participation of consortium.yaml.",
                place=town.place,
                scope=town.id,
            )
