"""Owns putting one run together: rules of each town, refusals, stored results, which items are kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from uwanose.engine.case_writing import KeptCase, keep_case
from uwanose.engine.columns.input_file import InputFile, open_input
from uwanose.engine.columns.output import Form
from uwanose.engine.columns.table import InputTable, Reject
from uwanose.engine.explain import Follow, explain
from uwanose.engine.explanation import Explanation
from uwanose.engine.model import Needs
from uwanose.engine.naming import names_of
from uwanose.engine.program import Program, Programs
from uwanose.engine.reads import fill_reads
from uwanose.engine.record import SideFiles, file_hash, write_side_files
from uwanose.engine.stored import PersonsOfFiles, ResultFiles
from uwanose.engine.whole import Order, RunReport, run_business
from uwanose.errors import Finding, Place, Refused, UnknownName, nearest
from uwanose.layers.checks import refusals
from uwanose.layers.effective import EffectiveRules
from uwanose.layers.model import Municipality
from uwanose.layers.participation import participations, system_of
from uwanose.layers.towns import find_municipality
from uwanose.points.lookup import Lookup
from uwanose.points.model import Business, Catalog
from uwanose.workspace import Workspace
from uwanose_cli.following import former_run, levy_year

__all__ = ["Run", "Runner", "named_items"]


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run and where its files are."""

    report: RunReport
    out: Path
    sides: SideFiles


