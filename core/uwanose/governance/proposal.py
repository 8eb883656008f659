"""Owns a proposal: entries of the register that would be held, or no longer held, and values that would be set.

Nothing is written. The rules of a proposal come from the same resolution as those in force, over a register as it would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from uwanose.charging.prospects import adopted, ended
from uwanose.dates import FOREVER, Interval
from uwanose.errors import Finding, Place, Refused, Severity
from uwanose.governance.cells import Cells, NoRow
from uwanose.layers.as_approved import as_approved, waiting_version
from uwanose.layers.beneath import seen_entries
from uwanose.layers.check_conflicts import conflict_findings, locked_findings
from uwanose.layers.check_settings import setting_findings
from uwanose.layers.effect import standing
from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.layers.hashes import digest, plain
from uwanose.layers.layering import Layering
from uwanose.layers.model import Adoption, Customization, Outcome, Profile, Rank, Setting
from uwanose.layers.overlaps import laid_overrides
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.resolve import Resolver
from uwanose.points.cells import Typing, format_cell
from uwanose.points.model import Catalog, Cell, Confidence, DatedValue, Kind, MaySet, Point, Table, Value

__all__ = ["PLACE", "Proposal", "Proposed", "no_single_value"]

PLACE = Place("--set")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What would change from ``start`` on, for some towns.

    ``business`` is the one whose rows are looked at: everything proposed belongs to it.
    ``held``  entries of the register, drafts included, that each of the towns would hold; of one that is held already, the
    version that waits for its approval.
    ``ended`` entries none of the towns would hold any more.
    ``values`` point id → the value that would be in force, whatever gives one now, or single cells of a table.
    """

    business: str
    towns: tuple[str, ...]
    start: date
    held: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    values: Mapping[str, Value | Cells] = field(default_factory=dict)


