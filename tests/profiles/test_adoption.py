"""Adoption alone decides whose program runs: another town's formula, values and hooks, by town and by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest

from tests.profiles.sample import programs, sample
from uwanose.engine.model import Array
from uwanose.engine.program import Program
from uwanose.errors import Refused
from uwanose.layers.effective import EffectiveRules

SINGLE_PARENT = 4
REFUND, IN_KIND = 2, 1


def bill(treated_on: int, **others: int) -> dict[str, Array]:
    """Return one visit of a nine-year-old; what is not named is ordinary."""
    values = {
        "resident_id": 1,
        "birth_date": treated_on - 90_000,
        "treated_on": treated_on,
        "care": 0,
        "insured_share": 3_000,
        "guardian_total_income_same": 0,
        "guardian_total_income_previous": 0,
        "guardian_total_income_before_previous": 0,
        **others,
    }
    return {name: np.array([value], dtype=np.int64) for name, value in values.items()}


def bound(town: str, on: date, *, assume: bool = True) -> tuple[Program, EffectiveRules]:
    rules = sample(assume=assume).rules(town, on)
    return programs(assume=assume).program("medical_subsidy", rules), rules


def result(town: str, on: date, item: str, **others: int) -> int:
    program, rules = bound(town, on)
    columns = bill(on.year * 10000 + on.month * 100 + on.day, **others)
    results: Mapping[str, Array] = program.run(columns, rules, [item])
    return int(results[item][0])


def test_a_second_town_that_adopts_a_formula_gets_it_and_a_third_does_not() -> None:
    """K-009 was ordered by 真鶴町; 箱根町 adopted it; 湯河原町 has the same plugins at hand and did not."""
    on = date(2026, 1, 1)
    first = {
        town: bool(result(town, on, "other_scheme_first", other_scheme=SINGLE_PARENT))
        for town in ("manazuru", "hakone", "yugawara")
    }
    assert first == {"manazuru": False, "hakone": False, "yugawara": True}


@pytest.mark.parametrize(
    ("town", "last_day_before"), [("manazuru", date(2024, 6, 30)), ("hakone", date(2025, 12, 31))]
)
def test_the_formula_begins_with_each_towns_own_adoption(town: str, last_day_before: date) -> None:
    """The day of the treatment chooses the rules; the program was there before."""
    next_day = date.fromordinal(last_day_before.toordinal() + 1)
    assert result(town, last_day_before, "other_scheme_first", other_scheme=SINGLE_PARENT)
    assert not result(town, next_day, "other_scheme_first", other_scheme=SINGLE_PARENT)


def test_the_prefecture_does_not_refund_what_a_towns_wrap_lets_in() -> None:
    """K-009 over K-001: a single-parent child is subsidised by the town and lies outside the standard."""
    on = date(2026, 1, 1)
    assert result("manazuru", on, "town_pays", other_scheme=SINGLE_PARENT) == 3_000
    assert result("manazuru", on, "k_001_base_amount", other_scheme=SINGLE_PARENT) == 0
    assert result("manazuru", on, "k_001_base_amount") == 2_800


def test_one_customized_value_changes_the_way_of_payment_in_that_town_only() -> None:
    """K-010 (an invented sample): 湯河原町 pays in kind outside the prefecture from 2025-10-01."""
    assert result("yugawara", date(2025, 9, 30), "payment_way", inside_prefecture=0) == REFUND
    assert result("yugawara", date(2025, 10, 1), "payment_way", inside_prefecture=0) == IN_KIND
    assert result("aikawa", date(2025, 10, 1), "payment_way", inside_prefecture=0) == REFUND


def test_an_added_item_exists_only_where_it_was_adopted() -> None:
    """K-007: 愛川町 and 大井町 have the amount outside the standard, 葉山町 has no such item."""
    on = date(2026, 4, 1)
    assert result("aikawa", on, "k_007_outside_standard") == 200
    assert result("oi", on, "k_007_outside_standard") == 200
    assert "k_007_outside_standard" not in bound("hayama", on)[0].items


def test_a_hook_points_out_bills_in_the_town_that_ordered_it() -> None:
    """K-011: 二宮町 from 2026-08-01; the same bill is silent a day earlier and in the next town."""

    def found(town: str, on: date) -> list[str]:
        program, rules = bound(town, on)
        columns = bill(on.year * 10000 + on.month * 100 + on.day, guardian_undeclared=1)
        calculation = program.bind(rules, ["eligible"])
        return [finding.customization for finding in calculation.run(columns).findings]

    assert found("ninomiya", date(2026, 8, 1)) == ["K-011"]
    assert found("ninomiya", date(2026, 7, 31)) == []
    assert found("oiso", date(2026, 8, 1)) == []


def test_a_town_whose_rule_is_unknown_is_refused_and_the_others_are_not() -> None:
    """箱根町's age limits were not found; without assumptions its run names the file to fill in."""
    program, rules = bound("hakone", date(2026, 4, 1), assume=False)
    with pytest.raises(Refused) as refused:
        program.bind(rules, ["eligible"])
    assert {finding.code for finding in refused.value.findings} == {"E121"}
    assert "profiles/kanagawa/towns/hakone.yaml" in str(refused.value)
    program, rules = bound("aikawa", date(2026, 4, 1), assume=False)
    program.bind(rules, ["town_pays", "k_001_base_amount", "k_007_outside_standard", "claim_deadline"])


def test_the_shadow_run_on_python_integers_agrees_for_every_town() -> None:
    """Exact or refused: the same program on Python integers gives the same yen."""
    rng = np.random.default_rng(20261125)
    rows = 500
    columns = {
        "resident_id": np.arange(rows),
        "birth_date": _days(rng, rows, 2004, 2026),
        "treated_on": np.full(rows, 20260801),
        "care": rng.integers(0, 3, rows),
        "visits": rng.integers(0, 6, rows),
        "days": rng.integers(0, 31, rows),
        "insured_share": rng.integers(0, 300_000, rows),
        "high_cost_benefit": rng.integers(0, 50_000, rows),
        "other_scheme": rng.integers(0, 6, rows),
        "inside_prefecture": rng.integers(0, 2, rows),
        "guardian_dependants": rng.integers(0, 8, rows),
        "guardian_elderly_dependants": rng.integers(0, 2, rows),
        "guardian_listed_deductions": rng.integers(0, 600_000, rows),
        "guardian_pay_or_pension": rng.integers(0, 9_000_000, rows),
        **{
            f"guardian_total_income_{year}": rng.integers(0, 12_000_000, rows)
            for year in ("same", "previous", "before_previous")
        },
    }
    for town in sample().profile.municipalities:
        program, rules = bound(town, date(2026, 8, 1))
        calculation = program.bind(rules)
        fast, exact = calculation.run(columns).items, calculation.run(columns, exact=True).items
        assert {name: column.tolist() for name, column in fast.items()} == {
            name: column.tolist() for name, column in exact.items()
        }


def _days(rng: np.random.Generator, rows: int, first: int, last: int) -> Array:
    years, months = rng.integers(first, last, rows), rng.integers(1, 13, rows)
    return np.asarray(years * 10000 + months * 100 + rng.integers(1, 29, rows))
