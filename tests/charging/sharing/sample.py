"""Owns studies for the tests of cost sharing: read from YAML in memory, fourteen towns of ``tests.charging.register``."""

from __future__ import annotations

from uwanose.charging.sharing.read_study import read_studies
from uwanose.charging.sharing.study import Study
from uwanose.errors import Finding
from uwanose.layers.model import Profile
from uwanose.source.files import SourceFolder

from ..register import profile

HEAD = """\
label: 検討
from: 2026-04-01
until: 2027-03-31
cost: {yen: 640_000_000, source: 予算}
baselines:
  half:
    label: 半分が固定費
    made: 半分を均等に
    total: 940_000_000
    terms: [{basis: equal, share: 50%}, {basis: population, share: 50%}]
    band: 10%
now: kanagawa
"""


def read(text: str, towns: Profile | None = None) -> tuple[Study | None, list[Finding]]:
    """Return the study a file holds, and what is wrong with it."""
    findings: list[Finding] = []
    facts = towns or profile()
    name = f"{facts.folder}/sharing/study.yaml"
    found = read_studies(SourceFolder.of({name: text.encode()}), facts, findings)
    return found.get("study"), findings


def study(more: str = "", *, head: str = HEAD) -> Study:
    """Return a sound study."""
    found, findings = read(head + more)
    assert findings == [], [finding.text() for finding in findings]
    assert found is not None
    return found
