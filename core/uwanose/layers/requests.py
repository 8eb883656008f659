"""Owns what a new request finds first: a free setting or option that suffices, or the same thing asked for before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from uwanose.errors import Finding, Place
from uwanose.layers.model import Customization, Profile
from uwanose.layers.scopes import REGISTER
from uwanose.layers.search import touched
from uwanose.layers.wording import named
from uwanose.points.model import Catalog, MaySet, Point

__all__ = ["Known", "known_before", "next_identifier", "suffices"]

_PARTICLES = re.compile(r"[\s、。，．,・／/（）()「」『』のをにがはともでへや]+")
_FREE = (MaySet.ORDINANCE, MaySet.OPTION)
_FEW = 2  # words of a title that must meet in one label


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already: points that are free to set, points the law fixes, entries that touch the same."""

    free: tuple[Point, ...]
    fixed: tuple[Point, ...]
    entries: tuple[Customization, ...]


def known_before(
    profile: Profile, catalog: Catalog, business: str, title: str, points: Iterable[Point]
) -> Known:
    """Return what a request finds: by the points it names, and by the words of its title in the labels of its business."""
    asked = tuple(points)
    words = _words(title)
    near = [point for point in catalog if point.business == business and _meets(point, words)]
    every = {point.id: point for point in (*asked, *near)}.values()
    names = {point.id for point in asked}
    return Known(
        free=tuple(point for point in every if point.may_set in _FREE),
        fixed=tuple(point for point in asked if point.may_set is MaySet.LAW),
        entries=tuple(
            entry
            for entry in profile.customizations.values()
            if entry.business == business and (names & set(touched(entry)) or _alike(entry, words))
        ),
    )


def suffices(catalog: Catalog, point: Point, towns: Iterable[str], start: str) -> Finding:
    """Return why nobody needs to ask for a customization of a point: the line that sets it, or the law that fixes it."""
    if point.may_set is MaySet.LAW:
        return Finding(
            code="R153",
            scope=REGISTER,
            place=point.place,
            ja=f"{named(catalog, point)} は{point.basis or '法令'}で決まっていて、カスタマイズでは変えられません。",
            en=f"{point.id} is fixed by law ({point.basis}); no customization can change it.",
            remedy_ja="要望の内容を確かめてください。別の項目なら --point で名前を書いてください。",
            remedy_en="See what is really wanted; name another point with --point.",
        )
    who = "--prefecture" if point.by == "prefecture" else f"--town {next(iter(towns), '町村')}"
    set_it = f"uwanose set {point.id} 値 {who} --from {start}"
    option = point.may_set is MaySet.OPTION
    return Finding(
        code="R154",
        scope=REGISTER,
        place=point.place,
        ja=f"{named(catalog, point)} は{'標準オプション' if option else '条例等の設定'}で変えられます（費用 0円）。カスタマイズの要望は要りません。",
        en=f"{point.id} is {'a standard option' if option else 'a free setting'}: it costs nothing and needs no request.",
        remedy_ja=f"{set_it}　これでは足りないときは --anyway 理由 を付けてください。",
        remedy_en=f"{set_it}  If that is not enough, say why with --anyway REASON.",
        command=set_it,
    )


def next_identifier(profile: Profile) -> str:
    """Return the number of a new entry: one more than the highest; a number is never given twice."""
    numbers = [int(entry.removeprefix("K-")) for entry in profile.customizations]
    return f"K-{max(numbers, default=0) + 1:03}"


def place_of(profile: Profile, identifier: str) -> Place:
    """Return where an entry stands."""
    return Place(f"{profile.folder}/customizations/{identifier}.yaml")


def _words(title: str) -> tuple[str, ...]:
    found = _PARTICLES.split(unicodedata.normalize("NFKC", title).casefold())
    return tuple(dict.fromkeys(word for word in found if len(word) > 1))


def _meets(point: Point, words: tuple[str, ...]) -> bool:
    label = unicodedata.normalize("NFKC", f"{point.label_ja} {point.label_en}").casefold()
    hits = sum(word in label for word in words)
    return hits >= _FEW or (len(words) == 1 and hits == 1)


def _alike(entry: Customization, words: tuple[str, ...]) -> bool:
    title = unicodedata.normalize("NFKC", f"{entry.title_ja} {entry.title_en}").casefold()
    return len(words) > 1 and sum(word in title for word in words) >= _FEW
