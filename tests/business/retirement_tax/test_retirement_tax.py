"""Retirement income taxed at payment: years of service, deduction, halves, reduction until 2012, refused payments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from uwanose.engine.arithmetic import Column
from uwanose.engine.calculation import Calculation, Results
from uwanose.engine.program import Programs
from uwanose.workspace import Workspace

ROOT = Path(__file__).resolve().parents[3]
GENERAL, OFFICER, SHORT = range(3)


@cache
def workspace() -> tuple[Workspace, Programs]:
    """The bundled rules."""
    opened = Workspace.open(ROOT)
    return opened, Programs(opened.catalog, opened.plugins)


def bound(paid: date) -> Calculation:
    """The calculation of a day of payment."""
    opened, programs = workspace()
    rules = opened.rules("oi", paid)
    return programs.program("retirement_tax", rules).bind(rules, hooks=())


def columns(paid: date, rows: int, **given: list[int]) -> dict[str, Column]:
    """Rows of payments on one day; what is not given is nothing out of the ordinary."""
    number = paid.year * 10_000 + paid.month * 100 + paid.day
    plain = {"paid_on": number, "joined_on": 20000401, "left_on": 20200331, "amount": 0}
    names = ("years_by_payer", "kind", "several_payments", "disability")
    made = {name: np.zeros(rows, dtype=np.int64) for name in names}
    made |= {name: np.full(rows, value, dtype=np.int64) for name, value in plain.items()}
    made |= {name: np.array(values, dtype=np.int64) for name, values in given.items()}
    return made | {"resident_id": np.arange(rows)}


def computed(paid: date, **given: list[int]) -> Results:
    """Compute payments of one day."""
    rows = len(next(iter(given.values())))
    return bound(paid).run(columns(paid, rows, **given))


@pytest.mark.parametrize(
    ("joined", "left", "years"),
    [
        (20000706, 20251005, 26),  # 土浦市
        (20000401, 20050331, 5),
        (20000401, 20050401, 6),
        (20000229, 20010228, 1),
        (20000229, 20010301, 2),
        (20010301, 20040229, 3),
        (20250401, 20250401, 1),
    ],
)
def test_part_of_a_year_counts_as_one(joined: int, left: int, years: int) -> None:
    """所得税法施行令第69条第2項, 民法第143条第2項: a year ends on the day before the day of its beginning."""
    results = computed(date(2025, 10, 31), joined_on=[joined], left_on=[left])
    assert results.items["service_years"].tolist() == [years]


def test_years_the_payer_states_go_before_the_days() -> None:
    """Leave of absence and former employment do not show in the days."""
    results = computed(date(2025, 10, 31), years_by_payer=[0, 33])
    assert results.items["service_years"].tolist() == [20, 33]


@pytest.mark.parametrize(
    ("years", "deduction"), [(1, 800_000), (2, 800_000), (3, 1_200_000), (20, 8_000_000), (21, 8_700_000)]
)
def test_deduction_by_years(years: int, deduction: int) -> None:
    """所得税法第30条第3項・第6項: 400,000 and 700,000 yen a year, at least 800,000; 1,000,000 more for a disability."""
    results = computed(date(2025, 10, 31), years_by_payer=[years, years], disability=[0, 1])
    assert results.items["deduction"].tolist() == [deduction, deduction + 1_000_000]


@pytest.mark.parametrize(
    ("paid", "kind", "income"),
    [
        (date(2012, 12, 31), OFFICER, 2_500_000),
        (date(2013, 1, 1), OFFICER, 5_000_000),
        (date(2021, 12, 31), SHORT, 2_500_000),
        (date(2022, 1, 1), SHORT, 3_500_000),
        (date(2022, 1, 1), OFFICER, 5_000_000),
        (date(2022, 1, 1), GENERAL, 2_500_000),
    ],
)
def test_how_much_of_the_rest_counts_depends_on_the_day_of_payment(
    paid: date, kind: int, income: int
) -> None:
    """所得税法第30条第2項: officers from the payments of 2013, short service from those of 2022."""
    results = computed(paid, years_by_payer=[5], kind=[kind], amount=[7_000_000])
    assert results.items["retirement_income"].tolist() == [income]


def test_tenth_is_taken_off_before_the_cut_until_2012() -> None:
    """199,000 yen: 11,940 and 7,960; less a tenth 10,746 and 7,164."""
    taxes: dict[int, tuple[list[int], list[int]]] = {}
    for paid in (date(2012, 12, 31), date(2013, 1, 1)):
        items = computed(paid, years_by_payer=[9], amount=[3_998_000]).items
        taxes[paid.year] = items["municipal_tax"].tolist(), items["prefectural_tax"].tolist()
    assert taxes == {2012: ([10_700], [7_100]), 2013: ([11_900], [7_900])}


def test_what_cannot_be_computed_is_refused_with_its_reason() -> None:
    """Days in the wrong order, several payments, an officer with six years."""
    refused = computed(
        date(2022, 1, 1),
        left_on=[20200331, 20000331, 20200331, 20200331, 20200331],
        several_payments=[0, 0, 1, 0, 0],
        years_by_payer=[5, 5, 5, 5, 6],
        kind=[OFFICER, GENERAL, GENERAL, SHORT, OFFICER],
    ).refused
    assert refused["payment_refused"].tolist() == [False, True, True, False, False]
    assert refused["kind_refused"].tolist() == [False, False, False, False, True]


@pytest.mark.parametrize("paid", [date(2012, 6, 1), date(2020, 6, 1), date(2025, 6, 1)])
def test_shadow_run_on_python_integers_agrees(paid: date) -> None:
    """Whole numbers without bounds give the same results."""
    random = np.random.default_rng(paid.year)
    given = columns(
        paid,
        2_000,
        amount=random.integers(0, 10**8, 2_000).tolist(),
        years_by_payer=random.integers(0, 45, 2_000).tolist(),
        kind=random.integers(0, 3, 2_000).tolist(),
        disability=random.integers(0, 2, 2_000).tolist(),
    )
    calculation = bound(paid)
    fast, exact = calculation.run(given).items, calculation.run(given, exact=True).items
    assert same(fast) == same(exact)


def same(items: Mapping[str, np.ndarray[tuple[int], np.dtype[np.int64]]]) -> dict[str, list[int]]:
    """The results as plain lists."""
    return {name: values.tolist() for name, values in items.items()}
