"""The premium tables of the fourteen towns: yen as the ordinances have them, for the ninth period and no other."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from tests.profiles.sample import programs, sample
from uwanose.errors import Refused
from uwanose.layers.model import Outcome
from uwanose.points.model import Confidence, Table

TOWNS = tuple(sample().profile.municipalities)
STAGES = {
    "hayama": 16, "samukawa": 13, "oiso": 13, "ninomiya": 17, "nakai": 16, "oi": 15, "matsuda": 14, "yamakita": 13,
    "kaisei": 14, "hakone": 13, "manazuru": 13, "yugawara": 15, "aikawa": 13, "kiyokawa": 13,
}  # fmt: skip
MAIN = ("stage", "annual_amount", "premium")


def table(town: str, name: str) -> Table:
    value = sample().rules(town, date(2026, 4, 1)).values[f"long_term_care_premium.stage.{name}"].value
    assert isinstance(value, Table)
    return value


@pytest.mark.parametrize("town", TOWNS)
def test_the_stages_are_numbered_and_the_premium_rises_with_each(town: str) -> None:
    """第9期: five stages of the untaxed, then as many as the town has."""
    stages = [*table(town, "untaxed").column("stage"), *table(town, "taxed").column("stage")]
    amounts = [*table(town, "untaxed").column("annual"), *table(town, "taxed").column("annual")]
    assert stages == list(range(1, STAGES[town] + 1))
    assert all(
        isinstance(low, int) and isinstance(high, int) and low < high for low, high in pairwise(amounts)
    )


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize(("year", "known"), [(2023, False), (2024, True), (2026, True), (2027, False)])
def test_a_year_outside_the_ninth_period_is_refused(town: str, year: int, known: bool) -> None:
    """The tables of FY2021-2023 and from FY2027 on were not found."""
    rules = sample().rules(town, date(year, 4, 1))
    program = programs().program("long_term_care_premium", rules)
    if known:
        program.bind(rules, MAIN)
    else:
        with pytest.raises(Refused):
            program.bind(rules, MAIN)


@pytest.mark.parametrize("town", TOWNS)
def test_instalments_are_refused_until_the_town_has_set_its_terms(town: str) -> None:
    """Neither the terms nor the unit were found for any town; what rests on them is not guessed."""
    rules = sample().rules(town, date(2026, 4, 1))
    program = programs().program("long_term_care_premium", rules)
    for item in ("ordinary_first_instalment", "pension_final_first"):
        with pytest.raises(Refused):
            program.bind(rules, [item])
    program.bind(rules, ["withheld", "pension_provisional", "over_withheld"])


def test_the_rounding_of_a_part_year_is_marked_as_unverified() -> None:
    """A default nobody has seen in an ordinance: every result that rests on it says so."""
    origin = sample().rules("oi", date(2026, 4, 1)).values["long_term_care_premium.part_year.rounding"]
    assert origin.confidence is Confidence.UNVERIFIED


def test_kiyokawas_rounding_was_refused_because_a_setting_is_enough() -> None:
    """K-019: month half-up × 12 stands in the table as yen; the register keeps the request, and nobody pays."""
    entry = sample().profile.customizations["K-019"]
    assert entry.outcome is Outcome.REFUSED
    assert entry.reason.startswith("設定で足りる")
    assert (entry.costs, entry.content) == ((), ())
    amounts = [*table("kiyokawa", "untaxed").column("annual"), *table("kiyokawa", "taxed").column("annual")]
    assert all(isinstance(amount, int) and amount % 12 == 0 for amount in amounts)
