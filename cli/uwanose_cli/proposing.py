"""Owns putting one study of impact together: what is proposed as it was typed, both sides' rules, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from uwanose.engine.program import Programs
from uwanose.engine.stored import ResultFiles
from uwanose.errors import Finding, Place, Refused
from uwanose.governance.decomposition import (
    Part,
    Subset,
    parts_of,
    proposal_of,
    single_changes,
    subsets_of,
)
from uwanose.governance.figures import Changed, Impact, Question
from uwanose.governance.impact import impacts_on
from uwanose.governance.path import Turn, path_of
from uwanose.governance.proposal import Proposal, Proposed
from uwanose.governance.worth import Worth, worth_of
from uwanose.layers.effective import EffectiveRules
from uwanose.layers.model import Municipality, Profile
from uwanose.points.model import Business, Catalog, Item, Release
from uwanose_cli.running import Runner
from uwanose_cli.session import Session
from uwanose_cli.typed_values import typed_values

if TYPE_CHECKING:
    from uwanose_cli.laid_files import Laid

__all__ = ["Found", "Study"]


RulesFor = Callable[[str, date], EffectiveRules]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a study has found: the impact, the cost beside it, the way of each example, and what each of several changes adds.

    ``catalog`` and ``profile`` are those the proposal speaks of, with the files ``laid`` into their places;
    ``source`` is the input file, ``options`` what a line that explains an example must repeat, ``stray`` how many of its
    rows belong to no town.
    """

    proposal: Proposal
    impact: Impact
    worth: Worth | None
    paths: Mapping[Changed, tuple[Turn, ...]]
    findings: tuple[Finding, ...]
    source: Path
    business: Business
    on: date | None
    options: str
    parts: tuple[Part, ...]
    stray: int
    catalog: Catalog
    profile: Profile
    laid: Laid | None = None
    release: Release | None = None


@dataclass(frozen=True, kw_only=True)
class Study:
    """One line typed: the business, its rows, the towns, the day, and the options that read and assume.

    ``release`` is the release of the national package whose knowledge is proposed, None for the newest.
    """

    session: Session
    runner: Runner
    business: Business
    towns: tuple[Municipality, ...]
    on: date | None
    source: Path
    reads: Sequence[Path]
    options: str = ""
    laid: Laid | None = None
    release: Release | None = None

    @property
    def _catalog(self) -> Catalog:
        return self.laid.catalog if self.laid else self.runner.workspace.catalog

    @property
    def _profile(self) -> Profile:
        return self.laid.profile if self.laid else self.runner.workspace.profile

    def run(
        self,
        start: date | None,
        held: Sequence[str],
        ended: Sequence[str],
        values: Sequence[str],
        item: Item,
        progress: Callable[[str], None],
    ) -> Found:
        """Compute it. Raises Refused for what cannot be proposed or read, UnknownName for a point nobody declares."""
        workspace, business = self.runner.workspace, self.business
        source = self.runner.open(business.id, self.source)
        towns = tuple(town.id for town in self.towns)
        proposal = Proposal(
            business=business.id,
            towns=towns,
            start=self.on or start or self._first_day(source.days, towns),
            held=tuple(dict.fromkeys(held)),
            ended=tuple(dict.fromkeys(ended)),
            values=typed_values(self._catalog, business.id, values),
        )
        proposed = self._proposed(proposal)
        question = self._question(item, towns)
        stored = ResultFiles(self.reads, workspace.catalog, business.id)
        now = self.runner.rules_for(business.id)
        then = proposed.rules_for(self._by_release(self._with_layers(now)))
        programs = Programs(self._catalog, workspace.plugins) if self.laid else self.runner.programs
        changes = single_changes(proposal, self._catalog)
        others = self._subsets(changes) if len(changes) > 1 else {}
        impact, *partial = impacts_on(
            programs,
            question,
            source,
            now,
            [then, *(one.rules_for(now) for one in others.values())],
            stored=stored,
            progress=progress,
        )
        if not impact.refused and not impact.total.heads and not impact.total.rejected:
            raise Refused([_no_rows(self.source)])
        parts = parts_of(changes, impact, dict(zip(others, partial, strict=True))) if len(changes) > 1 else ()
        return Found(
            proposal=proposal,
            impact=impact,
            worth=worth_of(impact, proposed, self._profile),
            paths={
                one: path_of(one, programs, question, source, now, then, stored) for one in impact.examples
            },
            findings=tuple(dict.fromkeys((*source.findings, *_told(impact)))),
            stray=len({reject.record for reject in source.stray}),
            source=self.source,
            business=business,
            on=self.on,
            options=self.options,
            parts=parts,
            catalog=self._catalog,
            profile=self._profile,
            laid=self.laid,
            release=self.release,
        )

    def _question(self, item: Item, towns: tuple[str, ...]) -> Question:
        """Return what is compared; of another release the amount alone, since it may not know what other results need."""
        stake = self.business.stake
        return Question(
            business=self.business,
            item=item,
            stake=stake if stake and stake.item == item.name else None,
            towns=towns,
            on=self.on,
            also=() if self.release else self._also(item),
            profile=self.runner.workspace.prefecture,
        )

    def _by_release(self, now: RulesFor) -> RulesFor:
        """Return the rules as another release knows them; *now* refuses where nothing may be run."""
        release = self.release
        if release is None:
            return now

        def rules(town: str, on: date) -> EffectiveRules:
            now(town, on)
            return self.runner.workspace.rules(town, on, release.id)

        return rules

    def _with_layers(self, now: RulesFor) -> RulesFor:
        """Return the rules with the files of layers in their places; *now* refuses where nothing may be run."""
        laid = self.laid
        if laid is None or not laid.layers:
            return now

        def rules(town: str, on: date) -> EffectiveRules:
            now(town, on)
            return laid.resolver.rules(town, on)

        return rules

    def _proposed(self, proposal: Proposal) -> Proposed:
        workspace = self.runner.workspace
        resolver = self.laid.resolver if self.laid else workspace.resolver
        return Proposed(proposal, self._profile, self._catalog, workspace.plugins, resolver)

    def _subsets(self, changes: tuple[Proposal, ...]) -> dict[Subset, Proposed]:
        """Return some of several changes as proposals of their own, those left out that cannot stand without the rest."""
        found: dict[Subset, Proposed] = {}
        for subset in subsets_of(len(changes)):
            with suppress(Refused):
                found[subset] = self._proposed(proposal_of(changes, subset))
        return found

    def _also(self, item: Item) -> tuple[Item, ...]:
        """Return the main results of the business that are told beside the amount."""
        return tuple(
            one
            for one in self.runner.workspace.catalog.items.values()
            if one.business == self.business.id and one.main and one.name != item.name
        )

    def _first_day(self, days: Callable[[str, str], Sequence[date]], towns: Sequence[str]) -> date:
        found = [day for town in towns for day in days(town, self.business.clock_column)[:1]]
        if not found:
            raise Refused([_no_rows(self.source)])
        return min(found)


def _told(impact: Impact) -> Iterator[Finding]:
    return (finding for town in impact.towns for finding in town.findings)


def _no_rows(source: Path) -> Finding:
    return Finding(
        code="U131",
        place=Place(str(source)),
        scope="register",
        ja="入力に、選んだ町村の行がありません。",
        en="The input holds no row of these towns.",
        remedy_ja="--town か入力のファイルを確かめてください。",
        remedy_en="Check --town and the file.",
    )
