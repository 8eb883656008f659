"""Every invented resident, computed by the engine for a whole column at once and by the oracle one at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from tests.oracle.landing import LIMITS, LINES, landed, unit_of
from tests.oracle.resident_tax import Town, assess
from tests.oracle.resident_tax_towns import PUBLISHED_BEFORE_2021, TOWNS, TRIED_BEFORE_2021
from tests.oracle.rows import COLUMNS, OUT_OF_SCOPE, people
from tests.oracle.scatter import stirred
from uwanose.engine.model import Array
from uwanose.engine.population.residents import Columns
from uwanose.engine.program import Programs
from uwanose.layers.effective import EffectiveRules
from uwanose.money import Rate
from uwanose.points.model import Value
from uwanose.workspace import Workspace

YEARS = range(2012, 2027)
BEFORE = range(2012, 2021)  # the tables, statuses and limits before the reform of 2021
PLACES = (  # levy year, town, persons: 22,500 in all
    [(year, town, 150) for year in range(2021, 2027) for town in TOWNS]
    + [(year, PUBLISHED_BEFORE_2021, 700) for year in BEFORE]
    + [(year, town, 200) for year in BEFORE for town in TRIED_BEFORE_2021]
)
FOLLOWING = {
    "furusato_ratio_refused",
    "split_refused",
    "change_refused",
}  # they rest on a row not refused before
NOT_COMPARED = {
    "ordinary_first_instalment": "a step to ordinary_planned_1, which is compared",
    "ordinary_later_instalment": "a step to ordinary_planned_2 to 4, which are compared",
    "ordinary_changed_later": "a step to ordinary_instalment_2 to 4, which are compared",
    "payroll_first_instalment": "a step to payroll_instalment_06, which is compared",
    "payroll_later_instalment": "a step to payroll_instalment_07 and on, which are compared",
    "payroll_changed_later": "a step to the payroll instalments, which are compared",
    "pension_provisional_later": "a step to pension_instalment_06 and 08, which are compared",
    "pension_final_later": "a step to pension_instalment_12 and 02, which are compared",
    "pension_special_credit": "a step to the pension instalments, which are compared",
    "prefectural_reduction": "municipal_reduction and prefectural_annual are compared",
    "k_008_relief": "the invented relief of 開成町; municipal_reduction is compared",
    "spouse_bracket": "compared from 2019 on; before, the law had no brackets",
}


@pytest.fixture(scope="module")
def programs(opened: Workspace) -> Programs:
    return Programs(opened.catalog, opened.plugins)


def rules_of(workspace: Workspace, town: str, year: int) -> EffectiveRules:
    """The rules of a town; before 2021 the settings of the test where the town's are not known."""
    rules = workspace.rules(town, date(year, 4, 1))
    if year in BEFORE and town in TRIED_BEFORE_2021:
        tried = TRIED_BEFORE_2021[town]
        return with_values(rules, {
            "resident_tax.exemption.per_capita_base": tried.exemption_base,
            "resident_tax.exemption.per_capita_add": tried.exemption_add,
        })  # fmt: skip
    return rules


def with_values(rules: EffectiveRules, changed: Mapping[str, Value]) -> EffectiveRules:
    """The same rules with other values; where a town has none yet, the test's stands in the place of any other."""
    some = rules.values["resident_tax.exemption.grade"]
    values = {
        point: replace(rules.values.get(point, some), point=point, value=value)
        for point, value in changed.items()
    }
    return replace(rules, values={**rules.values, **values})


def computed(
    programs: Programs, rules: EffectiveRules, columns: Columns, *, exact: bool = False
) -> Mapping[str, Array]:
    calculation = programs.program("resident_tax", rules).bind(rules, hooks=())
    return calculation.run(columns, exact=exact).items


def compared(
    items: Mapping[str, Array], columns: Columns, year: int, town: Town
) -> Iterator[tuple[dict[str, int], dict[str, int], dict[str, int]]]:
    """Give each row with what the engine and the oracle find for it; of a refused row, what refuses it."""
    names = list(items)
    refusing = [name for name in names if name.endswith("_refused")]
    first = [name for name in refusing if name not in FOLLOWING]
    results = zip(*(items[name].tolist() for name in names), strict=True)
    for row, values in zip(people(columns), results, strict=True):
        found = dict(zip(names, map(int, values), strict=True))
        expected = {name: value for name, value in assess(row, year, town).items() if name[0] != "_"}
        if any(found[name] or expected[name] for name in first):
            expected = {name: expected[name] for name in first}
        elif any(found[name] or expected[name] for name in refusing):
            expected = {name: expected[name] for name in refusing}
        yield row, {name: found[name] for name in expected}, expected


@pytest.mark.parametrize(("year", "town", "persons"), PLACES)
def test_the_engine_and_the_oracle_agree_to_the_yen(
    opened: Workspace, programs: Programs, year: int, town: str, persons: int
) -> None:
    """地方税法, levy years 2012 to 2026: people on borders of what they have and of what it sums to, rare columns stirred."""
    columns = landed(stirred(town, persons, seed=year, income_year=year - 1), year, TOWNS[town])
    items = computed(programs, rules_of(opened, town, year), columns)
    for row, found, expected in compared(items, columns, year, TOWNS[town]):
        assert found == expected, f"{town} {year} {row}"


