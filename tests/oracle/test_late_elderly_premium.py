"""Every invented household, computed by the engine for a whole column at once and by the oracle one at a time."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from tests.oracle.agreement import agree
from tests.oracle.draw import Draw
from tests.oracle.engine_rows import Engine
from tests.oracle.late_elderly_premium import RATES, assess
from tests.oracle.late_elderly_rows import border_households, household
from uwanose.workspace import Workspace

HOUSEHOLDS = 600  # of every year, beside those on borders: 27,000 rows in all
TOWNS = ("hayama", "oi", "kiyokawa")  # the rates are the same in all towns
ITEMS = ("insured_months", "judged_on", "undecided_household", "undecided_earners", "reduction_class", "base_income",
         "per_head_amount", "income_amount", "cap_amount", "premium")  # fmt: skip
CHILD = ("child_per_head_amount", "child_income_amount")


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> Engine:
    return Engine(opened, "late_elderly_premium", "household_id")


def households(year: int) -> list[list[dict[str, int]]]:
    draw = Draw("late elderly", year)
    return border_households(year) + [household(draw, year) for _ in range(HOUSEHOLDS)]


def items(year: int) -> tuple[str, ...]:
    return (*ITEMS, *CHILD) if year >= 2026 else ITEMS


@pytest.mark.parametrize("year", RATES)
def test_the_engine_and_the_oracle_agree_to_the_yen(engine: Engine, year: int) -> None:
    """法104条, fiscal years 2016 to 2027, and the same results in whatever order the rows stand."""
    town = TOWNS[year % len(TOWNS)]
    judge = partial(assess, year=year)
    assert agree(engine, households(year), judge, town, date(year, 4, 1), items(year)) > 2_000


@pytest.mark.parametrize("year", RATES)
def test_the_comparison_reaches_both_sides_of_every_condition(year: int) -> None:
    """What is never 1 or never 0 would be compared in vain."""
    seen: dict[str, set[int]] = {}
    for members in households(year):
        for result in assess(members, year):
            for name, value in result.items():
                seen.setdefault(name, set()).add(value)
    assert {*items(year)} == seen.keys()
    assert set(range(13)) == seen["insured_months"]
    assert set(range(5)) == seen["reduction_class"]
    assert {0, 1} == seen["undecided_household"]
    assert ({0, 1} if year >= 2026 else {0}) == seen["undecided_earners"]
    assert RATES[year].cap in seen["premium"] or year >= 2026


@pytest.mark.parametrize("town", TOWNS)
def test_no_town_has_a_rate_of_its_own(engine: Engine, town: str) -> None:
    """神奈川県後期高齢者医療広域連合 sets the rates."""
    values = engine.values("hayama", date(2026, 4, 1))
    towns_own = {name for name in values if ".ordinary." in name}
    other = engine.values(town, date(2026, 4, 1))
    assert {name: values[name] for name in values.keys() - towns_own} == {
        name: other[name] for name in other.keys() - towns_own
    }
