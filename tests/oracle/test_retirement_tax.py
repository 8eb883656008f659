"""The tax on retirement allowances by engine and oracle, and the oracle against the published examples."""

from __future__ import annotations

from datetime import date

import pytest

from tests.oracle import retirement_tax_rows as rows
from tests.oracle.agreement import agree
from tests.oracle.days import digits
from tests.oracle.draw import Draw
from tests.oracle.engine_rows import Engine
from tests.oracle.resident_tax_towns import TOWNS
from tests.oracle.retirement_tax import assess, payment
from uwanose.workspace import Workspace

PAYMENTS = 190  # for each town and day: 21,280 in all
DAYS = (
    date(2012, 6, 30), date(2012, 12, 31), date(2013, 1, 1), date(2020, 2, 29), date(2021, 12, 31), date(2022, 1, 1),
    date(2024, 3, 31), date(2026, 3, 31),
)  # fmt: skip
ITEMS = (
    "payment_refused", "kind_refused", "service_years", "deduction", "retirement_income", "municipal_tax",
    "prefectural_tax", "total_tax",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> Engine:
    return Engine(opened, "retirement_tax", "resident_id")


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_engine_and_oracle_agree_to_the_yen(engine: Engine, on: date) -> None:
    """By the rules of the day of payment: both sides of 2013 and of 2022."""
    for town in TOWNS:
        draw = Draw("retirement", town, on)
        groups = [[rows.payment(draw, digits(on))] for _ in range(PAYMENTS)]
        assert agree(engine, groups, assess, town, on, ITEMS) == PAYMENTS


def test_every_column_is_drawn_and_every_result_compared(opened: Workspace) -> None:
    """The ids and the town only name the row."""
    drawn = rows.payment(Draw("columns"), 20240331)
    declared = set(opened.catalog.inputs["retirement_tax"])
    assert declared - drawn.keys() == {"payment_id", "resident_id", "municipality"}
    items = {
        name.removeprefix("retirement_tax.")
        for name in opened.catalog.items
        if name.startswith("retirement_tax.")
    }
    assert items == set(ITEMS)


def test_the_payments_reach_every_branch() -> None:
    """Both refusals, all kinds on both sides of five years, 3,000,000 yen, twenty years, and nothing left to tax."""
    draw = Draw("branches")
    drawn = [rows.payment(draw, 20240331) for _ in range(4_000)]
    found = [payment(row) for row in drawn]
    assert {one["payment_refused"] for one in found} == {0, 1}
    taxed = [(row, one) for row, one in zip(drawn, found, strict=True) if "total_tax" in one]
    assert any(one.get("kind_refused") for one in found)
    assert {row["kind"] for row, one in taxed if one["total_tax"]} == {0, 1, 2}
    assert {one["service_years"] for _, one in taxed} >= {1, 2, 5, 6, 20, 21}
    assert {0, 1} == {int(one["total_tax"] > 0) for _, one in taxed}
    short = {row["amount"] - one["deduction"] > 3_000_000 for row, one in taxed if row["kind"] == 2}
    assert short == {False, True}


@pytest.mark.parametrize(
    ("row", "years", "deduction", "income", "municipal", "prefectural"),
    [
        ({"amount": 15_000_000, "joined_on": 20000706, "left_on": 20251005}, 26, 12_200_000, 1_400_000, 84_000, 56_000),
        ({"amount": 8_000_000, "years_by_payer": 15}, 15, 6_000_000, 1_000_000, 60_000, 40_000),
        ({"amount": 10_420_000, "years_by_payer": 20}, 20, 8_000_000, 1_210_000, 72_600, 48_400),
    ],
)  # fmt: skip
def test_published_examples(
    row: dict[str, int], years: int, deduction: int, income: int, municipal: int, prefectural: int
) -> None:
    """土浦市, and two examples of fifteen and twenty years."""
    plain = {"paid_on": 20251031, "joined_on": 20000101, "left_on": 20001231, "years_by_payer": 0, "kind": 0,
             "several_payments": 0, "disability": 0}  # fmt: skip
    found = payment(plain | row)
    assert (found["service_years"], found["deduction"], found["retirement_income"]) == (
        years,
        deduction,
        income,
    )
    assert (found["municipal_tax"], found["prefectural_tax"]) == (municipal, prefectural)
