"""Owns the analysis of an upgrade: every override of a profile judged against two releases, in one run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from uwanose.layers.beneath import Beneath
from uwanose.layers.effect import Effect
from uwanose.layers.effective import Origin
from uwanose.layers.hashes import value_hash
from uwanose.layers.layering import Layering
from uwanose.layers.model import Override, Rank
from uwanose.layers.upgrade.content import content_status
from uwanose.layers.upgrade.declared import declared_status, moves
from uwanose.layers.upgrade.grounds import ground
from uwanose.layers.upgrade.model import Decision, Overlay, Status, Stretches, Verdict
from uwanose.layers.upgrade.overlays import Standing, overlays
from uwanose.layers.upgrade.reach import Reach
from uwanose.layers.upgrade.shared import holdings, is_shadowed, participants_of, shared
from uwanose.layers.upgrade.strata import source_on
from uwanose.points.model import DatedValue, Kind
from uwanose.points.release_changes import Change

__all__ = ["Survey"]


@dataclass(frozen=True)
class Survey:
    """Two releases beneath the same overrides.

    ``before`` and ``after`` are the layers over either release, ``changes`` what the package changed, ``on`` the day from which the
    new release applies, ``promote_from`` how many towns make an override a candidate for the prefecture (None: two thirds of
    those that take part).
    """

    before: Layering
    after: Layering
    changes: tuple[Change, ...]
    on: date
    promote_from: int | None = None

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return one verdict for each override, by point, prefecture before towns, in the published order of the towns."""
        order = {town: index for index, town in enumerate(self.after.profile.municipalities)}
        found = [self._verdict(overlay, effect) for overlay, effect in self.standing]
        return tuple(
            sorted(
                found,
                key=lambda one: (
                    one.overlay.point,
                    one.overlay.layer,
                    order.get(one.overlay.municipality, -1),
                    one.overlay.customization,
                    one.overlay.interval.start,
                ),
            )
        )

    @cached_property
    def standing(self) -> tuple[Standing, ...]:
        """Every override: as the new release reads it, else as the old one did (its point is gone, or its value no longer fits)."""
        new = {_key(overlay): (overlay, effect) for overlay, effect in overlays(self.after)}
        old = {_key(overlay): (overlay, effect) for overlay, effect in overlays(self.before)}
        read = {
            key: found
            for key, found in new.items()
            if key not in old or _known(found[0]) >= _known(old[key][0])
        }
        return tuple({**old, **read}.values())

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        return moves(self.before.catalog, self.after.catalog)

    @cached_property
    def _former(self) -> Mapping[str, str]:
        return {new: old for old, new in self._moved.items()}

    @cached_property
    def _shared(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Return who holds the same: point and town → the towns that hold it, where they are enough."""
        held = list(holdings((overlay for overlay, _ in self.standing), self.on))
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for key, towns in shared(held, 2):
            assert isinstance(key, tuple)
            point = str(key[0])
            members = len(participants_of(self.after, point.split(".", 1)[0], self.on))
            least = self.promote_from or (2 * members + 2) // 3
            if len(set(towns)) >= max(least, 2):
                found |= {(point, town): towns for town in towns}
        return found

    @cached_property
    def _by_point(self) -> Mapping[str, list[Overlay]]:
        found: dict[str, list[Overlay]] = defaultdict(list)
        for overlay, _ in self.standing:
            if overlay.layer is Rank.TOWN:
                found[overlay.point].append(overlay)
        return found

    @cached_property
    def _reaches(self) -> dict[str, Reach]:
        return {}

    def _verdict(self, overlay: Overlay, effect: Effect | None) -> Verdict:
        judged = declared_status(
            overlay, self.before.catalog, self.after.catalog, self._moved, self._missing(overlay)
        )
        if judged:
            verdict = Verdict(
                overlay=overlay, status=judged.status, since=self.on, why_ja=judged.why_ja, why_en=judged.why_en,
                moved_to=judged.moved_to,
            )  # fmt: skip
            later = overlay._replace(point=judged.moved_to or overlay.point)
            return self._shown(verdict, ground(self.before, overlay), ground(self.after, later))
        former = overlay._replace(point=self._former.get(overlay.point, overlay.point))
        before, after = ground(self.before, former), ground(self.after, overlay)
        status, since = content_status(overlay.mode, overlay.own, before, after)
        verdict = Verdict(overlay=overlay, status=status, since=since)
        if status is Status.REVIEW:
            verdict = _because(verdict, status, since, _REVIEW[overlay.mode])
            decided = _kept(effect, overlay, after, since) if effect else self._set_since(overlay, since)
            verdict = replace(verdict, decided=decided)
        elif status is Status.UNAFFECTED:
            verdict = self._unaffected(verdict)
        else:
            verdict = _because(verdict, status, since, _CLAUSES[status])
        return self._shown(verdict, before, after)

    def _set_since(self, overlay: Overlay, since: date | None) -> Decision | None:
        """Tell whether a setting was written with the knowledge of the new release (``known``), from a day on."""
        order = {release.id: index for index, release in enumerate(self.after.catalog.releases)}
        least = order[self.after.release.id]
        sources = [one.source for one in overlay.own if since is None or one.end > since]
        known = [order.get(one.known, -1) for one in sources if isinstance(one, DatedValue)]
        return Decision(setting=True) if known and min(known) >= least else None

    def _unaffected(self, verdict: Verdict) -> Verdict:
        """Return what else is to be said of an override nothing has changed beneath."""
        overlay = verdict.overlay
        if is_shadowed(self.after, overlay, self.on, self._by_point):
            return _because(verdict, Status.SHADOWED, self.on, _SHADOWED)
        held = self._shared.get((overlay.point, overlay.municipality), ())
        if held and overlay.layer is Rank.TOWN and self.on in overlay.interval:
            clause = f"{len(held)}町村が同じものを持っています", f"{len(held)} towns hold the same"
            return _because(verdict, Status.PROMOTE, self.on, clause)
        since, labels = self._reached(overlay)
        if since is None:
            return verdict
        more_ja, more_en = (" ほか", ", …") if len(labels) > 3 else ("", "")
        clause = (
            f"使う値 {'、'.join(ja for ja, _ in labels[:3])}{more_ja} が変わり、計算は新しい値に従います",
            f"what it uses changes ({', '.join(en for _, en in labels[:3])}{more_en}); it computes with the new values",
        )
        return _because(verdict, Status.FOLLOWS, since, clause)

    def _reached(self, overlay: Overlay) -> tuple[date | None, list[tuple[str, str]]]:
        """Return from which day the arguments of an override's code are not what they were, and what they are called."""
        if overlay.mode == "values" or not self.changes:
            return None, []
        business = overlay.point.split(".", 1)[0]
        town = overlay.municipality or next(iter(participants_of(self.after, business, self.on)), "")
        reach = self._reach(town)
        since, names = reach.through(business, _arguments(self.after, overlay))
        if since is None or overlay.interval.end <= since:
            return None, []
        return since, [reach.label(business, name) for name in names]

    def _reach(self, town: str) -> Reach:
        if town not in self._reaches:
            self._reaches[town] = Reach(self.after, town, self.on, dict(self._changed_in(town)))
        return self._reaches[town]

    def _changed_in(self, town: str) -> Iterator[tuple[str, date]]:
        """Yield the points that are not what they were in a town: what it sets itself hides a change of the package."""
        for change in self.changes:
            if change.since is None:
                continue
            if change.after and change.after.kind is Kind.FORMULA:
                yield change.point, change.since
                continue
            before = self.before.stack(town, change.moved_from or change.point, change.since)
            after = self.after.stack(town, change.point, change.since)
            if (before[0].value if before else None) != (after[0].value if after else None):
                yield change.point, change.since

    def _missing(self, overlay: Overlay) -> set[str]:
        """Return the arguments of an override's code that only the old release has."""
        if overlay.mode == "values":
            return set()
        business = overlay.point.split(".", 1)[0]
        old, new = (
            {point.name for point in layering.catalog.points.values() if point.business == business}
            for layering in (self.before, self.after)
        )
        return set(_arguments(self.after, overlay)) & (old - new)

    def _shown(self, verdict: Verdict, before: Stretches, after: Stretches) -> Verdict:
        day = max(verdict.since or self.on, verdict.overlay.interval.start)
        return replace(
            verdict, was=source_on(before, day), now=source_on(after, day), own=_own(verdict.overlay, day)
        )


_CLAUSES = {
    Status.RETIRE: ("下の値がこの上書きと同じになります", "what lies beneath comes to equal it"),
    Status.REDUNDANT: (
        "下の値と同じで、何も変えていません",
        "it equals what lies beneath and changes nothing",
    ),
    Status.FOLLOWS: (
        "下の計算式が変わり、引数は同じです",
        "the formula beneath changes, with the same arguments",
    ),
}
_REVIEW = {
    "values": ("下の値が変わります", "what lies beneath changes"),
    "replace": ("置き換えた計算式が変わります", "the formula it replaces changes"),
    "wrap": ("包んだ計算式の引数が変わります", "the formula it wraps has other arguments"),
}


_SHADOWED = ("どの町村も自分の上書きで隠していて、使う町村がありません", "every town hides it behind its own")


def _because(verdict: Verdict, status: Status, since: date | None, clause: tuple[str, str]) -> Verdict:
    return replace(verdict, status=status, since=since, why_ja=clause[0], why_en=clause[1])


def _known(overlay: Overlay) -> int:
    """Count the values an override could be read to have."""
    return sum(one.mark is not None for one in overlay.own)


def _key(overlay: Overlay) -> tuple[object, ...]:
    start = overlay.interval.start if overlay.customization else None
    return overlay.point, overlay.layer, overlay.municipality, overlay.customization, start


def _kept(effect: Effect, overlay: Overlay, after: Stretches, since: date | None) -> Decision | None:
    """Return by which entry an adoption was kept over what lies beneath it from a day on, None when a day is open."""
    entries = [entry for entry in effect.adoption.seen if entry.point == overlay.point]
    last = None
    for stretch in after:
        if since is None or stretch.end <= since:
            continue
        day = max(stretch.start, since)
        due = [entry for entry in entries if entry.start <= day]
        seen = max(reversed(due), key=lambda entry: entry.start) if due else None
        if seen is None or seen.beneath != _seen_hash(overlay, stretch.source):
            return None
        last = seen
    return Decision(last.decision, last.by, last.on) if last else None


def _seen_hash(overlay: Overlay, source: object) -> str:
    if isinstance(source, Beneath):
        return source.sha256
    return value_hash(source.value if isinstance(source, Origin) else None)


def _arguments(layering: Layering, overlay: Overlay) -> tuple[str, ...]:
    found: set[str] = set()
    for stretch in overlay.own:
        override = stretch.source
        assert isinstance(override, Override)
        module = layering.plugins.module(override.plugin, override.module)
        function = module.function_for(overlay.point) if module else None
        found |= set(function.arguments) if function else set()
    return tuple(sorted(found))


def _own(overlay: Overlay, day: date) -> object:
    return source_on(overlay.own, max(day, overlay.interval.start))