class Proposed:
    """The register and the rules as they would be."""

    def __init__(
        self, proposal: Proposal, profile: Profile, catalog: Catalog, plugins: PluginIndex, in_force: Resolver
    ) -> None:
        """Work the proposal out. *catalog* holds what customizations add. Raises Refused with all that cannot be."""
        self.proposal, self._catalog, self._plugins, self._in_force = proposal, catalog, plugins, in_force
        problems = [*self._unusable(profile), *self._wrong_values(profile)]
        if problems:
            raise Refused(problems)
        self.profile = self._as_it_would_be(profile)
        self.resolver = (
            Resolver(self.profile, catalog, plugins) if proposal.held or proposal.ended else in_force
        )
        problems = [*self._conflicts(in_force.layering()), *self._without_effect()]
        if problems:
            raise Refused(problems)

    @property
    def entry(self) -> str:
        """The one entry of the register all of it is about, values of its own points included; empty when there is none."""
        entries = (*self.proposal.held, *self.proposal.ended)
        owners = {self._catalog.points[point].owner for point in self.proposal.values}
        return entries[0] if len(entries) == 1 and owners <= set(entries) else ""

    def rules_for(
        self, rules_for: Callable[[str, date], EffectiveRules]
    ) -> Callable[[str, date], EffectiveRules]:
        """Return the rules of the proposal; *rules_for* gives those in force and refuses where nothing may be run."""

        def rules(town: str, on: date) -> EffectiveRules:
            found = rules_for(town, on)
            if self.resolver is not self._in_force:
                found = self.resolver.rules(town, on)
            return self._with_values(found) if self.proposal.values and on >= self.proposal.start else found

        return rules

    def _with_values(self, rules: EffectiveRules) -> EffectiveRules:
        values = {point: self._value(point, given, rules) for point, given in self.proposal.values.items()}
        proposed = {
            point: self._origin(self._catalog.points[point], value, rules.municipality)
            for point, value in values.items()
            if value is not None
        }
        marks = [[point, plain(values[point])] for point in sorted(proposed)]
        return replace(
            rules,
            values=MappingProxyType({**rules.values, **proposed}),
            stopped=MappingProxyType(
                {name: why for name, why in rules.stopped.items() if name not in proposed}
            ),
            sha256=digest([rules.sha256, marks]),
        )

    def _value(self, name: str, given: Value | Cells, rules: EffectiveRules) -> Value | None:
        """Return what would be in force; None for cells of a table the town does not have, which a run would miss too."""
        if not isinstance(given, Cells):
            return given
        origin = rules.values.get(name)
        if origin is None or not isinstance(origin.value, Table) or origin.draft:
            return None
        try:
            return given.laid_on(origin.value)
        except NoRow as missing:
            raise Refused([_no_row(self._catalog.points[name], missing.args[0], origin)]) from None

    def _origin(self, point: Point, value: Value, town: str) -> Origin:
        return Origin(
            point=point.id,
            layer=_layer(point),
            value=value,
            interval=Interval(self.proposal.start),
            place=PLACE,
            municipality=town,
            basis="提案",
            confidence=Confidence.UNVERIFIED,
        )

    def _as_it_would_be(self, profile: Profile) -> Profile:
        last = self.proposal.start - timedelta(days=1)
        for name in self.proposal.ended:
            prefecture = any(one.layer is Rank.PREFECTURE for one in _adoptions(profile, name))
            profile = ended(profile, name, last, None if prefecture else self.proposal.towns)
            whose = {""} if prefecture else set(self.proposal.towns)
            profile = replace(
                profile,
                adoptions=tuple(one for one in profile.adoptions if not self._begins_later(one, name, whose)),
            )
        for name in self.proposal.held:
            profile = self._held(profile, profile.customizations[name])
        return profile

    def _begins_later(self, adoption: Adoption, name: str, whose: set[str]) -> bool:
        mine = adoption.customization == name and adoption.municipality in whose
        return mine and adoption.interval.start >= self.proposal.start

    def _held(self, profile: Profile, entry: Customization) -> Profile:
        """Return the profile in which the towns hold an entry as it stands today, with what lies beneath it seen."""
        prefecture = entry.outcome is Outcome.PREFECTURE
        days = (
            {"": self.proposal.start}
            if prefecture
            else dict.fromkeys(self.proposal.towns, self.proposal.start)
        )
        profile = adopted(profile, entry, days)
        running = as_approved(profile.customizations[entry.id], self._plugins)
        if running.approval:
            running = replace(running, retired=None)
        profile = replace(profile, customizations={**profile.customizations, entry.id: running})
        adoptions = tuple(
            replace(one, seen=seen_entries(profile, self._catalog, self._plugins, one))
            if one.customization == entry.id and not one.seen
            else one
            for one in profile.adoptions
        )
        return replace(profile, adoptions=adoptions)

    def _unusable(self, profile: Profile) -> Iterator[Finding]:
        """Yield what keeps an entry from being held or ended at all."""
        on = self.proposal.start
        for name in (*self.proposal.held, *self.proposal.ended):
            entry = profile.customizations[name]
            if entry.business != self.proposal.business:
                business = self._catalog.businesses.get(entry.business)
                label = business.label_ja if business else entry.business
                yield _finding("V106", entry, f"{name} {entry.title_ja} は{label}のカスタマイズです。この業務には影響しません。",
                               f"{name} belongs to {entry.business} and touches nothing here.",
                               f"uwanose impact {entry.business} … で試算してください。",
                               f"Try it with: uwanose impact {entry.business} ...")  # fmt: skip
        for name in self.proposal.held:
            entry = profile.customizations[name]
            if not entry.content and not entry.versions:
                yield _finding("V101", entry, f"{name} {entry.title_ja} には内容（content）がありません。試算できません。",
                               f"{name} has no content to try.", "台帳の content に、変える項目と値かプログラムを書いてください。",
                               "Write what it changes below content in the register.")  # fmt: skip
            elif waiting_version(entry) is None and all(
                name in self._in_force.rules(town, on).adopted for town in self.proposal.towns
            ):
                yield _finding("V102", entry, f"{name} {entry.title_ja} は、選んだ町村が {on} にもう採用しています。",
                               f"{name} is held by all of these towns on {on} already.",
                               f"やめた場合は --without {name} で試算できます。", f"Try --without {name}.")  # fmt: skip
        for name in self.proposal.ended:
            entry = profile.customizations[name]
            if not any(name in self._in_force.rules(town, on).adopted for town in self.proposal.towns):
                yield _finding("V103", entry, f"{name} {entry.title_ja} を {on} に採用している町村が、選んだ町村にありません。",
                               f"{name} is held by none of these towns on {on}.",
                               f"採用した場合は --with {name} で試算できます。", f"Try --with {name}.")  # fmt: skip

    def _wrong_values(self, profile: Profile) -> Iterator[Finding]:
        """Yield what the law, a lock of the prefecture or a limit of the nation says against a value."""
        for name, value in self.proposal.values.items():
            point = self._catalog.points[name]
            if point.kind not in (
                (Kind.TABLE,) if isinstance(value, Cells) else (Kind.PARAMETER, Kind.TEMPLATE)
            ):
                yield no_single_value(point)
                continue
            if point.may_set is MaySet.STANDARD:
                continue  # what only a customization may change can be tried; that it costs is told beside the result
            tried = Table((), ()) if isinstance(value, Cells) else value
            trying = Layering(self._trying(profile, point, tried), self._catalog, self._plugins)
            yield from (one for one in setting_findings(trying) if one.severity is Severity.ERROR)

    def _trying(self, profile: Profile, point: Point, value: Value) -> Profile:
        layer = _layer(point)
        dated = DatedValue(
            start=self.proposal.start, value=value, place=PLACE, until=_next_day(self.proposal.start)
        )
        towns = self.proposal.towns if layer is Rank.TOWN else ("",)
        settings = tuple(
            Setting(point=point.id, layer=layer, municipality=town, values=(dated,), place=PLACE)
            for town in towns[:1]
        )
        return replace(profile, settings=settings)

    def _conflicts(self, now: Layering) -> Iterator[Finding]:
        """Yield the errors the proposal would bring about where layers meet."""
        if self.resolver is self._in_force:
            return
        known = set(_errors(now))
        yield from (finding for finding in _errors(self.resolver.layering()) if finding not in known)

    def _without_effect(self) -> Iterator[Finding]:
        """Yield the entries that would have no effect in a town although it held them."""
        for name in self.proposal.held:
            entry = self.profile.customizations[name]
            missing = [
                self.profile.municipalities[town].name_ja
                for town in self.proposal.towns
                if name not in self.resolver.rules(town, self.proposal.start).adopted
            ]
            if missing:
                names = "、".join(missing)
                yield _finding("V104", entry, f"{name} {entry.title_ja} は、{self.proposal.start} に{names}で効力を持ちません（システムに参加していないなど）。",
                               f"{name} would have no effect in {names} on {self.proposal.start}: they take no part in the system.",
                               "--town で、参加している町村を選んでください。", "Choose towns that take part with --town.")  # fmt: skip


