"""Releases: what each of them knows, and that a frozen one stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.points.sample import POINTS, RELEASES, catalog_of, problems
from uwanose.errors import UnknownName
from uwanose.points.model import Catalog
from uwanose.points.release import as_known, freeze, release_hash, release_named

CHANGED = POINTS.replace(
    "    2026: {value: 4%, note: 改正}\n",
    '    2026: [{value: 4%, withdrawn: "2026.04"}, {value: 5%, known: "2026.04"}]\n    2027: {value: 6%, known: "2026.04"}\n',
)


def known(catalog: Catalog, release: str) -> list[str]:
    """Return what a release knows of the rate."""
    values = as_known(catalog, release_named(catalog, release)).points["vehicle_tax.rate"].values
    return [f"{value.start.year} {value.value}" for value in values]


def test_a_release_knows_what_was_known_by_then_and_not_yet_withdrawn() -> None:
    """Two clocks: the legal date, and what was known."""
    catalog = catalog_of(points=CHANGED)
    assert known(catalog, "2025.04") == ["2021 3/100", "2026 4/100"]
    assert known(catalog, "2026.04") == ["2021 3/100", "2026 5/100", "2027 6/100"]


def test_releases_are_named_by_id_or_label_and_the_newest_is_the_default() -> None:
    """An unknown one comes with the nearest."""
    catalog = catalog_of()
    assert release_named(catalog, "2025.04") is release_named(catalog, "令和7年4月版") is catalog.releases[0]
    assert release_named(catalog, None) is catalog.latest
    with pytest.raises(UnknownName) as unknown:
        release_named(catalog, "2025.4")
    assert unknown.value.candidates[0] == "2025.04"
    with pytest.raises(UnknownName) as unknown:
        release_named(catalog, "x")
    assert unknown.value.candidates == ("2025.04", "2026.04")


def test_the_hash_of_a_release_covers_what_can_change_a_result_and_nothing_else() -> None:
    """A better citation, a label, a comment: the release is as it was. A yen is not."""
    catalog = catalog_of()
    old = catalog.releases[0]
    first = release_hash(catalog, old)
    for same in (
        POINTS.replace("官報", "法令データ"),
        POINTS.replace("税率, en", "率, en"),
        POINTS.replace("confidence: verified", "confidence: unverified"),
        POINTS.replace(", note: 改正", ""),
        "# 注\n" + POINTS,
        CHANGED.replace("2027:", "2028:"),
    ):
        assert release_hash(catalog_of(points=same), old) == first
    for other in (
        POINTS.replace("3/100", "31/1000"),
        POINTS.replace("2026: {value: 4%", "2025: {value: 4%"),
        POINTS.replace("note: 改正", "draft: true"),
    ):
        assert release_hash(catalog_of(points=other), old) != first


def test_a_new_value_leaves_the_older_release_as_it_was() -> None:
    """Values are never deleted: they get known and withdrawn."""
    before, after = catalog_of(), catalog_of(points=CHANGED)
    old, new = before.releases
    assert release_hash(before, old) == release_hash(after, old)
    assert release_hash(before, new) != release_hash(after, new)


def test_freezing_writes_the_hash_and_keeps_every_other_byte() -> None:
    """The file stays as people wrote it."""
    catalog = catalog_of()
    frozen = freeze(RELEASES.encode(), catalog, catalog.releases[0]).decode()
    line, rest = frozen.split("\n", 1)
    assert line == f"{RELEASES.splitlines()[0][:-1]}, sha256: {release_hash(catalog, catalog.releases[0])}}}"
    assert rest == RELEASES.split("\n", 1)[1]
    assert catalog_of(releases=frozen).releases[0].sha256


def test_a_changed_frozen_release_is_an_error_and_an_addition_to_the_next_one_is_none() -> None:
    """Past years stay recomputable."""
    catalog = catalog_of()
    frozen = freeze(RELEASES.encode(), catalog, catalog.releases[0]).decode()
    assert problems(releases=frozen) == []
    assert problems(releases=frozen, points=CHANGED) == []
    assert problems(releases=frozen, points=POINTS.replace("3/100", "4/100")) == [
        "P152 rules/releases.yaml:1:3"
    ]


def test_points_without_values_do_not_count() -> None:
    """A new declaration of a setting is no new value."""
    catalog = catalog_of()
    fewer = replace(catalog, points={k: v for k, v in catalog.points.items() if v.values})
    assert release_hash(catalog, catalog.latest) == release_hash(fewer, catalog.latest)
