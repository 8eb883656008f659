"""Owns how a side of a comparison is typed: 国, 県, a town, a date, a release, or several of them joined by ``@``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from uwanose.dates import parse_date
from uwanose.errors import UnknownName
from uwanose.layers.model import Municipality, Rank
from uwanose_cli.names import RELEASE, TOWN
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.comparison import Side
    from uwanose.points.model import Release
    from uwanose_cli.session import Session

__all__ = ["Named", "named_side", "side_of", "side_words"]

_LAYERS = {
    Rank.NATIONAL: ("国", "国標準", "national"),
    Rank.PREFECTURE: ("県", "県仕様", "prefecture"),
}
_EVERYBODY = ("all", "全町村", "すべて")


@dataclass(frozen=True, slots=True)
class Named:
    """What a side names; what it leaves out is None."""

    layer: Rank | None = None
    towns: tuple[Municipality, ...] = ()
    on: date | None = None
    release: Release | None = None


def named_side(session: Session, text: str) -> Named:
    """Read a side. Raises UsageError for a part that is none of them, or for two of one sort."""
    found: dict[str, Any] = {}
    for part in text.split("@"):
        key, value = _part(session, part.strip())
        if key in found:
            raise click.UsageError(
                session.text(
                    f"「{text}」には同じ種類のものが2つあります。", f"{text!r} names two of one sort"
                )
            )
        found[key] = value
    if "towns" in found and found.get("layer") is None:
        found["layer"] = Rank.TOWN
    return Named(**found)


def side_of(session: Session, named: Named, common: Named) -> Side:
    """Return a side with what it leaves out taken from *common*: the nation, today, the newest release."""
    from uwanose.layers.comparison import Side

    release, resolver = named.release or common.release, session.workspace.resolver
    layer, towns = (named.layer, named.towns) if named.layer is not None else (common.layer, common.towns)
    return Side(
        layering=resolver.layering(release.id if release else None),
        layer=Rank.NATIONAL if layer is None else layer,
        municipality=towns[0].id if towns else "",
        on=named.on or common.on or session.today,
    )


def side_words(side: Side, language: str) -> str:
    """Say a side: whose rules, on which day, in which release."""
    if side.layer is Rank.TOWN:
        town = side.layering.profile.municipalities[side.municipality]
        whose = town.name_ja if language == "ja" else town.name_en
    else:
        whose = Text(*_SAID[side.layer]).of(language)
    release = Text("版", "release").of(language)
    return f"{whose} {side.on}（{release} {side.layering.release.id}）"


_SAID = {Rank.NATIONAL: ("国標準", "national standard"), Rank.PREFECTURE: ("県仕様", "prefecture")}


def _part(session: Session, text: str) -> tuple[str, object]:
    for layer, words in _LAYERS.items():
        if text.casefold() in words:
            return "layer", layer
    if text.casefold() in _EVERYBODY:
        return "towns", tuple(session.workspace.profile.municipalities.values())
    try:
        return "release", RELEASE.find(session.workspace, text)
    except UnknownName:
        pass
    try:
        return "on", parse_date(text)
    except ValueError:
        pass
    try:
        return "towns", (TOWN.find(session.workspace, text),)
    except UnknownName as unknown:
        raise click.UsageError(_not_a_side(session, text, unknown.candidates)) from None


def _not_a_side(session: Session, text: str, near: Sequence[str]) -> str:
    releases = "・".join(release.id for release in session.workspace.catalog.releases)
    ja = f"「{text}」は比べられません。国・県・町村の名前、日付（R8.4.1）、版（{releases}）を書きます。つなぐときは 開成町@R8.4.1 のように書きます。"
    en = f"{text!r} cannot be compared: name national, prefecture, a town, a date or a release ({releases}); join them as kaisei@2026-04-01."
    return session.text(
        ja + (f"近いもの: {'、'.join(near)}" if near else ""),
        en + (f"; did you mean {', '.join(near)}?" if near else ""),
    )