def _errors(layering: Layering) -> list[Finding]:
    laid = list(laid_overrides(standing(layering.profile), layering.known))
    found: Iterable[Finding] = [*conflict_findings(layering, laid), *locked_findings(layering, laid)]
    return [finding for finding in found if finding.severity is Severity.ERROR]


def _adoptions(profile: Profile, name: str) -> list[Adoption]:
    return [one for one in profile.adoptions if one.customization == name]


def _layer(point: Point) -> Rank:
    return Rank.PREFECTURE if point.by == "prefecture" and point.may_set is MaySet.ORDINANCE else Rank.TOWN


def _next_day(day: date) -> date:
    return day + timedelta(days=1) if day < FOREVER else day


def _finding(code: str, entry: Customization, ja: str, en: str, remedy_ja: str, remedy_en: str) -> Finding:
    return Finding(
        code=code, ja=ja, en=en, remedy_ja=remedy_ja, remedy_en=remedy_en, place=entry.place, scope="register"
    )


def no_single_value(point: Point) -> Finding:
    """Return the finding about a table, a formula or a hook somebody wants to set as if it were one value."""
    return Finding(
        code="V105",
        ja=f"{point.label_ja}（{point.id}）は1つの値ではないので、--set では試算できません。",
        en=f"{point.id} is no single value; --set cannot try it.",
        remedy_ja="表は1つの欄を --set '項目[行].列=値' で、表の全体と計算式は台帳の下書きの content に書いて --with K-… で試算してください。",
        remedy_en="Try one cell of a table with --set 'POINT[ROW].COLUMN=VALUE', a whole table or a formula as the content of a draft with --with K-….",
        place=point.place,
        scope="register",
    )


def _no_row(point: Point, key: Cell, origin: Origin) -> Finding:
    shape = point.table
    typing = Typing(next(iter(shape.columns.values())), point.choices) if shape else None
    keys = origin.value.column(origin.value.columns[0]) if isinstance(origin.value, Table) else ()

    def shown(cell: Cell) -> str:
        return "上限なし" if cell is None or typing is None else format_cell(typing, cell, "ja")

    return Finding(
        code="V107",
        ja=f"{point.label_ja}（{point.id}）の表に「{shown(key)}」の行がありません。行: {'、'.join(map(shown, keys))}",
        en=f"{point.id} has no row {key}; its rows are {', '.join(map(str, keys))}.",
        remedy_ja="ある行の名前を [ ] に書いてください。行を足す試算は、台帳の下書きの content で行います。",
        remedy_en="Name one of its rows in [ ]; try a new row as the content of a draft.",
        place=origin.place,
        scope=origin.municipality or "prefecture",
    )