class Runner:
    """Runs businesses of one workspace; programs are compiled once for all of its runs."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.programs = Programs(workspace.catalog, workspace.plugins)
        self._against: dict[str, list[Finding]] = {}
        self._persons = PersonsOfFiles()

    def rules(self, town: str, on: date) -> EffectiveRules:
        """Return the rules of a town on a day. Raises Refused with the errors that stand against its runs."""
        if town not in self._against:
            self._against[town] = refusals(self.workspace.findings, town)
        if self._against[town]:
            raise Refused(self._against[town])
        return self.workspace.rules(town, on)

    def rules_for(self, business: str) -> Callable[[str, date], EffectiveRules]:
        """Return the rules for a run of a business; raises Refused as well where a town takes no part in its system."""
        profile = self.workspace.profile
        system = system_of(profile.consortium, business)
        periods = {town: participations(profile, system, town) for town in profile.municipalities}

        def rules(town: str, on: date) -> EffectiveRules:
            if not any(on in period for period in periods[town]):
                raise Refused([_takes_no_part(self.workspace, business, town, on)])
            return self.rules(town, on)

        return rules

    def open(self, business: str, path: Path) -> InputFile:
        """Open an input file of a business."""
        names = names_of(self.workspace.catalog, business, (), [])
        return open_input(path, names, self.town_of, str(path))

    def town_of(self, text: str) -> str | None:
        """Return the town a cell names, None when there is no such town."""
        try:
            return find_municipality(self.workspace.profile, text).id
        except UnknownName:
            return None

    def run(
        self,
        business: Business,
        towns: Sequence[Municipality],
        on: date | None,
        path: Path,
        out: Path,
        *,
        keep: tuple[str, ...] | None = None,
        reads: Iterable[Path] = (),
        form: Form | None = None,
        within: tuple[date, date] | None = None,
        threads: int = 1,
        progress: Callable[[str], None] | None = None,
    ) -> Run:
        """Compute a file and write results, record, rejects and notes. Raises Refused when nothing can be run.

        *progress* hears each town once, when its first rows are done.
        """
        catalog, source = self.workspace.catalog, self.open(business.id, path)
        if within:
            _stop_outside(source, business, towns, within, path)
        order = Order(
            business=business.id,
            towns=tuple(town.id for town in towns),
            on=on,
            keep=keep,
            threads=threads,
            profile=self.workspace.prefecture,
            labels={town.id: town.name_ja for town in self.workspace.profile.municipalities.values()},
        )
        report = run_business(
            catalog,
            self.programs,
            order,
            source,
            self.rules_for(business.id),
            out,
            stored=ResultFiles(reads, catalog, business.id, self._persons),
            form=form,
            progress=_once(progress) if progress else None,
        )
        return Run(report, out, write_side_files(report, catalog, out, {_beside(out, path): file_hash(path)}))

    def explain(
        self, business: Business, town: str, on: date | None, source: InputFile, row: str, item: str,
        *, reads: Sequence[Path] = (),
    ) -> Explanation:  # fmt: skip
        """Explain one result of one row, and what it reads of other businesses where their input is at hand.

        Raises UnknownName, Refused for a rejected row and for missing values.
        """
        program, rules, table = self._at_hand(business, town, on, source, row, item, reads)
        follow = self._follower(business, town, rules.legal_date, reads)
        return explain(program, rules, table, row, item, follow=follow)

    def keep_case(
        self, business: Business, town: str, on: date | None, source: InputFile, row: str, item: str,
        *, reads: Sequence[Path] = (), neutral: bool = True,
    ) -> KeptCase:  # fmt: skip
        """Return the case of what ``explain`` explains. Raises as it does."""
        program, rules, table = self._at_hand(business, town, on, source, row, item, reads)
        return keep_case(program, rules, table, row, item, neutral=neutral)

    def _at_hand(
        self, business: Business, town: str, on: date | None, source: InputFile, row: str, item: str, reads: Sequence[Path]
    ) -> tuple[Program, EffectiveRules, InputTable]:  # fmt: skip
        """Return what explains a row: its program, its rules, and the rows of its group that have the same rules."""
        table = source.table(town)
        _stop_rejected(table, row)
        rules_for, column = self.rules_for(business.id), business.clock_column
        rules = rules_for(town, on or _day_of(table, row, column))
        program = self.programs.program(business.id, rules)
        group = _group_of(table, row)
        if on is None:
            group = group.take(_alike(rules, rules_for, group.columns[column].tolist()))
        findings: list[Finding] = []
        needs = program.needs(item) if item in program.chains else Needs()
        stored = ResultFiles(reads, self.workspace.catalog, business.id, self._persons)
        filled = fill_reads(group, program.names, needs.reads, rules, stored, findings)
        if findings:
            raise Refused(findings)
        if "household" in needs.reserved:
            filled = filled.without_companions()
        _stop_rejected(filled, row)
        return program, rules, filled

    def _follower(self, business: Business, town: str, day: date, reads: Sequence[Path]) -> Follow:
        declared = {read.name: read for read in business.reads}

        def follow(name: str, key: str) -> Explanation | None:
            read = declared[name]
            former = former_run(reads, read.business, levy_year(read, day))
            if former is None:
                return None
            other = self.workspace.catalog.businesses[read.business]
            return self.explain(other, town, former.on, self.open(other.id, former.source), key, read.item)

        return follow


def _beside(out: Path, path: Path) -> str:
    """Return an input as seen from the folder of the results, so that a record does not depend on where both lie."""
    return Path(os.path.relpath(path.resolve(), out.resolve().parent)).as_posix()


def _once(progress: Callable[[str], None]) -> Callable[[str, int], None]:
    """Return what tells *progress* of each town once, however many chunks its rows make."""
    told: set[str] = set()

    def advance(town: str, _: int) -> None:
        if town not in told:
            told.add(town)
            progress(town)

    return advance


def named_items(catalog: Catalog, business: str, text: str) -> tuple[str, ...] | None:
    """Return the items ``--keep`` names: ``all`` (None), ``main`` with what other businesses read, or a list of names."""
    if text == "all":
        return None
    if text == "main":
        mine = (item for item in catalog.items.values() if item.business == business)
        read = {
            one.item
            for other in catalog.businesses.values()
            for one in other.reads
            if one.business == business
        }
        return tuple(item.name for item in mine if item.main or item.name in read)
    words = text.replace("、", ",").split(",")
    return tuple(dict.fromkeys(Lookup(catalog).item(word, business).name for word in words if word.strip()))


def _stop_rejected(table: InputTable, row: str) -> None:
    """Raise Refused with the reasons when a row was rejected."""
    reasons = [reject for reject in table.rejects if reject.key == row]
    if reasons and row not in table.keys.tolist():
        raise Refused([_rejected(reject) for reject in reasons])


def _day_of(table: InputTable, row: str, column: str) -> date:
    found = [index for index, key in enumerate(table.keys.tolist()) if key == row]
    if not found:
        raise UnknownName("行", "row", row, nearest(row, table.keys.tolist(), 3))
    return _day(int(table.columns[column][found[0]]))


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)


def _alike(
    rules: EffectiveRules, rules_for: Callable[[str, date], EffectiveRules], days: Sequence[int]
) -> npt.NDArray[np.bool_]:
    """Tell for each day whether it has the same rules: only such rows are computed together."""
    same: dict[int, bool] = {}
    for day in set(days):
        try:
            same[day] = rules_for(rules.municipality, _day(day)).sha256 == rules.sha256
        except Refused:
            same[day] = False
    return np.array([same[day] for day in days], dtype=np.bool_)


def _group_of(table: InputTable, row: str) -> InputTable:
    """Return the rows of a group; all rows when nobody has that name, so that the nearest ones can be told."""
    found = np.flatnonzero(table.keys == row)
    group = table.columns[table.group]
    return table.take(group == group[found[0]]) if len(found) else table


def _rejected(reject: Reject) -> Finding:
    return Finding(
        code="U108",
        scope="register",
        ja=f"{reject.key} の行（{reject.record}行目）は受け付けられません。{reject.column} {reject.value}: {reject.reason.ja}",
        en=f"The row of {reject.key} (record {reject.record}) is rejected. {reject.column} {reject.value}: {reject.reason.en}",
        remedy_ja="入力の行を直してください。",
        remedy_en="Correct the row of the input.",
    )


def _stop_outside(
    source: InputFile,
    business: Business,
    towns: Sequence[Municipality],
    within: tuple[date, date],
    path: Path,
) -> None:
    first, last = within
    days = [day for town in towns for day in source.days(town.id, business.clock_column)]
    outside = sorted(day for day in days if not first <= day <= last)
    if outside:
        raise Refused([_outside(outside, within, path)])


def _outside(days: Sequence[date], within: tuple[date, date], path: Path) -> Finding:
    first, last = within
    return Finding(
        code="U105",
        place=Place(str(path)),
        scope="register",
        ja=f"入力に {first}〜{last} の外の日付があります（{days[0]} から {days[-1]} まで {len(set(days))}日）。何も計算しませんでした。",
        en=f"The input holds days outside {first} to {last} ({days[0]} to {days[-1]}); nothing was computed.",
        remedy_ja="ファイルを取り違えていないか確かめるか、--from・--until・--year を直してください。",
        remedy_en="See whether it is the right file, or correct --from, --until or --year.",
    )


def _takes_no_part(workspace: Workspace, business: str, town: str, on: date) -> Finding:
    name = workspace.profile.municipalities[town].name_ja
    label = workspace.catalog.businesses[business].label_ja
    return Finding(
        code="U106",
        place=workspace.profile.consortium.place,
        scope=town,
        ja=f"{name}は {on} に{label}のシステムへ参加していません。計算しません。",
        en=f"{town} takes no part in the system of {business} on {on}; it is not computed.",
        remedy_ja="consortium.yaml の participation で、参加の期間を確かめてください。",
        remedy_en="See the periods below participation in consortium.yaml.",
    )
