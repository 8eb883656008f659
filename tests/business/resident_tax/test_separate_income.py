"""Stocks, dividends, futures, forestry: losses of the year, losses carried forward, and what the totals take in."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import Cells, compute
from uwanose.business.resident_tax import separate_income
from uwanose.business.resident_tax.separate_income import (
    carry_forward_refused,
    listed_dividend_after_losses,
    listed_dividend_of_year,
    stock_classes_refused_until_2016,
    stock_listed_of_year,
)


def test_loss_from_listed_stock_lowers_listed_dividends_and_nothing_else() -> None:
    """地方税法附則第35条の2の6 (from memory)."""
    stock = [500_000, 0, -300_000, -300_001, -900_000]
    assert compute(
        listed_dividend_of_year,
        2025,
        listed_dividend_income=[300_000] * 5,
        stock_listed_income=stock,
    ) == [300_000, 300_000, 0, 0, 0]
    assert compute(stock_listed_of_year, 2025, stock_listed_income=stock) == [500_000, 0, 0, 0, 0]


CARRIED = ("comprehensive", "listed_dividend", "stock_listed", "futures", "forestry")


@pytest.mark.parametrize("kind", CARRIED)
def test_more_cannot_be_carried_forward_than_there_is_of_the_income(kind: str) -> None:
    """地方税法第313条第8項: one yen above the income refuses the row."""
    incomes = {
        name: [100, 100]
        for name in (
            "comprehensive_income_of_year", "listed_dividend_of_year", "stock_listed_of_year", "futures_income",
            "forestry_income",
        )
    }  # fmt: skip
    carried = {f"carried_forward_{name}": [100, 100] for name in CARRIED} | {
        f"carried_forward_{kind}": [100, 101]
    }
    assert compute(carry_forward_refused, 2025, **incomes, **carried) == [False, True]


def test_losses_carried_forward_are_taken_from_the_income_of_their_class() -> None:
    """地方税法附則第35条の2の6; nothing is taken from a refused row."""
    assert compute(
        listed_dividend_after_losses,
        2025,
        listed_dividend_of_year=[500_000, 500_000],
        carried_forward_listed_dividend=[200_000, 600_000],
        carry_forward_refused=[False, True],
    ) == [300_000, 500_000]


def test_two_classes_of_stock_are_refused_while_the_law_had_one() -> None:
    """Until levy year 2016 (from memory); a gain of one class alone is the same under both readings."""
    assert compute(
        stock_classes_refused_until_2016,
        2016,
        stock_general_income=[1, 1, 1, 0],
        stock_listed_income=[1, -1, 0, 1],
    ) == [True, True, False, False]


def test_total_income_is_before_and_gross_income_after_carry_forwards() -> None:
    """地方税法第292条第1項第13号, 附則第3条の3."""
    others: dict[str, Cells] = {
        "stock_general_income": [10],
        "retirement_income": [20],
        "stock_classes_refused": [False],
    }
    assert compute(
        separate_income.separate_income,
        2025,
        land_in_total_income=[1],
        listed_dividend_of_year=[300],
        stock_listed_of_year=[4_000],
        futures_income=[50_000],
        forestry_income=[600_000],
        **others,
    ) == [654_331]
    assert compute(
        separate_income.separate_gross_income,
        2025,
        land_in_gross_income_amount=[1],
        listed_dividend_after_losses=[200],
        stock_listed_after_losses=[3_000],
        futures_after_losses=[40_000],
        forestry_after_losses=[500_000],
        **others,
    ) == [543_231]
