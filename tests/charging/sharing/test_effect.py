"""Guards the proof of effect: promise, plan and payment per town and year, the difference split without a rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.charging.register import (
    POPULATIONS,
    TOWNS,
    adopts,
    all_adopt,
    customization,
    one_off,
    profile,
    upkeep,
)
from uwanose.charging.book import Book
from uwanose.charging.closing import close
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.sharing.effect import TownYear, Verdict, effect, total, whole
from uwanose.charging.sharing.study import Study

from .sample import HEAD, study

TWO_YEARS = HEAD.replace("until: 2027-03-31", "until: 2028-03-31").replace("640_000_000", "1_280_000_000")
PROMISED = "promised: 20%\n"


def _row(**changes: int) -> TownYear:
    known = {
        "stand_alone": 1_000,
        "low": 900,
        "high": 1_100,
        "planned": 700,
        "price": 0,
        "figures": 0,
        "all_customizations": 0,
        "own": 0,
    }
    return TownYear(municipality="oi", settled=True, **{**known, **changes})


@pytest.mark.parametrize(
    ("planned", "verdict"),
    [
        (720, Verdict.KEPT),
        (721, Verdict.KEPT_ON_FIGURE),
        (800, Verdict.KEPT_ON_FIGURE),
        (801, Verdict.BROKEN),
    ],
)
def test_a_promise_is_kept_to_the_yen_and_the_band_is_told(planned: int, verdict: Verdict) -> None:
    """20 % of 1,000 is kept by 800 and not by 801; by 720 even if the town would have paid 900 alone."""
    assert _row(planned=planned).verdict(Fraction(20, 100)) is verdict


def test_own_customizations_do_not_break_the_promise_and_are_told() -> None:
    """Who wants more pays for it: the promise is about what is shared."""
    row = _row(planned=800, own=300)
    assert row.verdict(Fraction(20, 100)) is Verdict.KEPT_ON_FIGURE
    assert (row.saving, row.saving_in_all) == (Fraction(20, 100), Fraction(-10, 100))


def test_nothing_is_judged_without_a_promise_or_an_actual_cost() -> None:
    assert _row().verdict(None) is Verdict.OPEN
    assert replace(_row(), settled=False).verdict(Fraction(1, 10)) is Verdict.OPEN


def test_price_and_figures_split_the_difference_without_a_rest() -> None:
    """The cost came out higher, and 清川村's population fell: what each did is told apart, to the yen."""
    values = ", ".join(
        f"{town}: {3_000 if town == 'kiyokawa' else figure}" for town, figure in POPULATIONS.items()
    )
    newer = (
        f"{{population: {{label: 人口, reference_date: 2025-10-01, source: 国勢調査, values: {{{values}}}}}}}"
    )
    case = study(
        f"{PROMISED}years:\n  2026: {{planned: 640_000_000, actual: 650_000_001, figures: {newer}}}\n"
    )
    (year,) = effect(case, case.chosen_baseline(), Book())
    rows = year.towns.values()
    assert sum(row.planned for row in rows) == 640_000_000
    assert sum(row.price for row in rows) == 10_000_001
    assert sum(row.figures for row in rows) == 0
    assert sum(row.shared for row in rows) == 650_000_001
    assert year.towns["kiyokawa"].figures < 0 < year.towns["samukawa"].figures
    assert all(row.price > 0 for row in rows)


def test_a_year_counts_its_months_of_the_stand_alone_cost() -> None:
    """Twenty-four months in two years, without drift: the years add up to the baseline."""
    case = study(f"{PROMISED}years:\n  2026: {{planned: 1}}\n  2027: {{planned: 1}}\n", head=TWO_YEARS)
    years = effect(case, case.chosen_baseline(), Book())
    assert [year.months for year in years] == [12, 12]
    for town in TOWNS:
        assert sum(year.towns[town].stand_alone for year in years) == case.chosen_baseline().values[town]


