"""Owns what the report site shows: everything worked out once, before any page is written, and shared by both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from uwanose.charging.book import Book
from uwanose.charging.changes import Change, Reporter
from uwanose.charging.prospects import Ending, ended, ending
from uwanose.charging.register_report import customization_report
from uwanose.charging.report_model import CustomizationRow, Report
from uwanose.charging.settings_report import SettingRow, setting_rows
from uwanose.charging.sharing.design import Comparison, compare
from uwanose.charging.sharing.effect import Effect, TownYear, effect, total
from uwanose.charging.sharing.study import Baseline, Study
from uwanose.dates import Interval, fiscal_year, fiscal_year_start
from uwanose.documents.site.concerned import Concerned
from uwanose.governance.upgrade import Upgrade
from uwanose.layers.across import Across, across
from uwanose.layers.comparison import Side
from uwanose.layers.fit import Fit, fit
from uwanose.layers.layering import Layering
from uwanose.layers.model import Profile, Rank, Status

__all__ = ["LANGUAGES", "Leaving", "SiteModel", "StudyEffect", "site_model"]

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """やめたら？: what it means when a customization ends with a day for all its towns.

    ``moved`` is what the others would bear more in a full year if one town ended it alone: empty where only one town holds
    it, and for the prefecture's, which a town cannot leave by itself.
    """

    last: date
    together: Mapping[str, Ending]
    moved: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyEffect:
    """One study of cost sharing with its effect year by year, and of all settled years together (empty while none is)."""

    study: Study
    baseline: Baseline
    years: tuple[Effect, ...]
    settled: Mapping[str, TownYear]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteModel:
    """Everything the pages say. ``on`` is the day whose rules are shown; it lies in ``report.fiscal_year``.

    ``changes`` and ``settings`` are in words, by language; ``fits`` by town, then business (only where it takes part).
    """

    on: date
    profile: Profile
    layering: Layering
    book: Book
    report: Report
    rows: Mapping[str, CustomizationRow]
    changes: Mapping[str, Mapping[str, tuple[Change, ...]]]
    settings: Mapping[str, tuple[SettingRow, ...]]
    fits: Mapping[str, Mapping[str, Fit]]
    leavings: Mapping[str, Leaving]
    effects: tuple[StudyEffect, ...]
    comparisons: tuple[Comparison, ...]
    across: Mapping[str, tuple[Across, ...]]  # by business
    upgrade: Upgrade | None = None  # from the release before the newest to the newest
    errors: int = 0  # found by a check of the workspace
    concerned: Mapping[str, Concerned] = field(default_factory=dict)  # what input files say, by customization

    @property
    def towns(self) -> tuple[str, ...]:
        """The towns in the published order."""
        return tuple(self.profile.municipalities)

    def town_name(self, town: str, language: str) -> str:
        """Return the name of a town; the prefecture has an empty identifier, the union's rest is the union's."""
        known = self.profile.municipalities.get(town)
        if known:
            return known.name_ja if language == "ja" else known.name_en
        if not town:
            return "県仕様" if language == "ja" else "prefecture"
        return self.report.municipalities.get(town, town) if language == "ja" else town

    def holders(self, customization: str) -> tuple[str, ...]:
        """Return the towns in which a customization is in force on the day."""
        return self.layering.membership.adopters(customization, self.on)

    def own(self, town: str) -> tuple[str, ...]:
        """Return a town's own customizations in force on the day."""
        return tuple(
            found.customization.id
            for found in self.layering.effects(town, self.on)
            if found.layer is Rank.TOWN
        )

    def foreign(self, town: str) -> tuple[tuple[str, ...], int, int]:
        """Return other towns' own customizations of the year that a town has never adopted, what they cost, what it bears."""
        held = {one.customization for one in self.profile.adoptions if one.municipality == town}
        lines = [
            line for line in self.report.lines if line.layer is Rank.TOWN and line.customization not in held
        ]
        names = tuple(dict.fromkeys(line.customization for line in lines))
        return (
            names,
            sum(line.yen for line in lines),
            sum(line.yen for line in lines if line.municipality == town),
        )


def site_model(
    layering: Layering,
    book: Book,
    studies: Mapping[str, Study],
    on: date,
    release: str | None = None,
    upgrade: Upgrade | None = None,
    concerned: Mapping[str, Concerned] | None = None,
    errors: int = 0,
) -> SiteModel:
    """Work everything out. Raises Refused when a sharing cannot be worked out, Impossible when a study cannot."""
    profile, catalog = layering.profile, layering.catalog
    year = fiscal_year(on)
    report = customization_report(profile, catalog, year, book, release=release)
    span = Interval(fiscal_year_start(year), fiscal_year_start(year + 1))
    reporters = {language: Reporter(layering, span, language) for language in LANGUAGES}
    return SiteModel(
        on=on,
        profile=profile,
        layering=layering,
        book=book,
        report=report,
        rows={row.id: row for row in report.customizations},
        changes={
            language: {name: reporter.changes(entry) for name, entry in profile.customizations.items()}
            for language, reporter in reporters.items()
        },
        settings={language: setting_rows(reporter) for language, reporter in reporters.items()},
        fits={town: _fits(layering, town, on) for town in profile.municipalities},
        leavings=dict(_leavings(layering, on, year)),
        effects=tuple(_effect(study, book) for study in studies.values()),
        comparisons=tuple(
            compare(study, study.chosen_baseline(), study.formulas.values()) for study in studies.values()
        ),
        across=across(layering, on),
        upgrade=upgrade,
        concerned=concerned or {},
        errors=errors,
    )


def _fits(layering: Layering, town: str, on: date) -> Mapping[str, Fit]:
    side = Side(layering, Rank.TOWN, town, on)
    found = {business: fit(side, business) for business in layering.catalog.businesses}
    return {business: one for business, one in found.items() if one is not None}


def _leavings(layering: Layering, on: date, year: int) -> list[tuple[str, Leaving]]:
    """Return what ending with the fiscal year means for everything in force on the day."""
    profile = layering.profile
    last = Interval(fiscal_year_start(year), fiscal_year_start(year + 1)).last_day
    assert last is not None
    found = []
    for name, entry in profile.customizations.items():
        holders = layering.membership.adopters(name, on)
        if not holders or entry.status is Status.RETIRED:
            continue
        own = any(one.layer is Rank.TOWN for one in layering.membership.of(name))
        together = ending(profile, ended(profile, name, last), name, last)
        moved = {}
        for town in holders if own and len(holders) > 1 else ():
            left = ending(profile, ended(profile, name, last, [town]), name, last)
            moved[town] = -sum(one.saved for other, one in left.items() if other != town)
        found.append((name, Leaving(last=last, together=together, moved=moved)))
    return found


def _effect(study: Study, book: Book) -> StudyEffect:
    baseline = study.chosen_baseline()
    years = effect(study, baseline, book)
    return StudyEffect(study=study, baseline=baseline, years=years, settled=total(years))
