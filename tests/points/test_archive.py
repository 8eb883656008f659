"""The archive of a release: what is kept, what counts as a change, and that a damaged one is refused."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.points.sample import CODE, FORMULAS, POINTS, catalog_of
from uwanose.errors import Finding
from uwanose.points.archive import Archive, archive_of, as_released
from uwanose.points.archive_file import archive_for, read_archive, write_archive
from uwanose.points.model import Catalog
from uwanose.points.release_changes import Change, Sort, release_changes
from uwanose.source.files import SourceFolder

NAME = "rules/releases/2025.04.json"
FORMULA_FILE = "core/uwanose/business/vehicle_tax/levy.py"


def archived(catalog: Catalog | None = None, points: str = POINTS) -> Archive:
    """Return the first release of the sample, its points changed."""
    catalog = catalog or catalog_of(points=points)
    return archive_of(catalog, catalog.releases[0])


def changed(after: Archive) -> list[Change]:
    """Return what a release changed against the sample."""
    return list(release_changes(archived(), after))


def test_an_archive_read_back_lies_beneath_as_the_release_did() -> None:
    """Values, tables and declarations come back as they were; a formula by its hash, its arguments and its days."""
    catalog = catalog_of()
    findings: list[Finding] = []
    back = read_archive(write_archive(archived(catalog)), NAME, findings)
    assert back is not None and findings == []
    assert back.content == archived(catalog).content
    released = as_released(back, catalog)
    for name, point in catalog.points.items():
        again = released.points[name]
        assert (again.kind, again.may_set, again.type, again.least, again.most) == (
            point.kind, point.may_set, point.type, point.least, point.most,
        )  # fmt: skip
        assert [(one.start, one.value, one.draft) for one in again.values] == [
            (one.start, one.value, one.draft) for one in point.values
        ]
    assert [(one.arguments, one.sha256) for one in released.formulas["vehicle_tax.levy"]] == [
        (one.arguments, one.sha256) for one in catalog.formulas["vehicle_tax.levy"]
    ]


@pytest.mark.parametrize(
    "same",
    [
        POINTS.replace("官報", "法令データ"),
        POINTS.replace("税率, en", "率, en"),
        "# 注\n" + POINTS.replace("    2021:", "    2021:  "),
        POINTS.replace("    2026:", "    2024: 3/100\n    2026:"),
        POINTS.replace("3/100", "6/200"),
    ],
)
def test_comments_spacing_labels_citations_and_repeated_values_are_no_change(same: str) -> None:
    """What people are told must be what can change a result."""
    assert changed(archived(points=same)) == []


def test_the_spacing_and_the_comments_of_a_formula_are_no_change() -> None:
    """The hash is taken of the tree of the program."""
    spaced = FORMULAS.replace("    return _helper", "    # 端数\n\n    return _helper").replace(
        "Cut.", "Cuts."
    )
    assert changed(archived(catalog_of(code={**CODE, FORMULA_FILE: spaced}))) == []


def test_each_sort_of_change_is_told_with_its_first_day() -> None:
    """A value, who may set it, a formula, a hook that is new, one that is gone, and one with another name."""
    value = POINTS.replace("    2026: {value: 4%, note: 改正}\n", "    2026: 5%\n    2030: 6%\n")
    [found] = changed(archived(points=value))
    assert (found.point, found.sort, found.since) == ("vehicle_tax.rate", Sort.CONTENT, date(2026, 4, 1))
    [found] = changed(archived(points=POINTS.replace("may_set: law", "may_set: standard")))
    assert (found.sort, found.since) == (Sort.DECLARED, None)
    code = {**CODE, FORMULA_FILE: FORMULAS.replace("levy(price, rate)", "levy(price, rate, use)")}
    [found] = changed(archived(catalog_of(code=code)))
    assert (found.point, found.sort) == ("vehicle_tax.levy", Sort.CONTENT)
    renamed = POINTS.replace(
        "vehicle_tax.relief.limit:", "vehicle_tax.relief.most:\n  renamed_from: [vehicle_tax.relief.limit]"
    )
    [found] = changed(archived(points=renamed))
    assert (found.point, found.sort, found.moved_from) == (
        "vehicle_tax.relief.most", Sort.MOVED, "vehicle_tax.relief.limit",
    )  # fmt: skip
    fewer = POINTS[: POINTS.index("vehicle_tax.record_findings")]
    [found] = changed(archived(points=fewer))
    assert (found.point, found.sort) == ("vehicle_tax.record_findings", Sort.REMOVED)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda text: text[:200], "P160"),
        (lambda text: text.replace('"format": 1', '"format": 9'), "P160"),
        (lambda text: text.replace('"kind": "hook"', '"kind": "hock"'), "P160"),
        (lambda text: text.replace('{"rate": [3, 100]}', '{"rate": [3, 101]}'), "P161"),
        (lambda text: text.replace('"may_set": "law"', '"may_set": "standard"', 1), "P161"),
        (lambda text: text.replace('"content": "', '"content": "0'), "P161"),
        (lambda text: "[]", "P160"),
    ],
)
def test_a_damaged_or_changed_archive_is_refused(damage: object, code: str) -> None:
    """One figure, one word, half a file: no part of it is used."""
    findings: list[Finding] = []
    text = damage(write_archive(archived()).decode())  # type: ignore[operator]
    assert read_archive(text.encode(), NAME, findings) is None
    assert [finding.code for finding in findings] == [code]


def test_a_frozen_release_without_its_archive_or_with_another_is_refused() -> None:
    """What was frozen is named in the list of releases."""
    catalog = catalog_of()
    content = archived(catalog).content
    frozen = catalog_of(releases=RELEASES_WITH.format(content))
    [release, _] = frozen.releases
    for files, code in (
        ({}, "P162"),
        ({NAME: write_archive(archived(points=POINTS.replace("3/100", "2/100")))}, "P161"),
    ):
        findings: list[Finding] = []
        assert archive_for(SourceFolder.of(files), frozen, release, findings) is None
        assert [finding.code for finding in findings] == [code]
    kept = archive_for(SourceFolder.of({NAME: write_archive(archived(catalog))}), frozen, release, findings)
    assert kept is not None and kept.content == content


@given(st.data())
def test_no_damage_to_an_archive_ends_in_a_traceback(data: st.DataObject) -> None:
    """Bytes changed, cut out or put in anywhere: it is read whole, or it is a finding."""
    whole = WHOLE
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(start + 40, len(whole))))
    damaged = whole[:start] + data.draw(st.binary(max_size=12)) + whole[end:]
    findings: list[Finding] = []
    archive = read_archive(damaged, NAME, findings)
    assert (archive is None) == bool(findings)
    assert archive is None or archive.content == archived().content


def test_the_file_has_one_line_for_each_point() -> None:
    """So that the difference of two archives can be read."""
    text = write_archive(archived()).decode()
    [line] = [line for line in text.splitlines() if line.startswith('  "vehicle_tax.rate"')]
    row = json.loads(line.strip().rstrip(",").partition(": ")[2])
    assert [value["value"] for value in row["values"]] == [{"rate": [3, 100]}, {"rate": [4, 100]}]


RELEASES_WITH = """\
- {{id: "2025.04", label: {{ja: 令和7年4月版}}, published: 2025-03-31, applies_from: 2025-04-01, archive: {}}}
- {{id: "2026.04", label: {{ja: 令和8年4月版}}, published: 2026-03-31, applies_from: 2026-04-01}}
"""
WHOLE = write_archive(archived())
