"""Owns what a plugin's tests ask for: a town with a customization as it stands, results of a few rows, the layer beneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from uwanose.engine.case_files import Case, Expected, read_cases
from uwanose.engine.cases import CaseResult, CaseRunner
from uwanose.engine.program import Programs
from uwanose.errors import Finding, Severity, UnknownName, nearest
from uwanose.governance.trial import TrialRules, held_as_it_stands
from uwanose.layers.resolve import Resolver
from uwanose.layers.towns import find_municipality
from uwanose.source.writing import written
from uwanose.workspace.opened import Workspace

__all__ = ["TriedTown", "case_results", "tried_town"]

_NEVER = -(10**17)  # no result of a formula: so every result differs, and is told
Row = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class TriedTown:
    """A town that holds a customization with the code that lies in the workspace, approved or not."""

    workspace: Workspace
    town: str
    customization: str
    business: str
    rules: TrialRules
    rules_beneath: TrialRules

    def values(self, item: str, rows: Sequence[Row], *, year: int | None = None) -> dict[str, int]:
        """Return an item of each row by the row's key. *year* is the levy year where the business has one.

        Raises AssertionError with the findings when a row or its computation is refused, UnknownName for a wrong item.
        """
        return self._computed(self.rules, item, rows, year)

    def values_beneath(self, item: str, rows: Sequence[Row], *, year: int | None = None) -> dict[str, int]:
        """Return the same without the customization."""
        return self._computed(self.rules_beneath, item, rows, year)

    def _computed(
        self, rules: TrialRules, item: str, rows: Sequence[Row], year: int | None
    ) -> dict[str, int]:
        catalog = self.workspace.catalog
        names = [one.name for one in catalog.items.values() if one.business == self.business]
        if item not in names:
            raise UnknownName("項目", "item", item, nearest(item, names, 3))
        findings: list[Finding] = []
        declared = next(
            one for one in catalog.items.values() if (one.business, one.name) == (self.business, item)
        )
        any_value = "no" if declared.unit == "flag" else next(iter(declared.choices), "0")
        key = str(rows[0][catalog.businesses[self.business].key]) if rows else ""
        text = _case_text(self.business, self.town, rows, year, f"{written(key)}: {{{item}: {any_value}}}")
        cases = read_cases(text.encode(), "rows", catalog, findings, _town_of(self.workspace))
        _stop_at(findings)
        asked = [replace(case, expected=_asked(case, item)) for case in cases]
        results = CaseRunner(catalog, Programs(catalog, self.workspace.plugins), rules).run(asked)
        _stop_at([finding for result in results for finding in result.findings])
        return {one.expected.row: one.value for result in results for one in result.differences}


def tried_town(workspace: Workspace, town: str, customization: str) -> TriedTown:
    """Return a town under a customization. A draft is held by the towns that wish for it. Raises UnknownName."""
    profile, catalog, plugins = workspace.profile, workspace.catalog, workspace.plugins
    if customization not in profile.customizations:
        raise UnknownName(
            "カスタマイズ", "customization", customization, nearest(customization, profile.customizations, 3)
        )
    entry = profile.customizations[customization]
    held, rules = held_as_it_stands(entry, profile, catalog, plugins)
    others = tuple(one for one in held.adoptions if one.customization != customization)
    return TriedTown(
        workspace=workspace,
        town=find_municipality(profile, town).id,
        customization=customization,
        business=entry.business,
        rules=rules,
        rules_beneath=Resolver(replace(held, adoptions=others), catalog, plugins).rules,
    )


def case_results(workspace: Workspace, path: Path, customization: str) -> tuple[CaseResult, ...]:
    """Run a case file under a customization as it stands. Raises AssertionError with the findings of an unreadable file."""
    entry = workspace.profile.customizations[customization]
    _, rules = held_as_it_stands(entry, workspace.profile, workspace.catalog, workspace.plugins)
    findings: list[Finding] = []
    cases = read_cases(path.read_bytes(), str(path), workspace.catalog, findings, _town_of(workspace))
    _stop_at(findings)
    return CaseRunner(workspace.catalog, Programs(workspace.catalog, workspace.plugins), rules).run(cases)


def _town_of(workspace: Workspace) -> Callable[[str], str | None]:
    def town_of(text: str) -> str | None:
        try:
            return find_municipality(workspace.profile, text).id
        except UnknownName:
            return None

    return town_of


def _case_text(business: str, town: str, rows: Sequence[Row], year: int | None, expect: str) -> str:
    lines = ["- name: rows", f"  business: {business}", f"  town: {town}", "  source: test"]
    lines += [f"  year: {year}"] if year is not None else []
    lines += ["  rows:", *(f"    - {{{', '.join(_cells(row))}}}" for row in rows), f"  expect: {{{expect}}}"]
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> Iterable[str]:
    for name, value in row.items():
        if isinstance(value, bool):
            yield f"{name}: {'yes' if value else 'no'}"
        elif isinstance(value, date):
            yield f"{name}: {value.isoformat()}"
        else:
            yield f"{name}: {value if isinstance(value, int) else written(str(value))}"


def _asked(case: Case, item: str) -> tuple[Expected, ...]:
    return tuple(Expected(row=row.key, item=item, value=_NEVER, place=row.place) for row in case.rows)


def _stop_at(findings: Sequence[Finding]) -> None:
    wrong = [finding for finding in findings if finding.severity is Severity.ERROR]
    if wrong:
        raise AssertionError("\n".join(f"[{one.code}] {one.ja} {one.en} ({one.place})" for one in wrong))
