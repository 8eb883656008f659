"""Owns reading the values a layer or a customization puts on a point; none of them may be left empty by accident."""

from __future__ import annotations

from datetime import date

from uwanose.errors import Finding, Place
from uwanose.layers.wording import named
from uwanose.points.dated import first_day, read_dated_values
from uwanose.points.model import Catalog, DatedValue, Point
from uwanose.points.typed import parse_value
from uwanose.source.mistakes import wide_colon
from uwanose.source.nodes import Mapping, Node, Scalar


class ValueReader:
    """Reads values with the types and releases of one catalog, collecting findings in one scope."""

    def __init__(self, catalog: Catalog, findings: list[Finding], scope: str) -> None:
        self._catalog, self._findings, self._scope = catalog, findings, scope

    def dated(self, point: Point, node: Node) -> tuple[DatedValue, ...]:
        """Return dated values in order: ``2021: 320_000`` and ``2021: {value: 320_000, basis: …}``."""
        if not isinstance(node, Mapping):
            if isinstance(node, Scalar) and not node.quoted and "：" in node.text:  # ``2021： 1`` is one word
                self._findings.append(wide_colon(node.place, self._scope))
            else:
                self._not_dated(point, node.place)
            return ()
        before = len(self._findings)
        values = read_dated_values(
            point,
            self._clock(point),
            node,
            self._findings,
            self._scope,
            releases=[release.id for release in self._catalog.releases],
            may_end=True,
        )
        if len(self._findings) == before:
            self._check_unknown(point, values)
        return values

    def content(self, point: Point, node: Node) -> tuple[DatedValue, ...]:
        """Return the values of a customization: dated ones, or one value that holds as long as the adoption."""
        if isinstance(node, Mapping) and node.entries and all(self._is_day(point, key) for key in node):
            return self.dated(point, node)
        inner = node["value"] if isinstance(node, Mapping) and "value" in node else node
        before = len(self._findings)
        value = parse_value(point, inner, self._findings, self._scope)
        found = DatedValue(start=date.min, value=value, place=inner.place)
        if len(self._findings) == before:
            self._check_unknown(point, (found,))
        return () if value is None else (found,)

    def _clock(self, point: Point) -> str:
        business = self._catalog.businesses.get(point.business)
        return business.clock if business else "date"

    def _is_day(self, point: Point, key: str) -> bool:
        try:
            first_day(key, self._clock(point))
        except ValueError:
            return False
        return True

    def _check_unknown(self, point: Point, values: tuple[DatedValue, ...]) -> None:
        for value in values:
            if value.value is None and not value.note:
                self._report(
                    "L110",
                    value.place,
                    f"{named(self._catalog, point)}: 値が空です。空の値は下の層の値に戻りません。",
                    f"{point.id}: the value is empty; an empty value does not fall back to the layer beneath.",
                    "値を書くか、行を消してください。まだ分からない値なら {value: , note: 理由} と書きます"
                    "（その日から、これを使う計算は止まります）。",
                    "Write a value or delete the line; for one not yet known write {value: , note: why}.",
                )

    def _not_dated(self, point: Point, place: Place) -> None:
        self._report(
            "L111",
            place,
            f"{named(self._catalog, point)}: いつからの値かが書かれていません。",
            f"{point.id}: the value does not say from when on it holds.",
            "「2026: 値」のように、年度または日付を付けてください。",
            "Write the fiscal year or day before it, as in '2026: value'.",
        )

    def _report(self, code: str, place: Place, ja: str, en: str, remedy_ja: str, remedy_en: str) -> None:
        self._findings.append(
            Finding(
                code=code,
                place=place,
                scope=self._scope,
                ja=ja,
                en=en,
                remedy_ja=remedy_ja,
                remedy_en=remedy_en,
            )
        )
