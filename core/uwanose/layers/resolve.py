"""Owns resolution: the rules in force for one town on one legal date, and the stack of one point."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from uwanose.errors import Finding, Severity
from uwanose.layers.approvals import changed_after_approval
from uwanose.layers.effect import Effect
from uwanose.layers.effective import CodeLayer, EffectiveRules, Origin
from uwanose.layers.hashes import Plain, digest, plain
from uwanose.layers.layering import Layering, overrides_on
from uwanose.layers.members import Membership
from uwanose.layers.model import Override, Profile
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.stops import judge
from uwanose.points.model import Catalog

_Code = Mapping[str, tuple[CodeLayer, ...]]


class Resolver:
    """Resolves the towns of one workspace; what towns and days have in common is worked out once."""

    def __init__(self, profile: Profile, catalog: Catalog, plugins: PluginIndex) -> None:
        self._profile, self._catalog, self._plugins = profile, catalog, plugins
        self.membership = Membership(profile)
        self._layerings: dict[str, Layering] = {}
        self._rules: dict[tuple[str, date, str], EffectiveRules] = {}
        self._bases: dict[tuple[date, str], dict[str, Origin]] = {}
        self._marks: dict[int, tuple[Origin, str]] = {}
        self._codes: dict[str, _Code] = {}
        self._changed: dict[str, Finding | None] = {}
        self._boundaries: dict[tuple[str, str], tuple[date, ...]] = {}

    def layering(self, release: str | None = None) -> Layering:
        """Return the layers in the knowledge of a release, the newest by default. Raises KeyError for an unknown one."""
        key = release or self._catalog.latest.id
        if key not in self._layerings:
            self._layerings[key] = Layering(self._profile, self._catalog, self._plugins, key, self.membership)
        return self._layerings[key]

    def stack(
        self, municipality: str, point: str, on: date, release: str | None = None
    ) -> tuple[Origin, ...]:
        """Return the values of a point, the winner first and what it beats after it."""
        return self.layering(release).stack(municipality, point, on)

    def stopped(self, municipality: str, point: str, on: date, release: str | None = None) -> Finding | None:
        """Return why results that depend on a point stop, None when they do not."""
        layering = self.layering(release)
        return next(
            (
                finding
                for effect in layering.effects(municipality, on)
                for override in overrides_on(effect, on)
                if override.point == point and (finding := self._stop(layering, effect, override, on))
            ),
            None,
        )

    def boundaries(self, municipality: str, release: str | None = None) -> tuple[date, ...]:
        """Return every day on which the rules of a town may change, in order; between two of them they are the same."""
        layering = self.layering(release)
        key = (municipality, layering.release.id)
        if key not in self._boundaries:
            self._boundaries[key] = layering.boundaries(municipality)
        return self._boundaries[key]

    def rules(self, municipality: str, on: date, release: str | None = None) -> EffectiveRules:
        """Return the rules of a town on a day. Days between two boundaries share all but the day itself."""
        layering = self.layering(release)
        days = self.boundaries(municipality, release)
        since = days[bisect_right(days, on) - 1] if days and days[0] <= on else date.min
        key = (municipality, since, layering.release.id)
        if key not in self._rules:
            self._rules[key] = self._resolve(municipality, on, layering)
        found = self._rules[key]
        return found if found.legal_date == on else replace(found, legal_date=on)

    def _resolve(self, municipality: str, on: date, layering: Layering) -> EffectiveRules:
        values, beaten = self._values(municipality, on, layering)
        code = layering.code(municipality, on)
        program = self._program_hash(code, on, layering)
        marks: list[Plain] = [[point, self._mark(values[point])] for point in sorted(values)]
        return EffectiveRules(
            municipality=municipality,
            legal_date=on,
            release=layering.release.id,
            values=MappingProxyType(values),
            beaten=MappingProxyType(beaten),
            code=self._codes.setdefault(program, MappingProxyType(dict(code))),
            stopped=MappingProxyType(dict(self._stops(municipality, on, layering))),
            adopted=tuple(dict.fromkeys(e.customization.id for e in layering.effects(municipality, on))),
            sha256=digest([layering.release.id, program, marks]),
            program=program,
        )

    def _values(
        self, municipality: str, on: date, layering: Layering
    ) -> tuple[dict[str, Origin], dict[str, tuple[Origin, ...]]]:
        values = dict(self._base(on, layering))
        beaten: dict[str, tuple[Origin, ...]] = {}
        for point in dict.fromkeys([*layering.over(municipality), *layering.assumed_points(municipality)]):
            stack = layering.stack(municipality, point, on)
            if stack:
                values[point] = stack[0]
            if len(stack) > 1:
                beaten[point] = stack[1:]
        return values, beaten

    def _base(self, on: date, layering: Layering) -> dict[str, Origin]:
        key = (on, layering.release.id)
        if key not in self._bases:
            found = (
                next((origin for origin in layering.national(point) if on in origin.interval), None)
                for point in layering.catalog.points
            )
            self._bases[key] = {origin.point: origin for origin in found if origin}
        return self._bases[key]

    def _mark(self, origin: Origin) -> str:
        if id(origin) not in self._marks:  # the origin is kept beside its mark, so its identity stays its own
            self._marks[id(origin)] = (origin, digest([plain(origin.value), origin.draft], 16))
        return self._marks[id(origin)][1]

    def _program_hash(self, code: _Code, on: date, layering: Layering) -> str:
        national: list[Plain] = [
            [item, source.sha256]
            for item in sorted(layering.catalog.formulas)
            for source in layering.formulas(item, on)
        ]
        laid: list[Plain] = [
            [point, [[layer.customization, layer.mode, layer.sha256] for layer in code[point]]]
            for point in sorted(code)
        ]
        return digest([national, laid])

    def _stops(self, municipality: str, on: date, layering: Layering) -> Iterator[tuple[str, Finding]]:
        for effect in layering.effects(municipality, on):
            for override in overrides_on(effect, on):
                finding = self._stop(layering, effect, override, on)
                if finding:
                    yield override.point, finding

    def _stop(self, layering: Layering, effect: Effect, override: Override, on: date) -> Finding | None:
        customization = effect.customization
        if customization.id not in self._changed:
            self._changed[customization.id] = next(
                iter(changed_after_approval(self._profile, customization, self._plugins)), None
            )
        changed = self._changed[customization.id]
        if changed:
            return changed
        finding = judge(layering, effect.adoption, customization, override, on)
        return finding if finding and finding.severity is Severity.ERROR else None


def resolve(
    profile: Profile,
    catalog: Catalog,
    municipality: str,
    on: date,
    release: str | None,
    code: PluginIndex,
) -> EffectiveRules:
    """Return the rules of one town on one day. For several towns or days use one ``Resolver``."""
    return Resolver(profile, catalog, code).rules(municipality, on, release)


def stack(
    profile: Profile, catalog: Catalog, municipality: str, point: str, on: date, release: str | None = None
) -> tuple[Origin, ...]:
    """Return the values of one point for one town on one day, the winner first. Plugins are not looked at."""
    return Layering(profile, catalog, PluginIndex(None, installed=False), release).stack(
        municipality, point, on
    )
