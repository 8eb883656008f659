"""What a request finds first: free points of its business by the words of its title, and numbers that are never reused."""

from __future__ import annotations

from pathlib import Path

import pytest

from uwanose.layers.requests import known_before, next_identifier
from uwanose.workspace import Workspace

WORKSPACE = Workspace(Path(__file__).resolve().parents[2], writable=False)


@pytest.mark.parametrize(
    ("business", "title", "free"),
    [
        ("resident_tax", "均等割の非課税限度の基本額を33万円に", True),
        ("resident_tax", "均等割 非課税限度", True),
        ("medical_subsidy", "第三者行為の明細の指摘", False),
        ("medical_subsidy", "均等割の非課税限度の基本額", False),
        ("medical_subsidy", "医療証の標題に町名を入れる", False),
    ],
)
def test_a_title_finds_what_is_free_to_set_in_its_business(business: str, title: str, free: bool) -> None:
    """Two words of the title in one label."""
    known = known_before(WORKSPACE.profile, WORKSPACE.catalog, business, title, ())
    assert bool(known.free) == free


def test_a_named_point_is_judged_by_who_may_set_it() -> None:
    """By ordinance: free. By law: nobody."""
    points = [
        WORKSPACE.catalog.points[f"resident_tax.exemption.per_capita_{name}"] for name in ("base", "plus")
    ]
    known = known_before(WORKSPACE.profile, WORKSPACE.catalog, "resident_tax", "何か", points)
    assert [point.id for point in known.free] == [points[0].id]
    assert [point.id for point in known.fixed] == [points[1].id]


def test_entries_on_the_same_point_are_named_refused_ones_included() -> None:
    """K-003 and K-005 have the title of the card; a withdrawn entry would show as well."""
    point = WORKSPACE.catalog.points["medical_subsidy.certificate.title"]
    known = known_before(WORKSPACE.profile, WORKSPACE.catalog, "medical_subsidy", "何か", [point])
    assert {"K-003", "K-005"} <= {entry.id for entry in known.entries}


def test_a_number_is_one_more_than_the_highest() -> None:
    """Gaps are not filled: a number that was given stays given."""
    highest = max(WORKSPACE.profile.customizations)
    assert next_identifier(WORKSPACE.profile) == f"K-{int(highest[2:]) + 1:03}"