def test_the_settings_of_the_prefecture_are_followed(opened: Workspace, programs: Programs) -> None:
    """Another surcharge, and the furusato cap at the rate of the ordinance (37条の2第11項, an open question)."""
    rules = with_values(opened.rules("oi", date(2025, 4, 1)), {
        "resident_tax.rate.kanagawa_surcharge": Rate(18, 100_000),
        "resident_tax.per_capita.kanagawa_surcharge": 400,
        "resident_tax.credit.furusato_cap_basis": "ordinance_rate",
    })  # fmt: skip
    columns = stirred("oi", 1_000, seed=7, income_year=2024, per_10_000=2_000)
    town = replace(
        TOWNS["oi"], surcharge=Fraction(18, 100_000), per_capita_surcharge=400, cap_at_ordinance_rate=True
    )
    for row, found, expected in compared(computed(programs, rules, columns), columns, 2025, town):
        assert found == expected, row


def test_every_column_of_the_business_is_drawn_or_out_of_scope_with_a_reason(opened: Workspace) -> None:
    """A column that the scatter does not draw is one in which nobody looks for a wrong yen."""
    declared = set(opened.catalog.inputs["resident_tax"])
    assert declared == {*COLUMNS, *OUT_OF_SCOPE}
    assert not OUT_OF_SCOPE.keys() & set(COLUMNS)
    assert all(OUT_OF_SCOPE.values())
    drawn: set[str] = set()
    for year in (2016, 2024):
        columns = stirred("oi", 2_000, seed=year, income_year=year - 1)
        drawn |= {name for name in COLUMNS if len(set(columns[name].tolist())) > 1}
    assert set(COLUMNS) - drawn == set()


@pytest.mark.parametrize("year", YEARS)
def test_every_result_is_compared_or_named_with_a_reason(
    opened: Workspace, programs: Programs, year: int
) -> None:
    """A renamed result would otherwise drop out of the comparison unseen."""
    for town in ("kaisei", "oiso") if year >= 2021 else ("oiso",):
        columns = stirred(town, 1, seed=1, income_year=year - 1)
        results = computed(programs, rules_of(opened, town, year), columns).keys()
        expected = {name for name in assess(next(people(columns)), year, TOWNS[town]) if name[0] != "_"}
        assert expected - results == set()
        assert results - expected <= NOT_COMPARED.keys()


@pytest.mark.parametrize("year", YEARS)
def test_the_shadow_run_on_python_integers_agrees(opened: Workspace, programs: Programs, year: int) -> None:
    """int64 has no overflow check of its own: whole numbers without bounds give the same results."""
    columns = stirred("oiso", 300, seed=year, income_year=year - 1)
    rules = rules_of(opened, "oiso", year)
    fast, exact = computed(programs, rules, columns), computed(programs, rules, columns, exact=True)
    assert fast.keys() == exact.keys()
    assert [name for name in fast if fast[name].tolist() != exact[name].tolist()] == []


def test_results_do_not_depend_on_the_order_of_the_rows(opened: Workspace, programs: Programs) -> None:
    """Whoever stands beside somebody in a file changes nothing of his tax."""
    for year in (2016, 2024):
        columns = stirred("oiso", 2_000, seed=year, income_year=year - 1)
        columns["household_id"] = np.arange(2_000)  # a household stays together, so here each has one person
        order = np.random.default_rng(year).permutation(2_000)
        rules = rules_of(opened, "oiso", year)
        items = computed(programs, rules, columns)
        mixed = computed(programs, rules, {name: column[order] for name, column in columns.items()})
        assert [name for name in items if items[name][order].tolist() != mixed[name].tolist()] == []


def test_the_comparison_reaches_every_part_of_the_law(opened: Workspace, programs: Programs) -> None:
    """Nothing that is compared is zero for everybody, no refusal is without its rows, and few rows are refused."""
    seen: Counter[str] = Counter()
    names: set[str] = set()
    rows = refused = 0
    for year in (2014, 2018, 2024, 2026):
        columns = stirred("oiso", 2_500, seed=year, income_year=year - 1)
        items = computed(programs, rules_of(opened, "oiso", year), columns)
        for _, _, expected in compared(items, columns, year, TOWNS["oiso"]):
            names |= expected.keys()
            seen.update(name for name, value in expected.items() if value)
            rows += 1
            refused += "annual_total" not in expected
    assert names - seen.keys() == {"municipal_reduction"}  # 開成町 alone, from 2025
    assert 100 * refused < 5 * rows


def test_people_stand_on_both_sides_of_what_their_incomes_sum_to() -> None:
    """Each line is met to the yen (taxable incomes: to the thousand), from below and from above."""
    columns = landed(stirred("oiso", 3_000, seed=1, income_year=2023), 2024, TOWNS["oiso"])
    beside: set[tuple[str, int]] = set()
    for row in people(columns):
        found = assess(row, 2024, TOWNS["oiso"])
        for name, lines in LINES.items():
            beside |= {(name, (found[name] - line) // unit_of(name)) for line in lines}
        for name, limits in LIMITS.items():
            beside |= {(limit, found[name] - found[limit]) for limit in limits}
    names = [*LINES, *(limit for limits in LIMITS.values() for limit in limits)]
    assert [name for name in names if not {(name, 0), (name, 1)} <= beside] == []


def test_enough_rows_of_every_year_and_town_are_compared() -> None:
    """20,000 rows at least, each year since 2012, all fourteen towns since 2021."""
    assert sum(persons for _, _, persons in PLACES) >= 20_000
    assert {year for year, _, _ in PLACES} == set(YEARS)
    assert {town for year, town, _ in PLACES if year == 2026} == set(TOWNS)
