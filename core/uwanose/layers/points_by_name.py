"""Owns the points a profile's files may name: the national ones and what the register adds."""

from __future__ import annotations

from uwanose.errors import Finding, Place, nearest
from uwanose.layers.wording import named
from uwanose.points.model import Catalog, Kind, Point


class PointsByName:
    """Finds points by identifier, reporting the names nobody has declared."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def get(self, name: str) -> Point | None:
        """Return a point (each item is one, too); None when nobody has declared it."""
        return self.catalog.points.get(name)

    def find(self, name: str, place: Place, findings: list[Finding], scope: str) -> Point | None:
        """Return a point, or report the unknown name with the nearest ones."""
        point = self.get(name)
        if point is None:
            findings.append(self._unknown(name, place, scope))
        return point

    def takes_values(self, point: Point, place: Place, findings: list[Finding], scope: str) -> bool:
        """Tell whether a point can be given a value at all; report it otherwise."""
        if point.kind not in (Kind.FORMULA, Kind.HOOK):
            return True
        what = "計算式" if point.kind is Kind.FORMULA else "収集点"
        findings.append(
            Finding(
                code="L119",
                ja=f"{named(self.catalog, point)} は{what}で、値を設定できません。",
                en=f"{point.id} is a {point.kind.value}; it takes no value.",
                remedy_ja="計算を変えるには、カスタマイズ台帳に登録し、プラグインで実装して採用してください。",
                remedy_en="To change a calculation register a customization with a plugin and adopt it.",
                place=place,
                scope=scope,
            )
        )
        return False

    def _unknown(self, name: str, place: Place, scope: str) -> Finding:
        renamed = next((point for point in self.catalog if name in point.renamed_from), None)
        if renamed:
            return self._renamed(name, renamed, place, scope)
        near = nearest(name, self.catalog.points, 3)
        labels = [f"{found} {point.label_ja}" for found in near if (point := self.get(found))]
        return Finding(
            code="L101",
            ja=f"「{name}」という項目はありません。この値はどこにも効きません。",
            en=f"There is no point {name!r}; nothing would use this value.",
            remedy_ja=f"近い項目: {'、'.join(labels)}" if labels else "uwanose find 言葉 で項目を探せます。",
            remedy_en=f"Nearest: {', '.join(near)}." if near else "Search with: uwanose find WORD.",
            place=place,
            scope=scope,
        )

    def _renamed(self, name: str, point: Point, place: Place, scope: str) -> Finding:
        return Finding(
            code="L106",
            ja=f"項目「{name}」は {named(self.catalog, point)} に名前が変わりました。",
            en=f"The point {name!r} is now called {point.id}.",
            remedy_ja=f"{point.id} と書き直してください。",
            remedy_en=f"Write {point.id}.",
            place=place,
            others=(point.place,),
            scope=scope,
        )
