"""The assumptions of the demo: they fill every gap it needs, nothing that is known, and each gives its reason."""

from __future__ import annotations

from datetime import date

import pytest

from tests.profiles.sample import programs, sample
from uwanose.layers.model import Rank

TOWNS = tuple(sample().profile.municipalities)
SCHEME_DAYS = [date(2021, 4, 1), date(2022, 10, 1), date(2024, 12, 31), date(2025, 1, 1), date(2026, 11, 25)]
DAYS = {
    "resident_tax": [date(year, 4, 1) for year in range(2021, 2027)],
    "medical_subsidy": [
        date(2021, 4, 1),
        date(2023, 9, 30),
        date(2024, 4, 1),
        date(2025, 12, 31),
        date(2026, 11, 25),
    ],
    "medical_subsidy_single_parent": SCHEME_DAYS,
    "medical_subsidy_disability": SCHEME_DAYS,
    "national_health_insurance": [date(2025, 4, 1), date(2026, 4, 1)],
    "financial_accounting": [date(2021, 4, 1), date(2025, 3, 31), date(2025, 4, 1), date(2026, 11, 25)],
}


@pytest.mark.parametrize("business", DAYS)
def test_with_them_every_town_computes_everything(business: str) -> None:
    """Levy years 2021-2026, and days of treatment from 2021-04-01 on."""
    for town in TOWNS:
        for on in DAYS[business]:
            rules = sample(assume=True).rules(town, on)
            programs(assume=True).program(business, rules).bind(rules)


def test_none_of_them_takes_the_place_of_a_known_value() -> None:
    """仮定 lies beneath the towns: whatever is known without it stays what it was."""
    for town in TOWNS:
        for on in {day for days in DAYS.values() for day in days}:
            known = sample().rules(town, on).values
            assumed = sample(assume=True).rules(town, on).values
            for point, origin in known.items():
                if origin.value is not None:
                    assert assumed[point] == origin
            for point, origin in assumed.items():
                if point not in known or known[point].value is None:
                    assert origin.layer is Rank.ASSUMPTION or origin.value is None


def test_each_of_them_says_that_it_is_one_and_why() -> None:
    """Every result an assumption touches shows this note."""
    notes = [dated.note for setting in sample(assume=True).profile.assumptions for dated in setting.values]
    assert notes
    assert all(note.startswith("仮定。") and len(note) > len("仮定。") for note in notes)


def test_without_asking_there_are_none() -> None:
    """Only demo and --assume lay them."""
    assert sample().profile.assumptions == ()


def test_the_exemption_amounts_assumed_are_the_reference_amounts_of_the_grade() -> None:
    """地方税法施行規則第9条の21: 350,000 / 315,000 / 280,000 by grade, and not a yen else."""
    grades = {"grade_1": (350_000, 210_000), "grade_2": (315_000, 189_000), "grade_3": (280_000, 168_000)}
    for town in (
        "hayama",
        "samukawa",
        "ninomiya",
        "nakai",
        "matsuda",
        "yamakita",
        "hakone",
        "manazuru",
        "kiyokawa",
    ):
        values = sample(assume=True).rules(town, date(2026, 4, 1)).values
        grade = str(values["resident_tax.exemption.grade"].value)
        amounts = tuple(values[f"resident_tax.exemption.per_capita_{part}"].value for part in ("base", "add"))
        assert amounts == grades[grade]
