"""Owns refusing what the standard's version 1.0 forbids by name, wherever a wish for it shows itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from uwanose.errors import Finding, Place
from uwanose.layers.model import Customization, Outcome, Profile
from uwanose.layers.scopes import scope_of_customization
from uwanose.records.standard import BUSINESS, Forbidden
from uwanose.source.scalars import folded

__all__ = ["forbidden_customizations", "forbidden_finding", "named_in"]


def named_in(text: str, forbidden: Mapping[str, Forbidden]) -> Forbidden | None:
    """Return the forbidden function a text names, None when it names none."""
    wanted = "".join(folded(text).casefold().split())
    for one in forbidden.values():
        if any(folded(name).casefold() in wanted for name in one.names):
            return one
    return None


def forbidden_customizations(profile: Profile, forbidden: Mapping[str, Forbidden]) -> Iterator[Finding]:
    """Yield a finding for every customization of the resident records that asks for a forbidden function.

    Requests that were refused, withdrawn or met otherwise stay in the register without a finding; an open one is told early.
    """
    for entry in profile.customizations.values():
        if entry.business == BUSINESS and entry.outcome in (None, Outcome.PREFECTURE, Outcome.TOWN):
            for text in _texts(entry):
                found = named_in(text, forbidden)
                if found:
                    scope = scope_of_customization(profile, entry.id)
                    yield forbidden_finding(found, entry.id, text, entry.place, scope)
                    break


def forbidden_finding(
    found: Forbidden, asked_by: str, text: str, place: Place | None = None, scope: str = "register"
) -> Finding:
    """Return the refusal, with the item of the standard."""
    return Finding(
        code="J307",
        ja=f"{asked_by}「{text}」は、標準仕様書 第1.0版 {found.item} が「実装不可」とする機能です（{found.what.ja}）。",
        en=f"{asked_by} ({text}) is a function that {found.item} of the standard's version 1.0 forbids: {found.what.en}.",
        remedy_ja="住民記録の中には作れません。要望は「見送り」「運用で対応」とするか、住民記録と疎結合の別の出力にしてください。",
        remedy_en="It cannot be built into the resident records. Decide refused or work_around, or make it a separate output.",
        place=place,
        scope=scope,
    )


def _texts(entry: Customization) -> Iterator[str]:
    yield entry.title_ja
    yield entry.title_en
    yield entry.reason
    for point in entry.added_points:
        yield from (point.label_ja, point.label_en, point.id)
    for item in entry.added_items:
        yield from (item.label_ja, item.label_en, item.id)
