"""Owns what a customization changes against the layer beneath, point by point, in words for the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from uwanose.dates import Interval
from uwanose.layers.contributions import contents, spans
from uwanose.layers.effective import Origin
from uwanose.layers.layering import Layering, is_usable, overrides_on
from uwanose.layers.model import Customization, Outcome, Override, Rank
from uwanose.points.model import Catalog, DatedValue, Kind, Point, Value
from uwanose.points.typed import format_value

__all__ = ["Change", "Reporter"]

NOTHING_BENEATH = "（なし）"
UNKNOWN_VALUE = "（未設定）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One point a customization touches.

    ``addition`` is True for 追加 (its own point or item, or a hook, where results are only collected) and False for 改変.
    ``mode`` is values, replace, wrap, collect or adds. ``since`` is None when the change has never been in force.
    """

    point: str
    label: str
    kind: Kind
    addition: bool
    mode: str
    beneath: str
    value: str
    since: date | None
    version: int


class Reporter:
    """Puts the content of customizations into words, with what lies beneath it in a fiscal year; papers are in Japanese.

    What came into force before the year is compared with what lies beneath on its first day; what ended before, with
    what lay beneath on its last.
    """

    def __init__(self, layering: Layering, year: Interval, language: str = "ja") -> None:
        self.layering, self.year, self.language = layering, year, language

    def _text(self, ja: str, en: str) -> str:
        return ja if self.language == "ja" else en

    @property
    def catalog(self) -> Catalog:
        """The national package with everything the register adds."""
        return self.layering.catalog

    def label(self, point: str) -> str:
        """Return 業務名 項目名 of a point; its id when nobody declares it."""
        declared = self.catalog.points.get(point)
        if declared is None:
            return point
        business = self.catalog.businesses.get(declared.business)
        return f"{business.label_ja} {declared.label_ja}" if business else declared.label_ja

    def shown(self, point: str, value: Value | None) -> str:
        """Return a value as papers print it."""
        declared = self.catalog.points.get(point)
        if value is None:
            return self._text(UNKNOWN_VALUE, "(not known)")
        return str(value) if declared is None else format_value(declared, value, self.language)

    def changes(self, customization: Customization) -> tuple[Change, ...]:
        """Return everything a customization changes: what it adds first, then what it overrides, as in its file."""
        touched = tuple(self._overrides(customization))
        computed = {change.point for change in touched}
        return (*self._declared(customization, computed), *touched)

    def _declared(self, customization: Customization, computed: set[str]) -> Iterator[Change]:
        held = self._held(customization, Interval(date.min))
        since = held.start if held else None
        for item in customization.added_items:
            if item.id not in computed:
                said = self._text("算定項目を追加", "adds a result")
                yield self._change(item.id, Kind.FORMULA, "adds", self._nothing, said, since)
        for point in customization.added_points:
            values = [value for value in point.values if value.value is not None]
            shown = self._text("、", ", ").join(self._dated(point.id, value) for value in values)
            said = shown or self._text("項目を追加（値は設定）", "adds a point (its value is a setting)")
            yield self._change(point.id, point.kind, "adds", self._nothing, said, since)

    @property
    def _nothing(self) -> str:
        return self._text(NOTHING_BENEATH, "(nothing)")

    def _dated(self, point: str, value: DatedValue) -> str:
        shown = self.shown(point, value.value)
        return self._text(f"{value.start}から {shown}", f"from {value.start} {shown}")

    def _overrides(self, customization: Customization) -> Iterator[Change]:
        before: dict[str, str] = {}
        for content in contents(customization):
            version = content.version.number if content.version else 1
            for override in content.overrides:
                for change in self._override(customization, override, content.interval, version):
                    if (
                        before.get(change.point) != change.value
                    ):  # an amendment repeats what it leaves as it is
                        yield change
                    before[change.point] = change.value

    def _override(
        self, customization: Customization, override: Override, within: Interval, version: int
    ) -> Iterator[Change]:
        point = self.catalog.points.get(override.point)
        kind = point.kind if point else Kind.PARAMETER
        if override.plugin:
            held = self._held(customization, within)
            program = self._text(
                f"計算式（プラグイン {override.plugin} の {override.module}）",
                f"formula ({override.module} of plugin {override.plugin})",
            )
            beneath = self._code_beneath(customization, override, point, self._looked_at(held, within))
            since = held.start if held else None
            yield self._change(override.point, kind, override.mode, beneath, program, since, version)
            return
        for span, value in spans(override.values, self.layering.known):
            common = span.overlap(within)
            if common is None:
                continue
            held = self._held(customization, common)
            beneath = self._value_beneath(customization, override.point, self._looked_at(held, common))
            shown, since = self.shown(override.point, value.value), held.start if held else None
            yield self._change(override.point, kind, "values", beneath, shown, since, version)

    def _change(
        self,
        point: str,
        kind: Kind,
        mode: str,
        beneath: str,
        value: str,
        since: date | None,
        version: int = 1,
    ) -> Change:
        declared = self.catalog.points.get(point)
        own = bool(declared and declared.owner) or mode == "collect"
        return Change(
            point=point,
            label=self.label(point),
            kind=kind,
            addition=own,
            mode=mode,
            beneath=beneath,
            value=value,
            since=since,
            version=version,
        )

    def _held(self, customization: Customization, within: Interval) -> Interval | None:
        """Return the first day and the end of the days on which it was in force within a span."""
        effects = self.layering.membership.of(customization.id)
        held = [common for effect in effects if (common := effect.interval.overlap(within))]
        return Interval(min(held).start, max(span.end for span in held)) if held else None

    def _looked_at(self, held: Interval | None, within: Interval) -> date:
        """Return the day on which to look at what lies beneath."""
        if held is None:
            return max(within.start, self.year.start)
        last = held.last_day or self.year.start
        return max(held.start, min(self.year.start, last))

    def _where(self, customization: Customization) -> tuple[Rank, str]:
        """Return the layer a customization stands in, and a town in which to look beneath it."""
        effects = self.layering.membership.of(customization.id)
        if effects:
            return effects[0].layer, effects[0].municipality
        layer = Rank.PREFECTURE if customization.outcome is Outcome.PREFECTURE else Rank.TOWN
        asked = (town for town in customization.request.by if town in self.layering.profile.municipalities)
        return layer, next(asked, "")

    def _value_beneath(self, customization: Customization, point: str, on: date) -> str:
        layer, town = self._where(customization)
        found = next(filter(is_usable, self.layering.stack(town, point, on, below=layer)), None)
        return f"{self._owner(found)} {self.shown(point, found.value)}" if found else self._nothing

    def _code_beneath(
        self, customization: Customization, override: Override, point: Point | None, on: date
    ) -> str:
        if point is None or point.owner == customization.id or point.kind is Kind.HOOK:
            return self._nothing
        if override.after:
            return self._text(
                f"同じ層の {override.after} の計算式", f"formula of {override.after} in the same layer"
            )
        layer, town = self._where(customization)
        lower = [
            effect.customization.id
            for effect in self.layering.effects(town, on)
            if effect.layer < layer and any(entry.point == point.id for entry in overrides_on(effect, on))
        ]
        if not lower:
            return self._text("国の標準の計算式", "national formula")
        return self._text(
            f"県仕様 {'・'.join(lower)} の計算式", f"formula of the prefecture's {', '.join(lower)}"
        )

    def _owner(self, origin: Origin) -> str:
        if origin.layer is Rank.NATIONAL:
            return self._text("国の標準", "national")
        if origin.owner:
            return self._text(f"県仕様 {origin.owner}", f"prefecture's {origin.owner}")
        return self._text("県制度", "prefecture setting")
