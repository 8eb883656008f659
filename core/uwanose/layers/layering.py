"""Owns the layers of one workspace, in the knowledge of one release, laid one over the other point by point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from uwanose.dates import FOREVER
from uwanose.layers import contributions
from uwanose.layers.additions import with_additions
from uwanose.layers.code_order import in_order
from uwanose.layers.effect import Effect
from uwanose.layers.effective import CodeLayer, Origin
from uwanose.layers.members import Membership
from uwanose.layers.model import Override, Profile, Rank
from uwanose.layers.plugin_source import PluginIndex
from uwanose.points.model import Catalog, FormulaSource, Release

_Origins = Mapping[str, list[Origin]]
_NOTHING: tuple[Origin, ...] = ()


class Layering:
    """National package, prefecture and towns; every answer is for one town (or, with ``""``, for no town at all)."""

    def __init__(
        self,
        profile: Profile,
        catalog: Catalog,
        plugins: PluginIndex,
        release: str | None = None,
        membership: Membership | None = None,
    ) -> None:
        """Lay the layers. Raises KeyError for a release nobody has published."""
        self.profile = profile
        self.catalog = with_additions(catalog, profile)
        self.plugins = plugins
        self.membership = membership or Membership(profile)
        self.known = contributions.known_in(catalog, release)
        self.release: Release = {entry.id: entry for entry in catalog.releases}[release or catalog.latest.id]
        self._national: dict[str, tuple[Origin, ...]] = {}
        self._over: dict[str, dict[str, tuple[Origin, ...]]] = {}

    def stack(self, municipality: str, point: str, on: date, below: Rank | None = None) -> tuple[Origin, ...]:
        """Return the values of a point on a day, the winner first; *below* leaves out that layer and all above.

        An assumption stands there only when the winner gives no value: it is empty, a draft, or there is none.
        """
        found = tuple(
            origin
            for origin in self.origins(municipality, point)
            if on in origin.interval and (below is None or origin.layer < below)
        )
        if below is None and not (found and is_usable(found[0])):
            return (*self._assumed(municipality, point, on), *found)
        return found

    def origins(self, municipality: str, point: str) -> tuple[Origin, ...]:
        """Return everything the layers put on a point at any time, the topmost layer first, assumptions left out."""
        return self.over(municipality).get(point, _NOTHING) + self.national(point)

    def national(self, point: str) -> tuple[Origin, ...]:
        """Return the national values of a point."""
        if point not in self._national:
            declared = self.catalog.points.get(point)
            if declared is None or declared.owner:
                return _NOTHING
            self._national[point] = contributions.of_point(declared, self.known)
        return self._national[point]

    def over(self, municipality: str) -> Mapping[str, tuple[Origin, ...]]:
        """Return what prefecture and town put over the national package, by point, the topmost first."""
        if municipality not in self._over:
            layers = (
                *self._of_layer(Rank.TOWN, municipality),
                *self._of_layer(Rank.PREFECTURE, municipality),
            )
            points = dict.fromkeys(point for layer in layers for point in layer)
            self._over[municipality] = {
                point: tuple(origin for layer in layers for origin in layer.get(point, _NOTHING))
                for point in points
            }
        return self._over[municipality]

    def assumed_points(self, municipality: str) -> Iterator[str]:
        """Return the points for which an assumption stands ready."""
        return (point for point in self._assumptions if any(self._assumptions_for(municipality, point)))

    def effects(self, municipality: str, on: date | None = None) -> tuple[Effect, ...]:
        """Return the customizations in force in a town, ever or on a day, lowest layer first, then by identifier."""
        return tuple(
            effect for effect in self.membership.in_town(municipality) if on is None or on in effect.interval
        )

    def code(
        self, municipality: str, on: date, below: Rank | None = None, point: str | None = None
    ) -> Mapping[str, tuple[CodeLayer, ...]]:
        """Return the code on each formula and hook on a day, or on one of them, lowest first.

        Code that cannot be found is left out. Only modules that are asked for are read.
        """
        found: dict[str, list[tuple[CodeLayer, str]]] = {}
        for effect in self.effects(municipality, on):
            if below is not None and effect.layer >= below:
                continue
            for override in overrides_on(effect, on):
                wanted = point is None or override.point == point
                layer = self._code_layer(effect, override) if wanted else None
                if layer:
                    found.setdefault(override.point, []).append((layer, override.after))
        return {point: in_order(layers) for point, layers in found.items()}

    def formulas(self, point: str, on: date) -> tuple[FormulaSource, ...]:
        """Return the national formula of an item in force on a day (none, or one)."""
        return tuple(
            source for source in self.catalog.formulas.get(point, ()) if source.since <= on < source.until
        )

    def change_dates(self, municipality: str, point: str, below: Rank | None = None) -> tuple[date, ...]:
        """Return the days on which what stands on a point may change, in order."""
        days: set[date] = set()
        for origin in self.origins(municipality, point):
            if below is None or origin.layer < below:
                days |= {origin.interval.start, origin.interval.end}
        for source in self.catalog.formulas.get(point, ()):
            days |= {source.since, source.until}
        for effect in self.effects(municipality):
            if below is None or effect.layer < below:
                days |= set(_code_dates(effect, point))
        return tuple(sorted(days - {FOREVER}))

    def boundaries(self, municipality: str) -> tuple[date, ...]:
        """Return the days on which anything at all may change for a town, in order."""
        days = set(self._national_days)
        for origins in (*self.over(municipality).values(), *self._assumptions.values()):
            for origin in origins:
                days |= {origin.interval.start, origin.interval.end}
        for effect in self.effects(municipality):
            days |= {effect.interval.start, effect.interval.end}
            days |= {content.interval.start for content in contributions.contents(effect.customization)}
            days |= {seen.start for seen in effect.adoption.seen}
        return tuple(sorted(days - {FOREVER}))

    @cached_property
    def _national_days(self) -> frozenset[date]:
        origins = (origin for point in self.catalog.points for origin in self.national(point))
        sources = (source for found in self.catalog.formulas.values() for source in found)
        return frozenset(
            [day for origin in origins for day in (origin.interval.start, origin.interval.end)]
            + [day for source in sources for day in (source.since, source.until)]
        )

    def _of_layer(self, layer: Rank, municipality: str) -> tuple[_Origins, _Origins, _Origins]:
        effects = [effect for effect in self.effects(municipality) if effect.layer is layer]
        town = municipality if layer is Rank.TOWN else ""
        settings = (
            setting
            for setting in self.profile.settings
            if setting.layer is layer and setting.municipality == town
        )
        return (
            contributions.of_effects(effects, self.known),
            contributions.of_settings(settings, self.known),
            contributions.of_additions(effects, self.known),
        )

    @cached_property
    def _assumptions(self) -> _Origins:
        return contributions.of_settings(self.profile.assumptions, self.known)

    def _assumptions_for(self, municipality: str, point: str) -> Iterator[Origin]:
        own = [origin for origin in self._assumptions.get(point, ()) if origin.municipality == municipality]
        common = [origin for origin in self._assumptions.get(point, ()) if not origin.municipality]
        return iter(own or common)

    def _assumed(self, municipality: str, point: str, on: date) -> tuple[Origin, ...]:
        if not municipality or point not in self._assumptions:
            return ()
        return tuple(origin for origin in self._assumptions_for(municipality, point) if on in origin.interval)

    def _code_layer(self, effect: Effect, override: Override) -> CodeLayer | None:
        module = self.plugins.module(override.plugin, override.module) if override.plugin else None
        if module is None:
            return None
        return CodeLayer(
            point=override.point,
            customization=effect.customization.id,
            layer=effect.layer,
            mode=override.mode,
            plugin=override.plugin,
            module=override.module,
            file=module.file,
            sha256=module.sha256,
            place=override.place,
        )


def is_usable(origin: Origin) -> bool:
    """Tell whether an origin gives a value: neither left empty nor switched off as a draft."""
    return origin.value is not None and not origin.draft


def overrides_on(effect: Effect, on: date) -> tuple[Override, ...]:
    """Return the overrides of the version of a customization that holds on a day."""
    return next(
        content.overrides
        for content in contributions.contents(effect.customization)
        if on in content.interval
    )


def _code_dates(effect: Effect, point: str) -> Iterable[date]:
    for content in contributions.contents(effect.customization):
        common = content.interval.overlap(effect.interval)
        if common and any(override.point == point and override.plugin for override in content.overrides):
            yield from (common.start, common.end)
