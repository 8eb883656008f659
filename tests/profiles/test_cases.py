"""The case files of the medical subsidies and of the plugins, under the real rules of the sample, to the yen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.profiles.sample import ROOT, programs, sample
from uwanose.engine.case_files import read_cases
from uwanose.engine.cases import CaseRunner
from uwanose.errors import Finding

FILES = sorted(
    [*ROOT.glob("rules/medical_subsidy*/cases/*.yaml"), *ROOT.glob("plugins/*/tests/cases/*.yaml")]
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_case_passes_without_assumptions(file: Path) -> None:
    """Published boundaries, and figures worked out by hand from published rules."""
    findings: list[Finding] = []
    name = file.relative_to(ROOT).as_posix()
    cases = read_cases(file.read_bytes(), name, sample().catalog, findings)
    assert cases
    assert findings == []
    results = CaseRunner(sample().catalog, programs(), sample().rules).run(cases)
    failed = [difference.text() for result in results for difference in result.differences]
    failed += [finding.text() for result in results for finding in result.findings]
    assert failed == []


def test_every_customization_with_a_formula_has_cases() -> None:
    """A working-group member can read in a case file what each of them does."""
    covered = {file.stem for file in FILES}
    replaced = {
        override.module
        for entry in sample().profile.customizations.values()
        for override in entry.content
        if override.mode in ("replace", "wrap")
    }
    assert replaced <= covered
