"""Owns the upgrade of a workspace: both releases laid beneath its overrides, each override judged, with who pays how much for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from uwanose.charging.prospects import Burden, burdens
from uwanose.dates import Month
from uwanose.errors import Finding, Refused
from uwanose.layers.layering import Layering
from uwanose.layers.members import Membership
from uwanose.layers.model import Profile
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.upgrade.model import Status, Verdict
from uwanose.layers.upgrade.shared import participants_of
from uwanose.layers.upgrade.shown import shown
from uwanose.layers.upgrade.survey import Survey
from uwanose.points.archive import Archive, as_released
from uwanose.points.archive_file import archive_for
from uwanose.points.model import Catalog, Point, Release
from uwanose.points.release_changes import Change, Sort, release_changes
from uwanose.source.files import SourceFolder

__all__ = ["Upgrade", "upgrade"]

ReadProfile = Callable[[Catalog], Profile]


@dataclass(frozen=True)
class Upgrade:
    """What a release does to every override of a workspace, by point."""

    before: Release
    after: Release
    changes: tuple[Change, ...]
    verdicts: tuple[Verdict, ...]
    layering: Layering  # over the new release
    former: Layering  # over the old one

    @property
    def profile(self) -> Profile:
        """The profile that was judged."""
        return self.layering.profile

    @cached_property
    def counts(self) -> Mapping[Status, int]:
        """How many overrides have each status, the gravest first."""
        found = [verdict.status for verdict in self.verdicts]
        return {status: found.count(status) for status in Status}

    @property
    def waiting(self) -> tuple[Verdict, ...]:
        """The overrides somebody must act on before the release may be used."""
        return tuple(verdict for verdict in self.verdicts if verdict.waits)

    @cached_property
    def membership(self) -> Membership:
        """Who holds which customization."""
        return self.layering.membership

    def payers(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the towns that pay for an override when the release applies (or it begins); none for a free setting."""
        entry = verdict.overlay.customization
        month = Month.of(max(self.after.applies_from, verdict.overlay.interval.start))
        return self.membership.payers(entry, month) if entry else ()

    def burdens(self, verdict: Verdict) -> Mapping[str, Burden]:
        """Return what each town bears for the customization of an override, upkeep of the next full year. Raises Refused."""
        entry = verdict.overlay.customization
        if not entry:
            return {}
        if entry not in self._burdens:
            self._burdens[entry] = burdens(self.profile, entry, Month.of(self.after.applies_from))
        return self._burdens[entry]

    def participants(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the towns that take part in the business of an override when the release applies."""
        business = verdict.overlay.point.split(".", 1)[0]
        return participants_of(self.layering, business, self.after.applies_from)

    def point(self, verdict: Verdict) -> Point:
        """Return the declaration of an override's point, of the old release when the new one has none."""
        name = verdict.overlay.point
        return self.layering.catalog.points.get(name) or self.former.catalog.points[name]

    def texts(self, verdict: Verdict, language: str) -> tuple[str, str, str]:
        """Return what was beneath an override, what is, and what it is itself, as people read them."""
        now = self.point(verdict)
        old = self.former.catalog.points.get(verdict.overlay.point, now)
        return (
            shown(old, verdict.was, language),
            shown(now, verdict.now, language),
            shown(old, verdict.own, language),
        )

    def holders(self, verdict: Verdict) -> int:
        """Return how many towns hold the same as a candidate for the prefecture."""
        own, overlay = self.texts(verdict, "ja")[2], verdict.overlay
        return sum(
            one.status is Status.PROMOTE
            and (one.overlay.point, one.overlay.customization) == (overlay.point, overlay.customization)
            and self.texts(one, "ja")[2] == own
            for one in self.verdicts
        )

    @cached_property
    def _burdens(self) -> dict[str, Mapping[str, Burden]]:
        return {}


def upgrade(
    *,
    files: SourceFolder,
    national: Catalog,
    profile: Profile,
    plugins: PluginIndex,
    read: ReadProfile,
    before: Release,
    after: Release,
    promote_from: int | None = None,
) -> Upgrade:
    """Judge every override of a profile against two releases. Nothing is written.

    *files* are those of ``rules/``, *read* reads the profile by another catalog: an override whose point is gone or has
    another type stands only in what the old release reads. Raises Refused when an archive is damaged, and when *before* is
    not the older release.
    """
    order = [release.id for release in national.releases]
    if order.index(before.id) >= order.index(after.id):
        raise Refused([_wrong_order(before, after)])
    old, new = (_archive(files, national, release) for release in (before, after))
    changes = release_changes(old, new)
    former, later = as_released(old, national), as_released(new, national)
    declared = any(change.sort in (Sort.REMOVED, Sort.MOVED, Sort.DECLARED) for change in changes)
    survey = Survey(
        before=Layering(read(former) if declared else profile, former, plugins, before.id),
        after=Layering(profile, later, plugins, after.id),
        changes=changes,
        on=after.applies_from,
        promote_from=promote_from,
    )
    return Upgrade(before, after, changes, survey.verdicts(), survey.after, survey.before)


def _archive(files: SourceFolder, national: Catalog, release: Release) -> Archive:
    findings: list[Finding] = []
    found = archive_for(files, national, release, findings)
    if found is None:
        raise Refused(findings)
    return found


def _wrong_order(before: Release, after: Release) -> Finding:
    return Finding(
        code="V120",
        place=after.place,
        others=(before.place,),
        ja=f"版 {before.id} は版 {after.id} より古くありません。",
        en=f"Release {before.id} is not older than {after.id}.",
        remedy_ja="--from に古い版、--to に新しい版を書いてください。",
        remedy_en="Give the older release with --from, the newer with --to.",
    )