def test_a_year_outside_the_study_has_no_effect() -> None:
    case = study("years:\n  2025: {planned: 1, actual: 1}\n  2026: {planned: 14}\n")
    assert [year.plan.fiscal_year for year in effect(case, case.chosen_baseline(), Book())] == [2026]


def test_settled_years_are_told_together_and_open_ones_are_not() -> None:
    """What is not known yet proves nothing."""
    case = study(
        f"{PROMISED}years:\n  2026: {{planned: 640_000_000, actual: 640_000_000}}\n  2027: {{planned: 640_000_000}}\n",
        head=TWO_YEARS,
    )
    years = effect(case, case.chosen_baseline(), Book())
    together = total(years)
    assert {town: row.shared for town, row in together.items()} == {
        town: row.shared for town, row in years[0].towns.items()
    }
    assert total(years[1:]) == {}


def test_the_year_may_have_another_formula_than_today() -> None:
    """Dated formula versions: what was in force then."""
    formulas = "formulas:\n  flat: {label: 均等, from: 2011-10-01, terms: [{basis: equal, share: 1}], laid_down_in: 案}\n"
    case = study(f"{formulas}years:\n  2026: {{planned: 1_400, formula: flat}}\n")
    (year,) = effect(case, case.chosen_baseline(), Book())
    assert {row.planned for row in year.towns.values()} == {100}


def test_what_the_book_charged_is_counted_apart(tmp_path: Path) -> None:
    """Customizations of all belong to the shared burden, a town's own ones to it alone; only the year's quarters count."""
    facts = profile(
        customization("K-001", upkeep(12_000), shared=True), all_adopt("K-001"),
        customization("K-002", one_off(900)), adopts("oi", "K-002"),
    )  # fmt: skip
    for number in (1, 2):
        close(
            tmp_path,
            facts,
            Quarter(2026, number),
            on=date(2026, 3 * number + 1, 20),
            document="決裁",
            rules="r",
            release="2026.04",
        )
    case: Study = study(
        f"{PROMISED}years:\n  2026: {{planned: 640_000_000, actual: 640_000_000, attributable: {{hakone: 77}}}}\n"
    )
    (year,) = effect(case, case.chosen_baseline(), read_book(tmp_path))
    assert sum(row.all_customizations for row in year.towns.values()) == 6_000
    assert {town: row.own for town, row in year.towns.items() if row.own} == {"oi": 900, "hakone": 77}


def test_an_approval_pins_the_figures_of_a_baseline() -> None:
    """Another population changes an estimate made by population: the approval no longer fits."""
    baseline = study().chosen_baseline()
    frozen = HEAD.replace(
        "    band: 10%\n",
        f"    band: 10%\n    frozen: {{on: 2026-03-01, document: 決裁, content: {baseline.content}}}\n",
    )
    assert study(head=frozen).chosen_baseline().intact
    assert not study(head=frozen.replace("band: 10%", "band: 11%")).chosen_baseline().intact
    assert not study(head=frozen.replace("940_000_000", "940_000_001")).chosen_baseline().intact


def test_all_towns_together_are_the_sum_and_no_average_of_savings() -> None:
    """Of 3,000 yen alone 1,900 are paid: 36.7 per cent, whatever each town saves; the least saves 30."""
    towns = {"a": _row(), "b": _row(stand_alone=2_000, planned=1_200)}
    every = whole(towns)
    assert (every.municipality, every.stand_alone, every.shared) == ("", 3_000, 1_900)
    assert every.saving == Fraction(1_100, 3_000)
    case = study("years:\n  2026: {planned: 14}\n")
    one = replace(effect(case, case.chosen_baseline(), Book())[0], towns=towns)
    assert one.least is towns["a"]
    assert one.kept(Fraction(35, 100)) == ("b",)
    with pytest.raises(ValueError, match="no towns"):
        whole({})
