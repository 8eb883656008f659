"""Every invented claimant's months, computed by the engine in one table and by the oracle month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from tests.oracle.agreement import agree
from tests.oracle.child_allowance import month_of
from tests.oracle.child_allowance_rows import border_claimants, by_month, claimant, months_between
from tests.oracle.draw import Draw
from tests.oracle.engine_rows import Engine, Row
from uwanose.workspace import Workspace

CLAIMANTS = 300  # of every town, over three spans of months: about 30,000 rows in all
# first and last month of each span in which the law did not change
SPANS = {"before the upper limit": (20210601, 20220501), "with both limits": (20220601, 20240901),
         "since the reform": (20241001, 20280301)}  # fmt: skip
TOWNS = ("hayama", "oi", "kiyokawa")  # the law leaves a town nothing to set
ITEMS = ("counted", "undecided_order", "sibling_order", "entitled", "benefit", "monthly_amount", "claimant_month",
         "payment_month")  # fmt: skip
LIMITS = ("income_levy_year", "assessed_income", "income_limit_amount")


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> Engine:
    return Engine(opened, "child_allowance", "claimant_id")


def assess(rows: Sequence[Row]) -> list[Mapping[str, int]]:
    """All months of one claimant."""
    found: dict[int, Mapping[str, int]] = {}
    for numbers in by_month(rows):
        found |= zip(numbers, month_of([rows[number] for number in numbers]), strict=True)
    return [found[number] for number in range(len(rows))]


def claimants(town: str, span: str) -> list[list[dict[str, int]]]:
    draw = Draw("child allowance", town, span)
    months = months_between(*SPANS[span])
    return border_claimants(months) + [claimant(draw, months) for _ in range(CLAIMANTS)]


def items(span: str) -> tuple[str, ...]:
    return {
        "before the upper limit": (*ITEMS, *LIMITS),
        "with both limits": (*ITEMS, *LIMITS, "income_upper_limit_amount"),
    }.get(span, ITEMS)


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("town", TOWNS)
def test_the_engine_and_the_oracle_agree_to_the_yen(engine: Engine, town: str, span: str) -> None:
    """児童手当法, before June 2022, before October 2024 and since; whatever the order of the rows."""
    first, last = (date(day // 10_000, day // 100 % 100, 1) for day in SPANS[span])
    assert engine.values(town, first) == engine.values(
        town, last
    )  # so one table may hold all months of a span
    assert agree(engine, claimants(town, span), assess, town, first, items(span)) > 2_000


@pytest.mark.parametrize("span", SPANS)
def test_the_oracle_knows_what_the_engine_computes(span: str) -> None:
    """A renamed result would otherwise drop out of the comparison unseen."""
    assert {*items(span)} == {name for result in assess(claimants("oi", span)[0]) for name in result}


def test_the_comparison_reaches_every_amount_and_every_kind() -> None:
    """All amounts of both laws, the three kinds of benefit, both levy years, twins without order, each place."""
    seen: dict[str, set[int]] = {}
    for span in SPANS:
        for rows in claimants("oi", span):
            for result in assess(rows):
                for name, value in result.items():
                    seen.setdefault(name, set()).add(value)
    assert {0, 5_000, 10_000, 15_000, 30_000} == seen["monthly_amount"]
    assert {0, 1, 2} == seen["benefit"]
    assert {0, 1, 2, 3, 4, 5} <= seen["sibling_order"]
    assert {2, 4, 6, 8, 10, 12} == {day // 100 % 100 for day in seen["payment_month"]}
    for name in ("counted", "undecided_order", "entitled", "income_levy_year"):
        assert {0, 1} == seen[name]
