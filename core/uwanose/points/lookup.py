"""Owns finding what is declared by what people type: identifiers, argument names, Japanese labels, words of the law."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from uwanose.errors import UnknownName, nearest
from uwanose.points.model import Business, Catalog, Input, Item, Point

Named = TypeVar("Named", Point, Item, Business, Input)

_CANDIDATES = 8  # how many are listed for a word that fits none


def folded(text: str) -> str:
    """Return a word as it is compared: narrow letters and digits, one case, no spaces, no brackets around."""
    word = unicodedata.normalize("NFKC", text).casefold()
    return "".join(word.split()).strip("「」『』【】\"'")


class Lookup:
    """Finds points, items, businesses and inputs of one catalog. Raises UnknownName with candidates."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def business(self, text: str) -> Business:
        """Return a business by identifier or label; what its label says in brackets may be left out."""
        return self._one("業務", "business", text, self._catalog.businesses.values())

    def point(self, text: str, business: str = "") -> Point:
        """Return a point by id, former id, argument name or label, in one business or in all."""
        points = [point for point in self._catalog.points.values() if business in ("", point.business)]
        for point in points:
            if text in point.renamed_from:
                return point
        return self._one("項目", "point", text, points)

    def item(self, text: str, business: str = "") -> Item:
        """Return an item by id, name or label, in one business or in all."""
        items = [item for item in self._catalog.items.values() if business in ("", item.business)]
        return self._one("計算結果の項目", "item", text, items)

    def input(self, business: str, text: str) -> Input:
        """Return an input column of a business by name or label."""
        return self._one("入力列", "input column", text, self._catalog.inputs[business].values())

    def find(self, words: Iterable[str]) -> list[Point]:
        """Return the points that hold every word in label, description, article, choices or source; best first."""
        wanted = [folded(word) for word in words if folded(word)]
        if not wanted:
            return []
        ranked = []
        for order, point in enumerate(self._catalog.points.values()):
            title, text = self._searched(point)
            if all(word in text for word in wanted):
                ranked.append((not all(word in title for word in wanted), order, point))
        return [point for _, _, point in sorted(ranked, key=lambda entry: entry[:2])]

    def shown(self, named: Point | Item | Business | Input) -> str:
        """Write something declared for people: 業務名 項目名 (identifier)."""
        if isinstance(named, Business):
            return f"{named.label_ja} ({named.id})"
        identifier = named.name if isinstance(named, Input) else named.id
        business = self._catalog.businesses.get(named.business)
        label = f"{business.label_ja} {named.label_ja}" if business else named.label_ja
        return f"{label} ({identifier})"

    def _searched(self, point: Point) -> tuple[str, str]:
        business = self._catalog.businesses.get(point.business)
        title = folded(f"{point.id} {point.name} {point.label_ja} {point.label_en}")
        around = (
            business.label_ja if business else "",
            point.basis,
            point.description,
            *point.choices.values(),
        )
        return title, title + folded(" ".join(around))

    def _one(self, ja: str, en: str, text: str, known: Iterable[Named]) -> Named:
        entries = list(known)
        wanted = folded(text)
        for names in (_identifiers, _argument_names, _labels, _labels_without_remark):
            found = [entry for entry in entries if wanted in map(folded, names(entry))]
            if len(found) == 1:
                return found[0]
            if found:
                raise UnknownName(ja, en, text, map(self.shown, found), ambiguous=True)
        raise UnknownName(ja, en, text, self._near(text, entries))

    def _near(self, text: str, entries: list[Named]) -> list[str]:
        by_name = {name: entry for entry in entries for names in _NAMES for name in names(entry) if name}
        wanted = folded(text)
        names = [name for name in by_name if wanted and wanted in folded(name)]
        holding = [by_name[name] for name in sorted(names, key=len)]
        near = _one_of_each_business_first(holding) + [by_name[name] for name in nearest(text, by_name, 5)]
        return list(dict.fromkeys(map(self.shown, near)))[:_CANDIDATES]


def _one_of_each_business_first(entries: Iterable[Named]) -> list[Named]:
    """Return entries in turns, the first of each business, then the second: a common word is not one business's own."""
    turns: dict[str, int] = {}
    ranked = []
    for entry in entries:
        business = entry.id if isinstance(entry, Business) else entry.business
        turns[business] = turns.get(business, 0) + 1
        ranked.append((turns[business], entry))
    return [entry for _, entry in sorted(ranked, key=lambda one: one[0])]


def _identifiers(entry: Point | Item | Business | Input) -> tuple[str, ...]:
    return (entry.name,) if isinstance(entry, Input) else (entry.id,)


def _argument_names(entry: Point | Item | Business | Input) -> tuple[str, ...]:
    return (entry.name,) if isinstance(entry, (Point, Item)) and "." in entry.id else ()


def _labels(entry: Point | Item | Business | Input) -> tuple[str, ...]:
    return entry.label_ja, entry.label_en


def _labels_without_remark(entry: Point | Item | Business | Input) -> tuple[str, ...]:
    return (entry.label_ja.partition("（")[0],) if isinstance(entry, Business) else ()


_NAMES = (_identifiers, _argument_names, _labels)
