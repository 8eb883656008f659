"""K-006 and K-020 when the law's own relief came beneath them in fiscal year 2022: nothing is kept or dropped in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.profiles.sample import sample
from uwanose.layers.model import Profile
from uwanose.layers.resolve import resolve

POINT = "national_health_insurance.child_per_head_relief"
TOWNS = {"oi": "K-006", "nakai": "K-020"}


def as_adopted(town: str) -> Profile:
    """Return the sample as it would be had nobody looked at the relief since the adoption."""
    profile = sample().profile
    adoptions = tuple(
        replace(entry, seen=entry.seen[:1])
        if (entry.municipality, entry.customization) == (town, TOWNS[town])
        else entry
        for entry in profile.adoptions
    )
    return replace(profile, adoptions=adoptions)


def stopped(profile: Profile, town: str, year: int) -> bool:
    """Tell whether the relief of a town is stopped in a fiscal year."""
    workspace = sample()
    rules = resolve(profile, workspace.catalog, town, date(year, 4, 1), None, workspace.plugins)
    return POINT in rules.stopped


@pytest.mark.parametrize("town", TOWNS)
def test_the_relief_of_2022_stops_both_towns_until_they_decide(town: str) -> None:
    """Nothing beneath until 2021, half for preschool children from 2022: a replacement and a wrap both stop."""
    assert not stopped(as_adopted(town), town, 2021)
    assert stopped(as_adopted(town), town, 2022)
    assert stopped(as_adopted(town), town, 2026)


@pytest.mark.parametrize("town", TOWNS)
def test_both_decided_to_keep_their_relief(town: str) -> None:
    """The review is in the town's file, with who decided and when."""
    (adoption,) = (one for one in sample().profile.adoptions if one.customization == TOWNS[town])
    assert [(one.start.year, one.decision) for one in adoption.seen] == [
        (adoption.interval.start.year, ""),
        (2022, "keep"),
    ]
    assert adoption.seen[1].by == "国保WG"
    assert not any(stopped(sample().profile, town, year) for year in range(2020, 2027))
